//! A CSV file: its text, its delimiter and its header.

use crate::failure::Failure;
use csv::StringRecord;
use flate2::read::MultiGzDecoder;
use std::fmt::Write as _;
use std::fs;
use std::io::Read;
use std::path::Path;

/// The delimiters that are recognised, the most frequent one in exports first.
const DELIMITERS: [(&str, u8); 4] =
    [("comma", b','), ("semicolon", b';'), ("tab", b'\t'), ("pipe", b'|')];

/// A delimiter by its name or as the character itself.
pub(super) fn delimiter(text: &str) -> Result<u8, String> {
    let named = DELIMITERS.iter().find(|(name, byte)| {
        text.eq_ignore_ascii_case(name)
            || text.as_bytes() == [*byte]
            || (text == "\\t" && *byte == b'\t')
    });
    named.map(|&(_, byte)| byte).ok_or_else(|| {
        "allowed are comma, semicolon, tab, pipe, or the character itself".to_string()
    })
}

fn delimiter_name(delimiter: u8) -> &'static str {
    DELIMITERS.iter().find(|&&(_, byte)| byte == delimiter).map_or("", |&(name, _)| name)
}

/// A CSV file in memory.
pub(super) struct Table {
    /// The path, quoted, for messages.
    pub(super) path: String,
    pub(super) header: StringRecord,
    text: String,
    delimiter: u8,
    /// Where the header begins: after the line `sep=;` that Excel reads.
    start: usize,
}

impl Table {
    /// Reads a file, packed by gzip or not, which its first bytes tell. `delimiter` overrides what the header
    /// and a first line `sep=;` say.
    pub(super) fn open(path: &Path, delimiter: Option<u8>) -> Result<Self, Failure> {
        let shown = format!("{path:?}");
        let failed = |problem: String| Failure::File { path: shown.clone(), problem };
        let unreadable = |error: std::io::Error| failed(format!("cannot be read: {error}"));
        let mut bytes = fs::read(path).map_err(unreadable)?;
        if bytes.starts_with(&[0x1f, 0x8b]) {
            let mut unpacked = Vec::new();
            MultiGzDecoder::new(bytes.as_slice()).read_to_end(&mut unpacked).map_err(unreadable)?;
            bytes = unpacked;
        }
        let text = decode(bytes).map_err(failed)?;
        let (said, start) = match text.split_once('\n') {
            Some((first, _)) => match first.trim_end().strip_prefix("sep=").map(str::as_bytes) {
                Some(&[byte]) => (Some(byte), first.len() + 1),
                _ => (None, 0),
            },
            None => (None, 0),
        };
        let body = text.get(start..).unwrap_or_default();
        let delimiter = delimiter.or(said).unwrap_or_else(|| detect(body));
        let header = reader(body, delimiter)
            .headers()
            .map_err(|error| failed(format!("is not CSV: {error}")))?
            .clone();
        Ok(Self { path: shown, header, text, delimiter, start })
    }

    /// How many bytes of text the header and the rows have.
    pub(super) fn bytes(&self) -> u64 {
        self.text.len().saturating_sub(self.start) as u64
    }

    /// The rows after the header.
    pub(super) fn rows(&self) -> csv::Reader<&[u8]> {
        reader(self.text.get(self.start..).unwrap_or_default(), self.delimiter)
    }

    /// Whether a row swallowed the rows after it because a quote is not closed: a field goes over several lines, and
    /// the row has an odd number of quotes or of fields other than the header's. `end` is where the row ends.
    pub(super) fn has_open_quote(&self, row: &StringRecord, end: u64) -> bool {
        if !row.iter().any(|field| field.contains('\n')) {
            return false;
        }
        let place =
            |byte: u64| self.start.saturating_add(usize::try_from(byte).unwrap_or(usize::MAX));
        let start = row.position().map_or(0, csv::Position::byte);
        let text = self.text.as_bytes().get(place(start)..place(end)).unwrap_or_default();
        let quotes = text.iter().filter(|&&byte| byte == b'"').count();
        quotes % 2 == 1 || row.len() != self.header.len()
    }

    /// How far the line numbers of [`rows`](Self::rows) are behind those of the file.
    pub(super) fn skipped_lines(&self) -> u64 {
        u64::from(self.start > 0)
    }

    pub(super) fn failure(&self, problem: impl Into<String>) -> Failure {
        Failure::File { path: self.path.clone(), problem: problem.into() }
    }

    /// The columns of the header, for messages, and what another delimiter would make of it.
    pub(super) fn describe(&self) -> String {
        let names: Vec<_> = self.header.iter().map(|name| format!("{name:?}")).collect();
        let mut text = match names.len() {
            0 => "the file has no header".to_string(),
            1 => format!("the only column is {}", names.join("")),
            count => format!("the {count} columns are {}", names.join(", ")),
        };
        let body = self.text.get(self.start..).unwrap_or_default();
        let better = detect(body);
        if better != self.delimiter {
            let count = reader(body, better).headers().map_or(0, StringRecord::len);
            if count > names.len() {
                let (given, better) = (delimiter_name(self.delimiter), delimiter_name(better));
                let _ = write!(
                    text,
                    "; the delimiter was {given}, and with --delimiter {better} there are {count}"
                );
            }
        }
        text
    }
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    // Rows of another length are counted and reported, not an error.
    csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .trim(csv::Trim::All)
        .flexible(true)
        .from_reader(text.as_bytes())
}

/// UTF-8 or UTF-16 text, without its byte order mark.
fn decode(bytes: Vec<u8>) -> Result<String, String> {
    let wide = |pair: fn([u8; 2]) -> u16| {
        let pairs = bytes.get(2..).unwrap_or_default().chunks_exact(2);
        let units: Vec<u16> = pairs.filter_map(|two| two.try_into().ok()).map(pair).collect();
        String::from_utf16(&units).map_err(|_| "is not valid UTF-16 text".to_string())
    };
    match bytes.as_slice() {
        [0xff, 0xfe, ..] => return wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] => return wide(u16::from_be_bytes),
        [b'P', b'K', 3, 4, ..] => {
            return Err("is a spreadsheet or ZIP file; save it as CSV".to_string());
        }
        _ => {}
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
        let line = 1 + valid.iter().filter(|&&byte| byte == b'\n').count();
        format!("line {line} is not valid UTF-8; save the file as \"CSV UTF-8\"")
    })?;
    match text.strip_prefix('\u{feff}') {
        Some(unmarked) => Ok(unmarked.to_string()),
        None => Ok(text),
    }
}

/// The delimiter that is most frequent in the first line, outside quotes.
fn detect(text: &str) -> u8 {
    let (mut counts, mut quoted) = ([0_usize; DELIMITERS.len()], false);
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if quoted => {}
            _ => {
                for (count, (_, delimiter)) in counts.iter_mut().zip(DELIMITERS) {
                    *count += usize::from(byte == delimiter);
                }
            }
        }
    }
    let mut best = (0, b',');
    for (count, (_, delimiter)) in counts.into_iter().zip(DELIMITERS) {
        if count > best.0 {
            best = (count, delimiter);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_the_most_frequent_outside_quotes() {
        for (header, found) in [
            ("a,b,c\n1;2;3;4;5", b','),
            ("a;b;c", b';'),
            ("\"a,b,c,d\";b;c", b';'),
            ("a\tb, or c\td\te", b'\t'),
            ("a|b", b'|'),
            ("a", b','),
            ("", b','),
        ] {
            assert_eq!(detect(header), found, "{header}");
        }
    }

    #[test]
    fn text_is_utf_8_or_utf_16() {
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
        assert_eq!(decode([vec![0xff, 0xfe], wide("é,b")].concat()).unwrap(), "é,b");
        assert_eq!(decode(vec![0xfe, 0xff, 0, b'a']).unwrap(), "a");
        assert_eq!(decode("\u{feff}a".into()).unwrap(), "a");
        assert!(decode(b"a\nb\n\xe9".to_vec()).unwrap_err().contains("line 3"));
        assert!(decode(b"PK\x03\x04".to_vec()).unwrap_err().contains("save it as CSV"));
    }
}
