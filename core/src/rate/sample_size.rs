//! How many trials it takes to tell two rates apart.

use crate::bounds::Count;
use crate::error::Error;
use crate::field::Field;
use crate::float::{sqrt, whole_up};
use crate::math::{Tails, normal_inverse};
use crate::trace::{Formula, Trace, told};

/// A two-sided test of whether two groups have different rates: the z-test with pooled variance, on equally many trials in
/// each group.
///
/// ```
/// use funnelmath::rate::{RateTest, SampleSize};
///
/// // 4% of visitors book a call. How many have to see each of two pages to notice that the new one has 5%?
/// let test = RateTest { rate: 0.04, other_rate: 0.05, significance: 0.05, power: 0.8 };
/// assert_eq!(test.sample_size()?.trials(), Some(6_745.0));
///
/// // Equal rates cannot be told apart.
/// let test = RateTest { other_rate: 0.04, ..test };
/// assert_eq!(test.sample_size()?, SampleSize::Never);
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[doc(alias = "A/B test")]
#[doc(alias = "power")]
pub struct RateTest {
    /// A rate, 0..=1.
    pub rate: f64,
    /// The rate that it is to be told apart from, 0..=1. Which of the two is which does not matter.
    pub other_rate: f64,
    /// The probability of a false alarm when the rates are equal, of both sides together; often 0.05.
    pub significance: f64,
    /// The probability that the test notices the difference between these rates; often 0.8.
    pub power: f64,
}

/// How many trials each group needs, or that none are enough. [`RateTest`] has an example.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
#[must_use]
pub enum SampleSize {
    /// So many trials in each group.
    Enough {
        /// The whole number of trials, rounded up by the tie rule.
        trials: f64,
        /// What the formula gives, at least 1.
        exact: f64,
    },
    /// No number of trials up to 2^53 is enough: the rates are equal or nearly so, the power is 1, or the significance
    /// is 0.
    Never,
}

impl SampleSize {
    /// The whole number of trials in each group; `None` when none are enough.
    #[must_use]
    pub const fn trials(&self) -> Option<f64> {
        match self {
            SampleSize::Enough { trials, .. } => Some(*trials),
            SampleSize::Never => None,
        }
    }
}

impl RateTest {
    /// The trials that each group needs.
    ///
    /// With rates p and q of mean m, it is
    ///
    /// (z(1 - significance / 2) sqrt(2 m (1 - m)) + z(power) sqrt(p (1 - p) + q (1 - q)))^2 / (p - q)^2,
    ///
    /// where z is the quantile of the normal distribution: Fleiss, Levin & Paik, *Statistical Methods for Rates and
    /// Proportions*, 3rd edition, equation 4.14, without continuity correction. It is what R's `power.prop.test` and
    /// statsmodels compute.
    ///
    /// It is an approximation by the normal distribution, and leaves out alarms on the wrong side. Over rates from 0.05 to
    /// 0.95 that differ by 0.1 or more, a significance of 0.05 or 0.01 and a power of 0.8 or 0.9, the exact power of the test
    /// with these trials is less than asked by at most 0.013; `core/tests/sample_size.rs` computes it.
    ///
    /// # Errors
    /// [`Rate`](crate::ErrorKind::Rate) for a rate that is NaN or outside 0..=1,
    /// [`Probability`](crate::ErrorKind::Probability) for a significance or power that is.
    pub fn sample_size(&self) -> Result<SampleSize, Error> {
        self.sample_size_traced(&mut ())
    }

    /// [`sample_size`](Self::sample_size), passing each step to `trace`.
    ///
    /// # Errors
    /// As [`sample_size`](Self::sample_size).
    pub fn sample_size_traced(&self, trace: &mut impl Trace) -> Result<SampleSize, Error> {
        let rates = [Field::Rate.check(self.rate)?, Field::OtherRate.check(self.other_rate)?];
        let significance = Field::Significance.check(self.significance)?;
        let power = Field::Power.check(self.power)?;
        let [first, second] = rates;
        if first == second || significance == 0.0 || power == 1.0 {
            return Ok(SampleSize::Never);
        }
        let mean = 0.5 * (first + second);
        let pooled =
            told(2.0 * mean * (1.0 - mean), "pooled", Formula::PooledVariance, rates, trace);
        let pooled = told(sqrt(pooled), "pooled", Formula::Deviation, [pooled], trace);
        let apart = first * (1.0 - first) + second * (1.0 - second);
        let apart = told(apart, "apart", Formula::SumOfVariances, rates, trace);
        let apart = told(sqrt(apart), "apart", Formula::Deviation, [apart], trace);
        let alarm = normal_inverse(Tails::from_upper(0.5 * significance));
        let notice = normal_inverse(Tails::from_lower(power));
        let (width, difference) = ((alarm * pooled + notice * apart).max(0.0), first - second);
        let exact = (width * width / (difference * difference)).max(1.0);
        if exact > Count::MAX {
            return Ok(SampleSize::Never);
        }
        let inputs = [alarm, pooled, notice, apart, difference];
        let exact = told(exact, "exact", Formula::TrialsEach, inputs, trace);
        let trials = told(whole_up(exact), "trials", Formula::Up, [exact], trace);
        Ok(SampleSize::Enough { trials, exact })
    }
}
