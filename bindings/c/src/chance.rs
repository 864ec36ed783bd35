//! Chances of a number of results, and what makes them sure.
#![allow(non_camel_case_types)]

use crate::boundary::{one, slice};
use crate::evidence::Gates;
use crate::math::funnelmath_share;
use crate::status::{funnelmath_error, funnelmath_status};
use crate::types::{funnelmath_maybe, number};
use funnelmath::{Chain, GateFor, Inputs, Likelihood, Method, RateFor};

/// How a probability was worked out.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum funnelmath_method {
    /// A closed form or a finite sum: all that is lost is rounding.
    Exact = 0,
    /// The numerical inversion of an integral transform, for several uncertain gates with more than 512
    /// inputs, and for one when neither tail is a sum of at most 256 terms. Within 1e-12 of the smaller tail,
    /// tested for up to 2^53 inputs and evidence of 1e-3 to 1e15 items; of less, very small tails have been 1e-7 off.
    Inversion = 1,
    /// Items that wait on the way were counted as the inputs that would bring as many, where there are
    /// more than 512 at a stage: a chance above a half is understated, by less than 0.1 in all that was
    /// tried, and more only where what waits is nearly sure and makes most of the goal.
    Pooled = 2,
    /// Of revenue from seen deal sizes that are not whole multiples of one unit, or of so small a one that
    /// the goal has more than 1600 of them: sizes are moved to a lattice of 1600 cells up to the goal. The
    /// answer is exact for a goal that is blurred: by an error of mean 0 and a standard deviation of at most
    /// sqrt(deals) / 3200 of itself. With six sizes or more within 5e-4 in all that was tried, with fewer
    /// within 0.03.
    Lattice = 3,
    /// Of revenue from seen deal sizes, where it takes more deals than can be added up one by one: their sum
    /// by its first four moments. With six sizes or more within 1e-4 in all that was tried, with fewer within
    /// 0.01; absolutely, not of a small tail.
    Edgeworth = 4,
}

/// Whether there is an answer.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum funnelmath_outcome {
    /// So much is enough.
    Enough = 0,
    /// Nothing is enough.
    Never = 1,
}

/// The probability of an event, and of its contrary, each to full relative precision.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct funnelmath_likelihood {
    /// The probability that it happens.
    pub reached: f64,
    /// The probability that it does not: 1 - reached.
    pub missed: f64,
    /// A funnelmath_method: how they were worked out.
    pub method: u32,
    /// 0.
    pub reserved: u32,
}

/// A quantile of the number of results.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct funnelmath_quantile {
    /// The number of results, whole.
    pub results: f64,
    /// A funnelmath_method.
    pub method: u32,
    /// 0.
    pub reserved: u32,
}

/// The limits between which the number of results lies with a stated probability.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct funnelmath_range {
    /// The lower limit, whole.
    pub low: f64,
    /// The upper limit, whole.
    pub high: f64,
    /// A funnelmath_method.
    pub method: u32,
    /// 0.
    pub reserved: u32,
}

/// Whether inputs can make so many results so sure.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct funnelmath_inputs {
    /// A funnelmath_outcome. NEVER: the rate is 0, certainty is asked of a rate below 1, or it would take
    /// more than 2^53 inputs.
    pub outcome: u32,
    /// 0.
    pub reserved: u32,
    /// ENOUGH: the fewest inputs that do, whole. NEVER: 0.
    pub inputs: f64,
    /// ENOUGH: the chance with these. NEVER: the best there is, with 2^53 inputs.
    pub chance: funnelmath_likelihood,
}

/// How many results inputs make sure of.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct funnelmath_results {
    /// The most results that are that sure, whole.
    pub results: f64,
    /// The chance of at least so many.
    pub chance: funnelmath_likelihood,
}

/// Which overall rate it takes.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct funnelmath_overall_rate {
    /// A funnelmath_outcome. NEVER: there are fewer inputs than results; all else is 0 then.
    pub outcome: u32,
    /// 0.
    pub reserved: u32,
    /// The rate, and what it leaves to 1.
    pub rate: funnelmath_share,
}

/// Which rate it takes at one gate.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct funnelmath_gate_rate {
    /// A funnelmath_outcome. NEVER: it cannot be had at this gate alone.
    pub outcome: u32,
    /// 0.
    pub reserved: u32,
    /// ENOUGH: the rate. NEVER: 0.
    pub rate: f64,
    /// NEVER: the rate above 1 that it would take; missing where no number would do, because another gate
    /// is closed (or all but), or because there are fewer inputs than results.
    pub takes: funnelmath_maybe,
    /// NEVER: the chance with this gate at 100 %. ENOUGH: all 0.
    pub best: funnelmath_likelihood,
}

/// The number of a method; a test sees to it that every one has its own.
#[must_use]
pub fn method_number(method: Method) -> u32 {
    let known = match method {
        Method::Exact => funnelmath_method::Exact,
        Method::Inversion => funnelmath_method::Inversion,
        Method::Pooled => funnelmath_method::Pooled,
        Method::Lattice => funnelmath_method::Lattice,
        Method::Edgeworth => funnelmath_method::Edgeworth,
        _ => return u32::MAX,
    };
    known as u32
}

impl From<Likelihood> for funnelmath_likelihood {
    fn from(chance: Likelihood) -> Self {
        Self {
            reached: chance.reached,
            missed: chance.missed,
            method: method_number(chance.method),
            reserved: 0,
        }
    }
}

impl funnelmath_likelihood {
    /// Where there is none.
    pub(crate) const fn none() -> Self {
        Self { reached: 0.0, missed: 0.0, method: 0, reserved: 0 }
    }
}

impl From<Inputs> for funnelmath_inputs {
    fn from(found: Inputs) -> Self {
        let (outcome, inputs, chance) = match found {
            Inputs::Enough { inputs, chance } => (funnelmath_outcome::Enough, inputs, chance),
            Inputs::Never { best } => (funnelmath_outcome::Never, 0.0, best),
        };
        Self { outcome: outcome as u32, reserved: 0, inputs, chance: chance.into() }
    }
}

impl From<RateFor> for funnelmath_overall_rate {
    fn from(found: RateFor) -> Self {
        let (outcome, rate) = match found {
            RateFor::Rate(rate) => (funnelmath_outcome::Enough, rate.into()),
            RateFor::TooFewInputs => {
                (funnelmath_outcome::Never, funnelmath_share { value: 0.0, rest: 0.0 })
            }
        };
        Self { outcome: outcome as u32, reserved: 0, rate }
    }
}

impl From<GateFor> for funnelmath_gate_rate {
    fn from(found: GateFor) -> Self {
        let (outcome, rate, takes, best) = match found {
            GateFor::Rate(rate) => {
                (funnelmath_outcome::Enough, rate, None, funnelmath_likelihood::none())
            }
            GateFor::Impossible { takes, best, .. } => {
                (funnelmath_outcome::Never, 0.0, takes, best.into())
            }
        };
        Self { outcome: outcome as u32, reserved: 0, rate, takes: takes.into(), best }
    }
}

/// The expected overall rate of a chain: the product of the known rates and of the means of the others.
///
/// The functions named chance_ all describe a chain so: `rate` is the product of the gates whose rates are
/// known (funnelmath_chain_overall; 1 without any), and each gate of which only counts are known has a place
/// in the lists `a` and `b`, as funnelmath_evidence_observe makes them: independent of each other, in any
/// order. When the same items were followed through several gates, these are one gate: of so many that
/// started, so many came out. Items pass or fail independently, given the rates.
///
/// - `rate`: 0 to 1.
/// - `a`, `b`, `gates`: from 1e-9 to 2^53, one of each for every gate known from counts; there may be none.
/// - `mean`: receives the rate.
///
/// Fails with SHAPE (index 0: in a, 1: in b), RATE, POINTER.
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

/// The chance that at least `k` of `n` inputs reach the end: 1 for k = 0, 0 for k above n.
///
/// - `rate`, `a`, `b`, `gates`: the chain, as for funnelmath_chance_mean.
/// - `k`, `n`: whole numbers from 0 to 2^53.
/// - `chance`: receives it.
///
/// Fails with SHAPE (index 0: in a, 1: in b), RATE, COUNT (index 0: k, 1: n), POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_chance_at_least(
    rate: f64,
    a: *const f64,
    b: *const f64,
    gates: usize,
    k: f64,
    n: f64,
    chance: *mut funnelmath_likelihood,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(chance, 6, error, || {
        // SAFETY: the header's contract on pointers and lengths.
        let gates = unsafe { Gates::read(rate, a, b, gates)? };
        let found = gates.chance()?.at_least(k, n)?;
        Ok(found.into())
    })
}

/// The chance that exactly `k` of `n` inputs reach the end.
///
/// - `rate`, `a`, `b`, `gates`: the chain, as for funnelmath_chance_mean.
/// - `k`, `n`: whole numbers from 0 to 2^53.
/// - `chance`: receives it.
///
/// Fails with SHAPE (index 0: in a, 1: in b), RATE, COUNT (index 0: k, 1: n), POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_chance_exactly(
    rate: f64,
    a: *const f64,
    b: *const f64,
    gates: usize,
    k: f64,
    n: f64,
    chance: *mut funnelmath_likelihood,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(chance, 6, error, || {
        // SAFETY: the header's contract on pointers and lengths.
        let gates = unsafe { Gates::read(rate, a, b, gates)? };
        let found = gates.chance()?.exactly(k, n)?;
        Ok(found.into())
    })
}

/// The smallest number of results that `n` inputs do not exceed with a probability of at least `p`; 0 for
/// p = 0. The smaller of p and 1 - p may be missed by 2^-40 of itself, so that exact ties count as met.
///
/// - `rate`, `a`, `b`, `gates`: the chain, as for funnelmath_chance_mean.
/// - `n`: a whole number from 0 to 2^53.
/// - `p`: 0 to 1.
/// - `quantile`: receives it.
///
/// Fails with SHAPE (index 0: in a, 1: in b), RATE, COUNT, PROBABILITY, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_chance_quantile(
    rate: f64,
    a: *const f64,
    b: *const f64,
    gates: usize,
    n: f64,
    p: f64,
    quantile: *mut funnelmath_quantile,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(quantile, 6, error, || {
        // SAFETY: the header's contract on pointers and lengths.
        let gates = unsafe { Gates::read(rate, a, b, gates)? };
        let found = gates.chance()?.quantile(n, p)?;
        let method = method_number(found.method);
        Ok(funnelmath_quantile { results: found.results, method, reserved: 0 })
    })
}

/// The central range that holds the number of results of `n` inputs with a probability of at least `level`:
/// from its quantile (1 - level) / 2 to its quantile (1 + level) / 2.
///
/// - `rate`, `a`, `b`, `gates`: the chain, as for funnelmath_chance_mean.
/// - `n`: a whole number from 0 to 2^53.
/// - `level`: 0 to 1.
/// - `range`: receives it.
///
/// Fails with SHAPE (index 0: in a, 1: in b), RATE, COUNT, PROBABILITY, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_chance_interval(
    rate: f64,
    a: *const f64,
    b: *const f64,
    gates: usize,
    n: f64,
    level: f64,
    range: *mut funnelmath_range,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(range, 6, error, || {
        // SAFETY: the header's contract on pointers and lengths.
        let gates = unsafe { Gates::read(rate, a, b, gates)? };
        let found = gates.chance()?.interval(n, level)?;
        let method = method_number(found.method);
        Ok(funnelmath_range { low: found.low, high: found.high, method, reserved: 0 })
    })
}

/// The fewest inputs of which at least `k` reach the end with a chance of at least `confidence`. None are
/// needed for k = 0 or a confidence of 0; a rate of 1 needs k. The smaller of confidence and 1 - confidence
/// may be missed by 2^-40 of itself, so that exact ties count as met.
///
/// - `rate`, `a`, `b`, `gates`: the chain, as for funnelmath_chance_mean.
/// - `k`: a whole number from 0 to 2^53.
/// - `confidence`: 0 to 1.
/// - `inputs`: receives them, or that no number is enough.
///
/// Fails with SHAPE (index 0: in a, 1: in b), RATE, COUNT, PROBABILITY, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_chance_inputs(
    rate: f64,
    a: *const f64,
    b: *const f64,
    gates: usize,
    k: f64,
    confidence: f64,
    inputs: *mut funnelmath_inputs,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(inputs, 6, error, || {
        // SAFETY: the header's contract on pointers and lengths.
        let gates = unsafe { Gates::read(rate, a, b, gates)? };
        let found = gates.chance()?.inputs(k, confidence)?;
        Ok(found.into())
    })
}

/// The most results that `n` inputs bring with a chance of at least `confidence` (ties as for
/// funnelmath_chance_inputs): all n for a confidence of 0, and none for one of 1 unless the rate is 1.
///
/// - `rate`, `a`, `b`, `gates`: the chain, as for funnelmath_chance_mean.
/// - `n`: a whole number from 0 to 2^53.
/// - `confidence`: 0 to 1.
/// - `results`: receives them, and their chance.
///
/// Fails with SHAPE (index 0: in a, 1: in b), RATE, COUNT, PROBABILITY, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_chance_results(
    rate: f64,
    a: *const f64,
    b: *const f64,
    gates: usize,
    n: f64,
    confidence: f64,
    results: *mut funnelmath_results,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(results, 6, error, || {
        // SAFETY: the header's contract on pointers and lengths.
        let gates = unsafe { Gates::read(rate, a, b, gates)? };
        let found = gates.chance()?.results(n, confidence)?;
        Ok(funnelmath_results { results: found.results, chance: found.chance.into() })
    })
}

/// The smallest overall rate with which at least `k` of `n` inputs reach the end with a chance of
/// `confidence` (the bound of Clopper and Pearson): 0 for k = 0 or a confidence of 0, 1 for a confidence of 1.
///
/// - `k`, `n`: whole numbers from 0 to 2^53.
/// - `confidence`: 0 to 1.
/// - `rate`: receives it, or that n is too small.
///
/// Fails with COUNT (index 0: k, 1: n), PROBABILITY, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_rate_for(
    k: f64,
    n: f64,
    confidence: f64,
    rate: *mut funnelmath_overall_rate,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(rate, 3, error, || Ok(funnelmath::rate_for(k, n, confidence)?.into()))
}

/// The rate that one gate needs, the others as they are, so that of `n` at the first stage at least `k` reach
/// the last with a chance of `confidence`.
///
/// - `rates`, `gates`: the conversion rates, 0 to 1, first gate first; at least one.
/// - `gate`: which gate, from 0; its own rate is not used.
/// - `k`, `n`: whole numbers from 0 to 2^53.
/// - `confidence`: 0 to 1.
/// - `rate`: receives it, or what stands in the way.
///
/// Fails with RATE, NO_GATES, GATE, COUNT (index 0: k, 1: n), PROBABILITY, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_chain_gate_for(
    rates: *const f64,
    gates: usize,
    gate: u64,
    k: f64,
    n: f64,
    confidence: f64,
    rate: *mut funnelmath_gate_rate,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(rate, 6, error, || {
        // SAFETY: the header's contract on pointers and lengths.
        let rates = unsafe { slice(rates, gates, 0)? };
        Ok(Chain::new(rates)?.gate_for(number(gate), k, n, confidence)?.into())
    })
}
