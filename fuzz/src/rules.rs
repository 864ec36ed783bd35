//! What must hold for every answer.

use funnelmath::{Error, ErrorKind, Interval, Probability, Quantile};
use std::fmt::{self, Write};

/// What outputs hold before a call: a NaN that no arithmetic makes.
pub(crate) const POISON: f64 = f64::from_bits(0x7ff8_dead_beef_0bad);

/// A number that misses a limit by at most so much of it is taken as the limit.
pub(crate) const TIE: f64 = 1.0 / 1_099_511_627_776.0;

/// A rate that may miss 0 or 1 by a tie, as it is computed with.
pub(crate) fn unit(rate: f64) -> f64 {
    rate.clamp(0.0, 1.0) + 0.0
}

/// An amount that may miss 0 by a tie, as it is computed with.
pub(crate) fn positive(amount: f64) -> f64 {
    amount.max(0.0) + 0.0
}

#[track_caller]
pub(crate) fn finite(value: f64) {
    assert!(value.is_finite(), "not finite: {value}");
}

#[track_caller]
pub(crate) fn amount(value: f64) {
    let amount = value.is_finite() && value.is_sign_positive();
    assert!(amount, "neither a volume nor money: {value}");
}

#[track_caller]
pub(crate) fn rate(value: f64) {
    assert!(value <= 1.0 && value.is_sign_positive(), "no rate: {value}");
}

#[track_caller]
pub(crate) fn untouched(places: &[f64]) {
    assert!(places.iter().all(|place| same(*place, POISON)), "written to: {places:?}");
}

#[track_caller]
pub(crate) fn probability(probability: Probability) {
    rate(probability.value);
    rate(probability.complement);
    let sum = probability.value + probability.complement;
    assert!((sum - 1.0).abs() < 1e-9, "{probability:?}");
}

/// A number of results or an amount.
#[track_caller]
pub(crate) fn quantile(quantile: Quantile) {
    amount(quantile.value);
}

#[track_caller]
pub(crate) fn interval(interval: Interval) {
    amount(interval.low);
    if let Some(high) = interval.high {
        amount(high);
        assert!(interval.low <= high, "{interval:?}");
    }
}

/// The answer, or none after the error was checked.
#[track_caller]
pub(crate) fn fine<T>(result: Result<T, Error>, spell: bool) -> Option<T> {
    result.map_err(|found| error(found, spell)).ok()
}

/// Bit for bit.
pub(crate) fn same(a: f64, b: f64) -> bool {
    a.to_bits() == b.to_bits()
}

#[track_caller]
pub(crate) fn close(a: f64, b: f64, relative: f64) {
    let larger = a.abs().max(b.abs());
    assert!((a - b).abs() <= relative * larger, "{a} and {b} differ by more than {relative}");
}

/// Numbers so far from the ends of f64 that rounding is the only error.
pub(crate) fn sane(value: f64) -> bool {
    (1e-6..=1e6).contains(&value)
}

/// An error says something, of a known kind, and equals itself.
pub(crate) fn error(error: Error, spell: bool) {
    assert!(ErrorKind::ALL.contains(&error.kind()));
    assert!(error == { error });
    if spell {
        let mut length = Length(0);
        write!(length, "{error}{error:?}").unwrap();
        assert!(length.0 > error.kind().message().len() + error.kind().name().len());
    }
}

struct Length(usize);

impl Write for Length {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 += text.len();
        Ok(())
    }
}
