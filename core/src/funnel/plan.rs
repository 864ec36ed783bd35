//! From a goal to a plan: exact and whole, per stage and per period, and what would help most.

use super::Funnel;
use crate::bounds::{Rate, Volume, each, finite};
use crate::calendar::Period;
use crate::chain::{Effect, Goal, Lever, Required, Situation, Start, Step, Unreachable, pass};
use crate::error::{Error, ErrorKind};
use crate::scorecard::{activity_gauge, attainment};
use crate::whole::{Policy, Whole};
use alloc::{string::String, vec, vec::Vec};

/// What is aimed at: a goal with its period, and how activity is counted and rounded.
///
/// ```
/// use funnelmath::{Goal, Period, Policy, Target};
///
/// // 300,000 a year, activity counted per day at the second stage, 3 done so far.
/// let target = Target::new(Goal::Revenue(300_000.0))
///     .per(Period::Year)
///     .activity_per(Period::Day)
///     .activity_stage(1)
///     .policy(Policy::Nearest)
///     .actual(3.0);
/// # let _ = target;
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Target<'a> {
    goal: Goal,
    per: Period,
    activity_per: Period,
    activity_stage: usize,
    policy: Policy,
    actual: Option<f64>,
    start: Start<'a>,
}

impl<'a> Target<'a> {
    /// A goal per month, with activity per week at the first stage, rounded up, and nothing done yet.
    #[must_use]
    pub const fn new(goal: Goal) -> Self {
        Self {
            goal,
            per: Period::Month,
            activity_per: Period::Week,
            activity_stage: 0,
            policy: Policy::Up,
            actual: None,
            start: Start::Empty,
        }
    }

    /// The goal's period.
    #[must_use]
    pub const fn per(self, per: Period) -> Self {
        Self { per, ..self }
    }

    /// The period that activity is counted in.
    #[must_use]
    pub const fn activity_per(self, activity_per: Period) -> Self {
        Self { activity_per, ..self }
    }

    /// The stage at which activity is counted, at or before the goal's.
    #[must_use]
    pub const fn activity_stage(self, activity_stage: usize) -> Self {
        Self { activity_stage, ..self }
    }

    /// How volumes become whole.
    #[must_use]
    pub const fn policy(self, policy: Policy) -> Self {
        Self { policy, ..self }
    }

    /// The activity that is really done per activity period, for the gauge.
    #[must_use]
    pub const fn actual(self, actual: f64) -> Self {
        Self { actual: Some(actual), ..self }
    }

    /// What is already there, in the goal's period.
    #[must_use]
    pub const fn start(self, start: Start<'a>) -> Self {
        Self { start, ..self }
    }
}

impl From<Goal> for Target<'_> {
    fn from(goal: Goal) -> Self {
        Self::new(goal)
    }
}

/// The answer to a [`Target`].
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
    /// Why the goal cannot be reached; there are no periods then.
    pub unreachable: Option<Unreachable>,
    /// The plan in the goal's period, then in the activity's, when that is another one.
    pub periods: Vec<PeriodPlan>,
    /// Actual over required activity, unrounded. `None` without an actual, or when nothing, or nothing
    /// that can be done, is required.
    pub gauge: Option<f64>,
    /// What the actual activity alone would bring over the goal. `None` without an actual or a goal of 0.
    pub attainment: Option<f64>,
    /// For each gate and the sale value: one percentage point more (gates only), ten percent of itself
    /// more, and its benchmark where it has one. Required activity is per activity period; revenue is that of
    /// the actual activity (of the required one without an actual) per goal period, in sales when the
    /// funnel has no sale value.
    pub sensitivity: Vec<Effect>,
}

/// A plan in one period.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct PeriodPlan {
    /// The period.
    pub period: Period,
    /// The goal's amount in this period.
    pub goal: f64,
    /// The volume of each stage, first stage first.
    pub stages: Vec<StagePlan>,
    /// What the whole number of activities of this period delivers.
    pub delivers: Delivery,
}

/// What one stage needs.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct StagePlan {
    /// The stage's name.
    pub name: String,
    /// The exact and the whole volume; the whole one's residual says what the rounding brings.
    pub whole: Whole,
}

/// What a whole plan delivers.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Delivery {
    /// Expected revenue of the whole activity in this period; `None` without a sale value.
    pub revenue: Option<f64>,
    /// Whole over exact activity: the share of what was still to be done that it delivers. `None` when
    /// nothing was.
    pub attainment: Option<f64>,
}

impl Funnel {
    /// The plan for a goal: what each stage needs, exactly and in whole units, per goal and activity period.
    ///
    /// Whole units are made of each period's exact volumes; nothing is computed from a rounded number. A
    /// goal behind a closed gate is an outcome, [`Plan::unreachable`].
    ///
    /// ```
    /// use funnelmath::{Calendar, Funnel, Gate, Goal, Period, Target};
    ///
    /// let funnel = Funnel::builder()
    ///     .gate("", Gate::new(0.6)?)
    ///     .gate("", Gate::new(0.4)?)
    ///     .sale_value(3_500.0)
    ///     .calendar(Calendar::FOUR_WEEK_MONTH)
    ///     .build()?;
    /// let plan = funnel.plan(Target::new(Goal::Revenue(25_000.0)).actual(5.0))?;
    /// assert_eq!(format!("{:.3}", plan.gauge.unwrap()), "0.672");
    /// assert_eq!(plan.attainment.map(|share| format!("{share:.3}")), Some("0.672".to_string()));
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`NoSaleValue`](ErrorKind::NoSaleValue) for a revenue goal without a sale value,
    /// [`Money`](ErrorKind::Money), [`Volume`](ErrorKind::Volume), [`Stage`](ErrorKind::Stage),
    /// [`Length`](ErrorKind::Length) and [`Overflow`](ErrorKind::Overflow) as
    /// [`Chain::required`](crate::Chain::required); [`Stage`](ErrorKind::Stage) also for activity counted
    /// behind the goal.
    pub fn plan<'a>(&self, target: impl Into<Target<'a>>) -> Result<Plan, Error> {
        let target = target.into();
        let value = match (target.goal, self.sale_value()) {
            (Goal::Revenue(_), None) => return Err(Error::new(ErrorKind::NoSaleValue)),
            (_, value) => value.unwrap_or(1.0),
        };
        let chain = self.chain();
        let (goal_stage, amount) = match target.goal {
            Goal::Revenue(amount) => (chain.gates(), amount),
            Goal::Volume { stage, target } => (stage, target),
        };
        if target.activity_stage > goal_stage {
            let error = Error::new(ErrorKind::Stage).at(target.activity_stage);
            return Err(error.got(goal_stage as f64));
        }
        if let Some(actual) = target.actual {
            each(&[actual], Volume::new)?;
        }
        let mut exact = vec![0.0; chain.stages()];
        let unreachable = match chain.required(target.goal, value, target.start, &mut exact)? {
            Required::Entry(_) => None,
            Required::Unreachable(why) => Some(why),
        };
        let mut plan = Plan {
            goal: target.goal,
            per: target.per,
            activity_per: target.activity_per,
            activity_stage: target.activity_stage,
            policy: target.policy,
            unreachable,
            periods: Vec::new(),
            gauge: None,
            attainment: None,
            sensitivity: Vec::new(),
        };
        let needed = exact.get(target.activity_stage).copied().unwrap_or(0.0);
        if unreachable.is_none() {
            plan.periods.push(self.period(&target, target.per, goal_stage, amount, &exact)?);
            if target.activity_per != target.per {
                let other =
                    self.period(&target, target.activity_per, goal_stage, amount, &exact)?;
                plan.periods.push(other);
            }
        }
        let mut activity = needed;
        if let Some(actual) = target.actual {
            activity = self.calendar.convert(actual, target.activity_per, target.per)?;
            let needed = self.calendar.convert(needed, target.per, target.activity_per)?;
            plan.gauge = activity_gauge(actual, needed)?.filter(|_| unreachable.is_none());
            let at_goal = chain.rates().get(target.activity_stage..goal_stage).unwrap_or_default();
            let brings = pass(activity, at_goal);
            let brings = match target.goal {
                Goal::Revenue(_) => finite(brings * value)?,
                Goal::Volume { .. } => brings,
            };
            plan.attainment = attainment(brings, amount)?;
        }
        plan.sensitivity = self.sensitivities(&target, value, activity)?;
        Ok(plan)
    }

    /// The plan in one period, of the exact volumes in the goal's.
    fn period(
        &self,
        target: &Target<'_>,
        period: Period,
        goal_stage: usize,
        amount: f64,
        exact: &[f64],
    ) -> Result<PeriodPlan, Error> {
        let chain = self.chain();
        let convert = |volume: f64| self.calendar.convert(volume, target.per, period);
        let exact = exact.iter().map(|&volume| convert(volume)).collect::<Result<Vec<_>, _>>()?;
        let mut units = vec![0.0; exact.len()];
        target.policy.apply_each(&chain, goal_stage, &exact, &mut units)?;
        let stages: Vec<StagePlan> = self
            .names
            .iter()
            .zip(exact.iter().zip(&units))
            .map(|(name, (&exact, &units))| StagePlan {
                name: name.clone(),
                whole: Whole { exact, units },
            })
            .collect();
        let activity = stages.get(target.activity_stage).map(|stage| stage.whole);
        let revenue = match (activity, self.sale_value()) {
            (Some(activity), Some(value)) => {
                let onward = chain.rates().get(target.activity_stage..).unwrap_or_default();
                Some(finite(pass(activity.units, onward) * value)?)
            }
            _ => None,
        };
        let delivers =
            Delivery { revenue, attainment: activity.and_then(|whole| whole.delivers()) };
        Ok(PeriodPlan { period, goal: convert(amount)?, stages, delivers })
    }

    /// The sensitivity of every lever, with the required activity per activity period.
    fn sensitivities(
        &self,
        target: &Target<'_>,
        value: f64,
        volume: f64,
    ) -> Result<Vec<Effect>, Error> {
        let chain = self.chain();
        let situation = Situation {
            goal: target.goal,
            sale_value: value,
            stage: target.activity_stage,
            volume,
        };
        let per_activity = |volume: Option<f64>| {
            let convert = |volume| self.calendar.convert(volume, target.per, target.activity_per);
            volume.map(convert).transpose()
        };
        let mut effects = Vec::new();
        let mut push = |lever, step| {
            let mut effect = chain.sensitivity(&situation, lever, step)?;
            effect.required_before = per_activity(effect.required_before)?;
            effect.required_after = per_activity(effect.required_after)?;
            effects.push(effect);
            Ok(())
        };
        for (gate, benchmark) in self.benchmarks.iter().enumerate() {
            push(Lever::Gate(gate), Step::Points(1.0))?;
            push(Lever::Gate(gate), Step::Percent(10.0))?;
            if let Some(rate) = benchmark.map(Rate::get) {
                push(Lever::Gate(gate), Step::To(rate))?;
            }
        }
        if self.sale_value.is_some() {
            push(Lever::SaleValue, Step::Percent(10.0))?;
            if let Some(value) = self.sale_value_benchmark() {
                push(Lever::SaleValue, Step::To(value))?;
            }
        }
        Ok(effects)
    }
}
