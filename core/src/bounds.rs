//! Each range is declared here, once: validated newtypes, and the checks every function shares.

use crate::error::{Error, ErrorKind};
use crate::math::{floor, is_finite};

/// Declares a validated number: `new` refuses NaN and all outside `MIN..=MAX`, and turns -0 into 0.
macro_rules! bounded {
    ($(#[$doc:meta])* $name:ident, $kind:ident, $min:expr, $max:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "serde", serde(try_from = "f64", into = "f64"))]
        pub struct $name(f64);

        impl $name {
            /// The smallest value allowed.
            pub const MIN: f64 = $min;
            /// The largest value allowed.
            pub const MAX: f64 = $max;

            /// The validated number.
            ///
            /// # Errors
            #[doc = concat!("[`ErrorKind::", stringify!($kind), "`] with the value, when it is NaN or out of range.")]
            pub const fn new(value: f64) -> Result<Self, Error> {
                if Self::has(value) {
                    Ok(Self(value + 0.0))
                } else {
                    Err(Error::new(ErrorKind::$kind).got(value))
                }
            }

            #[cfg_attr(target_family = "wasm", inline(never))]
            const fn has(value: f64) -> bool {
                Self::MIN <= value && value <= Self::MAX
            }

            /// The number.
            #[must_use]
            pub const fn get(self) -> f64 {
                self.0
            }
        }

        impl TryFrom<f64> for $name {
            type Error = Error;

            fn try_from(value: f64) -> Result<Self, Error> {
                Self::new(value)
            }
        }

        impl From<$name> for f64 {
            fn from(value: $name) -> f64 {
                value.get()
            }
        }
    };
}

bounded! {
    /// A conversion rate, win rate or probability: 0..=1.
    ///
    /// ```
    /// use funnelmath::Rate;
    ///
    /// const CLOSING: Rate = match Rate::new(0.4) {
    ///     Ok(rate) => rate,
    ///     Err(_) => panic!("a constant out of range does not compile"),
    /// };
    /// assert_eq!(CLOSING.get(), 0.4);
    /// assert!(Rate::new(f64::NAN).is_err());
    /// ```
    Rate, Rate, 0.0, 1.0
}
impl Rate {
    /// Of a number that is known to be one.
    pub(crate) const fn of_checked(rate: f64) -> Self {
        Self(rate)
    }
}

bounded! {
    /// How many reach a stage in one period: finite, at least 0, not necessarily whole.
    ///
    /// ```
    /// use funnelmath::Volume;
    ///
    /// assert_eq!(Volume::new(6.5).map(Volume::get), Ok(6.5));
    /// assert!(Volume::new(-1.0).is_err());
    /// ```
    Volume, Volume, 0.0, f64::MAX
}
bounded! {
    /// An amount of money in the caller's currency: finite, at least 0.
    ///
    /// ```
    /// use funnelmath::Money;
    ///
    /// assert_eq!(Money::new(3_400.0).map(Money::get), Ok(3_400.0));
    /// assert!(Money::new(f64::INFINITY).is_err());
    /// ```
    Money, Money, 0.0, f64::MAX
}
bounded! {
    /// A length of time in days: finite, at least 0.
    ///
    /// ```
    /// use funnelmath::Days;
    ///
    /// assert_eq!(Days::new(78.0).map(Days::get), Ok(78.0));
    /// assert!(Days::new(-0.5).is_err());
    /// ```
    Days, Days, 0.0, f64::MAX
}
bounded! {
    /// Selling weeks a year: above 0 (a normal number), at most 53.
    ///
    /// ```
    /// use funnelmath::WeeksPerYear;
    ///
    /// assert_eq!(WeeksPerYear::new(44.0).map(WeeksPerYear::get), Ok(44.0));
    /// assert!(WeeksPerYear::new(0.0).is_err());
    /// ```
    WeeksPerYear, WeeksPerYear, f64::MIN_POSITIVE, 53.0
}
bounded! {
    /// Working days a week: above 0 (a normal number), at most 7.
    ///
    /// ```
    /// use funnelmath::DaysPerWeek;
    ///
    /// assert_eq!(DaysPerWeek::new(5.0).map(DaysPerWeek::get), Ok(5.0));
    /// assert!(DaysPerWeek::new(8.0).is_err());
    /// ```
    DaysPerWeek, DaysPerWeek, f64::MIN_POSITIVE, 7.0
}
bounded! {
    /// The n of "1 in n": finite, at least 1.
    ///
    /// ```
    /// use funnelmath::OneIn;
    ///
    /// assert_eq!(OneIn::new(10.0).map(OneIn::get), Ok(10.0));
    /// assert!(OneIn::new(0.5).is_err());
    /// ```
    OneIn, OneIn, 1.0, f64::MAX
}
bounded! {
    /// A shape of a beta or gamma distribution: above 0 (a normal number), at most 2^53. A shape is mostly a
    /// count and a little more, and beyond the largest count a little more is nothing.
    ///
    /// ```
    /// use funnelmath::Shape;
    ///
    /// assert_eq!(Shape::new(0.5).map(Shape::get), Ok(0.5));
    /// assert!(Shape::new(0.0).is_err());
    /// ```
    Shape, Shape, f64::MIN_POSITIVE, Count::MAX
}
bounded! {
    /// A probability or confidence: 0..=1.
    ///
    /// ```
    /// use funnelmath::Probability;
    ///
    /// assert_eq!(Probability::new(0.95).map(Probability::get), Ok(0.95));
    /// assert!(Probability::new(95.0).is_err());
    /// ```
    Probability, Probability, 0.0, 1.0
}
bounded! {
    /// A standard score, in standard deviations from the mean: finite.
    ///
    /// ```
    /// use funnelmath::Score;
    ///
    /// assert_eq!(Score::new(-1.96).map(Score::get), Ok(-1.96));
    /// assert!(Score::new(f64::INFINITY).is_err());
    /// ```
    Score, Score, f64::MIN, f64::MAX
}
bounded! {
    /// A length of time in weeks, not necessarily whole: finite, at least 0.
    ///
    /// ```
    /// use funnelmath::Weeks;
    ///
    /// assert_eq!(Weeks::new(4.5).map(Weeks::get), Ok(4.5));
    /// assert!(Weeks::new(-1.0).is_err());
    /// ```
    Weeks, Weeks, 0.0, f64::MAX
}
bounded! {
    /// How much deal sizes vary: their standard deviation over their mean, finite, at least 0.
    ///
    /// ```
    /// use funnelmath::Variation;
    ///
    /// assert_eq!(Variation::new(0.5).map(Variation::get), Ok(0.5));
    /// assert!(Variation::new(-0.5).is_err());
    /// ```
    Variation, Variation, 0.0, f64::MAX
}

/// A count: a whole number from 0 to 2^53, so that every one up to the largest is an f64.
///
/// ```
/// use funnelmath::Count;
///
/// assert_eq!(Count::new(40.0).map(Count::get), Ok(40.0));
/// assert!(Count::new(2.5).is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "f64", into = "f64"))]
pub struct Count(f64);

impl Count {
    /// The smallest value allowed.
    pub const MIN: f64 = 0.0;
    /// The largest value allowed, 2^53.
    pub const MAX: f64 = 9_007_199_254_740_992.0;

    /// The validated count.
    ///
    /// # Errors
    /// [`ErrorKind::Count`] with the value, when it is NaN, out of range or not whole.
    pub const fn new(value: f64) -> Result<Self, Error> {
        if Self::has(value) {
            Ok(Self(value + 0.0))
        } else {
            Err(Error::new(ErrorKind::Count).got(value))
        }
    }

    #[cfg_attr(target_family = "wasm", inline(never))]
    const fn has(value: f64) -> bool {
        Self::MIN <= value && value <= Self::MAX && floor(value) == value
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }
}

impl TryFrom<f64> for Count {
    type Error = Error;

    fn try_from(value: f64) -> Result<Self, Error> {
        Self::new(value)
    }
}

impl From<Count> for f64 {
    fn from(value: Count) -> f64 {
        value.get()
    }
}

/// How many, and of how many; the index of an error says which one.
#[cfg_attr(target_family = "wasm", inline(never))]
#[cfg_attr(not(target_family = "wasm"), inline)]
pub(crate) fn counts(k: f64, n: f64) -> Result<(f64, f64), Error> {
    let k = Count::new(k).map_err(|error| error.at(0))?;
    let n = Count::new(n).map_err(|error| error.at(1))?;
    Ok((k.get(), n.get()))
}

/// The answer, unless it went beyond the largest f64.
#[inline]
pub(crate) fn finite(value: f64) -> Result<f64, Error> {
    if is_finite(value) { Ok(value) } else { Err(Error::new(ErrorKind::Overflow)) }
}

/// That all of a list are in `0..=max`; the first error says which one is not.
#[cfg_attr(not(target_family = "wasm"), inline)]
pub(crate) fn each(values: &[f64], max: f64, kind: ErrorKind) -> Result<(), Error> {
    for (index, &value) in values.iter().enumerate() {
        if !(0.0 <= value && value <= max) {
            return Err(Error::new(kind).at(index).got(value));
        }
    }
    Ok(())
}
