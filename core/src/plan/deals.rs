//! A goal in revenue that deals of random size reach together.
//!
//! Without items that wait it is the distribution of revenue of the deals that inputs become. With items that wait the
//! number of deals D comes from several stages; then P(S >= goal) = E q(D), where q(k) is the probability that k deals
//! are worth the goal.

use super::confident::Aim;
use crate::chance::{Chance, Inputs};
use crate::count::urn::{Cells as Counts, MOST_INPUTS, NO_CELLS};
use crate::error::Error;
use crate::field::Field;
use crate::float::{floor, index, meets};
use crate::math::{Method, Probability, Tails};
use crate::rate::Evidence;
#[cfg(feature = "alloc")]
use crate::revenue::CELLS;
use crate::revenue::size::Size;
use crate::revenue::{AtThreshold, Cells, DealSize};
use crate::search::{MOST_WHOLE, first_whole};
use crate::waiting::{AtGoal, Passage, backwards_from, fewest_at, reached_at};
use core::cell::{Cell, RefCell};

/// Memory with which a plan computes chances of a revenue whose deals differ in size: [`Cells`], and nothing else.
///
/// A [`Workspace`](super::Workspace) lends it as a trait object. So a program that makes no `Cells` has no code of
/// distributions of revenue in it.
pub trait RevenueMemory: ByRevenue {}

impl RevenueMemory for Cells {}

/// What a plan asks about a goal in revenue.
pub trait ByRevenue: core::fmt::Debug {
    /// The chance of the goal when so many whole units come to a stage.
    fn reach(&mut self, of: Coming<'_>, units: f64) -> Result<Probability, Error>;

    /// The fewest that must come to a stage for the goal to be reached with this confidence, or the best chance there is.
    fn fewest(
        &mut self,
        of: Coming<'_>,
        confidence: f64,
    ) -> Result<Result<f64, Probability>, Error>;
}

/// What the answers about one stage are computed from.
#[derive(Debug)]
pub struct Coming<'q> {
    pub(super) aim: &'q Aim<'q>,
    pub(super) deals: Deals<'q>,
    pub(super) stage: usize,
    pub(super) gathered: &'q mut [Evidence],
    /// Filled when it is first needed.
    pub(super) by_deals: &'q mut Option<ByDeals>,
}

impl ByRevenue for Cells {
    fn reach(&mut self, of: Coming<'_>, units: f64) -> Result<Probability, Error> {
        of.reach(units, &mut Some(self))
    }

    fn fewest(
        &mut self,
        of: Coming<'_>,
        confidence: f64,
    ) -> Result<Result<f64, Probability>, Error> {
        of.fewest(confidence, &mut Some(self))
    }
}

/// Memory that each question allocates, as much as it needs.
#[cfg(feature = "alloc")]
#[derive(Debug)]
pub(super) struct Heap;

#[cfg(feature = "alloc")]
impl RevenueMemory for Heap {}

#[cfg(feature = "alloc")]
impl ByRevenue for Heap {
    fn reach(&mut self, of: Coming<'_>, units: f64) -> Result<Probability, Error> {
        of.reach(units, &mut None)
    }

    fn fewest(
        &mut self,
        of: Coming<'_>,
        confidence: f64,
    ) -> Result<Result<f64, Probability>, Error> {
        of.fewest(confidence, &mut None)
    }
}

/// Working memory for seen deal sizes: the caller's, or with `alloc` as much as each question needs.
type Lent<'c> = Option<&'c mut Cells>;

impl Coming<'_> {
    fn reach(self, units: f64, lent: &mut Lent<'_>) -> Result<Probability, Error> {
        let Self { aim, deals, stage, gathered, by_deals } = self;
        if aim.anything_waits(stage + 1) {
            return deals.reach_waiting(&aim.passages(stage), units, &mut Room { lent, by_deals });
        }
        deals.reach(&aim.onward(stage, gathered)?, aim.inputs(stage, units), lent)
    }

    fn fewest(
        self,
        confidence: f64,
        lent: &mut Lent<'_>,
    ) -> Result<Result<f64, Probability>, Error> {
        let Self { aim, deals, stage, gathered, by_deals } = self;
        if aim.anything_waits(stage + 1) {
            let mut room = Room { lent, by_deals };
            return deals.fewest_waiting(&aim.passages(stage), confidence, &mut room);
        }
        Ok(match deals.inputs_for(&aim.onward(stage, gathered)?, confidence, lent)? {
            Inputs::Enough { inputs, .. } => Ok((inputs - aim.waiting(stage)).max(0.0)),
            Inputs::Never { best } => Err(best),
        })
    }
}

/// Working space of a question about items that wait.
struct Room<'r, 'c> {
    lent: &'r mut Lent<'c>,
    by_deals: &'r mut Option<ByDeals>,
}

/// The revenue that is lacking, and the size of a deal.
#[derive(Debug, Clone, Copy)]
pub(super) struct Deals<'a> {
    pub(super) size: DealSize<'a>,
    pub(super) goal: f64,
}

/// A probability of missing the goal that is at most this counts as 0.
const NOTHING: f64 = 1e-17;

/// q for 0, 1, 2, ... deals, as two tails.
#[derive(Debug, Clone)]
pub(super) struct ByDeals {
    missed: Counts,
    reached: Counts,
    method: Method,
    /// Whether the goal is certain with the largest number of deals in the table.
    is_sure: bool,
}

impl Deals<'_> {
    /// The chance that the deals of so many inputs are worth the goal.
    fn reach(
        &self,
        chance: &Chance<'_>,
        inputs: f64,
        lent: &mut Lent<'_>,
    ) -> Result<Probability, Error> {
        let results = chance.results(inputs)?;
        match lent {
            Some(cells) => results.revenue_in(&self.size, cells)?.at_least(self.goal),
            #[cfg(feature = "alloc")]
            None => results.revenue(&self.size)?.at_least(self.goal),
            #[cfg(not(feature = "alloc"))]
            None => Err(no_cells()),
        }
    }

    /// The fewest inputs whose deals are worth the goal with this confidence.
    fn inputs_for(
        &self,
        chance: &Chance<'_>,
        confidence: f64,
        lent: &mut Lent<'_>,
    ) -> Result<Inputs, Error> {
        match lent {
            Some(cells) => chance.inputs_for_revenue_in(&self.size, self.goal, confidence, cells),
            #[cfg(feature = "alloc")]
            None => chance.inputs_for_revenue(&self.size, self.goal, confidence),
            #[cfg(not(feature = "alloc"))]
            None => Err(no_cells()),
        }
    }

    /// The chance when `come` more arrive at the first of the `passages`, which are the gates from the last one to the
    /// first.
    fn reach_waiting(
        &self,
        passages: &(impl Iterator<Item = Passage> + Clone),
        come: f64,
        room: &mut Room<'_, '_>,
    ) -> Result<Probability, Error> {
        let waiting = passages.clone().fold(come, |sum, passage| sum + passage.waiting);
        if waiting <= MOST_INPUTS as f64 {
            let by_deals = self.by_deals(room)?;
            let tail = |values: &Counts| {
                let mut last = 1.0;
                backwards_from(&mut passages.clone(), values, &mut |_, chances| {
                    last = chances.get(index(come)).map_or(last, |&chance| chance.min(1.0));
                });
                last
            };
            let (lower, upper) = (tail(&by_deals.missed), tail(&by_deals.reached));
            return Ok(Probability::upper(balanced(lower, upper), by_deals.method));
        }
        self.at_goal(room, |goal| reached_at(passages.clone(), goal, come))
            .map(|(tails, method)| Probability::upper(tails, method.and(Method::Quadrature)))
    }

    /// The fewest arrivals at the first of the `passages` with which the goal is reached with this confidence, or the
    /// best chance there is.
    fn fewest_waiting(
        &self,
        passages: &(impl Iterator<Item = Passage> + Clone),
        confidence: f64,
        room: &mut Room<'_, '_>,
    ) -> Result<Result<f64, Probability>, Error> {
        if confidence <= 0.0 {
            return Ok(Ok(0.0));
        }
        let waiting = passages.clone().fold(0.0, |sum, passage| sum + passage.waiting);
        let mut counted = 0.0;
        if waiting < MOST_INPUTS as f64 {
            let by_deals = self.by_deals(room)?;
            let last = passages.clone().count();
            let missed = confidence > 0.5;
            let values = if missed { &by_deals.missed } else { &by_deals.reached };
            let mut found = None;
            backwards_from(&mut passages.clone(), values, &mut |place, chances| {
                if place + 1 == last {
                    counted = chances.len() as f64;
                    found = chances.iter().position(|&chance| {
                        let chance = chance.min(1.0);
                        let tails = if missed {
                            Tails::from_lower(chance)
                        } else {
                            Tails::from_upper(chance)
                        };
                        meets(tails.upper, tails.lower, confidence)
                    });
                }
            });
            if let Some(found) = found {
                return Ok(Ok(found as f64));
            }
        }
        let found = self.at_goal(room, |goal| fewest_at(passages.clone(), goal, confidence))?.0;
        match found {
            // No number in the table is enough, so the answer lies beyond it.
            Some(come) => Ok(Ok(come.max(counted))),
            None => Ok(Err(self.reach_waiting(passages, MOST_WHOLE, room)?)),
        }
    }

    /// q for as many deals as a table has; computed once for a plan.
    fn by_deals<'r>(&self, room: &'r mut Room<'_, '_>) -> Result<&'r ByDeals, Error> {
        if room.by_deals.is_none() {
            *room.by_deals = Some(self.table(room.lent)?);
        }
        room.by_deals.as_ref().ok_or(Field::Cells.overflow())
    }

    fn table(&self, lent: &mut Lent<'_>) -> Result<ByDeals, Error> {
        let mut at_goal = AtThreshold::new(Size::new(self.size)?, self.goal);
        with_memory(lent, |room| Self::table_of(&mut at_goal, room))
    }

    fn table_of(at_goal: &mut AtThreshold<'_>, room: &mut [f64]) -> ByDeals {
        let (mut missed, mut reached) = (NO_CELLS, NO_CELLS);
        let (mut method, mut is_sure) = (Method::Exact, false);
        for (deals, (lower, upper)) in missed.iter_mut().zip(&mut reached).enumerate() {
            if is_sure {
                *upper = 1.0;
                continue;
            }
            let chance = at_goal.reach(deals as f64, room);
            (*lower, *upper) = (chance.complement, chance.value);
            if *lower > 0.0 && *upper > 0.0 {
                method = method.and(chance.method);
            }
            // q does not fall with more deals, so the rest of the table is certain too.
            is_sure = *lower <= NOTHING;
        }
        ByDeals { missed, reached, method, is_sure }
    }

    /// Answers a question about q for any number of deals, and returns the weakest method by which q was computed.
    fn at_goal<T>(
        &self,
        room: &mut Room<'_, '_>,
        ask: impl FnOnce(&AtGoal<'_>) -> T,
    ) -> Result<(T, Method), Error> {
        let table = self.by_deals(room)?.clone();
        let at_goal = AtThreshold::new(Size::new(self.size)?, self.goal);
        with_memory(room.lent, |memory| {
            let beyond = RefCell::new((at_goal, memory));
            let method = Cell::new(table.method);
            let chance = |deals: f64| {
                if deals <= MOST_INPUTS as f64 {
                    let at = |values: &Counts| values.get(index(deals)).copied().unwrap_or(1.0);
                    return Tails { lower: at(&table.missed), upper: at(&table.reached) };
                }
                if table.is_sure {
                    return Tails::from_lower(0.0);
                }
                let (at_goal, memory) = &mut *beyond.borrow_mut();
                let chance = at_goal.reach(floor(deals), memory);
                if chance.value > 0.0 && chance.complement > 0.0 {
                    method.set(method.get().and(chance.method));
                }
                chance.tails()
            };
            let first = |wanted: &dyn Fn(Tails) -> bool| {
                first_whole(0.0, MOST_WHOLE, 64.0, 64.0, &mut |deals| {
                    if wanted(chance(deals)) { 1.0 } else { -1.0 }
                })
            };
            let edge = first(&|tails| tails.upper >= NOTHING);
            let certain = first(&|tails| tails.lower <= NOTHING);
            let lacking = first(&|tails| tails.upper >= 0.5);
            let found = ask(&AtGoal::Rising { chance: &chance, edge, lacking, certain });
            (found, method.get())
        })
    }
}

/// Asks with the memory of the caller, or with `alloc` with some of its own.
fn with_memory<T>(lent: &mut Lent<'_>, ask: impl FnOnce(&mut [f64]) -> T) -> Result<T, Error> {
    match lent {
        Some(cells) => Ok(ask(&mut cells.numbers)),
        #[cfg(feature = "alloc")]
        None => Ok(ask(&mut alloc::vec![0.0; CELLS])),
        #[cfg(not(feature = "alloc"))]
        None => Err(no_cells()),
    }
}

/// Two tails that were summed separately: the larger becomes 1 less the smaller.
fn balanced(lower: f64, upper: f64) -> Tails {
    if lower < upper { Tails::from_lower(lower) } else { Tails::from_upper(upper) }
}

#[cfg(not(feature = "alloc"))]
pub(super) fn no_cells() -> Error {
    Error::new(crate::error::ErrorKind::Length)
        .field_is(Field::Cells)
        .got(0.0)
        .limit_is((size_of::<Cells>() / size_of::<f64>()) as f64)
}
