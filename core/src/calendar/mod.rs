//! Periods, and the named calendars that turn a volume per month into one per week.

use crate::error::Error;
use crate::field::Field;
use crate::trace::{Formula, Trace};
use crate::words::{unknown, words};
use core::fmt;
use core::str::FromStr;

/// A period in which goals and activity are counted.
///
/// ```
/// use funnelmath::Period;
///
/// assert_eq!("quarter".parse(), Ok(Period::Quarter));
/// assert_eq!(Period::Week.name(), "week");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Period {
    /// A day: one of seven in a week, unless the calendar says how many working days a week has.
    Day,
    /// A week.
    Week,
    /// A month, a twelfth of the calendar's year.
    Month,
    /// A quarter, a fourth of the calendar's year.
    Quarter,
    /// A year of the calendar.
    Year,
}

words!(Period, Period {
    Day "day",
    Week "week",
    Month "month",
    Quarter "quarter",
    Year "year",
});

/// How many weeks and days a year of twelve months has. It converts amounts between periods.
///
/// | name | weeks a year | weeks a month | days a year |
/// |---|--:|--:|--:|
/// | [`COMMON`](Calendar::COMMON) (default) | 52 | 4.333 | 364 |
/// | [`FOUR_WEEK_MONTH`](Calendar::FOUR_WEEK_MONTH), used by sales coaches | 48 | 4 | 336 |
/// | [`CIVIL`](Calendar::CIVIL), mean Gregorian year | 52.1775 | 4.348 | 365.2425 |
/// | [`selling_weeks`](Calendar::selling_weeks) | the caller's | a twelfth | seven times |
///
/// ```
/// use funnelmath::{Calendar, Period};
///
/// let per_month = 28.28;
/// let weekly = |calendar: Calendar| calendar.convert(per_month, Period::Month, Period::Week);
/// assert_eq!(weekly(Calendar::FOUR_WEEK_MONTH), Ok(7.07));
/// assert_eq!(format!("{:.4}", weekly(Calendar::COMMON)?), "6.5262");
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Calendar {
    weeks: f64,
    days_per_week: f64,
}

impl Calendar {
    /// 52 weeks, 12 months, 7 days a week.
    pub const COMMON: Calendar = Calendar { weeks: 52.0, days_per_week: 7.0 };
    /// The coaching month of 4 weeks: 48 weeks, 12 months, 7 days a week.
    pub const FOUR_WEEK_MONTH: Calendar = Calendar { weeks: 48.0, days_per_week: 7.0 };
    /// The mean Gregorian year of 365.2425 days, 7 days a week.
    pub const CIVIL: Calendar = Calendar { weeks: 365.2425 / 7.0, days_per_week: 7.0 };

    /// The calendars that have a name, with their names.
    pub const NAMED: &'static [(&'static str, Calendar)] = &[
        ("common", Calendar::COMMON),
        ("four_week_month", Calendar::FOUR_WEEK_MONTH),
        ("civil", Calendar::CIVIL),
    ];

    /// A year of so many selling weeks (above 0, at most 53), spread over 12 months.
    ///
    /// # Errors
    /// [`WeeksPerYear`](crate::ErrorKind::WeeksPerYear) when `weeks` is NaN or outside that range.
    pub const fn selling_weeks(weeks: f64) -> Result<Calendar, Error> {
        match Field::SellingWeeks.check(weeks) {
            Ok(weeks) => Ok(Calendar { weeks, days_per_week: 7.0 }),
            Err(error) => Err(error),
        }
    }

    /// The same calendar with so many working days a week (above 0, at most 7).
    ///
    /// # Errors
    /// [`DaysPerWeek`](crate::ErrorKind::DaysPerWeek) when `days` is NaN or outside that range.
    pub const fn with_days_per_week(self, days: f64) -> Result<Calendar, Error> {
        match Field::DaysPerWeek.check(days) {
            Ok(days) => Ok(Calendar { days_per_week: days, ..self }),
            Err(error) => Err(error),
        }
    }

    /// How many of a period a year has.
    ///
    /// ```
    /// use funnelmath::{Calendar, Period};
    ///
    /// let calendar = Calendar::selling_weeks(44.0)?.with_days_per_week(5.0)?;
    /// assert_eq!(Period::ALL.iter().map(|&p| calendar.per_year(p)).collect::<Vec<_>>(),
    ///            [220.0, 44.0, 12.0, 4.0, 1.0]);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    #[must_use]
    pub const fn per_year(&self, period: Period) -> f64 {
        match period {
            Period::Day => self.weeks * self.days_per_week,
            Period::Week => self.weeks,
            Period::Month => 12.0,
            Period::Quarter => 4.0,
            Period::Year => 1.0,
        }
    }

    /// `amount` per `from`, as an amount per `to`: `amount * per_year(from) / per_year(to)`.
    ///
    /// The amount is a volume or money: finite, at least 0. Nothing is rounded.
    ///
    /// ```
    /// use funnelmath::{Calendar, Period};
    ///
    /// assert_eq!(Calendar::COMMON.convert(13.0, Period::Quarter, Period::Week), Ok(1.0));
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Volume`](crate::ErrorKind::Volume) when the amount is NaN, infinite or negative; [`Overflow`](crate::ErrorKind::Overflow) when
    /// the answer, or the product on the way to it, exceeds an f64.
    #[inline]
    pub fn convert(&self, amount: f64, from: Period, to: Period) -> Result<f64, Error> {
        self.convert_traced(amount, from, to, &mut ())
    }

    /// [`convert`](Self::convert), passing each step to `trace`.
    ///
    /// # Errors
    /// As [`convert`](Self::convert).
    #[inline]
    pub fn convert_traced(
        &self,
        amount: f64,
        from: Period,
        to: Period,
        trace: &mut impl Trace,
    ) -> Result<f64, Error> {
        let amount = Field::Amount.check(amount)?;
        let converted = Field::Amount.finite(self.per(amount, from, to))?;
        let (times, over) = self.between(from, to);
        if self.weeks * self.days_per_week >= f64::MIN_POSITIVE {
            trace.step("amount".into(), Formula::Convert, &[amount, times, over], converted);
        }
        Ok(converted)
    }

    /// [`convert`](Self::convert) for a checked amount; not finite when the answer exceeds an f64.
    #[inline]
    pub(crate) fn per(&self, amount: f64, from: Period, to: Period) -> f64 {
        let (times, over) = self.between(from, to);
        if times >= f64::MIN_POSITIVE && over >= f64::MIN_POSITIVE {
            return amount * times / over;
        }
        // The days of a very short year may underflow, so its factors are applied one by one.
        let (amount, times) = match from {
            Period::Day => (amount * self.weeks, self.days_per_week),
            _ => (amount, times),
        };
        let (amount, over) = match to {
            Period::Day => (amount / self.weeks, self.days_per_week),
            _ => (amount, over),
        };
        amount * times / over
    }

    /// The factor an amount is multiplied by, and the divisor that follows.
    #[inline]
    pub(crate) fn between(&self, from: Period, to: Period) -> (f64, f64) {
        if from == to { (1.0, 1.0) } else { (self.per_year(from), self.per_year(to)) }
    }
}

impl Calendar {
    /// Selling weeks a year.
    #[must_use]
    pub const fn weeks(&self) -> f64 {
        self.weeks
    }

    /// Working days a week.
    #[must_use]
    pub const fn days_per_week(&self) -> f64 {
        self.days_per_week
    }

    /// The name, when it is one of [`NAMED`](Calendar::NAMED).
    #[must_use]
    pub fn name(&self) -> Option<&'static str> {
        Self::NAMED.iter().find(|(_, calendar)| calendar == self).map(|&(name, _)| name)
    }
}

// Weeks and days are checked: never NaN and never 0.
impl Eq for Calendar {}

#[allow(clippy::derived_hash_with_manual_eq)]
impl core::hash::Hash for Calendar {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        (self.weeks.to_bits(), self.days_per_week.to_bits()).hash(state);
    }
}

/// The name, or `44 weeks of 5 days`.
impl fmt::Display for Calendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.pad(name),
            None => write!(f, "{} weeks of {} days", self.weeks, self.days_per_week),
        }
    }
}

impl FromStr for Calendar {
    type Err = Error;

    /// From one of the names in [`NAMED`](Calendar::NAMED); otherwise [`Name`](crate::ErrorKind::Name), which lists them.
    fn from_str(name: &str) -> Result<Self, Error> {
        let named = Self::NAMED.iter().find(|(known, _)| *known == name);
        named.map(|&(_, calendar)| calendar).ok_or(unknown(Field::Calendar))
    }
}

impl Default for Calendar {
    /// [`Calendar::COMMON`].
    fn default() -> Self {
        Self::COMMON
    }
}

#[cfg(feature = "serde")]
mod serial {
    use super::Calendar;
    use crate::error::Error;
    use crate::serial::Number;
    use core::fmt;
    use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
    use serde::ser::{Serialize, Serializer};

    fn seven() -> Number {
        Number(7.0)
    }

    #[derive(serde::Serialize, serde::Deserialize)]
    #[serde(deny_unknown_fields, rename = "calendar")]
    struct Custom {
        selling_weeks: Number,
        #[serde(default = "seven")]
        days_per_week: Number,
    }

    impl Custom {
        fn calendar(&self) -> Result<Calendar, Error> {
            Calendar::selling_weeks(self.selling_weeks.0)
                .and_then(|calendar| calendar.with_days_per_week(self.days_per_week.0))
        }
    }

    impl Serialize for Calendar {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            match self.name() {
                Some(name) if serializer.is_human_readable() => serializer.serialize_str(name),
                _ => Custom {
                    selling_weeks: Number(self.weeks),
                    days_per_week: Number(self.days_per_week),
                }
                .serialize(serializer),
            }
        }
    }

    impl<'de> Deserialize<'de> for Calendar {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            if deserializer.is_human_readable() {
                deserializer.deserialize_any(NameOrCustom)
            } else {
                Custom::deserialize(deserializer)?.calendar().map_err(de::Error::custom)
            }
        }
    }

    struct NameOrCustom;

    impl<'de> Visitor<'de> for NameOrCustom {
        type Value = Calendar;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(
                "\"common\", \"four_week_month\", \"civil\", or an object with `selling_weeks`",
            )
        }

        fn visit_str<E: de::Error>(self, name: &str) -> Result<Calendar, E> {
            name.parse().map_err(|_| E::invalid_value(de::Unexpected::Str(name), &self))
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Calendar, A::Error> {
            let custom = Custom::deserialize(de::value::MapAccessDeserializer::new(map))?;
            custom.calendar().map_err(de::Error::custom)
        }
    }
}
