//! The open pipeline: what it is worth, and whether it covers the quota.

use super::over;
use crate::bounds::finite;
use crate::error::{Error, same_length};
use crate::field::Field;
use crate::float::{Sum, sqrt, ties};

/// An open pipeline as one number, and how far that number may be off.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Pipeline {
    /// The sum of the deals' values.
    pub total: f64,
    /// The sum of each deal's value times its own win probability: the expected revenue.
    pub weighted: f64,
    /// The standard deviation of the revenue, if deals are won independently of each other.
    pub deviation: f64,
}

/// The weighted pipeline: the sum over *open* deals of value times win probability.
///
/// Won and lost deals do not belong in it: a won one is revenue, a lost one is nothing. The variance is
/// the sum of value^2 p (1 - p), which holds for independent deals; a shared cause (a season, a rep)
/// makes the true one larger. Sums are compensated (Neumaier). No deals: all three are 0.
///
/// ```
/// use funnelmath::weighted_pipeline;
///
/// let values = [3950.0, 3060.0, 1460.0, 1340.0, 1285.0, 1190.0];
/// let pipeline = weighted_pipeline(&values, &[0.7; 6])?;
/// assert_eq!(pipeline.total, 12_285.0);
/// assert_eq!(format!("{:.2}", pipeline.weighted), "8599.50");
/// assert_eq!(format!("{:.2}", pipeline.deviation), "2590.70");
/// # Ok::<(), funnelmath::Error>(())
/// ```
///
/// # Errors
/// [`Length`](crate::ErrorKind::Length) when the lists are not equally long,
/// [`Money`](crate::ErrorKind::Money) and [`Rate`](crate::ErrorKind::Rate) with the deal whose value or
/// probability is out of range, [`Overflow`](crate::ErrorKind::Overflow) when a sum, or the square of
/// a value, exceeds an f64.
pub fn weighted_pipeline(values: &[f64], probabilities: &[f64]) -> Result<Pipeline, Error> {
    same_length(Field::Probabilities, values.len(), probabilities.len())?;
    Field::Values.check_each(values)?;
    Field::Probabilities.check_each(probabilities)?;
    let mut sums = [Sum::default(); 3];
    for (&value, &p) in values.iter().zip(probabilities) {
        let terms = [value, value * p, value * value * (p * (1.0 - p))];
        sums.iter_mut().zip(terms).for_each(|(sum, term)| sum.add(term));
    }
    let [total, weighted, variance] = sums.map(Sum::total);
    Ok(Pipeline {
        total: finite(total)?,
        weighted: finite(weighted)?,
        deviation: sqrt(finite(variance)?),
    })
}

/// Whether a pipeline covers what is left of a quota.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Coverage {
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

/// Pipeline coverage: open pipeline, unweighted, over *remaining* quota (quota less booked revenue).
///
/// ```
/// use funnelmath::{Coverage, coverage};
///
/// let covered = coverage(2_400_000.0, 1_000_000.0, 200_000.0)?;
/// assert_eq!(covered, Coverage::Ratio { ratio: 3.0, cushion: 1_600_000.0 });
/// assert_eq!(coverage(500.0, 1_000.0, 1_250.0)?, Coverage::Met { surplus: 250.0 });
/// # Ok::<(), funnelmath::Error>(())
/// ```
///
/// # Errors
/// [`Money`](crate::ErrorKind::Money) (index 0: pipeline, 1: quota, 2: booked) when one is NaN, infinite
/// or negative; [`Overflow`](crate::ErrorKind::Overflow) when the ratio exceeds an f64.
pub fn coverage(pipeline: f64, quota: f64, booked: f64) -> Result<Coverage, Error> {
    let pipeline = Field::Pipeline.check(pipeline)?;
    let (quota, booked) = (Field::Quota.check(quota)?, Field::Booked.check(booked)?);
    let remaining = quota - booked;
    // A quota that is met but for the last digits is met.
    if remaining <= 0.0 || ties(quota, booked) {
        let surplus = if booked > quota { booked - quota } else { 0.0 };
        return Ok(Coverage::Met { surplus });
    }
    Ok(Coverage::Ratio { ratio: finite(pipeline / remaining)?, cushion: pipeline - remaining })
}

/// Required coverage: 1 over the share of open pipeline *value* that is won, a win rate by value.
///
/// A win rate by number of deals may stand in for it only when large deals are won as often as small
/// ones. `None` when the win rate is 0: no pipeline is enough.
///
/// ```
/// use funnelmath::required_coverage;
///
/// assert_eq!(format!("{:.3}", required_coverage(0.22)?.unwrap()), "4.545");
/// assert_eq!(required_coverage(0.0)?, None);
/// # Ok::<(), funnelmath::Error>(())
/// ```
///
/// # Errors
/// [`Rate`](crate::ErrorKind::Rate) when the rate is NaN or outside 0..=1;
/// [`Overflow`](crate::ErrorKind::Overflow) when the answer exceeds an f64.
pub fn required_coverage(win_rate: f64) -> Result<Option<f64>, Error> {
    over(1.0, Field::WinRate.check(win_rate)?)
}
