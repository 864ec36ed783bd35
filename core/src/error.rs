//! What can be wrong with an input: one small, copyable error for every host.

use core::fmt;

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident, $name:literal, $message:literal;)+) => {
        /// What was wrong. The names are stable; new kinds are only ever added at the end.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum ErrorKind {
            $($(#[$doc])* $kind,)+
        }

        impl ErrorKind {
            /// Every kind, in the order of their declaration.
            pub const ALL: &'static [ErrorKind] = &[$(ErrorKind::$kind),+];

            /// The stable name, in `snake_case`: what C, JavaScript and JSON show as the code.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(ErrorKind::$kind => $name,)+ }
            }

            /// One sentence for people: what is wrong, in terms of what is allowed.
            #[must_use]
            pub const fn message(self) -> &'static str {
                match self { $(ErrorKind::$kind => $message,)+ }
            }
        }
    };
}

kinds! {
    /// A conversion rate, win rate or probability that is NaN or outside 0..=1. Index: which gate or deal.
    Rate, "rate", "a rate must be a number from 0 to 1";
    /// A volume that is NaN, infinite or negative. Index: which stage; of a function with several
    /// volumes, which of its arguments.
    Volume, "volume", "a volume must be a finite number of at least 0";
    /// An amount of money that is NaN, infinite or negative. Index: which deal, chain or record.
    Money, "money", "an amount of money must be a finite number of at least 0";
    /// A count that is not a whole number from 0 to 2^53. Index: which gate.
    Count, "count", "a count must be a whole number from 0 to 2^53";
    /// More successes than trials. Index: which gate; value: the successes.
    Successes, "successes", "there cannot be more successes than trials";
    /// A rate asked of zero trials: no data is not 0 %. Index: which gate.
    NoTrials, "no_trials", "no trials, so no rate: no data is not 0 %";
    /// "1 in n" with an n that is NaN, infinite or below 1. Index: which gate.
    OneIn, "one_in", "'1 in n' needs a finite n of at least 1";
    /// A chain without gates.
    NoGates, "no_gates", "a chain needs at least one gate";
    /// No such stage. Index: the stage that was asked for; value: the last stage there is.
    Stage, "stage", "the chain has no such stage";
    /// No such gate. Index: the gate that was asked for; value: the last gate there is.
    Gate, "gate", "the chain has no such gate";
    /// A list of the wrong length. Index: the length it should have; value: the length it has.
    Length, "length", "a list has the wrong length";
    /// The answer is larger than the largest f64. Index: at which stage, gate or record.
    Overflow, "overflow", "the answer is too large for a 64-bit float";
    /// Selling weeks a year that are not in (0, 53].
    WeeksPerYear, "weeks_per_year", "selling weeks a year must be above 0 and at most 53";
    /// Working days a week that are not in (0, 7].
    DaysPerWeek, "days_per_week", "working days a week must be above 0 and at most 7";
    /// A length of time that is NaN, infinite or negative.
    Days, "days", "a number of days must be finite and at least 0";
    /// A step of a sensitivity that is NaN or infinite, or that leads below 0.
    Step, "step", "a change must be a finite number and must not lead below 0";
    /// A revenue goal for a funnel that has no sale value.
    NoSaleValue, "no_sale_value", "a revenue goal needs a sale value";
    /// A gate that is said in no way, or in more than one. Index: which gate.
    GateForm, "gate_form", "a gate needs either a rate, or successes and trials, or 'one_in'";
    /// A name that stands for nothing here (of a period, a calendar, a policy).
    Name, "name", "unknown name";
    /// The shape of a distribution that is NaN, not above 0 or beyond 2^53. Index: which argument.
    Shape, "shape", "a shape must be a number above 0 and at most 2^53";
    /// A probability that is NaN or outside 0..=1.
    Probability, "probability", "a probability must be a number from 0 to 1";
    /// A standard score, the argument of the normal distribution, that is NaN or infinite.
    Score, "score", "a standard score must be a finite number";
    /// A length of time in weeks that is NaN, infinite or negative, or 0 where arrivals were counted.
    Weeks, "weeks", "a number of weeks must be finite and at least 0, and above 0 to count in";
    /// A variation of deal sizes that is NaN, infinite or negative.
    Variation, "variation", "a variation must be a finite number of at least 0";
    /// A list of deal sizes that is empty, or in which each was seen 0 times.
    NoDeals, "no_deals", "no deals, so no distribution of their sizes";
}

/// An input that cannot be used: its [`ErrorKind`], where it stood, and the value found there.
///
/// Nothing is computed or written when a function returns one.
///
/// ```
/// use funnelmath::{Chain, ErrorKind};
///
/// let error = Chain::new(&[0.65, 1.4]).unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Rate);
/// assert_eq!(error.index(), Some(1));
/// assert_eq!(error.value(), Some(1.4));
/// assert_eq!(error.to_string(), "a rate must be a number from 0 to 1 (index 1, got 1.4)");
/// ```
#[derive(Clone, Copy)]
pub struct Error {
    // Two flags, not two Options: they would double what every `?` copies.
    value: f64,
    index: usize,
    kind: ErrorKind,
    has_index: bool,
    has_value: bool,
}

impl Error {
    /// An error that concerns no element and no value of its own.
    #[must_use]
    pub const fn new(kind: ErrorKind) -> Self {
        Self { value: 0.0, index: 0, kind, has_index: false, has_value: false }
    }

    /// The same error, saying which element of a list it concerns.
    #[must_use]
    pub const fn at(self, index: usize) -> Self {
        Self { index, has_index: true, ..self }
    }

    /// The same error, saying which value was found.
    #[must_use]
    pub const fn got(self, value: f64) -> Self {
        Self { value, has_value: true, ..self }
    }

    /// What was wrong.
    #[must_use]
    pub const fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Which element it concerns; each [`ErrorKind`] says what is counted.
    #[must_use]
    pub const fn index(&self) -> Option<usize> {
        if self.has_index { Some(self.index) } else { None }
    }

    /// The value that could not be used. It may be NaN.
    #[must_use]
    pub const fn value(&self) -> Option<f64> {
        if self.has_value { Some(self.value) } else { None }
    }

    /// A list of `found` elements where `expected` were needed.
    pub(crate) const fn length(expected: usize, found: usize) -> Self {
        Self::new(ErrorKind::Length).at(expected).got(found as f64)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.message())?;
        match (self.index(), self.value()) {
            (None, None) => Ok(()),
            (None, Some(value)) => write!(f, " (got {value})"),
            (Some(expected), Some(found)) if self.kind == ErrorKind::Length => {
                write!(f, " (expected {expected}, got {found})")
            }
            (Some(index), None) => write!(f, " (index {index})"),
            (Some(index), Some(value)) => write!(f, " (index {index}, got {value})"),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({}: {self})", self.kind.name())
    }
}

/// Equal when kind, index and the bits of the value are: so an error about NaN equals itself.
impl PartialEq for Error {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
            && self.index() == other.index()
            && self.value().map(f64::to_bits) == other.value().map(f64::to_bits)
    }
}

impl Eq for Error {}

impl core::error::Error for Error {}

/// An answer, read where it stands, or its error is returned: `?` would move the answer out first.
macro_rules! seen {
    ($answer:expr) => {
        match &$answer {
            Ok(answer) => answer,
            Err(error) => return Err(*error),
        }
    };
}
pub(crate) use seen;

/// The error, unless every list has the length it must have.
pub(crate) const fn same_length(expected: usize, found: usize) -> Result<(), Error> {
    if expected == found { Ok(()) } else { Err(Error::length(expected, found)) }
}
