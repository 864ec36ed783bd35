//! Evidence for a rate from counts: a Beta distribution.

use crate::bounds::ToCredit;
use crate::error::{Error, ErrorKind};
use crate::field::Field;
use crate::math::{Interval, Method, Tails, beta_inverse};
use crate::trace::{Formula, Trace, told};

/// What is known of a conversion rate from counts: a Beta(a, b) distribution over it.
///
/// `a` counts the successes and `b` the failures, each with what was assumed before anything was counted
/// (the prior). The more is counted, the narrower the distribution. Gelman et al., *Bayesian Data
/// Analysis*, section 2.4.
///
/// ```
/// use funnelmath::Evidence;
///
/// // 40 of 100 proposals were sold.
/// let closing = Evidence::UNIFORM.observe(40, 100)?;
/// assert_eq!((closing.a(), closing.b()), (41.0, 61.0));
/// assert_eq!(format!("{:.4}", closing.mean()), "0.4020");
/// let interval = closing.interval(0.9)?;
/// assert_eq!(format!("{:.3} {:.3}", interval.low, interval.high.unwrap_or(1.0)), "0.324 0.483");
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence {
    pub(crate) a: f64,
    pub(crate) b: f64,
}

/// [`JEFFREYS`](Evidence::JEFFREYS).
impl Default for Evidence {
    fn default() -> Self {
        Self::JEFFREYS
    }
}

// The shapes are checked: never NaN and never 0.
impl Eq for Evidence {}

#[allow(clippy::derived_hash_with_manual_eq)]
impl core::hash::Hash for Evidence {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        (self.a.to_bits(), self.b.to_bits()).hash(state);
    }
}

impl Evidence {
    /// The prior of Jeffreys (1946), Beta(1/2, 1/2). Its intervals cover the true rate about as often as
    /// their level says, even after few trials.
    pub const JEFFREYS: Self = Self { a: 0.5, b: 0.5 };
    /// The uniform prior, Beta(1, 1): every rate is equally likely.
    pub const UNIFORM: Self = Self { a: 1.0, b: 1.0 };
    /// The smallest `a` and `b` allowed, a billionth of an item.
    pub const MIN_SHAPE: f64 = 1e-9;

    /// A prior worth `a` successes and `b` failures, for example from the team's rate.
    ///
    /// ```
    /// use funnelmath::Evidence;
    ///
    /// // The team closes 25%; that counts as much as 20 deals of one's own.
    /// let prior = Evidence::new(0.25 * 20.0, 0.75 * 20.0)?;
    /// assert_eq!(prior.observe(8, 20)?.mean(), 13.0 / 40.0);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::EvidenceShape`] for `a` or `b` when it is NaN, below [`MIN_SHAPE`](Self::MIN_SHAPE) or
    /// above 2^53.
    pub const fn new(a: f64, b: f64) -> Result<Self, Error> {
        match (Field::EvidenceA.check(a), Field::EvidenceB.check(b)) {
            (Ok(a), Ok(b)) => Ok(Self { a, b }),
            (Err(error), _) | (_, Err(error)) => Err(error),
        }
    }

    /// This evidence with `successes` of `trials` more observed. Zero trials change nothing. Count only what is
    /// decided: an open deal is not a lost one. Counts need not be whole: a deal shared by two reps counts as
    /// half a deal for each.
    ///
    /// # Errors
    /// [`ErrorKind::Credit`] when either is not a number from 0 to 2^53, [`ErrorKind::Successes`] when
    /// `successes` are more than `trials`, [`ErrorKind::EvidenceShape`] when all counts together exceed 2^53.
    pub fn observe(self, successes: impl ToCredit, trials: impl ToCredit) -> Result<Self, Error> {
        self.observe_traced(successes, trials, &mut ())
    }

    /// [`observe`](Self::observe), passing each step to `trace`.
    ///
    /// # Errors
    /// As [`observe`](Self::observe).
    pub fn observe_traced(
        self,
        successes: impl ToCredit,
        trials: impl ToCredit,
        trace: &mut impl Trace,
    ) -> Result<Self, Error> {
        let successes = Field::Successes.credit(successes)?;
        let trials = Field::Trials.credit(trials)?;
        if successes > trials {
            return Err(Error::new(ErrorKind::Successes).field_is(Field::Successes).got(successes));
        }
        let inputs = [trials, successes];
        let failures = told(trials - successes, "failures", Formula::Difference, inputs, trace);
        let a = told(self.a + successes, "a", Formula::Units, [self.a, successes], trace);
        let b = told(self.b + failures, "b", Formula::Units, [self.b, failures], trace);
        Self::new(a, b)
    }

    /// Successes counted and assumed.
    #[must_use]
    pub const fn a(&self) -> f64 {
        self.a
    }

    /// Failures counted and assumed.
    #[must_use]
    pub const fn b(&self) -> f64 {
        self.b
    }

    /// The expected rate, `a / (a + b)`.
    #[must_use]
    pub const fn mean(&self) -> f64 {
        self.a / (self.a + self.b)
    }

    /// [`mean`](Self::mean), passing its step to `trace`.
    #[must_use]
    pub fn mean_traced(&self, trace: &mut impl Trace) -> f64 {
        told(self.mean(), "mean", Formula::BetaMean, [self.a, self.b], trace)
    }

    /// The rate below which the true one lies with probability `p`: the quantile of Beta(a, b). 0 for `p` = 0 and 1
    /// for `p` = 1.
    ///
    /// ```
    /// use funnelmath::Evidence;
    ///
    /// assert!((Evidence::UNIFORM.quantile(0.3)? - 0.3).abs() < 1e-15);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Probability`] when `p` is NaN or outside 0..=1.
    pub fn quantile(&self, p: f64) -> Result<f64, Error> {
        let p = Field::P.check(p)?;
        Ok(self.at(Tails::from_lower(p)))
    }

    /// The central interval that holds the true rate with probability `level`: as much beyond its lower
    /// limit as beyond its upper one (a credible interval). All of 0..=1 for `level` = 1.
    ///
    /// # Errors
    /// [`ErrorKind::Probability`] when `level` is NaN or outside 0..=1.
    pub fn interval(&self, level: f64) -> Result<Interval, Error> {
        let beyond = Tails::from_lower(0.5 * (1.0 - Field::Level.check(level)?));
        let low = self.at(beyond);
        // At a level near 0 the two quantiles are equal but for their last bits, and could come out in the wrong order.
        let high = self.at(beyond.swapped()).max(low);
        Ok(Interval { low, high: Some(high), method: Method::Exact })
    }

    fn at(&self, p: Tails) -> f64 {
        if p.upper <= 0.0 {
            return 1.0;
        }
        beta_inverse(self.a, self.b, p).lower
    }
}

#[cfg(feature = "serde")]
mod serial {
    use super::Evidence;
    use crate::serial::{Number, object};
    use serde::de::{Deserialize, Deserializer, Error as _};
    use serde::ser::{Serialize, Serializer};

    #[derive(serde::Serialize, serde::Deserialize)]
    #[serde(deny_unknown_fields, rename = "evidence")]
    struct Fields {
        a: Number,
        b: Number,
    }

    impl Serialize for Evidence {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            Fields { a: Number(self.a), b: Number(self.b) }.serialize(serializer)
        }
    }

    impl<'de> Deserialize<'de> for Evidence {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let fields: Fields = object(deserializer, "an object with `a` and `b`")?;
            Evidence::new(fields.a.0, fields.b.0).map_err(D::Error::custom)
        }
    }
}
