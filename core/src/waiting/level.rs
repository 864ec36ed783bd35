//! Any number of items: the probability of the goal by arrivals at one stage, from that at the next.

use super::Passage;
use super::curve::Curve;
use super::expectation::{Gate, expectation};
use crate::bounds::Count;
use crate::count::binomial::Single;

use crate::float::{floor, sort_short};
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
    /// A later stage whose probabilities are interpolated.
    Curve(Curve),
}

impl After {
    /// At `come` arrivals, which may lie between two whole numbers.
    pub(super) fn at(&self, come: f64) -> Tails {
        #[cfg(test)]
        crate::search::look();
        match self {
            After::Goal(lacking) => Tails::from_lower(f64::from(u8::from(come < *lacking))),
            After::Known { rate, waiting, lacking } => {
                Single::Known(*rate).tails(*lacking, come + waiting).0
            }
            After::Curve(curve) => curve.at(come),
        }
    }

    /// How much the probability rises from one arrival less to `come`, of a [`Known`](After::Known) gate: as a difference it
    /// would have too few digits.
    pub(super) fn rise(&self, come: f64) -> f64 {
        match self {
            After::Known { rate, waiting, lacking } if come + waiting >= 1.0 => {
                rate * Single::Known(*rate).mass(lacking - 1.0, come + waiting - 1.0)
            }
            _ => 0.0,
        }
    }
}

/// Levels of probability whose arrivals split the integration, so that no panel is much wider than the rise of h.
const RISE: [f64; 4] = [1e-17, 1e-8, 0.01, 0.5];
pub(super) const MARKS: usize = 2 * RISE.len() + 2;

/// Where h rises.
#[derive(Debug)]
pub(super) struct Rise {
    /// The fewest arrivals with which the goal is possible.
    pub(super) edge: f64,
    /// The first number at which h is at least 1e-17, and the first at which it lacks no more than that.
    pub(super) first: f64,
    pub(super) last: f64,
    /// Numbers at which to split an integral, in order.
    pub(super) marks: [f64; MARKS],
}

impl Rise {
    fn of(after: &After, edge: f64) -> Self {
        let first = |wanted: &dyn Fn(Tails) -> bool| {
            first_whole(0.0, MOST_WHOLE, edge.min(MOST_WHOLE), 64.0, &mut |come| {
                if wanted(after.at(come)) { 1.0 } else { -1.0 }
            })
        };
        let begins = RISE.map(|level| first(&|tails| tails.upper >= level));
        let ends = RISE.map(|level| first(&|tails| tails.lower <= level));
        let mut marks = [edge; MARKS];
        for (place, mark) in marks.iter_mut().zip(begins.iter().chain(&ends).chain(&[edge + 32.0]))
        {
            *place = *mark;
        }
        sort_short(&mut marks, |a, b| a.total_cmp(b).is_lt());
        let [first, ..] = begins;
        let [last, ..] = ends;
        Self { edge, first, last, marks }
    }
}

/// A stage before the goal's.
#[derive(Debug)]
pub(crate) struct Level {
    gate: Gate,
    waiting: f64,
    after: After,
    /// Where h of the stage after rises from 0 to 1.
    rise: Rise,
    /// The expected results of one more arrival, and of all that wait at this stage or after it.
    mean: f64,
    mean_waiting: f64,
    lacking: f64,
    /// The fewest arrivals with which the goal is certain: infinite where it never is.
    certain: f64,
}

impl Level {
    fn new(passage: Passage, behind: Behind, lacking: f64) -> Self {
        let Behind { mut after, edge, certain, mean, mean_waiting } = behind;
        let mut gate = match passage.evidence {
            Some(evidence) => Gate::counted(evidence),
            None => Gate::known(passage.rate),
        };
        // Two known rates with nothing waiting in between are one.
        if let (None, After::Known { rate, waiting: 0.0, lacking }) = (passage.evidence, &after) {
            gate = Gate::known(passage.rate * rate);
            after = After::Goal(*lacking);
        }
        let rise = match after {
            After::Goal(_) => Rise { edge, first: edge, last: edge, marks: [edge; MARKS] },
            _ => Rise::of(&after, edge),
        };
        let certain = match gate {
            Gate::Open => (certain - passage.waiting).max(0.0),
            _ if certain <= 0.0 => 0.0,
            _ => f64::INFINITY,
        };
        let mean = mean * passage.mean();
        let mean_waiting = mean_waiting + passage.waiting * mean;
        let waiting = passage.waiting;
        Self { gate, waiting, after, rise, certain, mean, mean_waiting, lacking }
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
            _ => expectation(&self.gate, items, &self.after, &self.rise),
        }
    }

    /// The fewest arrivals with which the goal is reached with this probability, under the tie rule; `None` where more
    /// than 2^53 would be.
    pub(crate) fn fewest(&self, confidence: f64) -> Option<f64> {
        let wanted = Tails::from_upper(confidence);
        if wanted.upper <= 0.0 {
            return Some(0.0);
        }
        if wanted.lower <= 0.0 {
            return (self.certain <= MOST_WHOLE).then_some(self.certain);
        }
        let score = normal_inverse(wanted.swapped());
        let guess = (self.lacking - self.mean_waiting) / self.mean;
        // NaN when both are 0.
        let guess = if guess > 0.0 { floor(guess.min(MOST_WHOLE)) } else { 0.0 };
        let step = floor(0.05 * guess);
        let found = first_whole(0.0, MOST_WHOLE, guess, step, &mut |come| {
            closeness(self.tails(come), wanted.swapped(), score)
        });
        (found <= MOST_WHOLE).then_some(found)
    }

    /// This stage as what lies after the gate before it, when no more than `most` arrive.
    fn into_behind(self, most: f64) -> Behind {
        let edge = (self.rise.edge - self.waiting).max(0.0);
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
        let Self { certain, mean, mean_waiting, .. } = self;
        Behind { after, edge, certain, mean, mean_waiting }
    }
}

/// The stage after a gate, with all that follows.
struct Behind {
    after: After,
    /// The fewest that must pass the gate for the goal to be possible, and to be certain.
    edge: f64,
    certain: f64,
    /// The expected results of one that passes, and of all that wait after the gate.
    mean: f64,
    mean_waiting: f64,
}

/// The goal at its stage, by the number of results.
pub(crate) enum AtGoal<'q> {
    /// So many results.
    Results(f64),
    /// A probability that rises with the number of results.
    Rising {
        /// The probability at a whole number of results.
        chance: &'q dyn Fn(f64) -> Tails,
        /// The fewest results with which the goal is possible, and about how many it takes.
        edge: f64,
        lacking: f64,
        /// The fewest with which it is certain, but for rounding.
        certain: f64,
    },
}

/// Goes through the `gates` from the last one to the first; `visit` gets the place of each gate in that order and the
/// stage before it. It takes as many gates as `visit` answers `true` to; no more than `most` arrive
/// at any of them.
pub(crate) fn each_level(
    gates: &mut dyn Iterator<Item = Passage>,
    goal: &AtGoal<'_>,
    most: f64,
    visit: &mut dyn FnMut(usize, &Level) -> bool,
) {
    let (after, edge, lacking, certain) = match *goal {
        AtGoal::Results(lacking) => (After::Goal(lacking), lacking, lacking, lacking),
        AtGoal::Rising { chance, edge, lacking, certain } => {
            let curve = Curve::of(chance, edge, most.min(certain.max(edge + 1.0)));
            (After::Curve(curve), edge, lacking, certain)
        }
    };
    let mut behind = Behind { after, edge, certain, mean: 1.0, mean_waiting: 0.0 };
    for (place, passage) in gates.enumerate() {
        let level = Level::new(passage, behind, lacking);
        if !visit(place, &level) {
            return;
        }
        behind = level.into_behind(most);
    }
}
