//! From a goal to a plan: exact and whole, per stage and per period, and what would help most.

use super::{Delivery, Funnel, Planner, Target};
use crate::bounds::Rate;
use crate::calendar::Period;
use crate::chain::{Effect, Goal, Lever, Required, Unreachable};
use crate::error::Error;
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
    /// # Errors
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
        })
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
