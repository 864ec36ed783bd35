//! A thousand funnels of 5 gates: a call over columns beside a loop of scalar calls over rows, and beside the plain,
//! unchecked loop over columns that a developer would write by hand, in the same run. All are asserted to agree first.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use funnelmath::columns::{
    Chance, Column, Forward, Goal, InputsFor, Probabilities, Required, Start, Status,
};
use funnelmath::{Chain, chain, chain::Entry};
use std::hint::black_box;

const ROWS: usize = 1_000;
const GATES: usize = 5;
const VALUE: f64 = 3_400.0;
const GOAL: f64 = 25_000.0;

/// The rates by gate, and the entries.
struct Table {
    rates: Vec<Vec<f64>>,
    entries: Vec<f64>,
}

impl Table {
    fn new() -> Self {
        let rate =
            |gate: usize, row: usize| 0.2 + 0.7 * ((row * 37 + gate * 101) % 997) as f64 / 997.0;
        let rates = (0..GATES).map(|gate| (0..ROWS).map(|row| rate(gate, row)).collect()).collect();
        Self { rates, entries: (0..ROWS).map(|row| (20 + row % 300) as f64).collect() }
    }

    fn columns(&self) -> Vec<Column<'_>> {
        self.rates.iter().map(|rates| Column::new(rates)).collect()
    }

    /// The same rates by row.
    fn by_row(&self) -> Vec<[f64; GATES]> {
        (0..ROWS).map(|row| std::array::from_fn(|gate| self.rates[gate][row])).collect()
    }
}

/// A column of results for each stage.
type Volumes = [Vec<f64>; GATES + 1];

fn volumes() -> Volumes {
    std::array::from_fn(|_| vec![0.0; ROWS])
}

#[inline(never)]
fn forward(
    question: &Forward<'_>,
    volumes: &mut Volumes,
    revenue: &mut [f64],
    status: &mut [Status],
) {
    let mut places = volumes.each_mut().map(|column| &mut column[..]);
    question.answer(&mut places, revenue, status).unwrap();
}

#[inline(never)]
fn forward_by_row(
    rates: &[[f64; GATES]],
    entries: &[f64],
    volumes: &mut [[f64; GATES + 1]],
    revenue: &mut [f64],
) {
    for (row, rates) in rates.iter().enumerate() {
        let chain = Chain::new(rates).unwrap();
        revenue[row] = chain.forward(Entry::First(entries[row]), VALUE, &mut volumes[row]).unwrap();
    }
}

#[inline(never)]
fn forward_by_hand(table: &Table, volumes: &mut Volumes, revenue: &mut [f64]) {
    volumes[0].copy_from_slice(&table.entries);
    for gate in 0..GATES {
        let (before, after) = volumes.split_at_mut(gate + 1);
        for ((place, volume), rate) in
            after[0].iter_mut().zip(&before[gate]).zip(&table.rates[gate])
        {
            *place = volume * rate;
        }
    }
    for (place, sales) in revenue.iter_mut().zip(&volumes[GATES]) {
        *place = sales * VALUE;
    }
}

#[inline(never)]
fn required(question: &Required<'_>, volumes: &mut Volumes, status: &mut [Status]) {
    let mut places = volumes.each_mut().map(|column| &mut column[..]);
    question.answer(&mut places, status).unwrap();
}

#[inline(never)]
fn required_by_row(rates: &[[f64; GATES]], volumes: &mut [[f64; GATES + 1]]) {
    for (rates, volumes) in rates.iter().zip(volumes) {
        let chain = Chain::new(rates).unwrap();
        let goal = chain::Goal::Revenue(GOAL);
        let _ = chain.required(goal, VALUE, chain::Start::Empty, volumes).unwrap();
    }
}

#[inline(never)]
fn inputs(question: &InputsFor<'_>, inputs: &mut [f64], status: &mut [Status]) {
    let unasked = Probabilities { value: &mut [], complement: &mut [] };
    question.answer(inputs, unasked, status).unwrap();
}

#[inline(never)]
fn inputs_by_row(rates: &[f64], inputs: &mut [f64]) {
    for (place, &rate) in inputs.iter_mut().zip(rates) {
        let chance = funnelmath::Chance::known(rate).unwrap();
        *place = chance.inputs_for(8, 0.9).unwrap().inputs().unwrap();
    }
}

fn benches(c: &mut Criterion) {
    let table = Table::new();
    let (columns, by_row) = (table.columns(), table.by_row());
    let (mut found, mut hand, mut rows) = (volumes(), volumes(), vec![[0.0; GATES + 1]; ROWS]);
    let (mut revenue, mut status) = (vec![0.0; ROWS], vec![Status::default(); ROWS]);
    let (entry, sale_value) = (Column::new(&table.entries), Column::same(VALUE));

    let question = Forward { rates: &columns, entry, sale_value };
    forward(&question, &mut found, &mut revenue, &mut status);
    forward_by_row(&by_row, &table.entries, &mut rows, &mut revenue);
    forward_by_hand(&table, &mut hand, &mut revenue);
    assert_eq!(found, hand);
    assert!((0..ROWS).all(|row| (0..=GATES).all(|stage| rows[row][stage] == found[stage][row])));
    let mut group = c.benchmark_group("forward, 1,000 rows of 5 gates");
    group.throughput(Throughput::Elements(ROWS as u64));
    group.bench_function("columns", |b| {
        b.iter(|| forward(black_box(&question), &mut found, &mut revenue, &mut status));
    });
    group.bench_function("scalar, row by row", |b| {
        b.iter(|| forward_by_row(black_box(&by_row), &table.entries, &mut rows, &mut revenue));
    });
    group.bench_function("by hand", |b| {
        b.iter(|| forward_by_hand(black_box(&table), &mut hand, &mut revenue));
    });
    group.finish();

    let goal = Goal::Revenue(Column::same(GOAL));
    let question = Required { rates: &columns, goal, sale_value, start: Start::Empty };
    required(&question, &mut found, &mut status);
    required_by_row(&by_row, &mut rows);
    assert!((0..ROWS).all(|row| (0..=GATES).all(|stage| rows[row][stage] == found[stage][row])));
    let mut group = c.benchmark_group("required, 1,000 rows of 5 gates");
    group.throughput(Throughput::Elements(ROWS as u64));
    group.bench_function("columns", |b| {
        b.iter(|| required(black_box(&question), &mut found, &mut status));
    });
    group.bench_function("scalar, row by row", |b| {
        b.iter(|| required_by_row(black_box(&by_row), &mut rows));
    });
    group.finish();

    let chance = Chance::known(columns[0]);
    let (results, confidence) = (Column::same(8.0), Column::same(0.9));
    let question = InputsFor { chance, results, confidence };
    let mut expected = vec![0.0; ROWS];
    inputs(&question, &mut revenue, &mut status);
    inputs_by_row(&table.rates[0], &mut expected);
    assert_eq!(revenue, expected);
    let mut group = c.benchmark_group("inputs for 8 results with 90%, 1,000 rows");
    group.throughput(Throughput::Elements(ROWS as u64));
    group.bench_function("columns", |b| {
        b.iter(|| inputs(black_box(&question), &mut revenue, &mut status));
    });
    group.bench_function("scalar, row by row", |b| {
        b.iter(|| inputs_by_row(black_box(&table.rates[0]), &mut expected));
    });
    group.finish();
}

criterion_group!(columns, benches);
criterion_main!(columns);
