//! Special functions beside those of statrs, in the same run and on the reference cases. Every answer of ours
//! is asserted before anything is timed; of theirs it is printed how many are right.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use criterion::{Criterion, criterion_group, criterion_main};
use funnelmath::math::{
    beta_quantile, binomial_probability, gamma_quantile, incomplete_beta, incomplete_gamma,
    normal_quantile,
};
use std::hint::black_box;

const BETA: &str = include_str!("../core/testdata/reference/beta.txt");
const GAMMA: &str = include_str!("../core/testdata/reference/gamma.txt");
const QUANTILE: &str = include_str!("../core/testdata/reference/beta_quantile.txt");

/// The numbers of each line; 1 and 0 for `lower` and `upper`.
fn cases(text: &str) -> Vec<Vec<f64>> {
    let number = |word: &str| match word {
        "lower" => 1.0,
        "upper" => 0.0,
        word => word.parse().unwrap(),
    };
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split(' ').map(number).collect()).collect()
}

fn relative(got: f64, want: f64) -> f64 {
    ((got - want) / want).abs()
}

/// Times `f` over all cases in turn: nanoseconds an answer are the printed time over `cases.len()`.
fn over(c: &mut Criterion, name: &str, cases: &[Vec<f64>], f: impl Fn(&[f64]) -> f64) {
    let mut group = c.benchmark_group(name);
    group.throughput(criterion::Throughput::Elements(cases.len() as u64));
    group.bench_function("all", |b| {
        b.iter(|| cases.iter().map(|case| f(black_box(case))).sum::<f64>());
    });
    group.finish();
}

fn tails(c: &mut Criterion) {
    let beta = cases(BETA);
    let mut right = 0;
    for v in &beta {
        let got = incomplete_beta(v[0], v[1], v[2]).unwrap();
        let small = if v[3] == 1.0 { got.lower } else { got.upper };
        assert!(relative(small, v[4]) <= 2e-13 * v[5].max(1.0), "{v:?} {got:?}");
        let theirs = statrs::function::beta::checked_beta_reg(v[0], v[1], v[2]).unwrap_or(-1.0);
        let lower = if v[3] == 1.0 { v[4] } else { 1.0 - v[4] };
        right += usize::from(relative(theirs, lower) <= 1e-9 * v[5].max(1.0));
    }
    println!("statrs, incomplete beta: {right} of {} lower tails within 1e-9", beta.len());
    over(c, "incomplete_beta", &beta, |v| incomplete_beta(v[0], v[1], v[2]).unwrap().lower);
    over(c, "incomplete_beta/statrs", &beta, |v| {
        statrs::function::beta::checked_beta_reg(v[0], v[1], v[2]).unwrap_or(-1.0)
    });
    let gamma = cases(GAMMA);
    let mut right = 0;
    for v in &gamma {
        let got = incomplete_gamma(v[0], v[1]).unwrap();
        let small = if v[2] == 1.0 { got.lower } else { got.upper };
        // The condition number is at most about the standard score times the root of the shape.
        assert!(
            relative(small, v[3]) <= 2e-13 * (1.0 + (v[0] - v[1]).abs() + v[0]),
            "{v:?} {got:?}"
        );
        let theirs = statrs::function::gamma::checked_gamma_lr(v[0], v[1]).unwrap_or(-1.0);
        let lower = if v[2] == 1.0 { v[3] } else { 1.0 - v[3] };
        right += usize::from(relative(theirs, lower) <= 1e-9 * (1.0 + v[0]));
    }
    println!("statrs, incomplete gamma: {right} of {} lower tails within 1e-9", gamma.len());
    over(c, "incomplete_gamma", &gamma, |v| incomplete_gamma(v[0], v[1]).unwrap().lower);
    over(c, "incomplete_gamma/statrs", &gamma, |v| {
        statrs::function::gamma::checked_gamma_lr(v[0], v[1]).unwrap_or(-1.0)
    });
}

fn quantiles(c: &mut Criterion) {
    let beta = cases(QUANTILE);
    for v in &beta {
        let got = beta_quantile(v[0], v[1], v[2]).unwrap();
        assert!(relative(got.value, v[3]) <= 1e-13 && relative(got.complement, v[4]) <= 1e-13);
    }
    over(c, "beta_quantile", &beta, |v| beta_quantile(v[0], v[1], v[2]).unwrap().value);
    over(c, "gamma_quantile", &beta, |v| gamma_quantile(v[0], v[2]).unwrap().unwrap());
    over(c, "normal_quantile", &beta, |v| normal_quantile(v[2]).unwrap().unwrap());
}

const MIDDLE: f64 = 0.15736815762367635;

fn masses(c: &mut Criterion) {
    // The middle of the binomial of a goal: 8 of 28 at 26 %.
    assert!((binomial_probability(8.0, 28.0, 0.26).unwrap() - MIDDLE).abs() < 1e-15);
    c.bench_function("binomial_probability/8_of_28", |b| {
        b.iter(|| binomial_probability(black_box(8.0), black_box(28.0), black_box(0.26)).unwrap());
    });
    c.bench_function("incomplete_beta/8_of_28", |b| {
        b.iter(|| incomplete_beta(black_box(8.0), black_box(21.0), black_box(0.26)).unwrap());
    });
}

criterion_group!(benches, tails, quantiles, masses);
criterion_main!(benches);
