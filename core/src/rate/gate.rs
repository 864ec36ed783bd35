//! One gate: a conversion rate, and the form in which it was given (rate, counts, or one-in-n).

use crate::bounds::{Rate, ToCredit};
use crate::error::{Error, ErrorKind};
use crate::field::Field;
use crate::trace::{Formula, Trace};

/// The test between two stages: its conversion rate and, when it was counted, the counts.
///
/// ```
/// use funnelmath::Gate;
///
/// let closing = Gate::from_counts(2, 5)?; // 2 sales of 5 proposals
/// assert_eq!(closing.rate().get(), 0.4);
/// assert_eq!(closing.counts(), Some((2.0, 5.0)));
///
/// let calls = Gate::one_in(10.0)?;
/// assert_eq!(calls.rate().get(), 0.1);
/// assert_eq!((calls.one_in_n(), calls.counts()), (Some(10.0), None));
/// # Ok::<(), funnelmath::Error>(())
/// ```
///
/// With the feature `serde` it is read and written as `{"rate": 0.65}`, `{"successes": 2, "trials": 5}` or
/// `{"one_in": 10}`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gate {
    rate: Rate,
    form: Form,
}

/// The form in which the rate was given. The numbers are checked: never NaN, and no zero has a sign.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Form {
    Rate,
    Counts { successes: f64, trials: f64 },
    OneIn(f64),
}

impl Gate {
    /// A gate of a known rate, 0..=1.
    ///
    /// # Errors
    /// [`ErrorKind::Rate`] when `rate` is NaN or outside 0..=1.
    pub const fn new(rate: f64) -> Result<Self, Error> {
        match Rate::new(rate) {
            Ok(rate) => Ok(Self { rate, form: Form::Rate }),
            Err(error) => Err(error),
        }
    }

    /// A gate that `successes` of `trials` passed: 10 calls that gave 2 appointments are
    /// `from_counts(2, 10)`. Count only what is decided: an open deal is not a lost one. Counts need not be
    /// whole: a deal shared by two reps counts as half a deal for each.
    ///
    /// # Errors
    /// [`ErrorKind::Credit`] when either is not a number from 0 to 2^53,
    /// [`ErrorKind::NoTrials`] when `trials` is 0 (no data is not 0%),
    /// [`ErrorKind::Successes`] when `successes` are more than `trials`.
    pub fn from_counts(successes: impl ToCredit, trials: impl ToCredit) -> Result<Self, Error> {
        let successes = Field::Successes.credit(successes)?;
        let trials = Field::Trials.credit(trials)?;
        if trials == 0.0 {
            return Err(Error::new(ErrorKind::NoTrials).field_is(Field::Trials));
        }
        if successes > trials {
            return Err(Error::new(ErrorKind::Successes).field_is(Field::Successes).got(successes));
        }
        let rate = Rate::of_checked(successes / trials);
        Ok(Self { rate, form: Form::Counts { successes, trials } })
    }

    /// A gate that one in `n` passes: 10:1 is `one_in(10.0)`.
    ///
    /// # Errors
    /// [`ErrorKind::OneIn`] when `n` is NaN, infinite or below 1.
    pub const fn one_in(n: f64) -> Result<Self, Error> {
        match Field::OneIn.check(n) {
            Ok(n) => Ok(Self { rate: Rate::of_checked(1.0 / n), form: Form::OneIn(n) }),
            Err(error) => Err(error),
        }
    }

    /// The conversion rate.
    #[must_use]
    pub const fn rate(&self) -> Rate {
        self.rate
    }

    /// [`rate`](Self::rate), passing the step that gave it to `trace`: successes / trials or 1 / n. A rate that was
    /// given has no step.
    ///
    /// ```
    /// use funnelmath::{Gate, trace::{Formula, TracedStep}};
    ///
    /// let mut steps: Vec<TracedStep> = Vec::new();
    /// let _ = Gate::from_counts(2, 5)?.rate_traced(&mut steps);
    /// let step = steps.first().map(|step| (step.formula, step.inputs.as_slice(), step.value));
    /// assert_eq!(step, Some((Formula::Ratio, &[2.0, 5.0][..], 0.4)));
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    #[must_use]
    pub fn rate_traced(&self, trace: &mut impl Trace) -> Rate {
        let inputs = match self.form {
            Form::Rate => return self.rate,
            Form::Counts { successes, trials } => [successes, trials],
            Form::OneIn(n) => [1.0, n],
        };
        trace.step("rate".into(), Formula::Ratio, &inputs, self.rate.get());
        self.rate
    }

    /// Successes and trials, when the rate was counted.
    #[must_use]
    pub const fn counts(&self) -> Option<(f64, f64)> {
        match self.form {
            Form::Counts { successes, trials } => Some((successes, trials)),
            _ => None,
        }
    }

    /// The n of "1 in n", when the gate was given so.
    #[must_use]
    pub const fn one_in_n(&self) -> Option<f64> {
        match self.form {
            Form::OneIn(n) => Some(n),
            _ => None,
        }
    }

    /// The form and the bits of its numbers: what equality and hashing compare.
    fn key(&self) -> (u8, u64, u64) {
        match self.form {
            Form::Rate => (0, self.rate.get().to_bits(), 0),
            Form::Counts { successes, trials } => (1, successes.to_bits(), trials.to_bits()),
            Form::OneIn(n) => (2, n.to_bits(), 0),
        }
    }
}

impl Eq for Gate {}

#[allow(clippy::derived_hash_with_manual_eq)]
impl core::hash::Hash for Gate {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

impl From<Rate> for Gate {
    fn from(rate: Rate) -> Self {
        Self { rate, form: Form::Rate }
    }
}

#[cfg(feature = "serde")]
mod serial {
    use super::{Form, Gate};
    use crate::error::{Error, ErrorKind};
    use crate::field::Field;
    use crate::serial::{Number, object};
    use serde::de::{Deserialize, Deserializer, Error as _};
    use serde::ser::{Serialize, SerializeStruct, Serializer};

    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields, default, rename = "gate")]
    #[derive(Default)]
    struct Fields {
        rate: Option<Number>,
        successes: Option<Number>,
        trials: Option<Number>,
        one_in: Option<Number>,
    }

    impl Serialize for Gate {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let (counts, n) = (self.counts(), self.one_in_n());
            let rate = matches!(self.form, Form::Rate).then(|| self.rate.get());
            let fields = [
                ("rate", rate),
                ("successes", counts.map(|(successes, _)| successes)),
                ("trials", counts.map(|(_, trials)| trials)),
                ("one_in", n),
            ];
            // A format that does not name its fields needs all of them.
            let named = serializer.is_human_readable();
            let count = fields.iter().filter(|(_, value)| value.is_some() || !named).count();
            let mut gate = serializer.serialize_struct("Gate", count)?;
            for (name, value) in fields {
                match value {
                    None if named => gate.skip_field(name)?,
                    value => gate.serialize_field(name, &value)?,
                }
            }
            gate.end()
        }
    }

    impl<'de> Deserialize<'de> for Gate {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let expecting =
                "an object with `rate`, with `successes` and `trials`, or with `one_in`";
            let fields: Fields = object(deserializer, expecting)?;
            let gate = match (fields.rate, fields.successes, fields.trials, fields.one_in) {
                (Some(rate), None, None, None) => Gate::new(rate.0),
                (None, Some(successes), Some(trials), None) => {
                    Gate::from_counts(successes.0, trials.0)
                }
                (None, None, None, Some(n)) => Gate::one_in(n.0),
                _ => Err(Error::new(ErrorKind::GateForm).field_is(Field::Gate)),
            };
            gate.map_err(D::Error::custom)
        }
    }
}
