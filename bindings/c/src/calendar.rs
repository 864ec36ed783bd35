//! Calendars and whole units.
#![allow(non_camel_case_types)]

use crate::boundary::{Failure, disjoint, guard, one, read, slice, slice_mut};
use crate::status::{funnelmath_error, funnelmath_status};
use crate::types::{funnelmath_whole, number, period, policy, sized};
use funnelmath::{Calendar, Chain};

/// The named calendars.
#[repr(C)]
pub enum funnelmath_calendar_kind {
    /// 52 weeks, 12 months.
    Common = 0,
    /// The coaching month of 4 weeks: 48 weeks, 12 months.
    FourWeekMonth = 1,
    /// The mean Gregorian year of 365.2425 days.
    Civil = 2,
    /// Your own number of selling weeks a year, in 12 months.
    SellingWeeks = 3,
}

/// How many weeks and days a year of twelve months has. A calendar that is all 0, struct_size included, is COMMON with 7
/// days a week.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct funnelmath_calendar {
    /// sizeof(funnelmath_calendar).
    pub struct_size: u32,
    /// A funnelmath_calendar_kind.
    pub kind: u32,
    /// SELLING_WEEKS: how many a year, above 0, at most 53; not read otherwise.
    pub selling_weeks: f64,
    /// Working days a week, above 0, at most 7: 7 gives the named calendars as they are.
    pub days_per_week: f64,
}

impl funnelmath_calendar {
    pub(crate) fn calendar(&self, parameter: usize) -> Result<Calendar, Failure> {
        if (self.struct_size, self.kind, self.selling_weeks, self.days_per_week) == (0, 0, 0.0, 0.0)
        {
            return Ok(Calendar::default());
        }
        sized::<Self>(self.struct_size, parameter)?;
        let calendar = match self.kind {
            0 => Calendar::COMMON,
            1 => Calendar::FOUR_WEEK_MONTH,
            2 => Calendar::CIVIL,
            3 => Calendar::selling_weeks(self.selling_weeks)?,
            other => return Err(Failure::number(parameter, other)),
        };
        Ok(calendar.with_days_per_week(self.days_per_week)?)
    }
}

/// How many periods of a kind a year has.
///
/// - `calendar`: the calendar.
/// - `period`: a funnelmath_period.
/// - `per_year`: receives the number.
///
/// Fails with WEEKS_PER_YEAR, DAYS_PER_WEEK, STRUCT_SIZE, ENUM, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_calendar_per_year(
    calendar: *const funnelmath_calendar,
    period: u32,
    per_year: *mut f64,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(per_year, 2, error, || {
        // SAFETY: the header's contract on pointers.
        let calendar = unsafe { read(calendar, 0)? }.calendar(0)?;
        Ok(calendar.per_year(self::period(period, 1)?))
    })
}

/// An amount (volume or money) per one period as an amount per another; nothing is rounded.
///
/// - `calendar`: the calendar.
/// - `amount`: finite, at least 0.
/// - `from`, `to`: funnelmath_periods.
/// - `converted`: receives amount * per_year(from) / per_year(to).
///
/// Fails with VOLUME, OVERFLOW, WEEKS_PER_YEAR, DAYS_PER_WEEK, STRUCT_SIZE, ENUM, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_calendar_convert(
    calendar: *const funnelmath_calendar,
    amount: f64,
    from: u32,
    to: u32,
    converted: *mut f64,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(converted, 4, error, || {
        // SAFETY: the header's contract on pointers.
        let calendar = unsafe { read(calendar, 0)? }.calendar(0)?;
        Ok(calendar.convert(amount, period(from, 2)?, period(to, 3)?)?)
    })
}

/// One exact volume as a whole one. A volume within 2^-40 of a whole number is that number.
///
/// - `policy`: a funnelmath_policy.
/// - `exact`: finite, at least 0.
/// - `whole`: receives the whole units and what they deliver.
///
/// Fails with VOLUME, ENUM, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_policy_apply(
    policy: u32,
    exact: f64,
    whole: *mut funnelmath_whole,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    one(whole, 2, error, || Ok(self::policy(policy, 0)?.apply(exact)?.into()))
}

/// The whole volumes of a plan.
///
/// - `policy`: a funnelmath_policy.
/// - `rates`, `gates`: the conversion rates, 0 to 1, first gate first; at least one.
/// - `stage`: the goal's stage.
/// - `exact`, `whole`, `stages`: the required volume of every stage, in any period, and the places that
///   receive the whole ones; stages must be gates + 1. They must not overlap.
///
/// Fails with RATE, NO_GATES, VOLUME, LENGTH, STAGE, OVERFLOW, ENUM, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_policy_apply_each(
    policy: u32,
    rates: *const f64,
    gates: usize,
    stage: u64,
    exact: *const f64,
    whole: *mut f64,
    stages: usize,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    guard(error, || {
        disjoint((whole, stages), &[(rates, gates), (exact, stages)], 5)?;
        let policy = self::policy(policy, 0)?;
        // SAFETY: the header's contract on pointers and lengths.
        let (rates, exact, whole) = unsafe {
            (slice(rates, gates, 1)?, slice(exact, stages, 4)?, slice_mut(whole, stages, 5)?)
        };
        Ok(policy.apply_each(&Chain::new(rates)?, number(stage), exact, whole)?)
    })
}
