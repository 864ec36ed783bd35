//! Lines of a stream, of bounded length, so that a stream without an end needs bounded memory.

use std::io::{self, BufRead};

/// A line without its line feed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line<'a> {
    Text(&'a str),
    /// It has this many bytes, more than are allowed.
    TooLong(u64),
    /// The byte from 1 at which it is no UTF-8.
    NotUtf8(usize),
}

/// The lines of a stream.
pub(crate) struct Lines<R> {
    reader: R,
    most: usize,
    buffer: Vec<u8>,
    /// How many bytes and lines were read so far.
    pub(crate) bytes: u64,
    pub(crate) count: u64,
}

impl<R: BufRead> Lines<R> {
    /// Lines of at most `most` bytes.
    pub(crate) fn new(reader: R, most: usize) -> Self {
        Self { reader, most, buffer: Vec::new(), bytes: 0, count: 0 }
    }

    /// The next line; `None` at the end. The last line may lack its line feed.
    pub(crate) fn next(&mut self) -> io::Result<Option<Line<'_>>> {
        self.buffer.clear();
        let (mut length, mut ended) = (0_u64, false);
        while !ended {
            let available = match self.reader.fill_buf() {
                Ok(available) => available,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if available.is_empty() {
                break;
            }
            let end = available.iter().position(|&byte| byte == b'\n');
            let part = end.map_or(available, |end| available.get(..end).unwrap_or_default());
            // One byte more than is allowed tells that the line is too long.
            let room = (self.most + 1).saturating_sub(self.buffer.len()).min(part.len());
            self.buffer.extend_from_slice(part.get(..room).unwrap_or_default());
            length += part.len() as u64;
            ended = end.is_some();
            let used = part.len() + usize::from(ended);
            self.bytes += used as u64;
            self.reader.consume(used);
        }
        if length == 0 && !ended {
            return Ok(None);
        }
        self.count += 1;
        if self.buffer.len() > self.most {
            return Ok(Some(Line::TooLong(length)));
        }
        Ok(Some(match std::str::from_utf8(&self.buffer) {
            Ok(text) => Line::Text(text),
            Err(error) => Line::NotUtf8(error.valid_up_to() + 1),
        }))
    }
}

impl<R: io::Read> Lines<io::BufReader<R>> {
    /// Whether the next line has not been read whole, so that reading it may wait.
    pub(crate) fn may_wait(&self) -> bool {
        !self.reader.buffer().contains(&b'\n')
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    #[test]
    fn lines_are_bounded_and_the_last_needs_no_line_feed() {
        let text = b"one\r\n\n12345\n123456\n\xc3\xa9\xff\nlast";
        // The lines are the same whatever the size of the buffer.
        for capacity in [1, 3, 1000] {
            let mut lines = Lines::new(BufReader::with_capacity(capacity, &text[..]), 5);
            for expected in [
                Line::Text("one\r"),
                Line::Text(""),
                Line::Text("12345"),
                Line::TooLong(6),
                Line::NotUtf8(3),
                Line::Text("last"),
            ] {
                assert_eq!(lines.next().unwrap(), Some(expected), "{capacity}");
            }
            assert_eq!(lines.next().unwrap(), None);
            assert_eq!((lines.count, lines.bytes), (6, text.len() as u64));
        }
    }

    #[test]
    fn a_long_line_is_not_kept() {
        let text = [b"x".repeat(1_000_000), b"\nnext".to_vec()].concat();
        let mut lines = Lines::new(BufReader::new(text.as_slice()), 100);
        assert_eq!(lines.next().unwrap(), Some(Line::TooLong(1_000_000)));
        assert!(lines.buffer.capacity() < 1_000, "{}", lines.buffer.capacity());
        assert_eq!(lines.next().unwrap(), Some(Line::Text("next")));
    }

    #[test]
    fn reading_waits_only_without_a_whole_line() {
        let mut lines = Lines::new(BufReader::new(&b"a\nb\nc"[..]), 100);
        assert!(lines.may_wait());
        lines.next().unwrap();
        assert!(!lines.may_wait());
        lines.next().unwrap();
        assert!(lines.may_wait());
    }
}
