//! A plan with names, collected from the items of the planner.

use super::Funnel;
use crate::calendar::Period;
use crate::chain::{Effect, Goal, Unreachable};
use crate::error::Error;
use crate::math::Probability;
use crate::plan::{Delivery, LeavesOut, Pace, PlanItem, PlanKind, Target, Workspace};
use crate::rate::Evidence;
use crate::whole::{Policy, Whole};
use alloc::{string::String, vec, vec::Vec};

/// The answer to a [`Target`], from [`Funnel::plan`].
///
/// ```
/// use funnelmath::{Funnel, Gate, Goal, Period, Target};
///
/// let funnel = Funnel::builder().entry("Calls").gate("Sales", Gate::new(0.5)?).sale_value(100.0).build()?;
/// let plan = funnel.plan(Target::new(Goal::Revenue(2_600.0)))?;
/// // 26 sales a month from 52 calls, 12 a week.
/// let month = plan.goal_period().and_then(|month| month.stage("Calls")).map(|stage| stage.whole);
/// let week = plan.period(Period::Week).and_then(|week| week.stage_at(0)).map(|stage| stage.whole);
/// assert_eq!((month.map(|calls| calls.exact), week.map(|calls| calls.exact)), (Some(52.0), Some(12.0)));
/// assert_eq!(plan.goal_period().and_then(|month| month.delivers.revenue), Some(2_600.0));
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Plan {
    /// The goal.
    pub goal: Goal,
    /// The goal's period.
    pub per: Period,
    /// The period that activity is counted in.
    pub activity_per: Period,
    /// The stage at which activity is counted.
    pub activity_stage: usize,
    /// How volumes became whole.
    pub policy: Policy,
    /// Why the goal cannot be reached at these rates; there are no periods then.
    pub unreachable: Option<Unreachable>,
    /// The plan for what is left of the goal's period; then per activity period, when that is another one and
    /// something of the goal's is left.
    pub periods: Vec<PeriodPlan>,
    /// The actual activity against what is required.
    pub pace: Pace,
    /// For each gate and the sale value: one percentage point more (gates only), 10% of itself more, and its
    /// benchmark where it has one. Required activity is per activity period and for the whole goal, whatever is
    /// reached; revenue is that of the actual activity (of the required one without an actual) per goal period, in
    /// sales when there is no sale value.
    pub sensitivity: Vec<Effect>,
    /// The chances, and the plan for the [`confidence`](Target::confidence) when one was asked for.
    pub confident: Option<ConfidentPlan>,
}

/// The plan that reaches the goal with a confidence, and the chance that the expected plan has.
///
/// The expected plan reaches the goal on average, so it misses it about every second time. The rate of a gate made of
/// counts is as uncertain as its counts and the prior ([`Target::prior`]) leave it; other rates are known. Volumes and
/// revenue are expected with the same rates as the chance: that of a counted gate is the mean of its [`Evidence`].
/// [`Funnel::plan`] has an example.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct ConfidentPlan {
    /// The confidence that was asked for.
    pub confidence: f64,
    /// What the chances leave out. Where it names [`DealSizes`](crate::plan::LeftOut::DealSizes), every deal was taken to be
    /// worth the mean: with sizes that vary, the same activity is less sure to reach a revenue.
    pub leaves_out: LeavesOut,
    /// The chance of the expected plan: for each of [`Plan::periods`], of its whole activity, kept up for what is left
    /// of the goal's period.
    pub expected: Vec<Probability>,
    /// The chance of this plan with its activity in the goal's period, at least the confidence; when no plan reaches
    /// it, the best chance there is.
    pub chance: Probability,
    /// The fewest whole units of each stage with which the goal is reached with this confidence, for the same periods
    /// as [`Plan::periods`]; none when no number is enough.
    pub periods: Vec<PeriodPlan>,
}

/// A plan in one period. [`Plan`] has an example.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct PeriodPlan {
    /// The period.
    pub period: Period,
    /// What the activity of this period is to bring, in the goal's unit: the goal's amount in this period, less what
    /// is reached and what is expected of items that wait.
    pub goal: f64,
    /// What each stage needs, first stage first.
    pub stages: Vec<StagePlan>,
    /// What the whole activity of this period delivers. Its attainment is its revenue (of a goal at a stage, its items
    /// there) divided by `goal`.
    pub delivers: Delivery,
}

/// The volume that one stage needs. [`Plan`] has an example.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct StagePlan {
    /// The stage's name.
    pub name: String,
    /// The exact and the whole volume. The residual is what rounding adds.
    pub whole: Whole,
}

impl Plan {
    /// The expected plan in a period: the goal's or the activity's. `None` for another period, or when the goal cannot
    /// be reached.
    #[must_use]
    pub fn period(&self, period: Period) -> Option<&PeriodPlan> {
        find(&self.periods, period)
    }

    /// The expected plan for what is left of the goal's period; `None` when the goal cannot be reached.
    #[must_use]
    pub fn goal_period(&self) -> Option<&PeriodPlan> {
        self.period(self.per)
    }

    /// The expected plan per activity period; `None` when the goal cannot be reached, or when nothing of its period is
    /// left.
    #[must_use]
    pub fn activity(&self) -> Option<&PeriodPlan> {
        self.period(self.activity_per)
    }

    /// The chance of the expected plan with the whole activity of a period, kept up for what is left of the goal's;
    /// `None` without a confidence, or without a plan in that period.
    #[must_use]
    pub fn chance(&self, period: Period) -> Option<&Probability> {
        let place = self.periods.iter().position(|plan| plan.period == period)?;
        self.confident.as_ref()?.expected.get(place)
    }
}

impl ConfidentPlan {
    /// The confident plan in a period, as [`Plan::period`]; `None` when no number of units is enough.
    #[must_use]
    pub fn period(&self, period: Period) -> Option<&PeriodPlan> {
        find(&self.periods, period)
    }
}

impl PeriodPlan {
    /// What the stage of this name needs.
    #[must_use]
    pub fn stage(&self, name: &str) -> Option<&StagePlan> {
        self.stages.iter().find(|stage| stage.name == name)
    }

    /// What a stage needs, by its number from 0.
    #[must_use]
    pub fn stage_at(&self, stage: usize) -> Option<&StagePlan> {
        self.stages.get(stage)
    }
}

fn find(periods: &[PeriodPlan], period: Period) -> Option<&PeriodPlan> {
    periods.iter().find(|plan| plan.period == period)
}

impl Funnel {
    /// The plan for a goal: what each stage needs, exactly and in whole units, per goal and activity period.
    ///
    /// Whole units are rounded from each period's exact volumes; nothing is computed from a rounded number. A goal after
    /// a closed gate is an outcome, [`Plan::unreachable`].
    ///
    /// ```
    /// use funnelmath::{Calendar, Funnel, Gate, Goal, Target};
    ///
    /// let funnel = Funnel::builder()
    ///     .gate("", Gate::new(0.6)?)
    ///     .gate("", Gate::new(0.4)?)
    ///     .sale_value(3_500.0)
    ///     .calendar(Calendar::FOUR_WEEK_MONTH)
    ///     .build()?;
    /// let plan = funnel.plan(Target::new(Goal::Revenue(25_000.0)).actual(5.0))?;
    /// assert_eq!(plan.pace.gauge.map(|share| format!("{share:.3}")), Some("0.672".to_string()));
    /// assert_eq!(plan.pace.landing.map(|share| format!("{share:.3}")), Some("0.672".to_string()));
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// With a [`confidence`](Target::confidence) it also has the chance of that plan, and a plan that reaches the goal
    /// with that confidence:
    ///
    /// ```
    /// use funnelmath::{Funnel, Gate, Goal, Period, Target, plan::LeftOut};
    ///
    /// let funnel = Funnel::builder()
    ///     .gate("", Gate::new(0.65)?)
    ///     .gate("", Gate::new(0.40)?)
    ///     .sale_value(3_400.0)
    ///     .build()?;
    /// let plan = funnel.plan(Target::new(Goal::Revenue(25_000.0)).confidence(0.9))?;
    /// // 7 appointments a week are 30 a month, which reach the goal about every second time.
    /// assert_eq!(plan.chance(Period::Week).map(|chance| format!("{:.2}", chance.value)), Some("0.54".to_string()));
    /// if let Some(sure) = &plan.confident {
    ///     let units = |period| sure.period(period)?.stage_at(0).map(|stage| stage.whole.units);
    ///     assert_eq!((units(Period::Month), units(Period::Week)), (Some(43.0), Some(10.0)));
    ///     // All deals were taken to be worth 3,400: with a deal size it would be more.
    ///     assert!(sure.leaves_out.contains(LeftOut::DealSizes));
    /// }
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Planner::plan`](crate::Planner::plan).
    pub fn plan<'a>(&self, target: impl Into<Target<'a>>) -> Result<Plan, Error> {
        let target = target.into();
        let (gates, stages) = (self.gates().len(), self.names().len());
        let (mut volumes, mut evidence) = (vec![0.0; 4 * stages], vec![None; gates]);
        let mut gathered = vec![Evidence::JEFFREYS; gates];
        let mut work = Workspace {
            volumes: &mut volumes,
            evidence: &mut evidence,
            gathered: &mut gathered,
            cells: None,
        };
        let mut plan = Plan {
            goal: target.goal,
            per: target.per,
            activity_per: target.activity_per,
            activity_stage: target.activity_stage,
            policy: target.policy,
            unreachable: None,
            periods: Vec::new(),
            pace: Pace { gauge: None, attainment: None, landing: None },
            sensitivity: Vec::new(),
            confident: None,
        };
        self.planner().plan(&target, &mut work, |item| plan.collect(item, self.names()))?;
        Ok(plan)
    }
}

impl Plan {
    fn collect(&mut self, item: PlanItem, names: &[String]) {
        match item {
            PlanItem::Unreachable(why) => self.unreachable = Some(why),
            PlanItem::Period { plan, period, goal } => {
                let stages = Vec::with_capacity(names.len());
                let delivers = Delivery { revenue: None, attainment: None };
                if let Some(periods) = self.periods_of(plan) {
                    periods.push(PeriodPlan { period, goal, stages, delivers });
                }
            }
            PlanItem::Stage { plan, stage, whole, .. } => {
                let name = names.get(stage).cloned().unwrap_or_default();
                if let Some(period) = self.periods_of(plan).and_then(|periods| periods.last_mut()) {
                    period.stages.push(StagePlan { name, whole });
                }
            }
            PlanItem::Delivers { plan, delivers, .. } => {
                if let Some(period) = self.periods_of(plan).and_then(|periods| periods.last_mut()) {
                    period.delivers = delivers;
                }
            }
            PlanItem::Pace(pace) => self.pace = pace,
            PlanItem::Effect(effect) => self.sensitivity.push(effect),
            PlanItem::Confidence { confidence, chance, leaves_out } => {
                self.confident = Some(ConfidentPlan {
                    confidence,
                    leaves_out,
                    expected: Vec::new(),
                    chance,
                    periods: Vec::new(),
                });
            }
            PlanItem::Chance { chance, .. } => {
                if let Some(confident) = &mut self.confident {
                    confident.expected.push(chance);
                }
            }
        }
    }

    fn periods_of(&mut self, plan: PlanKind) -> Option<&mut Vec<PeriodPlan>> {
        match plan {
            PlanKind::Expected => Some(&mut self.periods),
            PlanKind::Confident => self.confident.as_mut().map(|plan| &mut plan.periods),
        }
    }
}
