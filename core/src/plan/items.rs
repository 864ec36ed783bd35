//! The plan as a sequence of items in one fixed order, for hosts to collect.

use super::confidence::{Confident, lent};
use super::planner::{Frame, Volumes};
use super::{LeavesOut, Pace, Planner, Target, Workspace};
use crate::bounds::{Rate, finite};
use crate::calendar::Period;
use crate::chain::{Effect, Lever, Required, Situation, Step, Unreachable};
use crate::error::Error;
use crate::field::Field;
use crate::float::ties;
use crate::math::Probability;
use crate::rate::Evidence;
use crate::scorecard::Attainment;
use crate::whole::{Policy, Whole};

/// Which of the two plans an item belongs to.
///
/// ```
/// use funnelmath::plan::PlanKind;
///
/// assert_eq!([PlanKind::Expected.name(), PlanKind::Confident.name()], ["expected", "confident"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum PlanKind {
    /// The plan that reaches the goal on average.
    Expected,
    /// The plan that reaches it with the confidence that was asked for.
    Confident,
}

impl PlanKind {
    /// The stable name, in `snake_case`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            PlanKind::Expected => "expected",
            PlanKind::Confident => "confident",
        }
    }
}

/// A part of a plan, as [`Planner::plan`] gives them. [`Planner`] has an example.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum PlanItem {
    /// The goal cannot be reached at these rates; the expected plan then has no periods.
    Unreachable(Unreachable),
    /// A period of a plan begins. Its stages and its delivery follow.
    Period {
        /// Which plan.
        plan: PlanKind,
        /// The period.
        period: Period,
        /// What the activity of this period is to bring, in the goal's unit: the goal's amount in this period, less
        /// what is reached and what is expected of items that wait.
        goal: f64,
    },
    /// What one stage needs in the period.
    Stage {
        /// Which plan.
        plan: PlanKind,
        /// The period.
        period: Period,
        /// Which stage.
        stage: usize,
        /// The exact and the whole volume, with its residual.
        whole: Whole,
    },
    /// What the whole activity of the period delivers.
    Delivers {
        /// Which plan.
        plan: PlanKind,
        /// The period.
        period: Period,
        /// What it delivers.
        delivers: Delivery,
    },
    /// The actual activity against what is required.
    Pace(Pace),
    /// The effect of one improvement.
    Effect(Effect),
    /// The result for the confidence that was asked for. The periods of the confident plan follow, when there is one,
    /// and then the chances of the expected plan.
    Confidence {
        /// The confidence that was asked for.
        confidence: f64,
        /// The chance of the confident plan, at least the confidence; when no plan reaches it, the best chance there is.
        chance: Probability,
        /// What the chances of both plans leave out.
        leaves_out: LeavesOut,
    },
    /// The chance of the expected plan: of its whole activity in this period, kept up for what is left of the goal's
    /// period.
    Chance {
        /// The period.
        period: Period,
        /// The chance.
        chance: Probability,
    },
}

/// The revenue and the attainment that the whole activity of a period delivers.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Delivery {
    /// Expected revenue; `None` without a sale value.
    pub revenue: Option<f64>,
    /// Expected revenue, or items at the goal's stage, divided by what the activity of the period is to bring.
    /// `None` when that is nothing.
    pub attainment: Option<f64>,
}

/// The whole activity of each period of a plan.
pub(super) type Activities = [Option<(Period, f64)>; 2];

impl<'a> Planner<'a> {
    /// All of a plan, item by item, in this order:
    ///
    /// 1. [`Unreachable`](PlanItem::Unreachable), if the goal is.
    /// 2. If not, the expected plan: for the goal's period, then for the activity's, when that is another one and
    ///    something of the goal's period is left: [`Period`](PlanItem::Period), a [`Stage`](PlanItem::Stage) for each
    ///    stage from the first, [`Delivers`](PlanItem::Delivers). In the goal's period a plan is for all that is left of it.
    /// 3. [`Pace`](PlanItem::Pace).
    /// 4. An [`Effect`](PlanItem::Effect) for each gate and then the sale value, if there is one: one percentage
    ///    point more (gates only), 10% of itself more, and its benchmark where it has one.
    /// 5. With a [`confidence`](Target::confidence): [`Confidence`](PlanItem::Confidence); the confident plan as in 2, if
    ///    a plan is so sure; and a [`Chance`](PlanItem::Chance) for each period of the expected plan.
    ///
    /// On an error, discard the items that were passed before it.
    ///
    /// # Errors
    /// [`NoSaleValue`](crate::ErrorKind::NoSaleValue) for a revenue goal without a sale value or deal size;
    /// [`SaleValueMean`](crate::ErrorKind::SaleValueMean) when both are given and differ;
    /// [`Stage`](crate::ErrorKind::Stage) for a goal at a stage that does not exist;
    /// [`ActivityStage`](crate::ErrorKind::ActivityStage) for activity counted after the goal's stage;
    /// [`Money`](crate::ErrorKind::Money), [`Volume`](crate::ErrorKind::Volume), [`Booked`](crate::ErrorKind::Booked),
    /// [`Rate`](crate::ErrorKind::Rate), [`Days`](crate::ErrorKind::Days), [`NoDays`](crate::ErrorKind::NoDays),
    /// [`ElapsedDays`](crate::ErrorKind::ElapsedDays) and [`Probability`](crate::ErrorKind::Probability) for a number of
    /// the target that is out of range, named by its field; [`Length`](crate::ErrorKind::Length) for a list, or a
    /// workspace that is too short; [`EvidenceShape`](crate::ErrorKind::EvidenceShape) for counts that pass 2^53
    /// together with the prior; [`Overflow`](crate::ErrorKind::Overflow) for an answer that exceeds an f64.
    pub fn plan(
        &self,
        target: &Target<'_>,
        work: &mut Workspace<'_>,
        mut visit: impl FnMut(PlanItem),
    ) -> Result<(), Error> {
        let frame = self.frame(target)?;
        let confidence =
            target.confidence.map(|confidence| Field::Confidence.check(confidence)).transpose()?;
        let mut volumes = Volumes::split(work.volumes, self.chain.stages())?;
        let activities = self.expected_items(target, &frame, &mut volumes, &mut visit)?;
        let Some(confidence) = confidence else { return Ok(()) };
        let asked = (target.goal, target.activity_stage);
        let mut known = self.known(target, work.evidence, work.gathered, lent(&mut work.cells))?;
        let (open, required) = (&*volumes.open, &mut *volumes.required);
        let found = self.surely(&frame, asked, confidence, &mut known, open, required)?;
        let leaves_out = LeavesOut::of(target, &frame, known.evidence);
        let chance = found.chance();
        visit(PlanItem::Confidence { confidence, chance, leaves_out });
        if let Confident::Plan { .. } = found {
            let target = target.policy(Policy::Up);
            self.periods(
                &target,
                &frame,
                PlanKind::Confident,
                known.evidence,
                &mut volumes,
                &mut visit,
            )?;
        }
        for (period, units) in activities.into_iter().flatten() {
            let units = self.rest(target, &frame, units, period)?;
            let chance = self.chance_of(&frame, asked, units, &mut known, volumes.open)?;
            visit(PlanItem::Chance { period, chance });
        }
        Ok(())
    }

    /// The plan without its confidence: the items of [`plan`](Self::plan) up to the effects. A confidence that the target
    /// asks for is not read.
    ///
    /// A program that asks for no confidence and calls this instead has no code of probability distributions in it.
    ///
    /// ```
    /// use funnelmath::{Calendar, Chain, Goal, Planner, Target, plan::PlanItem};
    ///
    /// let planner = Planner::new(Chain::new(&[0.65, 0.40])?, Some(3_400.0), Calendar::COMMON)?;
    /// let mut units = 0.0;
    /// planner.expected_plan(&Target::new(Goal::Revenue(25_000.0)), &mut [0.0; 12], |item| {
    ///     if let PlanItem::Stage { stage: 0, whole, .. } = item {
    ///         units = whole.units;
    ///     }
    /// })?;
    /// assert_eq!(units, 7.0);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`plan`](Self::plan). `volumes` has at least four numbers for each stage.
    pub fn expected_plan(
        &self,
        target: &Target<'_>,
        volumes: &mut [f64],
        mut visit: impl FnMut(PlanItem),
    ) -> Result<(), Error> {
        let frame = self.frame(target)?;
        let mut volumes = Volumes::split(volumes, self.chain.stages())?;
        self.expected_items(target, &frame, &mut volumes, &mut visit).map(drop)
    }

    /// The items up to the effects. Returns the whole activity of each period.
    fn expected_items(
        &self,
        target: &Target<'_>,
        frame: &Frame<'_>,
        volumes: &mut Volumes<'_>,
        visit: &mut impl FnMut(PlanItem),
    ) -> Result<Activities, Error> {
        let needed = match self.required(target, frame, volumes)? {
            Required::Entry(_) => volumes.required.get(target.activity_stage).copied(),
            Required::Unreachable(why) => {
                visit(PlanItem::Unreachable(why));
                None
            }
        };
        let mut activities = Activities::default();
        if needed.is_some() {
            activities = self.periods(target, frame, PlanKind::Expected, &[], volumes, visit)?;
        }
        visit(PlanItem::Pace(self.pace_of(target, frame, volumes.open, needed)?));
        self.effects(target, frame, needed, visit)?;
        Ok(activities)
    }

    /// The periods of a plan whose required volumes are given; the expected one has no evidence.
    fn periods(
        &self,
        target: &Target<'_>,
        frame: &Frame<'_>,
        plan: PlanKind,
        evidence: &[Option<Evidence>],
        volumes: &mut Volumes<'_>,
        visit: &mut impl FnMut(PlanItem),
    ) -> Result<Activities, Error> {
        let goal = self.still_to_bring(target, frame, evidence, volumes)?;
        let mut activities = Activities::default();
        let other = (target.activity_per != target.per).then_some(target.activity_per);
        for (place, period) in activities.iter_mut().zip([Some(target.per), other]) {
            let Some(period) = period else { continue };
            if period != target.per && frame.left <= 0.0 {
                continue;
            }
            for (exact, &required) in volumes.exact.iter_mut().zip(volumes.required.iter()) {
                *exact = self.spread(target, frame, required, period)?;
            }
            target.policy.apply_each(&self.chain, frame.stage, volumes.exact, volumes.whole)?;
            let goal = self.spread(target, frame, goal, period)?;
            visit(PlanItem::Period { plan, period, goal });
            let stages = volumes.exact.iter().zip(volumes.whole.iter());
            for (stage, (&exact, &units)) in stages.enumerate() {
                visit(PlanItem::Stage { plan, period, stage, whole: Whole { exact, units } });
            }
            let units = volumes.whole.get(target.activity_stage).copied().unwrap_or(0.0);
            let delivers = self.delivers(target, frame, evidence, units, goal)?;
            visit(PlanItem::Delivers { plan, period, delivers });
            *place = Some((period, units));
        }
        Ok(activities)
    }

    /// What the activity in what is left of the goal's period is to bring, in the goal's unit.
    fn still_to_bring(
        &self,
        target: &Target<'_>,
        frame: &Frame<'_>,
        evidence: &[Option<Evidence>],
        volumes: &Volumes<'_>,
    ) -> Result<f64, Error> {
        if volumes.open.iter().all(|&open| open == 0.0) {
            return Ok(frame.lacking);
        }
        // The expected plan requires exactly that much. The confident plan requires more, so there it is computed.
        if evidence.is_empty() {
            let needed = volumes.required.get(target.activity_stage).copied().unwrap_or(0.0);
            return finite(self.brings(target, frame, evidence, needed) * frame.worth);
        }
        let rate = |gate| self.mean_rate(evidence, gate);
        let waiting = self.expected_of(target, frame, volumes.open, rate)?;
        let at_goal = volumes.open.get(frame.stage).copied().unwrap_or(0.0);
        let entries = target.entries.get(frame.stage).copied().unwrap_or(0.0);
        let there = finite(waiting + (at_goal - entries).max(0.0) * frame.worth)?;
        let enough = there >= frame.lacking || ties(there, frame.lacking);
        Ok(if enough { 0.0 } else { frame.lacking - there })
    }

    fn delivers(
        &self,
        target: &Target<'_>,
        frame: &Frame<'_>,
        evidence: &[Option<Evidence>],
        units: f64,
        goal: f64,
    ) -> Result<Delivery, Error> {
        let items = self.brings(target, frame, evidence, units);
        let revenue = match frame.value {
            Some(value) => {
                let gates = frame.stage..self.chain.gates();
                let sales = gates.fold(items, |items, gate| items * self.mean_rate(evidence, gate));
                Some(Field::Revenue.finite(sales * value)?)
            }
            None => None,
        };
        Ok(Delivery {
            revenue,
            attainment: Attainment { actual: finite(items * frame.worth)?, goal }.value()?,
        })
    }

    /// How many of so many at the activity's stage are expected at the goal's.
    fn brings(
        &self,
        target: &Target<'_>,
        frame: &Frame<'_>,
        evidence: &[Option<Evidence>],
        units: f64,
    ) -> f64 {
        let gates = target.activity_stage..frame.stage;
        gates.fold(units, |items, gate| items * self.mean_rate(evidence, gate))
    }

    /// The expected rate of a gate: the mean of its evidence, where there is some.
    pub(super) fn mean_rate(&self, evidence: &[Option<Evidence>], gate: usize) -> f64 {
        let counted = evidence.get(gate).copied().flatten();
        counted.map_or_else(|| self.rate(gate), |evidence| evidence.mean())
    }

    /// The effect of every step of every lever.
    fn effects(
        &self,
        target: &Target<'_>,
        frame: &Frame<'_>,
        needed: Option<f64>,
        visit: &mut impl FnMut(PlanItem),
    ) -> Result<(), Error> {
        let volume = match target.actual {
            Some(actual) => self.calendar.convert(actual, target.activity_per, target.per)?,
            None => needed.unwrap_or(0.0),
        };
        let mut baseline = self.chain.baseline(&Situation {
            goal: target.goal,
            sale_value: frame.value.unwrap_or(1.0),
            stage: target.activity_stage,
            volume,
        })?;
        baseline.per = self.calendar.between(target.per, target.activity_per);
        let benchmark = |gate: usize| self.benchmarks.get(gate).copied().flatten().map(Rate::get);
        let gates = (0..self.chain.gates()).map(|gate| (Lever::Gate(gate), benchmark(gate)));
        let value = frame.value.map(|_| (Lever::SaleValue, self.sale_value_benchmark));
        for (lever, benchmark) in gates.chain(value) {
            let point = matches!(lever, Lever::Gate(_)).then_some(Step::Points(1.0));
            let steps = [point, Some(Step::Percent(10.0)), benchmark.map(Step::To)];
            for step in steps.into_iter().flatten() {
                visit(PlanItem::Effect(baseline.effect(lever, step)?));
            }
        }
        Ok(())
    }
}
