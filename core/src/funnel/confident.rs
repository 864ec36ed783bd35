//! The plan that reaches a goal with a stated confidence, and the chance that another plan has.

use super::{Planner, Target};
use crate::bounds::Count;
use crate::calendar::Period;
use crate::chain::Start;
use crate::chance::{Chance, Inputs};
use crate::count::{Passage, fewest, reached};
use crate::error::{Error, same_length};
use crate::field::Field;
use crate::float::whole_down;
use crate::math::Probability;
use crate::rate::Evidence;
use crate::whole::Policy;

/// Whether so much confidence can be planned for.
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use]
pub enum Confident {
    /// It can; the fewest that do were written for each stage.
    Plan {
        /// How many whole results the goal takes at its stage, whatever is already there.
        results: f64,
        /// The chance of the goal with the activity that was written.
        chance: Probability,
    },
    /// It cannot: a gate is closed or a sale worth nothing, certainty is asked of a rate below 1, or it
    /// would take more than 2^53. What was written means nothing.
    Never {
        /// The best chance there is.
        best: Probability,
    },
}

/// What a goal comes down to: whole results from items that come and items that wait.
struct Aim<'a> {
    rates: &'a [f64],
    evidence: &'a [Option<Evidence>],
    start: Start<'a>,
    /// The goal's stage.
    stage: usize,
    /// Whole results the goal takes, and how many of them are not there yet.
    results: f64,
    lacking: f64,
}

impl<'a> Planner<'a> {
    /// The whole volumes per goal period with which the goal is reached with at least this `confidence`: for each
    /// stage the fewest that must still come to it, the goal's own whole number at the goal's stage, and what that
    /// brings onward behind it.
    ///
    /// `evidence` has one place for each gate: what counts say of its rate, or `None` where the chain's rate
    /// is known. `gathered` is room for as many; what was in it means nothing.
    ///
    /// A goal is a whole number of results: 25,000 at 3,400 a sale are 8 sales, not 7.35. What [`Start`] says
    /// is there counts in whole items, as results or as items that may still pass. Up to 512 items at a
    /// stage that is exact; beyond, and only with items waiting at a later stage, [`Method::Quadrature`](crate::Method).
    ///
    /// ```
    /// use funnelmath::{Calendar, Chain, Evidence, Goal, Period, Planner, Target};
    ///
    /// let planner = Planner::new(Chain::new(&[0.65, 0.40])?, Some(3_400.0), Calendar::COMMON)?;
    /// let target = Target::new(Goal::Revenue(25_000.0));
    /// let (mut gathered, mut month) = ([Evidence::JEFFREYS; 2], [0.0; 3]);
    /// let _ = planner.confident(&target, 0.9, &[None, None], &mut gathered, &mut month)?;
    /// assert_eq!(month, [43.0, 27.0, 8.0]);
    ///
    /// // 28 appointments are what the average needs. They are a coin toss.
    /// let toss = planner.chance(&target, 28.0, Period::Month, &[None, None], &mut gathered)?;
    /// assert_eq!(format!("{:.2}", toss.value), "0.45");
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Probability`](ErrorKind::Probability) when `confidence` is NaN or outside 0..=1,
    /// [`Length`](ErrorKind::Length) when `evidence` or `gathered` have not one place for each gate, or `volumes`
    /// one for each stage; else as [`Planner::required`].
    pub fn confident(
        &self,
        target: &Target<'_>,
        confidence: f64,
        evidence: &[Option<Evidence>],
        gathered: &mut [Evidence],
        volumes: &mut [f64],
    ) -> Result<Confident, Error> {
        let confidence = Field::Confidence.check(confidence)?;
        same_length(Field::Volumes, self.chain.stages(), volumes.len())?;
        let aim = self.aim(target, evidence, gathered);
        let Some(aim) = &aim? else {
            return Ok(Confident::Never { best: Probability::sure(false) });
        };
        if let Some(best) = aim.fewest(confidence, gathered, volumes)? {
            return Ok(Confident::Never { best });
        }
        let mut volume = aim.lacking;
        put(volumes, aim.stage, volume);
        for (gate, rate) in aim.rates.iter().enumerate().skip(aim.stage) {
            volume *= rate;
            put(volumes, gate + 1, volume);
        }
        let units = volumes.get(target.activity_stage).copied().unwrap_or(0.0);
        let chance = aim.chance(target.activity_stage, units, gathered);
        Ok(Confident::Plan { results: aim.results, chance: chance? })
    }

    /// The chance that the goal is reached when `units` come to the activity's stage in each `period` for as
    /// long as the goal's, besides what is there at the start. Only whole units count: 7 a week are 30 in a
    /// twelfth of a year, not 30.33; and no more than 2^53 of them.
    ///
    /// `evidence` and `gathered` as for [`confident`](Self::confident).
    ///
    /// # Errors
    /// [`Volume`](ErrorKind::Volume) and [`Overflow`](ErrorKind::Overflow) as
    /// [`Calendar::convert`](crate::Calendar::convert); else as
    /// [`confident`](Self::confident).
    pub fn chance(
        &self,
        target: &Target<'_>,
        units: f64,
        period: Period,
        evidence: &[Option<Evidence>],
        gathered: &mut [Evidence],
    ) -> Result<Probability, Error> {
        let units = whole_down(self.calendar.convert(units, period, target.per)?).min(Count::MAX);
        let aim = self.aim(target, evidence, gathered);
        match &aim? {
            Some(aim) => aim.chance(target.activity_stage, units, gathered),
            None => Ok(Probability::sure(false)),
        }
    }

    /// `None` where no number of results is enough.
    fn aim<'b>(
        &self,
        target: &Target<'b>,
        evidence: &'b [Option<Evidence>],
        gathered: &[Evidence],
    ) -> Result<Option<Aim<'b>>, Error>
    where
        'a: 'b,
    {
        let (stage, _) = self.goal(target)?;
        same_length(Field::Evidence, self.chain.gates(), evidence.len())?;
        same_length(Field::Gathered, self.chain.gates(), gathered.len())?;
        if let Start::Open(there) | Start::Reached(there) = target.start {
            same_length(Field::Start, self.chain.stages(), there.len())?;
            Field::Start.check_each(there)?;
        }
        let (_, volume) = self.chain.target(target.goal, self.value())?;
        // Infinite, where a sale is worth nothing.
        if volume > Count::MAX {
            return Ok(None);
        }
        let results = Policy::Up.apply(volume)?.units;
        let (rates, start) = (self.chain.rates(), target.start);
        let mut aim = Aim { rates, evidence, start, stage, results, lacking: results };
        aim.lacking = (results - whole_down(aim.there(stage))).max(0.0);
        Ok(Some(aim))
    }
}

impl Aim<'_> {
    fn there(&self, stage: usize) -> f64 {
        match self.start {
            Start::Empty => 0.0,
            Start::Open(there) | Start::Reached(there) => there.get(stage).copied().unwrap_or(0.0),
        }
    }

    fn rate(&self, gate: usize) -> f64 {
        // A rate of -0 is 0: what it divides is not less than nothing.
        self.rates.get(gate).copied().unwrap_or(0.0) + 0.0
    }

    /// How many whole items wait at a stage before the goal's; of [`Start::Reached`] those that the stages
    /// behind do not account for.
    fn waiting(&self, stage: usize) -> f64 {
        let here = self.there(stage);
        if let Start::Reached(_) = self.start {
            let mut seen = self.there(self.stage);
            for gate in (stage + 1..self.stage).rev() {
                seen /= self.rate(gate);
                let there = self.there(gate);
                if there > 0.0 {
                    seen = there;
                }
            }
            seen /= self.rate(stage);
            // 0/0 is no number and no credit.
            return if here > seen { whole_down(here - seen) } else { 0.0 };
        }
        whole_down(here)
    }

    /// From a stage to the goal's: what counts say of the gates in between, and the known rates.
    fn onward<'b>(&self, stage: usize, gathered: &'b mut [Evidence]) -> Result<Chance<'b>, Error> {
        let (mut rate, mut len) = (1.0, 0);
        for gate in stage..self.stage {
            match self.evidence.get(gate).copied().flatten() {
                None => rate *= self.rate(gate),
                Some(evidence) => {
                    if let Some(place) = gathered.get_mut(len) {
                        *place = evidence;
                    }
                    len += 1;
                }
            }
        }
        match gathered.get(..len) {
            Some(counted) if len > 0 => Chance::counted(counted)?.and_known(rate),
            _ => Chance::known(rate),
        }
    }

    /// The gates on the way from `stage` to the goal, the last one first; none where nothing waits.
    fn passages(&self, stage: usize) -> impl Iterator<Item = Passage> + Clone + '_ {
        (stage..self.stage).rev().map(|gate| Passage {
            rate: self.rate(gate),
            evidence: self.evidence.get(gate).copied().flatten(),
            waiting: self.waiting(gate),
        })
    }

    fn anything_waits(&self, stage: usize) -> bool {
        (stage..self.stage).any(|gate| self.waiting(gate) > 0.0)
    }

    /// Writes the fewest that must come to each stage before the goal's; or returns the best chance there is, where no
    /// number is enough.
    fn fewest(
        &self,
        confidence: f64,
        gathered: &mut [Evidence],
        volumes: &mut [f64],
    ) -> Result<Option<Probability>, Error> {
        let before = volumes.get_mut(..self.stage).unwrap_or_default();
        if let Some(stage) = fewest(self.passages(0), self.lacking, confidence, before) {
            return Ok(Some(self.chance(stage, Count::MAX, gathered)?));
        }
        for stage in 0..self.stage {
            if self.anything_waits(stage + 1) {
                continue;
            }
            match self.onward(stage, gathered)?.inputs_for(self.lacking, confidence)? {
                Inputs::Enough { inputs, .. } => {
                    put(volumes, stage, (inputs - self.waiting(stage)).max(0.0));
                }
                Inputs::Never { best } => return Ok(Some(best)),
            }
        }
        Ok(None)
    }

    /// The chance of the goal when so many whole units come to a stage.
    fn chance(
        &self,
        stage: usize,
        units: f64,
        gathered: &mut [Evidence],
    ) -> Result<Probability, Error> {
        if self.anything_waits(stage + 1) {
            let (tails, method) = reached(self.passages(stage), self.lacking, units);
            return Ok(Probability::upper(tails, method));
        }
        let inputs = (units + self.waiting(stage)).min(Count::MAX);
        self.onward(stage, gathered)?.results(inputs)?.at_least(self.lacking)
    }
}

fn put(volumes: &mut [f64], stage: usize, volume: f64) {
    if let Some(place) = volumes.get_mut(stage) {
        // No answer is -0, also behind a rate that is.
        *place = volume + 0.0;
    }
}
