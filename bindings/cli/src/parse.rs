//! Values of options: numbers, rates, words.

use funnelmath::{Calendar, Error, Gate, Period, Policy, Quantity};

/// What `--help` and error messages say about rates.
pub(crate) const RATE_FORMS: &str = "write a rate as 0.65, 65%, 2/5, \"2 of 5\", 1in10 or 10:1";

/// A stage and the rate of the gate that leads to it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct NamedRate {
    pub(crate) name: String,
    pub(crate) gate: Gate,
}

/// A number; its range is checked by the crate.
pub(crate) fn number(text: &str) -> Result<f64, String> {
    text.trim().parse().map_err(|_| format!("{text:?} is not a number; write it as 25000 or 0.65"))
}

/// An amount of money.
pub(crate) fn money(text: &str) -> Result<f64, String> {
    let amount = number(text)?;
    if (Quantity::Money.min()..=Quantity::Money.max()).contains(&amount) {
        Ok(amount)
    } else {
        Err(funnelmath::ErrorKind::Money.message().to_string())
    }
}

/// A share from 0 to 1: 0.9 or 90%.
pub(crate) fn share(text: &str) -> Result<f64, String> {
    let value = match text.trim().strip_suffix('%') {
        Some(percent) => number(percent)? / 100.0,
        None => number(text)?,
    };
    if (0.0..=1.0).contains(&value) {
        Ok(value)
    } else {
        Err("it must be from 0 to 1; write it as 0.9 or 90%".to_string())
    }
}

pub(crate) fn period(text: &str) -> Result<Period, String> {
    text.trim().parse().map_err(|error| allowed(&error))
}

pub(crate) fn policy(text: &str) -> Result<Policy, String> {
    text.trim().replace('-', "_").parse().map_err(|error| allowed(&error))
}

pub(crate) fn calendar(text: &str) -> Result<Calendar, String> {
    let wanted = text.trim().replace('-', "_");
    let named = Calendar::NAMED.iter().find(|(name, _)| *name == wanted);
    named.map(|&(_, calendar)| calendar).ok_or_else(|| {
        let names: Vec<_> =
            Calendar::NAMED.iter().map(|(name, _)| name.replace('_', "-")).collect();
        format!("allowed are {}", names.join(", "))
    })
}

fn allowed(error: &Error) -> String {
    format!("allowed are {}", error.allowed().join(", "))
}

/// A stage name: one line that fits a table.
pub(crate) fn stage_name(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("the name is empty; a stage needs one".to_string()),
        name if name.contains(char::is_control) => {
            Err("a name must be one line of plain text".to_string())
        }
        name => Ok(name.to_string()),
    }
}

/// `NAME=RATE`. The name ends at the first `=`, so no name contains one.
pub(crate) fn named_rate(text: &str) -> Result<NamedRate, String> {
    let (name, rate) = text.split_once('=').ok_or(format!("NAME=RATE is needed; {RATE_FORMS}"))?;
    let name = stage_name(name)?;
    if rate.contains('=') {
        return Err(format!(
            "the name ends at the first '=', and {rate:?} is not a rate; a name cannot contain '='"
        ));
    }
    Ok(NamedRate { name, gate: gate(rate)? })
}

/// A rate in one of [`RATE_FORMS`]. Counts ("2/5", "2 of 5") keep their counts; the other forms are known rates.
fn gate(text: &str) -> Result<Gate, String> {
    let text = text.trim();
    let refused = |error: Error| format!("{}; {RATE_FORMS}", error.kind().message());
    let read = |text: &str| {
        number(text).map_err(|_| match text.trim() {
            "" => format!("a number is missing; {RATE_FORMS}"),
            text => format!("{text:?} is not a number; {RATE_FORMS}"),
        })
    };
    if let Some(percent) = text.strip_suffix('%') {
        let percent = read(percent)?;
        if !(0.0..=100.0).contains(&percent) {
            return Err(format!("a rate must be from 0% to 100%; {RATE_FORMS}"));
        }
        return Gate::new(percent / 100.0).map_err(refused);
    }
    if let Some((successes, trials)) = text.split_once('/').or_else(|| text.split_once(" of ")) {
        return Gate::from_counts(read(successes)?, read(trials)?).map_err(refused);
    }
    if let Some(("1", n)) = text.split_once("in").map(|(one, n)| (one.trim(), n)) {
        return Gate::one_in(read(n)?).map_err(refused);
    }
    // "10:1" is how coaches write ten calls for one appointment. Other ratios could mean counts or odds.
    if let Some((n, one)) = text.split_once(':') {
        if one.trim() != "1" {
            return Err(format!("a ratio must end in \":1\", as 10:1 for 1 in 10; {RATE_FORMS}"));
        }
        return Gate::one_in(read(n)?).map_err(refused);
    }
    let rate = read(text)?;
    if rate > 1.0 && rate <= 100.0 {
        return Err(format!("a rate must be a number from 0 to 1; did you mean {rate}%?"));
    }
    Gate::new(rate).map_err(refused)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(text: &str) -> (f64, Option<(f64, f64)>) {
        let gate = gate(text).unwrap();
        (gate.rate().get(), gate.counts())
    }

    #[test]
    fn rates_have_six_forms() {
        assert_eq!(rate("0.65"), (0.65, None));
        assert_eq!(rate("65%"), (0.65, None));
        assert_eq!(rate(" 65 % "), (0.65, None));
        for counts in ["2/5", "2 of 5", " 2 / 5", "2  of  5"] {
            assert_eq!(rate(counts), (0.4, Some((2.0, 5.0))), "{counts}");
        }
        for one_in in ["1in10", "1 in 10", "10:1", "10 : 1"] {
            assert_eq!(rate(one_in), (0.1, None), "{one_in}");
        }
        assert_eq!((rate("1").0, rate("0").0, rate("100%").0), (1.0, 0.0, 1.0));
    }

    #[test]
    fn wrong_rates_say_what_to_write() {
        for (text, says) in [
            ("65", "did you mean 65%?"),
            ("1.4", "did you mean 1.4%?"),
            ("650", "from 0 to 1; write a rate as"),
            ("-0.1", "from 0 to 1"),
            ("140%", "from 0% to 100%"),
            ("1:10", "must end in \":1\""),
            ("2 in 5", "write a rate as"),
            ("", "a number is missing"),
            ("2/", "a number is missing"),
            ("0,65", "\"0,65\" is not a number"),
            ("2/0", "no trials"),
            ("3/2", "more successes"),
            ("1in0.5", "at least 1"),
            ("0.5:1", "at least 1"),
            ("nan", "from 0 to 1"),
        ] {
            let problem = gate(text).unwrap_err();
            assert!(problem.contains(says), "{text:?}: {problem}");
        }
    }

    #[test]
    fn a_name_ends_at_the_first_equals_sign() {
        let read = named_rate(" First call = 0.5").unwrap();
        assert_eq!((read.name.as_str(), read.gate.rate().get()), ("First call", 0.5));
        for (text, says) in [
            ("A=0.5=0.6", "cannot contain '='"),
            ("A==0.5", "cannot contain '='"),
            ("A", "NAME=RATE"),
            ("=0.5", "name is empty"),
            ("A\nB=0.5", "one line"),
        ] {
            let problem = named_rate(text).unwrap_err();
            assert!(problem.contains(says), "{text:?}: {problem}");
        }
    }
}
