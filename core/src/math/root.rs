//! Bracketed, bounded solvers: they end after a known number of steps, whatever the function does.

use super::elementary::floor;

/// Two steps halve the bracket, and f64 brackets can be halved some 60 times, or more often near 0.
const MOST_STEPS: u32 = 128;

/// Where `f`, which does not fall, gets from below 0 to 0 or more, between `low` and `high`, both finite: the
/// upper end of a bracket as narrow as f64 allow (near 0: as 2^-64 of the first one).
///
/// `low` where `f` is 0 or more from the start, `high` where it never is. `f` must not give NaN.
#[allow(dead_code, reason = "for the rooms above")]
pub(crate) fn zero(low: f64, high: f64, mut f: impl FnMut(f64) -> f64) -> f64 {
    let f_low = f(low);
    if f_low >= 0.0 || low >= high {
        return low;
    }
    let f_high = f(high);
    if f_high < 0.0 {
        return high;
    }
    narrow([low, high], [f_low, f_high], &mut f, |x| x)
}

/// The smallest whole number from `low` to `high` at which `f`, which does not fall, is 0 or more; `high`
/// where it never is.
///
/// The ends are whole and at most 2^53. The search begins at `guess` and goes on in growing strides, so that a good
/// guess is worth much. An `f` that only says 1 or -1 makes the rest a search by halving.
#[allow(dead_code, reason = "for the rooms above")]
pub(crate) fn smallest_whole(
    low: f64,
    high: f64,
    guess: f64,
    mut f: impl FnMut(f64) -> f64,
) -> f64 {
    let mut here = floor(guess).max(low).min(high);
    let mut f_here = f(here);
    let enough = f_here >= 0.0;
    let end = if enough { low } else { high };
    let mut stride = if enough { -1.0 } else { 1.0 };
    for _ in 0..MOST_STEPS {
        if here == end {
            break;
        }
        let next = (here + stride).max(low).min(high);
        let f_next = f(next);
        if (f_next >= 0.0) != enough {
            let f = &mut f;
            return if enough {
                narrow([next, here], [f_next, f_here], f, floor)
            } else {
                narrow([here, next], [f_here, f_next], f, floor)
            };
        }
        (here, f_here) = (next, f_next);
        stride *= 4.0;
    }
    here
}

/// Regula falsi between a point where `f` is below 0 and one where it is not; halves whenever a step has
/// not halved the bracket. `dyn` and a pointer: one body for all.
fn narrow(
    [mut below, mut above]: [f64; 2],
    [mut f_below, mut f_above]: [f64; 2],
    f: &mut dyn FnMut(f64) -> f64,
    snap: fn(f64) -> f64,
) -> f64 {
    let mut halve = false;
    for _ in 0..MOST_STEPS {
        let width = above - below;
        let middle = below + 0.5 * width;
        let line = below - f_below * (width / (f_above - f_below));
        let mut x = snap(if halve { middle } else { line });
        if !inside(x, below, above) {
            x = snap(middle);
            if !inside(x, below, above) {
                break;
            }
        }
        let f_x = f(x);
        if f_x >= 0.0 {
            (above, f_above) = (x, f_x);
        } else {
            (below, f_below) = (x, f_x);
        }
        halve = above - below > 0.5 * width;
    }
    above
}

fn inside(x: f64, below: f64, above: f64) -> bool {
    x > below && x < above
}

#[cfg(test)]
mod tests {
    use super::{smallest_whole, zero};

    /// What comes out, and after how many questions.
    fn counted(
        solve: impl Fn(&mut dyn FnMut(f64) -> f64) -> f64,
        f: impl Fn(f64) -> f64,
    ) -> (f64, u32) {
        let mut count = 0;
        let x = solve(&mut |x| {
            count += 1;
            f(x)
        });
        (x, count)
    }

    #[test]
    fn finds_where_a_function_passes_0() {
        let (x, steps) = counted(|f| zero(0.0, 10.0, f), |x| x * x - 2.0);
        assert!((x - core::f64::consts::SQRT_2).abs() < 1e-15 && steps < 80, "{x} {steps}");
        // A step, a pole, a flat function.
        let (x, steps) = counted(|f| zero(-1e3, 1e3, f), |x| if x < 7.0 { -1.0 } else { 1e9 });
        assert!(x == 7.0 && steps <= 130, "{x} {steps}");
        let (x, steps) =
            counted(|f| zero(0.0, 1.0, f), |x| if x < 0.25 { f64::NEG_INFINITY } else { 1.0 });
        assert!(x == 0.25 && steps <= 130, "{x} {steps}");
        assert_eq!(zero(2.0, 3.0, |_| 0.0), 2.0);
        assert_eq!(zero(2.0, 3.0, |_| -1.0), 3.0);
        assert_eq!(zero(3.0, 3.0, |_| -1.0), 3.0);
    }

    #[test]
    fn finds_the_smallest_whole_number() {
        const MOST: f64 = 9_007_199_254_740_992.0;
        for answer in [1.0, 2.0, 29.0, 1e9, MOST - 1.0, MOST] {
            for guess in [0.0, 1.0, answer, answer - 1.0, answer + 40.0, MOST] {
                let sign = |n: f64| if n >= answer { 1.0 } else { -1.0 };
                let (n, steps) = counted(|f| smallest_whole(0.0, MOST, guess, f), sign);
                assert!(n == answer && steps <= 90, "{n} {answer} {guess} {steps}");
                let line = |n: f64| (n - answer) + 0.5;
                let (n, steps) = counted(|f| smallest_whole(0.0, MOST, guess, f), line);
                assert!(n == answer && steps <= 90, "{n} {answer} {guess} {steps}");
            }
        }
        // A good guess.
        let (n, steps) = counted(|f| smallest_whole(0.0, MOST, 1e6, f), |n| n - 1_000_017.0);
        assert!(n == 1_000_017.0 && steps < 12, "{n} {steps}");
        assert_eq!(smallest_whole(3.0, 9.0, 5.0, |_| 1.0), 3.0);
        assert_eq!(smallest_whole(3.0, 9.0, 5.0, |_| -1.0), 9.0);
    }
}
