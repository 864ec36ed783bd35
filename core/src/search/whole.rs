//! The smallest whole number at which a monotone condition holds: one that stays true once it is true.

use crate::bounds::Count;
use crate::float::{floor, sqrt};

/// The last whole number whose successor is an f64 too.
pub(crate) const MOST_WHOLE: f64 = Count::MAX - 1.0;

/// A whole number, and what is known there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct At<V> {
    pub(crate) x: f64,
    pub(crate) value: V,
}

/// A bracket of whole numbers: the condition does not hold at the lower one and holds at the upper one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wholes<V> {
    pub(crate) low: At<V>,
    pub(crate) high: At<V>,
    /// Where to look next. Anything outside, or NaN, when nothing is known of it.
    pub(crate) next: f64,
}

/// For so many rounds the probe chooses every place, which is usually enough. At very large counts a probability has too
/// few digits to tell one number from the next, and the probe's choices could then go round in circles.
const TRUSTED: u32 = 4;
/// After so many rounds the probe no longer chooses and the bracket is halved. The longest search of the test below that
/// began at a useful place took 20.
const GUIDED: u32 = 40;
/// Halving finds the binary exponent in 6 rounds at most, and the 53 digits in one each.
const MOST_ROUNDS: u32 = GUIDED + 60;

impl<V> Wholes<V> {
    /// A bracket whose ends were not evaluated.
    pub(crate) const fn new(low: At<V>, high: At<V>, next: f64) -> Self {
        Self { low, high, next }
    }

    /// Moves one end to a place that was looked at.
    pub(crate) fn record(&mut self, at: At<V>, holds: bool) {
        if holds {
            self.high = at;
        } else {
            self.low = at;
        }
    }

    /// Narrows the bracket until its ends are neighbours. `probe` looks at the place it is given, at least there records
    /// whether the condition holds, and chooses the next place. Nothing above `top` is looked at: where the condition
    /// holds nowhere up to there, the lower end is `top`.
    pub(crate) fn close(&mut self, top: f64, probe: &mut dyn FnMut(&mut Self, f64)) {
        let bottom = self.low.x;
        let (mut last, mut moved) = (bottom, 0.0_f64);
        for round in 0..MOST_ROUNDS {
            let (low, high) = (self.low.x, self.high.x);
            if high - low <= 1.0 || low >= top {
                break;
            }
            // To the nearest; adding a whole half would change numbers beyond 2^52.
            let mut x = floor(self.next + (0.5 - f64::EPSILON));
            if round >= TRUSTED && (x - last).abs() > 0.5 * moved {
                // The steps no longer shrink: go past the place that is sought, away from where the last one was.
                let way = if last <= low { 1.0 } else { -1.0 };
                let mut far = ((x - last) * way).max(8.0 * moved);
                if low > bottom && high <= top {
                    far = far.min((middle(low, high) - last) * way);
                }
                x = last + way * far;
            }
            // An end that was not evaluated proves nothing.
            if high > top && (x >= high || x.is_nan()) {
                x = top;
            }
            if round >= GUIDED || !(x > low && x < high) {
                x = middle(low, high);
            }
            x = x.min(top);
            (moved, last) = ((x - last).abs(), x);
            #[cfg(test)]
            looks::look();
            probe(self, x);
        }
    }
}

/// A whole number between two; of a wide bracket first the geometric mean, which finds the binary exponent.
fn middle(low: f64, high: f64) -> f64 {
    let wide = high > 8.0 * (low + 1.0);
    let x = if wide { sqrt((low + 1.0) * high) } else { 0.5 * low + 0.5 * high };
    floor(x).max(low + 1.0).min(high - 1.0)
}

/// The first whole number from `low` to `high` at which `f`, which does not fall, is at least 0; the one after `high`
/// where there is none. `low` and `high` are whole and at most [`MOST_WHOLE`].
///
/// It looks at `guess` first, then in growing steps away from it, and then on the chord (the Illinois method, Dowell &
/// Jarratt 1971: an end that stays for a second time counts for half).
pub(crate) fn first_whole(
    low: f64,
    high: f64,
    guess: f64,
    step: f64,
    f: &mut dyn FnMut(f64) -> f64,
) -> f64 {
    let (below, above) = (At { x: low - 1.0, value: 0.0 }, At { x: high + 1.0, value: 0.0 });
    let mut bracket = Wholes::new(below, above, guess.max(low).min(high));
    let mut step = step.max(1.0);
    let mut held = None;
    bracket.close(high, &mut |bracket, x| {
        let value = f(x);
        let holds = value >= 0.0;
        bracket.record(At { x, value }, holds);
        if held == Some(holds) {
            let stays = if holds { &mut bracket.low } else { &mut bracket.high };
            stays.value *= 0.5;
        }
        held = Some(holds);
        let (under, over) = (bracket.low, bracket.high);
        bracket.next = if over.x > high {
            under.x + step
        } else if under.x < low {
            over.x - step
        } else {
            under.x + floor(under.value / (under.value - over.value) * (over.x - under.x))
        };
        step *= 3.0;
    });
    bracket.high.x
}

/// How often searched functions are evaluated, in unit tests: a worse start or a worse step costs time without changing an
/// answer, so no test of the answers notices it.
#[cfg(test)]
pub(crate) mod looks {
    extern crate std;

    use std::cell::Cell;

    std::thread_local! {
        static LOOKS: Cell<u32> = const { Cell::new(0) };
    }

    /// Counts one evaluation.
    pub(crate) fn look() {
        LOOKS.set(LOOKS.get() + 1);
    }

    /// How many evaluations `ask` takes.
    pub(crate) fn looks_of<T>(ask: impl FnOnce() -> T) -> u32 {
        LOOKS.set(0);
        let _ = ask();
        LOOKS.get()
    }

    /// The evaluations of all questions of one kind together, and the most of one question. The limits are what these
    /// questions took when they were written; every answer has the same bits everywhere, so the numbers do not vary.
    #[track_caller]
    pub(crate) fn at_most(all: u32, one: u32, looks: &[u32]) {
        let (sum, most) = (looks.iter().sum::<u32>(), looks.iter().max().copied().unwrap_or(0));
        assert!(sum <= all && most <= one, "{sum} > {all} or {most} > {one}, of {}", looks.len());
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_WHOLE, first_whole};

    /// The answer, and how many places were looked at.
    fn counted(low: f64, guess: f64, f: impl Fn(f64) -> f64) -> (f64, u32) {
        let mut count = 0;
        let x = first_whole(low, MOST_WHOLE, guess, 1.0, &mut |x| {
            count += 1;
            f(x)
        });
        (x, count)
    }

    #[test]
    fn finds_the_first_whole_number() {
        for answer in [1.0, 2.0, 29.0, 1e9, MOST_WHOLE - 1.0, MOST_WHOLE] {
            for guess in [0.0, 1.0, answer, answer - 1.0, answer + 40.0, MOST_WHOLE] {
                let sign = |n: f64| if n >= answer { 1.0 } else { -1.0 };
                let (n, steps) = counted(0.0, guess, sign);
                assert!(n == answer && steps <= 100, "{n} {answer} {guess} {steps}");
                let line = |n: f64| (n - answer) + 0.5;
                let (n, steps) = counted(0.0, guess, line);
                assert!(n == answer && steps <= 100, "{n} {answer} {guess} {steps}");
            }
        }
        // A good guess.
        let (n, steps) = counted(0.0, 1e6, |n| n - 1_000_017.0);
        assert!(n == 1_000_017.0 && steps < 12, "{n} {steps}");
        assert_eq!(first_whole(3.0, 9.0, 5.0, 1.0, &mut |_| 1.0), 3.0);
        assert_eq!(first_whole(3.0, 9.0, 5.0, 1.0, &mut |_| -1.0), 10.0);
    }

    #[test]
    fn a_function_without_numbers_ends_the_search_too() {
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let (n, steps) = counted(1.0, 7.0, |_| value);
            assert!((1.0..=MOST_WHOLE + 1.0).contains(&n) && steps <= 100, "{n} {steps}");
        }
    }
}
