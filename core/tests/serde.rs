//! Reading and writing: what is read is valid, what is refused is refused by name, and what is written reads back the
//! same, in JSON and in a binary format.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use funnelmath::{
    Calendar, DealSize, Evidence, Flow, Funnel, Gate, Goal, Period, Plan, Policy, Rate, Start,
    Target,
    chain::Situation,
    funnel::{DealSizeBuf, KnownsBuf, StartBuf, TargetBuf},
    plan::WorkingDays,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Debug;

const EXAMPLE: &str = include_str!("../schema/funnel.example.json");
const SCHEMA: &str = include_str!("../schema/funnel.schema.json");

#[track_caller]
fn refused<T: DeserializeOwned + Debug>(json: &str) -> String {
    serde_json::from_str::<T>(json).expect_err(json).to_string()
}

/// Reads back the same, in both formats.
#[track_caller]
fn returns<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) -> serde_json::Value {
    let json = serde_json::to_string(value).unwrap();
    assert_eq!(&serde_json::from_str::<T>(&json).expect(&json), value, "{json}");
    let bytes = postcard::to_stdvec(value).unwrap();
    assert_eq!(&postcard::from_bytes::<T>(&bytes).expect("binary"), value);
    serde_json::from_str(&json).unwrap()
}

fn gate(rate: f64) -> Gate {
    Gate::new(rate).unwrap()
}

#[test]
fn the_documented_example_is_the_funnel_it_says() {
    let funnel: Funnel = serde_json::from_str(EXAMPLE).unwrap();
    let built = Funnel::builder()
        .entry("First appointments")
        .gate("Proposals", gate(0.65))
        .benchmark(0.7)
        .gate("Sales", Gate::from_counts(2.0, 5.0).unwrap())
        .deal_size(DealSize::Varying { mean: 3_400.0, variation: 0.7 })
        .calendar(Calendar::selling_weeks(44.0).unwrap().with_days_per_week(5.0).unwrap())
        .build()
        .unwrap();
    assert_eq!(funnel, built);
    assert_eq!(funnel.names(), ["First appointments", "Proposals", "Sales"]);
    assert_eq!(funnel.benchmarks()[0].map(Rate::get), Some(0.7));
    assert_eq!(funnel.gates()[1].counts(), Some((2.0, 5.0)));
}

#[test]
fn funnels_read_back_the_same() {
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
            .deal_size(DealSize::Seen(&[0.1, 0.1]))
            .calendar(calendar)
            .build()
            .unwrap();
        let json = returns(&funnel);
        returns(&calendar);
        // What it was made of survives, not only its rate.
        assert_eq!(json["gates"][0]["one_in"], 3.0);
        assert_eq!(json["gates"][1]["trials"], 7.0);
    }
    let weeks = r#"{"gates":[{"one_in":4}],"calendar":{"selling_weeks":44}}"#;
    let weeks: Funnel = serde_json::from_str(weeks).unwrap();
    assert_eq!(weeks.calendar(), Calendar::selling_weeks(44.0).unwrap());
    assert_eq!(weeks.calendar().per_year(Period::Day), 308.0);
    let bare: Funnel = serde_json::from_str(r#"{"gates":[{"one_in":4}]}"#).unwrap();
    assert_eq!((bare.chain().rates(), bare.sale_value()), (&[0.25][..], None));
    assert_eq!(bare.names(), ["Stage 0", "Stage 1"]);
    assert_eq!(bare.calendar(), Calendar::COMMON);
    // null stands for what is not there.
    let nulls = r#"{"entry":null,"gates":[{"name":null,"rate":null,"one_in":4,"benchmark":null}],
        "sale_value":null,"deal_size":null,"calendar":null}"#;
    assert_eq!(serde_json::from_str::<Funnel>(nulls).unwrap(), bare);
    let sizes = [
        DealSize::Fixed(3.0),
        DealSize::Varying { mean: 3.0, variation: 0.5 },
        DealSize::Seen(&[1.0, 5.0]),
        DealSize::Counted { sizes: &[1.0, 5.0], counts: &[3.0, 0.5] },
    ];
    for size in sizes {
        returns(&DealSizeBuf::from(size));
        assert_eq!(serde_json::to_value(size).unwrap(), returns(&DealSizeBuf::from(size)));
    }
}

#[test]
fn targets_read_back_the_same() {
    let full = Target::new(Goal::Volume { stage: 1, target: 8.5 })
        .per(Period::Quarter)
        .activity_per(Period::Day)
        .activity_stage(1)
        .policy(Policy::Nearest)
        .confidence(0.9)
        .prior(Evidence::UNIFORM)
        .actual(3.0)
        .start(Start::Reached(&[9.0, 0.1]))
        .entries(&[1.0, 2.0])
        .reached(-3.5)
        .deal_size(DealSize::Seen(&[1.0, 5.0]));
    let days = WorkingDays { elapsed: 4.0, total: 21.0 };
    for target in [full, full.left(0.25), full.working_days(days), Target::new(Goal::Revenue(0.1))]
    {
        let stored = TargetBuf::from(target);
        assert_eq!(stored.as_target(), target);
        let json = returns(&stored);
        assert_eq!(serde_json::to_value(target).unwrap(), json);
    }
    let short: TargetBuf = serde_json::from_str(r#"{"goal":{"revenue":25000}}"#).unwrap();
    assert_eq!(short.as_target(), Target::new(Goal::Revenue(25_000.0)));
    for start in [StartBuf::Empty, StartBuf::Open(vec![1.0]), StartBuf::Reached(vec![0.0, 2.5])] {
        assert_eq!(serde_json::to_value(start.as_start()).unwrap(), returns(&start));
    }
    for (json, message) in [
        (r#"{"goal":{"revenue":-1}}"#, "goal.revenue: an amount of money"),
        (r#"{"goal":{"volume":{"stage":1,"target":-2}}}"#, "goal.target: a volume"),
        (r#"{"goal":{"volume":[1,2]}}"#, "expected an object with `stage` and `target`"),
        (r#"{"goal":{"profit":2}}"#, "unknown variant `profit`"),
        (r#"{"goal":{"revenue":1},"confidence":2}"#, "confidence: a probability"),
        (r#"{"goal":{"revenue":1},"left":2}"#, "left: a share"),
        (r#"{"goal":{"revenue":1},"prior":{"a":0,"b":1}}"#, "evidence.a: "),
        (r#"{"goal":{"revenue":1},"start":{"open":[1,-1]}}"#, "start[1]: a volume"),
        (r#"{"goal":{"revenue":1},"left":0.5,"working_days":{"elapsed":1,"total":2}}"#, "give one"),
        (
            r#"{"goal":{"revenue":1},"working_days":{"elapsed":3,"total":2}}"#,
            "elapsed_days: more days",
        ),
        (r#"{"goal":{"revenue":1},"deal_size":{"seen":[]}}"#, "no deals"),
        (r#"{"goal":{"revenue":1},"per":"fortnight"}"#, "`month`, `quarter`, `year`"),
        (r#"{"goal":{"revenue":1},"gaol":1}"#, "unknown field `gaol`"),
        (r#"[{"revenue":1},"month"]"#, "a target: an object with `goal`"),
        ("{}", "missing field `goal`"),
    ] {
        let error = refused::<TargetBuf>(json);
        assert!(error.contains(message), "{json}: {error}");
    }
}

#[test]
fn unknown_fields_are_refused_by_name() {
    let funnel = refused::<Funnel>;
    assert!(funnel(r#"{"gates":[{"rate":0.5}],"valeu":3}"#).contains("unknown field `valeu`"));
    assert!(funnel(r#"{"gates":[{"rate":0.5,"raet":1}]}"#).contains("unknown field `raet`"));
    let json = r#"{"gates":[{"rate":0.5}],"calendar":{"selling_weeks":4,"month":4}}"#;
    assert!(funnel(json).contains("unknown field `month`"));
}

#[test]
fn invalid_numbers_are_refused_by_their_place() {
    let many =
        r#"{"gates":[{"rate":0.5},{"successes":9007199254740993,"trials":9007199254740993}]}"#;
    for (json, message) in [
        (r#"{"gates":[]}"#, "at least one gate"),
        (r#"{}"#, "missing field `gates`"),
        (
            r#"{"gates":[{"rate":0.5},{"rate":1.5}]}"#,
            "gates[1].rate: a rate must be a number from 0 to 1 (got 1.5)",
        ),
        (
            r#"{"gates":[{"rate":-0.5}]}"#,
            "gates[0].rate: a rate must be a number from 0 to 1 (got -0.5)",
        ),
        (
            r#"{"gates":[{"rate":0.5,"benchmark":2}]}"#,
            "gates[0].benchmark: a rate must be a number from 0 to 1 (got 2)",
        ),
        (
            r#"{"gates":[{"successes":3,"trials":2}]}"#,
            "gates[0].successes: there cannot be more successes than trials (got 3)",
        ),
        (r#"{"gates":[{"successes":0,"trials":0}]}"#, "gates[0].trials: no trials"),
        (r#"{"gates":[{"rate":1},{"successes":-1,"trials":2}]}"#, "gates[1].successes: "),
        (many, "gates[1].successes: "),
        (r#"{"gates":[{"one_in":0.5}]}"#, "gates[0].one_in: '1 in n' needs"),
        (r#"{"gates":[{"name":"A"}]}"#, "gates[0]: a gate needs exactly one of: a rate"),
        (r#"{"gates":[{"rate":0.5,"one_in":2}]}"#, "gates[0]: a gate needs exactly one of: a rate"),
        (r#"{"gates":[{"successes":1}]}"#, "gates[0]: a gate needs exactly one of: a rate"),
        (r#"{"gates":[{"rate":0.5}],"sale_value":-1}"#, "sale_value: an amount of money"),
        (
            r#"{"gates":[{"rate":0.5}],"sale_value_benchmark":-1}"#,
            "sale_value_benchmark: an amount",
        ),
        (
            r#"{"gates":[{"rate":0.5}],"sale_value":2,"deal_size":{"fixed":3}}"#,
            "sale_value: the sale value must be the mean",
        ),
        (
            r#"{"gates":[{"name":"A","rate":0.5},{"name":"A","rate":0.5}]}"#,
            "gates[1].name: two stages",
        ),
        (r#"{"gates":[{"rate":"0.5"}]}"#, "invalid type: string"),
        (r#"{"gates":[{"rate":0.5}],"calendar":"lunar"}"#, "\"common\", \"four_week_month\""),
        (
            r#"{"gates":[{"rate":0.5}],"calendar":{"selling_weeks":54}}"#,
            "selling_weeks: selling weeks a year must be above 0 and at most 53 (got 54)",
        ),
        (
            r#"{"gates":[{"rate":0.5}],"calendar":{"selling_weeks":4,"days_per_week":8}}"#,
            "days_per_week: working days a week must be above 0 and at most 7 (got 8)",
        ),
        // A list of values is no object.
        (
            r#"["A",[{"rate":0.5}],1,2,"common"]"#,
            "invalid type: sequence, expected a funnel: an object with `gates`",
        ),
        (r#"{"gates":[["a",0.65]]}"#, "expected a gate: an object with `rate`"),
    ] {
        let error = refused::<Funnel>(json);
        assert!(error.contains(message), "{json}: {error}");
        // No name that only the source code has.
        for private in ["struct", "Fields", "Text", "Data"] {
            assert!(!error.contains(private), "{json}: {error}");
        }
    }
    assert!(serde_json::from_str::<Rate>("1.01").is_err());
    assert_eq!(serde_json::from_str::<Rate>("0.5").unwrap(), Rate::new(0.5).unwrap());
    assert_eq!(serde_json::to_string(&Rate::new(0.5).unwrap()).unwrap(), "0.5");
}

#[test]
fn plans_are_written_with_their_names_and_read_back() {
    let funnel: Funnel = serde_json::from_str(EXAMPLE).unwrap();
    let target = Target::new(Goal::Revenue(25_000.0)).per(Period::Quarter).policy(Policy::Nearest);
    let target = target.actual(5.0).reached(100.0).left(0.9);
    let json = returns(&funnel.plan(target.confidence(0.8)).unwrap());
    assert_eq!(json["goal"]["revenue"], 25_000.0);
    assert_eq!((&json["per"], &json["policy"]), (&"quarter".into(), &"nearest".into()));
    assert_eq!(json["periods"][1]["period"], "week");
    assert_eq!(json["periods"][0]["stages"][2]["name"], "Sales");
    assert_eq!(json["periods"][0]["stages"][2]["whole"]["exact"], 24_900.0 / 3_400.0);
    assert_eq!(json["periods"][0]["stages"][2]["whole"]["units"], 7.0);
    assert_eq!(json["pace"]["attainment"], 0.004);
    assert_eq!(json["sensitivity"][0]["lever"]["gate"], 0);
    assert_eq!(json["sensitivity"].as_array().unwrap().len(), 6);
    assert_eq!(json["unreachable"], serde_json::Value::Null);
    assert_eq!(
        json["confident"]["leaves_out"],
        serde_json::json!(["known_rates", "rate_movement"])
    );
    let closed = Funnel::builder().gate("", gate(0.0)).sale_value(1.0).build().unwrap();
    returns(&closed.plan(target.confidence(0.8)).unwrap());
    returns(&funnel.plan(Target::new(Goal::Volume { stage: 2, target: 3.0 })).unwrap());
    let mut broken = json;
    broken["periods"][0]["stages"][0] = serde_json::json!(["A", { "exact": 1.0, "units": 1.0 }]);
    assert!(refused::<Plan>(&broken.to_string()).contains("what a stage needs: an object"));
}

#[test]
fn knowns_and_situations_read_back_the_same() {
    let knowns = KnownsBuf {
        volumes: vec![None, Some(3.5), None],
        rates: vec![Some(0.1), None],
        sale_value: Some(100.0),
        revenue: None,
    };
    assert_eq!(serde_json::to_value(knowns.as_knowns()).unwrap(), returns(&knowns));
    assert_eq!(KnownsBuf::from(knowns.as_knowns()), knowns);
    let goal = Goal::Revenue(25_000.0);
    returns(&Situation { goal, sale_value: 3_400.0, stage: 0, volume: 20.0 });
}

#[test]
fn flows_read_back_the_same() {
    let steady = Flow::steady(10.0).unwrap();
    let counted = Flow::counted(40, 4.0).unwrap().through(0.26).unwrap();
    for flow in [steady, counted] {
        returns(&flow);
    }
    let read = |json: &str| serde_json::from_str::<Flow>(json);
    assert_eq!(read(r#"{"per_week":10}"#).unwrap(), steady);
    assert_eq!(read(r#"{"shape":40.5,"weeks":4,"rate":0.26}"#).unwrap(), counted);
    for json in [r#"{"per_week":10,"weeks":4}"#, r#"{"shape":40.5}"#, "{}"] {
        let error = refused::<Flow>(json);
        assert!(error.contains("a flow needs either `per_week`"), "{error}");
    }
    assert!(refused::<Flow>(r#"{"per_week":10,"rate":1.5}"#).contains("rate"));
    assert!(refused::<Flow>(r#"[10,null,null,1]"#).contains("an object with `per_week`"));
}

/// The schema has exactly the fields that are written and read.
#[test]
fn the_schema_names_every_field() {
    let schema: serde_json::Value = serde_json::from_str(SCHEMA).unwrap();
    let keys = |value: &serde_json::Value| {
        value["properties"].as_object().unwrap().keys().cloned().collect::<Vec<_>>()
    };
    let funnel = Funnel::builder()
        .entry("E")
        .gate("A", Gate::from_counts(1.0, 2.0).unwrap())
        .benchmark(0.5)
        .gate("B", gate(0.5))
        .sale_value(1.0)
        .sale_value_benchmark(1.0)
        .deal_size(DealSize::Fixed(1.0))
        .calendar(Calendar::selling_weeks(1.0).unwrap())
        .build()
        .unwrap();
    let json = serde_json::to_value(&funnel).unwrap();
    let written =
        |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(written(&json), keys(&schema));
    assert_eq!(written(&json["calendar"]), keys(&schema["$defs"]["calendar"]["oneOf"][1]));
    // The reader lists the fields it knows when it meets another.
    for (json, names) in [
        (r#"{"gates":[{"zzz":1}]}"#, keys(&schema["$defs"]["gate"])),
        (r#"{"gates":[],"deal_size":{"zzz":1}}"#, {
            let forms = schema["$defs"]["deal_size"]["oneOf"].as_array().unwrap();
            forms.iter().filter(|form| form["type"] == "object").flat_map(keys).collect()
        }),
    ] {
        let error = refused::<Funnel>(json);
        assert!(names.len() > 3);
        for key in names {
            assert!(error.contains(&format!("`{key}`")), "{key}: {error}");
        }
    }
    // Every field that may be left out may be null.
    let nullable = schema["properties"].as_object().unwrap().iter();
    for (name, field) in nullable.filter(|(name, _)| *name != "gates") {
        let text = field.to_string();
        assert!(text.contains("null"), "{name}: {text}");
    }
}
