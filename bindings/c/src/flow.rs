//! Inputs that arrive at random at a steady rate.
#![allow(non_camel_case_types)]

use crate::answer::{
    funnelmath_interval, funnelmath_outcome, funnelmath_probability, funnelmath_quantile,
};
use crate::boundary::{Failure, one, read};
use crate::status::{funnelmath_error, funnelmath_status};
use crate::types::{funnelmath_maybe, sized};
use funnelmath::{
    Flow, Rate,
    chance::{Wait, arrivals_for},
};

/// How the weekly rate of a flow is known.
#[repr(C)]
pub enum funnelmath_flow_kind {
    /// `a` arrivals a week, not necessarily whole; `b` is not read.
    Steady = 0,
    /// `a` arrivals, whole, were counted in `b` weeks. Half an arrival is added (Jeffreys's prior), so that 0 arrivals
    /// leave a rate above 0.
    Counted = 1,
    /// A weekly rate that is gamma distributed with shape `a`, as if `a` arrivals had been counted in `b` weeks: for a
    /// prior of your own.
    Uncertain = 2,
}

/// Inputs that arrive independently of each other at a constant weekly rate: a Poisson process.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct funnelmath_flow {
    /// sizeof(funnelmath_flow).
    pub struct_size: u32,
    /// A funnelmath_flow_kind: says what `a` and `b` are.
    pub kind: u32,
    /// Arrivals.
    pub a: f64,
    /// Weeks, above 0; not read when STEADY.
    pub b: f64,
}

/// How long until there are enough results with the given confidence, or that there never are.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct funnelmath_wait {
    /// A funnelmath_outcome. NEVER: nothing arrives or passes, or the confidence is 1.
    pub outcome: u32,
    /// 0.
    pub reserved: u32,
    /// ENOUGH: after so many weeks, not necessarily whole. NEVER: 0.
    pub weeks: f64,
    /// ENOUGH: the probability that the results are there by then. NEVER: the probability that they ever come.
    pub chance: funnelmath_probability,
}

impl funnelmath_flow {
    fn flow(&self, parameter: usize) -> Result<Flow, Failure> {
        sized::<Self>(self.struct_size, parameter)?;
        Ok(match self.kind {
            0 => Flow::steady(self.a)?,
            1 => Flow::counted(self.a, self.b)?,
            2 => Flow::uncertain(self.a, self.b)?,
            other => return Err(Failure::number(parameter, other)),
        })
    }
}

/// The flow of parameter 0, and what of it passes at the rate of parameter 1.
///
/// # Safety
/// `flow` must be as the header asks: NULL, or one readable flow.
pub(crate) unsafe fn read_flow(flow: *const funnelmath_flow, rate: f64) -> Result<Flow, Failure> {
    // SAFETY: the caller's promise.
    Ok(unsafe { read(flow, 0)? }.flow(0)?.through(rate)?)
}

impl From<Wait> for funnelmath_wait {
    fn from(found: Wait) -> Self {
        let (outcome, weeks, chance) = match found {
            Wait::Enough { weeks, chance } => (funnelmath_outcome::Enough, weeks, chance.into()),
            Wait::Never { best } => (funnelmath_outcome::Never, 0.0, best.into()),
            // The core has no other outcome.
            _ => (funnelmath_outcome::Never, 0.0, funnelmath_probability::none()),
        };
        Self { outcome: outcome as u32, reserved: 0, weeks, chance }
    }
}

/// The expected number of arrivals a week.
///
/// - `flow`: a flow.
/// - `per_week`: receives it.
///
/// Fails with VOLUME, COUNT, SHAPE, WEEKS, OVERFLOW, STRUCT_SIZE, ENUM, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_flow_per_week(
    flow: *const funnelmath_flow,
    per_week: *mut f64,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(per_week, 1, error, || {
        // SAFETY: the header's contract on pointers.
        Ok(unsafe { read(flow, 0)? }.flow(0)?.per_week()?)
    })
}

/// The expected number of results in some weeks.
///
/// - `flow`: a flow.
/// - `rate`: the probability that an arrival becomes a result, 0 to 1.
/// - `weeks`: finite, at least 0, not necessarily whole.
/// - `results`: receives it.
///
/// Fails with VOLUME, COUNT, SHAPE, RATE, WEEKS, OVERFLOW, STRUCT_SIZE, ENUM, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_flow_mean(
    flow: *const funnelmath_flow,
    rate: f64,
    weeks: f64,
    results: *mut f64,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(results, 3, error, || {
        // SAFETY: the header's contract on pointers.
        Ok(unsafe { read_flow(flow, rate)? }.results(weeks)?.mean())
    })
}

/// The probability of at least `results` results in some weeks.
///
/// - `flow`, `rate`, `weeks`: as for funnelmath_flow_mean.
/// - `results`: a whole number from 0 to 2^53.
/// - `chance`: receives it.
///
/// Fails with VOLUME, COUNT, SHAPE, RATE, WEEKS, OVERFLOW, STRUCT_SIZE, ENUM, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_flow_at_least(
    flow: *const funnelmath_flow,
    rate: f64,
    weeks: f64,
    results: f64,
    chance: *mut funnelmath_probability,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(chance, 4, error, || {
        // SAFETY: the header's contract on pointers.
        Ok(unsafe { read_flow(flow, rate)? }.results(weeks)?.at_least(results)?.into())
    })
}

/// The probability of exactly `results` results in some weeks.
///
/// - `flow`, `rate`, `weeks`: as for funnelmath_flow_mean.
/// - `results`: a whole number from 0 to 2^53.
/// - `chance`: receives it.
///
/// Fails with VOLUME, COUNT, SHAPE, RATE, WEEKS, OVERFLOW, STRUCT_SIZE, ENUM, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_flow_exactly(
    flow: *const funnelmath_flow,
    rate: f64,
    weeks: f64,
    results: f64,
    chance: *mut funnelmath_probability,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(chance, 4, error, || {
        // SAFETY: the header's contract on pointers.
        Ok(unsafe { read_flow(flow, rate)? }.results(weeks)?.exactly(results)?.into())
    })
}

/// The quantile of the number of results in some weeks: the smallest number that is not exceeded with a probability of
/// at least `p`. The smaller of p and 1 - p may be missed by 2^-40 of itself, so that exact ties count as met.
///
/// - `flow`, `rate`, `weeks`: as for funnelmath_flow_mean.
/// - `p`: 0 to 1.
/// - `quantile`: receives it; missing when no number up to 2^53 is enough: for p = 1, unless nothing can come.
///
/// Fails with VOLUME, COUNT, SHAPE, RATE, WEEKS, PROBABILITY, OVERFLOW, STRUCT_SIZE, ENUM, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_flow_quantile(
    flow: *const funnelmath_flow,
    rate: f64,
    weeks: f64,
    p: f64,
    quantile: *mut funnelmath_quantile,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(quantile, 4, error, || {
        // SAFETY: the header's contract on pointers.
        Ok(unsafe { read_flow(flow, rate)? }.results(weeks)?.quantile(p)?.into())
    })
}

/// The central interval of the number of results in some weeks: from its quantile (1 - level) / 2 to its quantile
/// (1 + level) / 2. The number lies in it with a probability of at least `level`.
///
/// - `flow`, `rate`, `weeks`: as for funnelmath_flow_mean.
/// - `level`: 0 to 1.
/// - `interval`: receives it.
///
/// Fails with VOLUME, COUNT, SHAPE, RATE, WEEKS, PROBABILITY, OVERFLOW, STRUCT_SIZE, ENUM, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_flow_interval(
    flow: *const funnelmath_flow,
    rate: f64,
    weeks: f64,
    level: f64,
    interval: *mut funnelmath_interval,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(interval, 4, error, || {
        // SAFETY: the header's contract on pointers.
        Ok(unsafe { read_flow(flow, rate)? }.results(weeks)?.interval(level)?.into())
    })
}

/// The weeks after which at least `results` results are there with a probability of `confidence`; 0 for 0 results or a
/// confidence of 0.
///
/// - `flow`, `rate`: as for funnelmath_flow_mean.
/// - `results`: a whole number from 0 to 2^53.
/// - `confidence`: 0 to 1.
/// - `wait`: receives them, or that no number is enough.
///
/// Fails with VOLUME, COUNT, SHAPE, WEEKS, RATE, PROBABILITY, OVERFLOW, STRUCT_SIZE, ENUM, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_flow_weeks_for(
    flow: *const funnelmath_flow,
    rate: f64,
    results: f64,
    confidence: f64,
    wait: *mut funnelmath_wait,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(wait, 4, error, || {
        // SAFETY: the header's contract on pointers.
        Ok(unsafe { read_flow(flow, rate)? }.weeks_for(results, confidence)?.into())
    })
}

/// The expected number of arrivals with which at least `results` of them become results with a probability of
/// `confidence`, when the number of arrivals is Poisson distributed.
///
/// - `rate`: the probability that an arrival becomes a result, 0 to 1.
/// - `results`: a whole number from 0 to 2^53.
/// - `confidence`: 0 to 1.
/// - `arrivals`: receives it, not necessarily whole; missing when no number is enough: nothing passes, or the confidence
///   is 1.
///
/// Fails with COUNT, RATE, PROBABILITY, OVERFLOW, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_arrivals_for(
    rate: f64,
    results: f64,
    confidence: f64,
    arrivals: *mut funnelmath_maybe,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(arrivals, 3, error, || Ok(arrivals_for(Rate::new(rate)?, results, confidence)?.into()))
}
