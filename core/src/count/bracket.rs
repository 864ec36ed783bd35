//! Searching whole numbers: the first one at which a probability is enough.
//!
//! Everything here is about a probability V that rises with a whole number x: P(X >= k) with the inputs,
//! or P(X < k) with k. Its tails are `upper` = V and `lower` = 1 - V.

use super::binomial::Single;
use crate::float::{TIE, exp_m1, floor, ln, ln_1p, sqrt};
use crate::math::{Method, Tails};

/// What V has to come to, told by the smaller of the two tails wanted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Goal {
    /// Whether 1 - V is what is watched, falling to the bound; otherwise V, rising to it.
    falling: bool,
    /// Whether the bound has to be passed.
    beyond: bool,
    bound: f64,
}

impl Goal {
    /// V >= `wanted.upper`, under the tie rule.
    pub(crate) fn at_least(wanted: Tails) -> Self {
        let falling = wanted.upper > wanted.lower;
        let bound = if falling { wanted.lower * (1.0 + TIE) } else { wanted.upper * (1.0 - TIE) };
        Self { falling, beyond: false, bound }
    }

    /// 1 - V >= `wanted.upper` no longer holds, even under the tie rule.
    pub(crate) fn no_longer(wanted: Tails) -> Self {
        let held = Self::at_least(wanted);
        Self { falling: !held.falling, beyond: true, bound: held.bound }
    }

    /// Whether it is 1 - V that is watched.
    pub(crate) const fn is_falling(self) -> bool {
        self.falling
    }

    /// Whether it is met where the watched tail has this value.
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

    /// How far to go, by Newton's method for the logarithm of the watched tail: exact where it falls
    /// or rises by a constant factor. `step` is what V rises by per unit.
    fn newton(self, tails: Tails, step: f64) -> f64 {
        let watched = self.watched(tails);
        let far = (watched / step) * ln(watched / self.bound);
        if self.falling { far } else { -far }
    }
}

/// A whole number and V there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct At {
    pub(crate) x: f64,
    pub(crate) tails: Tails,
    pub(crate) method: Method,
}

/// Between which numbers the first is at which the goal is met.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bracket {
    pub(crate) goal: Goal,
    /// Not met here.
    pub(crate) low: At,
    /// Met here, or beyond what is searched.
    pub(crate) high: At,
    /// Where to look next; anything outside, or no number, if there is no idea.
    pub(crate) next: f64,
}

/// What is counted off.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Axis {
    /// The inputs, for so many results.
    Inputs(f64),
    /// The results of so many inputs.
    Results(f64),
}

/// So many times Newton's method has its way, which mostly is all it takes. Of very large counts a chance is not
/// known well enough to tell one from the next: it would go round in circles there.
const TRUSTED: u32 = 4;
/// So many times it is asked at all; from then on there is one bit a time.
const AIMED: u32 = 40;
/// Then five find the size, and 53 the number.
const MOST_PROBES: u32 = AIMED + 60;
/// How many steps of the recurrence cost as much as another look.
const WALK: f64 = 40.0;

impl Bracket {
    /// Between `low`, where V = 0, and `high`, where V = 1 or which is beyond what is searched.
    pub(crate) fn new(goal: Goal, low: f64, high: f64, next: f64) -> Self {
        let at = |x, tails| At { x, tails, method: Method::Exact };
        Self {
            goal,
            low: at(low, Tails::from_upper(0.0)),
            high: at(high, Tails::from_lower(0.0)),
            next,
        }
    }

    /// Closes in on the first number up to `top` at which the goal is met: it is `high` then, and `low` the
    /// one before. If there is none, `low` is `top`.
    pub(crate) fn close(&mut self, top: f64, probe: &mut dyn FnMut(&mut Self, f64)) {
        let bottom = self.low.x;
        let (mut last, mut moved) = (bottom, 0.0_f64);
        for round in 0..MOST_PROBES {
            let (low, high) = (self.low.x, self.high.x);
            if high - low <= 1.0 || low >= top {
                break;
            }
            // To the nearest; a whole half would change numbers beyond 2^52.
            let mut x = floor(self.next + (0.5 - f64::EPSILON));
            if round >= TRUSTED && (x - last).abs() > 0.5 * moved {
                // The steps no longer shrink: past the number that is sought, away from where this is.
                let way = if last <= low { 1.0 } else { -1.0 };
                let mut far = ((x - last) * way).max(8.0 * moved);
                if low > bottom && high <= top {
                    far = far.min((middle(low, high) - last) * way);
                }
                x = last + way * far;
            }
            // An end that nobody has looked at bounds nothing.
            if high > top && (x >= high || x.is_nan()) {
                x = top;
            }
            if round >= AIMED || !(x > low && x < high) {
                x = middle(low, high);
            }
            x = x.min(top);
            (moved, last) = ((x - last).abs(), x);
            probe(self, x);
        }
    }

    pub(crate) fn record(&mut self, at: At) -> bool {
        let met = self.goal.met_by(self.goal.watched(at.tails));
        if met {
            self.high = at;
        } else {
            self.low = at;
        }
        met
    }

    /// Records `at` and looks where to go next without a recurrence; `step` is what V rises by there.
    pub(crate) fn record_and_aim(&mut self, at: At, step: f64, axis: Axis) {
        let met = self.record(at);
        let mut far = self.goal.newton(at.tails, step);
        if let Axis::Inputs(_) = axis {
            // A power law, as the tails of uncertain rates are, is straight on the logarithmic scale.
            far = at.x * exp_m1((far / at.x).clamp(-4.0, 4.0));
        }
        // No number where the tail is beyond all f64; the comparisons let it pass.
        let next = floor(at.x + far);
        self.next = if met && next > at.x - 1.0 {
            at.x - 1.0
        } else if met {
            next
        } else if next < at.x {
            at.x + 1.0
        } else {
            next + 1.0
        };
    }

    /// Looks at `x` and, if the place is near, walks there by the recurrence.
    pub(crate) fn walk(&mut self, single: Single, axis: Axis, x: f64) {
        let (mut tails, mut step, method) = match axis {
            Axis::Inputs(k) => single.tails_and_slope(k, x, Some(self.goal.falling)),
            Axis::Results(n) => {
                let (tails, _, method) = single.tails_and_slope(x, n, Some(!self.goal.falling));
                (tails.swapped(), single.mass(x, n), method)
            }
        };
        let ratio = |x: f64| match axis {
            Axis::Inputs(k) => single.ratio_by_input(k, x),
            Axis::Results(n) => single.ratio_by_result(x, n),
        };
        let mut at = At { x, tails, method };
        let first = tails;
        let up = !self.record(at);
        let lacks = self.goal.lacks(tails);
        let near = lacks.abs() <= WALK * step;
        if !near {
            let by = ratio(x) - 1.0;
            // The sum of a geometric series of steps.
            let far = ln_1p(lacks / step * by) / ln_1p(by);
            let near = far.abs() <= WALK;
            if !near {
                self.record_and_aim(at, step, axis);
                if let Single::Known(_) = single {
                    if far.is_finite() {
                        self.next = x + far;
                    }
                }
                return;
            }
        }
        for _ in 0..64 {
            if up {
                if at.x + 1.0 >= self.high.x {
                    return;
                }
                tails.lower -= step;
                tails.upper += step;
                step *= ratio(at.x);
                at.x += 1.0;
            } else {
                if at.x - 1.0 <= self.low.x {
                    return;
                }
                at.x -= 1.0;
                step /= ratio(at.x);
                tails.lower += step;
                tails.upper -= step;
            }
            // Where a tail has lost its leading digits, look again.
            if tails.lower < 0.0625 * first.lower || tails.upper < 0.0625 * first.upper {
                break;
            }
            at.tails = tails;
            if self.record(at) == up {
                return;
            }
        }
        self.next = at.x;
    }
}

/// A whole number between two; among large ones first of the size between.
fn middle(low: f64, high: f64) -> f64 {
    let large = high > 8.0 * (low + 1.0);
    let x = if large { sqrt((low + 1.0) * high) } else { 0.5 * low + 0.5 * high };
    floor(x).max(low + 1.0).min(high - 1.0)
}

#[cfg(test)]
mod tests {
    use super::{AIMED, At, Axis, Bracket, Goal, Method};
    use crate::bounds::Count;
    use crate::float::{exp, ln};
    use crate::math::{Tails, normal_inverse, normal_tails_at};

    /// To the last bit either "at least" holds or "no longer".
    #[test]
    fn two_goals_are_contraries() {
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

    /// A chance that rises with ln x like the normal distribution, as with rates that are known to within `spread`, to as
    /// many digits as an inversion has: searched from `next`, how often was it looked at?
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
        let mut bracket = Bracket::new(goal, 0.0, Count::MAX + 2.0, next);
        bracket.close(Count::MAX, &mut |bracket, x| {
            count += 1;
            let (tails, step) = tails_at(x);
            let at = At { x, tails, method: Method::Inversion };
            bracket.record_and_aim(at, step, Axis::Inputs(1.0));
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

    /// Beyond 1e13 a chance tells no number from its neighbours. That took 80 looks and more: every other one halved what
    /// was left, and undid what the one before had found.
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
        assert!(far_off <= AIMED, "{far_off}");
    }
}
