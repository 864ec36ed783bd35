//! The target of a plan: the goal, its period and what is left of it, and how activity is counted.

use crate::calendar::Period;
use crate::chain::{Goal, Start};
use crate::error::{Error, ErrorKind};
use crate::field::Field;
use crate::rate::Evidence;
use crate::revenue::DealSize;
use crate::whole::Policy;

/// A goal with its period, how much of it is left, and how activity is counted and rounded: the input of a plan.
///
/// ```
/// use funnelmath::{Goal, Period, Policy, Target};
///
/// // 300,000 a year, activity counted per day at the second stage, 3 a day so far.
/// let target = Target::new(Goal::Revenue(300_000.0))
///     .per(Period::Year)
///     .activity_per(Period::Day)
///     .activity_stage(1)
///     .policy(Policy::Nearest)
///     .actual(3.0);
/// assert_eq!((target.per, target.activity_per), (Period::Year, Period::Day));
/// // A part that is not set has the default of `Target::new`.
/// assert_eq!((target.confidence, target.reached), (None, None));
/// ```
///
/// Inside a period, say what is reached and how much of the period is left:
///
/// ```
/// use funnelmath::{Funnel, Gate, Goal, Period, Start, Target};
///
/// let funnel = Funnel::builder()
///     .entry("First appointments")
///     .gate("Proposals", Gate::new(0.65)?)
///     .gate("Sales", Gate::new(0.40)?)
///     .sale_value(3_400.0)
///     .build()?;
/// // Half of the month is left. 15 appointments led to 9 proposals and 4 sales; now 5 a week are made.
/// let plan = funnel.plan(
///     Target::new(Goal::Revenue(25_000.0)).start(Start::Reached(&[15.0, 9.0, 4.0])).left(0.5).actual(5.0),
/// )?;
/// let still = |period| plan.period(period)?.stage("First appointments").map(|stage| stage.whole.exact);
/// assert_eq!(still(Period::Month).map(|more| format!("{more:.3}")), Some("11.742".to_string()));
/// assert_eq!(still(Period::Week).map(|more| format!("{more:.3}")), Some("5.419".to_string()));
/// assert_eq!(plan.pace.attainment.map(|share| format!("{share:.3}")), Some("0.544".to_string()));
/// assert_eq!(plan.pace.gauge.map(|share| format!("{share:.3}")), Some("0.923".to_string()));
/// assert_eq!(plan.pace.landing.map(|share| format!("{share:.3}")), Some("0.968".to_string()));
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Target<'a> {
    /// The goal.
    pub goal: Goal,
    /// The goal's period.
    pub per: Period,
    /// The period that activity is counted in.
    pub activity_per: Period,
    /// The stage at which activity is counted.
    pub activity_stage: usize,
    /// How volumes become whole.
    pub policy: Policy,
    /// The probability with which the goal is to be reached, where one is asked for.
    pub confidence: Option<f64>,
    /// The prior of each gate's rate, to which its counts are added.
    pub prior: Evidence,
    /// The actual activity per activity period, where it is known.
    pub actual: Option<f64>,
    /// What is already there.
    pub start: Start<'a>,
    /// How many will enter each stage directly; empty for none.
    pub entries: &'a [f64],
    /// What is reached of the goal; without it what [`start`](Self::start) says.
    pub reached: Option<f64>,
    pub(crate) left: Left,
    /// How large one deal is; without it the planner's own.
    pub deal_size: Option<DealSize<'a>>,
}

/// How much of the goal's period is left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Left {
    Share(f64),
    Days(WorkingDays),
}

/// The working days of a period: how many have passed, and how many it has in all. Not necessarily whole.
/// [`Target::working_days`] has an example.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct WorkingDays {
    /// Working days that have passed: finite, at least 0, at most `total`.
    pub elapsed: f64,
    /// Working days of the whole period: finite, above 0.
    pub total: f64,
}

impl Left {
    /// The share of the period that is left, 0..=1.
    pub(crate) fn share(self) -> Result<f64, Error> {
        match self {
            Left::Share(share) => Field::Left.check(share),
            Left::Days(WorkingDays { elapsed, total }) => {
                let elapsed = Field::ElapsedDays.check(elapsed)?;
                let total = Field::TotalDays.check(total)?;
                if total <= 0.0 {
                    return Err(Error::new(ErrorKind::NoDays).field_is(Field::TotalDays));
                }
                // Computed days may pass the total by a rounding.
                if Field::Left.check(elapsed / total).is_err() {
                    return Err(Error::new(ErrorKind::ElapsedDays)
                        .field_is(Field::ElapsedDays)
                        .got(elapsed)
                        .limit_is(total));
                }
                Ok((total - elapsed).max(0.0) / total)
            }
        }
    }
}

impl<'a> Target<'a> {
    /// A goal per month, with activity per week at the first stage, rounded up, the whole period left and nothing
    /// reached yet.
    #[must_use]
    pub const fn new(goal: Goal) -> Self {
        Self {
            goal,
            per: Period::Month,
            activity_per: Period::Week,
            activity_stage: 0,
            policy: Policy::Up,
            confidence: None,
            prior: Evidence::JEFFREYS,
            actual: None,
            start: Start::Empty,
            entries: &[],
            reached: None,
            left: Left::Share(1.0),
            deal_size: None,
        }
    }

    /// The share of the goal's period that is left, 0..=1: as [`left`](Self::left) or
    /// [`working_days`](Self::working_days) says it.
    ///
    /// ```
    /// use funnelmath::{Goal, Target, plan::WorkingDays};
    ///
    /// let target = Target::new(Goal::Revenue(25_000.0));
    /// assert_eq!(target.share_left()?, 1.0);
    /// assert_eq!(target.working_days(WorkingDays { elapsed: 5.0, total: 20.0 }).share_left()?, 0.75);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Rate`](ErrorKind::Rate) for a share, [`Days`](ErrorKind::Days), [`NoDays`](ErrorKind::NoDays) and
    /// [`ElapsedDays`](ErrorKind::ElapsedDays) for working days that are out of range.
    pub fn share_left(&self) -> Result<f64, Error> {
        self.left.share()
    }

    /// The goal's period. Default: [`Period::Month`].
    #[must_use]
    pub const fn per(self, per: Period) -> Self {
        Self { per, ..self }
    }

    /// The period that activity is counted in. Default: [`Period::Week`].
    #[must_use]
    pub const fn activity_per(self, activity_per: Period) -> Self {
        Self { activity_per, ..self }
    }

    /// The stage at which activity is counted, at or before the goal's. Default: 0, the first.
    #[must_use]
    pub const fn activity_stage(self, activity_stage: usize) -> Self {
        Self { activity_stage, ..self }
    }

    /// How volumes become whole. Default: [`Policy::Up`].
    #[must_use]
    pub const fn policy(self, policy: Policy) -> Self {
        Self { policy, ..self }
    }

    /// The probability with which the goal is to be reached, 0..=1. Beside the expected plan the result then has a
    /// plan that reaches the goal with this probability, and the chance that the expected plan reaches it. Default: none.
    ///
    /// ```
    /// use funnelmath::{Funnel, Gate, Goal, Target};
    ///
    /// let funnel = Funnel::builder().gate("Sales", Gate::new(0.5)?).build()?;
    /// let plan = funnel.plan(Target::new(Goal::Volume { stage: 1, target: 1.0 }).confidence(0.9))?;
    /// // Two calls bring one sale on average, and at least one with 1 - 0.5^2.
    /// assert_eq!(plan.chance(plan.per).map(|chance| chance.value), Some(0.75));
    /// // 1 - 0.5^4 is the first to reach 90%.
    /// let calls = |plan: &funnelmath::Plan| plan.confident.as_ref()?.period(plan.per)?.stage_at(0).map(|s| s.whole.units);
    /// assert_eq!(calls(&plan), Some(4.0));
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    #[must_use]
    pub const fn confidence(self, confidence: f64) -> Self {
        Self { confidence: Some(confidence), ..self }
    }

    /// The prior of each gate's rate, to which its counts are added, for the confidence. It does not affect gates that
    /// are not made of counts. Default: [`Evidence::JEFFREYS`].
    ///
    /// ```
    /// use funnelmath::{Evidence, Funnel, Gate, Goal, Target};
    ///
    /// let funnel = Funnel::builder().gate("Sales", Gate::from_counts(2, 5)?).build()?;
    /// let target = Target::new(Goal::Volume { stage: 1, target: 4.0 }).confidence(0.9);
    /// let calls = |target| -> Result<Option<f64>, funnelmath::Error> {
    ///     let plan = funnel.plan(target)?;
    ///     let sure = plan.confident.as_ref().and_then(|sure| sure.period(plan.per));
    ///     Ok(sure.and_then(|plan| plan.stage_at(0)).map(|stage| stage.whole.units))
    /// };
    /// // A prior worth 100 deals at 40% makes the rate much better known than 2 of 5 alone.
    /// assert_eq!(calls(target)?, Some(24.0));
    /// assert_eq!(calls(target.prior(Evidence::new(40.0, 60.0)?))?, Some(16.0));
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    #[must_use]
    pub const fn prior(self, prior: Evidence) -> Self {
        Self { prior, ..self }
    }

    /// The actual activity per activity period: finite, at least 0. Gauge and landing are computed from it. Default:
    /// none.
    #[must_use]
    pub const fn actual(self, actual: f64) -> Self {
        Self { actual: Some(actual), ..self }
    }

    /// What is already there, in the goal's period: see [`Start`].
    ///
    /// The plan is then for the rest of the goal, spread over what is left of the period: the whole
    /// period, unless [`left`](Self::left) or [`working_days`](Self::working_days) says otherwise.
    #[must_use]
    pub const fn start(self, start: Start<'a>) -> Self {
        Self { start, ..self }
    }

    /// How many will enter each stage directly in what is left of the goal's period, besides those that come through
    /// the gate before it: one number for each stage, finite, at least 0. Default: none.
    ///
    /// ```
    /// use funnelmath::{Funnel, Gate, Goal, Target};
    ///
    /// let funnel = Funnel::builder()
    ///     .gate("Proposals", Gate::new(0.5)?)
    ///     .gate("Sales", Gate::new(0.4)?)
    ///     .build()?;
    /// // 20 proposals are needed for 8 sales. Five are asked for without an appointment.
    /// let goal = Goal::Volume { stage: 2, target: 8.0 };
    /// let plan = funnel.plan(Target::new(goal).entries(&[0.0, 5.0, 0.0]))?;
    /// let still = |stage| plan.goal_period()?.stage_at(stage).map(|stage| stage.whole.units);
    /// assert_eq!([still(0), still(1), still(2)], [Some(30.0), Some(15.0), Some(8.0)]);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    #[must_use]
    pub const fn entries(self, entries: &'a [f64]) -> Self {
        Self { entries, ..self }
    }

    /// What is reached of the goal so far, in the goal's own unit: revenue, or items at its stage. Finite; refunds
    /// can make it negative. Default: what [`start`](Self::start) says of the goal's stage, for a revenue goal times the
    /// mean sale value. [`Pace`](super::Pace) has an example.
    #[must_use]
    pub const fn reached(self, reached: f64) -> Self {
        Self { reached: Some(reached), ..self }
    }

    /// The share of the goal's period that is left, 0..=1. Default: 1.
    #[must_use]
    pub const fn left(self, share: f64) -> Self {
        Self { left: Left::Share(share), ..self }
    }

    /// How much of the goal's period is left, in working days: `(total - elapsed) / total` of it.
    ///
    /// ```
    /// use funnelmath::{Goal, Target, plan::WorkingDays};
    ///
    /// let target = Target::new(Goal::Revenue(25_000.0)).working_days(WorkingDays { elapsed: 11.0, total: 22.0 });
    /// # let _ = target;
    /// ```
    #[must_use]
    pub const fn working_days(self, days: WorkingDays) -> Self {
        Self { left: Left::Days(days), ..self }
    }

    /// How large one deal is, for the confidence: instead of the funnel's own [`DealSize`], if it has one. Its mean
    /// is the sale value; where a sale value is given too, the two must agree.
    #[must_use]
    pub const fn deal_size(self, size: DealSize<'a>) -> Self {
        Self { deal_size: Some(size), ..self }
    }
}

impl From<Goal> for Target<'_> {
    fn from(goal: Goal) -> Self {
        Self::new(goal)
    }
}
