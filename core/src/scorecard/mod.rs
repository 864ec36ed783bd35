//! How it is going: activity against requirement, actuals against goals, pipeline against quota.
//!
//! Terms with rival meanings in the trade say here, in their first line, which one they compute.

mod pipeline;
mod velocity;

use crate::bounds::finite;
use crate::error::Error;
use crate::field::{Field, Quantity};
use crate::float::number;

pub use pipeline::{Coverage, Pipeline, coverage, required_coverage, weighted_pipeline};
pub use velocity::{Velocity, VelocityEffect, VelocityLever};

/// The activity gauge: actual activity over *unrounded* required activity. Its target is 1.
///
/// Both are volumes of the same stage and period. `None` when nothing is required: no gauge, rather
/// than an infinite one.
///
/// ```
/// use funnelmath::activity_gauge;
///
/// // 5 appointments a week, 7.4405 required.
/// assert_eq!(format!("{:.3}", activity_gauge(5.0, 7.4404761905)?.unwrap()), "0.672");
/// assert_eq!(activity_gauge(5.0, 0.0)?, None);
/// # Ok::<(), funnelmath::Error>(())
/// ```
///
/// # Errors
/// [`Volume`](crate::ErrorKind::Volume) (index 0: actual, 1: required) when one is NaN, infinite or
/// negative; [`Overflow`](crate::ErrorKind::Overflow) when the gauge exceeds an f64.
#[inline]
pub fn activity_gauge(actual: f64, required: f64) -> Result<Option<f64>, Error> {
    let actual = Field::Actual.check_as(Quantity::Volume, actual)?;
    let required = Field::Required.check(required)?;
    over(actual, required)
}

/// Attainment: actual over goal, both money, or both volumes, of the same period.
///
/// `None` when the goal is 0: there is nothing to attain. The reciprocal of the attainment of a target
/// against the quotas given out for it is their over-assignment: 1,000,000 for a target of 800,000 is 125 %.
///
/// ```
/// use funnelmath::attainment;
///
/// assert_eq!(attainment(16_800.0, 25_000.0)?, Some(0.672));
/// assert_eq!(attainment(800_000.0, 1_000_000.0)?, Some(0.8));
/// assert_eq!(attainment(1_000_000.0, 800_000.0)?, Some(1.25));
/// assert_eq!(attainment(3.0, 0.0)?, None);
/// # Ok::<(), funnelmath::Error>(())
/// ```
///
/// # Errors
/// [`Money`](crate::ErrorKind::Money) (index 0: actual, 1: goal) when one is NaN, infinite or negative;
/// [`Overflow`](crate::ErrorKind::Overflow) when the attainment exceeds an f64.
#[inline]
pub fn attainment(actual: f64, goal: f64) -> Result<Option<f64>, Error> {
    let actual = Field::Actual.check(actual)?;
    let goal = Field::Goal.check(goal)?;
    over(actual, goal)
}

/// The quotient of two checked numbers; `None` over nothing.
fn over(above: f64, below: f64) -> Result<Option<f64>, Error> {
    quotient(above, below).map(number)
}

/// The same; NaN over nothing.
fn quotient(above: f64, below: f64) -> Result<f64, Error> {
    if below == 0.0 { Ok(f64::NAN) } else { finite(above / below) }
}
