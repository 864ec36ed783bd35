//! A nearby question with a closed form, which tells the search for a revenue where to look.
//!
//! The probability that deals of seen sizes reach a revenue takes 2 ms on a lattice. That of gamma distributed sizes with
//! the same mean and variation takes microseconds, and its normal score differs from the right one by a number that
//! hardly changes from one count to the next. So one question of the lattice, at the place the guide finds, gives the
//! difference, and the guide with this difference mostly finds the answer itself, or its neighbour. What is answered is
//! always confirmed on the lattice.

use crate::count::law::Law;
use crate::math::{Tails, distance};
use crate::revenue::reach_of;
use crate::revenue::size::Size;

/// Gamma sizes in place of seen ones.
pub(super) struct Guide {
    size: Size<'static>,
    goal: f64,
    /// The normal score that is sought.
    score: f64,
    /// The normal score of the true chance less that of the guide's.
    lacks: f64,
}

impl Guide {
    /// `None` where the question has a closed form itself.
    pub(super) fn new(size: &Size<'_>, goal: f64, score: f64) -> Option<Self> {
        let Size::Seen(seen) = size else { return None };
        if seen.share_of_two > 0.0 {
            return None;
        }
        let variation = size.variation();
        let gamma = Size::Gamma { mean: size.mean(), shape: 1.0 / (variation * variation) };
        Some(Self { size: gamma, goal, score, lacks: 0.0 })
    }

    /// How far the normal score of the guide's chance is from the one that is sought.
    pub(super) fn distance(&self, law: Law<'_>) -> f64 {
        distance(self.tails(law), self.score - self.lacks)
    }

    /// Corrects the guide by what the lattice says of the same law.
    pub(super) fn correct(&mut self, law: Law<'_>, truly: Tails) {
        let lacks = distance(truly, 0.0) - distance(self.tails(law), 0.0);
        // Where either chance is certain or impossible, the difference says nothing.
        if lacks.abs() < MOST_LACKING {
            self.lacks = lacks;
        }
    }

    fn tails(&self, law: Law<'_>) -> Tails {
        // More revenue than an f64 holds reaches any goal.
        reach_of(nearby(law), self.size, self.goal, &mut [])
            .map_or(Tails::from_lower(0.0), |chance| chance.tails())
    }
}

/// Normal scores that differ more are not those of one event.
const MOST_LACKING: f64 = 3.0;

/// Several gates of which little is known as one whose rate has the same mean and variance: the probabilities of their
/// product have to be inverted one by one.
fn nearby(law: Law<'_>) -> Law<'_> {
    let Law::Product { n, rate, evidence } = law else { return law };
    let (mut mean, mut square) = (rate, rate * rate);
    for gate in evidence {
        mean *= gate.mean();
        square *= gate.mean() * ((gate.a + 1.0) / (gate.a + gate.b + 1.0));
    }
    // The mean square of a Beta(a, b) of so many items is mean (a + 1) / (items + 1).
    let items = (mean - square) / (square - mean * mean);
    let (a, b) = (items * mean, items * (1.0 - mean));
    let is_beta = a >= LEAST_SHAPE && b >= LEAST_SHAPE && items < MOST_ITEMS;
    if is_beta { Law::BetaBinomial { n, a, b } } else { Law::Binomial { n, rate: mean } }
}

/// Smaller shapes are no guide; with more items a rate is as good as known.
const LEAST_SHAPE: f64 = 1e-3;
const MOST_ITEMS: f64 = 1e12;
