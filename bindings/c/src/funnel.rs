//! The funnel and its plan: prepared, immutable, shareable between threads.
#![allow(non_camel_case_types)]

use crate::boundary::{Failure, guard, one, read, slice, writable, write};
use crate::calendar::funnelmath_calendar;
use crate::chance::funnelmath_likelihood;
use crate::status::{funnelmath_error, funnelmath_status};
use crate::types::{
    funnelmath_effect, funnelmath_goal, funnelmath_maybe, funnelmath_unreachable, funnelmath_whole,
    number, period, policy, sized,
};
use core::mem::{MaybeUninit, offset_of};
use funnelmath::{ConfidentPlan, Evidence, Funnel, Gate, PeriodPlan, Plan, Target};

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
    /// How sure the goal is to be reached, 0 to 1, which funnelmath_plan_get_confident answers; may be
    /// missing. A program whose target ends before this, and says so by struct_size, asks for none.
    pub confidence: funnelmath_maybe,
    /// What is assumed of a gate's rate before its counts: worth so many successes; from 1e-9 to 2^53, or 0
    /// with `prior_b`, for 1/2 of each (Jeffreys). Gates not made of counts have known rates. Not read
    /// without a confidence.
    pub prior_a: f64,
    /// And so many failures.
    pub prior_b: f64,
}

/// What a plan says of a confidence.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct funnelmath_plan_confident {
    /// 1 when a confidence was asked for; all else is 0 when not.
    pub present: u32,
    /// 0.
    pub reserved: u32,
    /// The confidence that was asked for.
    pub confidence: f64,
    /// The chance that the confident plan has by its activity in the goal's period; where none is so sure,
    /// the best there is.
    pub chance: funnelmath_likelihood,
    /// How many periods the confident plan has: as many as the plan, or 0 when no number of units is enough.
    pub periods: u64,
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
/// value is too large for a double), PROBABILITY (the confidence), SHAPE (index 0: prior_a, 1: prior_b; or a
/// gate whose counts pass 2^53 with them), STRUCT_SIZE, ENUM, POINTER.
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
        let (funnel, target) = unsafe { (read(funnel, 0)?, read_target(target, 1)?) };
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
        if let Some(confidence) = target.confidence.option(1)? {
            asked = asked.confidence(confidence);
            if (target.prior_a, target.prior_b) != (0.0, 0.0) {
                asked = asked.prior(Evidence::new(target.prior_a, target.prior_b)?);
            }
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
    one(period, 2, error, || {
        // SAFETY: the header's contract on pointers.
        let plan = &unsafe { read(plan, 0)? }.0;
        Ok(get(&plan.periods, index)?.into())
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
    one(whole, 3, error, || {
        // SAFETY: the header's contract on pointers.
        let plan = &unsafe { read(plan, 0)? }.0;
        Ok(get(&get(&plan.periods, period)?.stages, stage)?.whole.into())
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
    one(effect, 2, error, || {
        // SAFETY: the header's contract on pointers.
        let plan = &unsafe { read(plan, 0)? }.0;
        Ok((*get(&plan.sensitivity, index)?).into())
    })
}

/// What a plan says of the confidence that was asked for: whether the goal can be made so sure, and how sure.
///
/// "Divide by the rate" gives what reaches the goal on average: about every second time.
///
/// - `plan`: a plan.
/// - `confident`: receives it.
///
/// Fails with POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_plan_get_confident(
    plan: *const funnelmath_plan,
    confident: *mut funnelmath_plan_confident,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(confident, 1, error, || {
        // SAFETY: the header's contract on pointers.
        let plan = &unsafe { read(plan, 0)? }.0;
        Ok(match &plan.confident {
            Some(found) => funnelmath_plan_confident {
                present: 1,
                reserved: 0,
                confidence: found.confidence,
                chance: found.chance.into(),
                periods: found.periods.len() as u64,
            },
            None => funnelmath_plan_confident {
                present: 0,
                reserved: 0,
                confidence: 0.0,
                chance: funnelmath_likelihood::none(),
                periods: 0,
            },
        })
    })
}

/// The chance that the expected plan reaches the goal with: of the whole activity of one of its periods, kept
/// up for the goal's period.
///
/// - `plan`: a plan made with a confidence.
/// - `period`: which period of the plan, from 0.
/// - `chance`: receives it.
///
/// Fails with INDEX (without a confidence there are none), POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_plan_get_expected_chance(
    plan: *const funnelmath_plan,
    period: u64,
    chance: *mut funnelmath_likelihood,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(chance, 2, error, || {
        // SAFETY: the header's contract on pointers.
        let plan = &unsafe { read(plan, 0)? }.0;
        let found = plan.confident.as_ref().map_or(&[][..], |found| &found.expected);
        Ok((*get(found, period)?).into())
    })
}

/// One period of the plan that is as sure as was asked for.
///
/// - `plan`: a plan made with a confidence.
/// - `index`: which period, from 0: the goal's, then the activity's.
/// - `period`: receives it.
///
/// Fails with INDEX (without a confidence, and when no number of units is enough, there are none), POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_plan_get_confident_period(
    plan: *const funnelmath_plan,
    index: u64,
    period: *mut funnelmath_plan_period,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(period, 2, error, || {
        // SAFETY: the header's contract on pointers.
        let plan = &unsafe { read(plan, 0)? }.0;
        Ok(get(confident_periods(plan), index)?.into())
    })
}

/// What one stage needs in one period of the plan that is as sure as was asked for: in the goal's period the
/// fewest whole units that reach the goal with this confidence, in the activity's what that comes to.
///
/// - `plan`: a plan made with a confidence.
/// - `period`: which period, from 0.
/// - `stage`: which stage, from 0.
/// - `whole`: receives the exact and the whole volume.
///
/// Fails with INDEX, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_plan_get_confident_stage(
    plan: *const funnelmath_plan,
    period: u64,
    stage: u64,
    whole: *mut funnelmath_whole,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(whole, 3, error, || {
        // SAFETY: the header's contract on pointers.
        let plan = &unsafe { read(plan, 0)? }.0;
        Ok(get(&get(confident_periods(plan), period)?.stages, stage)?.whole.into())
    })
}

fn confident_periods(plan: &Plan) -> &[PeriodPlan] {
    let found: Option<&ConfidentPlan> = plan.confident.as_ref();
    found.map_or(&[], |found| &found.periods)
}

impl From<&PeriodPlan> for funnelmath_plan_period {
    fn from(found: &PeriodPlan) -> Self {
        Self {
            period: found.period as u32,
            reserved: 0,
            goal: found.goal,
            revenue: found.delivers.revenue.into(),
            attainment: found.delivers.attainment.into(),
        }
    }
}

/// The target, also of a program that was built when it ended before the confidence.
///
/// # Safety
/// If not NULL, `pointer` must point to as many readable bytes as the `struct_size` there says.
unsafe fn read_target(
    pointer: *const funnelmath_target,
    parameter: usize,
) -> Result<funnelmath_target, Failure> {
    const EARLIER: usize = offset_of!(funnelmath_target, confidence);
    if pointer.is_null() || !pointer.is_aligned() {
        return Err(Failure::pointer(parameter));
    }
    // SAFETY: not NULL and aligned; every target begins with its size.
    let size = unsafe { (&raw const (*pointer).struct_size).read() };
    if size as usize == EARLIER {
        let mut target = MaybeUninit::<funnelmath_target>::zeroed();
        // SAFETY: the caller's promise; a target has room for more, and is plain numbers and pointers, each of
        // which may be 0.
        return Ok(unsafe {
            target.as_mut_ptr().cast::<u8>().copy_from_nonoverlapping(pointer.cast(), EARLIER);
            target.assume_init()
        });
    }
    sized::<funnelmath_target>(size)?;
    // SAFETY: the caller's promise.
    Ok(*unsafe { read(pointer, parameter)? })
}

fn get<T>(list: &[T], index: u64) -> Result<&T, Failure> {
    let index = number(index);
    list.get(index).ok_or_else(|| Failure::index(index, list.len()))
}
