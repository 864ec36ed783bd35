//! The plain structs and enumerations of the interface, and their conversions.
#![allow(non_camel_case_types)]

use crate::boundary::{Failure, slice};
use funnelmath::{
    Goal, Period, Policy, Start,
    chain::{Lever, Step, StepKind},
};

/// A number that may be missing: an unknown, or a result that does not exist.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct funnelmath_maybe {
    /// The number; 0 and without meaning when it is missing.
    pub value: f64,
    /// 1 when there is a number, 0 when it is missing.
    pub known: u32,
    /// 0.
    pub reserved: u32,
}

/// What is aimed at.
#[repr(C)]
pub enum funnelmath_goal_kind {
    /// An amount of revenue.
    Revenue = 0,
    /// A volume at one stage.
    Volume = 1,
}

/// What the numbers of a start count.
#[repr(C)]
pub enum funnelmath_start_kind {
    /// Nothing; the list is not read.
    Empty = 0,
    /// How many wait at each stage and may still pass its gate; at the goal's stage, how many are done.
    Open = 1,
    /// How many reached each stage this period, whatever became of them. Those that the next stage's number does not
    /// account for, at the gate's rate, count as open. 0 where it was not counted.
    Reached = 2,
}

/// A goal in one period, what a sale is worth, and what is already there.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct funnelmath_goal {
    /// sizeof(funnelmath_goal).
    pub struct_size: u32,
    /// A funnelmath_goal_kind.
    pub kind: u32,
    /// The stage of a volume goal, from 0; not read otherwise.
    pub stage: u64,
    /// The revenue, or the volume: finite, at least 0.
    pub amount: f64,
    /// The average revenue of an item that leaves the last gate: finite, at least 0.
    pub sale_value: f64,
    /// One volume for each stage, or NULL.
    pub start: *const f64,
    /// How many volumes `start` has.
    pub start_len: usize,
    /// A funnelmath_start_kind.
    pub start_kind: u32,
    /// 0.
    pub reserved: u32,
}

/// Something that can be improved.
#[repr(C)]
pub enum funnelmath_lever {
    /// A gate, by its number.
    Gate = 0,
    /// The sale value.
    SaleValue = 1,
}

/// How far a lever is moved.
#[repr(C)]
pub enum funnelmath_step {
    /// Percentage points more: 1 turns 40% into 41%. For the sale value, units of currency.
    Points = 0,
    /// Percent of itself more: 10 turns 40% into 44%.
    Percent = 1,
    /// To this value.
    To = 2,
}

/// One of the four factors of sales velocity.
#[repr(C)]
pub enum funnelmath_velocity_lever {
    /// The number of open opportunities.
    Opportunities = 0,
    /// The average sale value.
    SaleValue = 1,
    /// The win rate.
    WinRate = 2,
    /// The sales cycle.
    Cycle = 3,
}

/// A period that goals and activity are counted in.
#[repr(C)]
pub enum funnelmath_period {
    /// A day.
    Day = 0,
    /// A week.
    Week = 1,
    /// A month, a twelfth of a year.
    Month = 2,
    /// A quarter, a fourth of a year.
    Quarter = 3,
    /// A year.
    Year = 4,
}

/// How an exact volume becomes a whole one.
#[repr(C)]
pub enum funnelmath_policy {
    /// One ceiling at the end: never less than the exact volume.
    Up = 0,
    /// The nearest whole number, a half going up.
    Nearest = 1,
    /// A ceiling at the goal's stage, then of the volume that this needs at the stage before, and so on.
    UpEachStage = 2,
}

/// Why a goal cannot be reached; all 0 when it can.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct funnelmath_unreachable {
    /// 1 when the goal cannot be reached.
    pub unreachable: u32,
    /// A funnelmath_lever: what is in the way, a gate of 0 or a sale value of 0.
    pub lever: u32,
    /// Which gate; 0 for the sale value.
    pub gate: u64,
    /// What would have to come out of it and cannot: a volume at the stage behind the gate, or revenue.
    pub missing: f64,
    /// The best that can be reached, in the goal's unit.
    pub best: f64,
}

/// What one step of one lever does.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct funnelmath_effect {
    /// A funnelmath_lever.
    pub lever: u32,
    /// 1 when the step led beyond a rate of 1 and was limited to 1.
    pub capped: u32,
    /// Which gate; 0 for the sale value.
    pub gate: u64,
    /// A funnelmath_step: how the lever was moved.
    pub step: u32,
    /// 0.
    pub reserved: u32,
    /// How far: points, percent, or the value it was moved to.
    pub size: f64,
    /// The lever's value before.
    pub from: f64,
    /// Its value after.
    pub to: f64,
    /// The volume required before; missing when no volume reaches the goal.
    pub required_before: funnelmath_maybe,
    /// The same after.
    pub required_after: funnelmath_maybe,
    /// By how much of itself the required volume changes: -0.1 is 10% less.
    pub required_change: funnelmath_maybe,
    /// The revenue before.
    pub revenue_before: f64,
    /// The same after.
    pub revenue_after: f64,
    /// By how much of itself the revenue changes; missing when there was none before.
    pub revenue_change: funnelmath_maybe,
}

/// A whole number of units, and the exact volume it stands for.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct funnelmath_whole {
    /// The exact volume.
    pub exact: f64,
    /// The whole number of units.
    pub units: f64,
    /// Units beyond the exact volume; negative when rounded down.
    pub residual: f64,
    /// units / exact: 1.073 is 107.3%. Missing when nothing was asked.
    pub delivers: funnelmath_maybe,
}

impl From<Option<f64>> for funnelmath_maybe {
    fn from(value: Option<f64>) -> Self {
        Self { value: value.unwrap_or(0.0), known: u32::from(value.is_some()), reserved: 0 }
    }
}

impl funnelmath_maybe {
    /// The number or nothing; any `known` but 0 and 1 is a mistake.
    pub(crate) fn option(&self, parameter: usize) -> Result<Option<f64>, Failure> {
        unused(self.reserved, parameter)?;
        match self.known {
            0 => Ok(None),
            1 => Ok(Some(self.value)),
            other => Err(Failure::number(parameter, other)),
        }
    }
}

/// Refuses a struct of another size than this library knows.
pub(crate) fn sized<T>(given: u32, parameter: usize) -> Result<(), Failure> {
    if given as usize == size_of::<T>() {
        Ok(())
    } else {
        Err(Failure::struct_size(parameter, size_of::<T>(), given))
    }
}

/// Refuses a reserved member that is not 0.
pub(crate) fn unused(reserved: u32, parameter: usize) -> Result<(), Failure> {
    if reserved == 0 { Ok(()) } else { Err(Failure::reserved(parameter, reserved)) }
}

/// A stage or gate number; one beyond the machine's size is no stage of any chain.
pub(crate) fn number(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

impl funnelmath_goal {
    pub(crate) fn goal(&self, parameter: usize) -> Result<Goal, Failure> {
        sized::<Self>(self.struct_size, parameter)?;
        unused(self.reserved, parameter)?;
        match self.kind {
            0 => Ok(Goal::Revenue(self.amount)),
            1 => Ok(Goal::Volume { stage: number(self.stage), target: self.amount }),
            other => Err(Failure::number(parameter, other)),
        }
    }

    /// # Safety
    /// `start` must be as the header asks: NULL, or `start_len` readable numbers.
    pub(crate) unsafe fn start<'a>(&self, parameter: usize) -> Result<Start<'a>, Failure> {
        // SAFETY: the caller's promise.
        let there = || unsafe { slice(self.start, self.start_len, parameter) };
        match self.start_kind {
            0 => Ok(Start::Empty),
            1 => Ok(Start::Open(there()?)),
            2 => Ok(Start::Reached(there()?)),
            other => Err(Failure::number(parameter, other)),
        }
    }
}

pub(crate) fn lever(kind: u32, gate: u64, parameter: usize) -> Result<Lever, Failure> {
    match kind {
        0 => Ok(Lever::Gate(number(gate))),
        1 => Ok(Lever::SaleValue),
        other => Err(Failure::number(parameter, other)),
    }
}

pub(crate) fn lever_numbers(lever: Lever) -> (u32, u64) {
    match lever {
        Lever::Gate(gate) => (0, gate as u64),
        Lever::SaleValue => (1, 0),
    }
}

pub(crate) fn step(kind: u32, size: f64, parameter: usize) -> Result<Step, Failure> {
    let known = StepKind::ALL.get(kind as usize).copied();
    Ok(Step::new(known.ok_or_else(|| Failure::number(parameter, kind))?, size))
}

pub(crate) fn period(period: u32, parameter: usize) -> Result<Period, Failure> {
    let known = Period::ALL.get(period as usize).copied();
    known.ok_or_else(|| Failure::number(parameter, period))
}

pub(crate) fn policy(policy: u32, parameter: usize) -> Result<Policy, Failure> {
    let known = Policy::ALL.get(policy as usize).copied();
    known.ok_or_else(|| Failure::number(parameter, policy))
}

impl From<Option<funnelmath::chain::Unreachable>> for funnelmath_unreachable {
    fn from(why: Option<funnelmath::chain::Unreachable>) -> Self {
        match why {
            None => Self { unreachable: 0, lever: 0, gate: 0, missing: 0.0, best: 0.0 },
            Some(why) => {
                let (lever, gate) = lever_numbers(why.lever);
                Self { unreachable: 1, lever, gate, missing: why.missing, best: why.best }
            }
        }
    }
}

impl From<funnelmath::chain::Effect> for funnelmath_effect {
    fn from(effect: funnelmath::chain::Effect) -> Self {
        let (lever, gate) = lever_numbers(effect.lever);
        let (step, size) = (effect.step.kind() as u32, effect.step.size());
        Self {
            lever,
            capped: u32::from(effect.capped),
            gate,
            step,
            reserved: 0,
            size,
            from: effect.from,
            to: effect.to,
            required_before: effect.required_before.into(),
            required_after: effect.required_after.into(),
            required_change: effect.required_change().into(),
            revenue_before: effect.revenue_before,
            revenue_after: effect.revenue_after,
            revenue_change: effect.revenue_change().into(),
        }
    }
}

impl From<funnelmath::whole::Whole> for funnelmath_whole {
    fn from(whole: funnelmath::whole::Whole) -> Self {
        Self {
            exact: whole.exact,
            units: whole.units,
            residual: whole.residual(),
            delivers: whole.delivers().into(),
        }
    }
}
