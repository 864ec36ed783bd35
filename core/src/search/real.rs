//! Where a monotone function of a real number takes a value.

use crate::float::{exp, sqrt};

/// A bracket of reals: what is sought lies above `low` and below `high`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reals {
    pub(crate) low: f64,
    pub(crate) high: f64,
}

impl Reals {
    pub(crate) const fn new(low: f64, high: f64) -> Self {
        Self { low, high }
    }

    /// Moves one end to a place that was looked at.
    pub(crate) fn record(&mut self, x: f64, is_beyond: bool) {
        *(if is_beyond { &mut self.high } else { &mut self.low }) = x;
    }

    /// Whether a place lies between the ends. NaN does not.
    pub(crate) fn holds(&self, x: f64) -> bool {
        self.low < x && x < self.high
    }

    pub(crate) fn middle(&self) -> f64 {
        0.5 * self.low + 0.5 * self.high
    }
}

/// Steps of [`climb`]: 11 that double the reach from 2 to the 1,500 of the whole range of f64 on the logarithmic scale,
/// as many halvings of it down to a neighbourhood where Newton's method converges, and 6 to converge.
const MOST_STEPS: u32 = 60;
/// A step this small leaves an error of about its cube, with Halley's method.
const CLOSE: f64 = 1e-6;
/// The reach of the first step, in units of ln x.
const FIRST_REACH: f64 = 2.0;

/// The x above 0 that `f` leads to, by Newton's or Halley's method on the logarithmic scale. `f` says of a place whether
/// it is beyond what is sought, and the step from there in ln x.
///
/// A step beyond the reach, which doubles each time, is cut to it; one out of the bracket is replaced by the bracket's
/// geometric mean. So it also ends where the function underflows and its steps mean nothing.
pub(crate) fn climb(start: f64, f: impl Fn(f64) -> (bool, f64)) -> f64 {
    let mut bracket = Reals::new(0.0, f64::INFINITY);
    let mut x = start;
    let mut reach = FIRST_REACH;
    for _ in 0..MOST_STEPS {
        if !(x > 0.0 && x < f64::INFINITY) {
            break;
        }
        #[cfg(test)]
        super::look();
        let (is_beyond, mut step) = f(x);
        bracket.record(x, is_beyond);
        // The step means nothing where the function or its slope underflows.
        if step.is_nan() || step.abs() > reach {
            step = if is_beyond { -reach } else { reach };
            reach *= 2.0;
        }
        let next = x * exp(step);
        if step.abs() <= CLOSE || next == x {
            return next;
        }
        if bracket.holds(next) || bracket.low == 0.0 || bracket.high == f64::INFINITY {
            x = next;
        } else {
            x = sqrt(bracket.low) * sqrt(bracket.high);
            if !bracket.holds(x) {
                break;
            }
        }
    }
    x
}

/// Rounds of [`zero`]: halving every other round reaches neighbouring f64 after two rounds for each of the 53 digits.
const MOST_ROUNDS: u32 = 120;
/// After so many rounds on the chord, every other one halves the bracket. A smooth function takes about 8.
const CHORDS: u32 = 12;
/// Two places whose distance is at most this part of the larger of 1 and their size count as one: about two ulps.
const ONE_PLACE: f64 = 4e-16;

/// The chord over a bracket: the values at its ends, one below 0 and one at least 0.
struct Chord {
    at: Reals,
    under: f64,
    over: f64,
    /// Whether the upper end moved last.
    fell: bool,
    rounds: u32,
}

impl Chord {
    /// Takes in the value at a place in between. An end that stays for a second time counts for half from then on, so
    /// that it won't stay for long (the Illinois method, Dowell & Jarratt 1971).
    fn narrow(&mut self, x: f64, value: f64) {
        let falls = value >= 0.0;
        self.at.record(x, falls);
        *(if falls { &mut self.over } else { &mut self.under }) = value;
        if falls == self.fell {
            *(if falls { &mut self.under } else { &mut self.over }) *= 0.5;
        }
        self.fell = falls;
        self.rounds += 1;
    }

    /// The place where the chord crosses 0, or the middle.
    fn crossing(&self) -> f64 {
        let part = self.under / (self.under - self.over);
        let halves = part.is_nan() || (self.rounds > CHORDS && self.rounds % 2 == 0);
        self.at.low + (if halves { 0.5 } else { part }) * (self.at.high - self.at.low)
    }
}

/// The first step of a search that knows nothing of its guess.
const FIRST_STEP: f64 = 0.25;

/// Where `f`, which does not fall, is 0, from `low` to `high`, or next to it. It looks at `guess` first, then in growing
/// steps away from it, and then in between, until it moves no more than 4e-16 or `f` is no further from 0 than its own
/// error, `noise`. `low` where `f` is above 0 from the start, NaN where it never is.
pub(crate) fn zero(
    (low, high): (f64, f64),
    guess: f64,
    noise: f64,
    f: &mut dyn FnMut(f64) -> f64,
) -> f64 {
    zero_near((low, high), (guess, FIRST_STEP), noise, f)
}

/// [`zero`] with a first step away from the guess: about as far as the guess may be off.
pub(crate) fn zero_near(
    (low, high): (f64, f64),
    (guess, step): (f64, f64),
    noise: f64,
    f: &mut dyn FnMut(f64) -> f64,
) -> f64 {
    let f = &mut |x| {
        #[cfg(test)]
        super::look();
        f(x)
    };
    let mut step = step;
    let mut x = guess.max(low).min(high);
    let mut chord = Chord { at: Reals::new(x, x), under: 0.0, over: 0.0, fell: false, rounds: 0 };
    let mut value = f(x);
    let up = value < 0.0;
    loop {
        chord.narrow(x, value);
        if up != (value < 0.0) {
            break;
        }
        let end = if up { high } else { low };
        if x == end {
            return if up { f64::NAN } else { low };
        }
        x = if up { (x + step).min(high) } else { (x - step).max(low) };
        step *= 2.0;
        value = f(x);
    }
    chord.rounds = 0;
    for _ in 0..MOST_ROUNDS {
        let next = chord.crossing();
        let near = ONE_PLACE * (1.0 + x.abs());
        if (next - x).abs() <= near || !chord.at.holds(next) {
            // Converged, or the chord creeps along one end: check whether the sign changes within a few ulps.
            let beyond = if value < 0.0 { x + 4.0 * near } else { x - 4.0 * near };
            if !chord.at.holds(beyond) {
                return next;
            }
            let there = f(beyond);
            if (there < 0.0) != (value < 0.0) {
                return next;
            }
            (x, value) = (beyond, there);
            chord.narrow(x, value);
            // An even number above CHORDS: the next round halves.
            chord.rounds = CHORDS + 2;
            continue;
        }
        x = next;
        value = f(x);
        if value.abs() <= noise {
            return x;
        }
        chord.narrow(x, value);
    }
    chord.at.high
}

#[cfg(test)]
mod tests {
    use super::{climb, zero};
    use crate::float::ln;

    /// The answer, and how many places were looked at.
    fn counted(ends: (f64, f64), guess: f64, f: impl Fn(f64) -> f64) -> (f64, u32) {
        let mut count = 0;
        let x = zero(ends, guess, 0.0, &mut |x| {
            count += 1;
            f(x)
        });
        (x, count)
    }

    #[test]
    fn finds_where_a_function_passes_0() {
        let (x, steps) = counted((0.0, 10.0), 1.0, |x| x * x - 2.0);
        assert!((x - core::f64::consts::SQRT_2).abs() < 1e-15 && steps < 80, "{x} {steps}");
        // A step, a pole, a flat function.
        let step = |x: f64| if x < 7.0 { -1.0 } else { 1e9 };
        let (x, steps) = counted((-1e3, 1e3), 0.0, step);
        assert!((x - 7.0).abs() < 1e-14 && steps <= 150, "{x:?} {steps}");
        let pole = |x: f64| if x < 0.25 { f64::NEG_INFINITY } else { 1.0 };
        let (x, steps) = counted((0.0, 1.0), 0.5, pole);
        assert!((x - 0.25).abs() < 1e-15 && steps <= 150, "{x:?} {steps}");
        assert_eq!(counted((2.0, 3.0), 2.5, |_| 1.0).0, 2.0);
        assert!(counted((2.0, 3.0), 2.5, |_| -1.0).0.is_nan());
    }

    /// Newton's steps for ln x = 3, from anywhere; then steps of no use.
    #[test]
    fn climbs_from_anywhere() {
        let cube = core::f64::consts::E * core::f64::consts::E * core::f64::consts::E;
        for start in [1e-300, 1.0, cube, 1e300] {
            let x = climb(start, |x| (ln(x) > 3.0, 3.0 - ln(x)));
            assert!((x - cube).abs() <= 1e-13 * cube, "{start} {x}");
            let x = climb(start, |x| (x > cube, f64::NAN));
            assert!((x - cube).abs() <= 1e-6 * cube, "{start} {x}");
        }
    }
}
