//! Inputs that arrive at random at a steady rate: Poisson counts, and how long until they are enough.

use crate::bounds::{Count, finite};
use crate::count::poisson::Results;
use crate::count::{Likelihood, Method};
use crate::error::{Error, ErrorKind};
use crate::field::Field;
use crate::float::ln_1p;
use crate::math::{Point, Tails, beta_inverse, gamma_inverse};

/// Inputs that arrive independently of each other, at the same rate in every week: a Poisson process.
///
/// The weekly rate is known, or known from a count: then it is gamma distributed. What passes a chain
/// of gates is a flow again, thinned by the overall rate: that is the `rate` (0..=1) of each function
/// here. Weeks need not be whole.
///
/// ```
/// use funnelmath::Flow;
///
/// // Ten appointments a week, of which 26 % become a sale.
/// let flow = Flow::steady(10.0)?;
/// assert_eq!(flow.expected(0.26, 4.0)?, 10.4);
/// assert_eq!(format!("{:.4}", flow.at_least(8.0, 0.26, 4.0)?.reached), "0.8137");
/// // Known only from 40 that came in four weeks, it is less sure.
/// let seen = Flow::counted(40.0, 4.0)?;
/// assert_eq!(format!("{:.4}", seen.at_least(8.0, 0.26, 4.0)?.reached), "0.7921");
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Flow {
    arrivals: Arrivals,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Arrivals {
    /// So many a week.
    Steady(f64),
    /// Gamma distributed: so many arrivals, seen or assumed, in so many weeks.
    Counted { shape: f64, weeks: f64 },
}

/// How long until there are enough results, with a stated confidence.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Wait {
    /// After so many weeks.
    Enough {
        /// Weeks, not necessarily whole.
        weeks: f64,
        /// The chance that the results are there by then: the confidence, but for rounding.
        chance: Likelihood,
    },
    /// No number of weeks is enough.
    Never {
        /// The chance that the results ever come: 0 when nothing arrives or passes; 1 when they come surely
        /// in the end, but the confidence of 1 asks for a week by which they must have come.
        best: Likelihood,
    },
}

/// The limits between which a count lies, each included, with at least a stated probability.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct FlowRange {
    /// The lower limit.
    pub low: f64,
    /// The upper limit; `None` when there is none up to 2^53.
    pub high: Option<f64>,
}

impl Flow {
    /// A known number of arrivals a week, not necessarily whole.
    ///
    /// # Errors
    /// [`ErrorKind::Volume`] when it is NaN, infinite or negative.
    pub const fn steady(per_week: f64) -> Result<Self, Error> {
        match Field::PerWeek.check(per_week) {
            Ok(per_week) => Ok(Self { arrivals: Arrivals::Steady(per_week) }),
            Err(error) => Err(error),
        }
    }

    /// So many `arrivals` seen in so many `weeks`: the weekly rate is Gamma(arrivals + 1/2, weeks), by
    /// Jeffreys's prior. None seen is not "none will come".
    ///
    /// ```
    /// use funnelmath::Flow;
    ///
    /// assert_eq!(Flow::counted(0.0, 2.0)?.per_week()?, 0.25);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Count`] when `arrivals` are not a whole number from 0 to 2^53, [`ErrorKind::Weeks`] as
    /// [`uncertain`](Self::uncertain).
    pub const fn counted(arrivals: f64, weeks: f64) -> Result<Self, Error> {
        match Field::Arrivals.check(arrivals) {
            // Beyond 2^53 a half more is nothing.
            Ok(arrivals) if arrivals < Count::MAX => Self::uncertain(arrivals + 0.5, weeks),
            Ok(arrivals) => Self::uncertain(arrivals, weeks),
            Err(error) => Err(error),
        }
    }

    /// A weekly rate that is Gamma(`shape`, `weeks`): as if `shape` arrivals had been seen in so many
    /// weeks, with a prior of one's own. Its mean is `shape / weeks`.
    ///
    /// # Errors
    /// [`ErrorKind::Shape`] when the shape is not above 0 and at most 2^53, [`ErrorKind::Weeks`] when the
    /// weeks are NaN, infinite or not above 0.
    pub const fn uncertain(shape: f64, weeks: f64) -> Result<Self, Error> {
        match (Field::FlowShape.check(shape), Field::Weeks.check(weeks)) {
            (Ok(shape), Ok(weeks)) if weeks >= f64::MIN_POSITIVE => {
                Ok(Self { arrivals: Arrivals::Counted { shape, weeks } })
            }
            (Err(error), _) | (_, Err(error)) => Err(error),
            _ => Err(Error::new(ErrorKind::Weeks).field_is(Field::Weeks).got(weeks)),
        }
    }

    /// Expected arrivals a week.
    ///
    /// # Errors
    /// [`ErrorKind::Overflow`] when many arrivals in next to no time exceed an f64.
    pub fn per_week(&self) -> Result<f64, Error> {
        match self.arrivals {
            Arrivals::Steady(per_week) => Ok(per_week),
            Arrivals::Counted { shape, weeks } => finite(shape / weeks),
        }
    }

    /// Expected results in so many `weeks`.
    ///
    /// # Errors
    /// [`ErrorKind::Rate`] when `rate` is NaN or outside 0..=1, [`ErrorKind::Weeks`] when `weeks` are NaN,
    /// infinite or negative, [`ErrorKind::Overflow`] when the expected results exceed an f64. So for
    /// every function that takes them.
    pub fn expected(&self, rate: f64, weeks: f64) -> Result<f64, Error> {
        let (rate, weeks) = (Field::Rate.check(rate)?, Field::Weeks.check(weeks)?);
        finite(match self.arrivals {
            Arrivals::Steady(per_week) => per_week * rate * weeks,
            Arrivals::Counted { shape, weeks: seen } => shape * (rate * weeks / seen),
        })
    }

    /// The chance of at least `k` results in so many `weeks`. Known weekly rate: P(k, mean), the
    /// incomplete gamma function; counted: I_y(k, shape), y = t / (weeks seen + t), t = rate x weeks (the
    /// negative binomial distribution; Gelman et al., *Bayesian Data Analysis*, section 2.6).
    ///
    /// # Errors
    /// [`ErrorKind::Count`] when `k` is not a whole number from 0 to 2^53; otherwise as
    /// [`expected`](Self::expected).
    pub fn at_least(&self, k: f64, rate: f64, weeks: f64) -> Result<Likelihood, Error> {
        let k = Field::Results.check(k)?;
        let results = self.results(rate, weeks);
        Ok(Likelihood::upper(results?.tails(k), Method::Exact))
    }

    /// The chance of exactly `k` results in so many `weeks`.
    ///
    /// ```
    /// use funnelmath::Flow;
    ///
    /// // Two a week: none in one week with a chance of exp(-2).
    /// assert_eq!(format!("{:.6}", Flow::steady(2.0)?.exactly(0.0, 1.0, 1.0)?.reached), "0.135335");
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`at_least`](Self::at_least).
    pub fn exactly(&self, k: f64, rate: f64, weeks: f64) -> Result<Likelihood, Error> {
        let k = Field::Results.check(k)?;
        let results = self.results(rate, weeks);
        let results = &results?;
        let reached = results.mass(k).min(1.0);
        let missed = if reached <= 0.5 {
            1.0 - reached
        } else {
            // Nearly sure: what is missed is fewer and more.
            results.tails(k).lower + results.tails(k + 1.0).upper
        };
        Ok(Likelihood { reached, missed, method: Method::Exact })
    }

    /// The smallest number of results that is not exceeded with probability `p`, under the tie rule; `None`
    /// when no number up to 2^53 is enough: always for `p` = 1, unless nothing can come.
    ///
    /// ```
    /// use funnelmath::Flow;
    ///
    /// let flow = Flow::steady(10.0)?;
    /// assert_eq!(flow.quantile(0.26, 4.0, 0.5)?, Some(10.0));
    /// assert_eq!(flow.quantile(0.26, 4.0, 1.0)?, None);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Probability`] when `p` is NaN or outside 0..=1; otherwise as
    /// [`expected`](Self::expected).
    pub fn quantile(&self, rate: f64, weeks: f64, p: f64) -> Result<Option<f64>, Error> {
        let p = Field::P.check(p)?;
        let results = self.results(rate, weeks);
        let results = &results?;
        Ok(results.quantile(Tails::from_lower(p)))
    }

    /// The central interval that holds the number of results with probability at least `level`: its limits
    /// are the [`quantile`](Self::quantile)s at (1 - level) / 2 and (1 + level) / 2.
    ///
    /// ```
    /// use funnelmath::Flow;
    ///
    /// let interval = Flow::steady(10.0)?.interval(0.26, 4.0, 0.8)?;
    /// assert_eq!((interval.low, interval.high), (6.0, Some(15.0)));
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`quantile`](Self::quantile), of `level`.
    pub fn interval(&self, rate: f64, weeks: f64, level: f64) -> Result<FlowRange, Error> {
        let beyond = Tails::from_lower(0.5 * (1.0 - Field::Level.check(level)?));
        let results = self.results(rate, weeks);
        let results = &results?;
        let low = results.quantile(beyond).unwrap_or(Count::MAX);
        // In order, also where very large counts are found but for a few.
        let high = results.quantile(beyond.swapped()).map(|high| high.max(low));
        Ok(FlowRange { low, high })
    }

    /// The weeks after which at least `k` results are there with probability `confidence`. Known weekly
    /// rate: the gamma quantile P^-1(k, confidence) over expected results a week; counted: weeks seen x y /
    /// (rate (1 - y)), y the beta quantile I^-1(k, shape). To 1e-13 of itself where k is up to a million.
    ///
    /// ```
    /// use funnelmath::{Flow, Wait};
    ///
    /// match Flow::steady(10.0)?.weeks(8.0, 0.26, 0.9)? {
    ///     Wait::Enough { weeks, chance } => {
    ///         assert_eq!(format!("{weeks:.3} {:.3}", chance.reached), "4.527 0.900")
    ///     }
    ///     never => panic!("{never:?}"),
    /// }
    /// assert_eq!(Flow::steady(10.0)?.weeks(8.0, 0.0, 0.9)?, Wait::Never { best: Flow::steady(0.0)?.at_least(8.0, 1.0, 1.0)? });
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// No weeks are enough when `k` or `confidence` is 0.
    ///
    /// # Errors
    /// [`ErrorKind::Count`] when `k` is not a whole number from 0 to 2^53, [`ErrorKind::Rate`] when `rate`,
    /// [`ErrorKind::Probability`] when `confidence` is NaN or outside 0..=1, [`ErrorKind::Overflow`] when
    /// the weeks exceed an f64.
    pub fn weeks(&self, k: f64, rate: f64, confidence: f64) -> Result<Wait, Error> {
        let k = Field::Results.check(k)?;
        let rate = Field::Rate.check(rate)?;
        let confidence = Field::Confidence.check(confidence)?;
        let mut weeks = 0.0;
        if k > 0.0 && confidence > 0.0 {
            let possible = rate > 0.0 && self.arrivals != Arrivals::Steady(0.0);
            if !possible || confidence >= 1.0 {
                return Ok(Wait::Never { best: Likelihood::sure(possible) });
            }
            weeks = finite(match self.arrivals {
                Arrivals::Steady(per_week) => mean_for(k, confidence) / per_week / rate,
                Arrivals::Counted { shape, weeks } => {
                    let y = beta_inverse(k, shape, Tails::from_lower(confidence));
                    weeks * (y.lower / y.upper) / rate
                }
            })?;
        }
        let chance = self.at_least(k, rate, weeks);
        Ok(Wait::Enough { weeks, chance: chance? })
    }

    /// The distribution of the results.
    pub(super) fn results(&self, rate: f64, weeks: f64) -> Result<Results, Error> {
        let mean = self.expected(rate, weeks)?;
        Ok(match self.arrivals {
            Arrivals::Steady(_) => Results { mean, shape: f64::INFINITY, at: Point::at(0.0) },
            // Half of each, that their sum is an f64; what can't be halved is as good as 0.
            Arrivals::Counted { shape, weeks: seen } => {
                Results { mean, shape, at: Point::ratio(0.5 * (rate * weeks), 0.5 * seen) }
            }
        })
    }
}

/// The expected arrivals needed so that at least `k` of them pass with probability `confidence`, when
/// arrivals are Poisson distributed and each passes with the chance `rate`: P^-1(k, confidence) / rate,
/// for `k` = 1 -ln(1 - confidence) / rate. `None` when no number is enough: nothing passes, or
/// `confidence` is 1.
///
/// With a fixed number of inputs fewer are needed; here their number is itself by chance.
///
/// ```
/// use funnelmath::arrivals_for;
///
/// assert_eq!(format!("{:.4}", arrivals_for(8.0, 0.26, 0.95)?.unwrap()), "50.5697");
/// assert_eq!(arrivals_for(8.0, 0.0, 0.95)?, None);
/// # Ok::<(), funnelmath::Error>(())
/// ```
///
/// # Errors
/// As [`Flow::weeks`].
pub fn arrivals_for(k: f64, rate: f64, confidence: f64) -> Result<Option<f64>, Error> {
    let k = Field::Results.check(k)?;
    let rate = Field::Rate.check(rate)?;
    let confidence = Field::Confidence.check(confidence)?;
    let mut arrivals = 0.0;
    if k > 0.0 && confidence > 0.0 {
        if rate <= 0.0 || confidence >= 1.0 {
            return Ok(None);
        }
        arrivals = finite(mean_for(k, confidence) / rate)?;
    }
    Ok(Some(arrivals))
}

/// The mean at which Poisson counts are at least `k` with that confidence, strictly between 0 and 1.
fn mean_for(k: f64, confidence: f64) -> f64 {
    if k <= 1.0 { -ln_1p(-confidence) } else { gamma_inverse(k, Tails::from_lower(confidence)) }
}
