//! Gauge, attainment, velocity, pipeline, coverage.

use crate::buffer::{Lists, call, maybe, seen};
use crate::words;
use funnelmath::{
    Error,
    scorecard::{Coverage, Velocity},
};

/// Reads actual, required. Results: the gauge, which may be missing.
pub(crate) fn activity_gauge() -> u32 {
    maybe(|lists| funnelmath::activity_gauge(lists.next(), lists.next()))
}

/// Reads actual, goal. Results: the attainment, which may be missing.
pub(crate) fn attainment() -> u32 {
    maybe(|lists| funnelmath::attainment(lists.next(), lists.next()))
}

/// Reads the win rate. Results: the coverage, which may be missing.
pub(crate) fn required_coverage() -> u32 {
    maybe(|lists| funnelmath::scorecard::required_coverage(lists.next()))
}

/// Reads opportunities, sale value, win rate, cycle in days. Results: revenue per day, which may be missing.
pub(crate) fn velocity() -> u32 {
    call(|lists| {
        let factors = factors(lists);
        lists.maybe(*seen(&seen(&factors)?.per_day())?);
        Ok(())
    })
}

#[inline]
fn factors(lists: &mut Lists) -> Result<Velocity, Error> {
    Velocity::new(lists.next(), lists.next(), lists.next(), lists.next())
}

/// Reads as [`velocity`], then the lever and by how much. Results: to, capped; revenue per day and change,
/// which may be missing.
pub(crate) fn velocity_effect() -> u32 {
    call(|lists| {
        let velocity = factors(lists);
        let velocity = seen(&velocity)?;
        let (lever, by) = (words::velocity_lever(lists.int()), lists.next());
        let effect = velocity.effect(lever, by);
        let effect = seen(&effect)?;
        lists.put(effect.to);
        lists.flag(effect.capped);
        lists.maybe(effect.per_day);
        lists.maybe(effect.change);
        Ok(())
    })
}

/// Reads lists of values and probabilities. Results: total, weighted, deviation.
pub(crate) fn weighted_pipeline() -> u32 {
    call(|lists| {
        let (values, probabilities) = (lists.list(), lists.list());
        let pipeline = funnelmath::weighted_pipeline(values, probabilities);
        let pipeline = seen(&pipeline)?;
        lists.put(pipeline.total);
        lists.put(pipeline.weighted);
        lists.put(pipeline.deviation);
        Ok(())
    })
}

/// Reads pipeline, quota, booked. Results: ratio and cushion, or surplus, which may be missing.
pub(crate) fn coverage() -> u32 {
    call(|lists| {
        let coverage = funnelmath::coverage(lists.next(), lists.next(), lists.next());
        let (ratio, cushion, surplus) = match *seen(&coverage)? {
            Coverage::Ratio { ratio, cushion } => (Some(ratio), Some(cushion), None),
            Coverage::Met { surplus } => (None, None, Some(surplus)),
        };
        lists.maybe(ratio);
        lists.maybe(cushion);
        lists.maybe(surplus);
        Ok(())
    })
}
