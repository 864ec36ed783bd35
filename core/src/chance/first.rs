//! The first number at which something is enough.

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

/// Two places between which a function that does not fall becomes at least 0, and its values there.
struct Bracket {
    below: f64,
    above: f64,
    under: f64,
    over: f64,
    /// Whether it was the upper end that came closer.
    fell: bool,
    rounds: u32,
}

impl Bracket {
    /// Takes in the value at a place in between. An end that stays for a second time counts for half from
    /// then on, so that it won't stay for long (the Illinois method, Dowell & Jarratt 1971).
    fn narrow(&mut self, x: f64, value: f64) {
        let falls = value >= 0.0;
        if falls {
            (self.above, self.over) = (x, value);
        } else {
            (self.below, self.under) = (x, value);
        }
        if falls == self.fell {
            let stays = if falls { &mut self.under } else { &mut self.over };
            *stays *= 0.5;
        }
        self.fell = falls;
        self.rounds += 1;
    }

    /// How far into the bracket to look next: at the chord; after some rounds every other one halves.
    fn part(&self) -> f64 {
        let part = self.under / (self.under - self.over);
        if part.is_nan() || (self.rounds > 12 && self.rounds % 2 == 0) { 0.5 } else { part }
    }

    fn width(&self) -> f64 {
        self.above - self.below
    }
}

/// The first whole number from `low` to `high` at which `f`, which does not fall, is at least 0; the one
/// after `high` where there is none. `low` and `high` are whole and at most [`MOST`]. It looks at `guess`
/// first, then in growing steps away from it, and then in between.
pub(super) fn first_whole(
    low: f64,
    high: f64,
    guess: f64,
    step: f64,
    mut f: impl FnMut(f64) -> f64,
) -> f64 {
    let mut at = Bracket {
        below: low - 1.0,
        above: high + 1.0,
        under: 0.0,
        over: 0.0,
        fell: false,
        rounds: 0,
    };
    let mut x = guess.max(low).min(high);
    let mut step = step.max(1.0);
    while at.width() > 1.0 {
        at.narrow(x, f(x));
        x = if at.above > high {
            at.rounds = 0;
            at.below + step
        } else if at.below < low {
            at.rounds = 0;
            at.above - step
        } else {
            at.below + floor(at.part() * at.width())
        };
        step *= 3.0;
        x = x.max(at.below + 1.0).min(at.above - 1.0);
    }
    at.above
}

/// Where `f`, which does not fall, is 0, from `low` to `high`, or next to it: it looks at `guess` first, then
/// in growing steps away from it, and then in between, until it moves no more than 4e-16 or `f` is no
/// further from 0 than its own error, `noise`. `low` where it is above 0 from the start, `None` where it
/// never is.
pub(super) fn zero(
    (low, high): (f64, f64),
    guess: f64,
    noise: f64,
    mut f: impl FnMut(f64) -> f64,
) -> Option<f64> {
    let mut x = guess.max(low).min(high);
    let mut at = Bracket { below: x, above: x, under: 0.0, over: 0.0, fell: false, rounds: 0 };
    let mut step = 0.25;
    let mut value = f(x);
    let up = value < 0.0;
    loop {
        at.narrow(x, value);
        if up != (value < 0.0) {
            break;
        }
        let end = if up { high } else { low };
        if x == end {
            return (!up).then_some(low);
        }
        x = if up { (x + step).min(high) } else { (x - step).max(low) };
        step *= 2.0;
        value = f(x);
    }
    at.rounds = 0;
    for _ in 0..MOST_ROUNDS {
        let next = at.below + at.part() * at.width();
        if (next - x).abs() <= 4e-16 * (1.0 + x.abs()) || next <= at.below || next >= at.above {
            return Some(next);
        }
        x = next;
        value = f(x);
        if value.abs() <= noise {
            return Some(x);
        }
        at.narrow(x, value);
    }
    Some(at.above)
}

/// Two for each bit there is, and some.
const MOST_ROUNDS: u32 = 120;
