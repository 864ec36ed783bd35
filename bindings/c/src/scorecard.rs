//! Gauge, attainment, velocity, pipeline and coverage.
#![allow(non_camel_case_types)]

use crate::boundary::{Failure, one, slice};
use crate::status::{funnelmath_error, funnelmath_status};
use crate::types::funnelmath_maybe;
use funnelmath::scorecard::{
    ActivityGauge, Attainment, Coverage, Covered, OpenDeals, Velocity, VelocityLever,
    required_coverage,
};

/// What moving one lever does to the sales velocity.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct funnelmath_velocity_effect {
    /// The lever's value after.
    pub to: f64,
    /// 1 when the win rate would have gone above 1 and was limited to 1.
    pub capped: u32,
    /// 0.
    pub reserved: u32,
    /// Revenue a day after; missing when the cycle is 0.
    pub per_day: funnelmath_maybe,
    /// By how much of itself the velocity changes: 0.25 is 25% more. Missing when it was 0.
    pub change: funnelmath_maybe,
}

/// An open pipeline as one number, with its standard deviation.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct funnelmath_pipeline {
    /// The sum of the deals' values.
    pub total: f64,
    /// The sum of each deal's value times its own win probability.
    pub weighted: f64,
    /// The standard deviation of the revenue, if deals are won independently.
    pub deviation: f64,
}

/// Whether a pipeline covers what is left of a quota.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct funnelmath_covered {
    /// Open pipeline over remaining quota; missing when the quota is met.
    pub ratio: funnelmath_maybe,
    /// Open pipeline beyond the remaining quota, negative when short of it; missing when it is met.
    pub cushion: funnelmath_maybe,
    /// What was booked beyond the quota; missing when it is not met.
    pub surplus: funnelmath_maybe,
}

/// The activity gauge: actual activity over unrounded required activity. Its target is 1.
///
/// - `actual`, `required`: volumes of the same stage and period: finite, at least 0.
/// - `gauge`: receives actual / required; missing when nothing is required.
///
/// Fails with VOLUME, OVERFLOW, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_activity_gauge(
    actual: f64,
    required: f64,
    gauge: *mut funnelmath_maybe,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(gauge, 2, error, || Ok(ActivityGauge { actual, required }.value()?.into()))
}

/// Attainment: actual over goal.
///
/// - `actual`, `goal`: both money, or both volumes, of the same period. The actual is finite; refunds can make it
///   negative. The goal is finite, at least 0.
/// - `share`: receives actual / goal; missing when the goal is 0.
///
/// Fails with BOOKED, MONEY, OVERFLOW, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_attainment(
    actual: f64,
    goal: f64,
    share: *mut funnelmath_maybe,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(share, 2, error, || Ok(Attainment { actual, goal }.value()?.into()))
}

/// Sales velocity: open opportunities * average sale value * win rate / sales cycle; revenue per day.
///
/// - `opportunities`: a volume. `sale_value`: money. `win_rate`: won over won and lost, 0 to 1.
///   `cycle_days`: days from the first stage to the sale, at least 0.
/// - `per_day`: receives the revenue per day; missing when the cycle is 0 days.
///
/// Fails with VOLUME, MONEY, RATE, DAYS, OVERFLOW, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_velocity_per_day(
    opportunities: f64,
    sale_value: f64,
    win_rate: f64,
    cycle_days: f64,
    per_day: *mut funnelmath_maybe,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(per_day, 4, error, || {
        Ok(Velocity { opportunities, sale_value, win_rate, cycle_days }.per_day()?.into())
    })
}

/// What moving one lever of sales velocity by a fraction of itself does: 0.2 is 20% more.
///
/// - `opportunities`, `sale_value`, `win_rate`, `cycle_days`: as for funnelmath_velocity_per_day.
/// - `lever`: a funnelmath_velocity_lever.
/// - `by`: the fraction, at least -1.
/// - `effect`: receives what changes.
///
/// Fails with VOLUME, MONEY, RATE, DAYS, STEP, OVERFLOW, ENUM, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_velocity_lever_effect(
    opportunities: f64,
    sale_value: f64,
    win_rate: f64,
    cycle_days: f64,
    lever: u32,
    by: f64,
    effect: *mut funnelmath_velocity_effect,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(effect, 6, error, || {
        let lever =
            *VelocityLever::ALL.get(lever as usize).ok_or_else(|| Failure::number(4, lever))?;
        let velocity = Velocity { opportunities, sale_value, win_rate, cycle_days };
        let changes = velocity.effect(lever, by)?;
        Ok(funnelmath_velocity_effect {
            to: changes.to,
            capped: u32::from(changes.capped),
            reserved: 0,
            per_day: changes.per_day.into(),
            change: changes.change.into(),
        })
    })
}

/// The weighted pipeline: the sum over open deals of value times win probability. Won and lost deals do
/// not belong in it.
///
/// - `values`, `probabilities`: for each of the `deals`, its value (finite, at least 0) and its own win
///   probability (0 to 1). No deals: all results are 0.
/// - `pipeline`: receives total, weighted sum and standard deviation.
///
/// Fails with MONEY, PROBABILITY (index: the deal), OVERFLOW, LENGTH, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_weighted_pipeline(
    values: *const f64,
    probabilities: *const f64,
    deals: usize,
    pipeline: *mut funnelmath_pipeline,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(pipeline, 3, error, || {
        // SAFETY: the header's contract on pointers and lengths.
        let (values, probabilities) =
            unsafe { (slice(values, deals, 0)?, slice(probabilities, deals, 1)?) };
        let sum = OpenDeals { values, probabilities }.pipeline()?;
        Ok(funnelmath_pipeline {
            total: sum.total,
            weighted: sum.weighted,
            deviation: sum.deviation,
        })
    })
}

/// Pipeline coverage: open pipeline, unweighted, over remaining quota (quota less booked revenue).
///
/// - `pipeline`, `quota`: money: finite, at least 0.
/// - `booked`: revenue booked already: finite; refunds can make it negative.
/// - `coverage`: receives ratio and cushion, or the surplus of a quota that is met.
///
/// Fails with MONEY, BOOKED, OVERFLOW, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_coverage(
    pipeline: f64,
    quota: f64,
    booked: f64,
    coverage: *mut funnelmath_covered,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(coverage, 3, error, || {
        let covered = Coverage { pipeline, quota, booked }.value()?;
        let (ratio, cushion, surplus) = match covered {
            Covered::Ratio { ratio, cushion } => (Some(ratio), Some(cushion), None),
            Covered::Met { surplus } => (None, None, Some(surplus)),
        };
        Ok(funnelmath_covered {
            ratio: ratio.into(),
            cushion: cushion.into(),
            surplus: surplus.into(),
        })
    })
}

/// Required coverage: 1 over the share of open pipeline value that is won.
///
/// - `win_rate`: by value, 0 to 1.
/// - `coverage`: receives 1 / win_rate; missing when it is 0: no pipeline is enough.
///
/// Fails with RATE, OVERFLOW, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_required_coverage(
    win_rate: f64,
    coverage: *mut funnelmath_maybe,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(coverage, 1, error, || Ok(required_coverage(win_rate)?.into()))
}
