//! Periods and calendars.
#![cfg(feature = "alloc")]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use funnelmath::{Calendar, ErrorKind, Period};
use proptest::prelude::*;
use std::collections::HashSet;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-13 * a.abs().max(b.abs())
}

proptest! {
    #[test]
    fn periods_convert_there_and_back(amount in 0.0..1e12f64, weeks in 0.1..=53.0f64, days in 0.1..=7.0f64, from in 0usize..5, to in 0usize..5) {
        let calendar = Calendar::selling_weeks(weeks).unwrap().with_days_per_week(days).unwrap();
        let (from, to) = (Period::ALL[from], Period::ALL[to]);
        let there = calendar.convert(amount, from, to).unwrap();
        prop_assert!(close(calendar.convert(there, to, from).unwrap(), amount));
        prop_assert!(close(there * calendar.per_year(to), amount * calendar.per_year(from)));
    }
}

/// The number of days a year of the smallest calendar underflows. Nothing is still nothing, and what fits an f64
/// is converted.
#[test]
fn the_smallest_weeks_and_days_convert() {
    let least = f64::MIN_POSITIVE;
    let calendar = Calendar::selling_weeks(least).unwrap().with_days_per_week(least).unwrap();
    for &from in Period::ALL {
        for &to in Period::ALL {
            assert_eq!(calendar.convert(0.0, from, to), Ok(0.0), "{from} {to}");
        }
    }
    // 1e308 x 2.2250738585072014e-308 x 2.2250738585072014e-308.
    let year = calendar.convert(1e308, Period::Day, Period::Year).unwrap();
    assert!((year / (1e308 * least) - least).abs() < 1e-12 * least, "{year:e}");
    let error = calendar.convert(1e-300, Period::Year, Period::Day).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Overflow);
}

#[test]
fn periods_and_calendars_are_words() {
    for &period in Period::ALL {
        assert_eq!(period.to_string().parse(), Ok(period));
    }
    assert_eq!(
        "Month".parse::<Period>().unwrap_err().to_string(),
        "period: unknown name; allowed: day, week, month, quarter, year"
    );
    assert_eq!(
        "lunar".parse::<Calendar>().unwrap_err().to_string(),
        "calendar: unknown name; allowed: common, four_week_month, civil"
    );
    for &(name, calendar) in Calendar::NAMED {
        assert_eq!((calendar.to_string(), calendar.name()), (name.into(), Some(name)));
        assert_eq!(name.parse(), Ok(calendar));
    }
    let own = Calendar::selling_weeks(44.0).unwrap().with_days_per_week(5.0).unwrap();
    assert_eq!((own.to_string(), own.name()), ("44 weeks of 5 days".into(), None));
    assert_eq!((own.weeks(), own.days_per_week()), (44.0, 5.0));
    let set: HashSet<Calendar> = [own, own, Calendar::COMMON, Calendar::default()].into();
    assert_eq!(set.len(), 2);
    let hashes = BuildHasherDefault::<DefaultHasher>::default();
    assert_ne!(hashes.hash_one(own), hashes.hash_one(Calendar::COMMON));
}

#[cfg(feature = "serde")]
#[test]
fn calendars_are_read_as_they_are_written() {
    let own = Calendar::selling_weeks(44.5).unwrap().with_days_per_week(5.0).unwrap();
    for calendar in [Calendar::COMMON, Calendar::FOUR_WEEK_MONTH, Calendar::CIVIL, own] {
        let json = serde_json::to_string(&calendar).unwrap();
        assert_eq!(serde_json::from_str::<Calendar>(&json).unwrap(), calendar, "{json}");
        let binary = postcard::to_stdvec(&calendar).unwrap();
        assert_eq!(postcard::from_bytes::<Calendar>(&binary).unwrap(), calendar);
    }
    for (json, part) in [
        (r#""lunar""#, "four_week_month"),
        (r#"{"selling_weeks":54}"#, "selling_weeks: selling weeks a year"),
        (r#"{"selling_weeks":44,"days_per_week":0}"#, "days_per_week: working days"),
        ("[44, 5]", "an object with `selling_weeks`"),
        (r#"{"weeks":44}"#, "unknown field `weeks`"),
    ] {
        let error = serde_json::from_str::<Calendar>(json).unwrap_err().to_string();
        assert!(error.contains(part), "{json}: {error}");
    }
}
