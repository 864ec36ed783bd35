//! The known name that is nearest to a wrong one.

/// Longer names are not compared: the work is the product of the lengths.
const LONGEST: usize = 40;

/// The known name nearest to this one, if it is near enough to be meant.
pub(crate) fn nearest(
    name: &str,
    known: impl Iterator<Item = &'static str>,
) -> Option<&'static str> {
    if name.len() > LONGEST {
        return None;
    }
    let name = name.to_ascii_lowercase();
    let near = known.map(|known| (distance(name.as_bytes(), known.as_bytes()), known));
    let (distance, known) = near.min()?;
    (distance <= 1.max(known.len() / 3)).then_some(known)
}

/// The edit distance of Levenshtein (1966): how many bytes are added, left out or exchanged.
fn distance(one: &[u8], other: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (index, byte) in one.iter().enumerate() {
        let mut diagonal = index;
        let mut left = index + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (place, known) in row.iter_mut().skip(1).zip(other) {
            let exchanged = diagonal + usize::from(byte != known);
            diagonal = *place;
            left = exchanged.min(*place + 1).min(left + 1);
            *place = left;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    #[test]
    fn distances_and_suggestions() {
        assert_eq!(distance(b"kitten", b"sitting"), 3);
        assert_eq!(distance(b"", b"abc"), 3);
        assert_eq!(distance(b"rates", b"rates"), 0);
        let known = || ["rates", "sale_value", "entry"].into_iter();
        assert_eq!(nearest("rate", known()), Some("rates"));
        assert_eq!(nearest("saleValue", known()), Some("sale_value"));
        assert_eq!(nearest("budget", known()), None);
        assert_eq!(nearest(&"r".repeat(1000), known()), None);
    }
}
