//! Any number of items: the probability of the goal by arrivals at one stage, from that at the next.

use super::Passage;
use super::curve::Curve;
use super::expectation::{Gate, expectation};
use crate::bounds::Count;
use crate::count::binomial::Single;

use crate::float::floor;
use crate::math::{Tails, closeness, normal_inverse};
use crate::search::{MOST_WHOLE, first_whole};

/// The probability of the goal by the number that pass a gate: lower tail missed, upper tail reached.
#[derive(Debug)]
#[allow(clippy::large_enum_variant, reason = "without alloc there is no box; at most two exist")]
pub(super) enum After {
    /// The goal's stage: it takes so many.
    Goal(f64),
    /// One more gate, of a known rate, before which some wait.
    Known { rate: f64, waiting: f64, lacking: f64 },
    /// Interpolated.
    Curve(Curve),
}

impl After {
    /// At `come` arrivals, which may lie between two whole numbers.
    pub(super) fn at(&self, come: f64) -> Tails {
        match self {
            After::Goal(lacking) => Tails::from_lower(f64::from(u8::from(come < *lacking))),
            After::Known { rate, waiting, lacking } => {
                Single::Known(*rate).tails(*lacking, come + waiting).0
            }
            After::Curve(curve) => curve.at(come),
        }
    }
}

/// Levels of probability whose arrivals split the integration, so that no panel is much wider than the rise of h.
const RISE: [f64; 4] = [1e-17, 1e-8, 0.01, 0.5];
pub(super) const MARKS: usize = 2 * RISE.len() + 2;

/// A stage before the goal's.
#[derive(Debug)]
pub(crate) struct Level {
    gate: Gate,
    waiting: f64,
    after: After,
    /// Where h of the stage after rises from 0 to 1.
    marks: [f64; MARKS],
    /// The fewest that must pass the gate for the goal to be possible.
    edge: f64,
    /// The expected results of one more arrival, and of all that wait at this stage or behind it.
    mean: f64,
    mean_waiting: f64,
    lacking: f64,
}

impl Level {
    fn new(
        passage: Passage,
        after: After,
        edge: f64,
        mean: f64,
        mean_waiting: f64,
        lacking: f64,
    ) -> Self {
        let mut gate = match passage.evidence {
            Some(evidence) => Gate::counted(evidence),
            None => Gate::known(passage.rate),
        };
        let mut after = after;
        // Two known rates with nothing waiting in between are one.
        if let (None, After::Known { rate, waiting: 0.0, lacking }) = (passage.evidence, &after) {
            gate = Gate::known(passage.rate * rate);
            after = After::Goal(*lacking);
        }
        let mut marks = [f64::MAX; MARKS];
        if !matches!(after, After::Goal(_)) {
            let first = |wanted: &dyn Fn(Tails) -> bool| {
                first_whole(0.0, MOST_WHOLE, edge.min(MOST_WHOLE), 64.0, &mut |come| {
                    if wanted(after.at(come)) { 1.0 } else { -1.0 }
                })
            };
            let mut places = marks.iter_mut();
            for level in RISE {
                let rises = first(&|tails| tails.upper >= level);
                let full = first(&|tails| tails.lower <= level);
                for mark in [rises, full] {
                    if let Some(place) = places.next() {
                        *place = mark;
                    }
                }
            }
            for mark in [edge, edge + 32.0] {
                if let Some(place) = places.next() {
                    *place = mark;
                }
            }
            marks.sort_unstable_by(f64::total_cmp);
        }
        let mean = mean * passage.mean();
        let mean_waiting = mean_waiting + passage.waiting * mean;
        Self { gate, waiting: passage.waiting, after, marks, edge, mean, mean_waiting, lacking }
    }

    /// The probabilities that the goal is missed and that it is reached, when so many more arrive.
    pub(crate) fn tails(&self, come: f64) -> Tails {
        let items = (come + self.waiting).min(Count::MAX);
        let single = match self.gate {
            Gate::Closed => return self.after.at(0.0),
            Gate::Open => return self.after.at(items),
            Gate::Passes { single, .. } => single,
        };
        match self.after {
            After::Goal(lacking) => single.tails(lacking, items).0,
            _ => expectation(&self.gate, items, &self.after, self.edge, &self.marks),
        }
    }

    /// The fewest arrivals with which the goal is reached with this probability, under the tie rule; `None` where more
    /// than 2^53 would be.
    pub(crate) fn fewest(&self, confidence: f64) -> Option<f64> {
        let wanted = Tails::from_upper(confidence);
        if wanted.upper <= 0.0 {
            return Some(0.0);
        }
        let certain = wanted.lower <= 0.0;
        let score = if certain { 0.0 } else { normal_inverse(wanted.swapped()) };
        let guess = (self.lacking - self.mean_waiting) / self.mean;
        // No number where both are 0.
        let guess = if guess > 0.0 { floor(guess.min(MOST_WHOLE)) } else { 0.0 };
        let step = floor(0.05 * guess);
        let found = first_whole(0.0, MOST_WHOLE, guess, step, &mut |come| {
            let tails = self.tails(come);
            if certain {
                return if tails.lower <= 0.0 { 1.0 } else { -1.0 };
            }
            closeness(tails, wanted.swapped(), score)
        });
        (found <= MOST_WHOLE).then_some(found)
    }

    /// h of this stage, for the one before it.
    fn into_after(self, most: f64) -> (After, f64, f64, f64) {
        let edge = (self.edge - self.waiting).max(0.0);
        let after = match (&self.gate, &self.after) {
            (Gate::Passes { single: Single::Known(rate), .. }, After::Goal(lacking)) => {
                After::Known { rate: *rate, waiting: self.waiting, lacking: *lacking }
            }
            (Gate::Open, After::Goal(lacking)) => After::Goal((lacking - self.waiting).max(0.0)),
            (Gate::Open, After::Known { rate, waiting, lacking }) => {
                After::Known { rate: *rate, waiting: waiting + self.waiting, lacking: *lacking }
            }
            _ => After::Curve(Curve::of(&|come| self.tails(come), edge, most)),
        };
        (after, edge, self.mean, self.mean_waiting)
    }
}

/// Goes through the `gates` from the last one to the first; `visit` gets the place of each gate in that order and the
/// stage before it. It takes as many gates as `visit` answers `true` to; no more than `most` arrive
/// at any of them.
pub(crate) fn each_level(
    gates: &mut dyn Iterator<Item = Passage>,
    lacking: f64,
    most: f64,
    visit: &mut dyn FnMut(usize, &Level) -> bool,
) {
    let (mut after, mut edge, mut mean, mut mean_waiting) =
        (After::Goal(lacking), lacking, 1.0, 0.0);
    for (place, passage) in gates.enumerate() {
        let level = Level::new(passage, after, edge, mean, mean_waiting, lacking);
        if !visit(place, &level) {
            return;
        }
        (after, edge, mean, mean_waiting) = level.into_after(most);
    }
}
