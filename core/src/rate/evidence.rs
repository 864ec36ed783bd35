//! What counts say of a rate: a Beta distribution over it.

use crate::error::{Error, ErrorKind};
use crate::field::Field;
use crate::math::{Interval, Method, Tails, beta_inverse};

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
/// let closing = Evidence::UNIFORM.observe(40.0, 100.0)?;
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

impl Evidence {
    /// Before any count, by Jeffreys (1946): Beta(1/2, 1/2). Its intervals cover the true rate about as
    /// often as they say, even after few trials.
    pub const JEFFREYS: Self = Self { a: 0.5, b: 0.5 };
    /// Before any count, every rate as likely as any other: Beta(1, 1).
    pub const UNIFORM: Self = Self { a: 1.0, b: 1.0 };
    /// The least that `a` and `b` may be: a prior of less than a billionth of an item stands for nothing.
    pub const MIN_SHAPE: f64 = 1e-9;

    /// A prior of one's own, worth `a` successes and `b` failures: from the team's rate, say.
    ///
    /// # Errors
    /// [`ErrorKind::Shape`] with the index (0 for `a`, 1 for `b`) and the value, when it is NaN, below
    /// [`MIN_SHAPE`](Self::MIN_SHAPE) or beyond 2^53.
    pub const fn new(a: f64, b: f64) -> Result<Self, Error> {
        match (Field::EvidenceA.check(a), Field::EvidenceB.check(b)) {
            (Ok(a), Ok(b)) => Ok(Self { a, b }),
            (Err(error), _) | (_, Err(error)) => Err(error),
        }
    }

    /// The same with `successes` of `trials` more seen. No trials change nothing: the prior is all there
    /// is. Count only what is decided: an open deal is not a lost one.
    ///
    /// # Errors
    /// [`ErrorKind::Count`] when either is not a whole number from 0 to 2^53, [`ErrorKind::Successes`] when
    /// `successes` are more than `trials`, [`ErrorKind::Shape`] as [`new`](Self::new) when all counts
    /// together pass 2^53.
    pub const fn observe(self, successes: f64, trials: f64) -> Result<Self, Error> {
        let (successes, trials) =
            match (Field::Successes.check(successes), Field::Trials.check(trials)) {
                (Ok(successes), Ok(trials)) => (successes, trials),
                (Err(error), _) | (_, Err(error)) => return Err(error),
            };
        if successes > trials {
            return Err(Error::new(ErrorKind::Successes).field_is(Field::Successes).got(successes));
        }
        Self::new(self.a + successes, self.b + (trials - successes))
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

    /// The rate below which the true one lies with probability `p`; 0 for `p` = 0 and 1 for `p` = 1.
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
        // At a level near 0 the two are one number, and differ in no more than its last bits.
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
