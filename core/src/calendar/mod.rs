//! Periods, and the named calendars that turn a volume per month into one per week.

use crate::error::{Error, ErrorKind};
use crate::field::Field;
use core::str::FromStr;

/// A period that goals and activity are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Period {
    /// A day: one of seven, unless the calendar says how many working days a week has.
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

impl Period {
    /// Every period, shortest first.
    pub const ALL: &'static [Period] =
        &[Period::Day, Period::Week, Period::Month, Period::Quarter, Period::Year];

    /// The name, in lower case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Period::Day => "day",
            Period::Week => "week",
            Period::Month => "month",
            Period::Quarter => "quarter",
            Period::Year => "year",
        }
    }
}

impl FromStr for Period {
    type Err = Error;

    /// From its [`name`](Period::name); otherwise [`ErrorKind::Name`].
    fn from_str(name: &str) -> Result<Self, Error> {
        let named = Self::ALL.iter().copied().find(|period| period.name() == name);
        named.ok_or(Error::new(ErrorKind::Name).field_is(Field::Period))
    }
}

/// How many weeks and days a year of twelve months has: the conversion between periods, by name.
///
/// | name | weeks a year | weeks a month | days a year |
/// |---|--:|--:|--:|
/// | [`COMMON`](Calendar::COMMON) (default) | 52 | 4.333 | 364 |
/// | [`FOUR_WEEK_MONTH`](Calendar::FOUR_WEEK_MONTH), the coaches' | 48 | 4 | 336 |
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
    /// [`ErrorKind::WeeksPerYear`] when `weeks` is NaN or outside that range.
    pub const fn selling_weeks(weeks: f64) -> Result<Calendar, Error> {
        match Field::SellingWeeks.check(weeks) {
            Ok(weeks) => Ok(Calendar { weeks, days_per_week: 7.0 }),
            Err(error) => Err(error),
        }
    }

    /// The same calendar with so many working days a week (above 0, at most 7).
    ///
    /// # Errors
    /// [`ErrorKind::DaysPerWeek`] when `days` is NaN or outside that range.
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
    /// # Errors
    /// [`ErrorKind::Volume`] when the amount is NaN, infinite or negative; [`ErrorKind::Overflow`] when
    /// the answer, or the product on the way to it, exceeds an f64.
    #[inline]
    pub fn convert(&self, amount: f64, from: Period, to: Period) -> Result<f64, Error> {
        Field::Amount.finite(self.per(Field::Amount.check(amount)?, from, to))
    }

    /// The same of an amount that is known to be one; not finite when the answer exceeds an f64.
    #[inline]
    pub(crate) fn per(&self, amount: f64, from: Period, to: Period) -> f64 {
        let (times, over) = self.between(from, to);
        amount * times / over
    }

    /// What an amount is multiplied with, and then divided by.
    #[inline]
    pub(crate) fn between(&self, from: Period, to: Period) -> (f64, f64) {
        if from == to { (1.0, 1.0) } else { (self.per_year(from), self.per_year(to)) }
    }
}

impl FromStr for Calendar {
    type Err = Error;

    /// From one of the names in [`NAMED`](Calendar::NAMED); otherwise [`ErrorKind::Name`].
    fn from_str(name: &str) -> Result<Self, Error> {
        let named = Self::NAMED.iter().find(|(known, _)| *known == name);
        named
            .map(|&(_, calendar)| calendar)
            .ok_or(Error::new(ErrorKind::Name).field_is(Field::Calendar))
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
    use core::fmt;
    use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
    use serde::ser::{Serialize, Serializer};

    fn seven() -> f64 {
        7.0
    }

    #[derive(serde::Serialize, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Custom {
        selling_weeks: f64,
        #[serde(default = "seven")]
        days_per_week: f64,
    }

    impl Custom {
        fn calendar<E: de::Error>(self) -> Result<Calendar, E> {
            Calendar::selling_weeks(self.selling_weeks)
                .and_then(|calendar| calendar.with_days_per_week(self.days_per_week))
                .map_err(E::custom)
        }
    }

    impl Serialize for Calendar {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let named = Calendar::NAMED.iter().find(|(_, calendar)| calendar == self);
            match named {
                Some((name, _)) if serializer.is_human_readable() => serializer.serialize_str(name),
                // A binary format cannot tell a name from an object when it reads.
                _ => Custom { selling_weeks: self.weeks, days_per_week: self.days_per_week }
                    .serialize(serializer),
            }
        }
    }

    impl<'de> Deserialize<'de> for Calendar {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            if deserializer.is_human_readable() {
                deserializer.deserialize_any(NameOrCustom)
            } else {
                Custom::deserialize(deserializer)?.calendar()
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
            Custom::deserialize(de::value::MapAccessDeserializer::new(map))?.calendar()
        }
    }
}
