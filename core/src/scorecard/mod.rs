//! Ratios that sales teams report: activity against requirement, actual against goal, pipeline against quota.
//!
//! Where the trade has rival definitions of a term, the first line of the documentation says which one is computed.

mod pipeline;
mod velocity;

use crate::bounds::finite;
use crate::error::Error;
use crate::field::{Field, Quantity};
use crate::float::number;
use crate::trace::{Formula, StepName, Trace};

pub use pipeline::{
    Coverage, Covered, OpenDeals, Pipeline, required_coverage, required_coverage_traced,
};
pub use velocity::{Velocity, VelocityEffect, VelocityLever};

/// The activity gauge: actual activity over *unrounded* required activity. Its target is 1.
///
/// Both are volumes of the same stage and period.
///
/// ```
/// use funnelmath::scorecard::ActivityGauge;
///
/// // 5 appointments a week, 7.4405 required.
/// let gauge = ActivityGauge { actual: 5.0, required: 7.4404761905 }.value()?;
/// assert_eq!(gauge.map(|share| format!("{share:.3}")).as_deref(), Some("0.672"));
/// assert_eq!(ActivityGauge { actual: 5.0, required: 0.0 }.value()?, None);
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ActivityGauge {
    /// The activity that was done.
    pub actual: f64,
    /// The activity that is required, not rounded.
    pub required: f64,
}

impl ActivityGauge {
    /// The gauge, `actual / required`; `None` when nothing is required.
    ///
    /// # Errors
    /// [`Volume`](crate::ErrorKind::Volume) when one is NaN, infinite or negative;
    /// [`Overflow`](crate::ErrorKind::Overflow) when the gauge exceeds an f64.
    #[inline]
    pub fn value(&self) -> Result<Option<f64>, Error> {
        self.value_traced(&mut ())
    }

    /// [`value`](Self::value), passing each step to `trace`.
    ///
    /// # Errors
    /// As [`value`](Self::value).
    #[inline]
    pub fn value_traced(&self, trace: &mut impl Trace) -> Result<Option<f64>, Error> {
        let actual = Field::Actual.check_as(Quantity::Volume, self.actual)?;
        let required = Field::Required.check(self.required)?;
        over(actual, required, "gauge", trace)
    }
}

/// Attainment: actual over goal, both money, or both volumes, of the same period. Refunds can make the actual
/// negative.
///
/// The reciprocal of the attainment of a target against the quotas given out for it is their over-assignment:
/// quotas of 1,000,000 for a target of 800,000 are 125%.
///
/// ```
/// use funnelmath::scorecard::Attainment;
///
/// let attainment = |actual, goal| Attainment { actual, goal }.value();
/// assert_eq!(attainment(16_800.0, 25_000.0)?, Some(0.672));
/// assert_eq!(attainment(-500.0, 1_000.0)?, Some(-0.5));
/// assert_eq!(attainment(3.0, 0.0)?, None);
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[doc(alias = "quota attainment")]
pub struct Attainment {
    /// What was booked or done.
    pub actual: f64,
    /// What was to be booked or done.
    pub goal: f64,
}

impl Attainment {
    /// The attainment, `actual / goal`; `None` when the goal is 0.
    ///
    /// # Errors
    /// [`Booked`](crate::ErrorKind::Booked) when the actual is NaN or infinite,
    /// [`Money`](crate::ErrorKind::Money) when the goal is NaN, infinite or negative;
    /// [`Overflow`](crate::ErrorKind::Overflow) when the attainment exceeds an f64.
    #[inline]
    pub fn value(&self) -> Result<Option<f64>, Error> {
        self.value_traced(&mut ())
    }

    /// [`value`](Self::value), passing each step to `trace`.
    ///
    /// # Errors
    /// As [`value`](Self::value).
    #[inline]
    pub fn value_traced(&self, trace: &mut impl Trace) -> Result<Option<f64>, Error> {
        let actual = Field::Actual.check(self.actual)?;
        let goal = Field::Goal.check(self.goal)?;
        over(actual, goal, "attainment", trace)
    }
}

/// The quotient of two checked numbers; `None` when the second is 0.
fn over(
    above: f64,
    below: f64,
    name: &'static str,
    trace: &mut impl Trace,
) -> Result<Option<f64>, Error> {
    Ok(number(quotient(above, below, name.into(), trace)?))
}

/// The quotient of two checked numbers; NaN when the second is 0.
fn quotient(above: f64, below: f64, name: StepName, trace: &mut impl Trace) -> Result<f64, Error> {
    if below == 0.0 {
        return Ok(f64::NAN);
    }
    // A negative actual may leave a zero with a sign.
    let quotient = finite(above / below + 0.0)?;
    trace.step(name, Formula::Ratio, &[above, below], quotient);
    Ok(quotient)
}
