//! The distribution of revenue from 208 seen deal sizes and 100 inputs at a counted rate, four quantiles: the library
//! beside a plain lattice that a developer would write by hand. Budget: 5 ms. And its inverse, the inputs that reach a
//! revenue with 90%, beside halving over that lattice.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
// The code by hand uses what is at hand.
#![allow(clippy::disallowed_methods)]

use criterion::{Criterion, criterion_group, criterion_main};
use funnelmath::{Chance, DealSize, Evidence, chance::Inputs};
use std::f64::consts::PI;
use std::hint::black_box;

const SIZES: usize = 208;
const INPUTS: usize = 100;
const CELLS: usize = 8192;
const QUANTILES: [f64; 4] = [0.1, 0.5, 0.8, 0.9];

/// Skewed sizes from about 400 to 12,000, the same in each run.
fn sizes() -> Vec<f64> {
    (0..SIZES).map(|i| (2_500.0 * (((i * 89) % SIZES) as f64 / 70.0 - 1.5).exp()).round()).collect()
}

fn library(evidence: &Evidence, sizes: &[f64]) -> [f64; 4] {
    let gates = [*evidence];
    let results = Chance::counted(&gates).unwrap().results(INPUTS as u32).unwrap();
    let revenue = results.revenue(&DealSize::Seen(sizes)).unwrap();
    QUANTILES.map(|p| revenue.quantile(p).unwrap().unwrap().value)
}

/// Radix-2 decimation in time, in place; the length is a power of 2.
fn transform(re: &mut [f64], im: &mut [f64], sign: f64) {
    let n = re.len();
    let mut j = 0;
    for i in 1..n {
        let mut bit = n >> 1;
        while j & bit != 0 {
            j ^= bit;
            bit >>= 1;
        }
        j |= bit;
        if i < j {
            re.swap(i, j);
            im.swap(i, j);
        }
    }
    let mut half = 1;
    while half < n {
        let (sin, cos) = (sign * PI / half as f64).sin_cos();
        for start in (0..n).step_by(2 * half) {
            let (mut wr, mut wi) = (1.0, 0.0);
            for k in start..start + half {
                let (a, b) =
                    (re[k + half] * wr - im[k + half] * wi, re[k + half] * wi + im[k + half] * wr);
                (re[k + half], im[k + half]) = (re[k] - a, im[k] - b);
                (re[k], im[k]) = (re[k] + a, im[k] + b);
                (wr, wi) = (wr * cos - wi * sin, wr * sin + wi * cos);
            }
        }
        half *= 2;
    }
}

/// P(S <= cell) of each cell: sizes rounded to a lattice, the generating function of a beta-binomial count at each
/// frequency, and back.
fn below_by_hand(a: f64, b: f64, inputs: usize, step: f64, sizes: &[f64]) -> Vec<f64> {
    let (mut re, mut im) = (vec![0.0; CELLS], vec![0.0; CELLS]);
    for size in sizes {
        re[(size / step).round() as usize] += 1.0 / SIZES as f64;
    }
    // P(N = k), each from the one before.
    let n = inputs as f64;
    let mut pmf = vec![(0..inputs).map(|i| (b + i as f64) / (a + b + i as f64)).product::<f64>()];
    for k in 0..inputs {
        let k = k as f64;
        pmf.push(pmf.last().unwrap() * (n - k) * (a + k) / ((k + 1.0) * (b + n - k - 1.0)));
    }
    transform(&mut re, &mut im, -1.0);
    for (re, im) in re.iter_mut().zip(&mut im) {
        let (x, y) = (*re, *im);
        let (mut r, mut i) = (0.0, 0.0);
        for p in pmf.iter().rev() {
            (r, i) = (r * x - i * y + p, r * y + i * x);
        }
        (*re, *im) = (r, i);
    }
    transform(&mut re, &mut im, 1.0);
    let mut sum = 0.0;
    for cell in &mut re {
        sum += *cell / CELLS as f64;
        *cell = sum;
    }
    re
}

/// The width of a cell: the lattice reaches to the mean of so many deals.
fn step(inputs: usize, sizes: &[f64]) -> f64 {
    sizes.iter().sum::<f64>() / SIZES as f64 * inputs as f64 / CELLS as f64
}

fn by_hand(a: f64, b: f64, sizes: &[f64]) -> [f64; 4] {
    let step = step(INPUTS, sizes);
    let below = below_by_hand(a, b, INPUTS, step, sizes);
    QUANTILES.map(|p| below.iter().position(|&sum| sum >= p).unwrap() as f64 * step)
}

const GOAL: f64 = 100_000.0;
const CONFIDENCE: f64 = 0.9;

fn inputs(evidence: &Evidence, sizes: &[f64]) -> f64 {
    let gates = [*evidence];
    let chance = Chance::counted(&gates).unwrap();
    let found = chance.inputs_for_revenue(&DealSize::Seen(sizes), GOAL, CONFIDENCE).unwrap();
    match found {
        Inputs::Enough { inputs, .. } => inputs,
        never => panic!("{never:?}"),
    }
}

/// The fewest inputs by doubling and halving, a lattice for each.
fn inputs_by_hand(a: f64, b: f64, sizes: &[f64]) -> f64 {
    let reaches = |inputs: usize| {
        let step = step(inputs.max(80), sizes);
        let below = below_by_hand(a, b, inputs, step, sizes);
        1.0 - below[(GOAL / step).ceil() as usize - 1] >= CONFIDENCE
    };
    let (mut low, mut high) = (32, 64);
    while !reaches(high) {
        (low, high) = (high, 2 * high);
    }
    while high - low > 1 {
        let middle = (low + high) / 2;
        *(if reaches(middle) { &mut high } else { &mut low }) = middle;
    }
    high as f64
}

fn revenue(c: &mut Criterion) {
    let sizes = sizes();
    let evidence = Evidence::JEFFREYS.observe(26u32, 81u32).unwrap();
    let (ours, hand) = (library(&evidence, &sizes), by_hand(evidence.a(), evidence.b(), &sizes));
    for (ours, hand) in ours.iter().zip(hand) {
        assert!((ours / hand - 1.0).abs() < 2e-3, "{ours} {hand}");
    }
    let mut group = c.benchmark_group("revenue of 208 seen sizes, 100 inputs, 4 quantiles");
    group.sample_size(20);
    group.bench_function("funnelmath", |b| {
        b.iter(|| library(black_box(&evidence), black_box(&sizes)));
    });
    group.bench_function("by hand", |b| {
        b.iter(|| by_hand(black_box(evidence.a()), black_box(evidence.b()), black_box(&sizes)));
    });
    group.finish();

    let (ours, hand) =
        (inputs(&evidence, &sizes), inputs_by_hand(evidence.a(), evidence.b(), &sizes));
    assert!((ours - hand).abs() <= 1.0, "{ours} {hand}");
    let mut group = c.benchmark_group("inputs for a revenue of 208 seen sizes");
    group.sample_size(20);
    group.bench_function("funnelmath", |b| {
        b.iter(|| inputs(black_box(&evidence), black_box(&sizes)));
    });
    group.bench_function("by hand", |b| {
        b.iter(|| {
            inputs_by_hand(black_box(evidence.a()), black_box(evidence.b()), black_box(&sizes))
        });
    });
    group.finish();
}

criterion_group!(benches, revenue);
criterion_main!(benches);
