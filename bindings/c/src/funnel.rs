//! The funnel and its plan: prepared, immutable, shareable between threads.
#![allow(non_camel_case_types)]

use crate::boundary::{Failure, guard, read, slice, writable, write};
use crate::calendar::funnelmath_calendar;
use crate::status::{funnelmath_error, funnelmath_status};
use crate::types::{
    funnelmath_effect, funnelmath_goal, funnelmath_maybe, funnelmath_unreachable, funnelmath_whole,
    number, period, policy, sized,
};
use funnelmath::{Funnel, Gate, Plan, Target};

/// How a gate is said.
#[repr(C)]
pub enum funnelmath_gate_kind {
    /// `a` is the rate, 0 to 1.
    Rate = 0,
    /// `a` successes of `b` trials.
    Counts = 1,
    /// One in `a`.
    OneIn = 2,
}

/// A gate of a funnel.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct funnelmath_gate {
    /// A funnelmath_gate_kind: says what `a` and `b` are.
    pub kind: u32,
    /// 0.
    pub reserved: u32,
    /// The rate, the successes, or the n of "one in n".
    pub a: f64,
    /// The trials; not read otherwise.
    pub b: f64,
    /// The rate that the gate is held against; may be missing.
    pub benchmark: funnelmath_maybe,
}

/// What a funnel is made of.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct funnelmath_funnel_options {
    /// sizeof(funnelmath_funnel_options).
    pub struct_size: u32,
    /// 0.
    pub reserved: u32,
    /// The gates, first gate first.
    pub gates: *const funnelmath_gate,
    /// How many gates; at least 1.
    pub gates_len: usize,
    /// Average revenue of an item that leaves the last gate; may be missing, for goals in volumes only.
    pub sale_value: funnelmath_maybe,
    /// What the sale value is held against; may be missing.
    pub sale_value_benchmark: funnelmath_maybe,
    /// The calendar.
    pub calendar: funnelmath_calendar,
}

/// What a plan is asked for.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct funnelmath_target {
    /// sizeof(funnelmath_target).
    pub struct_size: u32,
    /// The goal's period, a funnelmath_period.
    pub per: u32,
    /// The goal and what is already there; its sale value is not read: the funnel has one. What is
    /// required with a start is for the rest of the goal, spread over a whole goal period.
    pub goal: funnelmath_goal,
    /// The period that activity is counted in, a funnelmath_period.
    pub activity_per: u32,
    /// How volumes become whole, a funnelmath_policy.
    pub policy: u32,
    /// The stage at which activity is counted, at or before the goal's.
    pub activity_stage: u64,
    /// The activity that is really done per activity period; may be missing.
    pub actual: funnelmath_maybe,
}

/// What a plan says as a whole.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct funnelmath_plan_summary {
    /// Whether the goal can be reached; there are no periods when it cannot.
    pub unreachable: funnelmath_unreachable,
    /// How many periods there are: the goal's and, when that is another one, the activity's.
    pub periods: u64,
    /// How many stages each period has.
    pub stages: u64,
    /// How many effects there are: for each gate, a point more, ten percent more, and its benchmark if it
    /// has one; for the sale value the last two.
    pub effects: u64,
    /// Actual over unrounded required activity; may be missing.
    pub gauge: funnelmath_maybe,
    /// What the actual activity alone would bring over the goal; may be missing.
    pub attainment: funnelmath_maybe,
}

/// A plan in one period.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct funnelmath_plan_period {
    /// The period, a funnelmath_period.
    pub period: u32,
    /// 0.
    pub reserved: u32,
    /// The goal's amount in this period.
    pub goal: f64,
    /// Expected revenue of the whole activity; missing without a sale value.
    pub revenue: funnelmath_maybe,
    /// The share of what was still to be done that the whole activity delivers.
    pub attainment: funnelmath_maybe,
}

/// A funnel: made once, then only read, from any number of threads.
pub struct funnelmath_funnel(Funnel);

/// A plan: made once, then only read, from any number of threads.
pub struct funnelmath_plan(Plan);

/// Makes a funnel.
///
/// - `options`: what it is made of; copied.
/// - `funnel`: receives the funnel, to be freed by funnelmath_funnel_free.
///
/// Fails with RATE, COUNT, NO_TRIALS, SUCCESSES, ONE_IN (index: the gate), NO_GATES, MONEY,
/// WEEKS_PER_YEAR, DAYS_PER_WEEK, STRUCT_SIZE, ENUM, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_funnel_new(
    options: *const funnelmath_funnel_options,
    funnel: *mut *mut funnelmath_funnel,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    guard(error, || {
        writable(funnel, 1)?;
        // SAFETY: the header's contract on pointers.
        let options = unsafe { read(options, 0)? };
        sized::<funnelmath_funnel_options>(options.struct_size)?;
        // SAFETY: the header's contract on pointers and lengths.
        let gates = unsafe { slice(options.gates, options.gates_len, 0)? };
        let mut builder = Funnel::builder().calendar(options.calendar.calendar(0)?);
        for (index, gate) in gates.iter().enumerate() {
            let made = match gate.kind {
                0 => Gate::new(gate.a),
                1 => Gate::from_counts(gate.a, gate.b),
                2 => Gate::one_in(gate.a),
                other => return Err(Failure::number(0, other)),
            };
            builder = builder.gate("", made.map_err(|error| error.at(index))?);
            if let Some(rate) = gate.benchmark.option(0)? {
                builder = builder.benchmark(rate);
            }
        }
        if let Some(value) = options.sale_value.option(0)? {
            builder = builder.sale_value(value);
        }
        if let Some(value) = options.sale_value_benchmark.option(0)? {
            builder = builder.sale_value_benchmark(value);
        }
        let made = Box::into_raw(Box::new(funnelmath_funnel(builder.build()?)));
        // SAFETY: checked above.
        unsafe { write(funnel, made) };
        Ok(())
    })
}

/// Frees a funnel; NULL is allowed. No other thread may use it any more.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_funnel_free(funnel: *mut funnelmath_funnel) {
    let _ = guard(core::ptr::null_mut(), || {
        if !funnel.is_null() {
            // SAFETY: made by funnelmath_funnel_new and, by the header's contract, not freed yet.
            drop(unsafe { Box::from_raw(funnel) });
        }
        Ok(())
    });
}

/// The plan for a goal: what each stage needs, exactly and in whole units, per goal and activity period.
///
/// - `funnel`: a funnel.
/// - `target`: what is asked for.
/// - `plan`: receives the plan, to be freed by funnelmath_plan_free. It does not need the funnel any more.
///
/// Fails with NO_SALE_VALUE, MONEY, VOLUME, STAGE, LENGTH, OVERFLOW, STEP (ten percent more than the sale
/// value is too large for a double), STRUCT_SIZE, ENUM, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_plan_new(
    funnel: *const funnelmath_funnel,
    target: *const funnelmath_target,
    plan: *mut *mut funnelmath_plan,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    guard(error, || {
        writable(plan, 2)?;
        // SAFETY: the header's contract on pointers.
        let (funnel, target) = unsafe { (read(funnel, 0)?, read(target, 1)?) };
        sized::<funnelmath_target>(target.struct_size)?;
        // SAFETY: the header's contract on pointers and lengths.
        let start = unsafe { target.goal.start(1)? };
        let mut asked = Target::new(target.goal.goal(1)?)
            .per(period(target.per, 1)?)
            .activity_per(period(target.activity_per, 1)?)
            .activity_stage(number(target.activity_stage))
            .policy(policy(target.policy, 1)?)
            .start(start);
        if let Some(actual) = target.actual.option(1)? {
            asked = asked.actual(actual);
        }
        let made = Box::into_raw(Box::new(funnelmath_plan(funnel.0.plan(asked)?)));
        // SAFETY: checked above.
        unsafe { write(plan, made) };
        Ok(())
    })
}

/// Frees a plan; NULL is allowed. No other thread may use it any more.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_plan_free(plan: *mut funnelmath_plan) {
    let _ = guard(core::ptr::null_mut(), || {
        if !plan.is_null() {
            // SAFETY: made by funnelmath_plan_new and, by the header's contract, not freed yet.
            drop(unsafe { Box::from_raw(plan) });
        }
        Ok(())
    });
}

/// What a plan says as a whole.
///
/// - `plan`: a plan.
/// - `summary`: receives it.
///
/// Fails with POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_plan_summarize(
    plan: *const funnelmath_plan,
    summary: *mut funnelmath_plan_summary,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    guard(error, || {
        writable(summary, 1)?;
        // SAFETY: the header's contract on pointers.
        let plan = &unsafe { read(plan, 0)? }.0;
        let stages = plan.periods.first().map_or(0, |period| period.stages.len());
        let whole = funnelmath_plan_summary {
            unreachable: plan.unreachable.into(),
            periods: plan.periods.len() as u64,
            stages: stages as u64,
            effects: plan.sensitivity.len() as u64,
            gauge: plan.gauge.into(),
            attainment: plan.attainment.into(),
        };
        // SAFETY: checked above.
        unsafe { write(summary, whole) };
        Ok(())
    })
}

/// One period of a plan.
///
/// - `plan`: a plan.
/// - `index`: which period, from 0: the goal's, then the activity's.
/// - `period`: receives it.
///
/// Fails with INDEX, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_plan_get_period(
    plan: *const funnelmath_plan,
    index: u64,
    period: *mut funnelmath_plan_period,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    guard(error, || {
        writable(period, 2)?;
        // SAFETY: the header's contract on pointers.
        let plan = &unsafe { read(plan, 0)? }.0;
        let found = get(&plan.periods, index)?;
        let found = funnelmath_plan_period {
            period: found.period as u32,
            reserved: 0,
            goal: found.goal,
            revenue: found.delivers.revenue.into(),
            attainment: found.delivers.attainment.into(),
        };
        // SAFETY: checked above.
        unsafe { write(period, found) };
        Ok(())
    })
}

/// What one stage needs in one period of a plan.
///
/// - `plan`: a plan.
/// - `period`: which period, from 0.
/// - `stage`: which stage, from 0.
/// - `whole`: receives the exact and the whole volume.
///
/// Fails with INDEX, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_plan_get_stage(
    plan: *const funnelmath_plan,
    period: u64,
    stage: u64,
    whole: *mut funnelmath_whole,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    guard(error, || {
        writable(whole, 3)?;
        // SAFETY: the header's contract on pointers.
        let plan = &unsafe { read(plan, 0)? }.0;
        let found = get(&get(&plan.periods, period)?.stages, stage)?;
        // SAFETY: checked above.
        unsafe { write(whole, found.whole.into()) };
        Ok(())
    })
}

/// One effect of a plan's sensitivity: what a step of one lever would change. Required activity is per
/// activity period and for the whole goal, whatever is there at the start; revenue per goal period, in sales when the funnel has no sale value.
///
/// - `plan`: a plan.
/// - `index`: which effect, from 0.
/// - `effect`: receives it.
///
/// Fails with INDEX, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_plan_get_effect(
    plan: *const funnelmath_plan,
    index: u64,
    effect: *mut funnelmath_effect,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    guard(error, || {
        writable(effect, 2)?;
        // SAFETY: the header's contract on pointers.
        let plan = &unsafe { read(plan, 0)? }.0;
        let found = *get(&plan.sensitivity, index)?;
        // SAFETY: checked above.
        unsafe { write(effect, found.into()) };
        Ok(())
    })
}

fn get<T>(list: &[T], index: u64) -> Result<&T, Failure> {
    let index = number(index);
    list.get(index).ok_or_else(|| Failure::index(index, list.len()))
}
