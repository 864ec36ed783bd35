//! Backwards: what must go in for a goal to come out.

use super::forward::{onward, pass};
use super::{Chain, Lever};

use crate::error::{Error, same_length};
use crate::field::Field;
use crate::float::{is_finite, ties};

/// A target in one period.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
pub enum Goal {
    /// So much revenue.
    Revenue(f64),
    /// So many at one stage.
    Volume {
        /// Which stage, `0..=n`.
        stage: usize,
        /// How many are to reach it.
        target: f64,
    },
}

/// What is already there when the rest of the period begins: one number for each stage.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[non_exhaustive]
pub enum Start<'a> {
    /// Nothing: the whole goal is still to be done.
    #[default]
    Empty,
    /// How many wait at each stage and may still pass its gate; at the goal's stage, how many are
    /// done (deals won). Counts as many as its gates let through.
    Open(&'a [f64]),
    /// How many reached each stage this period, whatever became of them; 0 where it was not counted:
    /// then as many as the later stages must have taken. Those that the next stage's number does not yet
    /// account for, at the gate's rate, count as open: with 40 %, 12 proposals and 3 sales,
    /// 12 - 3/0.4 = 4.5 proposals are still good for a sale. So a stage ahead of its plan lowers what is
    /// required, and a lucky later stage costs nothing.
    Reached(&'a [f64]),
}

/// Whether a goal can be reached.
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use]
pub enum Required {
    /// It can, with so many still to enter the first stage; the volumes of all stages were written.
    Entry(f64),
    /// It cannot, whatever enters; no volume was written.
    Unreachable(Unreachable),
}

/// Why a goal cannot be reached.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Unreachable {
    /// The gate whose rate is 0 (of several, the one nearest to the goal), or a sale value of 0.
    pub lever: Lever,
    /// What would have to come out of that gate and cannot: a volume at the stage behind it, or
    /// revenue when the sale value is 0.
    pub missing: f64,
    /// The best that can be reached, in the goal's own unit: what is done and what the items waiting
    /// behind the gate still bring.
    pub best: f64,
}

impl Chain<'_> {
    /// The volume that every stage still needs for `goal` to be met, in the goal's period.
    ///
    /// At the goal's stage that is the target (a revenue target divided by `sale_value`); before it,
    /// the target divided by the product of the gates in between; after it, what the needed volume
    /// brings onward. What [`Start`] says is there is taken off at each stage. For the volumes of another
    /// period see [`Calendar::convert`](crate::Calendar::convert), for whole ones [`Policy`](crate::Policy).
    ///
    /// A gate of 0 % (or a sale value of 0) in the way of a goal above 0 is an outcome,
    /// [`Required::Unreachable`].
    ///
    /// ```
    /// use funnelmath::{Chain, Goal, Required, Start};
    ///
    /// // 10:1, 10:1, 10:1, ten clients wanted.
    /// let chain = Chain::new(&[0.1, 0.1, 0.1])?;
    /// let goal = Goal::Volume { stage: 3, target: 10.0 };
    /// let mut volumes = [0.0; 4];
    /// let _ = chain.required(goal, 0.0, Start::Empty, &mut volumes)?;
    /// assert_eq!(volumes.map(|v| v.round()), [10_000.0, 1_000.0, 100.0, 10.0]);
    ///
    /// // Four clients are won: six are still to come.
    /// let _ = chain.required(goal, 0.0, Start::Open(&[0.0, 0.0, 0.0, 4.0]), &mut volumes)?;
    /// assert_eq!(volumes.map(|v| v.round()), [6_000.0, 600.0, 60.0, 6.0]);
    ///
    /// let blocked = Chain::new(&[0.5, 0.0])?;
    /// let goal = Goal::Volume { stage: 2, target: 3.0 };
    /// let Required::Unreachable(why) = blocked.required(goal, 0.0, Start::Empty, &mut [0.0; 3])? else {
    ///     panic!("nothing passes a gate of 0 %");
    /// };
    /// assert_eq!((why.missing, why.best), (3.0, 0.0));
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Money`](ErrorKind::Money) for a revenue or sale value, [`Volume`](ErrorKind::Volume) for a target
    /// or a starting volume that is NaN, infinite or negative, [`Stage`](ErrorKind::Stage) when the goal's
    /// stage is none of the chain's, [`Length`](ErrorKind::Length) when `volumes` or the start have not one
    /// place for each stage, [`Overflow`](ErrorKind::Overflow) when a need exceeds an f64.
    /// `volumes` is then untouched.
    #[inline]
    pub fn required(
        &self,
        goal: Goal,
        sale_value: f64,
        start: Start<'_>,
        volumes: &mut [f64],
    ) -> Result<Required, Error> {
        same_length(Field::Volumes, self.stages(), volumes.len())?;
        if let Start::Open(there) | Start::Reached(there) = start {
            same_length(Field::Start, self.stages(), there.len())?;
            Field::Start.check_each(there)?;
        }
        let (stage, target) = self.target(goal, sale_value)?;
        let (before, after) = self.split(stage)?;
        if let Start::Empty = start {
            if let Some(entry) = straight(before, target, volumes) {
                onward(target, after, volumes.get_mut(stage..).unwrap_or_default());
                return Ok(Required::Entry(entry));
            }
        }
        self.walked(goal, sale_value, start, (stage, target), volumes)
    }

    /// The same gate by gate: where something is there, or a gate is closed, or numbers are not tame.
    fn walked(
        &self,
        goal: Goal,
        sale_value: f64,
        start: Start<'_>,
        (stage, target): (usize, f64),
        volumes: &mut [f64],
    ) -> Result<Required, Error> {
        if let (Goal::Revenue(missing), false) = (goal, is_finite(target)) {
            let lever = Lever::SaleValue;
            return Ok(Required::Unreachable(Unreachable { lever, missing, best: 0.0 }));
        }
        let (before, after) = self.split(stage)?;
        // First without writing: an error or a closed gate must leave `volumes` as it was.
        let mut back = Back::new(target);
        let arrived = back.walk(before, start, &mut []);
        let need = back.need();
        if !is_finite(need) {
            return Err(Field::Volumes.overflow().at(arrived));
        }
        if let Some(gate) = arrived.checked_sub(1) {
            // What was there behind the gate is used up, so these gates are linear: reached is the
            // target less what the missing ones would have become.
            let lost = pass(need, before.get(arrived..).unwrap_or_default());
            let best = if lost < target && !ties(lost, target) { target - lost } else { 0.0 };
            let best = if let Goal::Revenue(_) = goal { best * sale_value } else { best };
            let lever = Lever::Gate(gate);
            return Ok(Required::Unreachable(Unreachable { lever, missing: need, best }));
        }
        Back::new(target).walk(before, start, volumes);
        let from = volumes.get_mut(stage..).unwrap_or_default();
        onward(from.first().copied().unwrap_or(need), after, from);
        Ok(Required::Entry(need))
    }

    /// The goal as a volume at a stage; an infinite one when no volume is worth any revenue.
    pub(crate) fn target(&self, goal: Goal, sale_value: f64) -> Result<(usize, f64), Error> {
        let sale_value = Field::SaleValue.check(sale_value)?;
        match goal {
            Goal::Volume { stage, target } => {
                self.split(stage).map_err(|error| error.field_is(Field::GoalStage))?;
                let target = Field::GoalTarget.check(target)?;
                Ok((stage, target))
            }
            Goal::Revenue(revenue) => {
                let revenue = Field::GoalRevenue.check(revenue)?;
                let target = if revenue > 0.0 { revenue / sale_value } else { 0.0 };
                if !is_finite(target) && sale_value > 0.0 {
                    return Err(Field::Volumes.overflow().at(self.gates()));
                }
                Ok((self.gates(), target))
            }
        }
    }
}

/// The walk when nothing is there yet and all numbers are tame: no look at each gate, and no bit other
/// than by [`Back::walk`]. `None`, with nothing written, when they are not.
#[inline]
fn straight(before: &[f64], target: f64, volumes: &mut [f64]) -> Option<f64> {
    let product = before.iter().rev().fold(1.0, |product, rate| product * rate);
    let entry = target / product;
    // Products only fall from gate to gate: if the last one is no small number, none was.
    if product < Back::SMALL || !is_finite(entry) {
        return None;
    }
    let mut product = 1.0;
    let places = volumes.get_mut(..before.len()).unwrap_or_default();
    for (place, rate) in places.iter_mut().zip(before).rev() {
        product *= rate;
        *place = target / product;
    }
    Some(entry)
}

/// The need of a stage on the way back, kept as `base / product`: one division a stage that does
/// not wait for the one before, and one in all where only the entry is asked.
pub(super) struct Back {
    base: f64,
    product: f64,
}

impl Back {
    /// Below this the product would lose digits to underflow, so the need is divided out first.
    const SMALL: f64 = 1e-290;

    pub(super) fn new(target: f64) -> Self {
        Self { base: target, product: 1.0 }
    }

    /// Goes back through a gate; false when it is closed and something is needed behind it.
    #[inline]
    pub(super) fn through(&mut self, rate: f64) -> bool {
        let mut product = self.product * rate;
        if product < Self::SMALL {
            if self.base == 0.0 {
                product = 1.0;
            } else if rate == 0.0 {
                return false;
            } else {
                self.base /= self.product;
                product = rate;
            }
        }
        self.product = product;
        true
    }

    /// Takes off what is already there.
    #[inline]
    fn take(&mut self, there: f64) {
        if there > 0.0 {
            let need = self.need();
            // A need that is there but for the last digits is there.
            self.base = if need > there && !ties(need, there) { need - there } else { 0.0 };
            self.product = 1.0;
        }
    }

    #[inline]
    pub(super) fn need(&self) -> f64 {
        self.base / self.product
    }

    /// Walks from the goal's stage to the first, or to the one behind a closed gate, and says where it arrived.
    /// Writes the need of each stage, where there is a place for it.
    #[inline]
    fn walk(&mut self, before: &[f64], start: Start<'_>, volumes: &mut [f64]) -> usize {
        let there = |stage: usize| match start {
            Start::Empty => 0.0,
            Start::Open(there) | Start::Reached(there) => there.get(stage).copied().unwrap_or(0.0),
        };
        let mut write = |stage: usize, need: f64| {
            if let Some(place) = volumes.get_mut(stage) {
                *place = need;
            }
        };
        // Of `Reached`: how many must have been at this stage for the later ones to be where they are.
        let mut seen = there(before.len());
        self.take(seen);
        write(before.len(), self.need());
        for (gate, &rate) in before.iter().enumerate().rev() {
            if !self.through(rate) {
                return gate + 1;
            }
            let here = there(gate);
            if let Start::Reached(_) = start {
                seen /= rate;
                // 0/0 is no number and so no credit: behind a closed gate nothing is needed either.
                if here > seen {
                    self.take(here - seen);
                }
                if here > 0.0 {
                    seen = here;
                }
            } else {
                self.take(here);
            }
            write(gate, self.need());
        }
        0
    }
}
