//! A document through the door beside the same question asked of the core directly. Every pair is asserted to agree before
//! it is timed.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use criterion::{Criterion, criterion_group, criterion_main};
use funnelmath::{Chain, Evidence, Funnel, Gate, Goal, Plan, Start, Target};
use std::hint::black_box;

const REQUIRED: &str =
    r#"{"question":"required","rates":[0.65,0.4],"goal":{"revenue":25000},"sale_value":3400}"#;

/// A request for a plan; `more` is appended to the members of its target.
fn plan_document(more: &str) -> String {
    format!(
        r#"{{"question":"plan","funnel":{{"entry":"First appointments","gates":[{{"name":"Proposals","rate":0.65}},{{"name":"Sales","successes":2,"trials":5}}],"sale_value":3400}},"target":{{"goal":{{"revenue":25000}},"actual":5{more}}}}}"#
    )
}

/// The same question asked of the core, from the same inputs.
fn plan(target: Target<'_>) -> Plan {
    let funnel = Funnel::builder()
        .entry("First appointments")
        .gate("Proposals", Gate::new(black_box(0.65)).unwrap())
        .gate("Sales", Gate::from_counts(2, 5).unwrap())
        .sale_value(black_box(3_400.0))
        .build();
    funnel.unwrap().plan(target).unwrap()
}

fn required() -> [f64; 3] {
    let mut volumes = [0.0; 3];
    let rates = black_box([0.65, 0.4]);
    let chain = Chain::new(&rates).unwrap();
    let found = chain.required(Goal::Revenue(25_000.0), 3_400.0, Start::Empty, &mut volumes);
    let _ = black_box(found.unwrap());
    volumes
}

/// The answer has these numbers, as they are written in JSON.
fn assert_has(answer: &str, numbers: &[f64]) {
    for number in numbers {
        assert!(answer.contains(&format!("{number:?}")), "{number:?} is not in {answer}");
    }
}

fn benches(c: &mut Criterion) {
    let target = Target::new(Goal::Revenue(25_000.0)).actual(5.0);
    let sure = target.confidence(0.9).prior(Evidence::JEFFREYS);
    for (name, target, more) in [
        ("plan", target, ""),
        ("plan with a confidence", sure, r#","confidence":0.9,"prior":"jeffreys""#),
    ] {
        let document = plan_document(more);
        let expected: Vec<f64> = plan(target)
            .periods
            .iter()
            .flat_map(|period| &period.stages)
            .map(|stage| stage.whole.exact)
            .collect();
        assert!(!expected.is_empty());
        assert_has(&funnelmath_json::answer(&document), &expected);
        let mut group = c.benchmark_group(format!("document of a {name}"));
        group.bench_function("core", |b| b.iter(|| plan(black_box(target))));
        group.bench_function("document", |b| {
            b.iter(|| funnelmath_json::answer(black_box(&document)))
        });
        group.finish();
    }

    assert_has(&funnelmath_json::answer(REQUIRED), &required());
    let mut group = c.benchmark_group("document of required");
    group.bench_function("core", |b| b.iter(required));
    group.bench_function("document", |b| b.iter(|| funnelmath_json::answer(black_box(REQUIRED))));
    group.finish();
}

criterion_group!(door, benches);
criterion_main!(door);
