//! Searching whole numbers: the first one at which a probability is enough.
//!
//! Everything here is about a probability V that rises with a whole number x: P(X >= k) with the inputs,
//! or P(X < k) with k. Its tails are `upper` = V and `lower` = 1 - V.

use super::Method;
use super::single::Single;
use crate::math::{TIE, Tails, exp_m1, floor, ln, ln_1p, sqrt};

/// What V has to come to, told by the smaller of the two tails wanted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Goal {
    /// Whether 1 - V is what is watched, falling to the bound; otherwise V, rising to it.
    falling: bool,
    /// Whether the bound has to be passed.
    beyond: bool,
    bound: f64,
}

impl Goal {
    /// V >= `wanted.upper`, under the tie rule.
    #[cfg_attr(target_family = "wasm", inline(never))]
    pub(super) fn at_least(wanted: Tails) -> Self {
        let falling = wanted.upper > wanted.lower;
        let bound = if falling { wanted.lower * (1.0 + TIE) } else { wanted.upper * (1.0 - TIE) };
        Self { falling, beyond: false, bound }
    }

    /// 1 - V >= `wanted.upper` no longer holds, even under the tie rule.
    pub(super) fn no_longer(wanted: Tails) -> Self {
        let held = Self::at_least(wanted);
        Self { falling: !held.falling, beyond: true, bound: held.bound }
    }

    /// Whether it is 1 - V that is watched.
    pub(super) const fn is_falling(self) -> bool {
        self.falling
    }

    /// Whether it is met where the watched tail has this value.
    pub(super) fn met_by(self, watched: f64) -> bool {
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
pub(super) struct At {
    pub(super) x: f64,
    pub(super) tails: Tails,
    pub(super) method: Method,
}

/// Between which numbers the first is at which the goal is met.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bracket {
    pub(super) goal: Goal,
    /// Not met here.
    pub(super) low: At,
    /// Met here, or beyond what is searched.
    pub(super) high: At,
    /// Where to look next; anything outside, or no number, if there is no idea.
    pub(super) next: f64,
}

/// What is counted off.
#[derive(Debug, Clone, Copy)]
pub(super) enum Axis {
    /// The inputs, for so many results.
    Inputs(f64),
    /// The results of so many inputs.
    Results(f64),
}

/// Two for each bit there is, and the first few.
const MOST_PROBES: u32 = 120;
/// How many steps of the recurrence cost as much as another look.
const WALK: f64 = 40.0;

impl Bracket {
    /// Between `low`, where V = 0, and `high`, where V = 1 or which is beyond what is searched.
    pub(super) fn new(goal: Goal, low: f64, high: f64, next: f64) -> Self {
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
    pub(super) fn close(&mut self, top: f64, probe: &mut dyn FnMut(&mut Self, f64)) {
        for round in 0..MOST_PROBES {
            let (low, high) = (self.low.x, self.high.x);
            if high - low <= 1.0 || low >= top {
                break;
            }
            let mut x = floor(self.next + 0.5);
            let late = round > 8 && round % 2 == 0;
            if late || !(x > low && x < high) {
                // Among large numbers first find the size.
                let size = sqrt((low + 1.0) * high);
                x = floor(if high > 8.0 * (low + 1.0) { size } else { 0.5 * low + 0.5 * high });
                x = x.max(low + 1.0).min(high - 1.0);
            }
            probe(self, x.min(top));
        }
    }

    pub(super) fn record(&mut self, at: At) -> bool {
        let met = self.goal.met_by(self.goal.watched(at.tails));
        if met {
            self.high = at;
        } else {
            self.low = at;
        }
        met
    }

    /// Records `at` and looks where to go next without a recurrence; `step` is what V rises by there.
    pub(super) fn record_and_aim(&mut self, at: At, step: f64, axis: Axis) {
        let met = self.record(at);
        let mut far = self.goal.newton(at.tails, step);
        if let Axis::Inputs(_) = axis {
            // A power law, as the tails of uncertain rates are, is straight on the logarithmic scale.
            far = at.x * exp_m1((far / at.x).clamp(-4.0, 4.0));
        }
        self.next = if met {
            floor(at.x + far).min(at.x - 1.0)
        } else {
            floor(at.x + far + 1.0).max(at.x + 1.0)
        };
    }

    /// Looks at `x` and, if the place is near, walks there by the recurrence.
    pub(super) fn walk(&mut self, single: Single, axis: Axis, x: f64) {
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

#[cfg(test)]
mod tests {
    use super::Goal;
    use crate::math::Tails;

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
}
