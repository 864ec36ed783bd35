//! The module `math` against reference values; `testdata/reference/README.md` names their sources.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]
// Only inputs and tolerances are made with them, no expected values.
#![allow(clippy::disallowed_methods)]

#[path = "common/cases.rs"]
mod cases;

use funnelmath::math::{
    beta_binomial_probability, beta_quantile, binomial_probability, gamma_quantile,
    incomplete_beta, incomplete_gamma, ln_beta_binomial_probability, ln_binomial_probability,
    ln_poisson_probability, normal_quantile, normal_tails, poisson_probability,
};
use funnelmath::{ErrorKind, Field, Method, Quantity, math::Tails};
use proptest::prelude::*;
use std::{fs, path::PathBuf};

/// The largest shape.
const MAX_SHAPE: f64 = Quantity::Shape.max();

/// The cases of a reference file, as words.
fn read(file: &str) -> Vec<Vec<String>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("testdata/reference").join(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"));
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split(' ').map(str::to_owned).collect()).collect()
}

fn numbers(words: &[String]) -> Vec<f64> {
    words.iter().map(|word| word.parse().unwrap_or_else(|_| panic!("no number: {word}"))).collect()
}

fn relative(got: f64, want: f64) -> f64 {
    if got == want { 0.0 } else { ((got - want) / want).abs() }
}

/// The worst error so far and where it was; prints it when dropped.
struct Worst {
    what: &'static str,
    error: f64,
    at: String,
    cases: usize,
}

impl Worst {
    fn of(what: &'static str) -> Self {
        Self { what, error: 0.0, at: String::new(), cases: 0 }
    }

    fn see(&mut self, error: f64, at: &[String]) {
        assert!(!error.is_nan(), "{}: {at:?}", self.what);
        self.cases += 1;
        if error >= self.error {
            (self.error, self.at) = (error, at.join(" "));
        }
    }

    fn at_most(self, bound: f64) {
        let Self { what, error, at, cases } = self;
        println!(
            "{what}: {cases} cases hold, worst error {error:.1e}, allowed {bound:.0e}, at {at}"
        );
        assert!(error <= bound, "{what}: {error:e} at {at}");
    }
}

/// The errors of both tails, over the condition number of the smaller one where that is above 1.
fn tails_error(got: Tails, side: &str, tail: f64, cond: f64) -> f64 {
    let (small, large) = match side {
        "lower" => (got.lower, got.upper),
        _ => (got.upper, got.lower),
    };
    relative(small, tail).max(relative(large, 1.0 - tail)) / cond.max(1.0)
}

#[test]
fn incomplete_beta_function() {
    let mut worst = Worst::of("incomplete beta");
    for case in read("beta.txt") {
        let (x, tail) = (numbers(&case[..3]), numbers(&case[4..]));
        let got = incomplete_beta(x[0], x[1], x[2]).unwrap();
        worst.see(tails_error(got, &case[3], tail[0], tail[1]), &case);
    }
    assert_eq!(worst.cases, 1750);
    worst.at_most(2e-14);
}

#[test]
fn incomplete_gamma_function() {
    let mut worst = Worst::of("incomplete gamma");
    for case in read("gamma.txt") {
        let (x, tail) = (numbers(&case[..2]), numbers(&case[3..])[0]);
        let got = incomplete_gamma(x[0], x[1]).unwrap();
        // x times the density over the tail; the density by the mass of a - 1 arrivals, good enough here.
        let ln = (x[0] * x[1].ln() - x[1] - ln_gamma(x[0])).exp();
        worst.see(tails_error(got, &case[2], tail, ln / tail), &case);
    }
    assert_eq!(worst.cases, 900);
    worst.at_most(2e-14);
}

/// By Stirling's series after a shift: only for condition numbers.
fn ln_gamma(x: f64) -> f64 {
    let (mut z, mut shift) = (x, 0.0);
    while z < 20.0 {
        shift += z.ln();
        z += 1.0;
    }
    (z - 0.5) * z.ln() - z + 0.918_938_533_204_672_8 + 1.0 / (12.0 * z) - shift
}

/// A shape below 1 beside one just above 1, near the end: a power series was cut off there, and the small tail was up to
/// 0.2% off. Values by mpmath.
#[test]
fn a_small_shape_beside_one() {
    for (a, b, x, lower, upper) in [
        (0.005, 1.005, 0.989, 0.999_946_195_957_778_6, 5.380_404_222_136_487e-5),
        (3.4e-5, 1.0016, 0.998, 0.999_999_932_712_983_4, 6.728_701_664_884_803e-8),
        (0.25, 1.25, 0.65, 0.931_051_804_761_588, 0.068_948_195_238_411_99),
        (0.001, 1.4, 0.7, 0.999_837_979_854_117_3, 1.620_201_458_826_702_6e-4),
        (0.9, 1.05, 0.51, 0.562_540_936_963_724_4, 0.437_459_063_036_275_6),
        (1e-9, 1.000_001, 0.999_998, 0.999_999_999_999_998, 1.999_973_755_395_601e-15),
    ] {
        let got = incomplete_beta(a, b, x).unwrap();
        // The condition number of the upper tail is x times the density over it, at most 1 / (1 - x).
        let bound = 2e-14 * (1.0 / (1.0 - x)).max(1.0);
        assert!(relative(got.lower, lower) <= 2e-14, "{a} {b} {x}: {got:?}");
        assert!(relative(got.upper, upper) <= bound, "{a} {b} {x}: {got:?}");
    }
}

#[test]
fn tails_out_of_the_ordinary() {
    let mut worst = Worst::of("extreme shapes");
    for case in read("extremes.txt") {
        let shapes = if case[0] == "beta" { 2 } else { 1 };
        let x = numbers(&case[1..shapes + 2]);
        let tail = numbers(&case[shapes + 3..]);
        let got = match shapes {
            2 => incomplete_beta(x[0], x[1], x[2]),
            _ => incomplete_gamma(x[0], x[1]),
        };
        worst.see(tails_error(got.unwrap(), &case[shapes + 2], tail[0], tail[1]), &case);
    }
    assert!(worst.cases > 250);
    worst.at_most(2e-14);
}

#[test]
fn beta_quantiles() {
    let mut worst = Worst::of("beta quantile");
    for case in read("beta_quantile.txt") {
        let v = numbers(&case);
        let got = beta_quantile(v[0], v[1], v[2]).unwrap();
        worst.see(relative(got.value, v[3]).max(relative(got.complement, v[4])), &case);
    }
    assert_eq!(worst.cases, 100);
    worst.at_most(1e-13);
}

/// Where a shape is small, the quantile is as uncertain as the probability's last bit makes it: by the condition number,
/// about 1 over the shape.
#[test]
fn beta_quantiles_of_small_shapes() {
    let mut worst = Worst::of("beta quantile of small shapes, over the condition");
    let mut largest = 0.0_f64;
    for case in read("beta_quantile_small.txt") {
        let v = numbers(&case);
        let got = beta_quantile(v[0], v[1], v[2]).unwrap();
        let error = relative(got.value, v[3]).max(relative(got.complement, v[4]));
        largest = largest.max(error);
        worst.see(error / v[5].max(1.0), &case);
    }
    println!("the largest error of all is {largest:.1e}");
    assert_eq!(worst.cases, 600);
    worst.at_most(5e-14);
    // Without the condition number no such bound would hold.
    assert!(largest > 1e-13);
}

#[test]
fn gamma_quantiles() {
    let mut worst = Worst::of("gamma quantile");
    for case in read("gamma_quantile.txt") {
        let v = numbers(&case);
        worst.see(relative(gamma_quantile(v[0], v[1]).unwrap().unwrap(), v[2]), &case);
    }
    assert_eq!(worst.cases, 56);
    worst.at_most(1e-13);
}

#[test]
fn normal_quantiles() {
    let mut worst = Worst::of("normal quantile");
    for case in read("normal_quantile.txt") {
        let v = numbers(&case);
        worst.see(relative(normal_quantile(v[0]).unwrap().unwrap(), v[1]), &case);
    }
    assert_eq!(worst.cases, 50);
    worst.at_most(1e-13);
}

#[test]
fn error_function_and_factorials() {
    let mut normal = Worst::of("normal tails by the error function");
    let mut poisson = Worst::of("factorials");
    for case in read("special.txt") {
        let v = numbers(&case[1..]);
        if case[0] == "erf" {
            // erf(x) = 1 - 2 P(Z > x sqrt 2): both rounded, so compared absolutely.
            let tails = normal_tails(v[0] * std::f64::consts::SQRT_2).unwrap();
            normal.see((1.0 - 2.0 * tails.upper - v[1]).abs(), &case);
            normal.see((2.0 * tails.lower - 1.0 - v[1]).abs(), &case);
        } else {
            // One is expected: P(k) = exp(-1) / k!.
            let ln = ln_poisson_probability(v[0] - 1.0, 1.0).unwrap().unwrap();
            poisson.see(relative(-1.0 - ln, v[1]), &case);
        }
    }
    assert_eq!((normal.cases, poisson.cases), (200, 17));
    normal.at_most(1e-15);
    poisson.at_most(1e-14);
}

#[test]
fn probabilities_of_counts() {
    let mut value = Worst::of("probabilities of counts, over 1 + |ln|");
    let mut logarithm = Worst::of("their logarithms");
    for case in read("masses.txt") {
        let v = numbers(&case[1..]);
        let (got, ln, at) = match case[0].as_str() {
            "binomial" => (
                binomial_probability(v[0], v[1], v[2]).unwrap(),
                ln_binomial_probability(v[0], v[1], v[2]).unwrap().unwrap(),
                3,
            ),
            "poisson" => (
                poisson_probability(v[0], v[1]).unwrap(),
                ln_poisson_probability(v[0], v[1]).unwrap().unwrap(),
                2,
            ),
            _ => (
                beta_binomial_probability(v[0], v[1], v[2], v[3]).unwrap(),
                ln_beta_binomial_probability(v[0], v[1], v[2], v[3]).unwrap().unwrap(),
                4,
            ),
        };
        value.see(relative(got, v[at]) / (1.0 + v[at + 1].abs()), &case);
        logarithm.see((ln - v[at + 1]).abs() / (1.0 + v[at + 1].abs()), &case);
    }
    assert_eq!(value.cases, 400);
    value.at_most(1e-14);
    logarithm.at_most(1e-14);
}

/// scipy #22622: `binom.isf` gives 10,000 where P(X > 16) = 3.27e-22.
#[test]
fn tiny_tails_of_a_large_binomial() {
    let tails = incomplete_beta(17.0, 9_984.0, 4e-5).unwrap();
    assert!(relative(tails.lower, 3.268492242332736e-22) < 1e-14);
    assert_eq!(tails.upper, 1.0);
}

/// scipy #1603: a chance of 1e-20 was as good as certain.
#[test]
fn a_chance_of_1e_20() {
    let tails = incomplete_beta(1.0, 1_000.0, 1e-20).unwrap();
    assert!(relative(tails.lower, 1e-17) < 1e-15);
    assert_eq!(
        beta_quantile(1.0, 1_000.0, 1e-17).map(|at| relative(at.value, 1e-20) < 1e-15),
        Ok(true)
    );
    // Its logarithm is -39, and so many last bits are what the exponential function makes of that.
    assert!(relative(binomial_probability(1.0, 1_000.0, 1e-20).unwrap(), 1e-17) < 39e-15);
}

/// scipy #19518: rates of exactly 1 and 0.
#[test]
fn certain_and_impossible() {
    for (a, b) in [(50.0, 1.0), (1.0, 50.0), (0.5, 0.5), (1e9, 1e-3), (7.0, 9e15)] {
        assert_eq!(incomplete_beta(a, b, 1.0).map(|t| (t.lower, t.upper)), Ok((1.0, 0.0)));
        assert_eq!(incomplete_beta(a, b, 0.0).map(|t| (t.lower, t.upper)), Ok((0.0, 1.0)));
        assert_eq!(beta_quantile(a, b, 0.0).map(|s| (s.value, s.complement)), Ok((0.0, 1.0)));
        assert_eq!(beta_quantile(a, b, 1.0).map(|s| (s.value, s.complement)), Ok((1.0, 0.0)));
    }
    assert_eq!(incomplete_gamma(3.0, 0.0).map(|t| (t.lower, t.upper)), Ok((0.0, 1.0)));
    assert_eq!(incomplete_gamma(3.0, f64::MAX).map(|t| (t.lower, t.upper)), Ok((1.0, 0.0)));
    assert_eq!(gamma_quantile(3.0, 0.0), Ok(Some(0.0)));
    assert_eq!(gamma_quantile(3.0, 1.0), Ok(None));
    assert_eq!(normal_quantile(0.0), Ok(None));
    assert_eq!(normal_quantile(1.0), Ok(None));
    for (k, n, p, want) in [
        (50.0, 50.0, 1.0, 1.0),
        (49.0, 50.0, 1.0, 0.0),
        (0.0, 50.0, 0.0, 1.0),
        (1.0, 50.0, 0.0, 0.0),
        (0.0, 0.0, 0.3, 1.0),
        (0.0, 0.0, 1.0, 1.0),
        (1.0, 0.0, 0.3, 0.0),
        (51.0, 50.0, 1.0, 0.0),
    ] {
        assert_eq!(binomial_probability(k, n, p), Ok(want));
        let ln = if want == 1.0 { Some(0.0) } else { None };
        assert_eq!(ln_binomial_probability(k, n, p), Ok(ln));
    }
    assert_eq!(poisson_probability(0.0, 0.0), Ok(1.0));
    assert_eq!(poisson_probability(3.0, 0.0), Ok(0.0));
    assert_eq!(poisson_probability(3.0, f64::MAX), Ok(0.0));
    assert_eq!(ln_poisson_probability(3.0, 0.0), Ok(None));
    assert_eq!(beta_binomial_probability(0.0, 0.0, 2.0, 3.0), Ok(1.0));
    assert_eq!(beta_binomial_probability(2.0, 1.0, 2.0, 3.0), Ok(0.0));
}

/// scipy #13079 and #9454: half of 2e7 .. 2e10 trials; statrs #434: I of 1/2 with equal shapes is 1/2.
#[test]
fn half_of_very_many() {
    for (half, want) in [
        (1e7, 0.5000892062046925),
        (1e8, 0.5000282094791422),
        (1e9, 0.5000089206205797),
        (1e10, 0.5000028209479177),
    ] {
        let got = incomplete_beta(half, half + 1.0, 0.5).unwrap();
        assert!(relative(got.lower, want) < 1e-15, "{half}: {got:?}");
        assert!(relative(got.upper, 1.0 - want) < 1e-15, "{half}: {got:?}");
    }
    for shape in [1e-3, 0.5, 2.0, 99.0, 1e3, 1e4, 1e8, 1e15, MAX_SHAPE] {
        let got = incomplete_beta(shape, shape, 0.5).unwrap();
        assert!(relative(got.lower, 0.5) < 1e-15, "{shape}: {got:?}");
    }
}

/// Boost #1361: very large shapes near the mean did not rise with x.
#[test]
fn very_large_shapes_rise_about_the_mean() {
    let (a, b) = (MAX_SHAPE, 8.976e15);
    let mean: f64 = a / (a + b);
    let mut before = 0.0;
    for step in -400..=400 {
        let tails = incomplete_beta(a, b, mean + f64::from(step) * 1e-10).unwrap();
        assert!(tails.lower >= before, "{step}: {tails:?} after {before}");
        assert!((tails.lower + tails.upper - 1.0).abs() <= f64::EPSILON);
        before = tails.lower;
    }
    assert!(before > 1.0 - 1e-12);
}

/// scipy #17697, Boost #873: inverses that crashed or had no digit right.
#[test]
fn quantiles_far_in_the_tail() {
    let shape = 14.208308325339239;
    let got = beta_quantile(shape, shape, 7.703145458496392e-307).unwrap();
    assert!(relative(got.value, 8.566004561846704e-23) < 1e-13, "{got:?}");
    let got = beta_quantile(1e15, 10.0, 0.1).unwrap();
    assert!(got.complement > 0.0 && got.complement < 1e-13, "{got:?}");
}

/// Values by mpmath, of the upper tail that p = 0.9999999999 leaves exactly.
#[test]
fn gamma_quantiles_far_in_the_upper_tail() {
    for (shape, want) in
        [(0.01, 15.645562811872313), (3.0, 29.145901390216682), (1e6, 1006374.5023496342)]
    {
        let got = gamma_quantile(shape, 0.9999999999).unwrap().unwrap();
        assert!(relative(got, want) < 1e-15, "{shape}: {got} {want}");
    }
}

/// scipy #17809: the chance of none, of very many unlikely ones, by both ways.
#[test]
fn none_of_very_many() {
    let n = MAX_SHAPE;
    let want = 1.2252453592857859e-4;
    assert!(relative(binomial_probability(0.0, n, 1e-15).unwrap(), want) < 1e-14);
    assert!(relative(incomplete_beta(1.0, n, 1e-15).unwrap().upper, want) < 1e-14);
}

/// A published example: of 3 deals at 30%, P(3) = 0.027 and P(at most 1) = 0.784.
#[test]
fn three_deals_at_30_percent() {
    let of = |k| binomial_probability(k, 3.0, 0.3).unwrap();
    assert!((of(3.0) - 0.027).abs() < 1e-15);
    assert!((of(0.0) + of(1.0) - 0.784).abs() < 1e-15);
    assert!((of(2.0) + of(3.0) - 0.216).abs() < 1e-15);
}

/// Shapes over the whole promised range, dense where methods change.
fn shape() -> impl Strategy<Value = f64> {
    prop_oneof![
        (-3.0..9.0f64).prop_map(|e| 10f64.powf(e)),
        (0.0..3.0f64).prop_map(|e| 10f64.powf(e).floor()),
        (2.0..3.0f64).prop_map(|e| 10f64.powf(e)),
    ]
}

/// A point some standard deviations from the mean, or anywhere.
fn point(a: f64, b: f64, score: f64, anywhere: Option<f64>) -> f64 {
    let mean = a / (a + b);
    let x = mean + score * (mean * (1.0 - mean) / (a + b + 1.0)).sqrt();
    anywhere.unwrap_or(x).clamp(0.0, 1.0)
}

fn anywhere() -> impl Strategy<Value = Option<f64>> {
    prop_oneof![
        Just(None),
        (0.0..=1.0f64).prop_map(Some),
        (-300.0..0.0f64).prop_map(|e| Some(10f64.powf(e)))
    ]
}

/// Every f64 there is.
fn bits() -> impl Strategy<Value = f64> {
    prop_oneof![
        any::<u64>().prop_map(f64::from_bits),
        (-310.0..16.0f64).prop_map(|e| 10f64.powf(e)),
        (0.0..16.0f64).prop_map(|e| 10f64.powf(e).floor()),
        0.0..=1.0f64,
        Just(0.0),
        Just(1.0),
        Just(f64::MIN_POSITIVE),
        Just(5e-324),
    ]
}

fn probability(p: f64) -> bool {
    (0.0..=1.0).contains(&p)
}

/// A probability but for its rounding.
fn nearly(p: f64) -> bool {
    (0.0..=1.0 + 1e-11).contains(&p)
}

proptest! {
    #![proptest_config(cases::cases(2_000))]

    #[test]
    fn tails_sum_to_1_and_rise(a in shape(), b in shape(), score in -9.0..9.0f64, any in anywhere(), up in 0.0..1.0f64) {
        let x = point(a, b, score, any);
        let further = x + (1.0 - x) * up * up * up;
        let (here, there) = (incomplete_beta(a, b, x).unwrap(), incomplete_beta(a, b, further).unwrap());
        prop_assert!((here.lower + here.upper - 1.0).abs() <= f64::EPSILON);
        prop_assert!(there.lower >= here.lower * (1.0 - 1e-11) && there.upper <= here.upper * (1.0 + 1e-11));
        let other = incomplete_beta(b, a, 1.0 - x).unwrap();
        if 1.0 - (1.0 - x) == x {
            prop_assert!(relative(other.upper, here.lower) < 1e-11);
        }
        let x = (a + score * a.sqrt()).max(0.0);
        let (here, there) = (incomplete_gamma(a, x).unwrap(), incomplete_gamma(a, x * (1.0 + up)).unwrap());
        prop_assert!((here.lower + here.upper - 1.0).abs() <= f64::EPSILON);
        prop_assert!(there.lower >= here.lower * (1.0 - 1e-11) && there.upper <= here.upper * (1.0 + 1e-11));
    }

    #[test]
    fn quantiles_undo_tails(a in shape(), b in shape(), p in prop_oneof![1e-12..1.0f64, (-250.0..0.0f64).prop_map(|e| 10f64.powf(e))]) {
        let at = beta_quantile(a, b, p).unwrap();
        prop_assert!(at.value + at.complement == 1.0);
        // Each side by what is exact of it: half a last bit of x moves the tail by its condition number.
        let (tails, small) = if at.value < 0.5 {
            (incomplete_beta(a, b, at.value).unwrap(), at.value)
        } else {
            let back = incomplete_beta(b, a, at.complement).unwrap();
            (back, at.complement)
        };
        let lower = if at.value < 0.5 { tails.lower } else { tails.upper };
        let upper = if at.value < 0.5 { tails.upper } else { tails.lower };
        if small > 1e-300 {
            let cond = 1.0 + 12.0 * (a.max(b)).min((a + b).sqrt() * (1.0 - p.min(1.0 - p).ln()));
            let error = if p < 0.5 { relative(lower, p) } else { relative(upper, 1.0 - p) };
            prop_assert!(error <= 2e-13 * cond, "{error:e} of {cond:e}");
        }
        let x = gamma_quantile(a, p).unwrap().unwrap();
        if x > 1e-300 {
            let tails = incomplete_gamma(a, x).unwrap();
            let cond = 1.0 + 12.0 * a.min(a.sqrt() * (1.0 - p.min(1.0 - p).ln()));
            let error = if p < 0.5 { relative(tails.lower, p) } else { relative(tails.upper, 1.0 - p) };
            prop_assert!(error <= 2e-13 * cond, "{error:e} of {cond:e}");
        }
    }

    #[test]
    fn normal_quantiles_undo_tails(p in prop_oneof![0.0..1.0f64, (-300.0..0.0f64).prop_map(|e| 10f64.powf(e))]) {
        if let Some(z) = normal_quantile(p).unwrap() {
            let tails = normal_tails(z).unwrap();
            let error = if p < 0.5 { relative(tails.lower, p) } else { relative(tails.upper, 1.0 - p) };
            prop_assert!(error <= 1e-15 * (2.0 + z * z), "{error:e}");
        }
    }

    #[test]
    fn masses_are_the_steps_of_tails(n in 1.0..3_000.0f64, share in 0.0..=1.0f64, p in 1e-4..0.9999f64, a in shape()) {
        let n = n.floor();
        let k = (n * share).floor();
        // P(X >= k) - P(X >= k + 1).
        let at_least = |k: f64| if k == 0.0 { 1.0 } else if k > n { 0.0 } else { incomplete_beta(k, n - k + 1.0, p).unwrap().lower };
        let (mass, step) = (binomial_probability(k, n, p).unwrap(), at_least(k) - at_least(k + 1.0));
        prop_assert!((mass - step).abs() <= 1e-13, "{mass:e} {step:e}");
        let b = a * 1.7;
        // A Beta prior that is sure of its rate makes trials that are independent.
        let next = beta_binomial_probability(k + 1.0, n, a, b).unwrap();
        let here = beta_binomial_probability(k, n, a, b).unwrap();
        if k < n && here > 1e-290 && next > 1e-290 {
            let ratio = (n - k) * (a + k) / ((k + 1.0) * (b + (n - k - 1.0)));
            prop_assert!(relative(next, here * ratio) < 1e-11);
        }
    }

    #[test]
    fn any_bits_give_a_number_or_an_error(a in bits(), b in bits(), x in bits(), y in bits()) {
        for (a, b) in [(a, b), (a.abs(), b.abs()), (a.abs().min(MAX_SHAPE), b.abs().min(MAX_SHAPE))] {
            for x in [x, x.abs().min(1.0)] {
                if let Ok(tails) = incomplete_beta(a, b, x) {
                    prop_assert!(probability(tails.lower) && probability(tails.upper));
                }
                if let Ok(at) = beta_quantile(a, b, x) {
                    prop_assert!(probability(at.value) && probability(at.complement));
                }
                if let Ok(tails) = incomplete_gamma(a, b) {
                    prop_assert!(probability(tails.lower) && probability(tails.upper));
                }
                if let Ok(Some(at)) = gamma_quantile(a, x) {
                    prop_assert!((0.0..=f64::MAX).contains(&at));
                }
                if let Ok(tails) = normal_tails(x) {
                    prop_assert!(probability(tails.lower) && probability(tails.upper));
                }
                if let Ok(Some(z)) = normal_quantile(x) {
                    prop_assert!(z.is_finite());
                }
                let (k, n) = (a.floor(), b.floor());
                for mass in [
                    binomial_probability(k, n, x),
                    poisson_probability(k, b),
                    beta_binomial_probability(k, n, x, y),
                    beta_binomial_probability(k, k + n, y, x),
                ] {
                    prop_assert!(mass.is_err() || nearly(mass.unwrap()), "{mass:?}");
                }
                for ln in [
                    ln_binomial_probability(k, n, x),
                    ln_poisson_probability(k, b),
                    ln_beta_binomial_probability(k, n, x, y),
                ] {
                    if let Ok(Some(ln)) = ln {
                        prop_assert!(ln.is_finite() && ln <= 1e-11, "{ln}");
                    }
                }
            }
        }
    }
}

#[test]
fn methods_have_names_codes_ranks_and_bounds() {
    for (place, &method) in Method::ALL.iter().enumerate() {
        assert_eq!(method.code() as usize, place);
        assert_eq!(method.to_string(), method.name());
        assert_eq!(method.name().parse(), Ok(method));
        assert!(method.bound().ends_with('.') && !method.bound().contains("  "), "{method}");
        let same = Method::ALL.iter().filter(|other| other.rank() == method.rank());
        assert_eq!(same.count(), 1, "{method}");
    }
    assert_eq!(Method::Exact.rank(), 0);
    let error = "Exact".parse::<Method>().unwrap_err();
    assert_eq!((error.kind(), error.field()), (ErrorKind::Name, Some(Field::Method)));
    let names: Vec<&str> = Method::ALL.iter().map(|method| method.name()).collect();
    assert_eq!(error.allowed(), names);
}
