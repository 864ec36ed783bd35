//! How it is going: the activity gauge, what is reached, and where the present pace leads.

use super::planner::{Frame, Volumes};
use super::{Planner, Target, Workspace};
use crate::bounds::finite;
use crate::chain::Required;
use crate::error::Error;
use crate::scorecard::{ActivityGauge, Attainment};

/// How the actual activity stands to what is required. 1 is on target in each number.
///
/// The landing is at least 1 exactly when the gauge is, or when nothing is required.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Pace {
    /// The activity gauge: actual activity / *unrounded* required activity. `None` without an actual, or when
    /// nothing, or nothing that can be done, is required.
    pub gauge: Option<f64>,
    /// Attainment: reached / goal. `None` when nothing says what is reached, or for a goal of 0.
    pub attainment: Option<f64>,
    /// (Reached + expected of what waits or enters later + actual pace x what is left of the period) / goal. Items
    /// before the activity's stage are what activity is made of, and do not count again. `None` without an actual
    /// (unless nothing is left of the period), or for a goal of 0.
    pub landing: Option<f64>,
}

impl Planner<'_> {
    /// How the target's actual activity stands to what is required.
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

    /// The same when it is known what the activity's stage needs in what is left of the period; `None` when the goal
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
            // What is lacking is the required activity's to bring, so the pace brings the gauge's share of it. Written
            // so, both reach 1 together.
            let landing = finite(base + (1.0 - base).max(0.0) * gauge)?;
            return Ok(Some(if gauge < 1.0 { landing.min(BELOW_ONE) } else { landing.max(1.0) }));
        }
        let pace = self.calendar.convert(actual, target.activity_per, target.per)? * frame.left;
        let gates = target.activity_stage..frame.stage;
        let brings = gates.fold(pace, |volume, gate| volume * self.rate(gate)) * frame.worth;
        let landing = Attainment { actual: finite(there + brings)?, goal: frame.amount }.value()?;
        // Nothing is required: what is there is the goal, but for the last digits.
        Ok(landing.map(|landing| if needed.is_some() { landing.max(1.0) } else { landing }))
    }

    /// What is expected, in the goal's unit, of the items that wait at the activity's stage or behind it, or enter
    /// there, with the rates that are told.
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
