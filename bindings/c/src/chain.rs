//! Chains: forward, required, sensitivity, roll-up, and rates from counts.

use crate::boundary::{Failure, disjoint, guard, read, slice, slice_mut, writable, write};
use crate::status::{funnelmath_error, funnelmath_status};
use crate::types::{
    funnelmath_effect, funnelmath_goal, funnelmath_maybe, funnelmath_unreachable, lever, number,
    step,
};
use funnelmath::{Chain, Gate, Required, Situation};

/// A team's totals.
#[allow(non_camel_case_types)]
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct funnelmath_total {
    /// The revenue of all members together.
    pub revenue: f64,
    /// Revenue per sale over all members; missing when they sell nothing.
    pub sale_value: funnelmath_maybe,
    /// Sales per entry over all members; missing when nothing enters.
    pub overall: funnelmath_maybe,
}

/// The rate of a gate that `successes` of `trials` passed. Count only what is decided: an open deal is
/// not a lost one.
///
/// - `successes`, `trials`: whole numbers from 0 to 2^53.
/// - `rate`: receives successes / trials.
///
/// Fails with COUNT, NO_TRIALS, SUCCESSES, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_rate_from_counts(
    successes: f64,
    trials: f64,
    rate: *mut f64,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    guard(error, || {
        writable(rate, 2)?;
        let gate = Gate::from_counts(successes, trials)?;
        // SAFETY: checked above.
        unsafe { write(rate, gate.rate().get()) };
        Ok(())
    })
}

/// The rate of a gate that one in `n` passes: 10:1 is n = 10.
///
/// - `n`: finite, at least 1.
/// - `rate`: receives 1 / n.
///
/// Fails with ONE_IN, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_rate_one_in(
    n: f64,
    rate: *mut f64,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    guard(error, || {
        writable(rate, 1)?;
        let gate = Gate::one_in(n)?;
        // SAFETY: checked above.
        unsafe { write(rate, gate.rate().get()) };
        Ok(())
    })
}

/// Rates from columns of counts: rates[i] = successes[i] / trials[i].
///
/// - `successes`, `trials`: `count` whole numbers each, from 0 to 2^53.
/// - `rates`: receives `count` rates; must not overlap the inputs.
///
/// Fails with COUNT, NO_TRIALS, SUCCESSES (index: the gate), POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_rates_from_counts(
    successes: *const f64,
    trials: *const f64,
    count: usize,
    rates: *mut f64,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    guard(error, || {
        disjoint((rates, count), &[(successes, count), (trials, count)], 3)?;
        // SAFETY: the header's contract on pointers and lengths.
        let (successes, trials, rates) = unsafe {
            (slice(successes, count, 0)?, slice(trials, count, 1)?, slice_mut(rates, count, 3)?)
        };
        Ok(funnelmath::rates_from_counts(successes, trials, rates)?)
    })
}

/// The conversion rate from the first stage to the last.
///
/// - `rates`, `gates`: the conversion rates, 0 to 1, first gate first; at least one.
/// - `overall`: receives their product, multiplied from the first to the last.
///
/// Fails with RATE (index: the gate), NO_GATES, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_chain_overall(
    rates: *const f64,
    gates: usize,
    overall: *mut f64,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    guard(error, || {
        writable(overall, 2)?;
        // SAFETY: the header's contract on pointers and lengths.
        let rates = unsafe { slice(rates, gates, 0)? };
        let product = Chain::new(rates)?.overall();
        // SAFETY: checked above.
        unsafe { write(overall, product) };
        Ok(())
    })
}

/// Forwards: the expected volume of every stage, and the revenue, of what enters the first.
///
/// - `rates`, `gates`: the conversion rates, 0 to 1, first gate first; at least one.
/// - `entry`: how many enter, per period: finite, at least 0.
/// - `sale_value`: average revenue of an item that leaves the last gate: finite, at least 0.
/// - `volumes`, `stages`: receives one volume for each stage; stages must be gates + 1.
/// - `revenue`: receives volumes[gates] * sale_value.
///
/// Fails with RATE, NO_GATES, VOLUME, MONEY, LENGTH, OVERFLOW, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_chain_forward(
    rates: *const f64,
    gates: usize,
    entry: f64,
    sale_value: f64,
    volumes: *mut f64,
    stages: usize,
    revenue: *mut f64,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    guard(error, || {
        disjoint((volumes, stages), &[(rates, gates), (revenue.cast_const(), 1)], 4)?;
        writable(revenue, 6)?;
        // SAFETY: the header's contract on pointers and lengths.
        let (rates, volumes) = unsafe { (slice(rates, gates, 0)?, slice_mut(volumes, stages, 4)?) };
        let expected = Chain::new(rates)?.forward(entry, sale_value, volumes)?;
        // SAFETY: checked above.
        unsafe { write(revenue, expected) };
        Ok(())
    })
}

/// Backwards: the volume that every stage still needs for a goal to be met, in the goal's period.
///
/// A gate of 0 (or a sale value of 0) in the way of a goal above 0 is no failure: `unreachable` says so,
/// and `volumes` is not written then.
///
/// - `rates`, `gates`: the conversion rates, 0 to 1, first gate first; at least one.
/// - `goal`: the goal, the sale value, and what is already there.
/// - `volumes`, `stages`: receives one volume for each stage; stages must be gates + 1.
/// - `unreachable`: receives whether the goal can be reached, and what is in the way if it cannot.
///
/// Fails with RATE, NO_GATES, VOLUME, MONEY, STAGE, LENGTH, OVERFLOW, STRUCT_SIZE, ENUM, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_chain_required(
    rates: *const f64,
    gates: usize,
    goal: *const funnelmath_goal,
    volumes: *mut f64,
    stages: usize,
    unreachable: *mut funnelmath_unreachable,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    guard(error, || {
        writable(unreachable, 5)?;
        // SAFETY: the header's contract on pointers and lengths.
        let goal = unsafe { read(goal, 2)? };
        let (what, value) = (goal.goal(2)?, goal.sale_value);
        let start_len = if goal.start_kind == 0 { 0 } else { goal.start_len };
        disjoint((volumes, stages), &[(rates, gates), (goal.start, start_len)], 3)?;
        disjoint((volumes, stages), &[(&raw const *goal, 1)], 3)?;
        disjoint((volumes, stages), &[(unreachable.cast_const(), 1)], 3)?;
        // SAFETY: the header's contract on pointers and lengths.
        let (rates, start, volumes) =
            unsafe { (slice(rates, gates, 0)?, goal.start(2)?, slice_mut(volumes, stages, 3)?) };
        let why = match Chain::new(rates)?.required(what, value, start, volumes)? {
            Required::Entry(_) => None,
            Required::Unreachable(why) => Some(why),
        };
        // SAFETY: checked above.
        unsafe { write(unreachable, why.into()) };
        Ok(())
    })
}

/// What one step of one lever does to the activity required for a goal, and to the revenue of the activity
/// there is; both recomputed in full.
///
/// - `rates`, `gates`: the conversion rates, 0 to 1, first gate first; at least one.
/// - `goal`: the goal and the sale value; its start is not read.
/// - `stage`, `volume`: the stage at which activity is counted, at or before the goal's, and the volume
///   there whose revenue is looked at.
/// - `lever`, `gate`: a funnelmath_lever and, for a gate, which.
/// - `step`, `size`: a funnelmath_step and how far.
/// - `effect`: receives what changes.
///
/// Fails with RATE, NO_GATES, VOLUME, MONEY, STAGE, GATE, STEP, OVERFLOW, STRUCT_SIZE, ENUM, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_chain_sensitivity(
    rates: *const f64,
    gates: usize,
    goal: *const funnelmath_goal,
    stage: u64,
    volume: f64,
    lever: u32,
    gate: u64,
    step: u32,
    size: f64,
    effect: *mut funnelmath_effect,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    guard(error, || {
        writable(effect, 9)?;
        // SAFETY: the header's contract on pointers and lengths.
        let (rates, goal) = unsafe { (slice(rates, gates, 0)?, read(goal, 2)?) };
        let (lever, step) = (self::lever(lever, gate, 5)?, self::step(step, size, 7)?);
        let (goal, sale_value) = (goal.goal(2)?, goal.sale_value);
        let situation = Situation { goal, sale_value, stage: number(stage), volume };
        let changes = Chain::new(rates)?.sensitivity(&situation, lever, step)?;
        // SAFETY: checked above.
        unsafe { write(effect, changes.into()) };
        Ok(())
    })
}

/// Adds up several chains (reps, segments) of equally many gates, weighted by their volumes, and says which
/// rates the team as a whole has: never the mean of the rates.
///
/// - `gates`: how many gates each member's chain has; at least 1.
/// - `rates`: members * gates rates, one member after the other.
/// - `entries`, `sale_values`: for each of the `members`, how many enter, and the revenue per sale.
/// - `volumes`: receives gates + 1 summed volumes.
/// - `implied`: receives `gates` rates of the team; missing where nothing enters the gate.
/// - `total`: receives the revenue, the revenue per sale and the overall rate.
///
/// Fails with NO_GATES, RATE (index into rates), VOLUME, MONEY (index: the member), OVERFLOW, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_roll_up(
    gates: usize,
    rates: *const f64,
    entries: *const f64,
    sale_values: *const f64,
    members: usize,
    volumes: *mut f64,
    implied: *mut funnelmath_maybe,
    total: *mut funnelmath_total,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    guard(error, || {
        writable(total, 7)?;
        let (all, stages) = (gates.saturating_mul(members), gates.saturating_add(1));
        let inputs = [(rates, all), (entries, members), (sale_values, members)];
        disjoint((volumes, stages), &inputs, 5)?;
        disjoint((implied, gates), &inputs, 6)?;
        disjoint((implied, gates), &[(volumes.cast_const(), stages)], 6)?;
        disjoint((total, 1), &[(volumes.cast_const(), stages)], 7)?;
        disjoint((total, 1), &[(implied.cast_const(), gates)], 7)?;
        // SAFETY: the header's contract on pointers and lengths.
        let (rates, entries, values, volumes, implied) = unsafe {
            (
                slice(rates, all, 1)?,
                slice(entries, members, 2)?,
                slice(sale_values, members, 3)?,
                slice_mut(volumes, stages, 5)?,
                slice_mut(implied, gates, 6)?,
            )
        };
        let mut team = vec![None; gates];
        let sum = funnelmath::roll_up(gates, rates, entries, values, volumes, &mut team)?;
        for (place, rate) in implied.iter_mut().zip(team) {
            *place = rate.into();
        }
        let sum = funnelmath_total {
            revenue: sum.revenue,
            sale_value: sum.sale_value.into(),
            overall: sum.overall.into(),
        };
        // SAFETY: checked above.
        unsafe { write(total, sum) };
        Ok::<(), Failure>(())
    })
}
