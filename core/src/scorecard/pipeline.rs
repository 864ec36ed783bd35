//! The open pipeline: its expected revenue, and whether it covers the quota.

use super::{over, quotient};
use crate::bounds::{finite, positive, unit};
use crate::error::{Error, same_length};
use crate::field::Field;
use crate::float::{Sum, sqrt, ties};
use crate::trace::{Formula, Trace, add, told};

/// Open deals, as columns.
///
/// Leave out won and lost deals: a won deal is booked revenue, a lost one is worth nothing.
///
/// ```
/// use funnelmath::scorecard::OpenDeals;
///
/// let values = [3950.0, 3060.0, 1460.0, 1340.0, 1285.0, 1190.0];
/// let pipeline = OpenDeals { values: &values, probabilities: &[0.7; 6] }.pipeline()?;
/// assert_eq!(pipeline.total, 12_285.0);
/// assert_eq!(format!("{:.2}", pipeline.weighted), "8599.50");
/// assert_eq!(format!("{:.2}", pipeline.deviation), "2590.70");
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[doc(alias = "weighted pipeline")]
pub struct OpenDeals<'a> {
    /// The value of each deal.
    pub values: &'a [f64],
    /// The win probability of each deal.
    pub probabilities: &'a [f64],
}

/// The total, the expected revenue and the standard deviation of [`OpenDeals`], which has an example.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Pipeline {
    /// The sum of the deals' values.
    pub total: f64,
    /// The sum of each deal's value times its own win probability: the expected revenue.
    pub weighted: f64,
    /// The standard deviation of the revenue, if deals are won independently of each other.
    pub deviation: f64,
}

impl OpenDeals<'_> {
    /// The weighted pipeline: the sum over the deals of value times win probability.
    ///
    /// The variance is the sum of value^2 p (1 - p), which holds for independent deals; a common cause (a
    /// season, a rep) makes the true one larger. Sums are compensated (Neumaier 1974). Without deals all three
    /// numbers are 0.
    ///
    /// # Errors
    /// [`Length`](crate::ErrorKind::Length) when the lists are not equally long,
    /// [`Money`](crate::ErrorKind::Money) and [`Probability`](crate::ErrorKind::Probability) with the deal whose
    /// value or probability is out of range, [`Overflow`](crate::ErrorKind::Overflow) when a sum, or the square
    /// of a value, exceeds an f64.
    pub fn pipeline(&self) -> Result<Pipeline, Error> {
        self.pipeline_traced(&mut ())
    }

    /// [`pipeline`](Self::pipeline), passing each step to `trace`.
    ///
    /// # Errors
    /// As [`pipeline`](Self::pipeline).
    pub fn pipeline_traced(&self, trace: &mut impl Trace) -> Result<Pipeline, Error> {
        let &Self { values, probabilities } = self;
        same_length(Field::Probabilities, values.len(), probabilities.len())?;
        Field::Values.check_each(values)?;
        Field::Probabilities.check_each(probabilities)?;
        let [mut total, mut weighted, mut variance] = [Sum::default(); 3];
        for (deal, (&value, &p)) in values.iter().zip(probabilities).enumerate() {
            let (value, p) = (positive(value), unit(p));
            add(&mut total, value, "total", trace);
            let term = told(value * p + 0.0, ("weighted", deal), Formula::Pass, [value, p], trace);
            add(&mut weighted, term, "weighted", trace);
            let term = value * value * (p * (1.0 - p));
            let term = told(term, ("variance", deal), Formula::Variance, [value, p], trace);
            add(&mut variance, term, "variance", trace);
        }
        let (total, weighted) = (finite(total.total())?, finite(weighted.total())?);
        let variance = finite(variance.total())?;
        let deviation = told(sqrt(variance), "deviation", Formula::Deviation, [variance], trace);
        Ok(Pipeline { total, weighted, deviation })
    }
}

/// Pipeline coverage: open pipeline, unweighted, over *remaining* quota (quota less booked revenue).
///
/// ```
/// use funnelmath::scorecard::{Coverage, Covered};
///
/// let now = Coverage { pipeline: 2_400_000.0, quota: 1_000_000.0, booked: 200_000.0 };
/// assert_eq!(now.value()?, Covered::Ratio { ratio: 3.0, cushion: 1_600_000.0 });
/// let done = Coverage { pipeline: 500.0, quota: 1_000.0, booked: 1_250.0 };
/// assert_eq!(done.value()?, Covered::Met { surplus: 250.0 });
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coverage {
    /// The total value of the open pipeline.
    pub pipeline: f64,
    /// The quota.
    pub quota: f64,
    /// Revenue booked already; refunds can make it negative.
    pub booked: f64,
}

/// Whether a pipeline covers what is left of a quota. [`Coverage`] has an example.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
pub enum Covered {
    /// Something is left to be won.
    Ratio {
        /// Open pipeline over remaining quota: 3.0 is "three times coverage".
        ratio: f64,
        /// Open pipeline beyond the remaining quota; negative when it falls short of it.
        cushion: f64,
    },
    /// The quota is met, or was 0: nothing is left that a pipeline could be divided by.
    Met {
        /// What was booked beyond the quota.
        surplus: f64,
    },
}

impl Coverage {
    /// The coverage.
    ///
    /// # Errors
    /// [`Money`](crate::ErrorKind::Money) when the pipeline or quota is NaN, infinite or negative,
    /// [`Booked`](crate::ErrorKind::Booked) when the booked revenue is NaN or infinite;
    /// [`Overflow`](crate::ErrorKind::Overflow) when the remaining quota or the ratio exceeds an f64.
    pub fn value(&self) -> Result<Covered, Error> {
        self.value_traced(&mut ())
    }

    /// [`value`](Self::value), passing each step to `trace`.
    ///
    /// # Errors
    /// As [`value`](Self::value).
    pub fn value_traced(&self, trace: &mut impl Trace) -> Result<Covered, Error> {
        let pipeline = Field::Pipeline.check(self.pipeline)?;
        let quota = Field::Quota.check(self.quota)?;
        let booked = Field::Booked.check(self.booked)?;
        // A booked amount that ties with the quota meets it.
        if quota <= booked || ties(quota, booked) {
            let surplus = if booked > quota { booked - quota } else { 0.0 };
            let surplus = finite(surplus)?;
            return Ok(Covered::Met { surplus });
        }
        let remaining = finite(quota - booked)?;
        trace.step("remaining".into(), Formula::Difference, &[quota, booked], remaining);
        let ratio = quotient(pipeline, remaining, "ratio".into(), trace)?;
        let cushion = pipeline - remaining;
        trace.step("cushion".into(), Formula::Difference, &[pipeline, remaining], cushion);
        Ok(Covered::Ratio { ratio, cushion })
    }
}

/// Required coverage: 1 over the share of open pipeline *value* that is won, a win rate by value.
///
/// A win rate by number of deals may stand in for it only when large deals are won as often as small ones.
/// `None` when the win rate is 0: no pipeline is enough.
///
/// ```
/// use funnelmath::scorecard::required_coverage;
///
/// assert_eq!(required_coverage(0.22)?.map(|ratio| format!("{ratio:.3}")).as_deref(), Some("4.545"));
/// assert_eq!(required_coverage(0.0)?, None);
/// # Ok::<(), funnelmath::Error>(())
/// ```
///
/// # Errors
/// [`Rate`](crate::ErrorKind::Rate) when the rate is NaN or outside 0..=1;
/// [`Overflow`](crate::ErrorKind::Overflow) when the answer exceeds an f64.
pub fn required_coverage(win_rate: f64) -> Result<Option<f64>, Error> {
    required_coverage_traced(win_rate, &mut ())
}

/// [`required_coverage`], passing each step to `trace`.
///
/// # Errors
/// As [`required_coverage`].
pub fn required_coverage_traced(
    win_rate: f64,
    trace: &mut impl Trace,
) -> Result<Option<f64>, Error> {
    over(1.0, Field::WinRate.check(win_rate)?, "required_coverage", trace)
}
