//! The chance of a goal when items already wait before the gates, besides those that will come.
//!
//! Items that wait before a gate share its unknown rate with those that come, so they must pass it together: of
//! m that arrive at gate i and w_i that wait there, a binomial or beta-binomial number pass, whatever happened at
//! the gates before. With h_i(m) the probability of the goal when m more arrive at gate i,
//!
//! h_i(m) = sum over j of P(j of m + w_i pass gate i) h_(i+1)(j), from h(m) = [m >= lacking] at the goal's stage.
//!
//! h_i is the cdf of a waiting time, the number of arrivals that the goal takes, so it rises with m. Up to 512 items
//! it is a table, exact; beyond, the sum over j is made by steps or integrated, and h of the gates between the first and
//! the last is interpolated. For two gates a chance takes 0.1 to 0.4 ms; each further gate adds 2 to 30 ms, and 0.1 s
//! where little is known of every rate, whatever the number of items. The search for the fewest takes about twice that.

mod curve;
mod expectation;
mod level;
mod table;
#[cfg(test)]
mod tests;

use crate::float::{index, meets};
use crate::math::{Method, Tails};
use crate::rate::Evidence;
use crate::search::MOST_WHOLE;
use level::each_level;
use table::{MOST_COUNTED, backwards};

pub(crate) use level::AtGoal;
pub(crate) use table::backwards_from;

/// A gate on the way to the goal.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Passage {
    /// Its rate, used where there is no evidence.
    pub(crate) rate: f64,
    pub(crate) evidence: Option<Evidence>,
    /// How many wait before it: a whole number.
    pub(crate) waiting: f64,
}

impl Passage {
    /// The expected rate.
    fn mean(&self) -> f64 {
        self.evidence.map_or(self.rate, |evidence| evidence.mean())
    }
}

/// The probabilities that fewer than `lacking` reach the goal and that at least so many do, when `come` more, a
/// whole number, arrive at the first gate. `passages` are the gates from the last one to the first.
pub(crate) fn reached(
    passages: impl Iterator<Item = Passage> + Clone,
    lacking: f64,
    come: f64,
) -> (Tails, Method) {
    let (mut rate, mut mean, mut gates) = (1.0, 0.0, 0);
    for passage in passages.clone() {
        rate *= passage.mean();
        mean += rate * passage.waiting;
        gates += 1;
    }
    // The table sums one tail; the smaller one keeps all its digits.
    let missed = mean + rate * come > lacking;
    let mut found = None;
    backwards(&mut passages.clone(), lacking, missed, &mut |place, chances| {
        if place + 1 == gates && come <= MOST_COUNTED {
            found = chances.get(index(come)).map(|&chance| tails(chance, missed));
        }
    });
    if let Some(found) = found {
        return (found, Method::Exact);
    }
    (level_at(passages, lacking, come), Method::Quadrature)
}

/// [`reached`] without the table, for any number of items.
fn level_at(passages: impl Iterator<Item = Passage> + Clone, lacking: f64, come: f64) -> Tails {
    let (mut most, mut gates) = (come, 0);
    for passage in passages.clone() {
        most += passage.waiting;
        gates += 1;
    }
    let mut found = Tails::from_lower(f64::from(u8::from(come < lacking)));
    each_level(&mut passages.clone(), &AtGoal::Results(lacking), most, &mut |place, level| {
        if place + 1 == gates {
            found = level.tails(come);
        }
        place + 1 < gates
    });
    found
}

/// The fewest arrivals at each stage before the goal's with which at least `lacking` reach the goal with this
/// probability, under the tie rule; NaN at a stage after which nothing waits. Returns the first stage it
/// found for which no number up to 2^53 is enough. `volumes` has one place for each of the `passages`, which
/// are the gates from the last one to the first.
pub(crate) fn fewest(
    passages: impl Iterator<Item = Passage> + Clone,
    lacking: f64,
    confidence: f64,
    volumes: &mut [f64],
) -> Option<usize> {
    let gates = volumes.len();
    volumes.fill(f64::NAN);
    let missed = confidence > 0.5;
    let mut counted = passages.clone();
    let mut waiting = 0.0;
    // A confidence of 1 is decided by the rates alone, so the table of small numbers is skipped.
    let few = confidence < 1.0;
    backwards(&mut passages.clone().take_while(|_| few), lacking, missed, &mut |place, chances| {
        let behind = waiting;
        waiting += counted.next().map_or(0.0, |passage| passage.waiting);
        let found = chances.iter().position(|&chance| {
            let tails = tails(chance, missed);
            meets(tails.upper, tails.lower, confidence)
        });
        if let (true, Some(come)) = (behind > 0.0, found) {
            put(volumes, place, come as f64);
        }
    });
    // How many stages after which something waits have no answer yet.
    let mut behind = 0.0;
    let mut left = 0;
    for (place, passage) in passages.clone().enumerate() {
        let known = gates.checked_sub(place + 1).and_then(|stage| volumes.get(stage));
        left += usize::from(behind > 0.0 && known.is_some_and(|volume| volume.is_nan()));
        behind += passage.waiting;
    }
    let mut never = None;
    let mut behind = 0.0;
    let mut counted = passages.clone();
    each_level(
        &mut passages.clone(),
        &AtGoal::Results(lacking),
        MOST_WHOLE,
        &mut |place, level| {
            let stage = gates.checked_sub(place + 1);
            let known = stage.and_then(|stage| volumes.get(stage));
            let asked = behind > 0.0 && known.is_some_and(|volume| volume.is_nan());
            behind += counted.next().map_or(0.0, |passage| passage.waiting);
            if asked {
                left -= 1;
                match level.fewest(confidence) {
                    // No number in the table is enough, so the answer lies beyond it.
                    Some(come) if few => put(volumes, place, come.max(MOST_COUNTED - behind + 1.0)),
                    Some(come) => put(volumes, place, come),
                    None => never = stage,
                }
            }
            left > 0 && never.is_none()
        },
    );
    never
}

/// The probabilities that the goal is missed and reached, when `come` more arrive at the first gate.
pub(crate) fn reached_at(
    passages: impl Iterator<Item = Passage> + Clone,
    goal: &AtGoal<'_>,
    come: f64,
) -> Tails {
    let gates = passages.clone().count();
    let most = passages.clone().fold(come, |sum, passage| sum + passage.waiting);
    let mut found = Tails::from_upper(0.0);
    each_level(&mut passages.clone(), goal, most, &mut |place, level| {
        if place + 1 == gates {
            found = level.tails(come);
        }
        place + 1 < gates
    });
    found
}

/// The fewest arrivals at the first gate with which the goal is reached with this probability, under the tie rule;
/// `None` when more than 2^53 would be.
pub(crate) fn fewest_at(
    passages: impl Iterator<Item = Passage> + Clone,
    goal: &AtGoal<'_>,
    confidence: f64,
) -> Option<f64> {
    let gates = passages.clone().count();
    let mut found = None;
    each_level(&mut passages.clone(), goal, MOST_WHOLE, &mut |place, level| {
        if place + 1 == gates {
            found = level.fewest(confidence);
        }
        place + 1 < gates
    });
    found
}

fn put(volumes: &mut [f64], place: usize, volume: f64) {
    let stage = volumes.len().checked_sub(place + 1);
    if let Some(at) = stage.and_then(|stage| volumes.get_mut(stage)) {
        *at = volume;
    }
}

/// Both tails from one of the two; a sum of many probabilities may round to more than 1.
fn tails(chance: f64, missed: bool) -> Tails {
    let chance = chance.min(1.0);
    if missed { Tails::from_lower(chance) } else { Tails::from_upper(chance) }
}
