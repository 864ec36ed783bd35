//! Dates as exports write them, as days since 1970-01-01.

/// The order of day and month in a date that ends with the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Order {
    /// 31/12/2017.
    #[value(name = "dmy")]
    DayFirst,
    /// 12/31/2017.
    #[value(name = "mdy")]
    MonthFirst,
}

/// Three numbers with the year first or last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Date {
    /// A day that is certain: 2017-03-01, or 01.03.2017, as dots mean that the day comes first.
    Day(i64),
    /// 03/01/2017: its two first numbers and the year.
    YearLast(i64, i64, i64),
}

impl Date {
    /// Whether only one order is possible.
    pub(super) fn order(self) -> Option<Order> {
        match self {
            Date::YearLast(first, second, _) if first > 12 && second <= 12 => Some(Order::DayFirst),
            Date::YearLast(first, second, _) if second > 12 && first <= 12 => {
                Some(Order::MonthFirst)
            }
            _ => None,
        }
    }

    /// The day, in a file with this order.
    pub(super) fn day(self, order: Option<Order>) -> Option<i64> {
        match (self, order) {
            (Date::Day(day), _) => Some(day),
            (Date::YearLast(day, month, year), Some(Order::DayFirst))
            | (Date::YearLast(month, day, year), Some(Order::MonthFirst)) => {
                day_number(year, month, day)
            }
            (Date::YearLast(..), _) => None,
        }
    }
}

/// A date, with or without a time after it; `None` for text that is none.
pub(super) fn read(text: &str) -> Option<Date> {
    let date = text.trim().split(['T', ' ']).next()?;
    let mark = date.chars().find(|c| !c.is_ascii_digit())?;
    if !"-/.".contains(mark) {
        return None;
    }
    let parts: Vec<&str> = date.split(mark).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    let number = |part: &str| part.parse::<u16>().ok().map(i64::from);
    let numbers = (number(first)?, number(second)?, number(third)?);
    match (first.len(), third.len(), numbers) {
        (4, 1..=2, (year, month, day)) => day_number(year, month, day).map(Date::Day),
        (1..=2, 4, (day, month, year)) if mark == '.' => {
            day_number(year, month, day).map(Date::Day)
        }
        (1..=2, 4, (first, second, year)) => Some(Date::YearLast(first, second, year)),
        _ => None,
    }
}

/// Days since 1970-01-01 in the Gregorian calendar (H. Hinnant, "chrono-compatible low-level date algorithms").
fn day_number(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    };
    if !(1..=days).contains(&day) {
        return None;
    }
    // March is the first month, so that the leap day is the last of its year.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * month + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970() {
        // Python: (date(y, m, d) - date(1970, 1, 1)).days
        for (text, day) in [
            ("1970-01-01", 0),
            ("2017-03-01", 17_226),
            ("2017/3/1 08:30", 17_226),
            ("2017-03-01T08:30:00Z", 17_226),
            ("01.03.2017", 17_226),
            ("2000-02-29", 11_016),
            ("1969-12-31", -1),
        ] {
            assert_eq!(read(text), Some(Date::Day(day)), "{text}");
        }
        for text in [
            "",
            "2017",
            "2017-02-29",
            "2017-13-01",
            "1/2/17",
            "March 1, 2017",
            "1-2",
            "a-b-c",
            "42795",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn slashes_need_an_order() {
        let date = read("3/1/2017").unwrap();
        assert_eq!((date.order(), date.day(None)), (None, None));
        assert_eq!(date.day(Some(Order::MonthFirst)), Some(17_226));
        assert_eq!(date.day(Some(Order::DayFirst)), Some(17_169));
        assert_eq!(read("31/12/2017").unwrap().order(), Some(Order::DayFirst));
        assert_eq!(read("12/31/2017").unwrap().order(), Some(Order::MonthFirst));
        assert_eq!(read("32/31/2017").unwrap().order(), None);
    }
}
