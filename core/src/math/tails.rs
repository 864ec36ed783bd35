//! Two numbers that make 1 together, each to its own full precision.

use super::TIE;

/// Two complementary probabilities, each to full relative precision: so 1 - 1e-20 keeps its 1e-20.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Tails {
    /// P(X <= x).
    pub lower: f64,
    /// P(X > x) = 1 - `lower`.
    pub upper: f64,
}

/// A share of a whole and what it leaves, each to full relative precision.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Share {
    /// The share.
    pub value: f64,
    /// 1 - `value`.
    pub rest: f64,
}

impl Tails {
    /// Both tails from the lower one, as far as it tells: no more than 1 - `lower` can be known.
    #[inline]
    pub(crate) const fn from_lower(lower: f64) -> Self {
        Self { lower, upper: 1.0 - lower }
    }

    /// Both tails from the upper one.
    #[inline]
    pub(crate) const fn from_upper(upper: f64) -> Self {
        Self { lower: 1.0 - upper, upper }
    }

    /// The same with the sides changed.
    #[inline]
    pub(crate) const fn swapped(self) -> Self {
        Self { lower: self.upper, upper: self.lower }
    }
}

/// Whether a chance of `have`, which leaves `lack`, meets the probability `wanted` under the tie rule:
/// whichever of the two is wanted smaller may miss by 2^-40 of itself. f64's 0.9 is 0.9 + 2e-17, so
/// without the rule an exact tie fails.
#[cfg_attr(target_family = "wasm", inline(never))]
#[cfg_attr(not(target_family = "wasm"), inline)]
pub(crate) fn tail_ties(have: f64, lack: f64, wanted: f64) -> bool {
    if wanted <= 0.5 { have >= wanted * (1.0 - TIE) } else { lack <= (1.0 - wanted) * (1.0 + TIE) }
}

#[cfg(test)]
mod tests {
    use super::tail_ties;

    #[test]
    fn a_tail_that_misses_by_a_rounding_is_met() {
        // 1 - 0.9 is 0.09999999999999998.
        assert!(tail_ties(0.9, 0.1, 0.9));
        assert!(tail_ties(0.9, 0.1 * (1.0 + 5e-13), 0.9));
        assert!(!tail_ties(0.9, 0.1 * (1.0 + 2e-12), 0.9));
        assert!(tail_ties(1e-20 * (1.0 - 5e-13), 1.0, 1e-20));
        assert!(!tail_ties(1e-20 * (1.0 - 2e-12), 1.0, 1e-20));
        assert!(tail_ties(0.5, 0.5, 0.5) && !tail_ties(0.4999, 0.5001, 0.5));
        assert!(tail_ties(0.0, 1.0, 0.0) && tail_ties(1.0, 0.0, 1.0));
        // Nothing short of certainty is certain.
        assert!(!tail_ties(1.0, 1e-300, 1.0));
    }
}
