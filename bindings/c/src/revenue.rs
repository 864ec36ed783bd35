//! Revenue of a random number of deals of random size.
#![allow(non_camel_case_types)]

use crate::boundary::{Failure, one, read, slice};
use crate::chance::{funnelmath_inputs, funnelmath_likelihood, method_number};
use crate::evidence::Gates;
use crate::flow::{funnelmath_flow, funnelmath_wait, read_flow};
use crate::status::{funnelmath_error, funnelmath_status};
use crate::types::{funnelmath_maybe, sized};
use funnelmath::{Amount, DealSize};

/// How the sizes of deals are said.
#[repr(C)]
pub enum funnelmath_deal_kind {
    /// Every deal is worth `mean`.
    Fixed = 0,
    /// Gamma distributed, by `mean` and `variation`.
    Varying = 1,
    /// One of `sizes`, each as likely as any other: the deals of last year. A size may stand there more than
    /// once.
    Seen = 2,
    /// One of `sizes`, each as likely as its place in `counts` says: a histogram.
    Counted = 3,
}

/// How large one deal is. Deals are independent of each other, and of how many there are.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct funnelmath_deal_size {
    /// sizeof(funnelmath_deal_size).
    pub struct_size: u32,
    /// A funnelmath_deal_kind: says what is read of the rest.
    pub kind: u32,
    /// FIXED, VARYING: the mean size: money: finite, at least 0.
    pub mean: f64,
    /// VARYING: the standard deviation over the mean: finite, at least 0. 0.5 where most deals are between half
    /// and one and a half times the mean, 1 where many are small and a few large.
    pub variation: f64,
    /// SEEN, COUNTED: the sizes, money.
    pub sizes: *const f64,
    /// COUNTED: how often each was seen, or how likely it is: in proportion, finite, at least 0.
    pub counts: *const f64,
    /// How many sizes, and counts, there are.
    pub len: usize,
}

/// An amount of money that revenue does not exceed with a stated probability.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct funnelmath_amount {
    /// The amount; missing when there is none: for certainty, of sizes that vary without end.
    pub amount: funnelmath_maybe,
    /// A funnelmath_method.
    pub method: u32,
    /// 0.
    pub reserved: u32,
}

impl From<Option<Amount>> for funnelmath_amount {
    fn from(found: Option<Amount>) -> Self {
        Self {
            amount: found.map(|found| found.amount).into(),
            method: found.map_or(0, |found| method_number(found.method)),
            reserved: 0,
        }
    }
}

/// # Safety
/// `size` must be as the header asks: NULL, or a readable struct whose lists are readable.
unsafe fn read_size<'a>(
    size: *const funnelmath_deal_size,
    parameter: usize,
) -> Result<DealSize<'a>, Failure> {
    // SAFETY: the caller's promise.
    let size = unsafe { read(size, parameter)? };
    sized::<funnelmath_deal_size>(size.struct_size)?;
    // SAFETY: the caller's promise.
    let list = |pointer| unsafe { slice(pointer, size.len, parameter) };
    Ok(match size.kind {
        0 => DealSize::Fixed(size.mean),
        1 => DealSize::Varying { mean: size.mean, variation: size.variation },
        2 => DealSize::Seen(list(size.sizes)?),
        3 => DealSize::Counted { sizes: list(size.sizes)?, counts: list(size.counts)? },
        other => return Err(Failure::number(parameter, other)),
    })
}

/// The chance that the deals from `n` inputs are together worth at least `goal`.
///
/// - `rate`, `a`, `b`, `gates`: the chain, as for funnelmath_chance_mean.
/// - `n`: a whole number from 0 to 2^53.
/// - `size`: how large a deal is.
/// - `goal`: money: finite, at least 0.
/// - `chance`: receives it.
///
/// Fails with SHAPE (index 0: in a, 1: in b), RATE, COUNT, MONEY (index: which size), VARIATION, VOLUME (index:
/// which count), NO_DEALS, STRUCT_SIZE, ENUM, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_chance_revenue_at_least(
    rate: f64,
    a: *const f64,
    b: *const f64,
    gates: usize,
    n: f64,
    size: *const funnelmath_deal_size,
    goal: f64,
    chance: *mut funnelmath_likelihood,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(chance, 7, error, || {
        // SAFETY: the header's contract on pointers and lengths.
        let (gates, size) = unsafe { (Gates::read(rate, a, b, gates)?, read_size(size, 5)?) };
        let found = gates.chance()?.revenue_at_least(n, size, goal)?;
        Ok(found.into())
    })
}

/// The smallest amount that the revenue from `n` inputs does not exceed with a probability of at least `p`.
/// For sizes that are not whole multiples of one unit it is told in steps of 2^-16 of the expected revenue.
///
/// - `rate`, `a`, `b`, `gates`: the chain, as for funnelmath_chance_mean.
/// - `n`: a whole number from 0 to 2^53.
/// - `size`: how large a deal is.
/// - `p`: 0 to 1.
/// - `amount`: receives it.
///
/// Fails with SHAPE (index 0: in a, 1: in b), RATE, COUNT, MONEY (index: which size), VARIATION, VOLUME (index:
/// which count), NO_DEALS, PROBABILITY, OVERFLOW, STRUCT_SIZE, ENUM, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_chance_revenue_quantile(
    rate: f64,
    a: *const f64,
    b: *const f64,
    gates: usize,
    n: f64,
    size: *const funnelmath_deal_size,
    p: f64,
    amount: *mut funnelmath_amount,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(amount, 7, error, || {
        // SAFETY: the header's contract on pointers and lengths.
        let (gates, size) = unsafe { (Gates::read(rate, a, b, gates)?, read_size(size, 5)?) };
        let found = gates.chance()?.revenue_quantile(n, size, p)?;
        Ok(found.into())
    })
}

/// The fewest inputs whose deals are together worth at least `goal` with a chance of at least `confidence`;
/// ties as for funnelmath_chance_inputs.
///
/// - `rate`, `a`, `b`, `gates`: the chain, as for funnelmath_chance_mean.
/// - `size`: how large a deal is.
/// - `goal`: money: finite, at least 0.
/// - `confidence`: 0 to 1.
/// - `inputs`: receives them, or that no number is enough.
///
/// Fails with SHAPE (index 0: in a, 1: in b), RATE, MONEY (index: which size), VARIATION, VOLUME (index: which
/// count), NO_DEALS, PROBABILITY, STRUCT_SIZE, ENUM, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_chance_revenue_inputs(
    rate: f64,
    a: *const f64,
    b: *const f64,
    gates: usize,
    size: *const funnelmath_deal_size,
    goal: f64,
    confidence: f64,
    inputs: *mut funnelmath_inputs,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(inputs, 7, error, || {
        // SAFETY: the header's contract on pointers and lengths.
        let (gates, size) = unsafe { (Gates::read(rate, a, b, gates)?, read_size(size, 4)?) };
        let found = gates.chance()?.revenue_inputs(size, goal, confidence)?;
        Ok(found.into())
    })
}

/// The chance that the results of so many weeks are together worth at least `goal`.
///
/// - `flow`: a flow.
/// - `rate`: the chance that an arrival becomes a deal, 0 to 1.
/// - `weeks`: finite, at least 0, not necessarily whole.
/// - `size`: how large a deal is.
/// - `goal`: money: finite, at least 0.
/// - `chance`: receives it.
///
/// Fails with VOLUME (index: which count of `size`), COUNT, SHAPE, RATE, WEEKS, MONEY (index: which size),
/// VARIATION, NO_DEALS, OVERFLOW (also when more than 2^53 deals are expected), STRUCT_SIZE, ENUM, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_flow_revenue_at_least(
    flow: *const funnelmath_flow,
    rate: f64,
    weeks: f64,
    size: *const funnelmath_deal_size,
    goal: f64,
    chance: *mut funnelmath_likelihood,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(chance, 5, error, || {
        // SAFETY: the header's contract on pointers and lengths.
        let (flow, size) = unsafe { (read_flow(flow)?, read_size(size, 3)?) };
        Ok(flow.revenue_at_least(rate, weeks, size, goal)?.into())
    })
}

/// The smallest amount that the revenue of so many weeks does not exceed with a probability of at least `p`, as
/// funnelmath_chance_revenue_quantile.
///
/// - `flow`: a flow.
/// - `rate`: the chance that an arrival becomes a deal, 0 to 1.
/// - `weeks`: finite, at least 0, not necessarily whole.
/// - `size`: how large a deal is.
/// - `p`: 0 to 1.
/// - `amount`: receives it; missing for p = 1, unless nothing comes.
///
/// Fails with VOLUME (index: which count of `size`), COUNT, SHAPE, RATE, WEEKS, MONEY (index: which size),
/// VARIATION, NO_DEALS, PROBABILITY, OVERFLOW, STRUCT_SIZE, ENUM, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_flow_revenue_quantile(
    flow: *const funnelmath_flow,
    rate: f64,
    weeks: f64,
    size: *const funnelmath_deal_size,
    p: f64,
    amount: *mut funnelmath_amount,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(amount, 5, error, || {
        // SAFETY: the header's contract on pointers and lengths.
        let (flow, size) = unsafe { (read_flow(flow)?, read_size(size, 3)?) };
        Ok(flow.revenue_quantile(rate, weeks, size, p)?.into())
    })
}

/// The weeks after which the results are together worth at least `goal` with a chance of `confidence`.
///
/// - `flow`: a flow.
/// - `rate`: the chance that an arrival becomes a deal, 0 to 1.
/// - `size`: how large a deal is.
/// - `goal`: money: finite, at least 0.
/// - `confidence`: 0 to 1.
/// - `wait`: receives them, or that no number is enough.
///
/// Fails with VOLUME (index: which count of `size`), COUNT, SHAPE, RATE, WEEKS, MONEY (index: which size),
/// VARIATION, NO_DEALS, PROBABILITY, OVERFLOW, STRUCT_SIZE, ENUM, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_flow_revenue_weeks(
    flow: *const funnelmath_flow,
    rate: f64,
    size: *const funnelmath_deal_size,
    goal: f64,
    confidence: f64,
    wait: *mut funnelmath_wait,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(wait, 5, error, || {
        // SAFETY: the header's contract on pointers and lengths.
        let (flow, size) = unsafe { (read_flow(flow)?, read_size(size, 2)?) };
        Ok(flow.revenue_weeks(rate, size, goal, confidence)?.into())
    })
}
