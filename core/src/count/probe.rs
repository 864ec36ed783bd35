//! Probes for the search of whole numbers: the first count, or number of inputs, at which a probability is enough.
//!
//! Everything here is about a probability V that rises with a whole number x: P(X >= k) with the number of inputs, or
//! P(X < k) with k. Its tails are `upper` = V and `lower` = 1 - V.

use super::binomial::Single;
use crate::float::{exp_m1, floor, least_met, ln, ln_1p, most_met};
use crate::math::{Method, Tails};
use crate::search::{At, Wholes};

/// The value that V has to reach, as a bound on the smaller of the two tails wanted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Goal {
    /// Whether 1 - V is watched, falling to the bound; otherwise V, rising to it.
    falling: bool,
    /// Whether the bound itself is not enough.
    beyond: bool,
    bound: f64,
}

impl Goal {
    /// V >= `wanted.upper`, under the tie rule.
    pub(crate) fn at_least(wanted: Tails) -> Self {
        let falling = wanted.upper > wanted.lower;
        let bound = if falling { most_met(wanted.lower) } else { least_met(wanted.upper) };
        Self { falling, beyond: false, bound }
    }

    /// 1 - V >= `wanted.upper` no longer holds, even under the tie rule.
    pub(crate) fn no_longer(wanted: Tails) -> Self {
        let held = Self::at_least(wanted);
        Self { falling: !held.falling, beyond: true, bound: held.bound }
    }

    /// Whether 1 - V is watched.
    pub(crate) const fn is_falling(self) -> bool {
        self.falling
    }

    /// Whether the goal is met where the watched tail has this value.
    pub(crate) fn met_by(self, watched: f64) -> bool {
        if self.beyond && watched == self.bound {
            return false;
        }
        if self.falling { watched <= self.bound } else { watched >= self.bound }
    }

    const fn watched(self, tails: Tails) -> f64 {
        if self.falling { tails.lower } else { tails.upper }
    }

    /// How much V has to rise from here; negative where it is more than enough.
    fn lacks(self, tails: Tails) -> f64 {
        let above = self.watched(tails) - self.bound;
        if self.falling { above } else { -above }
    }

    /// How far to go, by Newton's method for the logarithm of the watched tail: exact where the tail falls or rises by a
    /// constant factor. `step` is what V rises by per unit.
    fn newton(self, tails: Tails, step: f64) -> f64 {
        let watched = self.watched(tails);
        let far = (watched / step) * ln(watched / self.bound);
        if self.falling { far } else { -far }
    }
}

/// V at a number that was looked at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen {
    pub(crate) tails: Tails,
    pub(crate) method: Method,
}

/// The bracket of a search by a probability.
pub(crate) type Bracket = Wholes<Seen>;

/// The variable of a search.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Axis {
    /// The number of inputs, for so many results.
    Inputs(f64),
    /// The number of results of so many inputs.
    Results(f64),
}

/// A search for the first number that meets a goal.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Search {
    pub(crate) goal: Goal,
    pub(crate) axis: Axis,
}

/// How many steps of the recurrence take as long as another look: a look at a binomial tail takes about 100 ns, a step
/// 2.5 ns.
const WALK: f64 = 40.0;
/// The walk ends after so many steps in any case: the distance is estimated from one step, and the estimate may be short.
const MOST_WALK: u32 = 64;
/// Along the walk a tail may lose this part of its size before its lost leading digits matter: 4 bits.
const LOST: f64 = 0.0625;

impl Search {
    /// Looks at `x` inputs, or results, of one rate.
    pub(crate) fn look(self, bracket: &mut Bracket, single: Single, x: f64) {
        let is_geometric = matches!(single, Single::Known(_));
        match self.axis {
            Axis::Inputs(k) => {
                let only_lower = Some(self.goal.falling);
                let (tails, step, method) = single.tails_and_slope(k, x, only_lower);
                let ratio = |x| single.ratio_by_input(k, x);
                self.walk(bracket, x, Seen { tails, method }, step, ratio, is_geometric);
            }
            Axis::Results(n) => {
                let only_lower = Some(!self.goal.falling);
                let (tails, _, method) = single.tails_and_slope(x, n, only_lower);
                let seen = Seen { tails: tails.swapped(), method };
                let ratio = |x| single.ratio_by_result(x, n);
                self.walk(bracket, x, seen, single.mass(x, n), ratio, is_geometric);
            }
        }
    }

    /// The bracket from `low`, where V = 0, to `high`, where V = 1 or which is beyond all that is looked at.
    pub(crate) fn bracket(low: f64, high: f64, next: f64) -> Bracket {
        let seen = |tails| Seen { tails, method: Method::Exact };
        Wholes::new(
            At { x: low, value: seen(Tails::from_upper(0.0)) },
            At { x: high, value: seen(Tails::from_lower(0.0)) },
            next,
        )
    }

    fn record(self, bracket: &mut Bracket, x: f64, seen: Seen) -> bool {
        let met = self.goal.met_by(self.goal.watched(seen.tails));
        bracket.record(At { x, value: seen }, met);
        met
    }

    /// Records what was seen at `x` and chooses the next place by Newton's method; `step` is what V rises by there.
    pub(crate) fn aim(self, bracket: &mut Bracket, x: f64, seen: Seen, step: f64) {
        let met = self.record(bracket, x, seen);
        let mut far = self.goal.newton(seen.tails, step);
        if let Axis::Inputs(_) = self.axis {
            // A power law, as the tails of uncertain rates are, is straight on the logarithmic scale.
            far = x * exp_m1((far / x).clamp(-4.0, 4.0));
        }
        // NaN where the tail is beyond all f64; the comparisons let it pass.
        let next = floor(x + far);
        bracket.next = if met && next > x - 1.0 {
            x - 1.0
        } else if met {
            next
        } else if next < x {
            x + 1.0
        } else {
            next + 1.0
        };
    }

    /// Records what was seen at `x` and, if the place that is sought is near, walks there by a recurrence: `step` is what
    /// V rises by from `x` to x + 1, and `ratio` by what factor that step grows from one number to the next. Where the
    /// ratio hardly changes (`is_geometric`), it also tells how far a place is that is not near.
    pub(crate) fn walk(
        self,
        bracket: &mut Bracket,
        x: f64,
        seen: Seen,
        step: f64,
        ratio: impl Fn(f64) -> f64,
        is_geometric: bool,
    ) {
        let Seen { mut tails, method } = seen;
        let mut step = step;
        let first = tails;
        let up = !self.record(bracket, x, seen);
        // A subnormal step has few digits, and a walk would spoil the tails by it.
        if step < f64::MIN_POSITIVE {
            return self.aim(bracket, x, seen, step);
        }
        let lacks = self.goal.lacks(tails);
        let is_near = lacks.abs() <= WALK * step;
        if !is_near {
            let by = ratio(x) - 1.0;
            // The sum of a geometric series of steps.
            let far = ln_1p(lacks / step * by) / ln_1p(by);
            let is_near = far.abs() <= WALK;
            if !is_near {
                self.aim(bracket, x, seen, step);
                if is_geometric && far.is_finite() {
                    bracket.next = x + far;
                }
                return;
            }
        }
        let mut x = x;
        for _ in 0..MOST_WALK {
            if up {
                if x + 1.0 >= bracket.high.x {
                    return;
                }
                tails.lower -= step;
                tails.upper += step;
                step *= ratio(x);
                x += 1.0;
            } else {
                if x - 1.0 <= bracket.low.x {
                    return;
                }
                x -= 1.0;
                step /= ratio(x);
                tails.lower += step;
                tails.upper -= step;
            }
            if tails.lower < LOST * first.lower || tails.upper < LOST * first.upper {
                break;
            }
            if self.record(bracket, x, Seen { tails, method }) == up {
                return;
            }
        }
        bracket.next = x;
    }
}

#[cfg(test)]
mod tests {
    use super::{Axis, Goal, Method, Search, Seen};
    use crate::bounds::Count;
    use crate::float::{exp, ln};
    use crate::math::{Tails, normal_inverse, normal_tails_at};

    /// At each number exactly one of "at least" and "no longer" holds.
    #[test]
    fn the_two_goals_exclude_each_other() {
        for wanted in [0.1, 0.5, 0.9] {
            let wanted = Tails::from_upper(wanted);
            let (held, lost) = (Goal::at_least(wanted), Goal::no_longer(wanted));
            assert_eq!(held.bound, lost.bound);
            let (below, above) = (1.0 - f64::EPSILON, 1.0 + f64::EPSILON);
            for near in [0.0, below, 1.0, above, 2.0] {
                let watched = near * held.bound;
                assert_ne!(held.met_by(watched), lost.met_by(watched), "{wanted:?} {watched}");
            }
        }
    }

    /// How many places are looked at, starting from `next`, when the probability rises with ln x like the normal
    /// distribution, as with rates known to within `spread`, and has as many digits as an inversion.
    fn looks(median: f64, spread: f64, wanted: Tails, next: f64) -> u32 {
        let goal = Goal::at_least(wanted);
        let tails_at = |x: f64| {
            let score = ln(x / median) / spread;
            let tails = normal_tails_at(score).swapped();
            // No two neighbours are off by the same.
            let noise = 1.0 + 1e-13 * ((x * 0.618_033_988_749_894_8) % 1.0 - 0.5);
            let tails = Tails { lower: tails.lower / noise, upper: tails.upper * noise };
            (tails, exp(-0.5 * score * score) / (spread * x * 2.506_628_274_631_000_7))
        };
        let mut count = 0;
        let search = Search { goal, axis: Axis::Inputs(1.0) };
        let mut bracket = Search::bracket(0.0, Count::MAX + 2.0, next);
        bracket.close(Count::MAX, &mut |bracket, x| {
            count += 1;
            let (tails, step) = tails_at(x);
            search.aim(bracket, x, Seen { tails, method: Method::Inversion }, step);
        });
        let met = |x: f64| goal.met_by(goal.watched(tails_at(x).0));
        let (low, high) = (bracket.low.x, bracket.high.x);
        assert!(low == 0.0 || !met(low), "{median} {spread} {wanted:?} {next}: {low}");
        if high <= Count::MAX {
            assert!(
                high - low <= 1.0 && met(high),
                "{median} {spread} {wanted:?} {next}: {low} {high}"
            );
        } else {
            assert_eq!(low, Count::MAX);
        }
        count
    }

    /// Beyond 1e13 a probability has too few digits to tell a number from its neighbours. Such searches once took 80 looks
    /// and more: every other one halved the bracket and undid what the one before had found.
    #[test]
    fn very_large_numbers_take_few_looks() {
        let (mut most, mut far_off) = (0, 0);
        for median in [3.0, 1e6, 1e11, 1e14, 7.3e15, 1e17] {
            for spread in [1e-7, 1e-3, 0.1, 1.0, 5.0] {
                for chance in [1e-100, 1e-9, 0.01, 0.5, 0.99, 1.0 - 1e-9] {
                    let wanted = Tails::from_upper(chance);
                    let answer = median * exp(spread * normal_inverse(wanted.swapped()));
                    for off in [-2.0, -0.5, 0.0, 0.125, 3.0] {
                        let next = (answer * exp(spread * off)).min(Count::MAX);
                        most = most.max(looks(median, spread, wanted, next));
                    }
                    for next in [0.0, 1.0, 1e8, Count::MAX, f64::NAN] {
                        far_off = far_off.max(looks(median, spread, wanted, next));
                    }
                }
            }
        }
        assert!(most <= 20, "{most}");
        assert!(far_off <= 40, "{far_off}");
    }
}
