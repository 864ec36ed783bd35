//! Chains, whole units, periods and ratios over columns.
#![allow(non_camel_case_types)]

use super::call::over_rows;
use super::{funnelmath_column, funnelmath_columns_summary};
use crate::boundary::{Failure, read};
use crate::calendar::funnelmath_calendar;
use crate::status::{funnelmath_error, funnelmath_status};
use crate::types::{number, period, policy, sized, unused};
use funnelmath::columns::{
    ActivityGauge, Attainment, Convert, Forward, Goal, Overall, Required, Start, Units, Whole,
    WholeStages,
};

/// A goal in one period for each row, what a sale is worth, and what is already there.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct funnelmath_column_goal {
    /// sizeof(funnelmath_column_goal).
    pub struct_size: u32,
    /// A funnelmath_goal_kind.
    pub kind: u32,
    /// The stage of a volume goal, from 0; not read otherwise.
    pub stage: u64,
    /// One column: the revenue, or the volume.
    pub amount: *const funnelmath_column,
    /// One column: the average revenue of an item that leaves the last gate.
    pub sale_value: *const funnelmath_column,
    /// One column for each stage, or NULL.
    pub start: *const funnelmath_column,
    /// How many columns `start` has.
    pub start_len: usize,
    /// A funnelmath_start_kind.
    pub start_kind: u32,
    /// 0.
    pub reserved: u32,
}

/// funnelmath_chain_forward for each row: the expected volume of every stage and the revenue, from what enters.
///
/// - `rates`, `gates`: a column for each gate, first gate first; 1 to 64.
/// - `entry`: how many enter the first stage.
/// - `sale_value`: the average revenue of an item that leaves the last gate.
/// - `rows`: how many rows there are.
/// - `volumes`, `stages`: a pointer to a column of results for each stage; NULL for one that is not needed. stages must be
///   gates + 1.
/// - `revenue`: receives the revenue of each row; may be NULL.
/// - `status`: receives the status of each row, a funnelmath_row or the number of an error.
/// - `summary`: receives how many rows were answered.
///
/// Fails with NO_GATES, LENGTH, STRUCT_SIZE, ENUM, OVERLAP, POINTER. Rows fail with RATE, VOLUME, MONEY, OVERFLOW.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_columns_forward(
    rates: *const funnelmath_column,
    gates: usize,
    entry: *const funnelmath_column,
    sale_value: *const funnelmath_column,
    rows: usize,
    volumes: *const *mut f64,
    stages: usize,
    revenue: *mut f64,
    status: *mut u32,
    summary: *mut funnelmath_columns_summary,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    // SAFETY: the header's contract on pointers and lengths.
    over_rows(rows, 4, error, |call| unsafe {
        let rates = call.columns(rates, gates, 0)?;
        let (entry, sale_value) = (call.column(entry, 2)?, call.column(sale_value, 3)?);
        let (mut volumes, revenue) = (call.outputs(volumes, stages, 5)?, call.output(revenue, 7)?);
        let question = Forward { rates: &rates, entry, sale_value };
        call.finish(status, summary, 8, |status| question.answer(&mut volumes, revenue, status))
    })
}

/// funnelmath_chain_overall for each row: the conversion rate from the first stage to the last.
///
/// - `rates`, `gates`: a column for each gate, first gate first; 1 to 64.
/// - `rows`: how many rows there are.
/// - `overall`: receives the rate of each row; may be NULL.
/// - `status`, `summary`: as funnelmath_columns_forward has them.
///
/// Fails with NO_GATES, LENGTH, STRUCT_SIZE, ENUM, OVERLAP, POINTER. Rows fail with RATE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_columns_overall(
    rates: *const funnelmath_column,
    gates: usize,
    rows: usize,
    overall: *mut f64,
    status: *mut u32,
    summary: *mut funnelmath_columns_summary,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    // SAFETY: the header's contract on pointers and lengths.
    over_rows(rows, 2, error, |call| unsafe {
        let rates = call.columns(rates, gates, 0)?;
        let overall = call.output(overall, 3)?;
        let question = Overall { rates: &rates };
        call.finish(status, summary, 4, |status| question.answer(overall, status))
    })
}

/// funnelmath_chain_required for each row: the volume that every stage still needs for a goal to be met. A row whose goal is
/// blocked by a gate or sale value of 0 is UNREACHABLE.
///
/// - `rates`, `gates`: a column for each gate, first gate first; 1 to 64.
/// - `goal`: the goal, the sale value, and what is already there.
/// - `rows`: how many rows there are.
/// - `volumes`, `stages`: a pointer to a column of results for each stage; NULL for one that is not needed. stages must be
///   gates + 1.
/// - `status`, `summary`: as funnelmath_columns_forward has them.
///
/// Fails with NO_GATES, STAGE, LENGTH, STRUCT_SIZE, RESERVED, ENUM, OVERLAP, POINTER. Rows fail with RATE, VOLUME, MONEY,
/// OVERFLOW.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_columns_required(
    rates: *const funnelmath_column,
    gates: usize,
    goal: *const funnelmath_column_goal,
    rows: usize,
    volumes: *const *mut f64,
    stages: usize,
    status: *mut u32,
    summary: *mut funnelmath_columns_summary,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    // SAFETY: the header's contract on pointers and lengths.
    over_rows(rows, 3, error, |call| unsafe {
        let rates = call.columns(rates, gates, 0)?;
        let given = read(goal, 2)?;
        call.input(goal);
        sized::<funnelmath_column_goal>(given.struct_size, 2)?;
        unused(given.reserved, 2)?;
        let amount = call.column(given.amount, 2)?;
        let goal = match given.kind {
            0 => Goal::Revenue(amount),
            1 => Goal::Volume { stage: number(given.stage), target: amount },
            other => return Err(Failure::number(2, other)),
        };
        let sale_value = call.column(given.sale_value, 2)?;
        let start_len = if given.start_kind == 0 { 0 } else { given.start_len };
        let there = call.columns(given.start, start_len, 2)?;
        let start = match given.start_kind {
            0 => Start::Empty,
            1 => Start::Open(&there),
            2 => Start::Reached(&there),
            other => return Err(Failure::number(2, other)),
        };
        let mut volumes = call.outputs(volumes, stages, 4)?;
        let question = Required { rates: &rates, goal, sale_value, start };
        call.finish(status, summary, 6, |status| question.answer(&mut volumes, status))
    })
}

/// funnelmath_policy_apply for each row: a whole number of units for an exact volume.
///
/// - `policy`: a funnelmath_policy.
/// - `exact`: the exact volumes.
/// - `rows`: how many rows there are.
/// - `units`: receives the units of each row; may be NULL.
/// - `residual`: receives the units beyond the exact volume, negative when rounded down; may be NULL.
/// - `status`, `summary`: as funnelmath_columns_forward has them.
///
/// Fails with LENGTH, STRUCT_SIZE, ENUM, OVERLAP, POINTER. Rows fail with VOLUME.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_columns_whole(
    policy: u32,
    exact: *const funnelmath_column,
    rows: usize,
    units: *mut f64,
    residual: *mut f64,
    status: *mut u32,
    summary: *mut funnelmath_columns_summary,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    // SAFETY: the header's contract on pointers and lengths.
    over_rows(rows, 2, error, |call| unsafe {
        let question = Whole { policy: self::policy(policy, 0)?, exact: call.column(exact, 1)? };
        let units = Units { units: call.output(units, 3)?, residual: call.output(residual, 4)? };
        call.finish(status, summary, 5, |status| question.answer(units, status))
    })
}

/// funnelmath_policy_apply_each for each row: the whole volume of every stage of a plan.
///
/// - `policy`: a funnelmath_policy.
/// - `rates`, `gates`: a column for each gate, first gate first; 1 to 64.
/// - `stage`: the stage of the goal, from 0.
/// - `exact`: a column with the exact volumes of each stage.
/// - `rows`: how many rows there are.
/// - `whole`, `stages`: a pointer to a column of results for each stage; NULL for one that is not needed. stages must be
///   gates + 1; it is also the number of columns of `exact`.
/// - `status`, `summary`: as funnelmath_columns_forward has them.
///
/// Fails with NO_GATES, STAGE, LENGTH, STRUCT_SIZE, ENUM, OVERLAP, POINTER. Rows fail with RATE, VOLUME, OVERFLOW.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_columns_whole_stages(
    policy: u32,
    rates: *const funnelmath_column,
    gates: usize,
    stage: u64,
    exact: *const funnelmath_column,
    rows: usize,
    whole: *const *mut f64,
    stages: usize,
    status: *mut u32,
    summary: *mut funnelmath_columns_summary,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    // SAFETY: the header's contract on pointers and lengths.
    over_rows(rows, 5, error, |call| unsafe {
        let policy = self::policy(policy, 0)?;
        let (rates, exact) = (call.columns(rates, gates, 1)?, call.columns(exact, stages, 4)?);
        let mut whole = call.outputs(whole, stages, 6)?;
        let question = WholeStages { policy, rates: &rates, stage: number(stage), exact: &exact };
        call.finish(status, summary, 8, |status| question.answer(&mut whole, status))
    })
}

/// funnelmath_calendar_convert for each row: an amount per one period as an amount per another.
///
/// - `calendar`: the calendar.
/// - `amount`: the amounts, volumes or money.
/// - `from`, `to`: funnelmath_periods.
/// - `rows`: how many rows there are.
/// - `converted`: receives the amount of each row; may be NULL.
/// - `status`, `summary`: as funnelmath_columns_forward has them.
///
/// Fails with WEEKS_PER_YEAR, DAYS_PER_WEEK, LENGTH, STRUCT_SIZE, ENUM, OVERLAP, POINTER. Rows fail with VOLUME, OVERFLOW.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_columns_convert(
    calendar: *const funnelmath_calendar,
    amount: *const funnelmath_column,
    from: u32,
    to: u32,
    rows: usize,
    converted: *mut f64,
    status: *mut u32,
    summary: *mut funnelmath_columns_summary,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    // SAFETY: the header's contract on pointers and lengths.
    over_rows(rows, 4, error, |call| unsafe {
        call.input(calendar);
        let calendar = read(calendar, 0)?.calendar(0)?;
        let amount = call.column(amount, 1)?;
        let (from, to) = (period(from, 2)?, period(to, 3)?);
        let converted = call.output(converted, 5)?;
        let question = Convert { calendar, from, to, amount };
        call.finish(status, summary, 6, |status| question.answer(converted, status))
    })
}

/// funnelmath_activity_gauge for each row: actual activity / unrounded required activity. A row that requires nothing is
/// UNDEFINED.
///
/// - `actual`, `required`: volumes of the same stage and period.
/// - `rows`: how many rows there are.
/// - `gauges`: receives the gauge of each row; may be NULL.
/// - `status`, `summary`: as funnelmath_columns_forward has them.
///
/// Fails with LENGTH, STRUCT_SIZE, ENUM, OVERLAP, POINTER. Rows fail with VOLUME, OVERFLOW.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_columns_activity_gauge(
    actual: *const funnelmath_column,
    required: *const funnelmath_column,
    rows: usize,
    gauges: *mut f64,
    status: *mut u32,
    summary: *mut funnelmath_columns_summary,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    // SAFETY: the header's contract on pointers and lengths.
    over_rows(rows, 2, error, |call| unsafe {
        let question =
            ActivityGauge { actual: call.column(actual, 0)?, required: call.column(required, 1)? };
        let gauges = call.output(gauges, 3)?;
        call.finish(status, summary, 4, |status| question.answer(gauges, status))
    })
}

/// funnelmath_attainment for each row: actual / goal. A row whose goal is 0 is UNDEFINED.
///
/// - `actual`: what was booked or done; may be negative.
/// - `goal`: what was to be booked or done.
/// - `rows`: how many rows there are.
/// - `attained`: receives the attainment of each row; may be NULL.
/// - `status`, `summary`: as funnelmath_columns_forward has them.
///
/// Fails with LENGTH, STRUCT_SIZE, ENUM, OVERLAP, POINTER. Rows fail with BOOKED, MONEY, OVERFLOW.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_columns_attainment(
    actual: *const funnelmath_column,
    goal: *const funnelmath_column,
    rows: usize,
    attained: *mut f64,
    status: *mut u32,
    summary: *mut funnelmath_columns_summary,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    // SAFETY: the header's contract on pointers and lengths.
    over_rows(rows, 2, error, |call| unsafe {
        let question = Attainment { actual: call.column(actual, 0)?, goal: call.column(goal, 1)? };
        let attained = call.output(attained, 3)?;
        call.finish(status, summary, 4, |status| question.answer(attained, status))
    })
}
