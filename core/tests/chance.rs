//! The module `chance` against reference values, known bugs of other libraries, and its documented properties.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "common/cases.rs"]
mod cases;

use funnelmath::{
    Chain, Chance, Count, Error, ErrorKind, Evidence, Field, Method, Probability,
    chance::{ChanceMix, GateFor, Inputs, RateFor, Requirement, SegmentChance, rate_for},
};
use proptest::prelude::*;
use std::{fs, path::PathBuf};

/// The tie rule's tolerance.
const TIE: f64 = 1.0 / 1_099_511_627_776.0;

/// The numbers of each case of a reference file.
fn read(file: &str) -> Vec<Vec<f64>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("testdata/reference").join(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"));
    let cases = text.lines().filter(|line| !line.starts_with('#'));
    cases.map(|line| line.split(' ').map(|word| word.parse().expect(line)).collect()).collect()
}

fn relative(got: f64, want: f64) -> f64 {
    if got == want { 0.0 } else { ((got - want) / want).abs() }
}

/// The larger of the relative errors of both tails.
fn error(got: Probability, reached: f64, missed: f64) -> f64 {
    relative(got.value, reached).max(relative(got.complement, missed))
}

fn enough(answer: Inputs) -> (f64, Probability) {
    match answer {
        Inputs::Enough { inputs, chance } => (inputs, chance),
        other => panic!("{other:?}"),
    }
}

fn never(answer: Inputs) -> Probability {
    match answer {
        Inputs::Never { best } => best,
        other => panic!("{other:?}"),
    }
}

fn of<K, N>(results: K, inputs: N, confidence: f64) -> Requirement<K, N> {
    Requirement { results, inputs, confidence }
}

fn known(rate: f64) -> Chance<'static> {
    Chance::known(rate).unwrap()
}

fn inputs(rate: f64, k: f64, confidence: f64) -> f64 {
    enough(known(rate).inputs_for(k, confidence).unwrap()).0
}

#[test]
fn binomial_inverse() {
    let cases = read("binomial_inverse.txt");
    let mut worst = 0.0_f64;
    for case in &cases {
        let &[p, k, c, n_tie, n, reached, missed] = case.as_slice() else { panic!("{case:?}") };
        let chance = known(p);
        let (inputs, at) = enough(chance.inputs_for(k, c).unwrap());
        assert_eq!(inputs, n_tie, "{case:?}");
        // How much half a last bit of p does to the smaller tail: k P(X = k) of it.
        let mass = chance.results(n).unwrap().exactly(k).unwrap().value;
        let condition = (k * mass / reached.min(missed)).max(1.0);
        let mut of = vec![chance.results(n).unwrap().at_least(k).unwrap()];
        if n == n_tie {
            of.push(at);
        }
        for got in of {
            assert_eq!(got.method, Method::Exact);
            worst = worst.max(error(got, reached, missed) / condition);
        }
    }
    println!("binomial: {} cases hold, worst error {worst:.1e} of the condition", cases.len());
    assert_eq!(cases.len(), 250);
    assert!(worst <= 2e-13);
}

#[test]
fn beta_binomial_inverse() {
    let cases = read("beta_binomial_inverse.txt");
    let mut worst = 0.0_f64;
    for case in &cases {
        let &[a, b, k, c, n_tie, n, reached, missed] = case.as_slice() else { panic!("{case:?}") };
        let evidence = Evidence::new(a, b).unwrap();
        let chance = Chance::followed(&evidence);
        let (inputs, at) = enough(chance.inputs_for(k, c).unwrap());
        assert_eq!(inputs, n_tie, "{case:?}");
        worst = worst.max(error(chance.results(n).unwrap().at_least(k).unwrap(), reached, missed));
        if n == n_tie {
            worst = worst.max(error(at, reached, missed));
        }
    }
    println!("beta-binomial: {} cases hold, worst error {worst:.1e}", cases.len());
    assert_eq!(cases.len(), 100);
    assert!(worst <= 1e-12);
}

#[test]
fn one_gate() {
    let (mut worst, mut inverted) = (0.0_f64, 0);
    let cases = read("one_gate.txt");
    for case in &cases {
        let &[n, k, a, b, reached, missed, mass] = case.as_slice() else { panic!("{case:?}") };
        let evidence = Evidence::new(a, b).unwrap();
        let chance = Chance::followed(&evidence);
        let got = chance.results(n).unwrap().at_least(k).unwrap();
        inverted += usize::from(got.method == Method::Inversion);
        worst = worst.max(error(got, reached, missed));
        worst = worst.max(relative(chance.results(n).unwrap().exactly(k).unwrap().value, mass));
    }
    println!("one gate: {} cases hold, {inverted} inverted, worst error {worst:.1e}", cases.len());
    assert!(cases.len() == 100 && inverted > 20);
    assert!(worst <= 1e-12);
}

/// Both the table and the inversion, up to a thousand million inputs, and small tails down to 1e-60.
#[test]
fn several_gates() {
    let mut worst = [0.0_f64; 2];
    let mut count = [0; 2];
    for case in &read("several_gates.txt") {
        let (head, shapes) = case.split_at(6);
        let &[n, k, rate, reached, missed, mass] = head else { panic!("{case:?}") };
        let gates: Vec<Evidence> =
            shapes.chunks(2).map(|shape| Evidence::new(shape[0], shape[1]).unwrap()).collect();
        let chance = Chance::counted(&gates).unwrap().and_known(rate).unwrap();
        let got = chance.results(n).unwrap().at_least(k).unwrap();
        let exactly = chance.results(n).unwrap().exactly(k).unwrap();
        assert_eq!(got.method, exactly.method);
        assert_eq!(got.method == Method::Exact, n <= 512.0);
        let place = usize::from(got.method == Method::Inversion);
        count[place] += 1;
        worst[place] =
            worst[place].max(error(got, reached, missed)).max(relative(exactly.value, mass));
    }
    println!(
        "several gates: {count:?} cases hold, worst errors {:.1e} by table, {:.1e} by inversion",
        worst[0], worst[1]
    );
    assert!(count[0] > 30 && count[1] > 100);
    assert!(worst[0] <= 1e-13 && worst[1] <= 1e-12);
}

/// Published: of 3 deals at 30%, P(3) = 0.027 and P(at most 1) = 0.784. And the numbers of the documentation.
#[test]
fn published() {
    let three = known(0.3);
    assert!(relative(three.results(3.0).unwrap().exactly(3.0).unwrap().value, 0.027) < 1e-15);
    let two = three.results(3.0).unwrap().at_least(2.0).unwrap();
    assert!(error(two, 0.216, 0.784) < 1e-15);
    let chain = Chain::new(&[0.65, 0.40]).unwrap();
    let sale = Chance::of(&chain, 0, 2).unwrap();
    assert!(
        relative(sale.results(28.0).unwrap().at_least(8.0).unwrap().value, 0.448_588_645_711_491_7)
            < 1e-14
    );
    assert!(
        relative(sale.results(30.0).unwrap().at_least(8.0).unwrap().value, 0.536_225_405_823_015_2)
            < 1e-14
    );
    let gates =
        [(65.0, 100.0), (40.0, 100.0)].map(|(s, n)| Evidence::UNIFORM.observe(s, n).unwrap());
    let counted = Chance::counted(&gates).unwrap();
    for (confidence, sure, unsure) in [(0.8, 38.0, 39.0), (0.9, 43.0, 46.0), (0.95, 48.0, 51.0)] {
        assert_eq!(enough(sale.inputs_for(8.0, confidence).unwrap()).0, sure);
        assert_eq!(enough(counted.inputs_for(8.0, confidence).unwrap()).0, unsure);
    }
}

/// scipy #19518: the quantile of a rate of 1 was 0 below the median.
#[test]
fn scipy_19518_certain_rate() {
    for p in [0.01, 0.49, 0.5, 0.51, 1.0] {
        assert_eq!(known(1.0).results(50.0).unwrap().quantile(p).unwrap().unwrap().value, 50.0);
        assert_eq!(known(0.0).results(50.0).unwrap().quantile(p).unwrap().unwrap().value, 0.0);
    }
    assert_eq!(enough(known(1.0).inputs_for(50.0, 1.0).unwrap()).0, 50.0);
    assert_eq!(known(1.0).results(50.0).unwrap().lower_bound(1.0).unwrap().unwrap().value, 50.0);
}

/// scipy #22622: P(X > 16) = 3.27e-22, yet the upper quantile of 1e-20 was 10,000. By mpmath P(X >= 15) =
/// 5.6e-19, P(X >= 16) = 1.4e-20, P(X >= 17) = 3.268...e-22.
#[test]
fn scipy_22622_tiny_tails() {
    let chance = known(4e-5);
    let tail = chance.results(10_000.0).unwrap().at_least(17.0).unwrap();
    assert!(relative(tail.value, 3.268_492_242_332_736_3e-22) < 1e-12);
    assert_eq!(chance.results(10_000.0).unwrap().lower_bound(1e-20).unwrap().unwrap().value, 16.0);
    assert_eq!(chance.results(10_000.0).unwrap().lower_bound(1e-21).unwrap().unwrap().value, 16.0);
    assert_eq!(chance.results(10_000.0).unwrap().lower_bound(1e-22).unwrap().unwrap().value, 17.0);
}

/// scipy #1603: of 1000 at 1e-20 the quantile of 1% was 999. Values by mpmath.
#[test]
fn scipy_1603_tiny_rate() {
    let chance = known(1e-20);
    assert_eq!(chance.results(1000.0).unwrap().quantile(0.01).unwrap().unwrap().value, 0.0);
    assert!(relative(chance.results(1000.0).unwrap().at_least(1.0).unwrap().value, 1e-17) < 1e-15);
    let best = never(chance.inputs_for(1.0, 0.5).unwrap());
    assert!(relative(best.value, 9.006_793_618_727_825e-5) < 1e-14);
}

/// scipy #13079: P(X >= n/2) at one half was anything but one half from n = 2e7 on. Value by mpmath.
#[test]
fn scipy_13079_large_counts() {
    let chance = known(0.5).results(2e10).unwrap().at_least(1e10).unwrap();
    assert!(error(chance, 0.500_002_820_947_917_7, 0.499_997_179_052_082_3) < 1e-13);
    assert_eq!(known(0.5).results(2e10).unwrap().quantile(0.5).unwrap().unwrap().value, 1e10);
}

/// Boost #1203, Distributions.jl #1923: one too many, or too few, below one half. Medians of 1..=30 inputs at
/// six rates, by mpmath.
#[test]
fn boost_1203_small_rates() {
    const MEDIANS: [[u8; 6]; 30] = [
        [0, 0, 0, 0, 0, 0],
        [0, 0, 0, 0, 1, 1],
        [0, 0, 0, 1, 1, 1],
        [0, 0, 1, 1, 1, 2],
        [0, 0, 1, 1, 1, 2],
        [0, 0, 1, 1, 2, 3],
        [0, 1, 1, 2, 2, 3],
        [0, 1, 1, 2, 2, 4],
        [0, 1, 2, 2, 3, 4],
        [0, 1, 2, 2, 3, 4],
        [0, 1, 2, 3, 3, 5],
        [0, 1, 2, 3, 4, 5],
        [0, 1, 2, 3, 4, 6],
        [1, 1, 3, 3, 4, 6],
        [1, 1, 3, 4, 4, 7],
        [1, 1, 3, 4, 5, 7],
        [1, 2, 3, 4, 5, 8],
        [1, 2, 3, 4, 5, 8],
        [1, 2, 4, 5, 6, 9],
        [1, 2, 4, 5, 6, 9],
        [1, 2, 4, 5, 6, 9],
        [1, 2, 4, 5, 7, 10],
        [1, 2, 4, 6, 7, 10],
        [1, 2, 5, 6, 7, 11],
        [1, 2, 5, 6, 7, 11],
        [1, 2, 5, 6, 8, 12],
        [1, 3, 5, 7, 8, 12],
        [1, 3, 5, 7, 8, 13],
        [1, 3, 6, 7, 9, 13],
        [1, 3, 6, 7, 9, 13],
    ];
    for (n, medians) in (1..).zip(MEDIANS) {
        for (rate, median) in [0.05, 0.1, 0.2, 0.25, 0.3, 0.45].into_iter().zip(medians) {
            let got =
                known(rate).results(f64::from(n)).unwrap().quantile(0.5).unwrap().unwrap().value;
            assert_eq!(got, f64::from(median), "{n} at {rate}");
        }
    }
    // Exactly one half, whatever the roundings: the tie rule.
    assert_eq!(known(0.5).results(25.0).unwrap().quantile(0.5).unwrap().unwrap().value, 12.0);
}

/// Boost #1007: no end at 9e18, where n + 1 = n. Here that is an error, and 2^53 the largest count; the
/// value by mpmath, from Cornish and Fisher's expansion, which is good to 1e-7 there.
#[test]
fn boost_1007_beyond_whole_numbers() {
    let error = known(0.561815).results(9_079_765_771_874_083_840.0).unwrap_err();
    assert_eq!(
        (error.kind(), error.value()),
        (ErrorKind::Count, Some(9_079_765_771_874_083_840.0))
    );
    let got =
        known(0.561815).results(Count::MAX).unwrap().quantile(0.0365346).unwrap().unwrap().value;
    assert!((got - 5_060_379_564_899_907.3).abs() < 2.0, "{got}");
    assert!(matches!(known(0.5).inputs_for(Count::MAX, 0.9).unwrap(), Inputs::Never { .. }));
}

/// Boost #1361: very large counts near the mean: the chance must rise with every input, or stay.
#[test]
fn boost_1361_large_and_near_the_mean() {
    for n in [1e12, 1e15, 8e15] {
        let chance = known(0.5);
        let mut before = 0.0;
        for step in -200..200 {
            let k = n / 2.0;
            let now = chance.results(n + f64::from(step)).unwrap().at_least(k).unwrap().value;
            assert!(now >= before * (1.0 - 1e-9), "{n} {step}");
            before = now;
        }
        assert!((before - 0.5).abs() < 1e-3);
    }
}

/// Distributions.jl #1895: 5000. P(X <= 4982) = 0.000438, P(X <= 4983) = 0.001144.
#[test]
fn distributions_1895_large_rate() {
    let chance = known(0.998575);
    assert_eq!(chance.results(5000.0).unwrap().quantile(0.0005).unwrap().unwrap().value, 4983.0);
    let below = chance.results(5000.0).unwrap().at_least(4983.0).unwrap().complement;
    assert!(relative(below, 0.000_438_343_370_127_843_5) < 1e-12);
}

/// Distributions.jl #2091: the last quantile of a beta-binomial was 777 of 1000. Values by mpmath.
#[test]
fn distributions_2091_last_quantile() {
    let evidence = Evidence::new(0.1, 20.0).unwrap();
    let chance = Chance::followed(&evidence);
    assert_eq!(chance.results(1000.0).unwrap().quantile(1.0).unwrap().unwrap().value, 1000.0);
    let (far, farther) = (1.533_178_264_085_339_3e-15, 4.590_410_837_131_87e-17);
    assert!(relative(chance.results(1000.0).unwrap().at_least(778.0).unwrap().value, far) < 1e-12);
    assert!(
        relative(chance.results(1000.0).unwrap().at_least(815.0).unwrap().value, farther) < 1e-12
    );
}

/// OpenTURNS #2513: the quantile of a small probability was 0. P(X <= 400) of 1030 = 3.897...e-13.
#[test]
fn openturns_2513_small_probability() {
    assert_eq!(
        known(0.5)
            .results(1030.0)
            .unwrap()
            .quantile(3.897_352_466_243_61e-13)
            .unwrap()
            .unwrap()
            .value,
        400.0
    );
    assert_eq!(
        known(0.5).results(1030.0).unwrap().quantile(3.8974e-13).unwrap().unwrap().value,
        401.0
    );
}

#[test]
fn edges_are_outcomes() {
    let gates = [Evidence::JEFFREYS, Evidence::UNIFORM];
    let several = Chance::counted(&gates).unwrap();
    let one = Chance::followed(&gates[0]);
    for chance in [known(0.3), one, several, several.and_known(0.5).unwrap()] {
        // 0 results need no inputs, and neither does a confidence of 0.
        let (none, sure) = enough(chance.inputs_for(0.0, 1.0).unwrap());
        assert_eq!((none, sure.value, sure.complement), (0.0, 1.0, 0.0));
        let (none, sure) = enough(chance.inputs_for(5.0, 0.0).unwrap());
        assert_eq!((none, sure.value, sure.complement), (0.0, 0.0, 1.0));
        assert!(never(chance.inputs_for(5.0, 1.0).unwrap()).value > 0.5);
        for n in [0.0, 3.0, 600.0] {
            assert_eq!(chance.results(n).unwrap().at_least(0.0).unwrap().complement, 0.0);
            assert_eq!(chance.results(n).unwrap().at_least(n + 1.0).unwrap().value, 0.0);
            assert_eq!(chance.results(n).unwrap().exactly(n + 1.0).unwrap().value, 0.0);
            assert_eq!(chance.results(n).unwrap().quantile(0.0).unwrap().unwrap().value, 0.0);
            assert_eq!(chance.results(n).unwrap().quantile(1.0).unwrap().unwrap().value, n);
            let all = chance.results(n).unwrap().interval(1.0).unwrap();
            assert_eq!((all.low, all.high), (0.0, Some(n)));
            assert_eq!(chance.results(n).unwrap().most(), Some(n));
            assert_eq!(chance.results(n).unwrap().lower_bound(0.0).unwrap().unwrap().value, n);
            assert_eq!(chance.results(n).unwrap().lower_bound(1.0).unwrap().unwrap().value, 0.0);
        }
        assert_eq!(chance.results(0.0).unwrap().exactly(0.0).unwrap().value, 1.0);
    }
    assert_eq!(never(known(0.0).inputs_for(1.0, 1e-300).unwrap()).value, 0.0);
    assert_eq!(never(several.and_known(0.0).unwrap().inputs_for(1.0, 0.1).unwrap()).value, 0.0);
    // At a rate of 1e-17 even 2^53 inputs bring a result with less than 90%.
    assert!(never(known(1e-17).inputs_for(1.0, 0.9).unwrap()).value < 0.9);
    assert_eq!(inputs(1.0, 7.0, 1.0), 7.0);
    // No gate at all, and from a stage to itself.
    let chain = Chain::new(&[0.5, 0.25]).unwrap();
    assert_eq!(Chance::of(&chain, 1, 1).unwrap().mean(), 1.0);
    assert_eq!(Chance::of(&chain, 1, 2).unwrap().mean(), 0.25);
    let error = Chance::of(&chain, 2, 1).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ActivityStage);
    assert_eq!(
        error.to_string(),
        "activity_stage: activity must be counted at or before the goal's stage (got 2, the last is 1)"
    );
    let error = Chance::of(&chain, 4, 1).unwrap_err();
    assert_eq!((error.kind(), error.value()), (ErrorKind::Stage, Some(4.0)));
    let error = Chance::of(&chain, 0, 3).unwrap_err();
    assert_eq!((error.value(), error.limit()), (Some(3.0), Some(2.0)));
}

/// 0.1 + 0.2 is slightly above 0.3, and 0.81 (1 + 1e-13) slightly above 0.81: under the tie rule both are met.
#[test]
fn ties_count_as_met() {
    assert_eq!(inputs(0.3, 1.0, 0.1 + 0.2), 1.0);
    assert_eq!(inputs(0.3, 1.0, 0.3 + 1e-11), 2.0);
    assert_eq!(
        known(0.3).results(1.0).unwrap().lower_bound(0.1 + 0.2).unwrap().unwrap().value,
        1.0
    );
    // Above 1/2 the rule compares complements: in f64, 1 - 0.9 is more than 0.1.
    assert_eq!(inputs(0.9, 1.0, 0.9), 1.0);
    assert_eq!(inputs(0.9, 2.0, 0.81 * (1.0 + 1e-13)), 2.0);
    let chain = Chain::new(&[0.9, 0.4]).unwrap();
    let all = chain.gate_for(1, of(2, 2, 0.81 * (1.0 + 1e-13))).unwrap();
    assert_eq!(all, GateFor::Rate(1.0));
}

/// The search walks by a recurrence. At rates near 1 each input leaves a tenth or less of the probability that the goal
/// is missed; that small complement must come out as from a direct computation.
#[test]
fn the_search_loses_no_digits_of_a_small_complement() {
    for rate in [0.9, 0.99, 0.999] {
        for k in [1.0, 7.0, 50.0] {
            for left in [1e-3, 1e-6, 1e-9, 1e-12, 1e-14] {
                let (n, found) = enough(known(rate).inputs_for(k, 1.0 - left).unwrap());
                let again = known(rate).results(n).unwrap().at_least(k).unwrap();
                assert!(relative(found.complement, again.complement) < 4e-14, "{rate} {k} {left}");
            }
        }
    }
}

/// One uncertain gate behind a known one. Of Beta(1, 1) and a known r, P(X = 0) of n is
/// (1 - (1 - r)^(n + 1)) / (r (n + 1)).
#[test]
fn one_uncertain_gate_and_a_known_one() {
    let chance = Chance::followed(&Evidence::UNIFORM).and_known(0.25).unwrap();
    for (n, none) in [(1.0, 0.875), (3.0, 0.683_593_75), (999.0, 0.004), (1e6, 4.0 / 1_000_001.0)] {
        let got = chance.results(n).unwrap().at_least(1.0).unwrap();
        assert!(error(got, 1.0 - none, none) < 1e-13, "{n} {got:?}");
        assert!(relative(chance.results(n).unwrap().exactly(0.0).unwrap().value, none) < 1e-13);
    }
}

/// Terms and transforms that underflow or overflow an f64.
#[test]
fn tails_below_the_smallest_f64_are_0() {
    let narrow = Evidence::new(1e9, 1e11).unwrap();
    let chance = Chance::followed(&narrow).results(400.0).unwrap().at_least(250.0).unwrap();
    assert!(chance.value < 1e-300 && chance.complement == 1.0);
    let narrow = Evidence::new(1e3, 1e8).unwrap();
    let chance = Chance::followed(&narrow).results(400.0).unwrap().at_least(120.0).unwrap();
    assert!(chance.value < 1e-300 && chance.complement == 1.0);
    let wide = Evidence::new(0.7, 1e12).unwrap();
    let chance = Chance::followed(&wide).and_known(5e-129).unwrap();
    for k in [1e6, 1e12, Count::MAX] {
        let never = chance.results(Count::MAX).unwrap().at_least(k).unwrap();
        assert_eq!((never.value, never.complement), (0.0, 1.0));
    }
    // Billions of successes with one failure, and a pmf that decays as slowly as any.
    let much = Evidence::new(3_546_147_479.0, 1.0).unwrap();
    let sure = Chance::followed(&much)
        .results(5_882_204_548_802_242.0)
        .unwrap()
        .at_least(2_757_209_842_701_082.0)
        .unwrap();
    assert_eq!((sure.value, sure.complement), (1.0, 0.0));
    let almost = Chance::followed(&Evidence::JEFFREYS).and_known(1.0 - f64::EPSILON / 2.0).unwrap();
    let (almost, all) = (
        almost.results(26_972.0).unwrap().at_least(26_972.0),
        Chance::followed(&Evidence::JEFFREYS).results(26_972.0).unwrap().at_least(26_972.0),
    );
    assert!(relative(almost.unwrap().value, all.unwrap().value) < 1e-11);
}

#[test]
fn errors_say_where() {
    let is = |error: Error, kind, field, value| {
        assert_eq!(error, Error::new(kind).field_is(field).got(value));
    };
    let chance = known(0.3);
    let three = chance.results(3).unwrap();
    is(three.at_least(1.5).unwrap_err(), ErrorKind::Count, Field::Results, 1.5);
    is(three.exactly(-1).unwrap_err(), ErrorKind::Count, Field::Results, -1.0);
    is(chance.results(-3.0).unwrap_err(), ErrorKind::Count, Field::Inputs, -3.0);
    is(chance.results(f64::NAN).unwrap_err(), ErrorKind::Count, Field::Inputs, f64::NAN);
    is(three.quantile(1.5).unwrap_err(), ErrorKind::Probability, Field::P, 1.5);
    is(three.interval(-0.5).unwrap_err(), ErrorKind::Probability, Field::Level, -0.5);
    is(three.lower_bound(2.0).unwrap_err(), ErrorKind::Probability, Field::Confidence, 2.0);
    is(chance.inputs_for(1e16, 0.5).unwrap_err(), ErrorKind::Count, Field::Results, 1e16);
    let error = chance.inputs_for(1, f64::NAN).unwrap_err();
    is(error, ErrorKind::Probability, Field::Confidence, f64::NAN);
    is(Chance::known(1.5).unwrap_err(), ErrorKind::Rate, Field::Rate, 1.5);
    is(chance.and_known(-0.5).unwrap_err(), ErrorKind::Rate, Field::Rate, -0.5);
    let none = Error::new(ErrorKind::NoGates).field_is(Field::Evidence);
    assert_eq!(Chance::counted(&[]).unwrap_err(), none);
    let requirement = Requirement { results: 1, inputs: 2.5, confidence: 0.5 };
    is(rate_for(requirement).unwrap_err(), ErrorKind::Count, Field::Inputs, 2.5);
    let requirement = Requirement { results: -1, inputs: 2, confidence: 0.5 };
    is(rate_for(requirement).unwrap_err(), ErrorKind::Count, Field::Results, -1.0);
    let chain = Chain::new(&[0.5]).unwrap();
    let requirement = Requirement { results: 1, inputs: 2, confidence: 0.5 };
    let error = chain.gate_for(1, requirement).unwrap_err();
    assert_eq!(
        (error.kind(), error.value(), error.limit()),
        (ErrorKind::Gate, Some(1.0), Some(0.0))
    );
}

#[test]
fn errors_of_evidence() {
    let kind = |error: Error| error.kind();
    assert_eq!(kind(Evidence::new(0.0, 1.0).unwrap_err()), ErrorKind::EvidenceShape);
    assert_eq!(kind(Evidence::new(1.0, f64::NAN).unwrap_err()), ErrorKind::EvidenceShape);
    let beyond = Evidence::UNIFORM.observe(2.0, 1.0).unwrap_err();
    assert_eq!(kind(beyond), ErrorKind::Successes);
    let full = Evidence::new(1e6, 1.0).unwrap().observe(Count::MAX, Count::MAX).unwrap_err();
    assert_eq!((kind(full), full.value()), (ErrorKind::EvidenceShape, Some(Count::MAX + 1e6)));
    assert_eq!(Evidence::UNIFORM.observe(0.0, 0.0), Ok(Evidence::UNIFORM));
    assert_eq!(kind(Evidence::UNIFORM.quantile(2.0).unwrap_err()), ErrorKind::Probability);
}

#[test]
fn evidence_has_its_quantiles() {
    // Beta(1, 1) is uniform, Beta(1/2, 1/2) the arcsine law: its quantiles are sin^2(pi p / 2).
    for p in [0.0, 1e-9, 0.05, 0.5, 0.875, 1.0] {
        assert!(relative(Evidence::UNIFORM.quantile(p).unwrap(), p) < 1e-13);
    }
    assert!(relative(Evidence::JEFFREYS.quantile(1.0 / 3.0).unwrap(), 0.25) < 1e-13);
    let central = Evidence::JEFFREYS.interval(1.0 / 3.0).unwrap();
    assert!(relative(central.low, 0.25) < 1e-13 && relative(central.high.unwrap(), 0.75) < 1e-13);
    let all = Evidence::JEFFREYS.interval(1.0).unwrap();
    assert_eq!((all.low, all.high), (0.0, Some(1.0)));
}

#[test]
fn one_gate_that_would_need_more_than_all() {
    // P(Bin(2, p) >= 2) = p^2: for 81% it takes 90%.
    let RateFor::Rate(rate) = rate_for(of(2, 2, 0.81)).unwrap() else { panic!() };
    assert!(relative(rate.value, 0.9) < 1e-14 && relative(rate.complement, 0.1) < 1e-13);
    assert_eq!(rate_for(of(3, 2, 0.81)), Ok(RateFor::TooFewInputs));
    let gate_for = |rates: &[f64], gate, k, c| {
        Chain::new(rates).unwrap().gate_for(gate, of(k, 2.0, c)).unwrap()
    };
    assert!(
        matches!(gate_for(&[0.95, 1.0], 1, 2.0, 0.81), GateFor::Rate(r) if relative(r, 0.9 / 0.95) < 1e-13)
    );
    // The tie rule: 0.9 / 0.9 is 1.
    assert!(
        matches!(gate_for(&[0.9, 0.4], 1, 2.0, 0.81), GateFor::Rate(r) if (r - 1.0).abs() < 1e-12 && r <= 1.0)
    );
    let GateFor::Impossible { gate: 0, takes: Some(takes), best } =
        gate_for(&[0.4, 0.5], 0, 2.0, 0.81)
    else {
        panic!()
    };
    assert!(relative(takes, 1.8) < 1e-13 && relative(best.value, 0.25) < 1e-14);
    let closed = gate_for(&[0.4, 0.0], 0, 2.0, 0.81);
    assert!(matches!(closed, GateFor::Impossible { takes: None, best, .. } if best.value == 0.0));
    let minus = gate_for(&[0.4, -0.0], 0, 2.0, 0.81);
    assert!(matches!(minus, GateFor::Impossible { takes: None, .. }));
    let too_many = gate_for(&[0.4, 0.5], 0, 3.0, 0.81);
    assert!(matches!(too_many, GateFor::Impossible { takes: None, best, .. } if best.value == 0.0));
    assert_eq!(gate_for(&[0.4, 0.0], 0, 0.0, 0.81), GateFor::Rate(0.0));
}

/// With 1e15 inputs a count is nearly continuous: P(X >= k) = P(rate >= k / n), up to terms of 1 / n.
#[test]
fn very_many_inputs_of_a_counted_rate_follow_its_beta_distribution() {
    let n = 1e15;
    for (a, b) in [(0.5, 0.5), (3.0, 9.0), (41.0, 61.0), (1000.0, 4000.0)] {
        let evidence = Evidence::new(a, b).unwrap();
        let chance = Chance::followed(&evidence);
        for share in [0.125, 0.25, 0.375] {
            let want = funnelmath::math::incomplete_beta(a, b, share).unwrap();
            let got = chance.results(n).unwrap().at_least(n * share).unwrap();
            let off = error(got, want.upper, want.lower);
            // The second-order effect of the spread of k / n.
            let bound = 1e-13 + (a + b) * (a + b) / n;
            assert!(off < bound, "{a} {b} {share}: {off:e} {got:?} {want:?}");
            println!("{a} {b} {share}: {off:.1e}");
        }
    }
}

/// Beta(a + b, c) times Beta(a, b) is Beta(a, b + c): what is inverted with two gates is a short sum with
/// one. The bound that [`Method::Inversion`] names, for evidence of any size.
#[test]
fn inversion_is_as_good_as_it_says() {
    for items in [1.0, 1e2, 1e4, 1e5, 1e6, 1e8, 1e10, 1e12, 1e15] {
        let mut worst = 0.0_f64;
        for n in [600.0, 1e4, 1e8] {
            for k in [1.0, 8.0, 200.0] {
                // So that about k are to be expected, more or fewer.
                for share in [0.5, 0.9, 1.0, 1.1, 2.0] {
                    let rate = f64::min(share * k / n, 0.9);
                    let (a, b, c) =
                        (items * rate, items * (1.0 - rate) / 2.0, items * (1.0 - rate) / 2.0);
                    let gates = [Evidence::new(a + b, c), Evidence::new(a, b)];
                    let (Ok(first), Ok(second), Ok(both)) =
                        (gates[0], gates[1], Evidence::new(a, b + c))
                    else {
                        continue;
                    };
                    let gates = [first, second];
                    let two =
                        Chance::counted(&gates).unwrap().results(n).unwrap().at_least(k).unwrap();
                    let one = Chance::followed(&both).results(n).unwrap().at_least(k).unwrap();
                    if one.method == Method::Exact {
                        assert_eq!(two.method, Method::Inversion);
                        worst = worst.max(error(two, one.value, one.complement));
                    }
                }
            }
        }
        println!("{items:e} items: {worst:.1e}");
        assert!(worst <= 1e-12, "{items:e}: {worst:e}");
    }
}

fn evidence() -> impl Strategy<Value = Evidence> {
    let prior = prop_oneof![Just(Evidence::JEFFREYS), Just(Evidence::UNIFORM)];
    (prior, 0_u32..200, 0.0..=1.0_f64).prop_map(|(prior, trials, share)| {
        let trials = f64::from(trials);
        prior.observe(f64::from((trials * share) as u32), trials).unwrap()
    })
}

/// Every kind of knowledge: a rate, one Beta, several.
fn knowledge() -> impl Strategy<Value = (Vec<Evidence>, f64)> {
    prop_oneof![
        (Just(vec![]), 1e-4..0.9999_f64),
        (prop::collection::vec(evidence(), 1), Just(1.0)),
        (prop::collection::vec(evidence(), 1..4), 0.05..=1.0_f64),
    ]
}

fn chance_of((gates, rate): &(Vec<Evidence>, f64)) -> Chance<'_> {
    if gates.is_empty() {
        return known(*rate);
    }
    Chance::counted(gates).unwrap().and_known(*rate).unwrap()
}

fn met(chance: Probability, confidence: f64) -> bool {
    if confidence <= 0.5 {
        chance.value >= confidence * (1.0 - TIE)
    } else {
        chance.complement <= (1.0 - confidence) * (1.0 + TIE)
    }
}

proptest! {
    #![proptest_config(cases::cases(192))]

    #[test]
    fn tails_sum_to_one_and_move_one_way(
        know in knowledge(), n in prop_oneof![0_u32..60, 400_u32..700], share in 0.0..=1.0_f64,
    ) {
        let chance = chance_of(&know);
        let n = f64::from(n);
        let k = f64::from((n * share) as u32);
        let at = chance.results(n).unwrap().at_least(k).unwrap();
        prop_assert!((at.value + at.complement - 1.0).abs() <= 1e-13);
        let (more_results, more_inputs) =
            (chance.results(n).unwrap().at_least(k + 1.0).unwrap(), chance.results(n + 1.0).unwrap().at_least(k).unwrap());
        prop_assert!(more_results.value <= at.value * (1.0 + 1e-11));
        prop_assert!(more_inputs.complement <= at.complement * (1.0 + 1e-11));
        let exactly = chance.results(n).unwrap().exactly(k).unwrap();
        prop_assert!((at.value - more_results.value - exactly.value).abs() <= 1e-12);
        prop_assert!((exactly.value + exactly.complement - 1.0).abs() <= 1e-13);
    }

    #[test]
    fn a_better_rate_is_better(
        rate in 0.0..=1.0_f64, up in 0.0..=1.0_f64, k in 1_u32..60, n in 0_u32..200, c in 0.01..0.99_f64,
    ) {
        let better = rate + (1.0 - rate) * up;
        let (k, n) = (f64::from(k), f64::from(n));
        let (low, high) = (known(rate).results(n).unwrap().at_least(k).unwrap(), known(better).results(n).unwrap().at_least(k).unwrap());
        prop_assert!(low.value <= high.value * (1.0 + 1e-12));
        if rate > 1e-3 {
            prop_assert!(inputs(rate, k, c) >= inputs(better, k, c));
        }
    }

    #[test]
    fn inputs_are_the_fewest_and_results_the_most(
        know in knowledge(), k in 1_u32..40, c in prop_oneof![0.05..0.95_f64, Just(0.5), Just(0.999)],
    ) {
        let chance = chance_of(&know);
        let k = f64::from(k);
        let Inputs::Enough { inputs, chance: found } = chance.inputs_for(k, c).unwrap() else {
            return Ok(()); // More than 2^53: nothing but failures were seen.
        };
        let again = chance.results(inputs).unwrap().at_least(k).unwrap();
        prop_assert!(met(found, c) && met(again, c));
        prop_assert!(relative(found.value, again.value) < 1e-9, "{found:?} {again:?}");
        prop_assert!(relative(found.complement, again.complement) < 1e-9, "{found:?} {again:?}");
        prop_assert!(inputs == k || !met(chance.results(inputs - 1.0).unwrap().at_least(k).unwrap(), c));
        // More confidence needs no fewer.
        let sure = chance.inputs_for(k, 0.5 + 0.5 * c).unwrap();
        if let Inputs::Enough { inputs: more, .. } = sure {
            prop_assert!(more >= inputs);
        }
        let results = chance.results(inputs).unwrap();
        let most = results.lower_bound(c).unwrap().unwrap().value;
        prop_assert!(most >= k && met(results.at_least(most).unwrap(), c));
        prop_assert!(!met(results.at_least(most + 1.0).unwrap(), c));
        let one_less = chance.results(inputs - 1.0).unwrap().lower_bound(c).unwrap().unwrap();
        prop_assert!(one_less.value < k);
    }

    #[test]
    fn quantile_and_probability_are_inverse(
        know in knowledge(), n in prop_oneof![1_u32..100, 500_u32..2000], p in 0.001..0.999_f64,
    ) {
        let chance = chance_of(&know);
        let n = f64::from(n);
        let k = chance.results(n).unwrap().quantile(p).unwrap().unwrap().value;
        // P(X <= k) >= p, and less for one fewer: the contrary of reaching one more.
        let at_most = |k: f64| {
            let beyond = chance.results(n).unwrap().at_least(k + 1.0).unwrap();
            let (reached, missed) = (beyond.complement, beyond.value);
            if p <= 0.5 { reached >= p * (1.0 - TIE) } else { missed <= (1.0 - p) * (1.0 + TIE) }
        };
        prop_assert!(at_most(k));
        prop_assert!(k == 0.0 || !at_most(k - 1.0));
        let range = chance.results(n).unwrap().interval(p).unwrap();
        prop_assert!(range.low <= range.high.unwrap() && range.high.unwrap() <= n);
    }

    #[test]
    fn rate_and_inputs_are_inverse(k in 1_u32..500, extra in 0_u32..2000, c in 0.01..0.99_f64) {
        let (k, n) = (f64::from(k), f64::from(k + extra));
        let RateFor::Rate(rate) = rate_for(of(k, n, c)).unwrap() else { panic!() };
        let at = known(rate.value).results(n).unwrap().at_least(k).unwrap();
        prop_assert!((at.value - c).abs() <= 1e-11 * c.min(1.0 - c) + 1e-11);
        // At that rate exactly n are enough, but for the last bits of the rate.
        let found = inputs(rate.value * (1.0 + 1e-9), k, c);
        prop_assert!(found == n, "{found} {n}");
    }

    #[test]
    fn much_evidence_is_knowledge(rate in 0.05..0.95_f64, k in 1_u32..20, n in 1_u32..60) {
        let evidence = Evidence::new(1e12 * rate, 1e12 * (1.0 - rate)).unwrap();
        let (k, n) = (f64::from(k), f64::from(n));
        let (one, sure) = (
            Chance::followed(&evidence).results(n).unwrap().at_least(k).unwrap(),
            known(rate).results(n).unwrap().at_least(k).unwrap(),
        );
        prop_assert!((one.value - sure.value).abs() <= 1e-8);
    }

    #[test]
    fn any_bits_whatever(bits in prop::array::uniform6(any::<u64>()), small in any::<u8>()) {
        // Any f64, or a count, or a number of 0..=1.
        let number = |i: usize| match small >> i & 1 {
            0 => f64::from_bits(bits[i]),
            _ if i % 2 == 0 => (bits[i] >> 11 >> (bits[i] % 53)) as f64,
            _ => (bits[i] >> 11) as f64 / 9_007_199_254_740_992.0,
        };
        let (k, n) = (number(0), number(2));
        let (p, rate) = (number(1), number(3));
        let mut gates = vec![];
        for (a, b) in [(number(4), number(5)), (number(5), number(0)), (number(1), number(4))] {
            gates.extend(Evidence::new(a, b));
        }
        let mut chances = vec![];
        chances.extend(Chance::known(rate));
        chances.extend(gates.first().map(Chance::followed));
        chances.extend(Chance::counted(&gates).and_then(|chance| chance.and_known(p)));
        let fine = |chance: Probability| {
            let rate = |value: f64| (0.0..=1.0).contains(&value);
            assert!(rate(chance.value) && rate(chance.complement), "{chance:?}");
            assert!((chance.value + chance.complement - 1.0).abs() < 1e-9, "{chance:?}");
        };
        let count = |x: f64| assert!(Count::new(x).is_ok(), "{x}");
        for chance in chances {
            if let Ok(results) = chance.results(n) {
                // A number that ties with a whole one was taken as that one.
                let n = results.most().unwrap();
                if let Ok(at) = results.at_least(k) {
                    fine(at);
                    fine(results.exactly(k).unwrap());
                }
                if let Ok(most) = results.lower_bound(p) {
                    count(most.unwrap().value);
                    assert!(most.unwrap().value <= n);
                }
                if let Ok(quantile) = results.quantile(p) {
                    count(quantile.unwrap().value);
                    let range = results.interval(p).unwrap();
                    assert!(range.low <= range.high.unwrap() && range.high.unwrap() <= n);
                }
                let (mean, variance) = (results.mean(), results.variance().unwrap());
                assert!((0.0..=n).contains(&mean) && (0.0..=0.26 * n * n).contains(&variance));
            }
            match chance.inputs_for(k, p) {
                Ok(Inputs::Enough { inputs, chance }) => {
                    count(inputs);
                    fine(chance);
                }
                Ok(Inputs::Never { best }) => fine(best),
                _ => {}
            }
        }
        if let Ok(RateFor::Rate(rate)) = rate_for(of(k, n, p)) {
            assert!((rate.value + rate.complement - 1.0).abs() < 1e-15);
        }
        for gate in gates {
            if let Ok(interval) = gate.interval(p) {
                assert!(0.0 <= interval.low && interval.low <= interval.high.unwrap() && interval.high.unwrap() <= 1.0);
            }
        }
    }
}

/// All of very many, through a gate that was nearly always passed: found by fuzzing. Expected value: mpmath, by gamma
/// functions to 50 digits.
#[test]
fn all_of_very_many() {
    let gates = [
        Evidence::new(0.65625, 1.52587890625e-5).unwrap(),
        Evidence::new(1_335_462.0, 0.2408294677734375).unwrap(),
    ];
    let all =
        Chance::counted(&gates).unwrap().results(680_102.0).unwrap().exactly(680_102.0).unwrap();
    let wanted = 0.905_420_135_487_283_1;
    assert!((all.value - wanted).abs() <= 1e-12 * wanted, "{all:?}");
    assert!((all.complement - (1.0 - wanted)).abs() <= 1e-12, "{all:?}");
}

/// Segments with fixed shares. Expected values: two binomial lists convolved in Python, of the whole entries that Webster's
/// method gives one by one.
#[test]
fn a_mix_of_segments() {
    let segment = |share, rate| SegmentChance { share, chance: Chance::known(rate).unwrap() };
    let segments = [segment(0.7, 0.1), segment(0.3, 0.4)];
    let mix = ChanceMix::new(&segments).unwrap();
    let (mut entries, mut cells) = ([0.0; 2], vec![f64::NAN; 4_096]);
    for (inputs, split, wanted) in [
        (100, [70.0, 30.0], 0.545_594_302_665_815_1),
        (118, [83.0, 35.0], 0.829_730_932_105_398_9),
        (124, [87.0, 37.0], 0.891_675_412_584_208_5),
        (125, [87.0, 38.0], 0.908_044_858_635_192_2),
    ] {
        let sales = mix.results(inputs, &mut entries, &mut cells).unwrap();
        assert!((sales.at_least(19).unwrap().value / wanted - 1.0).abs() < 1e-13);
        assert_eq!((entries, sales.most()), (split, Some(f64::from(inputs))));
    }
    let fewest = |k: u32, confidence, cells: &mut [f64]| {
        let mut entries = [0.0; 2];
        let found = mix.inputs_for(k, confidence, &mut entries, cells);
        found.map(|found| found.map(|inputs| (inputs.value, entries)))
    };
    assert_eq!(fewest(19, 0.9, &mut cells), Ok(Some((125.0, [87.0, 38.0]))));
    assert_eq!(fewest(0, 0.9, &mut []), Ok(Some((0.0, [0.0; 2]))));
    assert_eq!(fewest(19, 1.0, &mut []), Ok(None));
    let needed = mix.cells(100, &mut entries).unwrap();
    assert!(mix.results(100, &mut entries, &mut cells[..needed]).is_ok());
    // 0 to 100 together, and 0 to 70 of the wider one; also where the wider one comes last.
    assert_eq!(needed, 101 + 71);
    let turned = [segments[1], segments[0]];
    let turned = ChanceMix::new(&turned).unwrap();
    assert_eq!(turned.cells(100, &mut entries), Ok(needed));
    assert!(turned.results(100, &mut entries, &mut cells[..needed]).is_ok());
    let error = mix.results(100, &mut entries, &mut cells[..needed - 1]).unwrap_err();
    let place = (error.kind(), error.field(), error.limit());
    assert_eq!(place, (ErrorKind::Length, Some(Field::Cells), Some(needed as f64)));
    assert_eq!(fewest(19, 0.9, &mut cells[..100]).unwrap_err().kind(), ErrorKind::Length);

    // Segments of one rate are one binomial count; a segment without a share is none.
    let same = [segment(0.25, 0.3), segment(0.75, 0.3), segment(0.0, 1.0)];
    let mix = ChanceMix::new(&same).unwrap();
    let alone = Chance::known(0.3).unwrap();
    let mut entries = [0.0; 3];
    for k in [1, 30, 33, 60] {
        let together = mix.results(101, &mut entries, &mut cells).unwrap().at_least(k).unwrap();
        let one = alone.results(101).unwrap().at_least(k).unwrap();
        assert!((together.value / one.value - 1.0).abs() < 1e-12);
    }
    assert_eq!(entries, [25.0, 76.0, 0.0]);
    // So many that their numbers are not all listed.
    let many = mix.results(8_000, &mut entries, &mut cells).unwrap();
    assert_eq!(many.at_least(2_400).unwrap().method, Method::Truncated);
    for k in [2_200, 2_400, 2_500] {
        let one = alone.results(8_000).unwrap().at_least(k).unwrap();
        assert!((many.at_least(k).unwrap().value / one.value - 1.0).abs() < 1e-11);
    }
    let partly = [segment(0.25, 1.0), segment(0.75, 0.3)];
    let partly = ChanceMix::new(&partly).unwrap();
    let certain = partly.results(100, &mut entries[..2], &mut cells).unwrap();
    assert_eq!(certain.lower_bound(1.0).unwrap().map(|least| least.value), Some(25.0));
    let sure = [segment(0.5, 1.0), segment(0.5, 1.0)];
    let mix = ChanceMix::new(&sure).unwrap();
    let found = mix.inputs_for(7, 1.0, &mut entries[..2], &mut cells).unwrap();
    assert_eq!(found.map(|inputs| inputs.value), Some(7.0));
    assert_eq!(entries[..2], [4.0, 3.0]);
    let never = [segment(0.5, 0.0), segment(0.5, 0.0)];
    let mix = ChanceMix::new(&never).unwrap();
    assert_eq!(mix.inputs_for(7, 0.5, &mut entries[..2], &mut cells), Ok(None));

    let error = ChanceMix::new(&[segment(0.5, 0.1), segment(1.5, 0.1)]).unwrap_err();
    assert_eq!((error.kind(), error.index()), (ErrorKind::Rate, Some(1)));
    let error = ChanceMix::new(&[segment(0.5, 0.1), segment(0.4, 0.1)]).unwrap_err();
    assert_eq!((error.kind(), error.field()), (ErrorKind::Shares, Some(Field::SegmentShare)));
}

/// The outcome of a question for a rate gives it, or none.
#[test]
fn the_rate_that_was_asked_for() {
    let found = rate_for(of(1, 1, 0.9)).unwrap();
    assert!((found.rate().unwrap() - 0.9).abs() < 1e-15, "{found:?}");
    assert_eq!(rate_for(of(2, 1, 0.9)).unwrap().rate(), None);
}

/// So few successes of so many that the chance of none is below the smallest f64, summed from the nearest term on.
/// Expected value: mpmath, the sum of 256 terms to 40 digits.
#[test]
fn a_far_tail_of_counted_rates_is_summed_from_its_largest_term() {
    let evidence = Evidence::new(8e6, 992e6).unwrap();
    let few = Chance::followed(&evidence).results(100_000).unwrap().at_least(256).unwrap();
    assert!((few.complement / 7.114_021_732_182_325e-113 - 1.0).abs() < 1e-9, "{few:?}");
}

/// Webster's whole numbers: they sum up, none falls when there is one more, and each is what one by one gives.
#[test]
fn whole_entries_of_a_mix() {
    let chance = Chance::known(0.5).unwrap();
    for shares in [vec![0.5, 0.3, 0.2], vec![0.01, 0.01, 0.97, 0.01], vec![1.0 / 3.0; 3], vec![1.0]]
    {
        let segments: Vec<_> =
            shares.iter().map(|&share| SegmentChance { share, chance }).collect();
        let mix = ChanceMix::new(&segments).unwrap();
        let (mut one_by_one, mut entries) = (vec![0.0; shares.len()], vec![0.0; shares.len()]);
        for inputs in 1..400 {
            let due = |place: usize| (one_by_one[place] + 0.5) / shares[place];
            let next = (0..shares.len()).min_by(|&a, &b| due(a).total_cmp(&due(b))).unwrap();
            one_by_one[next] += 1.0;
            mix.entries(inputs, &mut entries).unwrap();
            assert_eq!(entries, one_by_one, "{shares:?} {inputs}");
        }
        mix.entries(Count::MAX, &mut entries).unwrap();
        assert_eq!(entries.iter().sum::<f64>(), Count::MAX);
    }
}
