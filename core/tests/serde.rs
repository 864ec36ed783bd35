//! JSON in and out: what is accepted is valid, and what is refused is refused by name.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use funnelmath::{Calendar, Funnel, Gate, Goal, Money, Period, Policy, Rate, Target};

const EXAMPLE: &str = include_str!("../schema/funnel.example.json");

fn refused(json: &str) -> String {
    serde_json::from_str::<Funnel>(json).expect_err(json).to_string()
}

#[test]
fn the_documented_example_is_the_funnel_it_says() {
    let funnel: Funnel = serde_json::from_str(EXAMPLE).unwrap();
    let built = Funnel::builder()
        .entry("First appointments")
        .gate("Proposals", Gate::new(0.65).unwrap())
        .benchmark(0.7)
        .gate("Sales", Gate::from_counts(2.0, 5.0).unwrap())
        .sale_value(3400.0)
        .calendar(Calendar::selling_weeks(44.0).unwrap().with_days_per_week(5.0).unwrap())
        .build()
        .unwrap();
    assert_eq!(funnel, built);
    assert_eq!(funnel.names(), ["First appointments", "Proposals", "Sales"]);
    assert_eq!(funnel.benchmarks()[0].map(Rate::get), Some(0.7));
    assert_eq!(funnel.gates()[1].counts(), Some((2.0, 5.0)));
}

#[test]
fn what_is_written_reads_back_the_same() {
    for calendar in [
        Calendar::COMMON,
        Calendar::FOUR_WEEK_MONTH,
        Calendar::CIVIL,
        Calendar::CIVIL.with_days_per_week(5.0).unwrap(),
        Calendar::selling_weeks(1.0 / 3.0).unwrap().with_days_per_week(6.9).unwrap(),
    ] {
        let funnel = Funnel::builder()
            .gate("A", Gate::one_in(3.0).unwrap())
            .gate("", Gate::from_counts(0.0, 7.0).unwrap())
            .benchmark(0.1)
            .sale_value(0.1)
            .sale_value_benchmark(0.3)
            .calendar(calendar)
            .build()
            .unwrap();
        let json = serde_json::to_string(&funnel).unwrap();
        assert_eq!(serde_json::from_str::<Funnel>(&json).unwrap(), funnel, "{json}");
    }
    let weeks = r#"{"gates":[{"one_in":4}],"calendar":{"selling_weeks":44}}"#;
    let weeks: Funnel = serde_json::from_str(weeks).unwrap();
    assert_eq!(weeks.calendar(), Calendar::selling_weeks(44.0).unwrap());
    assert_eq!(weeks.calendar().per_year(Period::Day), 308.0);
    let bare: Funnel = serde_json::from_str(r#"{"gates":[{"one_in":4}]}"#).unwrap();
    assert_eq!((bare.chain().rates(), bare.sale_value()), (&[0.25][..], None));
    assert_eq!(bare.names(), ["Stage 0", "Stage 1"]);
    assert_eq!(bare.calendar(), Calendar::COMMON);
}

#[test]
fn unknown_fields_are_refused_by_name() {
    assert!(refused(r#"{"gates":[{"rate":0.5}],"valeu":3}"#).contains("unknown field `valeu`"));
    assert!(refused(r#"{"gates":[{"rate":0.5,"raet":1}]}"#).contains("unknown field `raet`"));
    let json = r#"{"gates":[{"rate":0.5}],"calendar":{"selling_weeks":4,"month":4}}"#;
    assert!(refused(json).contains("unknown field `month`"));
}

#[test]
fn invalid_numbers_are_refused_as_in_rust() {
    for (json, message) in [
        (r#"{"gates":[]}"#, "at least one gate"),
        (r#"{}"#, "missing field `gates`"),
        (r#"{"gates":[{"rate":0.5},{"rate":1.5}]}"#, "from 0 to 1 (index 1, got 1.5)"),
        (r#"{"gates":[{"rate":-0.5}]}"#, "from 0 to 1 (index 0, got -0.5)"),
        (r#"{"gates":[{"rate":0.5,"benchmark":2}]}"#, "from 0 to 1 (index 0, got 2)"),
        (
            r#"{"gates":[{"successes":3,"trials":2}]}"#,
            "more successes than trials (index 0, got 3)",
        ),
        (r#"{"gates":[{"successes":0,"trials":0}]}"#, "no data is not 0 % (index 0)"),
        (
            r#"{"gates":[{"successes":1.5,"trials":2}]}"#,
            "whole number from 0 to 2^53 (index 0, got 1.5)",
        ),
        (r#"{"gates":[{"one_in":0.5}]}"#, "at least 1 (index 0, got 0.5)"),
        (
            r#"{"gates":[{"name":"A"}]}"#,
            "either a rate, or successes and trials, or 'one_in' (index 0)",
        ),
        (r#"{"gates":[{"rate":0.5,"one_in":2}]}"#, "either a rate"),
        (r#"{"gates":[{"successes":1}]}"#, "either a rate"),
        (r#"{"gates":[{"rate":0.5}],"sale_value":-1}"#, "amount of money"),
        (r#"{"gates":[{"rate":0.5}],"sale_value_benchmark":-1}"#, "amount of money"),
        (r#"{"gates":[{"rate":"0.5"}]}"#, "invalid type: string"),
        (r#"{"gates":[{"rate":0.5,"one_in":null}]}"#, "invalid type: null"),
        (r#"{"gates":[{"rate":0.5}],"entry":null}"#, "invalid type: null"),
        (r#"{"gates":[{"rate":0.5}],"sale_value":null}"#, "invalid type: null"),
        (
            r#"{"gates":[{"rate":0.5}],"calendar":{"selling_weeks":4,"days_per_week":null}}"#,
            "invalid type: null",
        ),
        (r#"{"gates":[{"rate":0.5}],"calendar":"lunar"}"#, "\"common\", \"four_week_month\""),
        (r#"{"gates":[{"rate":0.5}],"calendar":{"selling_weeks":54}}"#, "at most 53 (got 54)"),
        (
            r#"{"gates":[{"rate":0.5}],"calendar":{"selling_weeks":4,"days_per_week":8}}"#,
            "at most 7 (got 8)",
        ),
    ] {
        let error = refused(json);
        assert!(error.contains(message), "{json}: {error}");
    }
    assert!(serde_json::from_str::<Rate>("1.01").is_err());
    assert!(serde_json::from_str::<Money>("-1").is_err());
    assert_eq!(serde_json::from_str::<Rate>("0.5").unwrap(), Rate::new(0.5).unwrap());
    assert_eq!(serde_json::to_string(&Rate::new(0.5).unwrap()).unwrap(), "0.5");
}

#[test]
fn a_plan_is_written_with_its_names() {
    let funnel: Funnel = serde_json::from_str(EXAMPLE).unwrap();
    let target = Target::new(Goal::Revenue(25_000.0)).per(Period::Quarter).policy(Policy::Nearest);
    let plan = serde_json::to_value(funnel.plan(target).unwrap()).unwrap();
    assert_eq!(plan["goal"]["revenue"], 25_000.0);
    assert_eq!((&plan["per"], &plan["policy"]), (&"quarter".into(), &"nearest".into()));
    assert_eq!(plan["periods"][1]["period"], "week");
    assert_eq!(plan["periods"][0]["stages"][2]["name"], "Sales");
    assert_eq!(plan["periods"][0]["stages"][2]["whole"]["exact"], 25_000.0 / 3_400.0);
    assert_eq!(plan["periods"][0]["stages"][2]["whole"]["units"], 7.0);
    assert_eq!(plan["sensitivity"][0]["lever"]["gate"], 0);
    assert_eq!(plan["sensitivity"].as_array().unwrap().len(), 6);
    assert_eq!(plan["unreachable"], serde_json::Value::Null);
}

/// The schema has exactly the fields that are written and read.
#[test]
fn the_schema_names_every_field() {
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../schema/funnel.schema.json")).unwrap();
    let keys = |value: &serde_json::Value| {
        value["properties"].as_object().unwrap().keys().cloned().collect::<Vec<_>>()
    };
    let funnel = Funnel::builder()
        .entry("E")
        .gate("A", Gate::from_counts(1.0, 2.0).unwrap())
        .benchmark(0.5)
        .gate("B", Gate::new(0.5).unwrap())
        .sale_value(1.0)
        .sale_value_benchmark(1.0)
        .calendar(Calendar::selling_weeks(1.0).unwrap())
        .build()
        .unwrap();
    let json = serde_json::to_value(&funnel).unwrap();
    let written =
        |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(written(&json), keys(&schema));
    assert_eq!(written(&json["calendar"]), keys(&schema["$defs"]["calendar"]["oneOf"][1]));
    // The reader lists the fields it knows when it meets another.
    let error = refused(r#"{"gates":[{"zzz":1}]}"#);
    for key in keys(&schema["$defs"]["gate"]) {
        assert!(error.contains(&format!("`{key}`")), "{key}: {error}");
    }
}
