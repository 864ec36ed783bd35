//! Bracketed, bounded solvers: they end after a known number of steps, whatever the function does.

use super::elementary::floor;

/// Where `f`, which does not fall, passes from below 0 to at least 0 between `low` and `high`, both finite:
/// the smallest such number but for the last bits. `low` where it is at least 0 from the start, `high`
/// where it never is.
#[allow(dead_code, reason = "for the rooms above")]
pub(crate) fn zero(low: f64, high: f64, mut f: impl FnMut(f64) -> f64) -> f64 {
    bracket(low, high, 0.5 * low + 0.5 * high, &mut f, |x| x)
}

/// The smallest whole number from `low` to `high` at which `f`, which does not fall, is at least 0; `high`
/// where it never is. The ends are whole and up to 2^53; `guess` is where to look first. An `f` that only
/// answers 1 and -1 is searched by halving.
#[allow(dead_code, reason = "for the rooms above")]
pub(crate) fn smallest_whole(
    low: f64,
    high: f64,
    guess: f64,
    mut f: impl FnMut(f64) -> f64,
) -> f64 {
    bracket(low, high, guess, &mut f, floor)
}

/// Regula falsi, halving whenever that has not at least halved the bracket in two steps.
fn bracket(
    low: f64,
    high: f64,
    guess: f64,
    f: &mut dyn FnMut(f64) -> f64,
    snap: fn(f64) -> f64,
) -> f64 {
    let (mut a, mut b) = (low, high);
    let (mut fa, mut fb) = (f(a), f(b));
    if fa >= 0.0 || !(a < b) {
        return a;
    }
    if !(fb >= 0.0) {
        return b;
    }
    let mut next = guess;
    let mut halve = false;
    for _ in 0..MOST_STEPS {
        let width = b - a;
        let mut x = snap(next);
        if !(x > a && x < b) {
            x = snap(a + 0.5 * width);
            if !(x > a && x < b) {
                break;
            }
        }
        let fx = f(x);
        if fx >= 0.0 {
            (b, fb) = (x, fx);
        } else {
            (a, fa) = (x, fx);
        }
        halve = !halve && b - a > 0.5 * width;
        next = if halve { a + 0.5 * (b - a) } else { a - fa * ((b - a) / (fb - fa)) };
    }
    b
}

/// Two for each bit of the widest bracket of ordinary size.
const MOST_STEPS: u32 = 120;
