//! The distribution of the sum of a known number of deals, where it has a closed form.

use super::size::{Seen, Size};
use crate::float::{floor, ties};
use crate::math::{Tails, beta_tails, gamma_tails};

/// S_j, the sum of j sizes, and one threshold R.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Sums {
    /// Gamma sizes: the shape and the mean of one, and the threshold over their scale.
    Gamma { shape: f64, mean: f64, goal: f64 },
    /// Two sizes: the number of larger ones is binomial.
    Two(Two),
}

impl Sums {
    /// For a threshold above 0. `None` for sizes without a closed form.
    pub(crate) fn new(size: &Size<'_>, goal: f64) -> Option<Self> {
        match size {
            Size::Gamma { mean, shape } => Some(Self::gamma(*mean, *shape, goal)),
            Size::Seen(seen) if seen.share_of_two > 0.0 => Some(Sums::Two(Two::new(seen, goal))),
            _ => None,
        }
    }

    pub(crate) fn gamma(mean: f64, shape: f64, goal: f64) -> Self {
        // No sum reaches a goal that large, so the largest f64 stands for it.
        Sums::Gamma { shape, mean, goal: (goal / mean * shape).min(f64::MAX) }
    }

    /// P(S_j < R) and P(S_j >= R).
    pub(crate) fn tails(&self, j: f64) -> Tails {
        match *self {
            Sums::Gamma { shape, goal, .. } => gamma_tails(shape * j, goal),
            Sums::Two(two) => two.at(two.larger(j), j),
        }
    }

    /// E(S_j; S_j < R) and P(S_j >= R). With a gamma size the former is j mean P(j shape + 1, R / scale); with two
    /// sizes it is j (low P(A < a) + more share P(A' < a - 1)), A of j deals and A' of j - 1.
    pub(crate) fn partial(&self, j: f64) -> Tails {
        match *self {
            Sums::Gamma { shape, mean, goal } => Tails {
                lower: j * mean * gamma_tails(shape * j + 1.0, goal).lower,
                upper: gamma_tails(shape * j, goal).upper,
            },
            Sums::Two(two) => {
                let larger = two.larger(j);
                let all = two.at(larger, j);
                let fewer = two.at(larger - 1.0, j - 1.0);
                let sum = two.low * all.lower + two.more * two.share * fewer.lower;
                Tails { lower: j * sum * two.largest, upper: all.upper }
            }
        }
    }

    /// Whether the tails are a smooth function of j, which need not be whole.
    pub(crate) const fn is_smooth(&self) -> bool {
        matches!(self, Sums::Gamma { .. })
    }

    /// How many deals make the threshold on average.
    pub(crate) fn deals_to_goal(&self) -> f64 {
        match *self {
            Sums::Gamma { shape, goal, .. } => goal / shape,
            Sums::Two(two) => two.goal / (two.low + two.more * two.share),
        }
    }
}

/// Sizes of `low` and of `low` + `more`, the latter with a chance of `share`; in units of the larger.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Two {
    low: f64,
    more: f64,
    share: f64,
    goal: f64,
    largest: f64,
}

impl Two {
    pub(crate) fn new(seen: &Seen<'_>, goal: f64) -> Self {
        let low = seen.least / seen.largest;
        Self {
            low,
            more: 1.0 - low,
            share: seen.share_of_two,
            goal: (goal / seen.largest).min(f64::MAX),
            largest: seen.largest,
        }
    }

    /// At least so many of j must be larger ones.
    fn larger(&self, j: f64) -> f64 {
        let exact = (self.goal - j * self.low) / self.more;
        let near = floor(exact + 0.5);
        // The goal and the sum of the smaller sizes may nearly cancel, so the tie rule is applied to the goal.
        let tied = ties(self.goal, j * self.low + near * self.more);
        if tied { near } else { floor(exact) + 1.0 }
    }

    fn at(&self, larger: f64, j: f64) -> Tails {
        if larger <= 0.0 {
            Tails::from_lower(0.0)
        } else if larger >= j + 1.0 {
            Tails::from_upper(0.0)
        } else {
            beta_tails(larger, j - larger + 1.0, self.share).swapped()
        }
    }
}

/// As many numbers of deals as lie within 8 standard deviations for 2.6e5 inputs that win half of the time.
const MOST_LOOKS: u32 = 4096;
/// Halving ends between one and four times the tie rule's tolerance above the sum.
const NEAR: f64 = 4e-12;

/// The sum of two sizes between two amounts that tie, or nearly.
pub(super) fn nearest_sum(seen: &Seen<'_>, (first, last): (f64, f64), low: f64, high: f64) -> f64 {
    let more = seen.largest - seen.least;
    let fewest = if seen.least > 0.0 { floor(low / seen.largest) } else { floor(low / more + 0.5) };
    let mut j = fewest.max(first);
    // The number of larger deals falls as that of all deals rises. When the smaller size is next to nothing, all of
    // the window has the same sum, and `high` ties with it.
    for _ in 0..MOST_LOOKS {
        if j > last || j * seen.least > high {
            break;
        }
        let larger = floor((low - j * seen.least) / more + 0.5).max(0.0).min(j);
        let sum = (j - larger) * seen.least + larger * seen.largest;
        if (sum - high).abs() <= NEAR * high {
            return sum;
        }
        j += 1.0;
    }
    high
}
