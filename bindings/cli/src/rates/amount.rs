//! Amounts of money as exports write them: 1054, "$1,054.00", "1.054,00 €", 1'054.50, (12.00).

/// The decimal mark of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Mark {
    Point,
    Comma,
}

/// What an amount says, before the decimal mark of its file is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Amount {
    /// The same with either mark: 1054.
    Either(f64),
    /// Possible with one mark only: 1,054.00.
    Only(Mark, f64),
    /// "1,054": a thousand, or one and a bit.
    Ambiguous { point: f64, comma: f64 },
}

impl Amount {
    /// The value in a file with this decimal mark.
    pub(super) fn with(self, mark: Mark) -> Option<f64> {
        match self {
            Amount::Either(value) => Some(value),
            Amount::Only(only, value) => (only == mark).then_some(value),
            Amount::Ambiguous { point, comma } => {
                Some(if mark == Mark::Point { point } else { comma })
            }
        }
    }
}

const CURRENCIES: [&str; 19] = [
    "US$", "R$", "A$", "C$", "$", "€", "£", "¥", "₹", "₽", "₩", "₺", "₴", "₪", "kr", "zł", "Kč",
    "Ft", "Fr.",
];

/// An amount, or `None` for text that is none.
pub(super) fn read(text: &str) -> Option<Amount> {
    let (negative, digits) = bare(text)?;
    let sign = if negative { -1.0 } else { 1.0 };
    let value = |text: String| {
        text.parse::<f64>().ok().filter(|value| value.is_finite()).map(|value| sign * value)
    };
    if digits.contains(['e', 'E']) {
        let plain = digits.chars().all(|c| c.is_ascii_digit() || ".eE+-".contains(c));
        return plain.then(|| value(digits)).flatten().map(Amount::Either);
    }
    let grouped_by = |c: char| c.is_whitespace() || c == '\'' || c == '’';
    let (points, commas) = (digits.matches('.').count(), digits.matches(',').count());
    let (mark, thousands) = match (points, commas) {
        (0, 0) => return value(whole(&digits, grouped_by)?).map(Amount::Either),
        // The last of the two is the decimal mark.
        (1.., 1..) if digits.rfind('.') > digits.rfind(',') => (Mark::Point, ','),
        (1.., 1..) => (Mark::Comma, '.'),
        // A mark that repeats can only separate thousands.
        (0, 2..) => {
            return value(whole(&digits, |c| c == ',')?).map(|v| Amount::Only(Mark::Point, v));
        }
        (2.., 0) => {
            return value(whole(&digits, |c| c == '.')?).map(|v| Amount::Only(Mark::Comma, v));
        }
        (1, 0) => (Mark::Point, '\''),
        (0, _) => (Mark::Comma, '\''),
    };
    let (before, after) = digits.rsplit_once(if mark == Mark::Point { '.' } else { ',' })?;
    if !after.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let integer = match before {
        "" if after.is_empty() => return None,
        "" => "0".to_string(),
        before => whole(before, |c| c == thousands || grouped_by(c))?,
    };
    let decimal = value(format!("{integer}.{after}"))?;
    // "1.054" and "1,054", but not "0.054", "1054.123" or "1 054,123".
    let one_group = before.len() <= 3 && !before.starts_with('0') && !before.is_empty();
    if one_group && after.len() == 3 {
        let whole = value(format!("{before}{after}"))?;
        return Some(match mark {
            Mark::Point => Amount::Ambiguous { point: decimal, comma: whole },
            Mark::Comma => Amount::Ambiguous { point: whole, comma: decimal },
        });
    }
    Some(Amount::Only(mark, decimal))
}

/// Without currency and sign: whether it is negative, and what remains.
fn bare(text: &str) -> Option<(bool, String)> {
    let (mut rest, mut negative) = (text.trim(), false);
    if let Some(inner) = rest.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
        (rest, negative) = (inner.trim(), true);
    }
    loop {
        let before = rest;
        for currency in CURRENCIES {
            rest = rest.strip_prefix(currency).unwrap_or(rest);
            rest = rest.strip_suffix(currency).unwrap_or(rest).trim();
        }
        // An ISO code. Other words ("k", "Mio", "TSD") could be factors.
        let is_code = |code: &str| {
            code.chars().all(|c| c.is_ascii_uppercase()) && !["MIO", "TSD", "MRD"].contains(&code)
        };
        if let Some((_, after)) = rest.split_at_checked(3).filter(|(code, _)| is_code(code)) {
            rest = after.trim();
        }
        let end = rest.len().saturating_sub(3);
        if let Some((before, _)) =
            rest.split_at_checked(end).filter(|(_, code)| code.len() == 3 && is_code(code))
        {
            rest = before.trim();
        }
        for sign in ['-', '−', '+'] {
            let unsigned = rest.strip_prefix(sign).or_else(|| rest.strip_suffix(sign));
            if let Some(unsigned) = unsigned {
                negative |= sign != '+';
                rest = unsigned.trim();
            }
        }
        if rest == before {
            break;
        }
    }
    rest.starts_with(|c: char| c.is_ascii_digit() || ".,".contains(c))
        .then(|| (negative, rest.to_string()))
}

/// The digits of a whole number whose thousands are grouped, or not: 1054, 1,054, 1,05,400 (as in India).
fn whole(text: &str, is_separator: impl Fn(char) -> bool) -> Option<String> {
    let groups: Vec<&str> = text.split(is_separator).collect();
    let digits = |group: &&str| !group.is_empty() && group.chars().all(|c| c.is_ascii_digit());
    if !groups.iter().all(digits) {
        return None;
    }
    if let [first, middle @ .., last] = groups.as_slice() {
        let middle = middle.iter().all(|group| (2..=3).contains(&group.len()));
        if first.len() > 3 || !middle || last.len() != 3 {
            return None;
        }
    }
    Some(groups.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_that_are_the_same_with_either_mark() {
        for (text, value) in [
            ("1054", 1054.0),
            (" $1054 ", 1054.0),
            ("1 054", 1054.0),
            ("1\u{a0}054\u{202f}300 €", 1_054_300.0),
            ("1'054", 1054.0),
            ("1’054 CHF", 1054.0),
            ("EUR 12", 12.0),
            ("(12)", -12.0),
            ("-$12", -12.0),
            ("$-12", -12.0),
            ("12-", -12.0),
            ("1e308", 1e308),
            ("1.5E+06", 1_500_000.0),
            ("0", 0.0),
        ] {
            assert_eq!(read(text), Some(Amount::Either(value)), "{text}");
        }
    }

    #[test]
    fn amounts_that_show_their_decimal_mark() {
        for (text, mark, value) in [
            ("1,054.00", Mark::Point, 1054.0),
            ("$1,234,567", Mark::Point, 1_234_567.0),
            ("1,05,400.50", Mark::Point, 105_400.5),
            ("12.5", Mark::Point, 12.5),
            ("12.", Mark::Point, 12.0),
            (".5", Mark::Point, 0.5),
            ("0.054", Mark::Point, 0.054),
            ("1054.123", Mark::Point, 1054.123),
            ("1'054.123", Mark::Point, 1054.123),
            ("1.054,00 €", Mark::Comma, 1054.0),
            ("1.234.567", Mark::Comma, 1_234_567.0),
            ("12,5", Mark::Comma, 12.5),
            ("1 054,123", Mark::Comma, 1054.123),
            ("-0,5", Mark::Comma, -0.5),
        ] {
            assert_eq!(read(text), Some(Amount::Only(mark, value)), "{text}");
        }
    }

    #[test]
    fn one_mark_before_three_digits_is_ambiguous() {
        let of = |point, comma| Some(Amount::Ambiguous { point, comma });
        assert_eq!(read("1,054"), of(1054.0, 1.054));
        assert_eq!(read("1.054"), of(1.054, 1054.0));
        assert_eq!(read("-£999,000"), of(-999_000.0, -999.0));
    }

    #[test]
    fn other_text_is_no_amount() {
        for text in [
            "",
            "abc",
            "NaN",
            "inf",
            "5k",
            "5 Mio",
            "5 MIO",
            "1.2.3",
            "1,2,3",
            "1,05.4,0",
            "12,34,5",
            "1 2",
            "12 months",
            "--",
            "$",
            ".",
            "1e999",
            "3e",
            "0x10",
            "1054-05-01",
            "12%",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
