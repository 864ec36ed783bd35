//! Poisson arrivals against reference values, and properties for any input.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use funnelmath::{
    Chance, Error, ErrorKind, Field, Flow, Probability, Quantile, Rate,
    chance::{Wait, arrivals_for},
};
use proptest::prelude::*;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

/// The lines of a reference file, as words.
fn cases(text: &str) -> impl Iterator<Item = Vec<&str>> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split(' ').collect())
}

fn number(word: &str) -> f64 {
    word.parse().unwrap()
}

/// The relative error; keeps the worst and prints it at the end.
struct Worst(&'static str, f64);

impl Worst {
    fn see(&mut self, found: f64, expected: f64, tolerance: f64, what: &dyn std::fmt::Debug) {
        let error = (found - expected).abs() / expected.abs().max(1e-300);
        assert!(error <= tolerance, "{found:e} for {expected:e}, off by {error:e}: {what:?}");
        self.1 = self.1.max(error);
    }
}

impl Drop for Worst {
    fn drop(&mut self) {
        println!("{}: within {:.1e}", self.0, self.1);
    }
}

fn enough(wait: Wait) -> (f64, Probability) {
    match wait {
        Wait::Enough { weeks, chance } => {
            assert_eq!(wait.weeks(), Some(weeks));
            (weeks, chance)
        }
        never => panic!("{never:?}"),
    }
}

fn arrivals(rate: f64, k: f64, confidence: f64) -> Result<Option<f64>, Error> {
    arrivals_for(Rate::new(rate).unwrap(), k, confidence)
}

fn value(quantile: Option<Quantile>) -> Option<f64> {
    quantile.map(|quantile| quantile.value)
}

#[test]
fn the_mean_for_k_results() {
    let mut worst = Worst("gamma_quantile", 0.0);
    for case in cases(include_str!("../testdata/reference/gamma_quantile.txt")) {
        let (k, c, mean) = (number(case[0]), number(case[1]), number(case[2]));
        worst.see(arrivals(1.0, k, c).unwrap().unwrap(), mean, 1e-13, &case);
        worst.see(arrivals(0.125, k, c).unwrap().unwrap(), mean * 8.0, 1e-13, &case);
        let (weeks, chance) =
            enough(Flow::steady(4.0).unwrap().through(0.5).unwrap().weeks_for(k, c).unwrap());
        worst.see(weeks, mean / 2.0, 1e-13, &case);
        assert!((chance.value - c).abs() <= 1e-11 * c.min(1.0 - c));
    }
}

#[test]
fn chances_of_flows() {
    let mut worst = Worst("flow", 0.0);
    for case in cases(include_str!("../testdata/reference/flow.txt")) {
        let v: Vec<f64> = case[1..].iter().map(|word| number(word)).collect();
        let (rate, weeks, k) = (v[2], v[3], v[4]);
        let flow =
            if case[0] == "steady" { Flow::steady(v[0]) } else { Flow::uncertain(v[0], v[1]) };
        let flow = flow.unwrap();
        let chance = flow.through(rate).unwrap().results(weeks).unwrap().at_least(k).unwrap();
        let tolerance = 2e-13;
        worst.see(chance.value, v[5], tolerance, &case);
        worst.see(chance.complement, v[6], tolerance, &case);
        worst.see(
            flow.through(rate).unwrap().results(weeks).unwrap().exactly(k).unwrap().value,
            v[7],
            tolerance,
            &case,
        );
    }
}

#[test]
fn weeks_of_counted_flows() {
    let mut worst = Worst("flow_weeks", 0.0);
    for case in cases(include_str!("../testdata/reference/flow_weeks.txt")) {
        let v: Vec<f64> = case.iter().map(|word| number(word)).collect();
        let flow = Flow::uncertain(v[0], v[1]).unwrap();
        let (weeks, _) = enough(flow.through(v[2]).unwrap().weeks_for(v[3], v[4]).unwrap());
        worst.see(weeks, v[5], 1e-13, &case);
    }
}

/// What passes one gate and then another passes both.
#[test]
fn gates_follow_each_other() {
    let (steady, counted) = (Flow::steady(10.0).unwrap(), Flow::counted(40, 4.0).unwrap());
    for flow in [steady, counted] {
        let twice = flow.through(0.5).unwrap().through(0.25).unwrap();
        assert_eq!(twice, flow.through(0.125).unwrap());
        assert_eq!(twice.per_week(), Ok(flow.per_week().unwrap() * 0.125));
        let (twice, once) = (twice.results(8.0).unwrap(), flow.results(1.0).unwrap());
        assert_eq!(twice.at_least(8), once.at_least(8));
    }
}

#[test]
fn counts_are_by_jeffreys() {
    assert_eq!(Flow::counted(12.0, 4.0), Flow::uncertain(12.5, 4.0));
    assert_eq!(Flow::counted(0.0, 4.0).unwrap().per_week(), Ok(0.125));
}

/// Of ten appointments a week and 26% the sales of four weeks, as `poisson` of scipy has them; and what
/// can hardly happen.
#[test]
fn intervals_and_near_certainty() {
    let flow = Flow::steady(10.0).unwrap();
    for (level, low, high) in
        [(0.8, 6.0, 15.0), (0.5, 8.0, 12.0), (0.99, 3.0, 20.0), (0.0, 10.0, 10.0)]
    {
        let found = flow.through(0.26).unwrap().results(4.0).unwrap().interval(level).unwrap();
        assert_eq!((found.low, found.high), (low, Some(high)), "{level}");
    }
    let rare = Flow::steady(1e-20)
        .unwrap()
        .through(1.0)
        .unwrap()
        .results(1.0)
        .unwrap()
        .exactly(0.0)
        .unwrap();
    assert!(rare.value == 1.0 && (rare.complement / 1e-20 - 1.0).abs() <= 1e-15, "{rare:?}");
}

#[test]
fn edges() {
    let (none, some) = (Flow::steady(0.0).unwrap(), Flow::steady(3.0).unwrap());
    let seen = Flow::counted(6.0, 2.0).unwrap();
    let pair = |chance: Probability| (chance.value, chance.complement);
    // Nothing comes, or has come yet.
    for (flow, rate, weeks) in
        [(none, 0.5, 4.0), (some, 0.0, 4.0), (seen, 0.0, 4.0), (seen, 1.0, 0.0)]
    {
        assert_eq!(
            flow.through(rate).unwrap().results(weeks).map(|results| results.mean()),
            Ok(0.0)
        );
        assert_eq!(
            flow.through(rate).unwrap().results(weeks).unwrap().at_least(0.0).map(pair),
            Ok((1.0, 0.0))
        );
        assert_eq!(
            flow.through(rate).unwrap().results(weeks).unwrap().at_least(1.0).map(pair),
            Ok((0.0, 1.0))
        );
        assert_eq!(
            flow.through(rate).unwrap().results(weeks).unwrap().exactly(0.0).map(pair),
            Ok((1.0, 0.0))
        );
        assert_eq!(
            flow.through(rate).unwrap().results(weeks).unwrap().exactly(2.0).map(pair),
            Ok((0.0, 1.0))
        );
        assert_eq!(
            flow.through(rate).unwrap().results(weeks).unwrap().quantile(1.0).map(value),
            Ok(Some(0.0))
        );
    }
    for (flow, rate) in [(none, 0.5), (some, 0.0), (seen, 0.0)] {
        let wait = flow.through(rate).unwrap().weeks_for(1.0, 0.5).unwrap();
        assert_eq!(wait.weeks(), None);
        let Wait::Never { best } = wait else { panic!() };
        assert_eq!(pair(best), (0.0, 1.0));
        assert_eq!(enough(flow.through(rate).unwrap().weeks_for(0.0, 1.0).unwrap()).0, 0.0);
        let (weeks, chance) = enough(flow.through(rate).unwrap().weeks_for(1.0, 0.0).unwrap());
        assert_eq!((weeks, pair(chance)), (0.0, (0.0, 1.0)));
    }
    for flow in [some, seen] {
        let Wait::Never { best } = flow.through(0.5).unwrap().weeks_for(1.0, 1.0).unwrap() else {
            panic!()
        };
        assert_eq!(pair(best), (1.0, 0.0));
        assert_eq!(flow.through(0.5).unwrap().results(4.0).unwrap().quantile(1.0), Ok(None));
        assert_eq!(
            flow.through(0.5).unwrap().results(4.0).unwrap().quantile(0.0).map(value),
            Ok(Some(0.0))
        );
        let all = flow.through(0.5).unwrap().results(4.0).unwrap().interval(1.0).unwrap();
        assert_eq!((all.low, all.high), (0.0, None));
    }
    assert_eq!(arrivals(0.0, 3.0, 0.5), Ok(None));
    assert_eq!(arrivals(0.5, 3.0, 1.0), Ok(None));
    assert_eq!(arrivals(0.0, 0.0, 1.0), Ok(Some(0.0)));
    assert_eq!(arrivals(0.0, 3.0, 0.0), Ok(Some(0.0)));
    // Very many, and very few.
    let flood = Flow::steady(1e300).unwrap();
    assert_eq!(
        flood.through(1.0).unwrap().results(1e5).unwrap().at_least(9e15).map(pair),
        Ok((1.0, 0.0))
    );
    assert_eq!(flood.through(1.0).unwrap().results(1.0).unwrap().quantile(0.5), Ok(None));
    let (weeks, _) =
        enough(Flow::steady(1e-300).unwrap().through(1.0).unwrap().weeks_for(1.0, 0.5).unwrap());
    assert!((weeks / (std::f64::consts::LN_2 * 1e300) - 1.0).abs() < 1e-14);
}

#[test]
fn flows_have_hashes() {
    let hashes = BuildHasherDefault::<DefaultHasher>::default();
    let flow = Flow::steady(4.0).unwrap();
    for other in [flow.through(0.5).unwrap(), Flow::counted(4.0, 1.0).unwrap()] {
        assert_ne!(hashes.hash_one(flow), hashes.hash_one(other));
    }
}

#[test]
fn errors() {
    use ErrorKind as K;
    let flow = Flow::steady(3.0).unwrap();
    let week = flow.results(1.0).unwrap();
    let one = Rate::new(1.0).unwrap();
    let nan = f64::NAN;
    let cases: Vec<(Error, K, Field, f64)> = vec![
        (Flow::steady(-1.0).unwrap_err(), K::Volume, Field::PerWeek, -1.0),
        (Flow::counted(1.5, 2.0).unwrap_err(), K::Count, Field::Arrivals, 1.5),
        (Flow::counted(-1, 2.0).unwrap_err(), K::Count, Field::Arrivals, -1.0),
        (Flow::counted(1, 0.0).unwrap_err(), K::Weeks, Field::Weeks, 0.0),
        (Flow::counted(1, f64::INFINITY).unwrap_err(), K::Weeks, Field::Weeks, f64::INFINITY),
        (Flow::uncertain(0.0, 2.0).unwrap_err(), K::Shape, Field::FlowShape, 0.0),
        (flow.through(1.5).unwrap_err(), K::Rate, Field::Rate, 1.5),
        (flow.through(nan).unwrap_err(), K::Rate, Field::Rate, nan),
        (flow.results(-2.0).unwrap_err(), K::Weeks, Field::Weeks, -2.0),
        (week.at_least(0.5).unwrap_err(), K::Count, Field::Results, 0.5),
        (week.exactly(-1).unwrap_err(), K::Count, Field::Results, -1.0),
        (week.quantile(1.5).unwrap_err(), K::Probability, Field::P, 1.5),
        (week.interval(-0.5).unwrap_err(), K::Probability, Field::Level, -0.5),
        (week.lower_bound(-0.5).unwrap_err(), K::Probability, Field::Confidence, -0.5),
        (flow.weeks_for(1, nan).unwrap_err(), K::Probability, Field::Confidence, nan),
        (flow.weeks_for(0.5, 0.5).unwrap_err(), K::Count, Field::Results, 0.5),
        (arrivals_for(one, nan, 0.5).unwrap_err(), K::Count, Field::Results, nan),
        (arrivals_for(one, 1, 2.0).unwrap_err(), K::Probability, Field::Confidence, 2.0),
    ];
    for (error, kind, field, value) in cases {
        assert_eq!(error, Error::new(kind).field_is(field).got(value));
    }
    let flood = Flow::uncertain(9e15, f64::MIN_POSITIVE).unwrap();
    let beyond = [
        Flow::steady(1e300).unwrap().results(1e300).unwrap_err(),
        Flow::steady(f64::MIN_POSITIVE).unwrap().weeks_for(9e15, 0.5).unwrap_err(),
        flood.per_week().unwrap_err(),
        flood.results(1.0).unwrap_err(),
    ];
    assert_eq!(beyond.map(|error| error.kind()), [K::Overflow; 4]);
    // The mean is an f64, the variance is not.
    let wide = Flow::uncertain(1.0, 1e-200).unwrap().results(1.0).unwrap();
    assert_eq!(wide.variance().unwrap_err().kind(), K::Overflow);
    assert!(wide.mean() > 9e199);
}

proptest! {
    #[test]
    fn tails_make_one_and_fall(
        per_week in 1e-3..1e4f64, rate in 0.0..=1.0f64, weeks in 0.0..100.0f64, k in 0u32..3000,
        counted in any::<bool>(),
    ) {
        let k = f64::from(k);
        let flow = if counted { Flow::uncertain(per_week, 3.0) } else { Flow::steady(per_week) };
        let flow = flow.unwrap();
        let now = flow.through(rate).unwrap().results(weeks).unwrap().at_least(k).unwrap();
        prop_assert!((now.value + now.complement - 1.0).abs() <= 1e-13);
        let next = flow.through(rate).unwrap().results(weeks).unwrap().at_least(k + 1.0).unwrap();
        let mass = flow.through(rate).unwrap().results(weeks).unwrap().exactly(k).unwrap().value;
        prop_assert!((now.value - next.value - mass).abs() <= 1e-12);
        let later = flow.through(rate).unwrap().results(weeks * 1.1).unwrap().at_least(k).unwrap();
        prop_assert!(later.value >= now.value * (1.0 - 1e-11));
    }

    #[test]
    fn quantiles_are_the_first(
        per_week in 1e-3..1e6f64, rate in 0.0..=1.0f64, weeks in 0.0..100.0f64, p in 0.0..1.0f64,
        counted in any::<bool>(),
    ) {
        let flow = if counted { Flow::uncertain(per_week, 3.0) } else { Flow::steady(per_week) };
        let flow = flow.unwrap();
        let k = flow.through(rate).unwrap().results(weeks).unwrap().quantile(p).unwrap().unwrap().value;
        let slack = p.min(1.0 - p) * 1e-11;
        prop_assert!(flow.through(rate).unwrap().results(weeks).unwrap().at_least(k + 1.0).unwrap().complement >= p - slack);
        prop_assert!(flow.through(rate).unwrap().results(weeks).unwrap().at_least(k).unwrap().complement < p || k == 0.0);
    }

    #[test]
    fn weeks_are_just_enough(
        shape in 0.1..1e5f64, rate in 1e-3..=1.0f64, k in 1u32..5000, c in 1e-6..0.999_999f64,
        counted in any::<bool>(),
    ) {
        let flow = if counted { Flow::uncertain(shape, 3.0) } else { Flow::steady(shape) };
        let flow = flow.unwrap();
        let (weeks, chance) = enough(flow.through(rate).unwrap().weeks_for(f64::from(k), c).unwrap());
        prop_assert!((chance.value - c).abs() <= 1e-10 * c);
        prop_assert!((chance.complement - (1.0 - c)).abs() <= 1e-10 * (1.0 - c));
        prop_assert!(weeks > 0.0);
    }

    /// With ever more arrivals seen, a counted flow is a steady one; and what a steady flow brings is
    /// what ever more inputs of ever less chance bring.
    #[test]
    fn limits(per_week in 0.1..50.0f64, k in 0u32..100) {
        let k = f64::from(k);
        let steady = Flow::steady(per_week).unwrap().through(0.5).unwrap().results(2.0).unwrap().at_least(k).unwrap().value;
        let seen = Flow::uncertain(per_week * 1e12, 1e12).unwrap();
        prop_assert!((seen.through(0.5).unwrap().results(2.0).unwrap().at_least(k).unwrap().value - steady).abs() <= 1e-9);
        let many = Chance::known(per_week / 1e12).unwrap().results(1e12).unwrap().at_least(k).unwrap();
        prop_assert!((many.value - steady).abs() <= 1e-9);
    }

    #[test]
    fn no_bits_break_it(bits in prop::array::uniform5(any::<u64>()), ks in any::<u32>(), counted in any::<bool>()) {
        let [a, b, rate, weeks, p] = bits.map(f64::from_bits);
        for (rate, weeks, p) in [(rate, weeks, p), (rate.abs().fract(), weeks.abs(), p.abs().fract())] {
            let flow = if counted { Flow::uncertain(a.abs(), b.abs()) } else { Flow::steady(a.abs()) };
            let Ok(flow) = flow else { continue };
            let Ok(flow) = flow.through(rate) else { continue };
            let counts = [f64::from(ks), f64::from(ks % 100), 9_007_199_254_740_992.0, b];
            for k in counts {
                if let Ok(Wait::Enough { weeks, .. }) = flow.weeks_for(k, p) {
                    prop_assert!(weeks >= 0.0 && weeks.is_finite());
                }
                if let Ok(Some(arrivals)) = Rate::new(rate).and_then(|rate| arrivals_for(rate, k, p)) {
                    prop_assert!(arrivals >= 0.0 && arrivals.is_finite());
                }
            }
            let Ok(results) = flow.results(weeks) else { continue };
            for k in counts {
                for chance in [results.at_least(k), results.exactly(k)].into_iter().flatten() {
                    prop_assert!((0.0..=1.0).contains(&chance.value), "{chance:?}");
                    prop_assert!((0.0..=1.0).contains(&chance.complement), "{chance:?}");
                }
            }
            for found in [results.quantile(p), results.lower_bound(p)].into_iter().flatten().flatten() {
                prop_assert!(found.value >= 0.0 && found.value.fract() == 0.0);
            }
            if let Ok(range) = results.interval(p) {
                prop_assert!(range.high.is_none_or(|high| high >= range.low));
            }
            prop_assert!(results.mean() >= 0.0 && results.mean().is_finite());
            prop_assert!(results.variance().is_ok_and(|v| v >= 0.0) || counted);
        }
    }
}

/// P(X >= 386) = 1.13576e-303 and P(X >= 387) = 1.86965e-304 by mpmath. A search that started among subnormal
/// probabilities kept their few digits, and its answer was wrong.
#[test]
fn bounds_next_to_subnormal_probabilities() {
    let counted = Flow::uncertain(0.790_939_331_054_687_5, 213.0).unwrap().results(42.0).unwrap();
    assert_eq!(value(counted.lower_bound(2.130_661_903_242_093e-304).unwrap()), Some(386.0));
    let binomial = Chance::known(0.26).unwrap().results(2_000).unwrap();
    let steady = Flow::steady(2.6).unwrap().results(4.0).unwrap();
    for results in [counted, binomial, steady] {
        for scale in [1e-300, 1e-302, 1e-303, 1e-304, 1e-305, 1e-306, 3e-307] {
            for digits in [1.0, 1.3, 1.7, 2.1, 2.9, 4.1, 5.3, 7.3] {
                let p = digits * scale;
                let bound = results.lower_bound(p).unwrap().unwrap().value;
                let at = results.at_least(bound).unwrap().value;
                let after = results.at_least(bound + 1.0).unwrap().value;
                assert!(at >= p * (1.0 - 1e-11) && after < p, "{results:?} {p:e}: {bound}");
            }
        }
    }
}
