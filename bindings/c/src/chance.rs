//! The number of results that inputs bring, and how many inputs it takes.
#![allow(non_camel_case_types)]

use crate::answer::{
    funnelmath_interval, funnelmath_outcome, funnelmath_probability, funnelmath_quantile,
};
use crate::boundary::{Failure, one, read, slice};
use crate::evidence::Gates;
use crate::math::funnelmath_share;
use crate::status::{funnelmath_error, funnelmath_status};
use crate::types::{funnelmath_maybe, number, sized, unused};
use funnelmath::{
    Chain,
    chance::{GateFor, Inputs, RateFor, Requirement},
};

/// The fewest inputs that reach a goal with the given confidence, or that none do.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct funnelmath_inputs {
    /// A funnelmath_outcome. NEVER: the rate is 0, certainty is asked of a rate below 1, or it would take more than
    /// 2^53 inputs.
    pub outcome: u32,
    /// 0.
    pub reserved: u32,
    /// ENOUGH: the fewest inputs that are enough, whole. NEVER: 0.
    pub inputs: f64,
    /// ENOUGH: the probability of the goal with these inputs. NEVER: the largest there is, with 2^53 inputs.
    pub chance: funnelmath_probability,
}

/// What a rate has to achieve: that at least `results` of `inputs` reach the end with a probability of at least
/// `confidence`.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct funnelmath_requirement {
    /// sizeof(funnelmath_requirement).
    pub struct_size: u32,
    /// 0.
    pub reserved: u32,
    /// The results, a whole number from 0 to 2^53.
    pub results: f64,
    /// The inputs, a whole number from 0 to 2^53.
    pub inputs: f64,
    /// The confidence, 0 to 1.
    pub confidence: f64,
}

/// The overall rate that meets a requirement, or that none does.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct funnelmath_overall_rate {
    /// A funnelmath_outcome. NEVER: there are fewer inputs than results; all else is 0 then.
    pub outcome: u32,
    /// 0.
    pub reserved: u32,
    /// The smallest rate that meets it.
    pub rate: funnelmath_share,
}

/// The rate of one gate that meets a requirement, or why none does.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct funnelmath_gate_rate {
    /// A funnelmath_outcome. NEVER: no rate of this gate alone meets it.
    pub outcome: u32,
    /// 0.
    pub reserved: u32,
    /// ENOUGH: the smallest rate that meets it. NEVER: 0.
    pub rate: f64,
    /// NEVER: the rate above 1 that it would take; missing when no number would do, because another gate is closed (or
    /// almost) or because there are fewer inputs than results.
    pub takes: funnelmath_maybe,
    /// NEVER: the probability of the results with this gate at 100%. ENOUGH: all 0.
    pub best: funnelmath_probability,
}

impl From<Inputs> for funnelmath_inputs {
    fn from(found: Inputs) -> Self {
        let (outcome, inputs, chance) = match found {
            Inputs::Enough { inputs, chance } => {
                (funnelmath_outcome::Enough, inputs, chance.into())
            }
            Inputs::Never { best } => (funnelmath_outcome::Never, 0.0, best.into()),
            // The core has no other outcome.
            _ => (funnelmath_outcome::Never, 0.0, funnelmath_probability::none()),
        };
        Self { outcome: outcome as u32, reserved: 0, inputs, chance }
    }
}

impl From<RateFor> for funnelmath_overall_rate {
    fn from(found: RateFor) -> Self {
        let (outcome, rate) = match found {
            RateFor::Rate(rate) => (funnelmath_outcome::Enough, rate.into()),
            _ => (funnelmath_outcome::Never, funnelmath_share { value: 0.0, complement: 0.0 }),
        };
        Self { outcome: outcome as u32, reserved: 0, rate }
    }
}

impl From<GateFor> for funnelmath_gate_rate {
    fn from(found: GateFor) -> Self {
        let (outcome, rate, takes, best) = match found {
            GateFor::Rate(rate) => {
                (funnelmath_outcome::Enough, rate, None, funnelmath_probability::none())
            }
            GateFor::Impossible { takes, best, .. } => {
                (funnelmath_outcome::Never, 0.0, takes, best.into())
            }
            // The core has no other outcome.
            _ => (funnelmath_outcome::Never, 0.0, None, funnelmath_probability::none()),
        };
        Self { outcome: outcome as u32, reserved: 0, rate, takes: takes.into(), best }
    }
}

/// # Safety
/// `requirement` must be as the header asks: NULL, or one readable struct.
unsafe fn read_requirement(
    requirement: *const funnelmath_requirement,
    parameter: usize,
) -> Result<Requirement, Failure> {
    // SAFETY: the caller's promise.
    let asked = unsafe { read(requirement, parameter)? };
    sized::<funnelmath_requirement>(asked.struct_size, parameter)?;
    unused(asked.reserved, parameter)?;
    let &funnelmath_requirement { results, inputs, confidence, .. } = asked;
    Ok(Requirement { results, inputs, confidence })
}

/// The expected overall rate of a chain: the product of the known rates and of the means of the others.
///
/// All functions named chance_ take a chain like this: `rate` is the product of the rates that are known
/// (funnelmath_chain_overall; 1 when there is none), and each gate that is known from counts has one element in the lists
/// `a` and `b`, as funnelmath_evidence_observe returns them. These gates were counted independently of each other; their
/// order does not matter. Items that were followed through several gates count as one gate: how many started, how many
/// came out. Given the rates, items pass or fail independently.
///
/// - `rate`: 0 to 1.
/// - `a`, `b`, `gates`: from 1e-9 to 2^53, one of each for every gate known from counts; there may be none.
/// - `mean`: receives the rate.
///
/// Fails with EVIDENCE_SHAPE (index: the gate), RATE, LENGTH, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_chance_mean(
    rate: f64,
    a: *const f64,
    b: *const f64,
    gates: usize,
    mean: *mut f64,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(mean, 4, error, || {
        // SAFETY: the header's contract on pointers and lengths.
        let gates = unsafe { Gates::read(rate, a, b, gates)? };
        Ok(gates.chance()?.mean())
    })
}

/// The probability that of `inputs` at least `results` reach the end: 1 for 0 results, 0 for more results than inputs.
///
/// - `rate`, `a`, `b`, `gates`: the chain, as for funnelmath_chance_mean.
/// - `inputs`, `results`: whole numbers from 0 to 2^53.
/// - `chance`: receives it.
///
/// Fails with EVIDENCE_SHAPE, RATE, COUNT, LENGTH, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_chance_at_least(
    rate: f64,
    a: *const f64,
    b: *const f64,
    gates: usize,
    inputs: f64,
    results: f64,
    chance: *mut funnelmath_probability,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(chance, 6, error, || {
        // SAFETY: the header's contract on pointers and lengths.
        let gates = unsafe { Gates::read(rate, a, b, gates)? };
        Ok(gates.chance()?.results(inputs)?.at_least(results)?.into())
    })
}

/// The probability that of `inputs` exactly `results` reach the end.
///
/// - `rate`, `a`, `b`, `gates`: the chain, as for funnelmath_chance_mean.
/// - `inputs`, `results`: whole numbers from 0 to 2^53.
/// - `chance`: receives it.
///
/// Fails with EVIDENCE_SHAPE, RATE, COUNT, LENGTH, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_chance_exactly(
    rate: f64,
    a: *const f64,
    b: *const f64,
    gates: usize,
    inputs: f64,
    results: f64,
    chance: *mut funnelmath_probability,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(chance, 6, error, || {
        // SAFETY: the header's contract on pointers and lengths.
        let gates = unsafe { Gates::read(rate, a, b, gates)? };
        Ok(gates.chance()?.results(inputs)?.exactly(results)?.into())
    })
}

/// The quantile of the number of results of `inputs`: the smallest number that is not exceeded with a probability of at
/// least `p`; 0 for p = 0. The smaller of p and 1 - p may be missed by 2^-40 of itself, so that exact ties count as met.
///
/// - `rate`, `a`, `b`, `gates`: the chain, as for funnelmath_chance_mean.
/// - `inputs`: a whole number from 0 to 2^53.
/// - `p`: 0 to 1.
/// - `quantile`: receives it.
///
/// Fails with EVIDENCE_SHAPE, RATE, COUNT, PROBABILITY, LENGTH, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_chance_quantile(
    rate: f64,
    a: *const f64,
    b: *const f64,
    gates: usize,
    inputs: f64,
    p: f64,
    quantile: *mut funnelmath_quantile,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(quantile, 6, error, || {
        // SAFETY: the header's contract on pointers and lengths.
        let gates = unsafe { Gates::read(rate, a, b, gates)? };
        Ok(gates.chance()?.results(inputs)?.quantile(p)?.into())
    })
}

/// The central interval of the number of results of `inputs`: from its quantile (1 - level) / 2 to its quantile
/// (1 + level) / 2. The number lies in it with a probability of at least `level`.
///
/// - `rate`, `a`, `b`, `gates`: the chain, as for funnelmath_chance_mean.
/// - `inputs`: a whole number from 0 to 2^53.
/// - `level`: 0 to 1.
/// - `interval`: receives it.
///
/// Fails with EVIDENCE_SHAPE, RATE, COUNT, PROBABILITY, LENGTH, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_chance_interval(
    rate: f64,
    a: *const f64,
    b: *const f64,
    gates: usize,
    inputs: f64,
    level: f64,
    interval: *mut funnelmath_interval,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(interval, 6, error, || {
        // SAFETY: the header's contract on pointers and lengths.
        let gates = unsafe { Gates::read(rate, a, b, gates)? };
        Ok(gates.chance()?.results(inputs)?.interval(level)?.into())
    })
}

/// The most results that `inputs` bring with a probability of at least `confidence` (ties as for
/// funnelmath_chance_inputs_for): all inputs for a confidence of 0, and 0 for a confidence of 1 unless the rate is 1.
///
/// - `rate`, `a`, `b`, `gates`: the chain, as for funnelmath_chance_mean.
/// - `inputs`: a whole number from 0 to 2^53.
/// - `confidence`: 0 to 1.
/// - `results`: receives them. funnelmath_chance_at_least tells their probability.
///
/// Fails with EVIDENCE_SHAPE, RATE, COUNT, PROBABILITY, LENGTH, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_chance_lower_bound(
    rate: f64,
    a: *const f64,
    b: *const f64,
    gates: usize,
    inputs: f64,
    confidence: f64,
    results: *mut funnelmath_quantile,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(results, 6, error, || {
        // SAFETY: the header's contract on pointers and lengths.
        let gates = unsafe { Gates::read(rate, a, b, gates)? };
        Ok(gates.chance()?.results(inputs)?.lower_bound(confidence)?.into())
    })
}

/// The fewest inputs of which at least `results` reach the end with a probability of at least `confidence`. None are
/// needed for 0 results or a confidence of 0; a rate of 1 needs as many as results. The smaller of confidence and
/// 1 - confidence may be missed by 2^-40 of itself, so that exact ties count as met.
///
/// - `rate`, `a`, `b`, `gates`: the chain, as for funnelmath_chance_mean.
/// - `results`: a whole number from 0 to 2^53.
/// - `confidence`: 0 to 1.
/// - `inputs`: receives them, or that no number is enough.
///
/// Fails with EVIDENCE_SHAPE, RATE, COUNT, PROBABILITY, LENGTH, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_chance_inputs_for(
    rate: f64,
    a: *const f64,
    b: *const f64,
    gates: usize,
    results: f64,
    confidence: f64,
    inputs: *mut funnelmath_inputs,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(inputs, 6, error, || {
        // SAFETY: the header's contract on pointers and lengths.
        let gates = unsafe { Gates::read(rate, a, b, gates)? };
        Ok(gates.chance()?.inputs_for(results, confidence)?.into())
    })
}

/// The smallest overall rate that meets a requirement (the bound of Clopper and Pearson): 0 for 0 results or a
/// confidence of 0, 1 for a confidence of 1.
///
/// - `requirement`: how many results of how many inputs, with which confidence.
/// - `rate`: receives it, or that there are too few inputs.
///
/// Fails with COUNT, PROBABILITY, STRUCT_SIZE, RESERVED, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_rate_for(
    requirement: *const funnelmath_requirement,
    rate: *mut funnelmath_overall_rate,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(rate, 1, error, || {
        // SAFETY: the header's contract on pointers.
        let requirement = unsafe { read_requirement(requirement, 0)? };
        Ok(funnelmath::chance::rate_for(requirement)?.into())
    })
}

/// The rate that one gate needs, with the other rates as they are, to meet a requirement from the first stage to the
/// last.
///
/// - `rates`, `gates`: the conversion rates, 0 to 1, first gate first; at least one.
/// - `gate`: which gate, from 0; its own rate is not used.
/// - `requirement`: how many results of how many inputs, with which confidence.
/// - `rate`: receives it, or what it would take.
///
/// Fails with RATE, NO_GATES, GATE, COUNT, PROBABILITY, STRUCT_SIZE, RESERVED, LENGTH, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_chain_gate_for(
    rates: *const f64,
    gates: usize,
    gate: u64,
    requirement: *const funnelmath_requirement,
    rate: *mut funnelmath_gate_rate,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(rate, 4, error, || {
        // SAFETY: the header's contract on pointers and lengths.
        let (rates, requirement) =
            unsafe { (slice(rates, gates, 0)?, read_requirement(requirement, 3)?) };
        Ok(Chain::new(rates)?.gate_for(number(gate), requirement)?.into())
    })
}
