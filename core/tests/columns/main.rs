//! Questions over columns: every row is what the scalar function says, bit for bit.
#![cfg(feature = "alloc")]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

/// The golden vectors as rows of columns.
mod golden;
/// Properties: each row against the scalar functions.
mod rows;

use funnelmath::columns::{
    ActivityGauge, AtLeast, Chance, Column, Forward, Goal, InputsFor, Limits, MAX_GATES, Overall,
    Probabilities, RateFromCounts, RateInterval, Required, Start, Status, Units, Validity, Whole,
    WholeStages,
};
use funnelmath::{Error, ErrorKind, Evidence, Field, Method, Policy};

const S: Column<'_> = Column::same(1.0);

fn length(field: Field, index: Option<usize>, found: usize, needed: usize) -> Error {
    let error = Error::new(ErrorKind::Length).field_is(field);
    let error = error.got(found as f64).limit_is(needed as f64);
    index.map_or(error, |index| error.at(index))
}

#[test]
fn statuses_have_fixed_numbers() {
    let outcomes: Vec<(u32, &str)> =
        Status::OUTCOMES.iter().map(|status| (status.code(), status.name())).collect();
    let fixed = [
        (0, "answered"),
        (1001, "null"),
        (1002, "unreachable"),
        (1003, "never"),
        (1004, "undefined"),
    ];
    assert_eq!(outcomes, fixed);
    for (place, &kind) in ErrorKind::ALL.iter().enumerate() {
        let status = Status::Error(kind);
        assert_eq!(status.code() as usize, place + 1);
        assert_eq!(status.to_string(), kind.name());
        assert_eq!(Status::from_code(status.code()), Some(status));
    }
    for &status in Status::OUTCOMES {
        assert_eq!(Status::from_code(u32::from(status)), Some(status));
    }
    for no_status in [999, 1000, 1005, u32::MAX] {
        assert_eq!(Status::from_code(no_status), None);
    }
}

#[test]
fn statuses_are_numbers_where_they_are_asked_for_as_numbers() {
    let (mut rates, mut status) = ([0.0; 3], [7_u32; 3]);
    let counts = RateFromCounts {
        successes: Column::integers(&[1, 1, 3]),
        trials: Column::integers(&[2, 0, 2]),
    };
    let summary = counts.answer(&mut rates, &mut status).unwrap();
    assert_eq!(status, [0, 6, 5]);
    assert_eq!((summary.answered, summary.method), (1, Method::Exact));
}

#[test]
fn validity_is_read_as_arrow_writes_it() {
    // Arrow's own example: [true, null, true, ...] is 0b...101, and an offset skips bits, not bytes.
    let validity = Validity::new(&[0b1010_0000, 0b0000_0101], 5);
    let expected = [true, false, true, true, false, true, false];
    for (row, valid) in expected.into_iter().enumerate() {
        assert_eq!(validity.is_valid(row), valid, "row {row}");
    }
    assert!(!validity.is_valid(11) && !validity.is_valid(usize::MAX));

    // A null row is not evaluated: neither its own number nor those of other columns are read.
    let (mut rates, mut status) = ([0.0; 2], [Status::default(); 2]);
    let overall = Overall {
        rates: &[
            Column::new(&[f64::NAN, 0.5]).with_validity(Validity::new(&[0b10], 0)),
            Column::new(&[9.0, 0.5]),
        ],
    };
    assert_eq!(overall.answer(&mut rates, &mut status).unwrap().answered, 1);
    assert_eq!(status, [Status::Null, Status::Answered]);
    assert_eq!(rates[0].to_bits(), f64::NAN.to_bits());

    // One number for all rows may be null in some of them.
    let masked = Column::same(0.5).with_validity(Validity::new(&[0b01], 0));
    Overall { rates: &[masked] }.answer(&mut rates, &mut status).unwrap();
    assert_eq!(status, [Status::Answered, Status::Null]);
}

#[test]
fn a_bitmap_needs_a_bit_for_each_row() {
    let (mut rates, mut status) = ([5.0; 9], [Status::Never; 9]);
    let mut overall = |bits: &[u8], offset: usize| {
        let column = Column::same(0.5).with_validity(Validity::new(bits, offset));
        Overall { rates: &[Column::same(0.5), column] }.answer(&mut rates, &mut status)
    };
    let short = |found| Err(length(Field::Rates, Some(1), found, 9));
    assert_eq!(overall(&[0xff], 0), short(8));
    assert_eq!(overall(&[0xff; 2], 8), short(8));
    assert_eq!(overall(&[0xff; 2], 99), short(0));
    assert_eq!(overall(&[0xff; 2], usize::MAX), short(0));
    assert!(overall(&[0xff; 2], 7).is_ok());
    assert_eq!((rates, status), ([0.25; 9], [Status::Answered; 9]));
}

#[test]
fn every_length_is_checked_before_anything_is_written() {
    let two = Column::new(&[0.5; 2]);
    let (mut volumes, mut revenue, mut status) = ([[7.0; 3]; 2], [7.0; 3], [Status::Never; 3]);
    let mut forward = |rates: &[Column<'_>], entry, sale_value, brought: usize| {
        let [first, second] = &mut volumes;
        let places: &mut [&mut [f64]] = &mut [first, second];
        Forward { rates, entry, sale_value }.answer(places, &mut revenue[..brought], &mut status)
    };
    assert_eq!(forward(&[two], S, S, 3), Err(length(Field::Rates, Some(0), 2, 3)));
    assert_eq!(forward(&[S], two, S, 3), Err(length(Field::Entry, None, 2, 3)));
    let integers = Column::integers(&[1; 4]);
    assert_eq!(forward(&[S], S, integers, 3), Err(length(Field::SaleValue, None, 4, 3)));
    assert_eq!(forward(&[S], S, S, 2), Err(length(Field::Revenue, None, 2, 3)));
    assert_eq!(forward(&[S, S], S, S, 3), Err(length(Field::Volumes, None, 2, 3)));
    let none = Error::new(ErrorKind::NoGates).field_is(Field::Rates);
    assert_eq!(forward(&[], S, S, 3), Err(none));
    let many = vec![S; MAX_GATES + 1];
    assert_eq!(forward(&many, S, S, 3), Err(length(Field::Rates, None, 65, 64)));
    assert_eq!((volumes, revenue, status), ([[7.0; 3]; 2], [7.0; 3], [Status::Never; 3]));

    let mut columns = [[7.0; 3]; 3];
    let [first, second, third] = &mut columns;
    let places: &mut [&mut [f64]] = &mut [first, &mut second[..1], third];
    let required = |goal, start, places: &mut [&mut [f64]]| {
        Required { rates: &[S, S], goal, sale_value: S, start }
            .answer(places, &mut [Status::Never; 3])
    };
    let revenue = Goal::Revenue(S);
    let short = length(Field::Volumes, Some(1), 1, 3);
    assert_eq!(required(revenue, Start::Empty, places), Err(short));
    let goal = Goal::Revenue(two);
    assert_eq!(required(goal, Start::Empty, places), Err(length(Field::GoalRevenue, None, 2, 3)));
    let goal = Goal::Volume { stage: 2, target: two };
    assert_eq!(required(goal, Start::Empty, places), Err(length(Field::GoalTarget, None, 2, 3)));
    let stage = Error::new(ErrorKind::Stage).field_is(Field::GoalStage).got(3.0).limit_is(2.0);
    let goal = Goal::Volume { stage: 3, target: S };
    assert_eq!(required(goal, Start::Empty, places), Err(stage));
    let start = Start::Open(&[S, S]);
    assert_eq!(required(revenue, start, places), Err(length(Field::Start, None, 2, 3)));
    let reached = [S, S, two];
    assert_eq!(
        required(revenue, Start::Reached(&reached), places),
        Err(length(Field::Start, Some(2), 2, 3))
    );
    assert_eq!(columns, [[7.0; 3]; 3]);
}

#[test]
fn other_shapes_are_checked_too() {
    let (two, status) = (Column::new(&[0.5; 2]), &mut [Status::Never; 3]);
    let (one, other) = (&mut [0.0; 3], &mut [0.0; 1]);
    let whole = Whole { policy: Policy::Up, exact: S };
    let units = Units { units: one, residual: other };
    assert_eq!(whole.answer(units, status), Err(length(Field::Residual, None, 1, 3)));
    let units = Units { units: other, residual: one };
    assert_eq!(whole.answer(units, status), Err(length(Field::Units, None, 1, 3)));

    let stages = WholeStages { policy: Policy::Up, rates: &[S], stage: 1, exact: &[S, S] };
    let places: &mut [&mut [f64]] = &mut [&mut [], &mut []];
    let stage = Error::new(ErrorKind::Stage).field_is(Field::Stage).got(2.0).limit_is(1.0);
    assert_eq!(WholeStages { stage: 2, ..stages }.answer(places, status), Err(stage));
    let short = WholeStages { exact: &[S], ..stages };
    assert_eq!(short.answer(places, status), Err(length(Field::Exact, None, 1, 2)));
    let long = WholeStages { exact: &[S, two], ..stages };
    assert_eq!(long.answer(places, status), Err(length(Field::Exact, Some(1), 2, 3)));
    assert_eq!(stages.answer(&mut places[..1], status), Err(length(Field::Whole, None, 1, 2)));

    let counted = columns_evidence(two);
    let limits = Limits { low: &mut [], high: one };
    let interval = RateInterval { evidence: counted, level: S };
    assert_eq!(interval.answer(limits, status), Err(length(Field::Trials, None, 2, 3)));
    let interval = RateInterval { evidence: columns_evidence(S), level: S };
    let limits = Limits { low: other, high: &mut [] };
    assert_eq!(interval.answer(limits, status), Err(length(Field::Low, None, 1, 3)));

    let evidence = [columns_evidence(S), counted];
    let question = AtLeast { chance: Chance::counted(&evidence), inputs: S, results: S };
    let unasked = || Probabilities { value: &mut [], complement: &mut [] };
    assert_eq!(question.answer(unasked(), status), Err(length(Field::Trials, Some(1), 2, 3)));
    let many = vec![columns_evidence(S); MAX_GATES + 1];
    let question = AtLeast { chance: Chance::counted(&many), inputs: S, results: S };
    assert_eq!(question.answer(unasked(), status), Err(length(Field::Evidence, None, 65, 64)));
    let question = InputsFor { chance: Chance::known(S), results: S, confidence: two };
    let short = Err(length(Field::Confidence, None, 2, 3));
    assert_eq!(question.answer(&mut [], unasked(), status), short);
    assert_eq!(*status, [Status::Never; 3]);
}

fn columns_evidence(trials: Column<'_>) -> funnelmath::columns::Evidence<'_> {
    funnelmath::columns::Evidence::counted(Evidence::UNIFORM, S, trials)
}

#[test]
fn the_most_gates_and_no_rows() {
    let rates = vec![Column::same(0.5); MAX_GATES];
    let (mut overall, mut status) = ([0.0; 1], [Status::default(); 1]);
    Overall { rates: &rates }.answer(&mut overall, &mut status).unwrap();
    assert_eq!(overall[0], 1.0 / 18_446_744_073_709_551_616.0);
    let mut volumes = vec![[0.0; 1]; MAX_GATES + 1];
    let mut places: Vec<&mut [f64]> = volumes.iter_mut().map(|column| &mut column[..]).collect();
    let question = Forward { rates: &rates, entry: S, sale_value: S };
    question.answer(&mut places, &mut [], &mut status).unwrap();
    assert_eq!(volumes[MAX_GATES], overall);

    let counted = vec![columns_evidence(S); MAX_GATES];
    let question = AtLeast { chance: Chance::counted(&counted), inputs: S, results: S };
    let chances = Probabilities { value: &mut overall, complement: &mut [] };
    question.answer(chances, &mut status).unwrap();
    // Each rate is Beta(2, 1), of mean 2/3, so all 64 gates are passed with (2/3)^64 = 5.4e-12.
    assert_eq!(format!("{:.1e}", overall[0]), "5.4e-12");

    let nobody: &mut [Status] = &mut [];
    let gauge = ActivityGauge { actual: Column::new(&[]), required: S };
    assert_eq!(gauge.answer(&mut [], nobody).unwrap().answered, 0);
}

#[test]
fn the_weakest_method_of_all_rows_is_told() {
    let counts = [columns_evidence(Column::same(20.0)), columns_evidence(Column::same(30.0))];
    let method = |inputs: &[i64]| {
        let mut status = vec![Status::Never; inputs.len()];
        let inputs = Column::integers(inputs);
        let question = AtLeast { chance: Chance::counted(&counts), inputs, results: S };
        let chances = Probabilities { value: &mut [], complement: &mut [] };
        question.answer(chances, &mut status).unwrap().method
    };
    assert_eq!(method(&[1, 512]), Method::Exact);
    assert_eq!(method(&[1, 513, 2]), Method::Inversion);
}
