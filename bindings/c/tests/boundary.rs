//! The unsafe parts of the boundary, small enough for Miri:
//!
//! ```sh
//! cargo +nightly miri test -p funnelmath-c --test boundary
//! ```
//!
//! Results go to memory that nobody has written yet; inputs and results lie in pieces of the heap of
//! their exact sizes; what is refused is refused before a reference is made of it.
//!
//! All unsafe blocks here have one reason: each pointer leads to as many elements as the call is told, or
//! it is one that the library promises to refuse.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::undocumented_unsafe_blocks)]

use funnelmath::ErrorKind;
use funnelmath_c::answer::*;
use funnelmath_c::calendar::*;
use funnelmath_c::chain::*;
use funnelmath_c::chance::*;
use funnelmath_c::document::*;
use funnelmath_c::evidence::*;
use funnelmath_c::flow::*;
use funnelmath_c::funnel::*;
use funnelmath_c::math::*;
use funnelmath_c::message::*;
use funnelmath_c::plan::*;
use funnelmath_c::revenue::*;
use funnelmath_c::scorecard::*;
use funnelmath_c::solve::*;
use funnelmath_c::status::*;
use funnelmath_c::types::*;
use funnelmath_c::version::*;
use std::cell::UnsafeCell;
use std::collections::BTreeSet;
use std::ffi::{CStr, c_char};
use std::mem::MaybeUninit;
use std::ptr::{null, null_mut};

use funnelmath_status as S;

/// Places for results that nobody has written yet.
struct Places<T>(Box<[UnsafeCell<MaybeUninit<T>>]>);

impl<T: Copy> Places<T> {
    fn as_mut_ptr(&self) -> *mut T {
        UnsafeCell::raw_get(self.0.as_ptr()).cast()
    }
}

fn place<T: Copy>() -> Places<T> {
    list(1)
}

fn list<T: Copy>(len: usize) -> Places<T> {
    Places((0..len).map(|_| UnsafeCell::new(MaybeUninit::uninit())).collect())
}

/// What was written to a place: Miri sees when it was not.
fn written<T: Copy>(place: &Places<T>) -> T {
    // SAFETY: only asked after a call that says it wrote it.
    unsafe { *place.as_mut_ptr() }
}

fn handle<T>(place: &Places<*mut T>) -> *mut T {
    written(place)
}

fn all_written<T: Copy>(places: &Places<T>) -> Vec<T> {
    // SAFETY: as above.
    (0..places.0.len()).map(|index| unsafe { *places.as_mut_ptr().add(index) }).collect()
}

fn odd<T>(pointer: *const T) -> *mut T {
    pointer.cast_mut().wrapping_byte_add(1)
}

fn calendar() -> funnelmath_calendar {
    funnelmath_calendar {
        struct_size: size_of::<funnelmath_calendar>() as u32,
        kind: 0,
        selling_weeks: 0.0,
        days_per_week: 7.0,
    }
}

fn goal(start: &[f64]) -> funnelmath_goal {
    funnelmath_goal {
        struct_size: size_of::<funnelmath_goal>() as u32,
        kind: 0,
        stage: 0,
        amount: 25_000.0,
        sale_value: 3_400.0,
        start: start.as_ptr(),
        start_len: start.len(),
        start_kind: u32::from(!start.is_empty()),
        reserved: 0,
    }
}

fn known(value: f64) -> funnelmath_maybe {
    funnelmath_maybe { value, known: 1, reserved: 0 }
}

const MISSING: funnelmath_maybe = funnelmath_maybe { value: 0.0, known: 0, reserved: 0 };

fn gate(kind: u32, a: f64, b: f64) -> funnelmath_gate {
    funnelmath_gate { kind, reserved: 0, a, b, benchmark: known(0.7) }
}

fn options(gates: &[funnelmath_gate]) -> funnelmath_funnel_options {
    funnelmath_funnel_options {
        struct_size: size_of::<funnelmath_funnel_options>() as u32,
        reserved: 0,
        gates: gates.as_ptr(),
        gates_len: gates.len(),
        sale_value: known(3_400.0),
        sale_value_benchmark: MISSING,
        calendar: calendar(),
        deal_size: null(),
    }
}

fn target(start: &[f64]) -> funnelmath_target {
    funnelmath_target {
        struct_size: size_of::<funnelmath_target>() as u32,
        per: 2,
        goal: goal(start),
        activity_per: 1,
        policy: 0,
        activity_stage: 0,
        actual: known(5.0),
        reached: MISSING,
        left_kind: 0,
        reserved: 0,
        left: f64::NAN,
        elapsed_days: f64::NAN,
        total_days: f64::NAN,
        entries: null(),
        entries_len: 0,
        confidence: known(0.9),
        prior_a: 0.0,
        prior_b: 0.0,
        deal_size: null(),
    }
}

/// Fails by the pointer of this parameter, and says so in a place that nobody had written.
#[track_caller]
fn refused(parameter: u32, call: impl FnOnce(*mut funnelmath_error) -> S) {
    refused_as(S::Pointer, parameter, call);
}

/// The same with another status.
#[track_caller]
fn refused_as(status: S, parameter: u32, call: impl FnOnce(*mut funnelmath_error) -> S) {
    let error = place();
    assert_eq!(call(error.as_mut_ptr()), status);
    let error: funnelmath_error = written(&error);
    assert_eq!((error.status, error.has_parameter), (status as u32, 1));
    assert_eq!(error.parameter, parameter);
    assert_eq!((error.has_value, error.has_limit, error.has_index, error.field), (0, 0, 0, 0));
}

/// A static text of the library.
fn text(pointer: *const c_char) -> &'static str {
    // SAFETY: static, and closed by a NUL.
    unsafe { CStr::from_ptr(pointer) }.to_str().unwrap()
}

#[test]
fn every_kind_of_error_has_a_status_of_its_own() {
    let mut seen = BTreeSet::new();
    for &kind in ErrorKind::ALL {
        let status = S::of(kind);
        assert_ne!(status, S::Panic, "{kind:?} is unknown to C");
        assert!((1..100).contains(&(status as u32)), "{kind:?}");
        assert!(seen.insert(status as u32), "{kind:?} shares a status");
        // SAFETY: static, and closed by a NUL.
        let name = unsafe { CStr::from_ptr(funnelmath_status_name(status as u32)) };
        assert_eq!(name.to_str().unwrap(), kind.name());
    }
    assert_eq!(seen.len(), ErrorKind::ALL.len());
    let all: BTreeSet<u32> = S::all().iter().map(|&status| status as u32).collect();
    assert_eq!(all.len(), S::all().len());
    // What only C has.
    let own: Vec<u32> = all.difference(&seen).copied().collect();
    assert_eq!(own, [0, 100, 101, 102, 103, 104, 105, 200]);
}

#[test]
fn numbers_are_those_once_given_out() {
    // Append only: a number here may never change.
    let statuses: Vec<(u32, String)> =
        S::all().iter().map(|&status| (status as u32, format!("{status:?}"))).collect();
    let statuses: Vec<(u32, &str)> =
        statuses.iter().map(|(number, name)| (*number, name.as_str())).collect();
    assert_eq!(
        statuses,
        [
            (0, "Ok"),
            (1, "Rate"),
            (2, "Volume"),
            (3, "Money"),
            (4, "Count"),
            (5, "Successes"),
            (6, "NoTrials"),
            (7, "OneIn"),
            (8, "NoGates"),
            (9, "Stage"),
            (10, "Gate"),
            (11, "Length"),
            (12, "Overflow"),
            (13, "WeeksPerYear"),
            (14, "DaysPerWeek"),
            (15, "Days"),
            (16, "Step"),
            (17, "NoSaleValue"),
            (18, "GateForm"),
            (19, "Name"),
            (20, "Shape"),
            (21, "Probability"),
            (22, "Score"),
            (23, "Weeks"),
            (24, "Variation"),
            (25, "NoDeals"),
            (26, "Booked"),
            (27, "Credit"),
            (28, "EvidenceShape"),
            (29, "Cost"),
            (30, "ActivityStage"),
            (31, "StrayBenchmark"),
            (32, "Shares"),
            (33, "ElapsedDays"),
            (34, "NoDays"),
            (35, "SaleValueMean"),
            (36, "DuplicateName"),
            (37, "BlankName"),
            (100, "Pointer"),
            (101, "Enum"),
            (102, "StructSize"),
            (103, "Index"),
            (104, "Reserved"),
            (105, "Overlap"),
            (200, "Panic"),
        ]
    );
    use funnelmath_calendar_kind as C;
    use funnelmath_conflict_kind as K;
    use funnelmath_deal_kind as D;
    use funnelmath_flow_kind as F;
    use funnelmath_method as M;
    use funnelmath_outcome as O;
    use funnelmath_period as P;
    use funnelmath_solved_kind as A;
    use funnelmath_velocity_lever as V;
    let numbers = [
        [D::Fixed as u32, D::Varying as u32, D::Seen as u32, D::Counted as u32].to_vec(),
        [F::Steady as u32, F::Counted as u32, F::Uncertain as u32].to_vec(),
        [
            M::Exact as u32,
            M::Inversion as u32,
            M::Quadrature as u32,
            M::Lattice as u32,
            M::Truncated as u32,
        ]
        .to_vec(),
        [O::Enough as u32, O::Never as u32].to_vec(),
        [A::Given as u32, A::Found as u32, A::Undetermined as u32, A::OnlyProduct as u32].to_vec(),
        [C::Common as u32, C::FourWeekMonth as u32, C::Civil as u32, C::SellingWeeks as u32]
            .to_vec(),
        [K::None as u32, K::Contradictory as u32, K::Impossible as u32].to_vec(),
        [P::Day as u32, P::Week as u32, P::Month as u32, P::Quarter as u32, P::Year as u32]
            .to_vec(),
        [V::Opportunities as u32, V::SaleValue as u32, V::WinRate as u32, V::Cycle as u32].to_vec(),
        {
            use funnelmath_gate_kind as G;
            [G::Rate as u32, G::Counts as u32, G::OneIn as u32].to_vec()
        },
        [funnelmath_goal_kind::Revenue as u32, funnelmath_goal_kind::Volume as u32].to_vec(),
        {
            use funnelmath_left_kind as L;
            [L::All as u32, L::Share as u32, L::WorkingDays as u32].to_vec()
        },
        [funnelmath_lever::Gate as u32, funnelmath_lever::SaleValue as u32].to_vec(),
        {
            use funnelmath_policy as P;
            [P::Up as u32, P::Nearest as u32, P::UpEachStage as u32].to_vec()
        },
        {
            use funnelmath_start_kind as S;
            [S::Empty as u32, S::Open as u32, S::Reached as u32].to_vec()
        },
        {
            use funnelmath_step as S;
            [S::Points as u32, S::Percent as u32, S::To as u32].to_vec()
        },
    ];
    for list in numbers {
        assert_eq!(list, (0..list.len() as u32).collect::<Vec<_>>());
    }
    // The core lists periods, policies and levers in the same order: their numbers are its places.
    let periods: Vec<_> = funnelmath::Period::ALL.iter().map(|period| period.name()).collect();
    assert_eq!(periods, ["day", "week", "month", "quarter", "year"]);
    let policies: Vec<_> = funnelmath::Policy::ALL.iter().map(|policy| policy.name()).collect();
    assert_eq!(policies, ["up", "nearest", "up_each_stage"]);
    // The numbers of methods are the core's, and so are the texts.
    let words = ["exact", "inversion", "quadrature", "lattice", "truncated"];
    for (number, word) in (0..).zip(words) {
        let method: funnelmath::Method = word.parse().unwrap();
        assert_eq!(method.code(), number);
        assert_eq!(text(funnelmath_method_name(number)), word);
        assert_eq!(text(funnelmath_method_bound(number)), method.bound());
    }
    assert_eq!(funnelmath::Method::ALL.len(), words.len());
    assert_eq!(text(funnelmath_method_name(5)), "unknown");
    assert_eq!(text(funnelmath_method_bound(u32::MAX)), "unknown");
    // What a chance leaves out: one bit each.
    let bits = funnelmath::plan::LeftOut::ALL.iter().map(|what| (what.name(), what.message()));
    for (place, (name, message)) in bits.enumerate() {
        assert_eq!(text(funnelmath_left_out_name(1 << place)), name);
        assert_eq!(text(funnelmath_left_out_message(1 << place)), message);
    }
    use funnelmath_left_out as X;
    assert_eq!([X::KnownRates as u32, X::DealSizes as u32, X::RateMovement as u32], [1, 2, 4]);
    assert_eq!(text(funnelmath_left_out_name(4)), "rate_movement");
    for bad in [0, 3, 8, u32::MAX] {
        assert_eq!(text(funnelmath_left_out_name(bad)), "unknown");
    }
    // Fields are numbered from 1 in the core's order.
    for (number, field) in (1..).zip(funnelmath::Field::ALL) {
        assert_eq!(text(funnelmath_field_name(number)), field.name());
        assert_eq!(field.code(), number);
    }
    assert_eq!(text(funnelmath_field_name(0)), "unknown");
    let levers = format!("{:?}", funnelmath::scorecard::VelocityLever::ALL);
    assert_eq!(levers, "[Opportunities, SaleValue, WinRate, Cycle]");
}

#[test]
fn versions() {
    // SAFETY: static, and closed by a NUL.
    let text = unsafe { CStr::from_ptr(funnelmath_version()) };
    assert_eq!(text.to_str().unwrap(), env!("CARGO_PKG_VERSION"));
    let parts =
        [funnelmath_version_major(), funnelmath_version_minor(), funnelmath_version_patch()];
    assert_eq!(parts.map(|part| part.to_string()).join("."), env!("CARGO_PKG_VERSION"));
    assert_eq!(funnelmath_abi(), FUNNELMATH_ABI);
}

#[test]
fn lists_into_memory_that_nobody_has_written() {
    let rates: Box<[f64]> = Box::new([0.65, 0.4]);
    unsafe {
        let (volumes, revenue) = (list(3), place());
        let status = funnelmath_chain_forward(
            rates.as_ptr(),
            2,
            28.0,
            3_400.0,
            volumes.as_mut_ptr(),
            3,
            revenue.as_mut_ptr(),
            null_mut(),
        );
        assert_eq!(status, S::Ok);
        assert_eq!(all_written::<f64>(&volumes), [28.0, 18.2, 7.28]);
        assert_eq!(written::<f64>(&revenue), 24_752.0);

        let start: Box<[f64]> = Box::new([0.0, 1.0, 2.0]);
        let goal = goal(&start);
        let (volumes, why) = (list::<f64>(3), place::<funnelmath_unreachable>());
        let (to, why_to) = (volumes.as_mut_ptr(), why.as_mut_ptr());
        let (rates_at, none) = (rates.as_ptr(), null_mut());
        assert_eq!(funnelmath_chain_required(rates_at, 2, &goal, to, 3, why_to, none), S::Ok);
        assert!(written(&why).unreachable == 0 && all_written(&volumes)[2] > 5.0);
        // A closed gate: the volumes stay as they are, and are not looked at.
        let closed: Box<[f64]> = Box::new([0.65, 0.0]);
        let volumes = list::<f64>(3);
        let to = volumes.as_mut_ptr();
        assert_eq!(
            funnelmath_chain_required(closed.as_ptr(), 2, &goal, to, 3, why_to, none),
            S::Ok
        );
        assert!(written(&why).unreachable == 1 && written(&why).gate == 1);

        let exact: Box<[f64]> = Box::new([28.3, 18.4, 7.4]);
        let whole = list::<f64>(3);
        let (from, to) = (exact.as_ptr(), whole.as_mut_ptr());
        assert_eq!(funnelmath_policy_apply_each(0, rates_at, 2, 2, from, to, 3, none), S::Ok);
        assert_eq!(all_written(&whole), [29.0, 19.0, 8.0]);

        let (successes, trials): (Box<[f64]>, Box<[f64]>) = (Box::new([2.0]), Box::new([5.0]));
        let made = list::<funnelmath_maybe>(1);
        let to = made.as_mut_ptr();
        let (successes, trials) = (successes.as_ptr(), trials.as_ptr());
        assert_eq!(funnelmath_rates_from_counts(successes, trials, 1, to, none), S::Ok);
        assert_eq!(all_written(&made), [known(0.4)]);
        assert_eq!(funnelmath_rates_from_counts(null(), null(), 0, null_mut(), none), S::Ok);
    }
}

#[test]
fn roll_up_and_solve_into_memory_that_nobody_has_written() {
    let team: Box<[f64]> = Box::new([0.5, 0.1]);
    let (entries, values): (Box<[f64]>, Box<[f64]>) =
        (Box::new([90.0, 10.0]), Box::new([1_000.0, 1_000.0]));
    let volumes = list::<f64>(2);
    let implied = list::<funnelmath_maybe>(1);
    let total = place::<funnelmath_total>();
    let status = unsafe {
        funnelmath_roll_up(
            1,
            team.as_ptr(),
            entries.as_ptr(),
            values.as_ptr(),
            2,
            volumes.as_mut_ptr(),
            implied.as_mut_ptr(),
            total.as_mut_ptr(),
            null_mut(),
        )
    };
    assert_eq!(status, S::Ok);
    assert_eq!(all_written(&volumes), [100.0, 46.0]);
    assert_eq!(all_written(&implied), [known(0.46)]);
    assert_eq!((written(&total).revenue, written(&total).overall), (46_000.0, known(0.46)));

    let known_volumes: Box<[_]> = Box::new([known(24.0), MISSING, MISSING]);
    let known_rates: Box<[_]> = Box::new([known(0.65), MISSING]);
    let (value, revenue) = (Box::new(known(3_400.0)), Box::new(known(25_000.0)));
    let volumes = list::<funnelmath_solved>(3);
    let rates = list::<funnelmath_solved>(2);
    let solution = place::<funnelmath_solution>();
    let status = unsafe {
        funnelmath_solve(
            known_volumes.as_ptr(),
            known_rates.as_ptr(),
            2,
            &*value,
            &*revenue,
            volumes.as_mut_ptr(),
            rates.as_mut_ptr(),
            solution.as_mut_ptr(),
            null_mut(),
        )
    };
    assert_eq!(status, S::Ok);
    assert_eq!(all_written(&volumes).map_kinds(), [0, 1, 1]);
    assert_eq!(all_written(&rates).map_kinds(), [0, 1]);
    assert_eq!((written(&solution).undetermined, written(&solution).conflict.kind), (0, 0));
}

trait Kinds {
    fn map_kinds(&self) -> Vec<u32>;
}

impl Kinds for Vec<funnelmath_solved> {
    fn map_kinds(&self) -> Vec<u32> {
        self.iter().map(|answer| answer.kind).collect()
    }
}

#[test]
fn single_results_into_memory_that_nobody_has_written() {
    let calendar = Box::new(calendar());
    let rates: Box<[f64]> = Box::new([0.65, 0.4]);
    let none = null_mut();
    let number = place::<f64>();
    let maybe = place::<funnelmath_maybe>();
    let (number_at, maybe_at) = (number.as_mut_ptr(), maybe.as_mut_ptr());
    unsafe {
        assert_eq!(funnelmath_calendar_per_year(&*calendar, 1, number_at, none), S::Ok);
        assert_eq!(written(&number), 52.0);
        assert_eq!(funnelmath_calendar_convert(&*calendar, 12.0, 4, 2, number_at, none), S::Ok);
        assert_eq!(written(&number), 1.0);
        assert_eq!(funnelmath_rate_from_counts(2.0, 5.0, number_at, none), S::Ok);
        assert_eq!(written(&number), 0.4);
        assert_eq!(funnelmath_rate_one_in(10.0, number_at, none), S::Ok);
        assert_eq!(written(&number), 0.1);
        assert_eq!(funnelmath_chain_overall(rates.as_ptr(), 2, number_at, none), S::Ok);
        assert_eq!(written(&number), 0.26);
        assert_eq!(funnelmath_activity_gauge(5.0, 10.0, maybe_at, none), S::Ok);
        assert_eq!(written(&maybe), known(0.5));
        assert_eq!(funnelmath_attainment(5.0, 0.0, maybe_at, none), S::Ok);
        assert_eq!(written(&maybe), MISSING);
        assert_eq!(funnelmath_velocity_per_day(50.0, 10.0, 0.5, 50.0, maybe_at, none), S::Ok);
        assert_eq!(written(&maybe), known(5.0));
        assert_eq!(funnelmath_required_coverage(0.25, maybe_at, none), S::Ok);
        assert_eq!(written(&maybe), known(4.0));

        let whole = place::<funnelmath_whole>();
        assert_eq!(funnelmath_policy_apply(1, 2.5, whole.as_mut_ptr(), none), S::Ok);
        assert_eq!((written(&whole).units, written(&whole).delivers), (3.0, known(1.2)));
        let effect = place::<funnelmath_effect>();
        let (goal, to) = (Box::new(goal(&[])), effect.as_mut_ptr());
        let (from, at) = (rates.as_ptr(), &raw const *goal);
        let status = funnelmath_chain_sensitivity(from, 2, at, 0, 20.0, 0, 1, 2, 0.5, to, none);
        assert_eq!(status, S::Ok);
        assert_eq!((written(&effect).from, written(&effect).to), (0.4, 0.5));
        let effect = place::<funnelmath_velocity_effect>();
        let to = effect.as_mut_ptr();
        let status = funnelmath_velocity_lever_effect(50.0, 10.0, 0.5, 50.0, 2, 2.0, to, none);
        assert_eq!(status, S::Ok);
        assert_eq!((written(&effect).to, written(&effect).capped), (1.0, 1));
        let pipeline = place::<funnelmath_pipeline>();
        let to = pipeline.as_mut_ptr();
        assert_eq!(funnelmath_weighted_pipeline(from, from, 2, to, none), S::Ok);
        assert_eq!(funnelmath_weighted_pipeline(null(), null(), 0, to, none), S::Ok);
        assert_eq!(written(&pipeline).total, 0.0);
        let coverage = place::<funnelmath_covered>();
        assert_eq!(funnelmath_coverage(8.0, 4.0, 2.0, coverage.as_mut_ptr(), none), S::Ok);
        assert_eq!((written(&coverage).ratio, written(&coverage).surplus), (known(4.0), MISSING));
    }
}

#[test]
fn chances_into_memory_that_nobody_has_written() {
    let (a, b): (Box<[f64]>, Box<[f64]>) = (Box::new([1.0, 2.0]), Box::new([1.0, 2.0]));
    let (a, b) = (a.as_ptr(), b.as_ptr());
    let (none, odd_number) = (null_mut(), odd(a));
    let number = place::<f64>();
    let chance = place::<funnelmath_probability>();
    let (number_at, chance_at) = (number.as_mut_ptr(), chance.as_mut_ptr());
    unsafe {
        assert_eq!(funnelmath_chance_mean(0.5, a, b, 2, number_at, none), S::Ok);
        assert_eq!(written(&number), 0.125);
        assert_eq!(funnelmath_chance_mean(0.5, null(), null(), 0, number_at, none), S::Ok);
        assert_eq!(written(&number), 0.5);
        // One input passes two gates of 1/2 each.
        assert_eq!(funnelmath_chance_at_least(1.0, a, b, 2, 1.0, 1.0, chance_at, none), S::Ok);
        let said = written(&chance);
        assert!((said.value - 0.25).abs() < 1e-15 && (said.complement - 0.75).abs() < 1e-15);
        assert_eq!((said.method, said.reserved), (0, 0));
        assert_eq!(funnelmath_chance_exactly(0.5, a, b, 0, 1.0, 0.0, chance_at, none), S::Ok);
        assert_eq!(written(&chance).value, 0.5);
        let range = place::<funnelmath_interval>();
        let to = range.as_mut_ptr();
        assert_eq!(funnelmath_chance_interval(0.5, a, b, 1, 1.0, 1.0, to, none), S::Ok);
        assert_eq!((written(&range).low, written(&range).high), (0.0, known(1.0)));
        let quantile = place::<funnelmath_quantile>();
        let to = quantile.as_mut_ptr();
        assert_eq!(funnelmath_chance_quantile(1.0, a, b, 0, 7.0, 0.5, to, none), S::Ok);
        assert_eq!(
            written(&quantile),
            funnelmath_quantile { value: known(7.0), method: 0, reserved: 0 }
        );
        let inputs = place::<funnelmath_inputs>();
        let to = inputs.as_mut_ptr();
        assert_eq!(funnelmath_chance_inputs_for(0.26, a, b, 0, 8.0, 0.9, to, none), S::Ok);
        assert_eq!((written(&inputs).outcome, written(&inputs).inputs), (0, 43.0));
        assert_eq!(funnelmath_chance_inputs_for(0.0, a, b, 0, 8.0, 0.9, to, none), S::Ok);
        assert_eq!((written(&inputs).outcome, written(&inputs).inputs), (1, 0.0));
        let results = place::<funnelmath_quantile>();
        let to = results.as_mut_ptr();
        assert_eq!(funnelmath_chance_lower_bound(1.0, a, b, 0, 8.0, 0.9, to, none), S::Ok);
        assert_eq!(written(&results).value, known(8.0));
        let (seen_a, seen_b) = (place::<f64>(), place::<f64>());
        let (to_a, to_b) = (seen_a.as_mut_ptr(), seen_b.as_mut_ptr());
        assert_eq!(funnelmath_evidence_observe(1.0, 1.0, 4.0, 9.0, to_a, to_b, none), S::Ok);
        assert_eq!((written(&seen_a), written(&seen_b)), (5.0, 6.0));
        refused_as(S::Overlap, 5, |e| {
            funnelmath_evidence_observe(1.0, 1.0, 4.0, 9.0, to_a, to_a, e)
        });
        let rate = place::<funnelmath_gate_rate>();
        let to = rate.as_mut_ptr();
        let requirement = Box::new(funnelmath_requirement {
            struct_size: size_of::<funnelmath_requirement>() as u32,
            reserved: 0,
            results: 8.0,
            inputs: 4.0,
            confidence: 0.9,
        });
        let asked = &raw const *requirement;
        assert_eq!(funnelmath_chain_gate_for(a, 1, 0, asked, to, none), S::Ok);
        assert_eq!((written(&rate).outcome, written(&rate).takes), (1, MISSING));
        let tails = place::<funnelmath_tails>();
        assert_eq!(funnelmath_incomplete_beta(1.0, 1.0, 0.25, tails.as_mut_ptr(), none), S::Ok);
        assert_eq!(written(&tails), funnelmath_tails { lower: 0.25, upper: 0.75 });

        for bad in [null_mut(), odd_number] {
            refused(1, |e| funnelmath_chance_at_least(1.0, bad, b, 2, 1.0, 1.0, chance_at, e));
            refused(2, |e| funnelmath_chance_at_least(1.0, a, bad, 2, 1.0, 1.0, chance_at, e));
            refused(4, |e| funnelmath_chance_mean(0.5, a, b, 2, bad, e));
        }
        for len in [usize::MAX, usize::MAX / 8, isize::MAX as usize / 8 + 1] {
            let error = place();
            let error_to = error.as_mut_ptr();
            let status = funnelmath_chance_mean(0.5, a, b, len, number_at, error_to);
            assert_eq!((status, written(&error).parameter), (S::Length, 1));
        }
    }
}

#[test]
fn flows_and_revenue_into_memory_that_nobody_has_written() {
    let flow = Box::new(funnelmath_flow {
        struct_size: size_of::<funnelmath_flow>() as u32,
        kind: 0,
        a: 2.0,
        b: f64::NAN,
    });
    let (sizes, counts): (Box<[f64]>, Box<[f64]>) = (Box::new([1.0, 3.0]), Box::new([1.0, 1.0]));
    let size = Box::new(funnelmath_deal_size {
        struct_size: size_of::<funnelmath_deal_size>() as u32,
        kind: 3,
        mean: f64::NAN,
        variation: f64::NAN,
        sizes: sizes.as_ptr(),
        counts: counts.as_ptr(),
        len: 2,
    });
    let (flow, none) = (&raw const *flow, null_mut());
    let chance = place::<funnelmath_probability>();
    let to = chance.as_mut_ptr();
    unsafe {
        assert_eq!(funnelmath_flow_exactly(flow, 1.0, 1.0, 0.0, to, none), S::Ok);
        assert_eq!(format!("{:.6}", written(&chance).value), "0.135335");
        let range = place::<funnelmath_interval>();
        let range_to = range.as_mut_ptr();
        assert_eq!(funnelmath_flow_interval(flow, 0.0, 4.0, 0.9, range_to, none), S::Ok);
        assert_eq!((written(&range).low, written(&range).high), (0.0, known(0.0)));
        let wait = place::<funnelmath_wait>();
        assert_eq!(funnelmath_flow_weeks_for(flow, 0.0, 1.0, 0.9, wait.as_mut_ptr(), none), S::Ok);
        assert_eq!((written(&wait).outcome, written(&wait).weeks), (1, 0.0));

        // One deal, worth 1 or 3: two or more every other time.
        let (nil, at) = (null(), &raw const *size);
        let status = funnelmath_chance_revenue_at_least(1.0, nil, nil, 0, 1.0, at, 2.0, to, none);
        assert_eq!(status, S::Ok);
        let said = written(&chance);
        assert!((said.value - 0.5).abs() < 1e-12 && (said.complement - 0.5).abs() < 1e-12);
        let amount = place::<funnelmath_quantile>();
        let amount_to = amount.as_mut_ptr();
        let status =
            funnelmath_chance_revenue_quantile(1.0, nil, nil, 0, 1.0, at, 0.4, amount_to, none);
        assert_eq!((status, written(&amount).value), (S::Ok, known(1.0)));

        // A distribution keeps what it needs: evidence and sizes may go.
        let revenue = place::<*mut funnelmath_revenue>();
        {
            let (a, b): (Box<[f64]>, Box<[f64]>) = (Box::new([1.0, 2.0]), Box::new([1.0, 2.0]));
            let (sizes, counts): (Box<[f64]>, Box<[f64]>) =
                (Box::new([1.0, 3.0]), Box::new([1.0, 1.0]));
            let size =
                funnelmath_deal_size { sizes: sizes.as_ptr(), counts: counts.as_ptr(), ..*size };
            let (a, b, made) = (a.as_ptr(), b.as_ptr(), revenue.as_mut_ptr());
            assert_eq!(funnelmath_revenue_new(1.0, a, b, 2, 1.0, &size, made, none), S::Ok);
        }
        let made = handle(&revenue);
        assert_eq!(funnelmath_revenue_at_least(made, 2.0, to, none), S::Ok);
        assert!((written(&chance).value - 0.125).abs() < 1e-12);
        assert_eq!(funnelmath_revenue_quantile(made, 0.9, amount_to, none), S::Ok);
        assert_eq!(written(&amount).value, known(3.0));
        assert_eq!(funnelmath_revenue_interval(made, 0.5, range_to, none), S::Ok);
        assert_eq!((written(&range).low, written(&range).high), (0.0, known(0.0)));
        let summary = place::<funnelmath_revenue_summary>();
        assert_eq!(funnelmath_revenue_summarize(made, summary.as_mut_ptr(), none), S::Ok);
        assert!((written(&summary).mean - 0.5).abs() < 1e-12);
        assert_eq!((written(&summary).most, written(&summary).reserved), (known(3.0), 0));
        let part = place::<f64>();
        assert_eq!(funnelmath_revenue_mean_up_to(made, 1.0, part.as_mut_ptr(), none), S::Ok);
        assert!((written(&part) - 0.25).abs() < 1e-12);
        refused(0, |e| funnelmath_revenue_at_least(null(), 1.0, to, e));
        refused(0, |e| funnelmath_revenue_at_least(odd(made), 1.0, to, e));
        refused(2, |e| funnelmath_revenue_at_least(made, 1.0, null_mut(), e));
        funnelmath_revenue_free(made);
        funnelmath_revenue_free(null_mut());
        let made = revenue.as_mut_ptr();
        assert_eq!(funnelmath_flow_revenue_new(flow, 1.0, 1.0, at, made, none), S::Ok);
        assert_eq!(
            funnelmath_revenue_summarize(handle(&revenue), summary.as_mut_ptr(), none),
            S::Ok
        );
        assert!((written(&summary).mean - 4.0).abs() < 1e-12);
        assert_eq!(written(&summary).most, MISSING);
        funnelmath_revenue_free(handle(&revenue));

        for bad in [null(), odd(sizes.as_ptr()).cast_const()] {
            let sizes = funnelmath_deal_size { sizes: bad, ..*size };
            refused(5, |e| {
                funnelmath_chance_revenue_at_least(1.0, nil, nil, 0, 1.0, &sizes, 2.0, to, e)
            });
            let counts = funnelmath_deal_size { counts: bad, ..*size };
            refused(3, |e| funnelmath_flow_revenue_at_least(flow, 1.0, 1.0, &counts, 2.0, to, e));
        }
        refused(0, |e| funnelmath_flow_exactly(odd(flow), 1.0, 1.0, 0.0, to, e));
    }
}

#[test]
fn handles_are_made_read_by_threads_and_freed() {
    struct Shared(*const funnelmath_funnel, *const funnelmath_plan);
    // SAFETY: what the header promises, and what is tried here.
    unsafe impl Sync for Shared {}

    let (funnel, plan) = (place(), place());
    let gates: Box<[_]> = Box::new([gate(0, 0.65, f64::NAN), gate(1, 2.0, 5.0)]);
    let options = Box::new(options(&gates));
    unsafe {
        assert_eq!(funnelmath_funnel_new(&*options, funnel.as_mut_ptr(), null_mut()), S::Ok);
        drop((options, gates));
        // What waits is counted in tables of 512 numbers, for which Miri takes minutes.
        let waiting = if cfg!(miri) { 0.0 } else { 1.0 };
        let start: Box<[f64]> = Box::new([waiting, waiting, 1.0]);
        let target = Box::new(target(&start));
        let status = funnelmath_plan_new(handle(&funnel), &*target, plan.as_mut_ptr(), null_mut());
        assert_eq!(status, S::Ok);
        drop((target, start));
    }
    let shared = Shared(handle(&funnel), handle(&plan));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let Shared(funnel, plan) = &shared;
                let (own, target) = (place(), target(&[]));
                let summary = place::<funnelmath_plan_summary>();
                let period = place::<funnelmath_plan_period>();
                let whole = place::<funnelmath_whole>();
                let effect = place::<funnelmath_effect>();
                let sure = place::<funnelmath_whole>();
                let confident = place::<funnelmath_plan_confident>();
                let chance = place::<funnelmath_probability>();
                let none = null_mut();
                unsafe {
                    assert_eq!(
                        funnelmath_plan_new(*funnel, &target, own.as_mut_ptr(), none),
                        S::Ok
                    );
                    for plan in [*plan, handle(&own)] {
                        let to = summary.as_mut_ptr();
                        assert_eq!(funnelmath_plan_summarize(plan, to, none), S::Ok);
                        let to = period.as_mut_ptr();
                        assert_eq!(funnelmath_plan_get_period(plan, 1, to, none), S::Ok);
                        assert_eq!(funnelmath_plan_get_period(plan, 2, to, none), S::Index);
                        let to = whole.as_mut_ptr();
                        assert_eq!(funnelmath_plan_get_stage(plan, 1, 2, to, none), S::Ok);
                        assert_eq!(funnelmath_plan_get_stage(plan, 1, 3, to, none), S::Index);
                        let to = effect.as_mut_ptr();
                        assert_eq!(funnelmath_plan_get_effect(plan, 6, to, none), S::Ok);
                        assert_eq!(funnelmath_plan_get_effect(plan, u64::MAX, to, none), S::Index);
                        let to = confident.as_mut_ptr();
                        assert_eq!(funnelmath_plan_get_confident(plan, to, none), S::Ok);
                        let to = chance.as_mut_ptr();
                        assert_eq!(funnelmath_plan_get_expected_chance(plan, 1, to, none), S::Ok);
                        let get = funnelmath_plan_get_expected_chance;
                        assert_eq!(get(plan, 2, to, none), S::Index);
                        let to = period.as_mut_ptr();
                        let get = funnelmath_plan_get_confident_period;
                        assert_eq!(
                            (get(plan, 1, to, none), get(plan, 2, to, none)),
                            (S::Ok, S::Index)
                        );
                        let to = sure.as_mut_ptr();
                        let get = funnelmath_plan_get_confident_stage;
                        assert_eq!(get(plan, 0, 0, to, none), S::Ok);
                        assert_eq!(get(plan, 0, 3, to, none), S::Index);
                    }
                    funnelmath_plan_free(handle(&own));
                }
                let summary = written(&summary);
                assert_eq!((summary.periods, summary.stages, summary.effects), (2, 3, 7));
                assert_eq!((written(&period).period, written(&effect).lever), (1, 1));
                assert_eq!(written(&whole).units, 2.0);
                let confident = written(&confident);
                assert_eq!((confident.present, confident.periods), (1, 2));
                assert!(confident.chance.value >= 0.9 && written(&chance).value < 0.9);
                assert!(written(&sure).units > 29.0);
            });
        }
    });
    // SAFETY: once each, and nobody uses them any more.
    unsafe {
        funnelmath_funnel_free(handle(&funnel));
        funnelmath_plan_free(handle(&plan));
        funnelmath_funnel_free(null_mut());
        funnelmath_plan_free(null_mut());
    }
}

/// What the header says of handles: any number of threads may read one.
#[test]
fn handles_can_be_shared() {
    fn shared<T: Send + Sync>() {}
    shared::<funnelmath_funnel>();
    shared::<funnelmath_plan>();
    shared::<funnelmath_revenue>();
}

/// A funnel that is refused after some of it was made leaves nothing behind.
#[test]
fn nothing_is_left_of_what_fails() {
    let funnel = place();
    let to = funnel.as_mut_ptr();
    for wrong in [gate(3, 0.5, 0.0), gate(0, 2.0, 0.0), gate(1, 1.0, 0.0)] {
        let gates = [gate(0, 0.5, 0.0), wrong];
        let status = unsafe { funnelmath_funnel_new(&options(&gates), to, null_mut()) };
        assert!(matches!(status, S::Enum | S::Rate | S::NoTrials));
    }
    let gates = [gate(0, 0.5, 0.0)];
    let mut without = options(&gates);
    without.sale_value = MISSING;
    unsafe {
        assert_eq!(funnelmath_funnel_new(&without, to, null_mut()), S::Ok);
        let plan = place();
        let status =
            funnelmath_plan_new(handle(&funnel), &target(&[]), plan.as_mut_ptr(), null_mut());
        assert_eq!(status, S::NoSaleValue);
        funnelmath_funnel_free(handle(&funnel));
    }
}

#[test]
fn null_and_misaligned_pointers() {
    // Longer than what is read, so that a pointer into it that is off by a byte stays inside it.
    let rates: Box<[f64]> = Box::new([0.65, 0.4, 0.5, 0.5]);
    let (calendar, goal) = (Box::new(calendar()), Box::new(goal(&[])));
    let gates = [gate(0, 0.65, 0.0)];
    let (options, target) = (Box::new(options(&gates)), Box::new(target(&[])));
    let known = Box::new([known(1.0); 4]);
    let (number, volumes) = (place::<f64>(), list::<f64>(3));
    let why = place::<funnelmath_unreachable>();
    let (funnel, plan) = (place(), place());
    let (answers, solution) = (list::<funnelmath_solved>(6), place());
    let (number, volumes, why) = (number.as_mut_ptr(), volumes.as_mut_ptr(), why.as_mut_ptr());
    let (funnel_to, plan_to) = (funnel.as_mut_ptr(), plan.as_mut_ptr());
    let answers: *mut funnelmath_solved = answers.as_mut_ptr();
    let solution = solution.as_mut_ptr();
    let from = rates.as_ptr();
    unsafe {
        for bad in [null(), odd(&raw const *calendar)] {
            refused(0, |e| funnelmath_calendar_per_year(bad, 0, number, e));
        }
        for bad in [null_mut(), odd(number)] {
            refused(2, |e| funnelmath_calendar_per_year(&*calendar, 0, bad, e));
            refused(2, |e| funnelmath_chain_overall(from, 2, bad, e));
            refused(0, |e| funnelmath_chain_overall(bad, 2, number, e));
            refused(4, |e| funnelmath_chain_forward(from, 2, 1.0, 1.0, bad, 3, number, e));
            refused(6, |e| funnelmath_chain_forward(from, 2, 1.0, 1.0, volumes, 3, bad, e));
            refused(1, |e| funnelmath_weighted_pipeline(from, bad, 2, place().as_mut_ptr(), e));
        }
        for bad in [null(), odd(&raw const *goal)] {
            refused(2, |e| funnelmath_chain_required(from, 2, bad, volumes, 3, why, e));
        }
        for bad in [null(), odd(from)] {
            let mut goal = *goal;
            (goal.start_kind, goal.start, goal.start_len) = (2, bad, 3);
            refused(2, |e| funnelmath_chain_required(from, 2, &goal, volumes, 3, why, e));
        }
        for bad in [null(), odd(&raw const *options)] {
            refused(0, |e| funnelmath_funnel_new(bad, funnel_to, e));
        }
        for bad in [null(), odd(gates.as_ptr())] {
            let mut options = *options;
            options.gates = bad;
            refused(0, |e| funnelmath_funnel_new(&options, funnel_to, e));
        }
        refused(1, |e| funnelmath_funnel_new(&*options, null_mut(), e));
        assert_eq!(funnelmath_funnel_new(&*options, funnel_to, null_mut()), S::Ok);
        let made: *mut funnelmath_funnel = handle(&funnel);
        for bad in [null(), odd(made)] {
            refused(0, |e| funnelmath_plan_new(bad, &*target, plan_to, e));
        }
        for bad in [null(), odd(&raw const *target)] {
            refused(1, |e| funnelmath_plan_new(made, bad, plan_to, e));
        }
        refused(2, |e| funnelmath_plan_new(made, &*target, odd(plan_to), e));
        refused(0, |e| funnelmath_plan_summarize(null(), place().as_mut_ptr(), e));
        funnelmath_funnel_free(made);

        let one = known.as_ptr();
        let (rates_to, none) = (answers.add(3), null());
        for bad in [none, odd(one)] {
            let to = (answers, rates_to, solution);
            refused(0, |e| funnelmath_solve(bad, one, 1, one, one, to.0, to.1, to.2, e));
            refused(3, |e| funnelmath_solve(one, none, 0, bad, one, to.0, to.1, to.2, e));
            refused(4, |e| funnelmath_solve(one, none, 0, one, bad, to.0, to.1, to.2, e));
        }
        // Nothing is written to an error that is misaligned itself.
        let error = place::<[funnelmath_error; 2]>();
        let error = error.as_mut_ptr().cast::<funnelmath_error>();
        assert_eq!(funnelmath_chain_overall(from, 2, null_mut(), odd(error)), S::Pointer);
    }
}

#[test]
fn absurd_lengths() {
    let rates: Box<[f64]> = Box::new([0.65, 0.4]);
    let volumes = list::<f64>(3);
    let (implied, total) = (list::<funnelmath_maybe>(2), place());
    let (from, to) = (rates.as_ptr(), volumes.as_mut_ptr().cast::<f64>());
    let (implied, total) = (implied.as_mut_ptr(), total.as_mut_ptr());
    let number = place::<f64>();
    let number = number.as_mut_ptr();
    let refused = |parameter: u32, call: &dyn Fn(*mut funnelmath_error) -> S| {
        let error = place();
        assert_eq!(call(error.as_mut_ptr()), S::Length);
        let error: funnelmath_error = written(&error);
        assert_eq!((error.status, error.has_parameter, error.has_index), (11, 1, 0));
        assert_eq!((error.parameter, error.has_value, error.has_limit), (parameter, 1, 0));
        assert!(error.value >= 1e18);
    };
    for len in [usize::MAX, usize::MAX / 8, isize::MAX as usize / 8 + 1] {
        unsafe {
            refused(0, &|e| funnelmath_chain_overall(from, len, number, e));
            refused(4, &|e| funnelmath_chain_forward(from, 2, 1.0, 1.0, to, len, number, e));
            refused(5, &|e| {
                funnelmath_roll_up(len, null(), null(), null(), 0, to, implied, total, e)
            });
            refused(1, &|e| funnelmath_roll_up(1, from, from, from, len, to, implied, total, e));
        }
    }
}

#[test]
fn results_over_inputs() {
    let mut shared: Box<[f64]> = Box::new([0.5; 8]);
    let at = shared.as_mut_ptr();
    let number = place::<f64>();
    let (number, none) = (number.as_mut_ptr(), null_mut());
    unsafe {
        refused_as(S::Overlap, 4, |e| funnelmath_chain_forward(at, 2, 1.0, 1.0, at, 3, number, e));
        refused_as(S::Overlap, 4, |e| {
            funnelmath_chain_forward(at, 2, 1.0, 1.0, at.add(1), 3, number, e)
        });
        refused_as(S::Overlap, 4, |e| {
            funnelmath_chain_forward(at.add(2), 2, 1.0, 1.0, at, 3, number, e)
        });
        refused_as(S::Overlap, 4, |e| {
            funnelmath_chain_forward(at, 2, 1.0, 1.0, at.add(2), 3, at.add(4), e)
        });
        refused_as(S::Overlap, 5, |e| {
            funnelmath_policy_apply_each(0, at, 2, 2, at.add(2), at.add(4), 3, e)
        });
        refused_as(S::Overlap, 3, |e| {
            funnelmath_rates_from_counts(at, at.add(2), 2, at.add(1).cast(), e)
        });
        // Side by side is no overlap.
        let to = at.add(2);
        assert_eq!(funnelmath_chain_forward(at, 2, 1.0, 1.0, to, 3, at.add(5), none), S::Ok);
        assert_eq!(std::slice::from_raw_parts(at, 6), [0.5, 0.5, 1.0, 0.5, 0.25, 0.25]);
        // One result is written when nothing reads the inputs any more.
        assert_eq!(funnelmath_chain_overall(at, 2, at, none), S::Ok);
        assert_eq!(*at, 0.25);
        let mut own = calendar();
        let own = &raw mut own;
        assert_eq!(
            funnelmath_calendar_per_year(own, 2, &raw mut (*own).selling_weeks, none),
            S::Ok
        );
        assert_eq!((*own).selling_weeks, 12.0);
        // So is an error.
        let error = at.cast();
        assert_eq!(funnelmath_chain_forward(at, 0, 1.0, 1.0, at, 3, number, error), S::NoGates);
        assert_eq!((*error).status, S::NoGates as u32);
    }
}

#[test]
fn documents() {
    let request: Box<[u8]> = br#"{"question": "overall", "rates": [0.65, 0.4]}"#[..].into();
    let (at, len) = (request.as_ptr().cast::<c_char>(), request.len());
    let (text, length) = (place::<*mut c_char>(), place::<usize>());
    let (text_at, length_at, none) = (text.as_mut_ptr(), length.as_mut_ptr(), null_mut());
    unsafe {
        assert_eq!(funnelmath_answer(at, len, text_at, length_at, none), S::Ok);
        let answer = CStr::from_ptr(written(&text).cast_const());
        assert_eq!(answer.to_bytes(), br#"{"question":"overall","answer":{"overall":0.26}}"#);
        assert_eq!(written(&length), answer.count_bytes());
        funnelmath_answer_free(written(&text));
        funnelmath_answer_free(null_mut());
        assert_eq!(funnelmath_answer(null(), len, text_at, length_at, none), S::Pointer);
        assert_eq!(funnelmath_answer(at, len, null_mut(), length_at, none), S::Pointer);
        assert_eq!(funnelmath_answer(at, len, odd(text_at), length_at, none), S::Pointer);
        assert_eq!(funnelmath_answer(at, len, text_at, null_mut(), none), S::Pointer);
        assert_eq!(funnelmath_answer(at, usize::MAX, text_at, length_at, none), S::Length);
    }
}

#[test]
fn sentences() {
    let error = Box::new(funnelmath_error {
        status: S::Rate as u32,
        field: 2,
        has_index: 1,
        has_inner_index: 0,
        has_value: 1,
        has_limit: 0,
        has_parameter: 0,
        parameter: 0,
        index: 1,
        inner_index: 0,
        value: 1.4,
        limit: 0.0,
    });
    let sentence = "rates[1]: a rate must be a number from 0 to 1 (got 1.4)";
    let length = place::<usize>();
    let length_at = length.as_mut_ptr();
    unsafe {
        assert_eq!(funnelmath_error_message(&*error, null_mut(), 0, length_at), S::Ok);
        assert_eq!(written(&length), sentence.len());
        for capacity in [1, 2, sentence.len(), sentence.len() + 1, sentence.len() + 9] {
            let buffer = list::<c_char>(capacity);
            let to = buffer.as_mut_ptr();
            assert_eq!(funnelmath_error_message(&*error, to, capacity, length_at), S::Ok);
            assert_eq!(written(&length), sentence.len());
            let kept = sentence.len().min(capacity - 1);
            let text = CStr::from_ptr(buffer.as_mut_ptr());
            assert_eq!(text.to_str().unwrap(), &sentence[..kept]);
        }
        let buffer = list::<c_char>(8);
        let to = buffer.as_mut_ptr();
        assert_eq!(funnelmath_error_message(null(), to, 8, length_at), S::Pointer);
        assert_eq!(funnelmath_error_message(odd(&raw const *error), to, 8, length_at), S::Pointer);
        assert_eq!(funnelmath_error_message(&*error, null_mut(), 8, length_at), S::Pointer);
        assert_eq!(funnelmath_error_message(&*error, to, 8, null_mut()), S::Pointer);
        assert_eq!(funnelmath_error_message(&*error, to, 8, odd(length_at)), S::Pointer);
        assert_eq!(funnelmath_error_message(&*error, to, usize::MAX, length_at), S::Length);
        // The sentence over the error that it tells of.
        let mut both = Box::new(*error);
        let (both, size) = (&raw mut *both, size_of::<funnelmath_error>());
        assert_eq!(funnelmath_error_message(both, both.cast(), size, length_at), S::Overlap);
        assert_eq!((*both).status, S::Rate as u32);
        for status in 0..210 {
            let name = CStr::from_ptr(funnelmath_status_name(status));
            assert!(name.to_str().unwrap().len() >= 2);
        }
    }
}
