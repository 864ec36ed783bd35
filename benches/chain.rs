//! A chain of 5 gates: each call of the library beside the plain, unchecked loop that a developer
//! would write by hand, in the same run. Every pair is asserted to agree before it is timed.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use criterion::{Criterion, criterion_group, criterion_main};
use funnelmath::{
    Chain, Goal, Start,
    chain::{Answer, Entry, Knowns, Required, solve},
    trace::{Formula, StepName, Trace},
};
use std::hint::black_box;

const RATES: [f64; 5] = [0.5, 0.6, 0.45, 0.65, 0.4];
const VALUE: f64 = 3_400.0;
const GOAL: f64 = 25_000.0;

#[inline(never)]
fn forward(chain: &Chain<'_>, entry: f64, value: f64, volumes: &mut [f64; 6]) -> f64 {
    chain.forward(Entry::First(entry), value, volumes).unwrap()
}

#[inline(never)]
fn forward_by_hand(rates: &[f64], entry: f64, value: f64, volumes: &mut [f64; 6]) -> f64 {
    volumes[0] = entry;
    for gate in 0..rates.len() {
        volumes[gate + 1] = volumes[gate] * rates[gate];
    }
    volumes[rates.len()] * value
}

#[inline(never)]
fn required(chain: &Chain<'_>, revenue: f64, value: f64, volumes: &mut [f64; 6]) -> f64 {
    match chain.required(Goal::Revenue(revenue), value, Start::Empty, volumes).unwrap() {
        Required::Entry(entry) => entry,
        Required::Unreachable(why) => panic!("{why:?}"),
    }
}

/// The working, for a reader that does not want it.
struct Unread;

impl Trace for Unread {
    fn step(&mut self, _: StepName, _: Formula, _: &[f64], _: f64) {}
}

#[inline(never)]
fn required_traced(chain: &Chain<'_>, revenue: f64, value: f64, volumes: &mut [f64; 6]) -> f64 {
    let goal = Goal::Revenue(revenue);
    match chain.required_traced(goal, value, Start::Empty, volumes, &mut Unread).unwrap() {
        Required::Entry(entry) => entry,
        Required::Unreachable(why) => panic!("{why:?}"),
    }
}

#[inline(never)]
fn new_and_required(rates: &[f64], revenue: f64, value: f64, volumes: &mut [f64; 6]) -> f64 {
    let chain = Chain::new(rates).unwrap();
    match chain.required(Goal::Revenue(revenue), value, Start::Empty, volumes).unwrap() {
        Required::Entry(entry) => entry,
        Required::Unreachable(why) => panic!("{why:?}"),
    }
}

#[inline(never)]
fn required_by_hand(rates: &[f64], revenue: f64, value: f64, volumes: &mut [f64; 6]) -> f64 {
    volumes[rates.len()] = revenue / value;
    for gate in (0..rates.len()).rev() {
        volumes[gate] = volumes[gate + 1] / rates[gate];
    }
    volumes[0]
}

/// All volumes and rates.
type Solved = ([Answer; 6], [Answer; 5]);

#[inline(never)]
fn solve_one(knowns: &Knowns<'_>, answers: &mut Solved) -> usize {
    solve(knowns, &mut answers.0, &mut answers.1).unwrap().undetermined
}

/// The same without checks, for exactly one unknown among entry, rates, sale value and revenue.
#[inline(never)]
fn solve_by_hand(knowns: &Knowns<'_>, volumes: &mut [f64; 6], rates: &mut [f64; 5]) -> f64 {
    let (mut product, mut unknown) = (1.0, None);
    for (gate, known) in knowns.rates.iter().enumerate() {
        match known {
            Some(rate) => {
                rates[gate] = *rate;
                product *= rate;
            }
            None => unknown = Some(gate),
        }
    }
    let (entry, found) = match (knowns.volumes[0], unknown, knowns.sale_value, knowns.revenue) {
        (Some(entry), Some(gate), Some(value), Some(revenue)) => {
            rates[gate] = revenue / (value * entry * product);
            (entry, rates[gate])
        }
        (Some(entry), None, Some(value), None) => (entry, entry * product * value),
        (Some(entry), None, None, Some(revenue)) => (entry, revenue / (entry * product)),
        (None, None, Some(value), Some(revenue)) => {
            let entry = revenue / (value * product);
            (entry, entry)
        }
        _ => panic!("not exactly one unknown"),
    };
    volumes[0] = entry;
    for gate in 0..rates.len() {
        volumes[gate + 1] = volumes[gate] * rates[gate];
    }
    found
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-14 * b
}

fn benches(c: &mut Criterion) {
    let chain = Chain::new(&RATES).unwrap();
    let (mut ours, mut hand) = ([0.0; 6], [0.0; 6]);

    assert_eq!(
        forward(&chain, 200.0, VALUE, &mut ours),
        forward_by_hand(&RATES, 200.0, VALUE, &mut hand)
    );
    assert_eq!(ours, hand);
    let mut group = c.benchmark_group("forward");
    group.bench_function("funnelmath", |b| {
        b.iter(|| {
            forward(black_box(&chain), black_box(200.0), black_box(VALUE), black_box(&mut ours))
        });
    });
    group.bench_function("by hand", |b| {
        b.iter(|| {
            forward_by_hand(
                black_box(&RATES),
                black_box(200.0),
                black_box(VALUE),
                black_box(&mut hand),
            )
        });
    });
    group.finish();

    let entry = required_by_hand(&RATES, GOAL, VALUE, &mut hand);
    assert!(near(required(&chain, GOAL, VALUE, &mut ours), entry));
    assert!(ours.iter().zip(hand).all(|(&a, b)| near(a, b)));
    assert!(near(new_and_required(&RATES, GOAL, VALUE, &mut ours), entry));
    let mut group = c.benchmark_group("required");
    group.bench_function("funnelmath", |b| {
        b.iter(|| {
            required(black_box(&chain), black_box(GOAL), black_box(VALUE), black_box(&mut ours))
        });
    });
    group.bench_function("funnelmath with a trace that keeps nothing", |b| {
        b.iter(|| {
            required_traced(
                black_box(&chain),
                black_box(GOAL),
                black_box(VALUE),
                black_box(&mut ours),
            )
        });
    });
    group.bench_function("funnelmath with Chain::new", |b| {
        b.iter(|| {
            new_and_required(
                black_box(&RATES),
                black_box(GOAL),
                black_box(VALUE),
                black_box(&mut ours),
            )
        });
    });
    group.bench_function("by hand", |b| {
        b.iter(|| {
            required_by_hand(
                black_box(&RATES),
                black_box(GOAL),
                black_box(VALUE),
                black_box(&mut hand),
            )
        });
    });
    group.finish();

    let knowns = Knowns {
        volumes: &[Some(400.0), None, None, None, None, None],
        rates: &[Some(0.5), Some(0.6), Some(0.45), None, Some(0.4)],
        sale_value: Some(VALUE),
        revenue: Some(GOAL),
    };
    let mut answers: Solved = ([Answer::Undetermined; 6], [Answer::Undetermined; 5]);
    let mut rates = RATES;
    let rate = solve_by_hand(&knowns, &mut hand, &mut rates);
    assert_eq!(solve_one(&knowns, &mut answers), 0);
    assert!(near(answers.1[3].value().unwrap(), rate));
    assert!(answers.0.iter().zip(hand).all(|(a, b)| near(a.value().unwrap(), b)));
    let mut group = c.benchmark_group("solve for one rate");
    group.bench_function("funnelmath", |b| {
        b.iter(|| solve_one(black_box(&knowns), black_box(&mut answers)));
    });
    group.bench_function("by hand", |b| {
        b.iter(|| solve_by_hand(black_box(&knowns), black_box(&mut hand), black_box(&mut rates)));
    });
    group.finish();
}

criterion_group!(chain, benches);
criterion_main!(chain);
