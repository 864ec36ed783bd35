//! Backwards: what must go in for a goal to come out.

use super::forward::pass;
use super::{Chain, Goal, Lever, Required, Start, Unreachable, Worth};
use crate::bounds::{positive, unit};
use crate::error::{Error, same_length};
use crate::field::Field;
use crate::float::{is_finite, ties};
use crate::trace::{Formula, Trace, told};

impl Chain<'_> {
    /// The volume that every stage still needs for `goal` to be met, in the goal's period.
    ///
    /// At the goal's stage that is the target (a revenue divided by the sale value); before it, the target divided
    /// by the product of the rates in between; after it, what the needed volume brings onward. What
    /// [`Start`] says is there already is subtracted at each stage. [`Calendar::convert`](crate::Calendar::convert)
    /// gives the volumes of another period, [`Policy`](crate::Policy) whole ones.
    ///
    /// A closed gate (or a sale value of 0) before a goal above 0 is an outcome,
    /// [`Required::Unreachable`].
    ///
    /// ```
    /// use funnelmath::{Chain, Goal, Start, chain::Required};
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
    /// match blocked.required(goal, 0.0, Start::Empty, &mut [0.0; 3])? {
    ///     Required::Unreachable(why) => assert_eq!((why.missing, why.best), (3.0, 0.0)),
    ///     Required::Entry(_) => unreachable!("nothing passes a closed gate"),
    /// }
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// When items have a value at more than one stage ([`Worth::Each`]), a revenue goal adds up what every stage
    /// brings: the entry is the missing revenue divided by the revenue of one entering item. Of the items in `start`,
    /// those that are open or counted at a stage have brought its value, and the open ones bring the values of
    /// the stages they still reach.
    ///
    /// A need that is smaller than the smallest f64 (1e-300 of revenue at 2e266 a sale) is 0, but a closed gate
    /// in its way is still reported.
    ///
    /// # Errors
    /// [`Money`](crate::ErrorKind::Money) for a revenue or sale value, [`Volume`](crate::ErrorKind::Volume) for
    /// a target or a starting volume that is NaN, infinite or negative, [`Stage`](crate::ErrorKind::Stage) when
    /// the chain has no such stage as the goal's, [`Length`](crate::ErrorKind::Length) when a list has not one
    /// place for each stage, [`Overflow`](crate::ErrorKind::Overflow) when a need exceeds an f64.
    /// `volumes` is then untouched.
    #[inline]
    #[doc(alias = "magic number")]
    pub fn required<'b>(
        &self,
        goal: Goal,
        worth: impl Into<Worth<'b>>,
        start: Start<'_>,
        volumes: &mut [f64],
    ) -> Result<Required, Error> {
        self.required_traced(goal, worth, start, volumes, &mut ())
    }

    /// [`required`](Self::required), passing each step to `trace`.
    ///
    /// # Errors
    /// As [`required`](Self::required).
    #[inline]
    pub fn required_traced<'b>(
        &self,
        goal: Goal,
        worth: impl Into<Worth<'b>>,
        start: Start<'_>,
        volumes: &mut [f64],
        trace: &mut impl Trace,
    ) -> Result<Required, Error> {
        self.required_of(goal, worth.into(), start, volumes, trace)
    }

    /// [`required_traced`](Self::required_traced) of any worth.
    fn required_of(
        &self,
        goal: Goal,
        worth: Worth<'_>,
        start: Start<'_>,
        volumes: &mut [f64],
        trace: &mut impl Trace,
    ) -> Result<Required, Error> {
        same_length(Field::Volumes, self.stages(), volumes.len())?;
        if let Start::Open(there) | Start::Reached(there) = start {
            same_length(Field::Start, self.stages(), there.len())?;
            Field::Start.check_each(there)?;
        }
        let sale_value = match (worth, goal) {
            (Worth::Sale(value), _) => value,
            (worth, Goal::Volume { .. }) => {
                worth.check(self.stages())?;
                0.0
            }
            (worth, Goal::Revenue(revenue)) => {
                let worth = worth.check(self.stages())?;
                let revenue = Field::GoalRevenue.check(revenue)?;
                return self.required_at_each(revenue, worth, start, volumes, trace);
            }
        };
        let (stage, target) = self.target(goal, sale_value)?;
        let (before, _) = self.split(stage)?;
        if let (Goal::Revenue(revenue), true) = (goal, target > 0.0) {
            trace.step("target".into(), Formula::Target, &[revenue, sale_value], target);
        }
        if let (Start::Empty, true) = (start, self.exact) {
            if let Some(entry) = straight(before, target, volumes, trace) {
                let from = volumes.get_mut(stage..).unwrap_or_default();
                self.onward(target, stage, from, trace);
                return Ok(Required::Entry(entry));
            }
        }
        self.walked(goal, sale_value, start, (stage, target), volumes, trace)
    }

    /// [`required`](Self::required) gate by gate, for the cases that [`straight`] leaves: something is there already, a
    /// gate is closed, or a number is so large or small that the short form could overflow.
    fn walked(
        &self,
        goal: Goal,
        sale_value: f64,
        start: Start<'_>,
        (stage, target): (usize, f64),
        volumes: &mut [f64],
        trace: &mut impl Trace,
    ) -> Result<Required, Error> {
        if let (Goal::Revenue(missing), false) = (goal, is_finite(target)) {
            let lever = Lever::SaleValue;
            return Ok(Required::Unreachable(Unreachable { lever, missing, best: 0.0 }));
        }
        let (before, _) = self.split(stage)?;
        let gates = (before, self.exact);
        // First without writing: an error or a closed gate must leave `volumes` as it was.
        let mut back = Back::new(if is_tiny(goal, target) { SMALLEST } else { target });
        let arrived = back.walk(gates, start, &mut [], &mut ());
        let need = if arrived == 0 && is_tiny(goal, target) { 0.0 } else { back.need() };
        if !is_finite(need) {
            return Err(Field::Volumes.overflow().at(arrived));
        }
        if let Some(gate) = arrived.checked_sub(1) {
            // What was there after the gate is used up, so these gates are linear: reached is the
            // target less what the missing ones would have become.
            let lost = pass(need, before.get(arrived..).unwrap_or_default());
            let best = if lost < target && !ties(lost, target) { target - lost } else { 0.0 };
            let best = if let Goal::Revenue(_) = goal { best * sale_value } else { best };
            let lever = Lever::Gate(gate);
            return Ok(Required::Unreachable(Unreachable { lever, missing: need, best }));
        }
        Back::new(target).walk(gates, start, volumes, trace);
        let from = volumes.get_mut(stage..).unwrap_or_default();
        self.onward(from.first().copied().unwrap_or(need), stage, from, trace);
        Ok(Required::Entry(need))
    }

    /// The goal as a volume at a stage; an infinite one when no volume is worth any revenue.
    #[inline]
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

/// The smallest f64 above 0. It stands for a need too small for an f64 where a gate is closed to it.
const SMALLEST: f64 = f64::from_bits(1);

/// Whether a goal above 0 needs fewer sales than the smallest f64: revenue / sale value underflows.
pub(super) fn is_tiny(goal: Goal, target: f64) -> bool {
    matches!(goal, Goal::Revenue(revenue) if revenue > 0.0) && target == 0.0
}

/// [`Back::walk`] for the common case: nothing is there yet, rates are in 0..=1, and no number can over- or underflow. The
/// same bits without a branch at each gate. `None`, with nothing written, in any other case.
#[inline]
fn straight(
    before: &[f64],
    target: f64,
    volumes: &mut [f64],
    trace: &mut impl Trace,
) -> Option<f64> {
    let product = before.iter().rev().fold(1.0, |product, rate| product * rate);
    // Products only fall from gate to gate: if the last one is no small number, none was. And the entry is the largest
    // need, asked without a division: divisions are most of the time this takes.
    if product < Back::SMALL || target > LARGEST_NEED * product {
        return None;
    }
    let (mut product, mut need) = (1.0, target);
    let places = volumes.get_mut(..before.len()).unwrap_or_default();
    for (stage, (place, &rate)) in places.iter_mut().zip(before).enumerate().rev() {
        let inputs = [product, rate];
        product = told(product * rate, ("product", stage), Formula::Product, inputs, trace);
        let inputs = [target, product];
        need = told(target / product, ("volumes", stage), Formula::Need, inputs, trace);
        *place = need;
    }
    Some(need)
}

/// Half the largest f64, so that rounding takes no need beyond that.
const LARGEST_NEED: f64 = f64::MAX / 2.0;

/// The need of a stage on the way back, kept as `base / product`: one division a stage that does not wait for
/// the one before, and one in all where only the entry is asked.
pub(super) struct Back {
    base: f64,
    product: f64,
}

impl Back {
    /// Below this the product would lose digits to underflow, so the need is divided out first: 1e-290 leaves
    /// a factor of 4.5e17 to the smallest normal f64.
    const SMALL: f64 = 1e-290;

    pub(super) fn new(target: f64) -> Self {
        Self { base: target, product: 1.0 }
    }

    /// Goes back through a gate; false when it is closed and something is needed after it.
    #[inline]
    pub(super) fn through(&mut self, gate: usize, rate: f64, trace: &mut impl Trace) -> bool {
        let mut product = self.product * rate;
        if product < Self::SMALL {
            if self.base == 0.0 {
                product = 1.0;
            } else if rate == 0.0 {
                return false;
            } else {
                let inputs = [self.base, self.product];
                self.base = told(self.need(), ("need", gate + 1), Formula::Need, inputs, trace);
                product = rate;
            }
        } else {
            let inputs = [self.product, rate];
            trace.step(("product", gate).into(), Formula::Product, &inputs, product);
        }
        self.product = product;
        true
    }

    /// Subtracts what is already there.
    #[inline]
    fn take(&mut self, stage: usize, there: f64, trace: &mut impl Trace) {
        if there > 0.0 {
            let inputs = [self.base, self.product];
            let need = told(self.need(), ("need", stage), Formula::Need, inputs, trace);
            // A need that ties with what is there is met.
            let rest = if need > there && !ties(need, there) { need - there } else { 0.0 };
            self.base = told(rest, ("need", stage), Formula::Rest, [need, there], trace);
            self.product = 1.0;
        }
    }

    /// What [`need`](Self::need) divides, and by what.
    pub(super) fn parts(&self) -> (f64, f64) {
        (self.base, self.product)
    }

    #[inline]
    pub(super) fn need(&self) -> f64 {
        self.base / self.product
    }

    /// Walks from the goal's stage to the first, or to the one after a closed gate, and returns where it arrived.
    /// Writes the need of each stage, where there is a place for it. `exact` says that all rates are in 0..=1.
    #[inline]
    fn walk(
        &mut self,
        (before, exact): (&[f64], bool),
        start: Start<'_>,
        volumes: &mut [f64],
        trace: &mut impl Trace,
    ) -> usize {
        let goal = before.len();
        let mut credits = Credits::new(start);
        self.take(goal, credits.at(goal, None, trace), trace);
        self.write(goal, volumes, trace);
        for (gate, &rate) in before.iter().enumerate().rev() {
            let rate = if exact { rate } else { unit(rate) };
            if !self.through(gate, rate, trace) {
                return gate + 1;
            }
            self.take(gate, credits.at(gate, Some(rate), trace), trace);
            self.write(gate, volumes, trace);
        }
        0
    }

    #[inline]
    fn write(&self, stage: usize, volumes: &mut [f64], trace: &mut impl Trace) {
        if let Some(place) = volumes.get_mut(stage) {
            let inputs = [self.base, self.product];
            *place = told(self.need(), ("volumes", stage), Formula::Need, inputs, trace);
        }
    }
}

/// How much of a start counts at each stage, asked from the goal's stage to the first.
pub(super) struct Credits<'a> {
    start: Start<'a>,
    /// Of [`Start::Reached`]: how many must have been at the stage asked last for the later ones to be where
    /// they are.
    seen: f64,
}

impl<'a> Credits<'a> {
    pub(super) fn new(start: Start<'a>) -> Self {
        Self { start, seen: 0.0 }
    }

    /// What counts at a stage, whose gate has this rate; `None` at the stage asked first.
    #[inline]
    pub(super) fn at(&mut self, stage: usize, rate: Option<f64>, trace: &mut impl Trace) -> f64 {
        let Start::Reached(_) = self.start else { return self.start.at(stage) };
        let here = self.start.at(stage);
        let Some(rate) = rate else {
            self.seen = here;
            return here;
        };
        let inputs = [self.seen, rate];
        self.seen = told(self.seen / rate, ("accounted", stage), Formula::Need, inputs, trace);
        // NaN from 0/0 compares false, so it credits nothing; after a closed gate nothing is needed either.
        let credit = if here > self.seen {
            let inputs = [here, self.seen];
            told(here - self.seen, ("credit", stage), Formula::Difference, inputs, trace)
        } else {
            0.0
        };
        if here > 0.0 {
            self.seen = here;
        }
        credit
    }
}

impl Start<'_> {
    /// The number that the start has at a stage.
    #[inline]
    pub(super) fn at(&self, stage: usize) -> f64 {
        match *self {
            Start::Empty => 0.0,
            Start::Open(there) | Start::Reached(there) => {
                positive(there.get(stage).copied().unwrap_or(0.0))
            }
        }
    }
}
