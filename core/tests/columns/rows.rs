//! Properties: rows of any numbers in any form of column, against the scalar functions.

#[path = "../common/cases.rs"]
mod cases;

use cases::cases;
use funnelmath::columns::{
    ActivityGauge, AtLeast, Attainment, Chance, Column, Convert, Evidence, Forward, Goal,
    InputsFor, Limits, Overall, Probabilities, RateFromCounts, RateInterval, Required, Start,
    Status, Summary, Units, Validity, Whole, WholeStages,
};
use funnelmath::{
    Calendar, Chain, Error, Gate, Period, Policy, chain, chain::Entry, chance, rate, scorecard,
};
use proptest::prelude::*;

/// A column that owns its numbers.
#[derive(Debug, Clone)]
struct Given {
    form: Form,
    /// Which rows have a number, and the bits before them.
    validity: Option<(Vec<bool>, usize)>,
    bits: Vec<u8>,
}

#[derive(Debug, Clone)]
enum Form {
    Same(f64),
    Reals(Vec<f64>),
    Integers(Vec<i64>),
}

/// A number as the column has it, for functions that take counts.
macro_rules! count {
    ($given:expr, $row:expr, |$number:ident| $call:expr) => {
        match &$given.form {
            Form::Integers(numbers) => {
                let $number = numbers[$row];
                $call
            }
            _ => {
                let $number = $given.real($row);
                $call
            }
        }
    };
}

impl Given {
    fn column(&self) -> Column<'_> {
        let column = match &self.form {
            Form::Same(number) => Column::same(*number),
            Form::Reals(numbers) => Column::new(numbers),
            Form::Integers(numbers) => Column::integers(numbers),
        };
        match &self.validity {
            Some((_, offset)) => column.with_validity(Validity::new(&self.bits, *offset)),
            None => column,
        }
    }

    fn real(&self, row: usize) -> f64 {
        match &self.form {
            Form::Same(number) => *number,
            Form::Reals(numbers) => numbers[row],
            Form::Integers(numbers) => numbers[row] as f64,
        }
    }

    fn is_null(&self, row: usize) -> bool {
        self.validity.as_ref().is_some_and(|(valid, _)| !valid[row])
    }
}

/// Numbers that most questions can use, beside limits, ties, and what no question can use.
fn number(usual: BoxedStrategy<f64>) -> BoxedStrategy<f64> {
    let odd = prop::sample::select(vec![
        0.0,
        -0.0,
        1.0,
        1.0 + 1e-13,
        -1e-13,
        1.4,
        -1.0,
        2.5,
        0.1 + 0.2,
        5e-324,
        1e-300,
        1e300,
        f64::MAX,
        f64::NAN,
        -f64::NAN,
        f64::INFINITY,
        f64::NEG_INFINITY,
        9_007_199_254_740_992.0,
    ]);
    prop_oneof![8 => usual, 2 => odd, 1 => any::<u64>().prop_map(f64::from_bits)].boxed()
}

fn integer() -> impl Strategy<Value = i64> {
    let odd = vec![0, 1, -1, i64::MAX, i64::MIN, 9_007_199_254_740_992, 9_007_199_254_740_993];
    prop_oneof![6 => 0..60i64, 1 => prop::sample::select(odd)]
}

fn given(rows: usize, usual: BoxedStrategy<f64>) -> BoxedStrategy<Given> {
    let number = number(usual);
    let form = prop_oneof![
        3 => prop::collection::vec(number.clone(), rows).prop_map(Form::Reals),
        1 => prop::collection::vec(integer(), rows).prop_map(Form::Integers),
        1 => number.prop_map(Form::Same),
    ];
    let valid = prop::collection::vec(prop::bool::weighted(0.8), rows);
    let validity = prop::option::weighted(0.3, (valid, 0..21usize));
    (form, validity, any::<u8>())
        .prop_map(move |(form, validity, noise)| {
            let mut bits = Vec::new();
            if let Some((valid, offset)) = &validity {
                // Bits before the first row and after the last are noise.
                bits = vec![noise; (offset + rows).div_ceil(8)];
                for (row, &valid) in valid.iter().enumerate() {
                    let bit = offset + row;
                    bits[bit / 8] =
                        bits[bit / 8] & !(1 << (bit % 8)) | u8::from(valid) << (bit % 8);
                }
            }
            Given { form, validity, bits }
        })
        .boxed()
}

fn rate() -> BoxedStrategy<f64> {
    prop_oneof![4 => 0.0..=1.0f64, 1 => Just(0.0), 1 => Just(1.0)].boxed()
}

fn volume() -> BoxedStrategy<f64> {
    (0.0..1e6f64).boxed()
}

fn count() -> BoxedStrategy<f64> {
    (0..60u32).prop_map(f64::from).boxed()
}

const MOST_ROWS: usize = 20;

/// A number of rows, and so many columns of each kind.
fn table(kinds: Vec<BoxedStrategy<f64>>) -> impl Strategy<Value = (usize, Vec<Given>)> {
    (0..MOST_ROWS).prop_flat_map(move |rows| {
        let columns: Vec<_> = kinds.iter().map(|kind| given(rows, kind.clone())).collect();
        (Just(rows), columns)
    })
}

/// Gates, then other columns.
fn chains(
    gates: usize,
    kinds: &[BoxedStrategy<f64>],
) -> impl Strategy<Value = (usize, Vec<Given>)> + use<> {
    table(vec![rate(); gates].into_iter().chain(kinds.iter().cloned()).collect())
}

/// What a row should be: its status, and its outputs if it is answered.
type Expected = Result<Result<Vec<f64>, Status>, Error>;

/// Asks the question with `outputs` columns, and compares each row with what the scalar function says.
fn compare(
    rows: usize,
    given: &[Given],
    outputs: usize,
    answer: impl Fn(&mut [&mut [f64]], &mut [Status]) -> Result<Summary, Error>,
    scalar: impl Fn(usize) -> Expected,
) -> Result<(), TestCaseError> {
    let mut columns = vec![vec![-7.0; rows]; outputs];
    let mut status = vec![Status::Never; rows];
    let mut places: Vec<&mut [f64]> = columns.iter_mut().map(|column| &mut column[..]).collect();
    let summary = answer(&mut places, &mut status).unwrap();
    let mut answered = 0;
    for row in 0..rows {
        let expected = if given.iter().any(|column| column.is_null(row)) {
            Err(Status::Null)
        } else {
            scalar(row).unwrap_or_else(|error| Err(Status::Error(error.kind())))
        };
        let (said, numbers) = match expected {
            Ok(numbers) => (Status::Answered, numbers),
            Err(status) => (status, vec![f64::NAN; outputs]),
        };
        prop_assert_eq!(status[row], said, "row {}", row);
        for (column, number) in columns.iter().zip(numbers) {
            prop_assert_eq!(column[row].to_bits(), number.to_bits(), "row {}", row);
        }
        answered += usize::from(said == Status::Answered);
    }
    prop_assert_eq!(summary.answered, answered);
    Ok(())
}

fn reals(given: &[Given], row: usize) -> Vec<f64> {
    given.iter().map(|column| column.real(row)).collect()
}

fn columns(given: &[Given]) -> Vec<Column<'_>> {
    given.iter().map(Given::column).collect()
}

/// The evidence of gates, each with four columns: a, b, successes, trials.
fn evidence(given: &[Given]) -> Vec<Evidence<'_>> {
    let gates = given.chunks_exact(4).map(|gate| {
        let [a, b, successes, trials] = [0, 1, 2, 3].map(|place| gate[place].column());
        Evidence { a, b, successes, trials }
    });
    gates.collect()
}

fn evidence_of(given: &[Given], row: usize) -> Result<Vec<rate::Evidence>, Error> {
    let gates = given.chunks_exact(4).map(|gate| {
        let prior = rate::Evidence::new(gate[0].real(row), gate[1].real(row))?;
        count!(gate[2], row, |successes| count!(gate[3], row, |trials| prior
            .observe(successes, trials)))
    });
    gates.collect()
}

/// The known rate, then gates.
fn chance_kinds(gates: usize, kinds: &[BoxedStrategy<f64>]) -> Vec<BoxedStrategy<f64>> {
    let shape = (1e-3..20.0f64).boxed();
    let trials = (30..90u32).prop_map(f64::from).boxed();
    let gate = [shape.clone(), shape, count(), trials];
    let counted = (0..gates).flat_map(|_| gate.clone());
    [rate()].into_iter().chain(counted).chain(kinds.iter().cloned()).collect()
}

fn scalar_chance(rate: f64, evidence: &[rate::Evidence]) -> Result<chance::Chance<'_>, Error> {
    match evidence {
        [] => chance::Chance::known(rate),
        counted => chance::Chance::counted(counted)?.and_known(rate),
    }
}

fn policy() -> impl Strategy<Value = Policy> {
    prop::sample::select(Policy::ALL.to_vec())
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn forward((rows, given) in (1..6usize).prop_flat_map(|gates| chains(gates, &[volume(), volume()]))) {
        let gates = given.len() - 2;
        let rates = columns(&given[..gates]);
        let (entry, sale_value) = (given[gates].column(), given[gates + 1].column());
        let question = Forward { rates: &rates, entry, sale_value };
        let answer = |places: &mut [&mut [f64]], status: &mut [Status]| {
            let (revenue, volumes) = places.split_last_mut().unwrap();
            question.answer(volumes, revenue, status)
        };
        compare(rows, &given, gates + 2, answer, |row| {
            let numbers = reals(&given, row);
            let mut found = vec![0.0; gates + 2];
            let (entry, sale_value) = (Entry::First(numbers[gates]), numbers[gates + 1]);
            let chain = Chain::new(&numbers[..gates])?;
            found[gates + 1] = chain.forward(entry, sale_value, &mut found[..=gates])?;
            Ok(Ok(found))
        })?;
    }

    #[test]
    fn overall((rows, given) in (1..6usize).prop_flat_map(|gates| chains(gates, &[]))) {
        let rates = columns(&given);
        let question = Overall { rates: &rates };
                compare(rows, &given, 1, |places, status| question.answer(places[0], status), |row| {
            Ok(Ok(vec![Chain::new(&reals(&given, row))?.overall()]))
        })?;
    }

    #[test]
    fn required(
        (gates, (rows, given)) in (1..6usize).prop_flat_map(|gates| {
            let kinds = vec![volume(); gates + 3];
            (Just(gates), chains(gates, &kinds))
        }),
        stage in prop::option::of(any::<prop::sample::Index>()),
        start in 0..3usize,
    ) {
        let stage = stage.map(|stage| stage.index(gates + 1));
        // Without a start its columns are not part of the question.
        let given = if start == 0 { &given[..gates + 2] } else { &given[..] };
        let (rates, there) = (columns(&given[..gates]), columns(&given[gates + 2..]));
        let (target, sale_value) = (given[gates].column(), given[gates + 1].column());
        let goal = stage.map_or(Goal::Revenue(target), |stage| Goal::Volume { stage, target });
        let start_of = [Start::Empty, Start::Open(&there), Start::Reached(&there)][start];
        let question = Required { rates: &rates, goal, sale_value, start: start_of };
        compare(rows, given, gates + 1, |places, status| question.answer(places, status), |row| {
            let numbers = reals(given, row);
            let (target, sale_value) = (numbers[gates], numbers[gates + 1]);
            let there = &numbers[gates + 2..];
            let start = [chain::Start::Empty, chain::Start::Open(there), chain::Start::Reached(there)][start];
            let goal = stage.map_or(chain::Goal::Revenue(target), |stage| chain::Goal::Volume { stage, target });
            let mut volumes = vec![0.0; gates + 1];
            let chain = Chain::new(&numbers[..gates])?;
            Ok(match chain.required(goal, sale_value, start, &mut volumes)? {
                chain::Required::Entry(_) => Ok(volumes),
                chain::Required::Unreachable(_) => Err(Status::Unreachable),
            })
        })?;
    }

    #[test]
    fn whole((rows, given) in table(vec![volume()]), policy in policy()) {
        let question = Whole { policy, exact: given[0].column() };
        let answer = |places: &mut [&mut [f64]], status: &mut [Status]| {
            let [units, residual] = places else { panic!("{places:?}") };
            question.answer(Units { units, residual }, status)
        };
        compare(rows, &given, 2, answer, |row| {
            let whole = policy.apply(given[0].real(row))?;
            Ok(Ok(vec![whole.units, whole.residual()]))
        })?;
    }

    #[test]
    fn whole_stages(
        (gates, (rows, given)) in (1..6usize).prop_flat_map(|gates| {
            let kinds = vec![volume(); gates + 1];
            (Just(gates), chains(gates, &kinds))
        }),
        stage in any::<prop::sample::Index>(),
        policy in policy(),
    ) {
        let stage = stage.index(gates + 1);
        let (rates, exact) = (columns(&given[..gates]), columns(&given[gates..]));
        let question = WholeStages { policy, rates: &rates, stage, exact: &exact };
        compare(rows, &given, gates + 1, |places, status| question.answer(places, status), |row| {
            let numbers = reals(&given, row);
            let (rates, exact) = numbers.split_at(gates);
            let mut units = vec![0.0; gates + 1];
            policy.apply_each(&Chain::new(rates)?, stage, exact, &mut units)?;
            Ok(Ok(units))
        })?;
    }

    #[test]
    fn convert((rows, given) in table(vec![volume()]), [from, to] in [0..5usize, 0..5usize]) {
        let (calendar, from, to) = (Calendar::CIVIL, Period::ALL[from], Period::ALL[to]);
        let question = Convert { calendar, from, to, amount: given[0].column() };
                compare(rows, &given, 1, |places, status| question.answer(places[0], status), |row| {
            Ok(Ok(vec![calendar.convert(given[0].real(row), from, to)?]))
        })?;
    }

    #[test]
    fn ratios((rows, given) in table(vec![volume(), volume()])) {
        let [first, second] = [given[0].column(), given[1].column()];
        let ratio = |ratio: Option<f64>| ratio.map_or(Err(Status::Undefined), |ratio| Ok(vec![ratio]));
        let question = ActivityGauge { actual: first, required: second };
                compare(rows, &given, 1, |places, status| question.answer(places[0], status), |row| {
            let (actual, required) = (given[0].real(row), given[1].real(row));
            Ok(ratio(scorecard::ActivityGauge { actual, required }.value()?))
        })?;
        let question = Attainment { actual: first, goal: second };
                compare(rows, &given, 1, |places, status| question.answer(places[0], status), |row| {
            let (actual, goal) = (given[0].real(row), given[1].real(row));
            Ok(ratio(scorecard::Attainment { actual, goal }.value()?))
        })?;
    }

    #[test]
    fn rate_from_counts((rows, given) in table(vec![count(), count()])) {
        let question = RateFromCounts { successes: given[0].column(), trials: given[1].column() };
                compare(rows, &given, 1, |places, status| question.answer(places[0], status), |row| {
            let gate = count!(given[0], row, |successes| count!(given[1], row, |trials| {
                Gate::from_counts(successes, trials)
            }))?;
            Ok(Ok(vec![gate.rate().get()]))
        })?;
    }

    #[test]
    fn rate_interval((rows, given) in table(chance_kinds(1, &[rate()]))) {
        // Without the known rate, which an interval has not.
        let given = &given[1..];
        let question = RateInterval { evidence: evidence(&given[..4])[0], level: given[4].column() };
        let answer = |places: &mut [&mut [f64]], status: &mut [Status]| {
            let [low, high] = places else { panic!("{places:?}") };
            question.answer(Limits { low, high }, status)
        };
        compare(rows, given, 2, answer, |row| {
            let interval = evidence_of(&given[..4], row)?[0].interval(given[4].real(row))?;
            Ok(Ok(vec![interval.low, interval.high.unwrap()]))
        })?;
    }
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn at_least(
        (gates, (rows, given)) in (0..3usize).prop_flat_map(|gates| {
            (Just(gates), table(chance_kinds(gates, &[count(), count()])))
        }),
    ) {
        let last = 1 + 4 * gates;
        let evidence = evidence(&given[1..last]);
        let question = AtLeast {
            chance: Chance { rate: given[0].column(), evidence: &evidence },
            inputs: given[last].column(),
            results: given[last + 1].column(),
        };
        let answer = |places: &mut [&mut [f64]], status: &mut [Status]| {
            let [value, complement] = places else { panic!("{places:?}") };
            question.answer(Probabilities { value, complement }, status)
        };
        compare(rows, &given, 2, answer, |row| {
            let counted = evidence_of(&given[1..last], row)?;
            let chance = scalar_chance(given[0].real(row), &counted)?;
            let results = count!(given[last], row, |inputs| chance.results(inputs))?;
            let found = count!(given[last + 1], row, |k| results.at_least(k))?;
            Ok(Ok(vec![found.value, found.complement]))
        })?;
    }

    #[test]
    fn inputs_for(
        (gates, (rows, given)) in (0..3usize).prop_flat_map(|gates| {
            (Just(gates), table(chance_kinds(gates, &[count(), rate()])))
        }),
    ) {
        let last = 1 + 4 * gates;
        let evidence = evidence(&given[1..last]);
        let question = InputsFor {
            chance: Chance { rate: given[0].column(), evidence: &evidence },
            results: given[last].column(),
            confidence: given[last + 1].column(),
        };
        let answer = |places: &mut [&mut [f64]], status: &mut [Status]| {
            let [inputs, value, complement] = places else { panic!("{places:?}") };
            question.answer(inputs, Probabilities { value, complement }, status)
        };
        compare(rows, &given, 3, answer, |row| {
            let counted = evidence_of(&given[1..last], row)?;
            let (chance, confidence) = (scalar_chance(given[0].real(row), &counted)?, given[last + 1].real(row));
            let found = count!(given[last], row, |k| chance.inputs_for(k, confidence))?;
            Ok(match found {
                chance::Inputs::Enough { inputs, chance } => {
                    Ok(vec![inputs, chance.value, chance.complement])
                }
                _ => Err(Status::Never),
            })
        })?;
    }
}
