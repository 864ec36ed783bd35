//! Two numbers that make 1 together, each to its own full precision.

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
