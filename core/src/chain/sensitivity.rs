//! What an improvement of one gate, or of the sale value, would change.

use super::required::{Back, is_tiny};
use super::{Chain, Goal, Lever, Step};
use crate::bounds::{Rate, unit};
use crate::error::{Error, ErrorKind};
use crate::field::Field;
use crate::float::{is_finite, number};
use crate::trace::{Formula, Trace, told};

/// The goal and the current activity, for which a sensitivity is computed. [`Chain::sensitivity`] has an example.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Situation {
    /// The goal that activity is required for.
    pub goal: Goal,
    /// The average revenue of an item that leaves the last gate.
    pub sale_value: f64,
    /// The stage at which activity is counted, at or before the goal's.
    pub stage: usize,
    /// The volume at that stage whose revenue is computed: the actual activity, or the required one.
    pub volume: f64,
}

/// The effect of one step of one lever, from [`Chain::sensitivity`], which has an example. Both sides are computed in
/// full, not from a derivative.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Effect {
    /// The lever that was moved.
    pub lever: Lever,
    /// How far it was moved.
    pub step: Step,
    /// The lever's value before.
    pub from: f64,
    /// Its value after.
    pub to: f64,
    /// Whether the step led beyond a rate of 1 and was cut off there.
    pub capped: bool,
    /// The volume that the activity's stage needs for the goal, before; `None` when no volume reaches it.
    pub required_before: Option<f64>,
    /// The same after.
    pub required_after: Option<f64>,
    /// Revenue of the situation's volume before.
    pub revenue_before: f64,
    /// The same after.
    pub revenue_after: f64,
}

impl Effect {
    /// The relative change of the required activity: -0.1 is 10% less. `None` when the goal was or is out of
    /// reach, or nothing was required.
    #[must_use]
    pub fn required_change(&self) -> Option<f64> {
        let (before, after) = (self.required_before?, self.required_after?);
        number((after - before) / before)
    }

    /// The relative change of the revenue: 0.1 is 10% more. `None` when it was 0 before.
    #[must_use]
    pub fn revenue_change(&self) -> Option<f64> {
        number((self.revenue_after - self.revenue_before) / self.revenue_before)
    }
}

impl<'a> Chain<'a> {
    /// What `step` of `lever` does to the activity required for the goal, and to the revenue of the current
    /// activity.
    ///
    /// A gate before the activity's stage changes neither. A step beyond a rate of 1 is taken to 1 and says so
    /// in [`Effect::capped`].
    ///
    /// ```
    /// use funnelmath::{Chain, Goal, chain::{Lever, Situation, Step}};
    ///
    /// let chain = Chain::new(&[0.65, 0.40])?;
    /// let now = Situation { goal: Goal::Revenue(25_000.0), sale_value: 3_400.0, stage: 0, volume: 20.0 };
    /// let better_closing = chain.sensitivity(&now, Lever::Gate(1), Step::Points(1.0))?;
    /// assert_eq!(format!("{:.2}", better_closing.to), "0.41");
    /// let percent = |change: Option<f64>| change.map(|change| format!("{:.2}%", 100.0 * change));
    /// assert_eq!(percent(better_closing.required_change()).as_deref(), Some("-2.44%")); // 0.40 / 0.41 - 1
    /// assert_eq!(percent(better_closing.revenue_change()).as_deref(), Some("2.50%"));
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Step`](ErrorKind::Step) when a step in points or percent is NaN, infinite, or leads below 0 (or, of
    /// the sale value, beyond the largest f64), [`Rate`](ErrorKind::Rate) or [`Money`](ErrorKind::Money) for a
    /// benchmark out of range, [`Gate`](ErrorKind::Gate) and [`Stage`](ErrorKind::Stage) when the chain has no
    /// such gate or stage, [`ActivityStage`](ErrorKind::ActivityStage) when the activity is counted after the
    /// goal's stage, [`Volume`](ErrorKind::Volume), [`Money`](ErrorKind::Money) and [`Overflow`](ErrorKind::Overflow)
    /// as [`Chain::required`] and [`Chain::forward`].
    pub fn sensitivity(
        &self,
        situation: &Situation,
        lever: Lever,
        step: Step,
    ) -> Result<Effect, Error> {
        self.sensitivity_traced(situation, lever, step, &mut ())
    }

    /// [`sensitivity`](Self::sensitivity), passing each step to `trace`: those of the chain as it is, then with the lever moved.
    ///
    /// # Errors
    /// As [`sensitivity`](Self::sensitivity).
    pub fn sensitivity_traced(
        &self,
        situation: &Situation,
        lever: Lever,
        step: Step,
        trace: &mut impl Trace,
    ) -> Result<Effect, Error> {
        self.baseline_traced(situation, trace)?.effect_traced(lever, step, trace)
    }

    /// The results before any lever is moved, which every step is compared with.
    pub(crate) fn baseline(&self, situation: &Situation) -> Result<Baseline<'a>, Error> {
        self.baseline_traced(situation, &mut ())
    }

    fn baseline_traced(
        &self,
        situation: &Situation,
        trace: &mut impl Trace,
    ) -> Result<Baseline<'a>, Error> {
        let &Situation { goal, sale_value, stage, volume } = situation;
        let sale_value = Field::SaleValue.check(sale_value)?;
        let volume = Field::Volume.check(volume)?;
        let situation = Situation { goal, sale_value, stage, volume };
        let mut baseline =
            Baseline { chain: *self, situation, before: Ok((0.0, 0.0)), per: (1.0, 1.0) };
        baseline.before = baseline.with(Lever::SaleValue, sale_value, trace);
        Ok(baseline)
    }
}

/// A situation and its results, computed once for all the steps that are compared with it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Baseline<'a> {
    chain: Chain<'a>,
    situation: Situation,
    /// As [`Baseline::with`] returns it. It is kept with its error, because what is wrong with a lever or step
    /// is reported first.
    before: Result<(f64, f64), Error>,
    /// The factor that required volumes are multiplied by, and the divisor that follows.
    pub(crate) per: (f64, f64),
}

impl Baseline<'_> {
    #[inline]
    pub(crate) fn effect(&self, lever: Lever, step: Step) -> Result<Effect, Error> {
        self.effect_traced(lever, step, &mut ())
    }

    pub(crate) fn effect_traced(
        &self,
        lever: Lever,
        step: Step,
        trace: &mut impl Trace,
    ) -> Result<Effect, Error> {
        let (from, limit) = match lever {
            Lever::SaleValue => (self.situation.sale_value, f64::MAX),
            Lever::Gate(gate) => match self.chain.rates.get(gate) {
                Some(&rate) => (unit(rate) + 0.0, Rate::MAX),
                None => return Err(self.chain.no_gate(gate)),
            },
        };
        let (to, capped) = step.take(from, limit)?;
        let is_rate = limit == Rate::MAX;
        if let (Some(formula), false) = (step.formula(is_rate), capped) {
            // Compared with the step's own value: a call of `Formula::apply` would bring every formula into a program
            // that reads no steps.
            if step.leads_to(from, is_rate) == to {
                trace.step("to".into(), formula, &[from, step.size()], to);
            }
        }
        let (required_before, revenue_before) = self.before?;
        let (required_after, revenue_after) = self.with(lever, to, trace)?;
        let effect = Effect {
            lever,
            step,
            from,
            to,
            capped,
            required_before: self.required(required_before)?,
            required_after: self.required(required_after)?,
            revenue_before,
            revenue_after,
        };
        if let (Some(before), Some(after), Some(change)) =
            (effect.required_before, effect.required_after, effect.required_change())
        {
            trace.step("required_change".into(), Formula::Change, &[before, after], change);
        }
        if let Some(change) = effect.revenue_change() {
            let inputs = [revenue_before, revenue_after];
            trace.step("revenue_change".into(), Formula::Change, &inputs, change);
        }
        Ok(effect)
    }

    /// A required volume, converted to the period that is asked for; NaN stands for none.
    #[inline]
    fn required(&self, volume: f64) -> Result<Option<f64>, Error> {
        let volume = volume * self.per.0 / self.per.1;
        if is_finite(volume) || volume.is_nan() {
            Ok(number(volume))
        } else {
            Err(Field::Volumes.overflow().at(self.situation.stage))
        }
    }

    /// What must enter at the situation's stage, with nothing there yet, and the revenue of its volume, both with
    /// one lever at another value. The first is NaN when the goal is out of reach.
    #[inline]
    fn with(&self, lever: Lever, value: f64, trace: &mut impl Trace) -> Result<(f64, f64), Error> {
        let Situation { goal, sale_value, stage: from, volume } = self.situation;
        let sale_value = if lever == Lever::SaleValue { value } else { sale_value };
        let (stage, target) = self.chain.target(goal, sale_value)?;
        let (_, rates) = self.chain.split(from)?;
        if from > stage {
            return Err(Error::new(ErrorKind::ActivityStage)
                .field_is(Field::Stage)
                .got(from as f64)
                .limit_is(stage as f64));
        }
        let before = rates.get(..stage - from).unwrap_or_default();
        let moved = match lever {
            // A gate before `from` is none of these.
            Lever::Gate(gate) => gate.wrapping_sub(from),
            Lever::SaleValue => usize::MAX,
        };
        let exact = self.chain.exact;
        let at = |gate: usize, rate: f64| match gate {
            _ if gate == moved => value,
            _ if exact => rate,
            _ => unit(rate),
        };
        let mut back = Back::new(target);
        let mut open = is_finite(target);
        let tiny = is_tiny(goal, target);
        for (gate, &rate) in before.iter().enumerate().rev() {
            let rate = at(gate, rate);
            open = open && back.through(from + gate, rate, trace) && !(tiny && rate == 0.0);
        }
        let required = if open { back.need() } else { f64::NAN };
        if open && !is_finite(required) {
            return Err(Field::Volumes.overflow().at(from));
        }
        if open {
            let (base, product) = back.parts();
            trace.step("required".into(), Formula::Need, &[base, product], required);
        }
        let mut sales = volume;
        for (gate, &rate) in rates.iter().enumerate() {
            let inputs = [sales, at(gate, rate)];
            let name = ("volumes", from + gate + 1);
            sales = told(sales * at(gate, rate) + 0.0, name, Formula::Pass, inputs, trace);
        }
        let revenue = Field::Revenue.finite(sales * sale_value + 0.0)?;
        trace.step("revenue".into(), Formula::Revenue, &[sales, sale_value], revenue);
        Ok((required, revenue))
    }
}
