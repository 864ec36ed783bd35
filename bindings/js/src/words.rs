//! Numbers that stand for words. The loader looks each word up in a list and passes its place; what is
//! beyond a list stands for its last word.

use crate::buffer::Lists;
use funnelmath::{
    Calendar, Error, Gate, Goal, Period, Policy, Start,
    chain::{Entry, Lever, Step, Worth},
    scorecard::VelocityLever,
};

/// Reads a goal: its kind, stage and amount.
#[inline]
pub(crate) fn goal(lists: &mut Lists) -> Goal {
    let (kind, stage, amount) = (lists.int(), lists.int(), lists.next());
    match kind {
        0 => Goal::Revenue(amount),
        _ => Goal::Volume { stage: stage as usize, target: amount },
    }
}

/// Reads a gate: its kind and two numbers.
pub(crate) fn gate(lists: &mut Lists) -> Result<Gate, Error> {
    let (kind, first, second) = (lists.int(), lists.next(), lists.next());
    match kind {
        0 => Gate::new(first),
        1 => Gate::from_counts(first, second),
        _ => Gate::one_in(first),
    }
}

/// Reads what enters: 0 and one number for the first stage, or 1 and one for each, as a list.
pub(crate) fn entry(lists: &mut Lists) -> Entry<'static> {
    match (lists.int(), lists.list()) {
        (0, [first]) => Entry::First(*first),
        (_, each) => Entry::Each(each),
    }
}

/// Reads what an item is worth, which may be missing: 0 and an empty list for that, 1 and a list of the sale value, or 2
/// and a number for each stage.
pub(crate) fn worth(lists: &mut Lists) -> Option<Worth<'static>> {
    match (lists.int(), lists.list()) {
        (0, _) => None,
        (1, [sale_value]) => Some(Worth::Sale(*sale_value)),
        (_, each) => Some(Worth::Each(each)),
    }
}

/// Reads a start: its kind and the list of its volumes.
#[inline]
pub(crate) fn start(lists: &mut Lists) -> Start<'static> {
    let (kind, volumes) = (lists.int(), lists.list());
    match kind {
        0 => Start::Empty,
        1 => Start::Open(volumes),
        _ => Start::Reached(volumes),
    }
}

pub(crate) fn lever(kind: u32, gate: u32) -> Lever {
    match kind {
        0 => Lever::Gate(gate as usize),
        _ => Lever::SaleValue,
    }
}

/// Writes 0 and the gate, or 1 and 0.
pub(crate) fn put_lever(lists: &mut Lists, lever: Lever) {
    let (kind, gate) = match lever {
        Lever::Gate(gate) => (0.0, gate as f64),
        Lever::SaleValue => (1.0, 0.0),
    };
    lists.put(kind);
    lists.put(gate);
}

pub(crate) fn step(kind: u32, size: f64) -> Step {
    match kind {
        0 => Step::Points(size),
        1 => Step::Percent(size),
        _ => Step::To(size),
    }
}

/// Writes the kind and the size.
pub(crate) fn put_step(lists: &mut Lists, step: Step) {
    let (kind, size) = match step {
        Step::Points(size) => (0.0, size),
        Step::Percent(size) => (1.0, size),
        Step::To(size) => (2.0, size),
    };
    lists.put(kind);
    lists.put(size);
}

pub(crate) fn period(number: u32) -> Period {
    match number {
        0 => Period::Day,
        1 => Period::Week,
        2 => Period::Month,
        3 => Period::Quarter,
        _ => Period::Year,
    }
}

/// Reads a policy; NaN where none was chosen.
pub(crate) fn policy(lists: &mut Lists) -> Policy {
    match lists.choice() {
        None => Policy::default(),
        Some(0) => Policy::Up,
        Some(1) => Policy::Nearest,
        _ => Policy::UpEachStage,
    }
}

pub(crate) fn velocity_lever(number: u32) -> VelocityLever {
    match number {
        0 => VelocityLever::Opportunities,
        1 => VelocityLever::SaleValue,
        2 => VelocityLever::WinRate,
        _ => VelocityLever::Cycle,
    }
}

/// Reads a calendar: its kind, NaN where none was chosen, its selling weeks, and its days a week, which may be missing.
pub(crate) fn calendar(lists: &mut Lists) -> Result<Calendar, Error> {
    let (kind, weeks) = (lists.choice(), lists.next());
    let calendar = match kind {
        None => Calendar::default(),
        Some(0) => Calendar::COMMON,
        Some(1) => Calendar::FOUR_WEEK_MONTH,
        Some(2) => Calendar::CIVIL,
        _ => Calendar::selling_weeks(weeks)?,
    };
    match lists.option() {
        Some(days) => calendar.with_days_per_week(days),
        None => Ok(calendar),
    }
}
