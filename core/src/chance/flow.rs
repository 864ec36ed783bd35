//! Inputs that arrive at random: Poisson counts, and how long until there are enough.

use crate::bounds::{Count, Rate, ToCount, finite};
use crate::count::CountDistribution;
use crate::count::law::Law;
use crate::error::{Error, ErrorKind};
use crate::field::Field;
use crate::float::ln_1p;
use crate::math::{Probability, Tails, beta_inverse, gamma_inverse};

/// Inputs that arrive independently of each other at a constant weekly rate: a Poisson process.
///
/// The weekly rate is known, or known from a count: then it is gamma distributed. What passes a gate of a known rate
/// is a flow again: [`through`](Self::through). Weeks need not be whole.
///
/// ```
/// use funnelmath::Flow;
///
/// // Ten appointments a week, of which 26% become a sale.
/// let sales = Flow::steady(10.0)?.through(0.26)?;
/// let month = sales.results(4.0)?;
/// assert_eq!(month.mean(), 10.4);
/// assert_eq!(format!("{:.4}", month.at_least(8)?.value), "0.8137");
/// // With a weekly rate known from 40 arrivals in four weeks it is less certain.
/// let counted = Flow::counted(40, 4.0)?.through(0.26)?;
/// assert_eq!(format!("{:.4}", counted.results(4.0)?.at_least(8)?.value), "0.7921");
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[doc(alias = "poisson")]
#[doc(alias = "arrival rate")]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Flow {
    arrivals: Arrivals,
    /// The share of the arrivals that passes.
    rate: f64,
}

// The numbers are checked: never NaN, and a zero has no sign.
impl Eq for Flow {}

#[allow(clippy::derived_hash_with_manual_eq)]
impl core::hash::Hash for Flow {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        let (kind, first, second) = match self.arrivals {
            Arrivals::Steady(per_week) => (0_u8, per_week, 0.0),
            Arrivals::Counted { shape, weeks } => (1, shape, weeks),
        };
        (kind, first.to_bits(), second.to_bits(), self.rate.to_bits()).hash(state);
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Arrivals {
    /// A known number of arrivals a week.
    Steady(f64),
    /// A weekly rate that is Gamma(shape, weeks): so many arrivals, counted or assumed, in so many weeks.
    Counted { shape: f64, weeks: f64 },
}

/// The weeks until there are enough results with the given confidence, or why there never are. [`Flow::weeks_for`] has an
/// example.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
#[must_use]
pub enum Wait {
    /// After so many weeks.
    Enough {
        /// Weeks, not necessarily whole.
        weeks: f64,
        /// The probability of the results by then: the confidence, except for rounding.
        chance: Probability,
    },
    /// No number of weeks is enough.
    Never {
        /// The probability that the results ever come: 0 when nothing arrives or passes; 1 when they are certain to come
        /// eventually, but no finite time is enough for a confidence of 1.
        best: Probability,
    },
}

impl Wait {
    /// The weeks; `None` when no number of weeks is enough.
    #[must_use]
    pub const fn weeks(&self) -> Option<f64> {
        match self {
            Wait::Enough { weeks, .. } => Some(*weeks),
            Wait::Never { .. } => None,
        }
    }

    /// The probability of the goal after these weeks; when none are enough, the largest there is.
    ///
    /// ```
    /// use funnelmath::Flow;
    ///
    /// let chance = Flow::steady(2.0)?.weeks_for(3, 0.9)?.chance();
    /// assert!((chance.value - 0.9).abs() < 1e-12);
    /// assert_eq!(Flow::steady(0.0)?.weeks_for(3, 0.9)?.chance().value, 0.0);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    #[must_use]
    pub const fn chance(&self) -> Probability {
        match *self {
            Wait::Enough { chance, .. } | Wait::Never { best: chance } => chance,
        }
    }
}

impl Flow {
    /// A known number of arrivals a week, not necessarily whole.
    ///
    /// ```
    /// use funnelmath::Flow;
    ///
    /// // Two a week are 13 in six and a half weeks.
    /// assert_eq!(Flow::steady(2.0)?.results(6.5)?.mean(), 13.0);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Volume`] when it is NaN, infinite or negative.
    pub const fn steady(per_week: f64) -> Result<Self, Error> {
        match Field::PerWeek.check(per_week) {
            Ok(per_week) => Ok(Self { arrivals: Arrivals::Steady(per_week), rate: 1.0 }),
            Err(error) => Err(error),
        }
    }

    /// `arrivals` counted in so many `weeks`: the weekly rate is Gamma(arrivals + 1/2, weeks), with Jeffreys's prior.
    /// Even 0 arrivals leave a rate above 0.
    ///
    /// ```
    /// use funnelmath::Flow;
    ///
    /// assert_eq!(Flow::counted(0, 2.0)?.per_week()?, 0.25);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Count`] when `arrivals` is not a whole number from 0 to 2^53, [`ErrorKind::Weeks`] as
    /// [`uncertain`](Self::uncertain).
    pub fn counted(arrivals: impl ToCount, weeks: f64) -> Result<Self, Error> {
        let arrivals = Field::Arrivals.count(arrivals)?;
        // At 2^53 the half is lost, and beyond it the shape would be out of range.
        let prior = if arrivals < Count::MAX { 0.5 } else { 0.0 };
        Self::uncertain(arrivals + prior, weeks)
    }

    /// A weekly rate that is Gamma(`shape`, `weeks`), as if `shape` arrivals had been counted in so many weeks: for a
    /// prior of your own. Its mean is `shape / weeks`.
    ///
    /// ```
    /// use funnelmath::Flow;
    ///
    /// // Known about as well as from 6 arrivals in 2 weeks: 3 a week; the variance is 3 + 3 / 2.
    /// let flow = Flow::uncertain(6.0, 2.0)?;
    /// assert_eq!(flow.per_week()?, 3.0);
    /// assert_eq!(flow.results(1.0)?.variance()?, 4.5);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Shape`] when the shape is not above 0 and at most 2^53, [`ErrorKind::Weeks`] when the weeks are
    /// NaN, infinite or not above 0.
    pub const fn uncertain(shape: f64, weeks: f64) -> Result<Self, Error> {
        match (Field::FlowShape.check(shape), Field::Weeks.check(weeks)) {
            (Ok(shape), Ok(weeks)) if weeks >= f64::MIN_POSITIVE => {
                Ok(Self { arrivals: Arrivals::Counted { shape, weeks }, rate: 1.0 })
            }
            (Err(error), _) | (_, Err(error)) => Err(error),
            _ => Err(Error::new(ErrorKind::Weeks).field_is(Field::Weeks).got(weeks)),
        }
    }

    /// What passes a gate, or several, of this known overall rate. It is a flow again, because a Poisson process of
    /// which each arrival passes independently is one (thinning).
    ///
    /// ```
    /// use funnelmath::Flow;
    ///
    /// assert_eq!(Flow::steady(10.0)?.through(0.65)?.through(0.4)?.per_week()?, 2.6);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Rate`] when `rate` is NaN or outside 0..=1.
    #[doc(alias = "thinning")]
    #[inline]
    pub const fn through(self, rate: f64) -> Result<Self, Error> {
        match Field::Rate.check(rate) {
            Ok(rate) => Ok(Self { rate: self.rate * rate, ..self }),
            Err(error) => Err(error),
        }
    }

    /// The expected number a week.
    ///
    /// # Errors
    /// [`ErrorKind::Overflow`] when it exceeds an f64, as with arrivals counted in 1e-300 weeks.
    pub fn per_week(&self) -> Result<f64, Error> {
        let arrivals = match self.arrivals {
            Arrivals::Steady(per_week) => per_week,
            Arrivals::Counted { shape, weeks } => finite(shape / weeks)?,
        };
        Ok(arrivals * self.rate)
    }

    /// The distribution of the number that comes in so many `weeks`: Poisson for a known weekly rate, negative
    /// binomial for a counted one.
    ///
    /// # Errors
    /// [`ErrorKind::Weeks`] when `weeks` are NaN, infinite or negative, [`ErrorKind::Overflow`] when the expected
    /// number exceeds an f64.
    #[inline]
    pub fn results(&self, weeks: f64) -> Result<CountDistribution<'static>, Error> {
        let weeks = Field::Weeks.check(weeks)?;
        let law = match self.arrivals {
            Arrivals::Steady(per_week) => Law::Poisson { mean: per_week * self.rate * weeks },
            Arrivals::Counted { shape, weeks: seen } => {
                Law::NegativeBinomial { shape, coming: self.rate * weeks, seen }
            }
        };
        let mean = finite(law.mean())?;
        Ok(CountDistribution::new(if mean > 0.0 { law } else { Law::Fixed(0.0) }))
    }

    /// The weeks after which at least `results` are there with a probability of `confidence`.
    ///
    /// Known weekly rate: the gamma quantile P^-1(results, confidence) over the expected number a week; counted: weeks
    /// counted x y / (rate (1 - y)), with the beta quantile y = I^-1(results, shape). Relative error 1e-13 for up to a
    /// million results.
    ///
    /// 0 weeks when `results` or `confidence` is 0: then nothing has to come.
    ///
    /// ```
    /// use funnelmath::{Flow, chance::Wait};
    ///
    /// let sales = Flow::steady(10.0)?.through(0.26)?;
    /// match sales.weeks_for(8, 0.9)? {
    ///     Wait::Enough { weeks, chance } => {
    ///         assert_eq!(format!("{weeks:.3} {:.3}", chance.value), "4.527 0.900")
    ///     }
    ///     other => unreachable!("{other:?}"),
    /// }
    /// assert_eq!(sales.weeks_for(0, 0.9)?.weeks(), Some(0.0));
    /// // Nothing passes a closed gate.
    /// assert_eq!(sales.through(0.0)?.weeks_for(8, 0.9)?.weeks(), None);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Count`] when `results` is not a whole number from 0 to 2^53, [`ErrorKind::Probability`] when
    /// `confidence` is NaN or outside 0..=1, [`ErrorKind::Overflow`] when the weeks exceed an f64.
    #[doc(alias = "waiting time")]
    pub fn weeks_for(&self, results: impl ToCount, confidence: f64) -> Result<Wait, Error> {
        let results = Field::Results.count(results)?;
        self.wait_for(results, Field::Confidence.check(confidence)?)
    }

    /// [`weeks_for`](Self::weeks_for) for checked numbers.
    pub(crate) fn wait_for(&self, results: f64, confidence: f64) -> Result<Wait, Error> {
        let mut weeks = 0.0;
        if results > 0.0 && confidence > 0.0 {
            let possible = self.rate > 0.0 && self.arrivals != Arrivals::Steady(0.0);
            if !possible || confidence >= 1.0 {
                return Ok(Wait::Never { best: Probability::sure(possible) });
            }
            weeks = finite(match self.arrivals {
                Arrivals::Steady(per_week) => mean_for(results, confidence) / per_week / self.rate,
                Arrivals::Counted { shape, weeks } => {
                    let y = beta_inverse(results, shape, Tails::from_lower(confidence));
                    weeks * (y.lower / y.upper) / self.rate
                }
            })?;
        }
        let chance = self.results(weeks)?.probability(results);
        Ok(Wait::Enough { weeks, chance })
    }
}

/// The expected number of arrivals with which at least `results` pass a gate of the known `rate` with a probability of
/// `confidence`, when arrivals are Poisson distributed: P^-1(results, confidence) / rate, with the gamma quantile
/// P^-1; for 1 result -ln(1 - confidence) / rate. `None` when no number is enough: nothing passes, or `confidence` is
/// 1.
///
/// The fixed number of inputs that is enough is smaller than that ([`Chance::inputs_for`](crate::Chance::inputs_for)), because the
/// number of arrivals varies by itself.
///
/// ```
/// use funnelmath::{Rate, chance::arrivals_for};
///
/// let closing = Rate::new(0.26)?;
/// assert_eq!(arrivals_for(closing, 8, 0.95)?.map(|n| format!("{n:.4}")), Some("50.5697".to_string()));
/// assert_eq!(arrivals_for(Rate::new(0.0)?, 8, 0.95)?, None);
/// # Ok::<(), funnelmath::Error>(())
/// ```
///
/// # Errors
/// As [`Flow::weeks_for`].
pub fn arrivals_for(
    rate: Rate,
    results: impl ToCount,
    confidence: f64,
) -> Result<Option<f64>, Error> {
    let (rate, results) = (rate.get(), Field::Results.count(results)?);
    let confidence = Field::Confidence.check(confidence)?;
    let mut arrivals = 0.0;
    if results > 0.0 && confidence > 0.0 {
        if rate <= 0.0 || confidence >= 1.0 {
            return Ok(None);
        }
        arrivals = finite(mean_for(results, confidence) / rate)?;
    }
    Ok(Some(arrivals))
}

/// The mean with which a Poisson count is at least `results` with the `confidence`, which is strictly between 0 and 1.
fn mean_for(results: f64, confidence: f64) -> f64 {
    if results <= 1.0 {
        -ln_1p(-confidence)
    } else {
        gamma_inverse(results, Tails::from_lower(confidence))
    }
}

/// Reads and writes a flow: `{"per_week": 10, "rate": 0.26}`, or `{"shape": 40.5, "weeks": 4}`.
#[cfg(feature = "serde")]
mod serial {
    use super::{Arrivals, Flow};
    use crate::serial::{Number, object};
    use serde::de::{Deserialize, Deserializer, Error as _};
    use serde::ser::{Serialize, Serializer};

    #[derive(serde::Serialize, serde::Deserialize)]
    #[serde(deny_unknown_fields, rename = "flow")]
    struct Fields {
        #[serde(default)]
        per_week: Option<Number>,
        #[serde(default)]
        shape: Option<Number>,
        #[serde(default)]
        weeks: Option<Number>,
        /// The share that passes; 1 when it is left out.
        #[serde(default)]
        rate: Option<Number>,
    }

    impl Serialize for Flow {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let (per_week, shape, weeks) = match self.arrivals {
                Arrivals::Steady(per_week) => (Some(per_week), None, None),
                Arrivals::Counted { shape, weeks } => (None, Some(shape), Some(weeks)),
            };
            Fields {
                per_week: per_week.map(Number),
                shape: shape.map(Number),
                weeks: weeks.map(Number),
                rate: Some(Number(self.rate)),
            }
            .serialize(serializer)
        }
    }

    impl<'de> Deserialize<'de> for Flow {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let expecting = "an object with `per_week`, or `shape` and `weeks`";
            let fields: Fields = object(deserializer, expecting)?;
            let flow = match (fields.per_week, fields.shape, fields.weeks) {
                (Some(per_week), None, None) => Flow::steady(per_week.0),
                (None, Some(shape), Some(weeks)) => Flow::uncertain(shape.0, weeks.0),
                _ => {
                    let message = "a flow needs either `per_week`, or `shape` and `weeks`";
                    return Err(D::Error::custom(message));
                }
            };
            let rate = fields.rate.map_or(1.0, |rate| rate.0);
            flow.and_then(|flow| flow.through(rate)).map_err(D::Error::custom)
        }
    }
}
