//! The tie rule: two numbers that differ by at most 2^-40 of the larger one count as equal.
//!
//! The rule is stated in this file only. Everything else asks it by name.

use super::elementary::{ceil, floor, is_finite};

/// The relative tolerance of the tie rule: far above what a few roundings lose, far below any difference that a caller
/// means.
pub(crate) const TIE: f64 = 1.0 / 1_099_511_627_776.0;

/// Whether two numbers are equal under the tie rule. An infinity equals nothing.
#[inline]
pub(crate) fn ties(a: f64, b: f64) -> bool {
    let larger = if a.abs() > b.abs() { a.abs() } else { b.abs() };
    is_finite(larger) && (a - b).abs() <= TIE * larger
}

/// The smallest number that counts as at least `limit`, which is not negative.
#[inline]
pub(crate) const fn least_met(limit: f64) -> f64 {
    limit * (1.0 - TIE)
}

/// The largest number that counts as at most `limit`, which is not negative.
#[inline]
pub(crate) const fn most_met(limit: f64) -> f64 {
    limit * (1.0 + TIE)
}

/// Whether what is left of `whole` is nothing under the tie rule.
#[inline]
pub(crate) fn vanishes(left: f64, whole: f64) -> bool {
    left.abs() <= TIE * whole.abs()
}

/// Whether `x` is a whole number under the tie rule.
#[inline]
pub(crate) fn is_whole(x: f64) -> bool {
    ties(x, floor(x + 0.5))
}

/// The smallest whole number not below `x >= 0`, under the tie rule.
#[inline]
pub(crate) fn whole_up(x: f64) -> f64 {
    let down = floor(x);
    if ties(x, down) { down } else { down + 1.0 }
}

/// The largest whole number not above `x >= 0`, under the tie rule.
#[inline]
pub(crate) fn whole_down(x: f64) -> f64 {
    let up = ceil(x);
    if ties(x, up) { up } else { floor(x) }
}

/// The nearest whole number to `x >= 0`, a half rounded up, under the tie rule.
#[inline]
pub(crate) fn nearest(x: f64) -> f64 {
    let down = floor(x);
    let half = down + 0.5;
    // A number just below the half counts as the half, unless it is so large that it ties with `down` too.
    if x >= half || (ties(x, half) && !ties(x, down)) { ceil(x) } else { down }
}

/// Whether the probability `have`, whose complement is `lack`, meets the probability `wanted` under the tie rule: the
/// smaller of `wanted` and 1 - `wanted` may be missed by 2^-40 of itself. The f64 0.9 is 0.9 + 2e-17, so without the
/// rule an exact tie fails.
#[inline]
pub(crate) fn meets(have: f64, lack: f64, wanted: f64) -> bool {
    if wanted <= 0.5 { have >= least_met(wanted) } else { lack <= most_met(1.0 - wanted) }
}

#[cfg(test)]
mod tests {
    use super::{is_whole, meets, nearest, whole_down, whole_up};

    #[test]
    fn a_probability_that_misses_by_a_rounding_is_met() {
        // 1 - 0.9 is 0.09999999999999998.
        assert!(meets(0.9, 0.1, 0.9));
        assert!(meets(0.9, 0.1 * (1.0 + 5e-13), 0.9));
        assert!(!meets(0.9, 0.1 * (1.0 + 2e-12), 0.9));
        assert!(meets(1e-20 * (1.0 - 5e-13), 1.0, 1e-20));
        assert!(!meets(1e-20 * (1.0 - 2e-12), 1.0, 1e-20));
        assert!(meets(0.5, 0.5, 0.5) && !meets(0.4999, 0.5001, 0.5));
        assert!(meets(0.0, 1.0, 0.0) && meets(1.0, 0.0, 1.0));
        // Anything short of certainty is not certain.
        assert!(!meets(1.0, 1e-300, 1.0));
    }

    #[test]
    fn rounding_knows_the_tie_rule() {
        let hair = 5e-13;
        assert_eq!([whole_up(7.0), whole_up(7.0 + hair), whole_up(7.001)], [7.0, 7.0, 8.0]);
        assert_eq!([whole_down(7.0), whole_down(7.0 - hair), whole_down(6.999)], [7.0, 7.0, 6.0]);
        assert_eq!([nearest(2.5), nearest(2.5 - hair), nearest(2.499)], [3.0, 3.0, 2.0]);
        assert!(is_whole(3.0 - hair) && !is_whole(3.0001));
    }
}
