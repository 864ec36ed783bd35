//! Gauge, attainment, velocity, pipeline, coverage.

use crate::buffer::call;
use crate::words;
use funnelmath::{Coverage, Error, Velocity};
#[cfg(target_family = "wasm")]
use wasm_bindgen::prelude::wasm_bindgen;

/// A function whose one result is a number that may be missing.
#[inline(never)]
fn maybe(value: Result<Option<f64>, Error>) -> u32 {
    call(|lists| {
        lists.maybe(value?);
        Ok(())
    })
}

/// Results: the gauge as a pair.
#[cfg_attr(target_family = "wasm", wasm_bindgen)]
pub fn activity_gauge(actual: f64, required: f64) -> u32 {
    maybe(funnelmath::activity_gauge(actual, required))
}

/// Results: the attainment as a pair.
#[cfg_attr(target_family = "wasm", wasm_bindgen)]
pub fn attainment(actual: f64, goal: f64) -> u32 {
    maybe(funnelmath::attainment(actual, goal))
}

/// Results: the coverage as a pair.
#[cfg_attr(target_family = "wasm", wasm_bindgen)]
pub fn required_coverage(win_rate: f64) -> u32 {
    maybe(funnelmath::required_coverage(win_rate))
}

/// Results: revenue per day as a pair.
#[cfg_attr(target_family = "wasm", wasm_bindgen)]
pub fn velocity(opportunities: f64, sale_value: f64, win_rate: f64, cycle_days: f64) -> u32 {
    let velocity = Velocity::new(opportunities, sale_value, win_rate, cycle_days);
    maybe(velocity.and_then(|velocity| velocity.per_day()))
}

/// Results: to, capped, revenue per day and change as pairs.
#[cfg_attr(target_family = "wasm", wasm_bindgen)]
pub fn velocity_effect(
    opportunities: f64,
    sale_value: f64,
    win_rate: f64,
    cycle_days: f64,
    lever: u32,
    by: f64,
) -> u32 {
    call(|lists| {
        let velocity = Velocity::new(opportunities, sale_value, win_rate, cycle_days)?;
        let effect = velocity.effect(words::velocity_lever(lever), by)?;
        lists.put(effect.to);
        lists.flag(effect.capped);
        lists.maybe(effect.per_day);
        lists.maybe(effect.change);
        Ok(())
    })
}

/// Lists: values (`values_len`), probabilities (`probabilities_len`). Results, behind them: total, weighted,
/// deviation.
#[cfg_attr(target_family = "wasm", wasm_bindgen)]
pub fn weighted_pipeline(values_len: u32, probabilities_len: u32) -> u32 {
    call(|lists| {
        let values = lists.take(values_len);
        let probabilities = lists.take(probabilities_len);
        let pipeline = funnelmath::weighted_pipeline(values, probabilities)?;
        lists.put(pipeline.total);
        lists.put(pipeline.weighted);
        lists.put(pipeline.deviation);
        Ok(())
    })
}

/// Results: ratio, cushion and surplus as pairs.
#[cfg_attr(target_family = "wasm", wasm_bindgen)]
pub fn coverage(pipeline: f64, quota: f64, booked: f64) -> u32 {
    call(|lists| {
        let (ratio, cushion, surplus) = match funnelmath::coverage(pipeline, quota, booked)? {
            Coverage::Ratio { ratio, cushion } => (Some(ratio), Some(cushion), None),
            Coverage::Met { surplus } => (None, None, Some(surplus)),
        };
        lists.maybe(ratio);
        lists.maybe(cushion);
        lists.maybe(surplus);
        Ok(())
    })
}
