//! Inputs that arrive at random at a steady rate.
#![allow(non_camel_case_types)]

use crate::boundary::{Failure, one, read};
use crate::chance::{funnelmath_likelihood, funnelmath_outcome};
use crate::status::{funnelmath_error, funnelmath_status};
use crate::types::{funnelmath_maybe, sized};
use funnelmath::{Flow, Wait};

/// How the weekly rate of a flow is known.
#[repr(C)]
pub enum funnelmath_flow_kind {
    /// `a` arrivals a week, not necessarily whole; `b` is not read.
    Steady = 0,
    /// `a` arrivals, whole, were seen in `b` weeks. None seen is not "none will come": half an arrival more
    /// is assumed (Jeffreys).
    Counted = 1,
    /// As if `a` arrivals, the shape of a gamma distribution, had been seen in `b` weeks: with a prior of
    /// one's own.
    Uncertain = 2,
}

/// Inputs that arrive independently of each other, at the same rate in every week (a Poisson process).
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

/// The limits between which a number of results lies, each included, with at least a stated probability.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct funnelmath_flow_range {
    /// The lower limit, whole.
    pub low: f64,
    /// The upper limit, whole; missing when there is none up to 2^53.
    pub high: funnelmath_maybe,
}

/// How long until there are enough results.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct funnelmath_wait {
    /// A funnelmath_outcome. NEVER: nothing arrives or passes, or certainty is asked.
    pub outcome: u32,
    /// 0.
    pub reserved: u32,
    /// ENOUGH: after so many weeks, not necessarily whole. NEVER: 0.
    pub weeks: f64,
    /// ENOUGH: the chance that the results are there by then. NEVER: the chance that they ever come.
    pub chance: funnelmath_likelihood,
}

impl funnelmath_flow {
    fn flow(&self, parameter: usize) -> Result<Flow, Failure> {
        sized::<Self>(self.struct_size)?;
        Ok(match self.kind {
            0 => Flow::steady(self.a)?,
            1 => Flow::counted(self.a, self.b)?,
            2 => Flow::uncertain(self.a, self.b)?,
            other => return Err(Failure::number(parameter, other)),
        })
    }
}

/// The flow of parameter 0.
///
/// # Safety
/// `flow` must be as the header asks: NULL, or one readable flow.
pub(crate) unsafe fn read_flow(flow: *const funnelmath_flow) -> Result<Flow, Failure> {
    // SAFETY: the caller's promise.
    unsafe { read(flow, 0)? }.flow(0)
}

impl From<Wait> for funnelmath_wait {
    fn from(found: Wait) -> Self {
        let (outcome, weeks, chance) = match found {
            Wait::Enough { weeks, chance } => (funnelmath_outcome::Enough, weeks, chance.into()),
            Wait::Never { best } => (funnelmath_outcome::Never, 0.0, best.into()),
            // There is no other.
            _ => (funnelmath_outcome::Never, 0.0, funnelmath_likelihood::none()),
        };
        Self { outcome: outcome as u32, reserved: 0, weeks, chance }
    }
}

/// Expected arrivals a week.
///
/// - `flow`: a flow.
/// - `per_week`: receives them.
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
        Ok(unsafe { read_flow(flow)? }.per_week()?)
    })
}

/// Expected results in so many weeks.
///
/// - `flow`: a flow.
/// - `rate`: the chance that an arrival becomes a result, 0 to 1: what passes a chain is a flow again.
/// - `weeks`: finite, at least 0, not necessarily whole.
/// - `results`: receives them.
///
/// Fails with VOLUME, COUNT, SHAPE, RATE, WEEKS, OVERFLOW, STRUCT_SIZE, ENUM, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_flow_expected(
    flow: *const funnelmath_flow,
    rate: f64,
    weeks: f64,
    results: *mut f64,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(results, 3, error, || {
        // SAFETY: the header's contract on pointers.
        Ok(unsafe { read_flow(flow)? }.expected(rate, weeks)?)
    })
}

/// The chance of at least `k` results in so many weeks.
///
/// - `flow`: a flow.
/// - `k`: a whole number from 0 to 2^53.
/// - `rate`, `weeks`: as for funnelmath_flow_expected.
/// - `chance`: receives it.
///
/// Fails with VOLUME, COUNT, SHAPE, RATE, WEEKS, OVERFLOW, STRUCT_SIZE, ENUM, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_flow_at_least(
    flow: *const funnelmath_flow,
    k: f64,
    rate: f64,
    weeks: f64,
    chance: *mut funnelmath_likelihood,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(chance, 4, error, || {
        // SAFETY: the header's contract on pointers.
        Ok(unsafe { read_flow(flow)? }.at_least(k, rate, weeks)?.into())
    })
}

/// The chance of exactly `k` results in so many weeks.
///
/// - `flow`: a flow.
/// - `k`: a whole number from 0 to 2^53.
/// - `rate`, `weeks`: as for funnelmath_flow_expected.
/// - `chance`: receives it.
///
/// Fails with VOLUME, COUNT, SHAPE, RATE, WEEKS, OVERFLOW, STRUCT_SIZE, ENUM, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_flow_exactly(
    flow: *const funnelmath_flow,
    k: f64,
    rate: f64,
    weeks: f64,
    chance: *mut funnelmath_likelihood,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(chance, 4, error, || {
        // SAFETY: the header's contract on pointers.
        Ok(unsafe { read_flow(flow)? }.exactly(k, rate, weeks)?.into())
    })
}

/// The smallest number of results that is not exceeded in so many weeks with a probability of at least `p`.
/// The smaller of p and 1 - p may be missed by 2^-40 of itself, so that exact ties count as met.
///
/// - `flow`: a flow.
/// - `rate`, `weeks`: as for funnelmath_flow_expected.
/// - `p`: 0 to 1.
/// - `results`: receives it; missing when no number up to 2^53 is enough: always for p = 1, unless nothing
///   can come.
///
/// Fails with VOLUME, COUNT, SHAPE, RATE, WEEKS, PROBABILITY, OVERFLOW, STRUCT_SIZE, ENUM, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_flow_quantile(
    flow: *const funnelmath_flow,
    rate: f64,
    weeks: f64,
    p: f64,
    results: *mut funnelmath_maybe,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(results, 4, error, || {
        // SAFETY: the header's contract on pointers.
        Ok(unsafe { read_flow(flow)? }.quantile(rate, weeks, p)?.into())
    })
}

/// The central range that holds the number of results of so many weeks with a probability of at least
/// `level`: from its quantile (1 - level) / 2 to its quantile (1 + level) / 2.
///
/// - `flow`: a flow.
/// - `rate`, `weeks`: as for funnelmath_flow_expected.
/// - `level`: 0 to 1.
/// - `range`: receives it.
///
/// Fails with VOLUME, COUNT, SHAPE, RATE, WEEKS, PROBABILITY, OVERFLOW, STRUCT_SIZE, ENUM, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_flow_interval(
    flow: *const funnelmath_flow,
    rate: f64,
    weeks: f64,
    level: f64,
    range: *mut funnelmath_flow_range,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(range, 4, error, || {
        // SAFETY: the header's contract on pointers.
        let found = unsafe { read_flow(flow)? }.interval(rate, weeks, level)?;
        Ok(funnelmath_flow_range { low: found.low, high: found.high.into() })
    })
}

/// The weeks after which at least `k` results are there with a chance of `confidence`; none are needed for
/// k = 0 or a confidence of 0.
///
/// - `flow`: a flow.
/// - `k`: a whole number from 0 to 2^53.
/// - `rate`: the chance that an arrival becomes a result, 0 to 1.
/// - `confidence`: 0 to 1.
/// - `wait`: receives them, or that no number is enough.
///
/// Fails with VOLUME, COUNT, SHAPE, WEEKS, RATE, PROBABILITY, OVERFLOW, STRUCT_SIZE, ENUM, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_flow_weeks(
    flow: *const funnelmath_flow,
    k: f64,
    rate: f64,
    confidence: f64,
    wait: *mut funnelmath_wait,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(wait, 4, error, || {
        // SAFETY: the header's contract on pointers.
        Ok(unsafe { read_flow(flow)? }.weeks(k, rate, confidence)?.into())
    })
}

/// The expected arrivals needed so that at least `k` of them become results with a chance of `confidence`,
/// when their number itself is by chance (Poisson distributed).
///
/// - `k`: a whole number from 0 to 2^53.
/// - `rate`: the chance that an arrival becomes a result, 0 to 1.
/// - `confidence`: 0 to 1.
/// - `arrivals`: receives them, not necessarily whole; missing when no number is enough: nothing passes, or
///   certainty is asked.
///
/// Fails with COUNT, RATE, PROBABILITY, OVERFLOW, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_arrivals_for(
    k: f64,
    rate: f64,
    confidence: f64,
    arrivals: *mut funnelmath_maybe,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(arrivals, 3, error, || Ok(funnelmath::arrivals_for(k, rate, confidence)?.into()))
}
