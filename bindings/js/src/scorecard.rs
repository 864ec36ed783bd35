//! Gauge, attainment, velocity, pipeline, coverage.

use crate::buffer::{Lists, call, maybe};
use crate::words;
use funnelmath::scorecard::{ActivityGauge, Attainment, Coverage, Covered, OpenDeals, Velocity};

/// Reads actual, required. Results: the gauge, which may be missing.
pub(crate) fn activity_gauge() -> u32 {
    maybe(|lists| ActivityGauge { actual: lists.next(), required: lists.next() }.value())
}

/// Reads actual, goal. Results: the attainment, which may be missing.
pub(crate) fn attainment() -> u32 {
    maybe(|lists| Attainment { actual: lists.next(), goal: lists.next() }.value())
}

/// Reads the win rate. Results: the coverage, which may be missing.
pub(crate) fn required_coverage() -> u32 {
    maybe(|lists| funnelmath::scorecard::required_coverage(lists.next()))
}

/// Reads opportunities, sale value, win rate, cycle in days.
fn factors(lists: &mut Lists) -> Velocity {
    Velocity {
        opportunities: lists.next(),
        sale_value: lists.next(),
        win_rate: lists.next(),
        cycle_days: lists.next(),
    }
}

/// Reads as [`factors`]. Results: revenue per day, which may be missing.
pub(crate) fn velocity() -> u32 {
    maybe(|lists| factors(lists).per_day())
}

/// Reads as [`factors`], then the lever and by how much. Results: to, capped; revenue per day and change, which may be
/// missing.
pub(crate) fn velocity_effect() -> u32 {
    call(|lists| {
        let velocity = factors(lists);
        let effect = velocity.effect(words::velocity_lever(lists.int()), lists.next())?;
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
        let pipeline =
            OpenDeals { values: lists.list(), probabilities: lists.list() }.pipeline()?;
        lists.put(pipeline.total);
        lists.put(pipeline.weighted);
        lists.put(pipeline.deviation);
        Ok(())
    })
}

/// Reads pipeline, quota, booked. Results: ratio and cushion, or surplus, which may be missing.
pub(crate) fn coverage() -> u32 {
    call(|lists| {
        let money = Coverage { pipeline: lists.next(), quota: lists.next(), booked: lists.next() };
        let (ratio, cushion, surplus) = match money.value()? {
            Covered::Ratio { ratio, cushion } => (Some(ratio), Some(cushion), None),
            Covered::Met { surplus } => (None, None, Some(surplus)),
        };
        lists.maybe(ratio);
        lists.maybe(cushion);
        lists.maybe(surplus);
        Ok(())
    })
}
