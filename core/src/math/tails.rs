//! Two numbers that sum to 1, each to full relative precision.

/// The two tails of a distribution at a point, each to full relative precision: where one is 1 - 1e-20, which is 1 in an
/// f64, the other is still 1e-20.
///
/// ```
/// use funnelmath::math::normal_tails;
///
/// let tails = normal_tails(10.0)?;
/// assert_eq!((tails.lower, format!("{:.2e}", tails.upper)), (1.0, "7.62e-24".to_string()));
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[doc(alias = "cdf")]
#[doc(alias = "survival function")]
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Tails {
    /// P(X <= x), the cumulative distribution function.
    pub lower: f64,
    /// P(X > x) = 1 - `lower`, the survival function.
    pub upper: f64,
}

/// A number from 0 to 1 and its complement, each to full relative precision.
///
/// ```
/// use funnelmath::math::beta_quantile;
///
/// // No failure in a million trials, uniform prior: the median rate is so close to 1 that its complement tells more.
/// let rate = beta_quantile(1_000_001.0, 1.0, 0.5)?;
/// assert_eq!(format!("{:.6} {:.4e}", rate.value, rate.complement), "0.999999 6.9315e-7");
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Share {
    /// The number.
    pub value: f64,
    /// 1 - `value`.
    pub complement: f64,
}

impl Tails {
    /// Both tails from the lower one. The upper one has the absolute precision of the lower one.
    #[inline]
    pub(crate) const fn from_lower(lower: f64) -> Self {
        Self { lower, upper: 1.0 - lower }
    }

    /// Both tails from the upper one.
    #[inline]
    pub(crate) const fn from_upper(upper: f64) -> Self {
        Self { lower: 1.0 - upper, upper }
    }

    /// The tails exchanged.
    #[inline]
    pub(crate) const fn swapped(self) -> Self {
        Self { lower: self.upper, upper: self.lower }
    }
}
