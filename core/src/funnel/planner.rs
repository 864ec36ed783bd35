//! Plans as numbers, in the caller's memory: what `Funnel` does, for those who cannot allocate.

use crate::bounds::finite;
use crate::calendar::{Calendar, Period};
use crate::chain::{Baseline, Chain, Effect, Goal, Lever, Required, Situation, Start, Step, pass};
use crate::error::{Error, ErrorKind, same_length};
use crate::field::Field;
use crate::rate::Evidence;
use crate::scorecard::{activity_gauge, attainment};
use crate::whole::{Policy, Whole};

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
    pub(super) goal: Goal,
    pub(super) per: Period,
    pub(super) activity_per: Period,
    pub(super) activity_stage: usize,
    pub(super) policy: Policy,
    pub(super) confidence: Option<f64>,
    pub(super) prior: Evidence,
    actual: Option<f64>,
    pub(super) start: Start<'a>,
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
            confidence: None,
            prior: Evidence::JEFFREYS,
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

    /// How sure the goal is to be reached, 0..=1: the plan then has, beside the expected plan, the whole
    /// plan that is so sure, and the chance that the expected one has.
    #[must_use]
    pub const fn confidence(self, confidence: f64) -> Self {
        Self { confidence: Some(confidence), ..self }
    }

    /// What is assumed of a gate's rate before its counts, for the confidence; [`Evidence::JEFFREYS`] otherwise.
    /// Gates that are not made of counts have known rates.
    #[must_use]
    pub const fn prior(self, prior: Evidence) -> Self {
        Self { prior, ..self }
    }

    /// The activity that is really done per activity period, for the gauge.
    #[must_use]
    pub const fn actual(self, actual: f64) -> Self {
        Self { actual: Some(actual), ..self }
    }

    /// What is already there, in the goal's period.
    ///
    /// What is then required is for the rest of the goal, spread over a whole goal period: when a third
    /// of the month is left, three times as many a week.
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

/// A chain with its sale value and calendar: plans into slices of the caller, without allocation.
///
/// ```
/// use funnelmath::{Calendar, Chain, Goal, Period, Planner, Required, Target};
///
/// let planner = Planner::new(Chain::new(&[0.65, 0.40])?, Some(3_400.0), Calendar::COMMON)?;
/// let target = Target::new(Goal::Revenue(25_000.0)).actual(5.0);
/// let (mut month, mut week, mut units) = ([0.0; 3], [0.0; 3], [0.0; 3]);
/// let Required::Entry(appointments) = planner.required(&target, &mut month)? else {
///     panic!("every gate is open");
/// };
/// let delivers = planner.period(&target, Period::Week, &month, &mut week, &mut units)?;
/// assert_eq!(units, [7.0, 5.0, 2.0]);
/// assert_eq!(format!("{:.3}", delivers.attainment.unwrap()), "1.073");
/// let pace = planner.pace(&target, Some(appointments))?;
/// assert_eq!(format!("{:.3}", pace.gauge.unwrap()), "0.766");
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Planner<'a> {
    pub(super) chain: Chain<'a>,
    sale_value: Option<f64>,
    pub(super) calendar: Calendar,
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

/// How the actual activity stands to what is required.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Pace {
    /// Actual over required activity, unrounded. `None` without an actual, or when nothing, or nothing
    /// that can be done, is required.
    pub gauge: Option<f64>,
    /// What the actual activity alone would bring over the goal. `None` without an actual or a goal of 0.
    pub attainment: Option<f64>,
}

impl<'a> Planner<'a> {
    /// A chain, the average revenue of an item that leaves its last gate (`None`: goals in volumes only),
    /// and a calendar.
    ///
    /// # Errors
    /// [`Money`](ErrorKind::Money) when the sale value is NaN, infinite or negative.
    pub fn new(
        chain: Chain<'a>,
        sale_value: Option<f64>,
        calendar: Calendar,
    ) -> Result<Self, Error> {
        let sale_value = match sale_value {
            Some(value) => Some(Field::SaleValue.check(value)?),
            None => None,
        };
        Ok(Self { chain, sale_value, calendar })
    }

    /// The volume that every stage needs per goal period, as [`Chain::required`].
    ///
    /// # Errors
    /// [`NoSaleValue`](ErrorKind::NoSaleValue) for a revenue goal without a sale value;
    /// [`Stage`](ErrorKind::Stage) for activity counted behind the goal; [`Volume`](ErrorKind::Volume) for an
    /// actual that is NaN, infinite or negative; else as [`Chain::required`]. `volumes` is then untouched.
    pub fn required(&self, target: &Target<'_>, volumes: &mut [f64]) -> Result<Required, Error> {
        self.goal(target)?;
        if let Some(actual) = target.actual {
            Field::Required.check(actual).map_err(|error| error.field_is(Field::Actual))?;
        }
        self.chain.required(target.goal, self.value(), target.start, volumes)
    }

    /// The plan in one period: `required` holds what [`Planner::required`] wrote; `exact` receives it per
    /// `period`, `whole` in whole units by the target's policy; all have one place for each stage.
    ///
    /// # Errors
    /// [`Length`](ErrorKind::Length), [`Volume`](ErrorKind::Volume), [`Stage`](ErrorKind::Stage) and
    /// [`Overflow`](ErrorKind::Overflow), as [`Calendar::convert`] and [`Policy::apply_each`]; for a target
    /// that does not fit as [`Planner::required`]. What was written to `exact` and `whole` then means nothing.
    pub fn period(
        &self,
        target: &Target<'_>,
        period: Period,
        required: &[f64],
        exact: &mut [f64],
        whole: &mut [f64],
    ) -> Result<Delivery, Error> {
        same_length(Field::Volumes, self.chain.stages(), required.len())?;
        same_length(Field::Exact, self.chain.stages(), exact.len())?;
        let (stage, _) = self.goal(target)?;
        for (exact, &required) in exact.iter_mut().zip(required) {
            *exact = self.calendar.convert(required, target.per, period)?;
        }
        target.policy.apply_each(&self.chain, stage, exact, whole)?;
        let at = |volumes: &[f64]| volumes.get(target.activity_stage).copied().unwrap_or(0.0);
        let activity = Whole { exact: at(exact), units: at(whole) };
        let onward = self.chain.rates().get(target.activity_stage..).unwrap_or_default();
        let revenue = match self.sale_value {
            Some(value) => Some(finite(pass(activity.units, onward) * value)?),
            None => None,
        };
        Ok(Delivery { revenue, attainment: activity.delivers() })
    }

    /// The goal's amount per another period.
    ///
    /// # Errors
    /// As [`Calendar::convert`], and for a target that does not fit as [`Planner::required`].
    pub fn goal_per(&self, target: &Target<'_>, period: Period) -> Result<f64, Error> {
        self.calendar.convert(self.goal(target)?.1, target.per, period)
    }

    /// How the target's actual activity stands to `needed`, what the activity's stage requires per goal
    /// period; `None` when the goal cannot be reached.
    ///
    /// # Errors
    /// [`Volume`](ErrorKind::Volume), [`Money`](ErrorKind::Money) and [`Overflow`](ErrorKind::Overflow), as
    /// [`activity_gauge`] and [`attainment`]; for a target that does not fit as [`Planner::required`].
    pub fn pace(&self, target: &Target<'_>, needed: Option<f64>) -> Result<Pace, Error> {
        let (stage, amount) = self.goal(target)?;
        let Some(actual) = target.actual else {
            return Ok(Pace { gauge: None, attainment: None });
        };
        let gauge = match needed {
            Some(needed) => {
                let needed = self.calendar.convert(needed, target.per, target.activity_per)?;
                activity_gauge(actual, needed)?
            }
            None => None,
        };
        let activity = self.calendar.convert(actual, target.activity_per, target.per)?;
        let gates = self.chain.rates().get(target.activity_stage..stage).unwrap_or_default();
        let worth = if let Goal::Revenue(_) = target.goal { self.value() } else { 1.0 };
        let brings = finite(pass(activity, gates) * worth)?;
        Ok(Pace { gauge, attainment: attainment(brings, amount)? })
    }

    /// What one step of one lever would change: required activity per activity period, and the revenue
    /// per goal period (in sales, without a sale value) of the actual activity, or without an actual of
    /// `needed`, what the activity's stage requires per goal period. Required activity is for the whole
    /// goal, whatever is there at the start.
    ///
    /// # Errors
    /// As [`Chain::sensitivity`] and [`Calendar::convert`]; for a target that does not fit, or a sale value
    /// that is not there, as [`Planner::required`].
    pub fn effect(
        &self,
        target: &Target<'_>,
        needed: Option<f64>,
        lever: Lever,
        step: Step,
    ) -> Result<Effect, Error> {
        self.outlook(target, needed)?.effect(lever, step)
    }

    /// What every step of every lever is held against, computed once for all of them: where more than one
    /// [`effect`](Planner::effect) is asked.
    ///
    /// ```
    /// use funnelmath::{Calendar, Chain, Goal, Lever, Planner, Step, Target};
    ///
    /// let planner = Planner::new(Chain::new(&[0.65, 0.40])?, Some(3_400.0), Calendar::COMMON)?;
    /// let outlook = planner.outlook(&Target::new(Goal::Revenue(25_000.0)).actual(5.0), None)?;
    /// for gate in [0, 1] {
    ///     let better = outlook.effect(Lever::Gate(gate), Step::Percent(10.0))?;
    ///     assert_eq!(format!("{:.3}", better.revenue_change().unwrap()), "0.100");
    /// }
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`effect`](Planner::effect), but for those that concern the lever or the step.
    pub fn outlook(&self, target: &Target<'_>, needed: Option<f64>) -> Result<Outlook<'a>, Error> {
        self.goal(target)?;
        let volume = match target.actual {
            Some(actual) => self.calendar.convert(actual, target.activity_per, target.per)?,
            None => needed.unwrap_or(0.0),
        };
        let mut baseline = self.chain.baseline(&Situation {
            goal: target.goal,
            sale_value: self.value(),
            stage: target.activity_stage,
            volume,
        })?;
        baseline.per = self.calendar.between(target.per, target.activity_per);
        Ok(Outlook { baseline, has_value: self.sale_value.is_some() })
    }

    /// The steps worth a look for one lever: a percentage point more (gates only), ten percent of itself
    /// more, and to its benchmark, where it has one.
    #[must_use]
    pub fn steps(lever: Lever, benchmark: Option<f64>) -> [Option<Step>; 3] {
        let point = match lever {
            Lever::Gate(_) => Some(Step::Points(1.0)),
            Lever::SaleValue => None,
        };
        [point, Some(Step::Percent(10.0)), benchmark.map(Step::To)]
    }

    /// The sale value, or 1, which makes revenue a number of sales.
    pub(super) fn value(&self) -> f64 {
        self.sale_value.unwrap_or(1.0)
    }

    /// The goal's stage and amount, when the target makes sense for this chain.
    pub(super) fn goal(&self, target: &Target<'_>) -> Result<(usize, f64), Error> {
        let (stage, amount) = match target.goal {
            Goal::Revenue(_) if self.sale_value.is_none() => {
                return Err(Error::new(ErrorKind::NoSaleValue).field_is(Field::SaleValue));
            }
            Goal::Revenue(amount) => (self.chain.gates(), amount),
            Goal::Volume { stage, target } => (stage, target),
        };
        if stage > self.chain.gates() {
            return Err(self.chain.no_stage(stage));
        }
        if target.activity_stage > stage {
            return Err(Error::new(ErrorKind::ActivityStage)
                .field_is(Field::ActivityStage)
                .got(target.activity_stage as f64)
                .limit_is(stage as f64));
        }
        Ok((stage, amount))
    }
}

/// What an improvement would change, lever by lever; made by [`Planner::outlook`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outlook<'a> {
    baseline: Baseline<'a>,
    has_value: bool,
}

impl Outlook<'_> {
    /// What one step of one lever would change, as [`Planner::effect`].
    ///
    /// # Errors
    /// As [`Planner::effect`], for what concerns the lever or the step, or what comes after it.
    pub fn effect(&self, lever: Lever, step: Step) -> Result<Effect, Error> {
        if lever == Lever::SaleValue && !self.has_value {
            return Err(Error::new(ErrorKind::NoSaleValue).field_is(Field::SaleValue));
        }
        self.baseline.effect(lever, step)
    }
}
