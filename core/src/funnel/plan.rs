//! From a goal to a plan: exact and whole, per stage and per period, and what would help most.

use super::{Confident, Delivery, Funnel, Planner, Target};
use crate::bounds::Rate;
use crate::calendar::Period;
use crate::chain::{Effect, Goal, Lever, Required, Unreachable};
use crate::error::Error;
use crate::math::Probability;
use crate::rate::Evidence;
use crate::whole::{Policy, Whole};
use alloc::{string::String, vec, vec::Vec};

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
    /// more, and its benchmark where it has one. Required activity is per activity period and for the
    /// whole goal, whatever is there at the start; revenue is that of
    /// the actual activity (of the required one without an actual) per goal period, in sales when the
    /// funnel has no sale value.
    pub sensitivity: Vec<Effect>,
    /// How sure all this is, when a [`confidence`](Target::confidence) was asked for.
    pub confident: Option<ConfidentPlan>,
}

/// The plan that reaches the goal with a confidence, and the chance that the expected plan has.
///
/// "Divide by the rate" gives what reaches the goal on average: about every second time. Gates made of
/// counts are only as sure as their counts ([`Target::prior`]); the others have known rates.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct ConfidentPlan {
    /// The confidence that was asked for.
    pub confidence: f64,
    /// The chance that the expected plan has: for each of [`Plan::periods`], of its whole activity, kept up
    /// for the goal's period.
    pub expected: Vec<Probability>,
    /// The chance that this plan has by its activity in the goal's period, at least the confidence; where none is
    /// so sure, the best there is.
    pub chance: Probability,
    /// The fewest whole units of each stage with which the goal is reached with this confidence, in the
    /// goal's period, then in the activity's; none when no number is enough.
    pub periods: Vec<PeriodPlan>,
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
    /// With a [`confidence`](Target::confidence), how sure it is, and what would be sure enough:
    ///
    /// ```
    /// use funnelmath::{Funnel, Gate, Goal, Target};
    ///
    /// let funnel = Funnel::builder()
    ///     .gate("", Gate::new(0.65)?)
    ///     .gate("", Gate::new(0.40)?)
    ///     .sale_value(3_400.0)
    ///     .build()?;
    /// let plan = funnel.plan(Target::new(Goal::Revenue(25_000.0)).confidence(0.9))?;
    /// let sure = plan.confident.unwrap();
    /// // 7 appointments a week are 30 a month: a coin toss. 90 % take 43 a month, 10 a week.
    /// assert_eq!(plan.periods[1].stages[0].whole.units, 7.0);
    /// assert_eq!(format!("{:.2}", sure.expected[1].value), "0.54");
    /// assert_eq!(sure.periods[0].stages[0].whole.units, 43.0);
    /// assert_eq!(sure.periods[1].stages[0].whole.units, 10.0);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Probability`](crate::ErrorKind::Probability) for a confidence that is NaN or outside 0..=1,
    /// [`Shape`](crate::ErrorKind::Shape) for counts of a gate that pass 2^53 together with the prior,
    /// [`NoSaleValue`](crate::ErrorKind::NoSaleValue) for a revenue goal without a sale value,
    /// [`Money`](crate::ErrorKind::Money), [`Volume`](crate::ErrorKind::Volume), [`Stage`](crate::ErrorKind::Stage),
    /// [`Length`](crate::ErrorKind::Length) and [`Overflow`](crate::ErrorKind::Overflow) as
    /// [`Chain::required`](crate::Chain::required); [`Stage`](crate::ErrorKind::Stage) also for activity counted
    /// behind the goal.
    pub fn plan<'a>(&self, target: impl Into<Target<'a>>) -> Result<Plan, Error> {
        let target = target.into();
        let planner = Planner::new(self.chain(), self.sale_value(), self.calendar)?;
        let mut volumes = vec![0.0; self.names.len()];
        let (needed, unreachable) = match planner.required(&target, &mut volumes)? {
            Required::Entry(_) => (volumes.get(target.activity_stage).copied(), None),
            Required::Unreachable(why) => (None, Some(why)),
        };
        let mut periods = Vec::new();
        if unreachable.is_none() {
            periods.push(self.period(&planner, &target, target.per, &volumes)?);
            if target.activity_per != target.per {
                periods.push(self.period(&planner, &target, target.activity_per, &volumes)?);
            }
        }
        let confident = match target.confidence {
            Some(confidence) => Some(self.confident(&planner, &target, confidence, &periods)?),
            None => None,
        };
        let pace = planner.pace(&target, needed)?;
        let gates = self.benchmarks.iter().enumerate();
        let gates = gates.map(|(gate, rate)| (Lever::Gate(gate), rate.map(Rate::get)));
        let value = self.sale_value().map(|_| (Lever::SaleValue, self.sale_value_benchmark()));
        let outlook = planner.outlook(&target, needed)?;
        let mut sensitivity = Vec::new();
        for (lever, benchmark) in gates.chain(value) {
            for step in Planner::steps(lever, benchmark).into_iter().flatten() {
                sensitivity.push(outlook.effect(lever, step)?);
            }
        }
        Ok(Plan {
            goal: target.goal,
            per: target.per,
            activity_per: target.activity_per,
            activity_stage: target.activity_stage,
            policy: target.policy,
            unreachable,
            periods,
            gauge: pace.gauge,
            attainment: pace.attainment,
            sensitivity,
            confident,
        })
    }

    /// The confident plan beside the expected one, whose periods are given.
    fn confident(
        &self,
        planner: &Planner<'_>,
        target: &Target<'_>,
        confidence: f64,
        expected: &[PeriodPlan],
    ) -> Result<ConfidentPlan, Error> {
        let mut evidence = Vec::with_capacity(self.gates.len());
        for (index, gate) in self.gates.iter().enumerate() {
            let counts = gate.counts().map(|(passed, tried)| target.prior.observe(passed, tried));
            evidence.push(counts.transpose().map_err(|error| error.at(index))?);
        }
        let mut gathered = vec![Evidence::JEFFREYS; evidence.len()];
        let mut volumes = vec![0.0; self.names.len()];
        let mut chances = Vec::with_capacity(expected.len());
        for plan in expected {
            let units =
                plan.stages.get(target.activity_stage).map_or(0.0, |stage| stage.whole.units);
            chances.push(planner.chance(target, units, plan.period, &evidence, &mut gathered)?);
        }
        let mut periods = Vec::new();
        let found =
            planner.confident(target, confidence, &evidence, &mut gathered, &mut volumes)?;
        let chance = match found {
            Confident::Plan { chance, .. } => {
                let target = target.policy(Policy::Up);
                periods.push(self.period(planner, &target, target.per, &volumes)?);
                if target.activity_per != target.per {
                    periods.push(self.period(planner, &target, target.activity_per, &volumes)?);
                }
                chance
            }
            Confident::Never { best } => best,
        };
        Ok(ConfidentPlan { confidence, expected: chances, chance, periods })
    }

    /// The plan in one period, of the volumes in the goal's.
    fn period(
        &self,
        planner: &Planner<'_>,
        target: &Target<'_>,
        period: Period,
        volumes: &[f64],
    ) -> Result<PeriodPlan, Error> {
        let (mut exact, mut units) = (vec![0.0; volumes.len()], vec![0.0; volumes.len()]);
        let delivers = planner.period(target, period, volumes, &mut exact, &mut units)?;
        let whole = exact.into_iter().zip(units).map(|(exact, units)| Whole { exact, units });
        let stages = self.names.iter().zip(whole);
        let stages = stages.map(|(name, whole)| StagePlan { name: name.clone(), whole }).collect();
        Ok(PeriodPlan { period, goal: planner.goal_per(target, period)?, stages, delivers })
    }
}
