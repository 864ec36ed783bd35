//! The chain of gates: volumes forwards, requirements backwards, solving for any unknown, sensitivity, roll-ups, mixes
//! of segments, and costs.

mod cost;
mod forward;
mod goal;
mod lever;
mod mix;
mod required;
mod rollup;
mod sensitivity;
mod solve;
mod worth;

use crate::error::{Error, ErrorKind};
use crate::field::Field;

pub use cost::{Afforded, Costs};
pub(crate) use forward::pass;
pub use goal::{Entry, Goal, Required, Start, Unreachable, Worth};
pub use lever::{Lever, Step, StepKind};
pub use mix::{Mix, MixRequired, Segment};
pub use rollup::{RollUp, Total};
pub use sensitivity::{Effect, Situation};
pub use solve::{Answer, Conflict, Knowns, Solution, solve, solve_traced};

/// The gates of a funnel in order: conversion rates, borrowed and checked once.
///
/// A chain of *n* gates has *n* + 1 stages, `0..=n`; gate *i* stands between stage *i* and stage *i* + 1. It
/// holds numbers only: names belong to `Funnel`, sale value and calendar to [`Planner`](crate::Planner).
///
/// ```
/// use funnelmath::{Chain, Goal, Start, chain::Required};
///
/// // 65% of first appointments get a proposal, 40% of proposals are sold, at 3,400 each.
/// let chain = Chain::new(&[0.65, 0.40])?;
/// let mut volumes = [0.0; 3];
/// let required = chain.required(Goal::Revenue(25_000.0), 3_400.0, Start::Empty, &mut volumes)?;
/// let [appointments, proposals, sales] = volumes;
/// assert_eq!(required, Required::Entry(appointments));
/// assert_eq!(format!("{appointments:.4} {proposals:.4} {sales:.4}"), "28.2805 18.3824 7.3529"); // a month
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[doc(alias = "funnel")]
pub struct Chain<'a> {
    rates: &'a [f64],
    /// Whether every rate lies in 0..=1 as it is, so that none has to be taken to its limit on each use. Asked
    /// once here: clamping each rate at each use makes `forward` and `required` 1.6 times as slow.
    exact: bool,
}

impl<'a> Chain<'a> {
    /// A chain over conversion rates, each in 0..=1, first gate first. A rate that misses 0 or 1 by at most
    /// 2^-40 acts as 0 or 1.
    ///
    /// # Errors
    /// [`ErrorKind::Rate`] with the gate and the rate when one is NaN or outside 0..=1;
    /// [`ErrorKind::NoGates`] when the list is empty.
    #[inline]
    pub fn new(rates: &'a [f64]) -> Result<Self, Error> {
        if rates.is_empty() {
            return Err(Error::new(ErrorKind::NoGates).field_is(Field::Rates));
        }
        let exact = rates.iter().all(|rate| (0.0..=1.0).contains(rate));
        if !exact {
            Field::Rates.check_each(rates)?;
        }
        Ok(Self { rates, exact })
    }

    /// A chain over at least one rate, all known to be in range.
    #[cfg(feature = "alloc")]
    pub(crate) const fn of_checked(rates: &'a [f64]) -> Self {
        Self { rates, exact: true }
    }

    /// The conversion rates as they were given, first gate first.
    #[must_use]
    pub const fn rates(&self) -> &'a [f64] {
        self.rates
    }

    /// How many gates there are, at least 1.
    #[must_use]
    pub const fn gates(&self) -> usize {
        self.rates.len()
    }

    /// How many stages there are: one more than gates.
    #[must_use]
    pub const fn stages(&self) -> usize {
        self.rates.len() + 1
    }

    /// The gates before a stage, and those after it.
    #[inline]
    pub(crate) fn split(&self, stage: usize) -> Result<(&'a [f64], &'a [f64]), Error> {
        self.rates.split_at_checked(stage).ok_or_else(|| self.no_stage(stage))
    }

    #[cold]
    pub(crate) fn no_stage(&self, stage: usize) -> Error {
        Error::new(ErrorKind::Stage)
            .field_is(Field::Stage)
            .got(stage as f64)
            .limit_is(self.gates() as f64)
    }

    pub(crate) fn no_gate(&self, gate: usize) -> Error {
        Error::new(ErrorKind::Gate)
            .field_is(Field::Gate)
            .got(gate as f64)
            .limit_is((self.gates() - 1) as f64)
    }
}
