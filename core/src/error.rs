//! What can be wrong with an input: one small, copyable error for every host.

use crate::field::Field;
use core::fmt;

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident, $name:literal, $message:literal;)+) => {
        /// What was wrong. The names are stable; new kinds are only ever added at the end.
        ///
        /// ```
        /// use funnelmath::{ErrorKind, Rate};
        ///
        /// let kind = Rate::new(1.4).map_err(|error| error.kind());
        /// assert_eq!(kind, Err(ErrorKind::Rate));
        /// assert_eq!(ErrorKind::Rate.name(), "rate");
        /// assert_eq!(ErrorKind::Rate.message(), "a rate must be a number from 0 to 1");
        /// ```
        // A word of its own: every `?` reads it to tell an error from an answer, and copies what stands around it. With
        // a byte here those copies were in pieces of 1 and 2 bytes.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[repr(u32)]
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
    /// A conversion rate, a win rate or a share that is NaN or outside 0..=1.
    Rate, "rate", "a rate must be a number from 0 to 1";
    /// A volume that is NaN, infinite or negative.
    Volume, "volume", "a volume must be a finite number of at least 0";
    /// An amount of money that is NaN, infinite or negative.
    Money, "money", "an amount of money must be a finite number of at least 0";
    /// A count that is not a whole number from 0 to 2^53.
    Count, "count", "a count must be a whole number from 0 to 2^53";
    /// More successes than trials.
    Successes, "successes", "there cannot be more successes than trials";
    /// A rate of zero trials: without data there is no rate, and no data is not 0%.
    NoTrials, "no_trials", "no trials, so no rate: no data is not 0%";
    /// "1 in n" with an n that is NaN, infinite or below 1.
    OneIn, "one_in", "'1 in n' needs a finite n of at least 1";
    /// A chain without gates.
    NoGates, "no_gates", "a chain needs at least one gate";
    /// A stage that the chain does not have. Value: the one asked for; limit: the last one.
    Stage, "stage", "the chain has no such stage";
    /// A gate that the chain does not have. Value: the one asked for; limit: the last one.
    Gate, "gate", "the chain has no such gate";
    /// A list of the wrong length. Value: the length it has; limit: the length it needs.
    Length, "length", "a list has the wrong length";
    /// The answer is larger than the largest f64.
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
    /// A gate that is given in more than one form, or in none. It needs exactly one: rate, counts, or one-in-n.
    GateForm, "gate_form", "a gate needs exactly one of: a rate, successes and trials, 'one_in'";
    /// A word that its field (a period, a calendar, a policy) does not allow. [`Error::allowed`] lists those it does.
    Name, "name", "unknown name";
    /// The shape of a distribution that is NaN, not above 0 or beyond 2^53.
    Shape, "shape", "a shape must be a number above 0 and at most 2^53";
    /// A probability that is NaN or outside 0..=1.
    Probability, "probability", "a probability must be a number from 0 to 1";
    /// A standard score, the argument of the normal distribution, that is NaN or infinite.
    Score, "score", "a standard score must be a finite number";
    /// A length of time in weeks that is NaN, infinite or negative, or 0 where arrivals were counted.
    Weeks, "weeks", "a number of weeks must be finite and at least 0, and above 0 when arrivals were counted in them";
    /// A variation of deal sizes that is NaN, infinite or negative.
    Variation, "variation", "a variation must be a finite number of at least 0";
    /// A list of deal sizes that is empty, or in which each was seen 0 times.
    NoDeals, "no_deals", "no deals, so no distribution of their sizes";
    /// A booked amount that is NaN or infinite. It may be negative.
    Booked, "booked", "a booked amount must be a finite number";
    /// A count that may be shared, so need not be whole (successes, trials), and is NaN or outside 0..=2^53.
    Credit, "credit", "the count must be a number from 0 to 2^53; it need not be whole";
    /// A shape of the Beta distribution of a rate that is NaN or outside 1e-9..=2^53.
    EvidenceShape, "evidence_shape", "the shapes of evidence must be numbers from 1e-9 to 2^53";
    /// A cost or effort per unit, or a budget, that is NaN, infinite or negative.
    Cost, "cost", "a cost must be a finite number of at least 0";
    /// Activity that is counted at a stage after the goal's. Value: the activity's stage; limit: the goal's.
    ActivityStage, "activity_stage", "activity must be counted at or before the goal's stage";
    /// A benchmark that is given before the first gate.
    StrayBenchmark, "stray_benchmark", "a benchmark must come after the gate that it is for";
    /// Shares of a mix that do not sum to 1. Value: their sum.
    Shares, "shares", "the shares of a mix must sum to 1";
    /// More elapsed days than the period has. Value: the elapsed days; limit: the days of the period.
    ElapsedDays, "elapsed_days", "more days have passed than the period has";
    /// A period without days.
    NoDays, "no_days", "a period needs more than 0 days";
    /// A sale value that is not the mean of the deal sizes given with it. Value: the sale value; limit: the mean.
    SaleValueMean, "sale_value_mean", "the sale value must be the mean of the deal sizes, or be left out";
    /// Two stages of one name.
    DuplicateName, "duplicate_name", "two stages have this name; each needs its own";
    /// A name that is only white space.
    BlankName, "blank_name", "a name must not be blank; leave it out for a default name";
}

/// An input that cannot be used: the [`ErrorKind`], the [`Field`] with its index, and the value found there.
///
/// Nothing is computed or written when a function returns one.
///
/// ```
/// use funnelmath::{Chain, ErrorKind, Field};
///
/// let error = Chain::new(&[0.65, 1.4]).unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Rate);
/// assert_eq!(error.field(), Some(Field::Rates));
/// assert_eq!(error.index(), Some(1));
/// assert_eq!(error.value(), Some(1.4));
/// assert_eq!(error.to_string(), "rates[1]: a rate must be a number from 0 to 1 (got 1.4)");
/// ```
#[derive(Clone, Copy)]
pub struct Error {
    value: f64,
    limit: f64,
    /// Indices of 32 bits: each byte of an error is copied by every function that may return one.
    index: u32,
    inner: u32,
    kind: ErrorKind,
    field: Option<Field>,
    has_value: bool,
    has_limit: bool,
    /// How many indices there are: 0, 1 or 2.
    indices: u8,
}

impl Error {
    /// An error that names no field and no value.
    #[must_use]
    pub const fn new(kind: ErrorKind) -> Self {
        Self {
            value: 0.0,
            limit: 0.0,
            index: 0,
            inner: 0,
            kind,
            field: None,
            has_value: false,
            has_limit: false,
            indices: 0,
        }
    }

    /// This error with the field that it is about.
    #[must_use]
    pub const fn field_is(self, field: Field) -> Self {
        Self { field: Some(field), ..self }
    }

    /// This error with the index of the list's element that it is about.
    #[must_use]
    pub const fn at(self, index: usize) -> Self {
        Self { index: saturated(index), indices: 1, ..self }
    }

    /// This error with two indices, for a list of lists: gate `inner` of segment `index`.
    #[must_use]
    pub const fn at_both(self, index: usize, inner: usize) -> Self {
        Self { index: saturated(index), inner: saturated(inner), indices: 2, ..self }
    }

    /// This error with the value that was found.
    #[must_use]
    pub const fn got(self, value: f64) -> Self {
        Self { value, has_value: true, ..self }
    }

    /// This error with the limit that the value broke: what is needed, or the largest that is allowed.
    #[must_use]
    pub const fn limit_is(self, limit: f64) -> Self {
        Self { limit, has_limit: true, ..self }
    }

    /// Turns an error about a single gate into one about gate `gate` of a funnel: `successes` becomes
    /// `gates[1].successes`.
    #[must_use]
    pub const fn of_gate(self, gate: usize) -> Self {
        let field = match self.field {
            Some(Field::Successes) => Field::GateSuccesses,
            Some(Field::Trials) => Field::GateTrials,
            Some(Field::OneIn) => Field::GateOneIn,
            _ => Field::GateRate,
        };
        self.at(gate).field_is(field)
    }

    /// What was wrong.
    #[must_use]
    pub const fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The input that was wrong.
    #[must_use]
    pub const fn field(&self) -> Option<Field> {
        self.field
    }

    /// Which element of the field, when the field is a list: the first `[]` of its name. An element beyond the
    /// 4,294,967,295th is given as that one.
    #[must_use]
    pub const fn index(&self) -> Option<usize> {
        if self.indices > 0 { Some(self.index as usize) } else { None }
    }

    /// Which element of that element, when it is a list too: the second `[]` of the field's name.
    #[must_use]
    pub const fn inner_index(&self) -> Option<usize> {
        if self.indices > 1 { Some(self.inner as usize) } else { None }
    }

    /// The value that could not be used. It may be NaN.
    #[must_use]
    pub const fn value(&self) -> Option<f64> {
        if self.has_value { Some(self.value) } else { None }
    }

    /// The limit that the value broke, where the kind has one: the length that is needed, the last stage or gate, the
    /// days of the period, the mean of the deal sizes. The documentation of each [`ErrorKind`] says which.
    #[must_use]
    pub const fn limit(&self) -> Option<f64> {
        if self.has_limit { Some(self.limit) } else { None }
    }

    /// One sentence for people: what is wrong, in terms of what is allowed. That of the [kind](ErrorKind::message), in
    /// the words of the field.
    ///
    /// ```
    /// use funnelmath::{ErrorKind, Field};
    ///
    /// let message = Field::Left.check(1.5).map_err(|error| error.message());
    /// assert_eq!(message, Err("a share must be a number from 0 to 1"));
    /// assert_eq!(ErrorKind::Rate.message(), "a rate must be a number from 0 to 1");
    /// ```
    #[must_use]
    pub const fn message(&self) -> &'static str {
        match (self.kind, self.field) {
            (ErrorKind::Rate, Some(Field::Left | Field::SegmentShare)) => {
                "a share must be a number from 0 to 1"
            }
            _ => self.kind.message(),
        }
    }

    /// The words that are allowed, when a word was wrong; empty otherwise.
    ///
    /// ```
    /// use funnelmath::{Period, Policy};
    ///
    /// let allowed = "down".parse::<Policy>().map_err(|error| error.allowed());
    /// assert_eq!(allowed, Err(&["up", "nearest", "up_each_stage"][..]));
    /// let error = "fortnight".parse::<Period>().map_err(|error| error.to_string());
    /// assert_eq!(error, Err("period: unknown name; allowed: day, week, month, quarter, year".to_string()));
    /// ```
    #[must_use]
    pub const fn allowed(&self) -> &'static [&'static str] {
        match (self.kind, self.field) {
            (ErrorKind::Name, Some(field)) => field.words(),
            _ => &[],
        }
    }

    /// A list that has `found` elements and needs `expected`.
    pub(crate) const fn length(field: Field, expected: usize, found: usize) -> Self {
        Self::new(ErrorKind::Length).field_is(field).got(found as f64).limit_is(expected as f64)
    }
}

/// An index in 32 bits.
const fn saturated(index: usize) -> u32 {
    if index < u32::MAX as usize { index as u32 } else { u32::MAX }
}

/// The name of a field with its indices in place: `gates[1].benchmark`.
fn write_path(error: &Error, field: Field, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut indices = [error.index(), error.inner_index()].into_iter();
    for (place, part) in field.name().split("[]").enumerate() {
        if place > 0 {
            if let Some(index) = indices.next().flatten() {
                write!(f, "[{index}]")?;
            }
        }
        f.write_str(part)?;
    }
    // The field's name has no `[]`, but the caller passed several of it.
    match indices.next().flatten() {
        Some(index) => write!(f, "[{index}]"),
        None => Ok(()),
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.field, self.index()) {
            (Some(field), _) => {
                write_path(self, field, f)?;
                f.write_str(": ")?;
            }
            (None, Some(index)) => write!(f, "[{index}]: ")?,
            (None, None) => {}
        }
        f.write_str(self.message())?;
        for (number, word) in self.allowed().iter().enumerate() {
            f.write_str(if number == 0 { "; allowed: " } else { ", " })?;
            f.write_str(word)?;
        }
        match (self.value(), self.limit()) {
            (None, _) => Ok(()),
            (Some(value), None) => write!(f, " (got {value})"),
            (Some(value), Some(limit)) if self.kind == ErrorKind::Length => {
                write!(f, " (got {value}, needs {limit})")
            }
            (Some(value), Some(limit)) => {
                let what = match self.kind {
                    ErrorKind::ElapsedDays => "the period has",
                    ErrorKind::SaleValueMean => "their mean is",
                    _ => "the last is",
                };
                write!(f, " (got {value}, {what} {limit})")
            }
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({}: {self})", self.kind.name())
    }
}

/// Equal when kind, field and indices are, and the bits of value and limit: an error about NaN equals itself.
impl PartialEq for Error {
    fn eq(&self, other: &Self) -> bool {
        let bits = |number: Option<f64>| number.map(f64::to_bits);
        self.kind == other.kind
            && self.field == other.field
            && self.index() == other.index()
            && self.inner_index() == other.inner_index()
            && bits(self.value()) == bits(other.value())
            && bits(self.limit()) == bits(other.limit())
    }
}

impl Eq for Error {}

impl core::error::Error for Error {}

/// An error unless the list has the length it needs.
pub(crate) const fn same_length(field: Field, expected: usize, found: usize) -> Result<(), Error> {
    if expected == found { Ok(()) } else { Err(Error::length(field, expected, found)) }
}

#[cfg(feature = "serde")]
mod serial {
    use super::{Error, ErrorKind};
    use serde::ser::{Serialize, SerializeStruct, Serializer};

    /// Its [`name`](ErrorKind::name).
    impl Serialize for ErrorKind {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(self.name())
        }
    }

    /// Kind, field, indices, value and limit by name, and the text as `message`.
    impl Serialize for Error {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut error = serializer.serialize_struct("Error", 7)?;
            error.serialize_field("kind", &self.kind)?;
            error.serialize_field("field", &self.field())?;
            error.serialize_field("index", &self.index())?;
            error.serialize_field("inner_index", &self.inner_index())?;
            error.serialize_field("value", &self.value())?;
            error.serialize_field("limit", &self.limit())?;
            error.serialize_field("message", &Text(self))?;
            error.end()
        }
    }

    struct Text<'a>(&'a Error);

    impl Serialize for Text<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_str(self.0)
        }
    }
}
