//! Gates, counts, snapshots and evidence.
#![cfg(feature = "alloc")]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use funnelmath::{
    Count, Error, ErrorKind, Evidence, Field, Gate,
    rate::{GateCounts, Snapshot},
};
use proptest::prelude::*;
use std::collections::HashSet;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

#[test]
fn counts_are_integers_or_floats() {
    let two_of_five = Gate::from_counts(2.0, 5.0).unwrap();
    assert_eq!(Gate::from_counts(2, 5), Ok(two_of_five));
    assert_eq!(Gate::from_counts(2_u64, 5_i64), Ok(two_of_five));
    assert_eq!(Gate::from_counts(Count::new(2.0).unwrap(), 5_u8), Ok(two_of_five));
    let shared = Gate::from_counts(0.5, 2.5).unwrap();
    assert_eq!((shared.rate().get(), shared.counts()), (0.2, Some((0.5, 2.5))));
    assert_eq!(Evidence::UNIFORM.observe(2, 5), Evidence::new(3.0, 4.0));
    assert_eq!(Evidence::UNIFORM.observe(0.5, 2.5), Evidence::new(1.5, 3.0));
    for (error, kind, field, value) in [
        (Gate::from_counts(-1, 5).unwrap_err(), ErrorKind::Credit, Field::Successes, -1.0),
        (
            Gate::from_counts(1, u64::MAX).unwrap_err(),
            ErrorKind::Credit,
            Field::Trials,
            u64::MAX as f64,
        ),
        (
            Gate::from_counts(1.5, f64::INFINITY).unwrap_err(),
            ErrorKind::Credit,
            Field::Trials,
            f64::INFINITY,
        ),
        (Gate::from_counts(3, 2).unwrap_err(), ErrorKind::Successes, Field::Successes, 3.0),
        (Evidence::UNIFORM.observe(1, -2).unwrap_err(), ErrorKind::Credit, Field::Trials, -2.0),
    ] {
        assert_eq!(error, Error::new(kind).field_is(field).got(value));
    }
}

/// The first gate was tried by 10 and passed by 2, the second by nobody, the third by 4, one of them shared.
#[test]
fn a_gate_without_trials_answers_alone() {
    let counts = GateCounts { successes: &[2.0, 0.0, 0.5], trials: &[10.0, 0.0, 4.0] };
    let mut rates = [Some(-7.0); 3];
    counts.rates(&mut rates).unwrap();
    assert_eq!(rates, [Some(0.2), None, Some(0.125)]);
    let error = GateCounts { successes: &[1.0], trials: &[0.0] }.rates(&mut [None]).unwrap_err();
    assert_eq!((error.kind(), error.index()), (ErrorKind::Successes, Some(0)));
}

/// 7 open and 3 lost at the first stage, 2 and 4 at the second, 5 won: 21 reached the first stage, 11 the second.
/// 14 are decided at the first gate, 9 at the second.
#[test]
fn a_snapshot_tells_who_ever_reached_a_stage() {
    let snapshot = Snapshot { open: &[7.0, 2.0, 5.0], lost: &[3.0, 4.0, 0.0] };
    let (mut reached, mut trials) = ([0.0; 3], [0.0; 2]);
    snapshot.reached(&mut reached).unwrap();
    snapshot.trials(&mut trials).unwrap();
    assert_eq!((reached, trials), ([21.0, 11.0, 5.0], [14.0, 9.0]));
    let without = Snapshot { lost: &[], ..snapshot };
    without.reached(&mut reached).unwrap();
    without.trials(&mut trials).unwrap();
    assert_eq!((reached, trials), ([14.0, 7.0, 5.0], [7.0, 5.0]));
    for (error, kind, path) in [
        (
            Snapshot { lost: &[1.0], ..snapshot }.reached(&mut reached).unwrap_err(),
            ErrorKind::Length,
            "lost",
        ),
        (
            Snapshot { open: &[1.0, -1.0, 0.0], ..snapshot }.reached(&mut reached).unwrap_err(),
            ErrorKind::Credit,
            "open[1]",
        ),
        (
            Snapshot { lost: &[1.0, 1.0, f64::NAN], ..snapshot }.trials(&mut trials).unwrap_err(),
            ErrorKind::Credit,
            "lost[2]",
        ),
        (snapshot.reached(&mut [0.0; 2]).unwrap_err(), ErrorKind::Length, "reached"),
        (snapshot.trials(&mut [0.0; 3]).unwrap_err(), ErrorKind::Length, "trials"),
    ] {
        assert_eq!(error.kind(), kind, "{error}");
        assert!(error.to_string().starts_with(&format!("{path}: ")), "{error}");
    }
}

#[test]
fn gates_and_evidence_are_keys() {
    let gates: HashSet<Gate> = [
        Gate::new(0.5).unwrap(),
        Gate::new(0.5).unwrap(),
        Gate::from_counts(1, 2).unwrap(),
        Gate::from_counts(2, 4).unwrap(),
        Gate::one_in(2.0).unwrap(),
        Gate::new(-0.0).unwrap(),
        Gate::new(0.0).unwrap(),
    ]
    .into();
    assert_eq!(gates.len(), 5);
    // A hash that is equal for all values would make a map slow.
    let hashes: HashSet<u64> = gates
        .iter()
        .map(|gate| BuildHasherDefault::<DefaultHasher>::default().hash_one(gate))
        .collect();
    assert_eq!(hashes.len(), 5);
    let evidence: HashSet<Evidence> = [Evidence::UNIFORM, Evidence::new(1.0, 1.0).unwrap()].into();
    assert_eq!(evidence.len(), 1);
}

#[cfg(feature = "serde")]
#[test]
fn gates_are_read_as_they_are_written() {
    for (gate, written) in [
        (Gate::new(0.65).unwrap(), r#"{"rate":0.65}"#),
        (Gate::from_counts(2, 5).unwrap(), r#"{"successes":2.0,"trials":5.0}"#),
        (Gate::one_in(3.0).unwrap(), r#"{"one_in":3.0}"#),
    ] {
        let json = serde_json::to_string(&gate).unwrap();
        assert_eq!(json, written);
        assert_eq!(serde_json::from_str::<Gate>(&json).unwrap(), gate);
        let binary = postcard::to_stdvec(&gate).unwrap();
        assert_eq!(postcard::from_bytes::<Gate>(&binary).unwrap(), gate);
    }
    let nulls = r#"{"rate":null,"successes":2,"trials":5,"one_in":null}"#;
    assert_eq!(serde_json::from_str::<Gate>(nulls).unwrap(), Gate::from_counts(2, 5).unwrap());
    let evidence = Evidence::new(1.5, 3.0).unwrap();
    let json = serde_json::to_string(&evidence).unwrap();
    assert_eq!(json, r#"{"a":1.5,"b":3.0}"#);
    assert_eq!(serde_json::from_str::<Evidence>(&json).unwrap(), evidence);
    let binary = postcard::to_stdvec(&evidence).unwrap();
    assert_eq!(postcard::from_bytes::<Evidence>(&binary).unwrap(), evidence);
    let gate = |json: &str| serde_json::from_str::<Gate>(json).unwrap_err().to_string();
    for (json, part) in [
        ("[0.5,null,null,null]", "an object with `rate`"),
        ("{}", "a gate needs exactly one of: a rate"),
        (r#"{"rate":0.5,"one_in":2}"#, "a gate needs exactly one of: a rate"),
        (r#"{"rate":1.5}"#, "rate: a rate must be a number from 0 to 1 (got 1.5)"),
        (r#"{"successes":5,"trials":2}"#, "successes: there cannot be more"),
        (r#"{"successes":1,"trials":9007199254740993}"#, "holds exactly"),
        (r#"{"rates":0.5}"#, "unknown field `rates`"),
    ] {
        assert!(gate(json).contains(part), "{json}: {}", gate(json));
    }
    let error = serde_json::from_str::<Evidence>(r#"{"a":0,"b":1}"#).unwrap_err().to_string();
    assert!(error.starts_with("evidence.a: "), "{error}");
    for json in ["9007199254740993", "2.5", "-1"] {
        assert!(serde_json::from_str::<Count>(json).is_err(), "{json}");
    }
    assert_eq!(serde_json::from_str::<Count>("40").unwrap(), Count::new(40.0).unwrap());
}

proptest! {
    /// Each stage was reached by those who are there and all who reached the next one.
    #[test]
    fn a_snapshot_adds_up(stages in prop::collection::vec((0..1000u32, 0..1000u32), 2..9)) {
        let open: Vec<f64> = stages.iter().map(|stage| f64::from(stage.0)).collect();
        let lost: Vec<f64> = stages.iter().map(|stage| f64::from(stage.1)).collect();
        let snapshot = Snapshot { open: &open, lost: &lost };
        let (mut reached, mut trials) = (vec![0.0; open.len()], vec![0.0; open.len() - 1]);
        snapshot.reached(&mut reached).unwrap();
        snapshot.trials(&mut trials).unwrap();
        for gate in 0..trials.len() {
            prop_assert_eq!(reached[gate], open[gate] + lost[gate] + reached[gate + 1]);
            prop_assert_eq!(trials[gate], reached[gate] - open[gate]);
        }
        let mut rates = vec![None; trials.len()];
        GateCounts { successes: &reached[1..], trials: &trials }.rates(&mut rates).unwrap();
    }
}
