//! Bracketed, bounded solvers: they end after a known number of steps, whatever the function does.

use crate::bounds::Count;
use crate::float::floor;

/// The last whole number whose successor is an f64 too.
pub(crate) const MOST_WHOLE: f64 = Count::MAX - 1.0;

/// Two for each bit there is, and some.
const MOST_ROUNDS: u32 = 120;

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
/// after `high` where there is none. `low` and `high` are whole and at most [`MOST_WHOLE`]. It looks at `guess`
/// first, then in growing steps away from it, and then in between.
pub(crate) fn first_whole(
    low: f64,
    high: f64,
    guess: f64,
    step: f64,
    f: &mut dyn FnMut(f64) -> f64,
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
/// further from 0 than its own error, `noise`. `low` where it is above 0 from the start, NaN where it
/// never is.
pub(crate) fn zero(
    (low, high): (f64, f64),
    guess: f64,
    noise: f64,
    f: &mut dyn FnMut(f64) -> f64,
) -> f64 {
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
            return if up { f64::NAN } else { low };
        }
        x = if up { (x + step).min(high) } else { (x - step).max(low) };
        step *= 2.0;
        value = f(x);
    }
    at.rounds = 0;
    for _ in 0..MOST_ROUNDS {
        let next = at.below + at.part() * at.width();
        let near = 4e-16 * (1.0 + x.abs());
        if (next - x).abs() <= near || next <= at.below || next >= at.above {
            // Arrived, or the chord creeps along one end: is the other side that near?
            let beyond = if value < 0.0 { x + 4.0 * near } else { x - 4.0 * near };
            if beyond <= at.below || beyond >= at.above {
                return next;
            }
            let there = f(beyond);
            if (there < 0.0) != (value < 0.0) {
                return next;
            }
            (x, value) = (beyond, there);
            at.narrow(x, value);
            // The next one halves.
            at.rounds = 14;
            continue;
        }
        x = next;
        value = f(x);
        if value.abs() <= noise {
            return x;
        }
        at.narrow(x, value);
    }
    at.above
}

#[cfg(test)]
mod tests {
    use super::{MOST_WHOLE, first_whole, zero};

    /// What comes out, and after how many questions.
    fn counted<T>(
        solve: impl Fn(&mut dyn FnMut(f64) -> f64) -> T,
        f: impl Fn(f64) -> f64,
    ) -> (T, u32) {
        let mut count = 0;
        let x = solve(&mut |x| {
            count += 1;
            f(x)
        });
        (x, count)
    }

    #[test]
    fn finds_where_a_function_passes_0() {
        let (x, steps) = counted(|f| zero((0.0, 10.0), 1.0, 0.0, f), |x| x * x - 2.0);
        assert!((x - core::f64::consts::SQRT_2).abs() < 1e-15 && steps < 80, "{x} {steps}");
        // A step, a pole, a flat function.
        let step = |x: f64| if x < 7.0 { -1.0 } else { 1e9 };
        let (x, steps) = counted(|f| zero((-1e3, 1e3), 0.0, 0.0, f), step);
        assert!((x - 7.0).abs() < 1e-14 && steps <= 150, "{x:?} {steps}");
        let pole = |x: f64| if x < 0.25 { f64::NEG_INFINITY } else { 1.0 };
        let (x, steps) = counted(|f| zero((0.0, 1.0), 0.5, 0.0, f), pole);
        assert!((x - 0.25).abs() < 1e-15 && steps <= 150, "{x:?} {steps}");
        assert_eq!(zero((2.0, 3.0), 2.5, 0.0, &mut |_| 1.0), 2.0);
        assert!(zero((2.0, 3.0), 2.5, 0.0, &mut |_| -1.0).is_nan());
    }

    #[test]
    fn finds_the_first_whole_number() {
        for answer in [1.0, 2.0, 29.0, 1e9, MOST_WHOLE - 1.0, MOST_WHOLE] {
            for guess in [0.0, 1.0, answer, answer - 1.0, answer + 40.0, MOST_WHOLE] {
                let sign = |n: f64| if n >= answer { 1.0 } else { -1.0 };
                let (n, steps) = counted(|f| first_whole(0.0, MOST_WHOLE, guess, 1.0, f), sign);
                assert!(n == answer && steps <= 150, "{n} {answer} {guess} {steps}");
                let line = |n: f64| (n - answer) + 0.5;
                let (n, steps) = counted(|f| first_whole(0.0, MOST_WHOLE, guess, 1.0, f), line);
                assert!(n == answer && steps <= 150, "{n} {answer} {guess} {steps}");
            }
        }
        // A good guess.
        let line = |n: f64| n - 1_000_017.0;
        let (n, steps) = counted(|f| first_whole(0.0, MOST_WHOLE, 1e6, 1.0, f), line);
        assert!(n == 1_000_017.0 && steps < 12, "{n} {steps}");
        assert_eq!(first_whole(3.0, 9.0, 5.0, 1.0, &mut |_| 1.0), 3.0);
        assert_eq!(first_whole(3.0, 9.0, 5.0, 1.0, &mut |_| -1.0), 10.0);
    }
}
