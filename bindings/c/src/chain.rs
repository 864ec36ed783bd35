//! Chains: forward, required, sensitivity, roll-up, and rates from counts.

use crate::boundary::{Failure, disjoint, guard, one, read, slice, slice_mut, writable, write};
use crate::status::{funnelmath_error, funnelmath_status};
use crate::types::{
    funnelmath_effect, funnelmath_goal, funnelmath_maybe, funnelmath_unreachable, lever, number,
    step,
};
use funnelmath::{
    Chain, Gate,
    chain::{Entry, Required, RollUp, Situation, Worth},
    rate::GateCounts,
};

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

/// The rate of a gate that `successes` of `trials` passed. Count only what is decided: an open deal is not a lost one.
///
/// - `successes`, `trials`: 0 to 2^53, not necessarily whole (a deal that two reps share counts as 0.5 for each).
/// - `rate`: receives successes / trials.
///
/// Fails with CREDIT, NO_TRIALS, SUCCESSES, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_rate_from_counts(
    successes: f64,
    trials: f64,
    rate: *mut f64,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(rate, 2, error, || Ok(Gate::from_counts(successes, trials)?.rate().get()))
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
    one(rate, 1, error, || Ok(Gate::one_in(n)?.rate().get()))
}

/// Rates from columns of counts: rates[i] = successes[i] / trials[i]. A gate without trials has no rate, and the others
/// still have theirs.
///
/// - `successes`, `trials`: `count` numbers each, from 0 to 2^53, not necessarily whole.
/// - `rates`: receives `count` rates; missing where there are no trials. Must not overlap the inputs.
///
/// Fails with CREDIT, SUCCESSES (index: the gate), LENGTH, OVERLAP, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_rates_from_counts(
    successes: *const f64,
    trials: *const f64,
    count: usize,
    rates: *mut funnelmath_maybe,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    guard(error, || {
        disjoint((rates, count), &[(successes, count), (trials, count)], 3)?;
        // SAFETY: the header's contract on pointers and lengths.
        let (successes, trials, rates) = unsafe {
            (slice(successes, count, 0)?, slice(trials, count, 1)?, slice_mut(rates, count, 3)?)
        };
        let mut found = vec![None; count];
        GateCounts { successes, trials }.rates(&mut found)?;
        for (place, rate) in rates.iter_mut().zip(found) {
            *place = rate.into();
        }
        Ok(())
    })
}

/// The conversion rate from the first stage to the last.
///
/// - `rates`, `gates`: the conversion rates, 0 to 1, first gate first; at least one.
/// - `overall`: receives their product, multiplied from the first to the last.
///
/// Fails with RATE (index: the gate), NO_GATES, LENGTH, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_chain_overall(
    rates: *const f64,
    gates: usize,
    overall: *mut f64,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(overall, 2, error, || {
        // SAFETY: the header's contract on pointers and lengths.
        Ok(Chain::new(unsafe { slice(rates, gates, 0)? })?.overall())
    })
}

/// The expected volume of every stage, and the revenue, of what enters the first stage.
///
/// - `rates`, `gates`: the conversion rates, 0 to 1, first gate first; at least one.
/// - `entry`: how many enter, per period: finite, at least 0.
/// - `sale_value`: average revenue of an item that leaves the last gate: finite, at least 0.
/// - `volumes`, `stages`: receives one volume for each stage; stages must be gates + 1.
/// - `revenue`: receives volumes[gates] * sale_value.
///
/// Fails with RATE, NO_GATES, VOLUME, MONEY, LENGTH, OVERFLOW, OVERLAP, POINTER.
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
        let expected = Chain::new(rates)?.forward(Entry::First(entry), sale_value, volumes)?;
        // SAFETY: checked above.
        unsafe { write(revenue, expected) };
        Ok(())
    })
}

/// The same when items enter, and bring revenue, at any stage: referrals that begin in the middle of the chain; a paid
/// trial before a subscription.
///
/// - `rates`, `gates`: the conversion rates, 0 to 1, first gate first; at least one.
/// - `entries`: for each of the stages, how many enter there directly, per period: finite, at least 0.
/// - `sale_values`: for each of the stages, the average revenue of an item that reaches it: finite, at least 0. An item
///   that reaches several stages brings the value of each.
/// - `volumes`, `stages`: receives one volume for each stage; stages must be gates + 1.
/// - `revenue`: receives the sum over the stages of volume times value.
///
/// Fails with RATE, NO_GATES, VOLUME, MONEY (index: the stage), LENGTH, OVERFLOW, OVERLAP, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_chain_forward_each(
    rates: *const f64,
    gates: usize,
    entries: *const f64,
    sale_values: *const f64,
    volumes: *mut f64,
    stages: usize,
    revenue: *mut f64,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    guard(error, || {
        let inputs = [(rates, gates), (entries, stages), (sale_values, stages)];
        disjoint((volumes, stages), &inputs, 4)?;
        disjoint((volumes, stages), &[(revenue.cast_const(), 1)], 4)?;
        writable(revenue, 6)?;
        // SAFETY: the header's contract on pointers and lengths.
        let (rates, entries, values, volumes) = unsafe {
            (
                slice(rates, gates, 0)?,
                slice(entries, stages, 2)?,
                slice(sale_values, stages, 3)?,
                slice_mut(volumes, stages, 4)?,
            )
        };
        let (entry, worth) = (Entry::Each(entries), Worth::Each(values));
        let expected = Chain::new(rates)?.forward(entry, worth, volumes)?;
        // SAFETY: checked above.
        unsafe { write(revenue, expected) };
        Ok(())
    })
}

/// The volume that every stage still needs for a goal to be met, in the goal's period.
///
/// A goal above 0 that cannot be reached, because a gate or the sale value is 0, is no failure: `unreachable` says so,
/// and `volumes` is not written then.
///
/// - `rates`, `gates`: the conversion rates, 0 to 1, first gate first; at least one.
/// - `goal`: the goal, the sale value, and what is already there.
/// - `volumes`, `stages`: receives one volume for each stage; stages must be gates + 1.
/// - `unreachable`: receives whether the goal can be reached, and what is in the way if it cannot.
///
/// Fails with RATE, NO_GATES, VOLUME, MONEY, STAGE, LENGTH, OVERFLOW, STRUCT_SIZE, RESERVED, ENUM, OVERLAP, POINTER.
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

/// What one step of one lever changes: the activity that a goal requires, and the revenue of the present activity. Both
/// are recomputed in full.
///
/// - `rates`, `gates`: the conversion rates, 0 to 1, first gate first; at least one.
/// - `goal`: the goal and the sale value; its start is not read.
/// - `stage`, `volume`: the stage at which activity is counted, at or before the goal's, and the present volume there.
/// - `lever`, `gate`: a funnelmath_lever and, for a gate, which.
/// - `step`, `size`: a funnelmath_step and how far.
/// - `effect`: receives what changes.
///
/// Fails with RATE, NO_GATES, VOLUME, MONEY, STAGE, ACTIVITY_STAGE, GATE, STEP, OVERFLOW, LENGTH, STRUCT_SIZE, RESERVED,
/// ENUM, POINTER.
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
    one(effect, 9, error, || {
        // SAFETY: the header's contract on pointers and lengths.
        let (rates, goal) = unsafe { (slice(rates, gates, 0)?, read(goal, 2)?) };
        let (lever, step) = (self::lever(lever, gate, 5)?, self::step(step, size, 7)?);
        let (goal, sale_value) = (goal.goal(2)?, goal.sale_value);
        let situation = Situation { goal, sale_value, stage: number(stage), volume };
        Ok(Chain::new(rates)?.sensitivity(&situation, lever, step)?.into())
    })
}

/// The totals of several chains (reps, segments) of equally many gates, weighted by their volumes, and the rates of the
/// team as a whole, which are not the means of the members' rates.
///
/// - `gates`: how many gates each member's chain has; at least 1.
/// - `rates`: members * gates rates, one member after the other.
/// - `entries`, `sale_values`: for each of the `members`, how many enter, and the revenue per sale.
/// - `volumes`: receives gates + 1 summed volumes.
/// - `implied`: receives `gates` rates of the team; missing where nothing enters the gate.
/// - `total`: receives the revenue, the revenue per sale and the overall rate.
///
/// Fails with NO_GATES, RATE (index into rates), VOLUME, MONEY (index: the member), OVERFLOW, LENGTH, OVERLAP, POINTER.
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
        let members = RollUp { gates, rates, entries, sale_values: values };
        let sum = members.total(volumes, &mut team)?;
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
