//! The types that answers about chances have in common: a probability with its complement, a quantile, an interval,
//! and the method that found them.

use super::Tails;
use crate::words::words;

/// The probability of an event and of its complement.
///
/// The complement is stored separately, so neither loses digits: a `value` of 1 - 1e-20 is 1 in an f64, and its
/// `complement` is still 1e-20.
///
/// ```
/// use funnelmath::{Chance, Method};
///
/// // At least one sale of 200 leads, of which 30% buy: the probability of none is 0.7^200 = 1.0e-31.
/// let chance = Chance::known(0.3)?.results(200)?.at_least(1)?;
/// assert_eq!(chance.value, 1.0);
/// assert_eq!(format!("{:.1e}", chance.complement), "1.0e-31");
/// assert_eq!(chance.method, Method::Exact);
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Probability {
    /// The probability of the event, 0..=1.
    pub value: f64,
    /// The probability that the event does not happen, 1 - `value`.
    pub complement: f64,
    /// How it was computed.
    pub method: Method,
}

/// A quantile of a distribution: the smallest number that is not exceeded with a stated probability.
///
/// ```
/// use funnelmath::Chance;
///
/// // The median of 10 fair coins is 5 heads.
/// let median = Chance::known(0.5)?.results(10)?.quantile(0.5)?;
/// assert_eq!(median.map(|median| median.value), Some(5.0));
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Quantile {
    /// The quantile, in the unit of the distribution: a count, or an amount of money.
    pub value: f64,
    /// How it was computed.
    pub method: Method,
}

/// The limits between which a rate, a count or an amount lies with a stated probability. Both limits are included.
///
/// ```
/// use funnelmath::{Chance, Flow};
///
/// // 10 fair coins: from 3 to 7 heads with 0.89, and from 4 to 6 with no more than 0.66.
/// let heads = Chance::known(0.5)?.results(10)?.interval(0.8)?;
/// assert_eq!((heads.low, heads.high), (3.0, Some(7.0)));
/// // A flow has no largest number of arrivals, so an interval that holds all of it has no upper limit.
/// assert_eq!(Flow::steady(2.0)?.results(1.0)?.interval(1.0)?.high, None);
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Interval {
    /// The lower limit.
    pub low: f64,
    /// The upper limit; `None` when no finite number is large enough.
    pub high: Option<f64>,
    /// How the limits were computed.
    pub method: Method,
}

impl Probability {
    /// Probability 1 when the event is certain, 0 when it is impossible.
    pub(crate) fn sure(happens: bool) -> Self {
        let value = f64::from(u8::from(happens));
        Self { value, complement: 1.0 - value, method: Method::Exact }
    }

    /// The upper tail.
    pub(crate) const fn upper(tails: Tails, method: Method) -> Self {
        Self { value: tails.upper, complement: tails.lower, method }
    }

    /// The probability as the upper of two tails.
    pub(crate) const fn tails(&self) -> Tails {
        Tails { lower: self.complement, upper: self.value }
    }
}

/// How an answer was computed, which bounds its error.
///
/// [`bound`](Self::bound) states the bound of each method; [`rank`](Self::rank) orders them by it.
///
/// ```
/// use funnelmath::{Chance, Evidence, Method};
///
/// // Two counted gates: exact sums up to 512 inputs, an inverted transform beyond.
/// let gates = [Evidence::new(8.0, 12.0)?, Evidence::new(5.0, 15.0)?];
/// let chance = Chance::counted(&gates)?;
/// assert_eq!(chance.results(512)?.at_least(50)?.method, Method::Exact);
/// let method = chance.results(513)?.at_least(50)?.method;
/// assert_eq!((method, method.name(), method.code()), (Method::Inversion, "inversion", 1));
/// assert!(method.rank() > Method::Exact.rank());
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Method {
    /// A closed form or a finite sum: the only error is rounding.
    Exact,
    /// The numerical inversion of an integral transform.
    Inversion,
    /// Numerical integration over how many pass each gate, with items waiting before a later one.
    Quadrature,
    /// A distribution of revenue on a lattice, by Fourier transforms.
    Lattice,
    /// A sum of counts, of which the least likely were left out.
    Truncated,
}

words! {
    Method, Method {
        Exact "exact",
        Inversion "inversion",
        Quadrature "quadrature",
        Lattice "lattice",
        Truncated "truncated",
    }
}

impl Method {
    /// The number that stands for the method in C and JavaScript. It never changes; new methods get new numbers.
    #[must_use]
    pub const fn code(self) -> u32 {
        match self {
            Method::Exact => 0,
            Method::Inversion => 1,
            Method::Quadrature => 2,
            Method::Lattice => 3,
            Method::Truncated => 4,
        }
    }

    /// How weak the error bound is: 0 for [`Method::Exact`], more for a weaker bound. An answer made of several
    /// parts carries the method of the highest rank. Ranks may change when a method is added; codes don't.
    #[must_use]
    pub const fn rank(self) -> u32 {
        match self {
            Method::Exact => 0,
            Method::Inversion => 1,
            Method::Truncated => 2,
            Method::Quadrature => 3,
            Method::Lattice => 4,
        }
    }

    /// The error bound, in one or two sentences.
    #[must_use]
    pub const fn bound(self) -> &'static str {
        match self {
            Method::Exact => "A closed form or a finite sum; the only error is rounding.",
            Method::Inversion => {
                "Within 1e-12 of the smaller tail, tested for up to 2^53 inputs and shapes from 1e-3 to 1e15; \
                 with smaller shapes, very small tails have been 1e-7 off."
            }
            Method::Quadrature => {
                "Absolute error below 2e-11 (3e-12 was the worst of 12,000 trials against exact sums of up to 10,000 \
                 items, shapes from 0.01 to 10,000), also in tests with up to 1e15 items; a small tail may have few \
                 right digits."
            }
            Method::Lattice => {
                "Within 1e-12 of the probability that revenue and a blur reach the threshold, the blur at most 17 cells, \
                 which are 1/40 of a standard deviation if no size is far above the others. In random trials, at \
                 thresholds on the likeliest sums, within 0.01; with one size far above the others, within 0.03."
            }
            Method::Truncated => {
                "Absolute error below 2^-58 for each sum: of each part, numbers beyond which less than 2^-60 of its \
                 probability lies are left out."
            }
        }
    }

    /// Of two methods the one with the weaker bound.
    #[must_use]
    pub(crate) const fn and(self, other: Self) -> Self {
        if self.rank() > other.rank() { self } else { other }
    }
}
