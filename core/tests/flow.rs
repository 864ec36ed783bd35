//! Poisson arrivals against values from elsewhere, and what must hold for any.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use funnelmath::{Chance, Error, ErrorKind, Flow, Likelihood, Wait, arrivals_for};
use proptest::prelude::*;

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

fn enough(wait: Wait) -> (f64, Likelihood) {
    match wait {
        Wait::Enough { weeks, chance } => (weeks, chance),
        never => panic!("{never:?}"),
    }
}

#[test]
fn the_mean_for_k_results() {
    let mut worst = Worst("gamma_quantile", 0.0);
    for case in cases(include_str!("../testdata/reference/gamma_quantile.txt")) {
        let (k, c, mean) = (number(case[0]), number(case[1]), number(case[2]));
        worst.see(arrivals_for(k, 1.0, c).unwrap().unwrap(), mean, 1e-13, &case);
        worst.see(arrivals_for(k, 0.125, c).unwrap().unwrap(), mean * 8.0, 1e-13, &case);
        let (weeks, chance) = enough(Flow::steady(4.0).unwrap().weeks(k, 0.5, c).unwrap());
        worst.see(weeks, mean / 2.0, 1e-13, &case);
        assert!((chance.reached - c).abs() <= 1e-11 * c.min(1.0 - c));
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
        let chance = flow.at_least(k, rate, weeks).unwrap();
        let tolerance = 2e-13;
        worst.see(chance.reached, v[5], tolerance, &case);
        worst.see(chance.missed, v[6], tolerance, &case);
        worst.see(flow.exactly(k, rate, weeks).unwrap().reached, v[7], tolerance, &case);
    }
}

#[test]
fn weeks_of_counted_flows() {
    let mut worst = Worst("flow_weeks", 0.0);
    for case in cases(include_str!("../testdata/reference/flow_weeks.txt")) {
        let v: Vec<f64> = case.iter().map(|word| number(word)).collect();
        let flow = Flow::uncertain(v[0], v[1]).unwrap();
        let (weeks, _) = enough(flow.weeks(v[3], v[2], v[4]).unwrap());
        worst.see(weeks, v[5], 1e-13, &case);
    }
}

#[test]
fn counts_are_by_jeffreys() {
    assert_eq!(Flow::counted(12.0, 4.0), Flow::uncertain(12.5, 4.0));
    assert_eq!(Flow::counted(0.0, 4.0).unwrap().per_week(), Ok(0.125));
}

/// Of ten appointments a week and 26 % the sales of four weeks, as `poisson` of scipy has them; and what
/// can hardly happen.
#[test]
fn intervals_and_near_certainty() {
    let flow = Flow::steady(10.0).unwrap();
    for (level, low, high) in
        [(0.8, 6.0, 15.0), (0.5, 8.0, 12.0), (0.99, 3.0, 20.0), (0.0, 10.0, 10.0)]
    {
        let found = flow.interval(0.26, 4.0, level).unwrap();
        assert_eq!((found.low, found.high), (low, Some(high)), "{level}");
    }
    let rare = Flow::steady(1e-20).unwrap().exactly(0.0, 1.0, 1.0).unwrap();
    assert!(rare.reached == 1.0 && (rare.missed / 1e-20 - 1.0).abs() <= 1e-15, "{rare:?}");
}

#[test]
fn edges() {
    let (none, some) = (Flow::steady(0.0).unwrap(), Flow::steady(3.0).unwrap());
    let seen = Flow::counted(6.0, 2.0).unwrap();
    let pair = |chance: Likelihood| (chance.reached, chance.missed);
    // Nothing comes, or has come yet.
    for (flow, rate, weeks) in
        [(none, 0.5, 4.0), (some, 0.0, 4.0), (seen, 0.0, 4.0), (seen, 1.0, 0.0)]
    {
        assert_eq!(flow.expected(rate, weeks), Ok(0.0));
        assert_eq!(flow.at_least(0.0, rate, weeks).map(pair), Ok((1.0, 0.0)));
        assert_eq!(flow.at_least(1.0, rate, weeks).map(pair), Ok((0.0, 1.0)));
        assert_eq!(flow.exactly(0.0, rate, weeks).map(pair), Ok((1.0, 0.0)));
        assert_eq!(flow.exactly(2.0, rate, weeks).map(pair), Ok((0.0, 1.0)));
        assert_eq!(flow.quantile(rate, weeks, 1.0), Ok(Some(0.0)));
    }
    for (flow, rate) in [(none, 0.5), (some, 0.0), (seen, 0.0)] {
        let Wait::Never { best } = flow.weeks(1.0, rate, 0.5).unwrap() else { panic!() };
        assert_eq!(pair(best), (0.0, 1.0));
        assert_eq!(enough(flow.weeks(0.0, rate, 1.0).unwrap()).0, 0.0);
        let (weeks, chance) = enough(flow.weeks(1.0, rate, 0.0).unwrap());
        assert_eq!((weeks, pair(chance)), (0.0, (0.0, 1.0)));
    }
    for flow in [some, seen] {
        let Wait::Never { best } = flow.weeks(1.0, 0.5, 1.0).unwrap() else { panic!() };
        assert_eq!(pair(best), (1.0, 0.0));
        assert_eq!(flow.quantile(0.5, 4.0, 1.0), Ok(None));
        assert_eq!(flow.quantile(0.5, 4.0, 0.0), Ok(Some(0.0)));
        let all = flow.interval(0.5, 4.0, 1.0).unwrap();
        assert_eq!((all.low, all.high), (0.0, None));
    }
    assert_eq!(arrivals_for(3.0, 0.0, 0.5), Ok(None));
    assert_eq!(arrivals_for(3.0, 0.5, 1.0), Ok(None));
    assert_eq!(arrivals_for(0.0, 0.0, 1.0), Ok(Some(0.0)));
    assert_eq!(arrivals_for(3.0, 0.0, 0.0), Ok(Some(0.0)));
    // Very many, and very few.
    let flood = Flow::steady(1e300).unwrap();
    assert_eq!(flood.at_least(9e15, 1.0, 1e5).map(pair), Ok((1.0, 0.0)));
    assert_eq!(flood.quantile(1.0, 1.0, 0.5), Ok(None));
    let (weeks, _) = enough(Flow::steady(1e-300).unwrap().weeks(1.0, 1.0, 0.5).unwrap());
    assert!((weeks / (std::f64::consts::LN_2 * 1e300) - 1.0).abs() < 1e-14);
}

#[test]
fn errors() {
    use ErrorKind as K;
    let flow = Flow::steady(3.0).unwrap();
    let nan = f64::NAN;
    let cases: Vec<(Error, K, f64)> = vec![
        (Flow::steady(-1.0).unwrap_err(), K::Volume, -1.0),
        (Flow::counted(1.5, 2.0).unwrap_err(), K::Count, 1.5),
        (Flow::counted(1.0, 0.0).unwrap_err(), K::Weeks, 0.0),
        (Flow::counted(1.0, f64::INFINITY).unwrap_err(), K::Weeks, f64::INFINITY),
        (Flow::uncertain(0.0, 2.0).unwrap_err(), K::Shape, 0.0),
        (flow.expected(1.5, 2.0).unwrap_err(), K::Rate, 1.5),
        (flow.expected(0.5, -2.0).unwrap_err(), K::Weeks, -2.0),
        (flow.at_least(0.5, 0.5, 1.0).unwrap_err(), K::Count, 0.5),
        (flow.exactly(-1.0, 0.5, 1.0).unwrap_err(), K::Count, -1.0),
        (flow.quantile(0.5, 1.0, 1.5).unwrap_err(), K::Probability, 1.5),
        (flow.interval(0.5, 1.0, -0.5).unwrap_err(), K::Probability, -0.5),
        (flow.weeks(1.0, 0.5, nan).unwrap_err(), K::Probability, nan),
        (flow.weeks(1.0, nan, 0.5).unwrap_err(), K::Rate, nan),
        (arrivals_for(nan, 0.5, 0.5).unwrap_err(), K::Count, nan),
    ];
    for (error, kind, value) in cases {
        assert_eq!(error, Error::new(kind).got(value));
    }
    let beyond = [
        Flow::steady(1e300).unwrap().expected(1.0, 1e300).unwrap_err(),
        Flow::steady(f64::MIN_POSITIVE).unwrap().weeks(9e15, 0.1, 0.5).unwrap_err(),
        Flow::uncertain(9e15, f64::MIN_POSITIVE).unwrap().per_week().unwrap_err(),
    ];
    assert_eq!(beyond, [Error::new(K::Overflow); 3]);
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
        let now = flow.at_least(k, rate, weeks).unwrap();
        prop_assert!((now.reached + now.missed - 1.0).abs() <= 1e-13);
        let next = flow.at_least(k + 1.0, rate, weeks).unwrap();
        let mass = flow.exactly(k, rate, weeks).unwrap().reached;
        prop_assert!((now.reached - next.reached - mass).abs() <= 1e-12);
        let later = flow.at_least(k, rate, weeks * 1.1).unwrap();
        prop_assert!(later.reached >= now.reached * (1.0 - 1e-11));
    }

    #[test]
    fn quantiles_are_the_first(
        per_week in 1e-3..1e6f64, rate in 0.0..=1.0f64, weeks in 0.0..100.0f64, p in 0.0..1.0f64,
        counted in any::<bool>(),
    ) {
        let flow = if counted { Flow::uncertain(per_week, 3.0) } else { Flow::steady(per_week) };
        let flow = flow.unwrap();
        let k = flow.quantile(rate, weeks, p).unwrap().unwrap();
        let slack = p.min(1.0 - p) * 1e-11;
        prop_assert!(flow.at_least(k + 1.0, rate, weeks).unwrap().missed >= p - slack);
        prop_assert!(flow.at_least(k, rate, weeks).unwrap().missed < p || k == 0.0);
    }

    #[test]
    fn weeks_are_just_enough(
        shape in 0.1..1e5f64, rate in 1e-3..=1.0f64, k in 1u32..5000, c in 1e-6..0.999_999f64,
        counted in any::<bool>(),
    ) {
        let flow = if counted { Flow::uncertain(shape, 3.0) } else { Flow::steady(shape) };
        let flow = flow.unwrap();
        let (weeks, chance) = enough(flow.weeks(f64::from(k), rate, c).unwrap());
        prop_assert!((chance.reached - c).abs() <= 1e-10 * c);
        prop_assert!((chance.missed - (1.0 - c)).abs() <= 1e-10 * (1.0 - c));
        prop_assert!(weeks > 0.0);
    }

    /// With ever more arrivals seen, a counted flow is a steady one; and what a steady flow brings is
    /// what ever more inputs of ever less chance bring.
    #[test]
    fn limits(per_week in 0.1..50.0f64, k in 0u32..100) {
        let k = f64::from(k);
        let steady = Flow::steady(per_week).unwrap().at_least(k, 0.5, 2.0).unwrap().reached;
        let seen = Flow::uncertain(per_week * 1e12, 1e12).unwrap();
        prop_assert!((seen.at_least(k, 0.5, 2.0).unwrap().reached - steady).abs() <= 1e-9);
        let many = Chance::known(per_week / 1e12).unwrap().at_least(k, 1e12).unwrap();
        prop_assert!((many.reached - steady).abs() <= 1e-9);
    }

    #[test]
    fn no_bits_break_it(bits in prop::array::uniform5(any::<u64>()), ks in any::<u32>(), counted in any::<bool>()) {
        let [a, b, rate, weeks, p] = bits.map(f64::from_bits);
        for (rate, weeks, p) in [(rate, weeks, p), (rate.abs().fract(), weeks.abs(), p.abs().fract())] {
            let flow = if counted { Flow::uncertain(a.abs(), b.abs()) } else { Flow::steady(a.abs()) };
            let Ok(flow) = flow else { continue };
            for k in [f64::from(ks), f64::from(ks % 100), 9_007_199_254_740_992.0, b] {
                for chance in [flow.at_least(k, rate, weeks), flow.exactly(k, rate, weeks)].into_iter().flatten() {
                    prop_assert!((0.0..=1.0).contains(&chance.reached), "{chance:?}");
                    prop_assert!((0.0..=1.0).contains(&chance.missed), "{chance:?}");
                }
                if let Ok(Wait::Enough { weeks, .. }) = flow.weeks(k, rate, p) {
                    prop_assert!(weeks >= 0.0 && weeks.is_finite());
                }
                if let Ok(Some(arrivals)) = arrivals_for(k, rate, p) {
                    prop_assert!(arrivals >= 0.0 && arrivals.is_finite());
                }
            }
            if let Ok(Some(k)) = flow.quantile(rate, weeks, p) {
                prop_assert!(k >= 0.0 && k.fract() == 0.0);
            }
            if let Ok(range) = flow.interval(rate, weeks, p) {
                prop_assert!(range.high.is_none_or(|high| high >= range.low));
            }
        }
    }
}
