//! The plan of a funnel: prepared, immutable, shareable between threads.
#![allow(non_camel_case_types)]

use crate::answer::funnelmath_probability;
use crate::boundary::{Failure, guard, one, read, slice, writable, write};
use crate::funnel::funnelmath_funnel;
use crate::revenue::{funnelmath_deal_size, read_size};
use crate::status::{funnelmath_error, funnelmath_status};
use crate::texts::{LEFT_OUT_MESSAGES, LEFT_OUT_NAMES};
use crate::types::{
    funnelmath_effect, funnelmath_goal, funnelmath_maybe, funnelmath_unreachable, funnelmath_whole,
    number, period, policy, sized, unused,
};
use core::ffi::c_char;
use funnelmath::{
    Evidence, Plan, Target,
    funnel::PeriodPlan,
    plan::{LeavesOut, LeftOut, WorkingDays},
};

/// Which members of a target say how much of the goal's period is left.
#[repr(C)]
pub enum funnelmath_left_kind {
    /// None: all of it is left.
    All = 0,
    /// `left`, a share.
    Share = 1,
    /// `elapsed_days` and `total_days`.
    WorkingDays = 2,
}

/// What varies in reality, and what a chance takes as fixed: bits of `leaves_out`.
#[repr(C)]
pub enum funnelmath_left_out {
    /// Rates that were given as known are taken as exact.
    KnownRates = 1,
    /// Every deal is taken to be worth the mean.
    DealSizes = 2,
    /// Rates are taken not to move from period to period.
    RateMovement = 4,
}

/// What a plan is asked for. Members that are 0 or NULL ask for nothing.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct funnelmath_target {
    /// sizeof(funnelmath_target).
    pub struct_size: u32,
    /// The goal's period, a funnelmath_period.
    pub per: u32,
    /// The goal and what is already there in its period. Its sale value is not read: the funnel has one.
    pub goal: funnelmath_goal,
    /// The period that activity is counted in, a funnelmath_period.
    pub activity_per: u32,
    /// How volumes become whole, a funnelmath_policy.
    pub policy: u32,
    /// The stage at which activity is counted, at or before the goal's.
    pub activity_stage: u64,
    /// The activity that is really done per activity period: finite, at least 0; may be missing. It gives the gauge and
    /// the landing.
    pub actual: funnelmath_maybe,
    /// What is reached of the goal so far, in the goal's own unit: finite, may be negative; may be missing. Otherwise it
    /// is what the goal's start says of the goal's stage.
    pub reached: funnelmath_maybe,
    /// A funnelmath_left_kind: how much of the goal's period is left.
    pub left_kind: u32,
    /// 0.
    pub reserved: u32,
    /// SHARE: the share of the period that is left, 0 to 1.
    pub left: f64,
    /// WORKING_DAYS: working days that have passed: finite, at least 0, at most total_days.
    pub elapsed_days: f64,
    /// WORKING_DAYS: working days of the whole period: finite, above 0.
    pub total_days: f64,
    /// How many will enter each stage directly in what is left of the period, or NULL: one volume for each stage.
    pub entries: *const f64,
    /// How many volumes `entries` has.
    pub entries_len: usize,
    /// The probability with which the goal is to be reached, 0 to 1, which funnelmath_plan_get_confident answers; may be
    /// missing.
    pub confidence: funnelmath_maybe,
    /// What is assumed of a gate's rate before its counts, for the confidence: successes, from 1e-9 to 2^53. 0 for both
    /// prior_a and prior_b is 1/2 for both (Jeffreys's prior). Gates that are not made of counts have known rates. Not
    /// read without a confidence.
    pub prior_a: f64,
    /// The same: failures.
    pub prior_b: f64,
    /// How large one deal is, for the confidence, or NULL: instead of the funnel's own.
    pub deal_size: *const funnelmath_deal_size,
}

/// What a plan says of a confidence.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct funnelmath_plan_confident {
    /// 1 when a confidence was asked for; all else is 0 when not.
    pub present: u32,
    /// What the chances leave out: funnelmath_left_out bits.
    pub leaves_out: u32,
    /// The confidence that was asked for.
    pub confidence: f64,
    /// The chance of the confident plan with its activity in the goal's period, at least the confidence; where no plan is
    /// so sure, the best there is.
    pub chance: funnelmath_probability,
    /// How many periods the confident plan has: as many as the plan, or 0 when no number of units is enough.
    pub periods: u64,
}

/// A plan as a whole.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct funnelmath_plan_summary {
    /// Whether the goal can be reached; there are no periods when it cannot.
    pub unreachable: funnelmath_unreachable,
    /// How many periods there are: the goal's, for all that is left of it, and the activity's, when that is another one
    /// and something is left.
    pub periods: u64,
    /// How many stages each period has.
    pub stages: u64,
    /// How many effects there are: for each gate one percentage point more, 10% of itself more, and its benchmark if it
    /// has one; for the sale value the last two.
    pub effects: u64,
    /// Actual / unrounded required activity; its target is 1. Missing without an actual, or when nothing is required.
    pub gauge: funnelmath_maybe,
    /// Reached / goal; missing when nothing says what is reached, or for a goal of 0.
    pub attainment: funnelmath_maybe,
    /// (Reached + expected of what is open + actual pace * what is left of the period) / goal; missing without an actual.
    /// It is at least 1 exactly when the gauge is.
    pub landing: funnelmath_maybe,
}

/// A plan in one period.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct funnelmath_plan_period {
    /// The period, a funnelmath_period.
    pub period: u32,
    /// 0.
    pub reserved: u32,
    /// What the activity of this period is to bring, in the goal's unit: the goal's amount in this period, less what is
    /// reached and what is expected of items that wait.
    pub goal: f64,
    /// Expected revenue of the whole activity; missing without a sale value.
    pub revenue: funnelmath_maybe,
    /// What the whole activity delivers (revenue, or items at the goal's stage) / goal; missing when the goal is 0.
    pub attainment: funnelmath_maybe,
}

/// A plan: made once, then only read, from any number of threads.
pub struct funnelmath_plan(Plan);

/// The plan for a goal: what each stage needs, exactly and in whole units, per goal and activity period.
///
/// - `funnel`: a funnel.
/// - `target`: what is asked for.
/// - `plan`: receives the plan, to be freed by funnelmath_plan_free. It does not need the funnel any more.
///
/// Fails with NO_SALE_VALUE, SALE_VALUE_MEAN, MONEY, VOLUME, BOOKED, STAGE, ACTIVITY_STAGE, RATE (`left`), DAYS, NO_DAYS,
/// ELAPSED_DAYS, LENGTH, OVERFLOW, PROBABILITY (the confidence), EVIDENCE_SHAPE (the prior; or a gate whose counts pass
/// 2^53 with it), VARIATION, NO_DEALS (the deal size), STRUCT_SIZE, RESERVED, ENUM, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_plan_new(
    funnel: *const funnelmath_funnel,
    target: *const funnelmath_target,
    plan: *mut *mut funnelmath_plan,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    guard(error, || {
        writable(plan, 2)?;
        // SAFETY: the header's contract on pointers and lengths.
        let (funnel, target) = unsafe { (read(funnel, 0)?, read(target, 1)?.target(1)?) };
        let made = Box::into_raw(Box::new(funnelmath_plan(funnel.0.plan(target)?)));
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

/// A plan as a whole.
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
    one(summary, 1, error, || {
        // SAFETY: the header's contract on pointers.
        let plan = &unsafe { read(plan, 0)? }.0;
        let stages = plan.periods.first().map_or(0, |period| period.stages.len());
        Ok(funnelmath_plan_summary {
            unreachable: plan.unreachable.into(),
            periods: plan.periods.len() as u64,
            stages: stages as u64,
            effects: plan.sensitivity.len() as u64,
            gauge: plan.pace.gauge.into(),
            attainment: plan.pace.attainment.into(),
            landing: plan.pace.landing.into(),
        })
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

/// One effect of a plan's sensitivity: what a step of one lever would change. Required activity is per activity period
/// and for the whole goal, whatever is reached; revenue is per goal period, in sales when there is no sale value.
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

/// Whether the goal can be reached with the confidence that was asked for, and what the chances leave out.
///
/// The expected plan divides by the rates: it reaches the goal on average, which is about every second time.
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
                leaves_out: bits(found.leaves_out),
                confidence: found.confidence,
                chance: found.chance.into(),
                periods: found.periods.len() as u64,
            },
            None => funnelmath_plan_confident {
                present: 0,
                leaves_out: 0,
                confidence: 0.0,
                chance: funnelmath_probability::none(),
                periods: 0,
            },
        })
    })
}

/// The chance of the expected plan: of its whole activity in one period, kept up for what is left of the goal's.
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
    chance: *mut funnelmath_probability,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(chance, 2, error, || {
        // SAFETY: the header's contract on pointers.
        let plan = &unsafe { read(plan, 0)? }.0;
        let found = plan.confident.as_ref().map_or(&[][..], |found| &found.expected);
        Ok((*get(found, period)?).into())
    })
}

/// One period of the confident plan.
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

/// What one stage needs in one period of the confident plan: in the goal's period the fewest whole units that reach the
/// goal with the confidence that was asked for; in the activity's period the same, spread over what is left.
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

/// The name of a funnelmath_left_out, in snake_case. Static, never freed, never NULL; "unknown" for a number that is none
/// (for several bits together, too).
#[unsafe(no_mangle)]
pub extern "C" fn funnelmath_left_out_name(left_out: u32) -> *const c_char {
    LEFT_OUT_NAMES.get(place(left_out))
}

/// One sentence about a funnelmath_left_out. Static, never freed, never NULL; "unknown" for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn funnelmath_left_out_message(left_out: u32) -> *const c_char {
    LEFT_OUT_MESSAGES.get(place(left_out))
}

/// The bit of each thing that a chance may leave out.
const fn bit(what: LeftOut) -> u32 {
    1 << what as u32
}

fn bits(leaves_out: LeavesOut) -> u32 {
    leaves_out.iter().map(bit).sum()
}

fn place(left_out: u32) -> Option<usize> {
    LeftOut::ALL.iter().position(|&what| bit(what) == left_out)
}

fn confident_periods(plan: &Plan) -> &[PeriodPlan] {
    plan.confident.as_ref().map_or(&[], |found| &found.periods)
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

impl funnelmath_target {
    /// # Safety
    /// Its lists and its deal size must be as the header asks.
    unsafe fn target<'a>(&self, parameter: usize) -> Result<Target<'a>, Failure> {
        sized::<Self>(self.struct_size, parameter)?;
        unused(self.reserved, parameter)?;
        // SAFETY: the caller's promise.
        let (start, entries) = unsafe {
            (self.goal.start(parameter)?, slice(self.entries, self.entries_len, parameter)?)
        };
        let mut target = Target::new(self.goal.goal(parameter)?)
            .per(period(self.per, parameter)?)
            .activity_per(period(self.activity_per, parameter)?)
            .activity_stage(number(self.activity_stage))
            .policy(policy(self.policy, parameter)?)
            .start(start)
            .entries(entries);
        match self.left_kind {
            0 => {}
            1 => target = target.left(self.left),
            2 => {
                let (elapsed, total) = (self.elapsed_days, self.total_days);
                target = target.working_days(WorkingDays { elapsed, total });
            }
            other => return Err(Failure::number(parameter, other)),
        }
        if let Some(actual) = self.actual.option(parameter)? {
            target = target.actual(actual);
        }
        if let Some(reached) = self.reached.option(parameter)? {
            target = target.reached(reached);
        }
        if let Some(confidence) = self.confidence.option(parameter)? {
            target = target.confidence(confidence);
            if (self.prior_a, self.prior_b) != (0.0, 0.0) {
                target = target.prior(Evidence::new(self.prior_a, self.prior_b)?);
            }
        }
        if !self.deal_size.is_null() {
            // SAFETY: the caller's promise.
            target = target.deal_size(unsafe { read_size(self.deal_size, parameter)? });
        }
        Ok(target)
    }
}

fn get<T>(list: &[T], index: u64) -> Result<&T, Failure> {
    let index = number(index);
    list.get(index).ok_or_else(|| Failure::index(index, list.len()))
}
