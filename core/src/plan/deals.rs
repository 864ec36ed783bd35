//! A goal in revenue that deals of random size reach together.
//!
//! Without items that wait it is the distribution of revenue of the deals that inputs become. With items that wait the
//! number of deals D comes from several stages; then P(S >= goal) = E q(D), where q(k) is the probability that k deals
//! are worth the goal.

use crate::chance::{Chance, Inputs};
use crate::count::urn::{Cells as Counts, MOST_INPUTS, NO_CELLS};
use crate::error::Error;
use crate::float::{floor, index, meets};
use crate::math::{Method, Probability, Tails};
use crate::revenue::{Cells, DealSize};
use crate::search::{MOST_WHOLE, first_whole};
use crate::waiting::{Passage, backwards_from, reached};

/// Working memory for seen deal sizes: the caller's, or with `alloc` as much as each question needs.
pub(super) type Lent<'c> = Option<&'c mut Cells>;

/// The revenue that is lacking, and the size of a deal.
#[derive(Debug, Clone, Copy)]
pub(super) struct Deals<'a> {
    pub(super) size: DealSize<'a>,
    pub(super) goal: f64,
}

/// What k deals leave out of 1 is less than this when it is nothing.
const NOTHING: f64 = 1e-17;
/// A sum over the number of deals has at most so many terms; the error of wider steps is that of a lattice.
const MOST_TERMS: f64 = 256.0;

/// q for 0, 1, 2, ... deals, as two tails.
struct ByDeals {
    missed: Counts,
    reached: Counts,
    method: Method,
}

impl Deals<'_> {
    /// The chance that the deals of so many inputs are worth the goal.
    pub(super) fn reach(
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
    pub(super) fn inputs_for(
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
    pub(super) fn reach_waiting(
        &self,
        passages: &(impl Iterator<Item = Passage> + Clone),
        come: f64,
        lent: &mut Lent<'_>,
    ) -> Result<Probability, Error> {
        let by_deals = self.by_deals(lent)?;
        let last = passages.clone().count();
        let tail = |values: &Counts| {
            let mut found = None;
            backwards_from(&mut passages.clone(), values, &mut |place, chances| {
                if place + 1 == last && come <= MOST_INPUTS as f64 {
                    found = chances.get(index(come)).map(|&chance| chance.min(1.0));
                }
            });
            found
        };
        match (tail(&by_deals.missed), tail(&by_deals.reached)) {
            (Some(lower), Some(upper)) => {
                Ok(Probability::upper(balanced(lower, upper), by_deals.method))
            }
            _ => self.sum(passages, come, lent),
        }
    }

    /// The fewest arrivals at the first of the `passages` with which the goal is reached with this confidence, or the
    /// best chance there is.
    pub(super) fn fewest_waiting(
        &self,
        passages: &(impl Iterator<Item = Passage> + Clone),
        confidence: f64,
        lent: &mut Lent<'_>,
    ) -> Result<Result<f64, Probability>, Error> {
        if confidence <= 0.0 {
            return Ok(Ok(0.0));
        }
        let values = self.by_deals(lent)?;
        let last = passages.clone().count();
        let (missed, values) =
            if confidence > 0.5 { (true, &values.missed) } else { (false, &values.reached) };
        let (mut found, mut counted) = (None, 0.0);
        backwards_from(&mut passages.clone(), values, &mut |place, chances| {
            if place + 1 == last {
                counted = chances.len() as f64;
                found = chances.iter().position(|&chance| {
                    let tails = if missed {
                        Tails::from_lower(chance.min(1.0))
                    } else {
                        Tails::from_upper(chance.min(1.0))
                    };
                    meets(tails.upper, tails.lower, confidence)
                });
            }
        });
        if let Some(found) = found {
            return Ok(Ok(found as f64));
        }
        let best = self.sum(passages, MOST_WHOLE, lent)?;
        if !meets(best.value, best.complement, confidence) {
            return Ok(Err(best));
        }
        let mut failed = None;
        let guess = counted.max(64.0);
        let found = first_whole(counted, MOST_WHOLE, guess, guess, &mut |come| match self
            .sum(passages, come, lent)
        {
            Ok(chance) if meets(chance.value, chance.complement, confidence) => 1.0,
            Ok(_) => -1.0,
            Err(error) => {
                failed = Some(error);
                1.0
            }
        });
        match failed {
            Some(error) => Err(error),
            None => Ok(Ok(found)),
        }
    }

    /// q for as many deals as a table has.
    fn by_deals(&self, lent: &mut Lent<'_>) -> Result<ByDeals, Error> {
        let every = Chance::known(1.0)?;
        let (mut missed, mut reached) = (NO_CELLS, NO_CELLS);
        let (mut method, mut is_sure) = (Method::Exact, false);
        for (deals, (lower, upper)) in missed.iter_mut().zip(&mut reached).enumerate() {
            if !is_sure {
                let chance = self.reach(&every, deals as f64, lent)?;
                (*lower, *upper) = (chance.complement, chance.value);
                if *lower > 0.0 && *upper > 0.0 {
                    method = method.and(chance.method);
                }
                // One more deal takes nothing away.
                is_sure = *lower <= NOTHING;
            } else {
                *upper = 1.0;
            }
        }
        Ok(ByDeals { missed, reached, method })
    }

    /// The sum over k of (q(k) - q(k - 1)) P(D >= k).
    fn sum(
        &self,
        passages: &(impl Iterator<Item = Passage> + Clone),
        come: f64,
        lent: &mut Lent<'_>,
    ) -> Result<Probability, Error> {
        let every = Chance::known(1.0)?;
        let mut failed = None;
        let mut first = |wanted: &dyn Fn(Probability) -> bool| {
            first_whole(0.0, MOST_WHOLE, 64.0, 64.0, &mut |deals| match self
                .reach(&every, deals, lent)
            {
                Ok(chance) => {
                    if wanted(chance) {
                        1.0
                    } else {
                        -1.0
                    }
                }
                Err(error) => {
                    failed = Some(error);
                    1.0
                }
            })
        };
        let begins = first(&|chance| chance.value >= NOTHING);
        let ends = first(&|chance| chance.complement <= NOTHING).max(begins);
        if let Some(error) = failed {
            return Err(error);
        }
        let step = floor((ends - begins) / MOST_TERMS) + 1.0;
        let mut method = if step > 1.0 { Method::Lattice } else { Method::Exact };
        let (mut lower, mut upper, mut before) = (0.0, 0.0, 0.0);
        let mut deals = begins;
        while before < 1.0 {
            let have = if deals >= ends {
                Probability::sure(true)
            } else {
                self.reach(&every, deals, lent)?
            };
            // Of several numbers of deals the one in the middle.
            let middle = (deals - floor(0.5 * (step - 1.0))).max(begins);
            let (tails, by) = reached(passages.clone(), middle, come);
            let share = (have.value - before).max(0.0);
            (lower, upper) = (lower + share * tails.lower, upper + share * tails.upper);
            method = method.and(have.method).and(by);
            before = have.value.max(before);
            if deals >= ends {
                break;
            }
            deals += step;
        }
        Ok(Probability::upper(balanced(lower.min(1.0), upper.min(1.0)), method))
    }
}

/// Two tails that were summed one by one: the larger is what the smaller leaves.
fn balanced(lower: f64, upper: f64) -> Tails {
    if lower < upper { Tails::from_lower(lower) } else { Tails::from_upper(upper) }
}

#[cfg(not(feature = "alloc"))]
fn no_cells() -> Error {
    Error::new(crate::error::ErrorKind::Length)
        .field_is(crate::field::Field::Cells)
        .got(0.0)
        .limit_is((size_of::<Cells>() / size_of::<f64>()) as f64)
}
