//! The activity gauge, what is reached of the goal, and the landing: what the present pace adds up to.

use super::planner::{Frame, Volumes};
use super::{Planner, Target, Workspace};
use crate::bounds::finite;
use crate::chain::Required;
use crate::error::Error;
use crate::scorecard::{ActivityGauge, Attainment};

/// The actual activity against what is required. In each of the three numbers 1 is on target.
///
/// The landing is at least 1 exactly when the gauge is, or when nothing is required.
///
/// ```
/// use funnelmath::{Funnel, Gate, Goal, Target};
///
/// // 20 sales a month from 40 calls; half of the month is left, 8 are sold, and 8 calls a week are made now.
/// let funnel = Funnel::builder().gate("Sales", Gate::new(0.5)?).build()?;
/// let goal = Goal::Volume { stage: 1, target: 20.0 };
/// let pace = funnel.plan(Target::new(goal).left(0.5).reached(8.0).actual(8.0))?.pace;
/// let percent = |share: Option<f64>| share.map(|share| format!("{:.1}%", 100.0 * share));
/// // 12 sales take 24 calls in 2 1/6 weeks, 11.08 a week.
/// assert_eq!(percent(pace.gauge).as_deref(), Some("72.2%"));
/// assert_eq!(percent(pace.attainment).as_deref(), Some("40.0%"));
/// // (8 + 8 x 2 1/6 x 0.5) / 20.
/// assert_eq!(percent(pace.landing).as_deref(), Some("83.3%"));
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Pace {
    /// The activity gauge: actual activity / *unrounded* required activity. `None` without an actual activity, when
    /// nothing is required, or when no activity reaches the goal.
    pub gauge: Option<f64>,
    /// Attainment: reached / goal. `None` when nothing says what is reached, or for a goal of 0.
    pub attainment: Option<f64>,
    /// The share of the goal that the period ends with at the actual pace: (reached + expected of the items that wait or
    /// enter later + what the actual activity brings in what is left of the period) / goal. Items before the
    /// activity's stage become activity, so they do not count again. `None` without an actual activity (unless
    /// nothing is left of the period), or for a goal of 0.
    pub landing: Option<f64>,
}

impl Planner<'_> {
    /// The target's actual activity against what is required: the [`Pace`] of [`plan`](Self::plan) alone.
    ///
    /// # Errors
    /// As [`plan`](Self::plan).
    pub fn pace(&self, target: &Target<'_>, work: &mut Workspace<'_>) -> Result<Pace, Error> {
        let frame = self.frame(target)?;
        let mut volumes = Volumes::split(work.volumes, self.chain.stages())?;
        let needed = match self.required(target, &frame, &mut volumes)? {
            Required::Entry(_) => volumes.required.get(target.activity_stage).copied(),
            Required::Unreachable(_) => None,
        };
        self.pace_of(target, &frame, volumes.open, needed)
    }

    /// [`pace`](Self::pace), given what the activity's stage needs in what is left of the period; `None` when the goal
    /// cannot be reached.
    pub(super) fn pace_of(
        &self,
        target: &Target<'_>,
        frame: &Frame<'_>,
        open: &[f64],
        needed: Option<f64>,
    ) -> Result<Pace, Error> {
        let attained = match frame.reached {
            Some(reached) => Attainment { actual: reached, goal: frame.amount }.value()?,
            None => None,
        };
        let gauge = match (target.actual, needed) {
            (Some(actual), Some(needed)) => {
                // Over a whole period also when activity is counted in the goal's own.
                let per = self.calendar.convert(needed, target.per, target.activity_per)?;
                if needed > 0.0 && frame.left <= 0.0 {
                    Some(0.0)
                } else {
                    {
                        let required = if per > 0.0 { finite(per / frame.left)? } else { per };
                        ActivityGauge { actual, required }.value()?
                    }
                }
            }
            _ => None,
        };
        Ok(Pace {
            gauge,
            attainment: attained,
            landing: self.landing(target, frame, open, needed, gauge)?,
        })
    }

    fn landing(
        &self,
        target: &Target<'_>,
        frame: &Frame<'_>,
        open: &[f64],
        needed: Option<f64>,
        gauge: Option<f64>,
    ) -> Result<Option<f64>, Error> {
        let actual = match target.actual {
            Some(actual) => actual,
            None if frame.left <= 0.0 => 0.0,
            None => return Ok(None),
        };
        let waiting = self.expected_of(target, frame, open, |gate| self.rate(gate))?;
        let there = finite(frame.reached.unwrap_or(0.0) + waiting)?;
        let Some(base) = Attainment { actual: there, goal: frame.amount }.value()? else {
            return Ok(None);
        };
        let over = frame.left <= 0.0 && needed.is_some_and(|needed| needed > 0.0);
        if let Some(gauge) = if over { Some(0.0) } else { gauge } {
            // The required activity brings exactly what is lacking, so the actual one brings the gauge's share of it.
            // In this form landing and gauge reach 1 together.
            let landing = finite(base + (1.0 - base).max(0.0) * gauge)?;
            return Ok(Some(if gauge < 1.0 { landing.min(BELOW_ONE) } else { landing.max(1.0) }));
        }
        let pace = self.calendar.convert(actual, target.activity_per, target.per)? * frame.left;
        let gates = target.activity_stage..frame.stage;
        let brings = gates.fold(pace, |volume, gate| volume * self.rate(gate)) * frame.worth;
        let landing = Attainment { actual: finite(there + brings)?, goal: frame.amount }.value()?;
        // Nothing is required: what is there reaches the goal, so a landing just below 1 is rounding.
        Ok(landing.map(|landing| if needed.is_some() { landing.max(1.0) } else { landing }))
    }

    /// What is expected, in the goal's unit, of the items that wait or enter at the activity's stage or after it.
    pub(super) fn expected_of(
        &self,
        target: &Target<'_>,
        frame: &Frame<'_>,
        open: &[f64],
        rate: impl Fn(usize) -> f64,
    ) -> Result<f64, Error> {
        let at = |list: &[f64], stage: usize| list.get(stage).copied().unwrap_or(0.0);
        // At the goal's stage `open` holds what is reached too, which is counted apart.
        let mut items = at(target.entries, frame.stage).max(0.0);
        let mut through = 1.0;
        for stage in (target.activity_stage..frame.stage).rev() {
            through *= rate(stage);
            items += at(open, stage) * through;
        }
        finite(items * frame.worth)
    }
}

/// The largest f64 below 1.
const BELOW_ONE: f64 = 1.0 - f64::EPSILON / 2.0;
