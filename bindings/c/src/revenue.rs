//! Revenue of a random number of deals of random size.
#![allow(non_camel_case_types)]

use crate::answer::{funnelmath_interval, funnelmath_probability, funnelmath_quantile};
use crate::boundary::{Failure, guard, one, read, slice, writable, write};
use crate::chance::funnelmath_inputs;
use crate::evidence::Gates;
use crate::flow::{funnelmath_flow, funnelmath_wait, read_flow};
use crate::status::{funnelmath_error, funnelmath_status};
use crate::types::{funnelmath_maybe, sized};
use core::ptr::NonNull;
use funnelmath::{CountDistribution, DealSize, Evidence, RevenueDistribution};

/// How the size of a deal is given.
#[repr(C)]
pub enum funnelmath_deal_kind {
    /// Every deal is worth `mean`.
    Fixed = 0,
    /// Gamma distributed, by `mean` and `variation`.
    Varying = 1,
    /// One of `sizes`, all equally likely: the deals of last year, say. A size may occur more than once.
    Seen = 2,
    /// One of `sizes`, with probabilities in proportion to `counts`: a histogram, or a price list.
    Counted = 3,
}

/// How large one deal is. Sizes are taken to be independent of each other and of the number of deals.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct funnelmath_deal_size {
    /// sizeof(funnelmath_deal_size).
    pub struct_size: u32,
    /// A funnelmath_deal_kind: says which of the other members are read.
    pub kind: u32,
    /// FIXED, VARYING: the mean size, an amount of money: finite, at least 0.
    pub mean: f64,
    /// VARYING: the standard deviation divided by the mean: finite, at least 0. 0.5 where most deals are between half and
    /// one and a half times the mean, 1 where many are small and a few large.
    pub variation: f64,
    /// SEEN, COUNTED: the sizes, amounts of money.
    pub sizes: *const f64,
    /// COUNTED: how often each size was seen, or its probability: finite, at least 0, of any sum above 0.
    pub counts: *const f64,
    /// How many sizes, and counts, there are.
    pub len: usize,
}

/// What a distribution of revenue says without a question.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct funnelmath_revenue_summary {
    /// The expected revenue.
    pub mean: f64,
    /// The variance of the revenue; missing when it is too large for a double.
    pub variance: funnelmath_maybe,
    /// The largest revenue possible; missing when there is none.
    pub most: funnelmath_maybe,
    /// A funnelmath_method: how its probabilities are computed.
    pub method: u32,
    /// 0.
    pub reserved: u32,
}

/// A distribution of revenue: made once, then only read, from any number of threads.
pub struct funnelmath_revenue {
    // Borrows from the two lists; the order of the members is the order in which they are dropped.
    distribution: RevenueDistribution<'static>,
    _evidence: Kept<Evidence>,
    _sizes: Kept<f64>,
    _counts: Kept<f64>,
}

/// A list on the heap that a distribution borrows. Unlike a `Box` it may be moved while it is borrowed.
struct Kept<T>(NonNull<[T]>);

// SAFETY: nobody writes the list.
unsafe impl<T: Sync + Send> Send for Kept<T> {}
// SAFETY: nobody writes the list.
unsafe impl<T: Sync + Send> Sync for Kept<T> {}

impl<T: Clone> Kept<T> {
    fn new(list: &[T]) -> Self {
        Self(NonNull::from(Box::leak(Box::<[T]>::from(list))))
    }

    /// # Safety
    /// The list must not be used after `self` is dropped.
    unsafe fn list(&self) -> &'static [T] {
        // SAFETY: made by `new`, and by the caller's promise still there.
        unsafe { self.0.as_ref() }
    }
}

impl<T> Drop for Kept<T> {
    fn drop(&mut self) {
        // SAFETY: made by `new` from a box, and dropped once.
        drop(unsafe { Box::from_raw(self.0.as_ptr()) });
    }
}

/// # Safety
/// `size` must be as the header asks: NULL, or a readable struct whose lists are readable.
pub(crate) unsafe fn read_size<'a>(
    size: *const funnelmath_deal_size,
    parameter: usize,
) -> Result<DealSize<'a>, Failure> {
    // SAFETY: the caller's promise.
    let size = unsafe { read(size, parameter)? };
    sized::<funnelmath_deal_size>(size.struct_size, parameter)?;
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

impl funnelmath_revenue {
    /// The revenue of the deals that `results` makes of the evidence, which is copied as the deal size is.
    fn new(
        evidence: &[Evidence],
        size: DealSize<'_>,
        results: impl FnOnce(&'static [Evidence]) -> Result<CountDistribution<'static>, Failure>,
    ) -> Result<Box<Self>, Failure> {
        let (sizes, counts): (&[f64], &[f64]) = match size {
            DealSize::Seen(sizes) => (sizes, &[]),
            DealSize::Counted { sizes, counts } => (sizes, counts),
            _ => (&[], &[]),
        };
        let (evidence, sizes, counts) = (Kept::new(evidence), Kept::new(sizes), Kept::new(counts));
        // SAFETY: all that borrows from the lists goes into `distribution`, which is dropped before them.
        let lent = unsafe { (evidence.list(), sizes.list(), counts.list()) };
        let size = match size {
            DealSize::Seen(_) => DealSize::Seen(lent.1),
            DealSize::Counted { .. } => DealSize::Counted { sizes: lent.1, counts: lent.2 },
            DealSize::Varying { mean, variation } => DealSize::Varying { mean, variation },
            DealSize::Fixed(size) => DealSize::Fixed(size),
            // The core has no other size.
            _ => return Err(Failure::number(0, u32::MAX)),
        };
        let distribution = results(lent.0)?.revenue(&size)?;
        Ok(Box::new(Self { distribution, _evidence: evidence, _sizes: sizes, _counts: counts }))
    }
}

/// The distribution of the revenue of the deals that `inputs` become, for any number of questions: what it needs is
/// computed once.
///
/// - `rate`, `a`, `b`, `gates`: the chain, as for funnelmath_chance_mean.
/// - `inputs`: a whole number from 0 to 2^53.
/// - `size`: how large a deal is; copied.
/// - `revenue`: receives the distribution, to be freed by funnelmath_revenue_free.
///
/// Fails with EVIDENCE_SHAPE, RATE, COUNT, MONEY (index: which size), VARIATION, VOLUME (index: which count), NO_DEALS,
/// OVERFLOW, STRUCT_SIZE, ENUM, LENGTH, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_revenue_new(
    rate: f64,
    a: *const f64,
    b: *const f64,
    gates: usize,
    inputs: f64,
    size: *const funnelmath_deal_size,
    revenue: *mut *mut funnelmath_revenue,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    guard(error, || {
        writable(revenue, 6)?;
        // SAFETY: the header's contract on pointers and lengths.
        let (gates, size) = unsafe { (Gates::read(rate, a, b, gates)?, read_size(size, 5)?) };
        let made = funnelmath_revenue::new(gates.evidence(), size, |evidence| {
            Ok(gates.chance_of(evidence)?.results(inputs)?)
        })?;
        // SAFETY: checked above.
        unsafe { write(revenue, Box::into_raw(made)) };
        Ok(())
    })
}

/// The distribution of the revenue of some weeks of a flow, for any number of questions: what it needs is computed once.
///
/// - `flow`, `rate`, `weeks`: as for funnelmath_flow_mean.
/// - `size`: how large a deal is; copied.
/// - `revenue`: receives the distribution, to be freed by funnelmath_revenue_free.
///
/// Fails with VOLUME (index: which count of `size`), COUNT, SHAPE, RATE, WEEKS, MONEY (index: which size), VARIATION,
/// NO_DEALS, OVERFLOW (also when more than 2^53 deals are expected), STRUCT_SIZE, ENUM, LENGTH, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_flow_revenue_new(
    flow: *const funnelmath_flow,
    rate: f64,
    weeks: f64,
    size: *const funnelmath_deal_size,
    revenue: *mut *mut funnelmath_revenue,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    guard(error, || {
        writable(revenue, 4)?;
        // SAFETY: the header's contract on pointers and lengths.
        let (flow, size) = unsafe { (read_flow(flow, rate)?, read_size(size, 3)?) };
        let made = funnelmath_revenue::new(&[], size, |_| Ok(flow.results(weeks)?))?;
        // SAFETY: checked above.
        unsafe { write(revenue, Box::into_raw(made)) };
        Ok(())
    })
}

/// Frees a distribution of revenue; NULL is allowed. No other thread may use it any more.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_revenue_free(revenue: *mut funnelmath_revenue) {
    let _ = guard(core::ptr::null_mut(), || {
        if !revenue.is_null() {
            // SAFETY: made by a function named _new and, by the header's contract, not freed yet.
            drop(unsafe { Box::from_raw(revenue) });
        }
        Ok(())
    });
}

/// Mean, variance and largest value of a distribution of revenue.
///
/// - `revenue`: a distribution.
/// - `summary`: receives them.
///
/// Fails with POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_revenue_summarize(
    revenue: *const funnelmath_revenue,
    summary: *mut funnelmath_revenue_summary,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(summary, 1, error, || {
        // SAFETY: the header's contract on pointers.
        let revenue = &unsafe { read(revenue, 0)? }.distribution;
        Ok(funnelmath_revenue_summary {
            mean: revenue.mean(),
            variance: revenue.variance().ok().into(),
            most: revenue.most().into(),
            method: revenue.method().code(),
            reserved: 0,
        })
    })
}

/// The probability that revenue is at least `threshold`.
///
/// - `revenue`: a distribution.
/// - `threshold`: an amount of money: finite, at least 0.
/// - `chance`: receives it.
///
/// Fails with MONEY, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_revenue_at_least(
    revenue: *const funnelmath_revenue,
    threshold: f64,
    chance: *mut funnelmath_probability,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(chance, 2, error, || {
        // SAFETY: the header's contract on pointers.
        Ok(unsafe { read(revenue, 0)? }.distribution.at_least(threshold)?.into())
    })
}

/// The quantile of revenue: the smallest amount that is not exceeded with a probability of at least `p`.
///
/// - `revenue`: a distribution.
/// - `p`: 0 to 1.
/// - `quantile`: receives it; missing when no finite amount is enough.
///
/// Fails with PROBABILITY, OVERFLOW, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_revenue_quantile(
    revenue: *const funnelmath_revenue,
    p: f64,
    quantile: *mut funnelmath_quantile,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(quantile, 2, error, || {
        // SAFETY: the header's contract on pointers.
        Ok(unsafe { read(revenue, 0)? }.distribution.quantile(p)?.into())
    })
}

/// The central interval of revenue: from its quantile (1 - level) / 2 to its quantile (1 + level) / 2.
///
/// - `revenue`: a distribution.
/// - `level`: 0 to 1.
/// - `interval`: receives it.
///
/// Fails with PROBABILITY, OVERFLOW, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_revenue_interval(
    revenue: *const funnelmath_revenue,
    level: f64,
    interval: *mut funnelmath_interval,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(interval, 2, error, || {
        // SAFETY: the header's contract on pointers.
        Ok(unsafe { read(revenue, 0)? }.distribution.interval(level)?.into())
    })
}

/// The expected revenue up to a threshold, E min(S, threshold): what of it counts for a bonus that is capped there.
///
/// - `revenue`: a distribution.
/// - `threshold`: an amount of money: finite, at least 0.
/// - `mean`: receives it.
///
/// Fails with MONEY, OVERFLOW, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_revenue_mean_up_to(
    revenue: *const funnelmath_revenue,
    threshold: f64,
    mean: *mut f64,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(mean, 2, error, || {
        // SAFETY: the header's contract on pointers.
        Ok(unsafe { read(revenue, 0)? }.distribution.mean_up_to(threshold)?)
    })
}

/// The probability that the deals that `inputs` become are together worth at least `threshold`. For several questions
/// about the same inputs make a distribution with funnelmath_revenue_new.
///
/// - `rate`, `a`, `b`, `gates`: the chain, as for funnelmath_chance_mean.
/// - `inputs`: a whole number from 0 to 2^53.
/// - `size`: how large a deal is.
/// - `threshold`: an amount of money: finite, at least 0.
/// - `chance`: receives it.
///
/// Fails with EVIDENCE_SHAPE, RATE, COUNT, MONEY (index: which size), VARIATION, VOLUME (index: which count), NO_DEALS,
/// OVERFLOW, STRUCT_SIZE, ENUM, LENGTH, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_chance_revenue_at_least(
    rate: f64,
    a: *const f64,
    b: *const f64,
    gates: usize,
    inputs: f64,
    size: *const funnelmath_deal_size,
    threshold: f64,
    chance: *mut funnelmath_probability,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(chance, 7, error, || {
        // SAFETY: the header's contract on pointers and lengths.
        let (gates, size) = unsafe { (Gates::read(rate, a, b, gates)?, read_size(size, 5)?) };
        let revenue = gates.chance()?.results(inputs)?.revenue(&size)?;
        Ok(revenue.at_least(threshold)?.into())
    })
}

/// The quantile of the revenue of the deals that `inputs` become: the smallest amount that is not exceeded with a
/// probability of at least `p`. For several questions about the same inputs make a distribution with
/// funnelmath_revenue_new.
///
/// - `rate`, `a`, `b`, `gates`: the chain, as for funnelmath_chance_mean.
/// - `inputs`: a whole number from 0 to 2^53.
/// - `size`: how large a deal is.
/// - `p`: 0 to 1.
/// - `quantile`: receives it; missing when no finite amount is enough.
///
/// Fails with EVIDENCE_SHAPE, RATE, COUNT, MONEY (index: which size), VARIATION, VOLUME (index: which count), NO_DEALS,
/// PROBABILITY, OVERFLOW, STRUCT_SIZE, ENUM, LENGTH, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_chance_revenue_quantile(
    rate: f64,
    a: *const f64,
    b: *const f64,
    gates: usize,
    inputs: f64,
    size: *const funnelmath_deal_size,
    p: f64,
    quantile: *mut funnelmath_quantile,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(quantile, 7, error, || {
        // SAFETY: the header's contract on pointers and lengths.
        let (gates, size) = unsafe { (Gates::read(rate, a, b, gates)?, read_size(size, 5)?) };
        Ok(gates.chance()?.results(inputs)?.revenue(&size)?.quantile(p)?.into())
    })
}

/// The fewest inputs whose deals are together worth at least `goal` with a probability of at least `confidence`; ties as
/// for funnelmath_chance_inputs_for.
///
/// - `rate`, `a`, `b`, `gates`: the chain, as for funnelmath_chance_mean.
/// - `size`: how large a deal is.
/// - `goal`: an amount of money: finite, at least 0.
/// - `confidence`: 0 to 1.
/// - `inputs`: receives them, or that no number is enough.
///
/// Fails with EVIDENCE_SHAPE, RATE, MONEY (index: which size), VARIATION, VOLUME (index: which count), NO_DEALS,
/// PROBABILITY, STRUCT_SIZE, ENUM, LENGTH, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_chance_inputs_for_revenue(
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
        Ok(gates.chance()?.inputs_for_revenue(&size, goal, confidence)?.into())
    })
}

/// The probability that the results of some weeks are together worth at least `threshold`. For several questions about
/// the same weeks make a distribution with funnelmath_flow_revenue_new.
///
/// - `flow`, `rate`, `weeks`: as for funnelmath_flow_mean.
/// - `size`: how large a deal is.
/// - `threshold`: an amount of money: finite, at least 0.
/// - `chance`: receives it.
///
/// Fails with VOLUME (index: which count of `size`), COUNT, SHAPE, RATE, WEEKS, MONEY (index: which size), VARIATION,
/// NO_DEALS, OVERFLOW (also when more than 2^53 deals are expected), STRUCT_SIZE, ENUM, LENGTH, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_flow_revenue_at_least(
    flow: *const funnelmath_flow,
    rate: f64,
    weeks: f64,
    size: *const funnelmath_deal_size,
    threshold: f64,
    chance: *mut funnelmath_probability,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(chance, 5, error, || {
        // SAFETY: the header's contract on pointers and lengths.
        let (flow, size) = unsafe { (read_flow(flow, rate)?, read_size(size, 3)?) };
        Ok(flow.results(weeks)?.revenue(&size)?.at_least(threshold)?.into())
    })
}

/// The quantile of the revenue of some weeks: the smallest amount that is not exceeded with a probability of at least
/// `p`. For several questions about the same weeks make a distribution with funnelmath_flow_revenue_new.
///
/// - `flow`, `rate`, `weeks`: as for funnelmath_flow_mean.
/// - `size`: how large a deal is.
/// - `p`: 0 to 1.
/// - `quantile`: receives it; missing for p = 1, unless nothing comes.
///
/// Fails with VOLUME (index: which count of `size`), COUNT, SHAPE, RATE, WEEKS, MONEY (index: which size), VARIATION,
/// NO_DEALS, PROBABILITY, OVERFLOW, STRUCT_SIZE, ENUM, LENGTH, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_flow_revenue_quantile(
    flow: *const funnelmath_flow,
    rate: f64,
    weeks: f64,
    size: *const funnelmath_deal_size,
    p: f64,
    quantile: *mut funnelmath_quantile,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(quantile, 5, error, || {
        // SAFETY: the header's contract on pointers and lengths.
        let (flow, size) = unsafe { (read_flow(flow, rate)?, read_size(size, 3)?) };
        Ok(flow.results(weeks)?.revenue(&size)?.quantile(p)?.into())
    })
}

/// The weeks after which the results are together worth at least `goal` with a probability of `confidence`; 0 for a goal
/// or a confidence of 0.
///
/// - `flow`, `rate`: as for funnelmath_flow_mean.
/// - `size`: how large a deal is.
/// - `goal`: an amount of money: finite, at least 0.
/// - `confidence`: 0 to 1.
/// - `wait`: receives them, or that no number is enough.
///
/// Fails with VOLUME (index: which count of `size`), COUNT, SHAPE, RATE, WEEKS, MONEY (index: which size), VARIATION,
/// NO_DEALS, PROBABILITY, OVERFLOW, STRUCT_SIZE, ENUM, LENGTH, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_flow_weeks_for_revenue(
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
        let (flow, size) = unsafe { (read_flow(flow, rate)?, read_size(size, 2)?) };
        Ok(flow.weeks_for_revenue(&size, goal, confidence)?.into())
    })
}
