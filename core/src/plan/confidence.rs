//! The plan that reaches a goal with a stated confidence, and the chance that another plan has.

use super::confident::{Aim, Room};
use super::deals::{Deals, RevenueMemory};
use super::planner::{Frame, Volumes};
use super::{Planner, Target, Workspace};
use crate::bounds::Count;
use crate::calendar::Period;
use crate::chain::Goal;
use crate::error::{Error, ErrorKind, same_length};
use crate::field::Field;
use crate::float::whole_down;
use crate::math::Probability;
use crate::rate::{Evidence, Gate};
use crate::revenue::DealSize;
use crate::whole::Policy;

/// The evidence for a gate's rate: its counts on top of the prior; `None` for a gate that was not counted.
pub(crate) fn observed(
    prior: Evidence,
    index: usize,
    gate: &Gate,
) -> Result<Option<Evidence>, Error> {
    let counts = gate.counts().map(|(passed, tried)| prior.observe(passed, tried));
    counts.transpose().map_err(|error| error.field_is(Field::GateTrials).at(index))
}

/// Whether a goal can be reached with a confidence: from [`Planner::confident`], which has an example.
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use]
pub enum Confident {
    /// It can. The fewest whole units that are enough were written for each stage.
    Plan {
        /// The chance of the goal with the activity that was written, at least the confidence.
        chance: Probability,
    },
    /// It cannot: a gate is closed, a sale is worth 0, a confidence of 1 is asked of a rate below 1, or more than 2^53
    /// units would be needed. What was written to the volumes means nothing.
    Never {
        /// The best chance there is.
        best: Probability,
    },
}

/// The memory of a workspace, for one question.
pub(super) fn lent<'c>(
    cells: &'c mut Option<&mut dyn RevenueMemory>,
) -> Option<&'c mut dyn RevenueMemory> {
    match cells {
        Some(cells) => Some(&mut **cells),
        None => None,
    }
}

impl Confident {
    /// The chance of the plan that was found; where there is none, the best chance there is.
    #[must_use]
    pub const fn chance(&self) -> Probability {
        match *self {
            Confident::Plan { chance } | Confident::Never { best: chance } => chance,
        }
    }
}

/// The evidence for the gates' rates, and working space for a chance of several of them.
pub(super) struct Known<'w, 'c> {
    pub(super) evidence: &'w [Option<Evidence>],
    pub(super) room: Room<'w, 'c>,
}

impl Planner<'_> {
    /// The whole volumes, for what is left of the goal's period, with which the goal is reached with at least this
    /// `confidence`: for each stage the fewest that must still come to it, and after the goal's stage what those of
    /// the goal's stage bring on average. The target's own confidence is not read.
    ///
    /// Without a deal size a goal is a whole number of results: 25,000 at 3,400 a sale are 8 sales, not 7.35. With
    /// one it is the revenue that deals of random size reach together.
    ///
    /// The rate of a gate made of counts is as uncertain as its counts and the target's prior leave it. What [`Start`](crate::chain::Start)
    /// says is there counts in whole items, as results or as items that may still pass. The answer's
    /// [`Method`](crate::Method) says how it was computed.
    ///
    /// With items waiting before a later gate, each gate takes an integration, the longer the less is known of the rates. With
    /// 100,000 waiting before each of eight gates of 60 in 100, a chance takes 0.07 seconds; with gates of 2 in 5, 27
    /// seconds for eight, 6 for four and 0.06 for two. Up to 120 KB of the stack are used then.
    ///
    /// ```
    /// use funnelmath::{Calendar, Chain, Evidence, Goal, Period, Planner, Target, plan::Workspace};
    ///
    /// let planner = Planner::new(Chain::new(&[0.65, 0.40])?, Some(3_400.0), Calendar::COMMON)?;
    /// let target = Target::new(Goal::Revenue(25_000.0));
    /// let mut work = Workspace {
    ///     volumes: &mut [0.0; 12],
    ///     evidence: &mut [None; 2],
    ///     gathered: &mut [Evidence::JEFFREYS; 2],
    ///     cells: None,
    /// };
    /// let mut month = [0.0; 3];
    /// let _ = planner.confident(&target, 0.9, &mut work, &mut month)?;
    /// assert_eq!(month, [43.0, 27.0, 8.0]);
    ///
    /// // 28 appointments are what the average needs. They reach the goal in 45 of 100 months.
    /// let toss = planner.chance(&target, 28.0, Period::Month, &mut work)?;
    /// assert_eq!(format!("{:.2}", toss.value), "0.45");
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Length`](ErrorKind::Length) when `volumes` has not one place for each stage; else as [`plan`](Self::plan).
    pub fn confident(
        &self,
        target: &Target<'_>,
        confidence: f64,
        work: &mut Workspace<'_>,
        volumes: &mut [f64],
    ) -> Result<Confident, Error> {
        let confidence = Field::Confidence.check(confidence)?;
        same_length(Field::Volumes, self.chain.stages(), volumes.len())?;
        let frame = self.frame(target)?;
        let Volumes { open, .. } = Volumes::split(work.volumes, self.chain.stages())?;
        self.open(target, frame.stage, open)?;
        let mut known = self.known(target, work.evidence, work.gathered, lent(&mut work.cells))?;
        self.surely(
            &frame,
            (target.goal, target.activity_stage),
            confidence,
            &mut known,
            open,
            volumes,
        )
    }

    /// The chance that the goal is reached when `units` come to the activity's stage in each `period` until the end of the
    /// goal's period. When `period` is the goal's own period, `units` are all that come until its end. Only whole units
    /// count, and at most 2^53: 7 a week are 30 in a month of 4.33 weeks, not 30.33. [`confident`](Self::confident) has an
    /// example.
    ///
    /// # Errors
    /// [`Volume`](ErrorKind::Volume) and [`Overflow`](ErrorKind::Overflow) as
    /// [`Calendar::convert`](crate::Calendar::convert); else as [`plan`](Self::plan).
    pub fn chance(
        &self,
        target: &Target<'_>,
        units: f64,
        period: Period,
        work: &mut Workspace<'_>,
    ) -> Result<Probability, Error> {
        let frame = self.frame(target)?;
        let units = self.rest(target, &frame, units, period)?;
        let Volumes { open, .. } = Volumes::split(work.volumes, self.chain.stages())?;
        self.open(target, frame.stage, open)?;
        let mut known = self.known(target, work.evidence, work.gathered, lent(&mut work.cells))?;
        self.chance_of(&frame, (target.goal, target.activity_stage), units, &mut known, open)
    }

    /// The evidence for the gates' rates, with the target's prior.
    pub(super) fn known<'w, 'c>(
        &self,
        target: &Target<'_>,
        evidence: &'w mut [Option<Evidence>],
        gathered: &'w mut [Evidence],
        lent: Option<&'c mut dyn RevenueMemory>,
    ) -> Result<Known<'w, 'c>, Error> {
        let gates = self.chain.gates();
        let short = |field: Field, found: usize| {
            Error::new(ErrorKind::Length).field_is(field).got(found as f64).limit_is(gates as f64)
        };
        let found = evidence.len();
        let evidence = evidence.get_mut(..gates).ok_or_else(|| short(Field::Evidence, found))?;
        let found = gathered.len();
        let gathered = gathered.get_mut(..gates).ok_or_else(|| short(Field::Gathered, found))?;
        evidence.fill(None);
        for (index, (place, gate)) in evidence.iter_mut().zip(self.gates).enumerate() {
            *place = observed(target.prior, index, gate)?;
        }
        Ok(Known { evidence, room: Room::new(gathered, lent) })
    }

    /// As [`confident`](Self::confident), of a goal and the activity's stage.
    pub(super) fn surely(
        &self,
        frame: &Frame<'_>,
        (goal, activity): (Goal, usize),
        confidence: f64,
        known: &mut Known<'_, '_>,
        open: &[f64],
        volumes: &mut [f64],
    ) -> Result<Confident, Error> {
        let Known { evidence, room } = known;
        let Some(aim) = self.aim(frame, goal, evidence, open)? else {
            return Ok(Confident::Never { best: Probability::sure(false) });
        };
        if let Some(best) = aim.fewest(confidence, room, volumes)? {
            return Ok(Confident::Never { best });
        }
        let mut volume = volumes.get(frame.stage).copied().unwrap_or(0.0);
        for gate in frame.stage..self.chain.gates() {
            volume *= self.mean_rate(evidence, gate);
            if let Some(place) = volumes.get_mut(gate + 1) {
                *place = volume;
            }
        }
        let units = volumes.get(activity).copied().unwrap_or(0.0);
        Ok(Confident::Plan { chance: aim.chance(activity, units, room)? })
    }

    /// The chance with so many units in all that is left of the goal's period.
    pub(super) fn chance_of(
        &self,
        frame: &Frame<'_>,
        (goal, activity): (Goal, usize),
        units: f64,
        known: &mut Known<'_, '_>,
        open: &[f64],
    ) -> Result<Probability, Error> {
        match self.aim(frame, goal, known.evidence, open)? {
            Some(aim) => aim.chance(activity, whole_down(units).min(Count::MAX), &mut known.room),
            None => Ok(Probability::sure(false)),
        }
    }

    /// `None` where no number of results is enough.
    fn aim<'b>(
        &self,
        frame: &Frame<'b>,
        goal: Goal,
        evidence: &'b [Option<Evidence>],
        open: &'b [f64],
    ) -> Result<Option<Aim<'b>>, Error>
    where
        Self: 'b,
    {
        let goal = match goal {
            Goal::Revenue(_) => Goal::Revenue(frame.lacking),
            Goal::Volume { stage, .. } => Goal::Volume { stage, target: frame.lacking },
        };
        let (_, volume) = self.chain.target(goal, frame.value.unwrap_or(1.0))?;
        // Infinite when a sale is worth 0.
        if volume > Count::MAX {
            return Ok(None);
        }
        let there = open.get(frame.stage).copied().unwrap_or(0.0);
        let lacking = (Policy::Up.apply(volume)?.units - whole_down(there)).max(0.0);
        let revenue = match (goal, frame.size) {
            // Deals of one size are counted.
            (Goal::Revenue(_), Some(DealSize::Fixed(_))) => None,
            (Goal::Revenue(amount), Some(size)) => {
                Some(Deals { size, goal: (amount - there * frame.worth).max(0.0) })
            }
            _ => None,
        };
        Ok(Some(Aim {
            rates: self.chain.rates(),
            evidence,
            open,
            stage: frame.stage,
            lacking,
            revenue,
        }))
    }
}
