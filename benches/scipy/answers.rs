//! Times and errors of our functions over the reference cases, for `compare.py` to set beside scipy's: one line
//! for each, `name nanoseconds worst_error right of`.
//!
//! A column is answered by a plain loop, the least of many rounds; errors are relative, of both tails, over
//! max(1, cond) where the case has a condition number.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]
// What is printed is for people.
#![allow(clippy::disallowed_methods)]

use funnelmath::math::{
    beta_quantile, gamma_quantile, incomplete_beta, incomplete_gamma, normal_quantile,
};
use funnelmath::{Chance, Evidence, chance::Inputs};
use std::{env, fs, hint::black_box, time::Instant};

type Case = Vec<f64>;

/// The numbers of each line; 1 and 0 for `lower` and `upper`.
fn cases(file: &str) -> Vec<Case> {
    let path = format!("{}/../core/testdata/reference/{file}.txt", env!("CARGO_MANIFEST_DIR"));
    let number = |word: &str| match word {
        "lower" => 1.0,
        "upper" => 0.0,
        word => word.parse().unwrap(),
    };
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split(' ').map(number).collect()).collect()
}

fn off(got: f64, want: f64) -> f64 {
    if got == want { 0.0 } else { ((got - want) / want).abs() }
}

/// `error` is NaN for an answer that is only right or wrong, and is wrong.
fn report(
    name: &str,
    cases: &[Case],
    answer: impl Fn(&[f64]) -> f64,
    error: impl Fn(&[f64]) -> f64,
) {
    let rounds = if env::args().any(|arg| arg == "--quick") { 1 } else { 200 };
    let mut least = f64::MAX;
    for _ in 0..rounds {
        let begin = Instant::now();
        let sum: f64 = cases.iter().map(|case| answer(black_box(case))).sum();
        black_box(sum);
        least = least.min(begin.elapsed().as_nanos() as f64);
    }
    let errors: Vec<f64> = cases.iter().map(|case| error(case)).collect();
    let right = errors.iter().filter(|&&error| error <= 2e-13).count();
    let worst = errors.iter().copied().filter(|error| !error.is_nan()).fold(0.0, f64::max);
    println!("{name} {:.1} {worst:.1e} {right} {}", least / cases.len() as f64, cases.len());
}

fn exact(got: f64, want: f64) -> f64 {
    if got == want { 0.0 } else { f64::NAN }
}

fn main() {
    report(
        "incomplete_beta",
        &cases("beta"),
        |v| incomplete_beta(v[0], v[1], v[2]).unwrap().lower,
        |v| {
            let got = incomplete_beta(v[0], v[1], v[2]).unwrap();
            off(if v[3] == 1.0 { got.lower } else { got.upper }, v[4]) / v[5].max(1.0)
        },
    );
    report(
        "incomplete_gamma",
        &cases("gamma"),
        |v| incomplete_gamma(v[0], v[1]).unwrap().lower,
        |v| {
            let got = incomplete_gamma(v[0], v[1]).unwrap();
            // About the condition number.
            let condition = 1.0 + (v[0] - v[1]).abs() + v[0].sqrt();
            off(if v[2] == 1.0 { got.lower } else { got.upper }, v[3]) / condition
        },
    );
    report(
        "beta_quantile",
        &cases("beta_quantile"),
        |v| beta_quantile(v[0], v[1], v[2]).unwrap().value,
        |v| {
            let got = beta_quantile(v[0], v[1], v[2]).unwrap();
            off(got.value, v[3]).max(off(got.complement, v[4]))
        },
    );
    report(
        "normal_quantile",
        &cases("normal_quantile"),
        |v| normal_quantile(v[0]).unwrap().unwrap(),
        |v| off(normal_quantile(v[0]).unwrap().unwrap(), v[1]),
    );
    let smallest = |v: &[f64]| match Chance::known(v[0]).unwrap().inputs_for(v[1], v[2]).unwrap() {
        Inputs::Enough { inputs, .. } => inputs,
        _ => panic!("every case has an answer"),
    };
    let all = cases("binomial_inverse");
    report("smallest_n", &all, smallest, |v| exact(smallest(v), v[3]));
    for k in [8.0, 1e4] {
        let same: Vec<Case> = [0.05, 0.26, 0.5, 0.9]
            .iter()
            .flat_map(|&p| [0.5, 0.8, 0.9, 0.95, 0.99].map(|c| vec![p, k, c, 0.0]))
            .collect();
        // Right by its own definition: enough with n, and not with n - 1.
        report(&format!("smallest_n_{k}"), &same, smallest, |v| {
            let (n, chance) = (smallest(v), Chance::known(v[0]).unwrap());
            let at = |n: f64| chance.results(n).unwrap().at_least(v[1]).unwrap().value;
            exact(f64::from(u8::from(at(n) >= v[2] * (1.0 - 1e-12) && at(n - 1.0) < v[2])), 1.0)
        });
    }
    let smallest = |v: &[f64]| {
        let evidence = Evidence::new(v[0], v[1]).unwrap();
        match Chance::followed(&evidence).inputs_for(v[2], v[3]).unwrap() {
            Inputs::Enough { inputs, .. } => inputs,
            _ => panic!("every case has an answer"),
        }
    };
    let all = cases("beta_binomial_inverse");
    report("smallest_n_counted", &all, smallest, |v| exact(smallest(v), v[4]));
    report(
        "gamma_quantile",
        &cases("gamma_quantile"),
        |v| gamma_quantile(v[0], v[1]).unwrap().unwrap(),
        |v| off(gamma_quantile(v[0], v[1]).unwrap().unwrap(), v[2]),
    );
}
