//! A goal as results from items that come and items that wait: its chance, and the fewest that must come.

#[cfg(feature = "alloc")]
use super::deals::Heap;
#[cfg(not(feature = "alloc"))]
use super::deals::no_cells;
use super::deals::{ByDeals, Coming, Deals, RevenueMemory};
use crate::bounds::Count;
use crate::chance::{Chance, Inputs};
use crate::error::Error;
use crate::float::whole_down;
use crate::math::Probability;
use crate::rate::Evidence;
use crate::waiting::{Passage, fewest, reached};

/// A goal in whole results, which items that come and items that wait are to bring.
#[derive(Debug)]
pub(super) struct Aim<'a> {
    pub(super) rates: &'a [f64],
    pub(super) evidence: &'a [Option<Evidence>],
    /// What waits at each stage.
    pub(super) open: &'a [f64],
    /// The goal's stage.
    pub(super) stage: usize,
    /// How many whole results are lacking.
    pub(super) lacking: f64,
    /// The revenue that is lacking, where deals differ in size.
    pub(super) revenue: Option<Deals<'a>>,
}

/// Working space of a chance.
pub(super) struct Room<'r, 'c> {
    gathered: &'r mut [Evidence],
    lent: Option<&'c mut dyn RevenueMemory>,
    #[cfg(feature = "alloc")]
    heap: Heap,
    /// Filled when it is first needed.
    by_deals: Option<ByDeals>,
}

impl<'r, 'c> Room<'r, 'c> {
    pub(super) fn new(
        gathered: &'r mut [Evidence],
        lent: Option<&'c mut dyn RevenueMemory>,
    ) -> Self {
        Self {
            gathered,
            lent,
            #[cfg(feature = "alloc")]
            heap: Heap,
            by_deals: None,
        }
    }

    /// The memory to ask about deals that differ in size, and what it needs.
    fn asked<'q>(
        &'q mut self,
        aim: &'q Aim<'q>,
        deals: Deals<'q>,
        stage: usize,
    ) -> Result<(&'q mut dyn RevenueMemory, Coming<'q>), Error> {
        let memory: &mut dyn RevenueMemory = match &mut self.lent {
            Some(lent) => *lent,
            #[cfg(feature = "alloc")]
            None => &mut self.heap,
            #[cfg(not(feature = "alloc"))]
            None => return Err(no_cells()),
        };
        let (gathered, by_deals) = (&mut *self.gathered, &mut self.by_deals);
        Ok((memory, Coming { aim, deals, stage, gathered, by_deals }))
    }
}

impl Aim<'_> {
    fn rate(&self, gate: usize) -> f64 {
        // Makes a rate of -0 a 0: dividing by -0 would give -infinity.
        self.rates.get(gate).copied().unwrap_or(0.0) + 0.0
    }

    /// How many whole items wait at a stage before the goal's.
    pub(super) fn waiting(&self, stage: usize) -> f64 {
        if stage >= self.stage {
            return 0.0;
        }
        whole_down(self.open.get(stage).copied().unwrap_or(0.0))
    }

    /// The chance from a stage to the goal's: the evidence for the gates in between, and the product of the known rates.
    pub(super) fn onward<'b>(
        &self,
        stage: usize,
        gathered: &'b mut [Evidence],
    ) -> Result<Chance<'b>, Error> {
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
    pub(super) fn passages(&self, stage: usize) -> impl Iterator<Item = Passage> + Clone + '_ {
        (stage..self.stage).rev().map(|gate| Passage {
            rate: self.rate(gate),
            evidence: self.evidence.get(gate).copied().flatten(),
            waiting: self.waiting(gate),
        })
    }

    pub(super) fn anything_waits(&self, stage: usize) -> bool {
        (stage..self.stage).any(|gate| self.waiting(gate) > 0.0)
    }

    /// Writes the fewest that must come to each stage up to the goal's; or returns the best chance there is, where no
    /// number is enough.
    pub(super) fn fewest(
        &self,
        confidence: f64,
        room: &mut Room<'_, '_>,
        volumes: &mut [f64],
    ) -> Result<Option<Probability>, Error> {
        if let Some(deals) = &self.revenue {
            return self.fewest_of(deals, confidence, room, volumes);
        }
        let before = volumes.get_mut(..self.stage).unwrap_or_default();
        if let Some(stage) = fewest(self.passages(0), self.lacking, confidence, before) {
            return Ok(Some(self.chance(stage, Count::MAX, room)?));
        }
        for stage in 0..self.stage {
            if self.anything_waits(stage + 1) {
                continue;
            }
            match self.onward(stage, room.gathered)?.inputs_for(self.lacking, confidence)? {
                Inputs::Enough { inputs, .. } => {
                    put(volumes, stage, (inputs - self.waiting(stage)).max(0.0));
                }
                Inputs::Never { best } => return Ok(Some(best)),
            }
        }
        put(volumes, self.stage, self.lacking);
        Ok(None)
    }

    /// [`fewest`](Self::fewest) for a revenue of deals that differ in size.
    fn fewest_of(
        &self,
        deals: &Deals<'_>,
        confidence: f64,
        room: &mut Room<'_, '_>,
        volumes: &mut [f64],
    ) -> Result<Option<Probability>, Error> {
        for stage in 0..=self.stage {
            let (memory, of) = room.asked(self, *deals, stage)?;
            match memory.fewest(of, confidence)? {
                Ok(come) => put(volumes, stage, come),
                Err(best) => return Ok(Some(best)),
            }
        }
        Ok(None)
    }

    /// The chance of the goal when so many whole units come to a stage.
    pub(super) fn chance(
        &self,
        stage: usize,
        units: f64,
        room: &mut Room<'_, '_>,
    ) -> Result<Probability, Error> {
        if let Some(deals) = self.revenue {
            let (memory, of) = room.asked(self, deals, stage)?;
            return memory.reach(of, units);
        }
        if self.anything_waits(stage + 1) {
            let (tails, method) = reached(self.passages(stage), self.lacking, units);
            return Ok(Probability::upper(tails, method));
        }
        self.onward(stage, room.gathered)?
            .results(self.inputs(stage, units))?
            .at_least(self.lacking)
    }

    /// What passes a stage's gate when so many whole units come to it, beside what waits there.
    pub(super) fn inputs(&self, stage: usize, units: f64) -> f64 {
        (units + self.waiting(stage)).min(Count::MAX)
    }
}

fn put(volumes: &mut [f64], stage: usize, volume: f64) {
    if let Some(place) = volumes.get_mut(stage) {
        // Makes a volume of -0, from a rate of -0, a 0.
        *place = volume + 0.0;
    }
}
