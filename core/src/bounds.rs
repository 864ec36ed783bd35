//! The checks that every function shares: each input is checked against the range of its [`Field`], under the tie
//! rule, and an error names the field.

use crate::error::{Error, ErrorKind};
use crate::field::{Field, Quantity};
use crate::float::{TIE, floor, is_finite};

/// The kind of error that a number out of range is.
const fn kind_of(quantity: Quantity) -> ErrorKind {
    match quantity {
        Quantity::Rate => ErrorKind::Rate,
        Quantity::Probability => ErrorKind::Probability,
        Quantity::Volume => ErrorKind::Volume,
        Quantity::Money => ErrorKind::Money,
        Quantity::Booked => ErrorKind::Booked,
        Quantity::Count => ErrorKind::Count,
        Quantity::Credit => ErrorKind::Credit,
        Quantity::OneIn => ErrorKind::OneIn,
        Quantity::Days => ErrorKind::Days,
        Quantity::Weeks => ErrorKind::Weeks,
        Quantity::WeeksPerYear => ErrorKind::WeeksPerYear,
        Quantity::DaysPerWeek => ErrorKind::DaysPerWeek,
        Quantity::Shape => ErrorKind::Shape,
        Quantity::EvidenceShape => ErrorKind::EvidenceShape,
        Quantity::Score => ErrorKind::Score,
        Quantity::Variation => ErrorKind::Variation,
        Quantity::Cost => ErrorKind::Cost,
        Quantity::Change => ErrorKind::Step,
    }
}

impl Quantity {
    /// The number that `value` stands for: itself when it is in range, the limit when it misses it by at most 2^-40
    /// of it (of 1 when the limit is 0), the whole number when a count misses it by as little. -0 becomes 0.
    #[inline]
    pub(crate) const fn accept(self, value: f64) -> Option<f64> {
        let in_range = self.min() <= value && value <= self.max();
        if in_range && (!self.is_whole() || value == floor(value)) {
            return Some(value + 0.0);
        }
        self.accept_tied(value)
    }

    /// [`accept`](Self::accept) of a number that is out of range, or not whole where it has to be, by the tie rule or more.
    #[cold]
    const fn accept_tied(self, value: f64) -> Option<f64> {
        let (min, max) = (self.min(), self.max());
        let value = if min <= value && value <= max {
            value
        } else if value > max && value - max <= TIE * max {
            max
        } else if value < min && min - value <= TIE * (if min == 0.0 { 1.0 } else { min }) {
            min
        } else {
            return None;
        };
        if !self.is_whole() {
            return Some(value);
        }
        // From 2^52 on every f64 is whole, so `value + 0.5` is not rounded here.
        let whole = floor(value + 0.5);
        let off = if value > whole { value - whole } else { whole - value };
        if off <= TIE * whole { Some(whole) } else { None }
    }
}

impl Field {
    /// The number if it is in the range of the field's [`quantity`](Self::quantity), with the tie rule: one that misses
    /// a limit by at most 2^-40 of it is taken as the limit. A field without a quantity takes every number.
    ///
    /// ```
    /// use funnelmath::Field;
    ///
    /// assert_eq!(Field::GateBenchmark.check(0.65), Ok(0.65));
    /// assert!(Field::GateBenchmark.check(1.4).is_err());
    /// ```
    ///
    /// # Errors
    /// The kind of the quantity, with the field and the value.
    #[inline]
    pub const fn check(self, value: f64) -> Result<f64, Error> {
        match self.quantity() {
            Some(quantity) => self.check_as(quantity, value),
            None => Ok(value),
        }
    }

    /// As [`check`](Self::check), for a field whose quantity depends on the question.
    #[inline]
    pub(crate) const fn check_as(self, quantity: Quantity, value: f64) -> Result<f64, Error> {
        match quantity.accept(value) {
            Some(value) => Ok(value),
            None => Err(self.refused(quantity, value)),
        }
    }

    /// The error about a number out of range.
    #[cold]
    const fn refused(self, quantity: Quantity, value: f64) -> Error {
        Error::new(kind_of(quantity)).field_is(self).got(value)
    }

    /// As [`check`](Self::check), for the element `index` of a list.
    #[inline]
    pub(crate) const fn check_at(self, index: usize, value: f64) -> Result<f64, Error> {
        match self.check(value) {
            Ok(value) => Ok(value),
            Err(error) => Err(error.at(index)),
        }
    }

    /// An error for the first number of a list that is out of range.
    #[inline]
    pub(crate) fn check_each(self, values: &[f64]) -> Result<(), Error> {
        for (index, &value) in values.iter().enumerate() {
            self.check_at(index, value)?;
        }
        Ok(())
    }

    /// The answer, unless it exceeds an f64.
    #[inline]
    pub(crate) fn finite(self, value: f64) -> Result<f64, Error> {
        if is_finite(value) { Ok(value) } else { Err(self.overflow()) }
    }

    /// An answer that exceeds an f64.
    #[cold]
    pub(crate) const fn overflow(self) -> Error {
        Error::new(ErrorKind::Overflow).field_is(self)
    }
}

/// The answer, unless it exceeds an f64.
#[inline]
pub(crate) fn finite(value: f64) -> Result<f64, Error> {
    if is_finite(value) { Ok(value) } else { Err(Error::new(ErrorKind::Overflow)) }
}

/// Declares a checked number: `new` refuses what its field refuses.
macro_rules! checked {
    ($(#[$doc:meta])* $name:ident, $field:ident, $kind:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "serde", serde(try_from = "crate::serial::Number", into = "f64"))]
        pub struct $name(f64);

        impl $name {
            /// The smallest value allowed.
            pub const MIN: f64 = Quantity::$name.min();
            /// The largest value allowed.
            pub const MAX: f64 = Quantity::$name.max();

            /// The checked number. A number that misses a limit by at most 2^-40 is taken as the limit.
            ///
            /// # Errors
            #[doc = $kind]
            pub const fn new(value: f64) -> Result<Self, Error> {
                match Field::$field.check(value) {
                    Ok(value) => Ok(Self(value)),
                    Err(error) => Err(error),
                }
            }

            /// The number.
            #[must_use]
            pub const fn get(self) -> f64 {
                self.0
            }

            /// A number that is known to be in range.
            pub(crate) const fn of_checked(value: f64) -> Self {
                Self(value)
            }
        }

        // A checked number is never NaN, and its zero has no sign.
        impl Eq for $name {}

        #[allow(clippy::derive_ord_xor_partial_ord)]
        impl Ord for $name {
            fn cmp(&self, other: &Self) -> core::cmp::Ordering {
                self.0.total_cmp(&other.0)
            }
        }

        #[allow(clippy::derived_hash_with_manual_eq)]
        impl core::hash::Hash for $name {
            fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
                self.0.to_bits().hash(state);
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                core::fmt::Display::fmt(&self.0, f)
            }
        }

        impl TryFrom<f64> for $name {
            type Error = Error;

            fn try_from(value: f64) -> Result<Self, Error> {
                Self::new(value)
            }
        }

        #[cfg(feature = "serde")]
        impl TryFrom<crate::serial::Number> for $name {
            type Error = Error;

            fn try_from(number: crate::serial::Number) -> Result<Self, Error> {
                Self::new(number.0)
            }
        }

        impl From<$name> for f64 {
            fn from(value: $name) -> f64 {
                value.get()
            }
        }
    };
}

checked! {
    /// A conversion rate or win rate, from 0 to 1.
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
    Rate, Rate, "[`ErrorKind::Rate`] when the value is NaN or outside 0..=1."
}

checked! {
    /// A whole number from 0 to 2^53, so that every count up to the largest is an f64.
    ///
    /// ```
    /// use funnelmath::Count;
    ///
    /// assert_eq!(Count::new(40.0).map(Count::get), Ok(40.0));
    /// assert!(Count::new(2.5).is_err());
    /// ```
    Count, Count, "[`ErrorKind::Count`] when the value is NaN, out of range or not whole."
}

pub(crate) mod sealed {
    pub trait Sealed {}
}

/// A number that can be taken as a count: any integer type, a whole `f64`, or a [`Count`].
///
/// ```
/// use funnelmath::{Count, ToCount};
///
/// assert_eq!(28.to_count(), Count::new(28.0));
/// assert_eq!(28.0.to_count(), Count::new(28.0));
/// assert_eq!(28_u64.to_count(), Count::new(28.0));
/// assert!((-1).to_count().is_err());
/// assert!(2.5.to_count().is_err());
/// ```
pub trait ToCount: sealed::Sealed + Copy {
    /// The count.
    ///
    /// # Errors
    /// [`ErrorKind::Count`] when the number is negative, not whole or above 2^53.
    fn to_count(self) -> Result<Count, Error>;
}

impl sealed::Sealed for Count {}
impl ToCount for Count {
    fn to_count(self) -> Result<Count, Error> {
        Ok(self)
    }
}

impl sealed::Sealed for f64 {}
impl ToCount for f64 {
    fn to_count(self) -> Result<Count, Error> {
        Count::new(self)
    }
}

macro_rules! integer_counts {
    ($($integer:ty),+) => {$(
        impl sealed::Sealed for $integer {}
        impl ToCount for $integer {
            fn to_count(self) -> Result<Count, Error> {
                // The integer must not be rounded into the range.
                match u64::try_from(self) {
                    Ok(whole) if whole <= Count::MAX as u64 => Ok(Count::of_checked(whole as f64)),
                    _ => Err(Error::new(ErrorKind::Count).field_is(Field::Count).got(self as f64)),
                }
            }
        }
    )+};
}
integer_counts!(u8, u16, u32, u64, usize, i8, i16, i32, i64, isize);

impl Field {
    /// The count that was passed for this field.
    #[inline]
    pub(crate) fn count(self, value: impl ToCount) -> Result<f64, Error> {
        match value.to_count() {
            Ok(count) => Ok(count.get()),
            Err(error) => Err(error.field_is(self)),
        }
    }
}

/// Clamps a checked rate to 0..=1: the check also passes values that miss a limit by at most 2^-40.
#[inline]
pub(crate) const fn unit(rate: f64) -> f64 {
    rate.clamp(0.0, 1.0)
}

/// Clamps a checked volume or amount to at least 0: the check also passes values down to -2^-40.
#[inline]
pub(crate) const fn positive(value: f64) -> f64 {
    value.max(0.0)
}

/// Successes or trials: any integer type, a [`Count`], or an `f64`, which need not be whole. A deal that two
/// reps share counts as 0.5 for each.
///
/// ```
/// use funnelmath::Gate;
///
/// assert_eq!(Gate::from_counts(2, 5)?.rate().get(), 0.4);
/// assert_eq!(Gate::from_counts(0.5, 2.5)?.rate().get(), 0.2);
/// # Ok::<(), funnelmath::Error>(())
/// ```
pub trait ToCredit: sealed::Sealed + Copy {
    /// The credit as an f64.
    ///
    /// # Errors
    /// [`ErrorKind::Credit`] when the number is NaN, negative or above 2^53.
    fn to_credit(self) -> Result<f64, Error>;
}

impl ToCredit for Count {
    fn to_credit(self) -> Result<f64, Error> {
        Ok(self.get())
    }
}

impl ToCredit for f64 {
    fn to_credit(self) -> Result<f64, Error> {
        Field::Successes.check_as(Quantity::Credit, self)
    }
}

macro_rules! integer_credits {
    ($($integer:ty),+) => {$(
        impl ToCredit for $integer {
            fn to_credit(self) -> Result<f64, Error> {
                match self.to_count() {
                    Ok(count) => Ok(count.get()),
                    Err(_) => Err(Error::new(ErrorKind::Credit)
                        .field_is(Field::Successes)
                        .got(self as f64)),
                }
            }
        }
    )+};
}
integer_credits!(u8, u16, u32, u64, usize, i8, i16, i32, i64, isize);

impl Field {
    /// The successes or trials that were passed for this field.
    #[inline]
    pub(crate) fn credit(self, value: impl ToCredit) -> Result<f64, Error> {
        match value.to_credit() {
            Ok(credit) => Ok(credit),
            Err(error) => Err(error.field_is(self)),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::field::{Field, Quantity};
    use crate::float::TIE;

    #[test]
    fn a_number_one_last_digit_beyond_a_limit_is_the_limit() {
        assert_eq!(Quantity::Rate.accept(1.0 + TIE), Some(1.0));
        assert_eq!(Quantity::Rate.accept(1.0 + 2.1 * TIE), None);
        assert_eq!(Quantity::Volume.accept(-TIE), Some(0.0));
        assert_eq!(Quantity::Volume.accept(-1.1 * TIE), None);
        assert_eq!(Quantity::OneIn.accept(1.0 - TIE), Some(1.0));
        assert_eq!(Quantity::WeeksPerYear.accept(0.0), None);
        assert_eq!(Quantity::Count.accept(40.0 * (1.0 + TIE)), Some(40.0));
        assert_eq!(Quantity::Count.accept(40.0 * (1.0 - TIE)), Some(40.0));
        assert_eq!(Quantity::Count.accept(40.000_000_001), None);
        assert_eq!(Quantity::Count.accept(9_007_199_254_740_992.0), Some(9_007_199_254_740_992.0));
        assert_eq!(Quantity::Money.accept(f64::MAX), Some(f64::MAX));
        for quantity in Quantity::ALL {
            assert_eq!(quantity.accept(f64::NAN), None);
            assert_eq!(quantity.accept(f64::INFINITY), None);
            assert_eq!(quantity.accept(f64::NEG_INFINITY), None);
        }
    }

    #[test]
    fn minus_zero_loses_its_sign() {
        let zero = Field::Rate.check(-0.0).unwrap();
        assert_eq!(zero.to_bits(), 0.0_f64.to_bits());
    }
}
