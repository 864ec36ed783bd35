//! The first whole number at which something is enough.

use crate::bounds::Count;
use crate::math::{TIE, Tails, floor, normal_inverse, tail_ties};

/// The last whole number whose successor is an f64 too.
pub(super) const MOST: f64 = Count::MAX - 1.0;

/// How far the chance `have.upper` is above the one whose normal score is `score`, by its own: nearly a
/// straight line where counts are many.
pub(super) fn distance(have: Tails, score: f64) -> f64 {
    let seen = Tails {
        lower: have.upper.max(f64::MIN_POSITIVE),
        upper: have.lower.max(f64::MIN_POSITIVE),
    };
    normal_inverse(seen) - score
}

/// The same from the probability `wanted.lower`, at least 0 where that is met under the tie rule: by the
/// smaller of the two, so that nothing is lost of one just below 1.
pub(super) fn closeness(have: Tails, wanted: Tails, score: f64) -> f64 {
    let over = distance(have, score);
    let met = if wanted.lower < wanted.upper {
        tail_ties(have.upper, have.lower, wanted.lower)
    } else {
        have.lower <= wanted.upper * (1.0 + TIE)
    };
    if met { over.max(0.0) } else { over.min(-f64::MIN_POSITIVE) }
}

/// The first whole number from `low` to `high` at which `f`, which does not fall, is at least 0; the one
/// after `high` where there is none. `low` and `high` are whole and at most [`MOST`]. It looks at `guess`
/// first, then in growing steps away from it, and then inside the bracket: by the chord, and by halves
/// where that is slow.
pub(super) fn first_whole(
    low: f64,
    high: f64,
    guess: f64,
    step: f64,
    mut f: impl FnMut(f64) -> f64,
) -> f64 {
    let (mut below, mut above) = (low - 1.0, high + 1.0);
    let (mut under, mut over) = (0.0, 0.0);
    let mut x = guess.max(low).min(high);
    let mut step = step.max(1.0);
    let mut halve = false;
    // Fewer than 60 steps out, fewer than two for each bit in between.
    while above - below > 1.0 {
        let width = above - below;
        let value = f(x);
        if value >= 0.0 {
            (above, over) = (x, value);
        } else {
            (below, under) = (x, value);
        }
        x = if above > high {
            below + step
        } else if below < low {
            above - step
        } else {
            halve = !halve && above - below > 0.5 * width;
            let part = if halve { 0.5 } else { under / (under - over) };
            below + floor(part * (above - below))
        };
        step *= 3.0;
        x = x.max(below + 1.0).min(above - 1.0);
    }
    above
}
