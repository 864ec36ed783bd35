//! Revenue of random deals of random size against reference values, and properties for any input.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]
// The inputs of trials may differ in a last digit from one machine to another.
#![allow(clippy::disallowed_methods)]

#[path = "common/cases.rs"]
mod cases;

use funnelmath::{
    Chance, DealSize, Error, ErrorKind, Evidence, Field, Flow, Method, Probability, Quantile,
    chance::{Inputs, Wait},
};
use proptest::prelude::*;
use std::f64::consts::{E, SQRT_2};

/// One question to the distribution of revenue, as the tests below ask it.
trait Ask {
    type Of;

    fn at_least(&self, of: Self::Of, size: DealSize<'_>, goal: f64) -> Result<Probability, Error>;

    fn quantile(&self, of: Self::Of, size: DealSize<'_>, p: f64)
    -> Result<Option<Quantile>, Error>;
}

impl Ask for Chance<'_> {
    /// Inputs.
    type Of = f64;

    fn at_least(&self, n: f64, size: DealSize<'_>, goal: f64) -> Result<Probability, Error> {
        self.results(n)?.revenue(&size)?.at_least(goal)
    }

    fn quantile(&self, n: f64, size: DealSize<'_>, p: f64) -> Result<Option<Quantile>, Error> {
        self.results(n)?.revenue(&size)?.quantile(p)
    }
}

impl Ask for Flow {
    /// The rate and the weeks.
    type Of = (f64, f64);

    fn at_least(
        &self,
        (rate, weeks): (f64, f64),
        size: DealSize<'_>,
        goal: f64,
    ) -> Result<Probability, Error> {
        self.through(rate)?.results(weeks)?.revenue(&size)?.at_least(goal)
    }

    fn quantile(
        &self,
        (rate, weeks): (f64, f64),
        size: DealSize<'_>,
        p: f64,
    ) -> Result<Option<Quantile>, Error> {
        self.through(rate)?.results(weeks)?.revenue(&size)?.quantile(p)
    }
}

/// The lines of a reference file, as words.
fn cases(text: &str) -> impl Iterator<Item = Vec<&str>> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split(' ').collect())
}

fn number(word: &str) -> f64 {
    word.parse().unwrap()
}

/// A name and its arguments, from `words`.
fn named<'a>(words: &mut impl Iterator<Item = &'a str>) -> (&'a str, Vec<f64>) {
    let name = words.next().unwrap();
    let count: usize = words.next().unwrap().parse().unwrap();
    (name, words.take(count).map(number).collect())
}

fn pair(chance: Probability) -> (f64, f64) {
    (chance.value, chance.complement)
}

fn method_of(law: &str, n: f64) -> Method {
    match law {
        "gates" if n > 512.0 => Method::Inversion,
        "beta_binomial" if n > 256.0 => Method::Inversion,
        _ => Method::Exact,
    }
}

#[test]
fn references() {
    let mut worst = std::collections::BTreeMap::new();
    for case in cases(include_str!("../testdata/reference/revenue.txt")) {
        let mut words = case.iter().copied();
        let (law, args) = named(&mut words);
        let (kind, of) = named(&mut words);
        let (goal, reached, missed) = (
            number(words.next().unwrap()),
            number(words.next().unwrap()),
            number(words.next().unwrap()),
        );
        let sizes: Vec<f64> = of.iter().copied().step_by(2).collect();
        let counts: Vec<f64> = of.iter().copied().skip(1).step_by(2).collect();
        let size = match kind {
            "gamma" => DealSize::Varying { mean: of[0], variation: of[1] },
            _ => DealSize::Counted { sizes: &sizes, counts: &counts },
        };
        let gates: Vec<Evidence> =
            args[1..].chunks_exact(2).map(|ab| Evidence::new(ab[0], ab[1]).unwrap()).collect();
        let found = match law {
            "binomial" => Chance::known(args[1]).unwrap().at_least(args[0], size, goal),
            "beta_binomial" | "gates" => {
                Chance::counted(&gates).unwrap().at_least(args[0], size, goal)
            }
            "poisson" => Flow::steady(args[0]).unwrap().at_least((1.0, 1.0), size, goal),
            "mixed" => {
                Flow::uncertain(args[0], args[1]).unwrap().at_least((1.0, args[2]), size, goal)
            }
            _ => panic!("{law}"),
        }
        .unwrap();
        assert_eq!(found.method, method_of(law, args[0]), "{case:?}");
        let errors = [(found.value, reached), (found.complement, missed)]
            .map(|(found, expected)| (found - expected).abs() / expected);
        let tolerance = 1e-12;
        println!("{:.1e} {:.1e} {:?}", errors[0], errors[1], &case[..case.len() - 2]);
        assert!(errors[0] <= tolerance && errors[1] <= tolerance, "{found:?} {errors:?} {case:?}");
        let worst: &mut f64 = worst.entry((law, kind)).or_default();
        *worst = worst.max(errors[0]).max(errors[1]);
    }
    println!("worst relative errors: {worst:?}");
}

/// Where the lattice blurs, the answer lies between those of a higher and a lower goal, and is near.
#[test]
fn sizes_that_fit_no_lattice() {
    let mut worst = 0.0f64;
    for case in cases(include_str!("../testdata/reference/revenue_rough.txt")) {
        let v: Vec<f64> = case.iter().map(|word| number(word)).collect();
        let (n, p, count) = (v[0], v[1], v[2] as usize);
        let sizes = &v[3..3 + count];
        let [goal, reached, _, _] = v[3 + count..] else { panic!() };
        let found = Chance::known(p).unwrap().at_least(n, DealSize::Seen(sizes), goal).unwrap();
        let error = (found.value - reached).abs();
        println!("{error:.1e} {:?} n {n} p {p} sizes {count} reached {reached:.4}", found.method);
        match found.method {
            Method::Lattice => worst = worst.max(error),
            method => assert!(method == Method::Exact && error < 1e-11, "{error} {case:?}"),
        }
        // With few sizes a single sum next to the goal may be likely.
        assert!(error <= if count >= 6 { 1e-5 } else { 2e-4 }, "{error} {case:?}");
    }
    println!("lattice {worst:.1e}");
}

/// A single deal is exact for any number of sizes (600 here, of which 360 are 999 and the others less). For two deals the
/// expected value adds up every pair.
#[test]
fn more_sizes_than_pairs_are_counted_of() {
    let size = |i: u16| {
        if i < 360 { 999.0 } else { 100.0 * SQRT_2 + f64::from(i) * 0.77777 }
    };
    let sizes: Vec<f64> = (0..600).map(size).collect();
    let seen = DealSize::Seen(&sizes);
    let one = Chance::known(1.0).unwrap().at_least(1.0, seen, 999.0).unwrap();
    assert!((one.value - 0.6).abs() < 1e-12, "{one:?}");
    let mut counts = vec![1.0; 600];
    counts[0] = 900.0;
    let counted = DealSize::Counted { sizes: &sizes, counts: &counts };
    let one = Chance::known(1.0).unwrap().at_least(1.0, counted, 999.0).unwrap();
    assert!((one.value - 1259.0 / 1499.0).abs() < 1e-12, "{one:?}");
    let pairs = sizes.iter().flat_map(|first| sizes.iter().map(move |second| first + second));
    let enough = pairs.filter(|sum| *sum >= 999.0).count() as f64 / 360_000.0;
    let two = Chance::known(0.5).unwrap().at_least(2.0, seen, 999.0).unwrap();
    assert_eq!(two.method, Method::Lattice);
    assert!((two.value - (0.5 * 0.6 + 0.25 * enough)).abs() < 2e-3, "{two:?} {enough}");
}

const SEEN: DealSize<'static> = DealSize::Seen(&[1_500.0, 2_000.0, 2_000.0, 3_400.0, 8_100.0]);
const VARYING: DealSize<'static> = DealSize::Varying { mean: 3_400.0, variation: 0.7 };
const ROUGH: DealSize<'static> = DealSize::Seen(&[1_234.56, 2_718.28, 3_141.59, 777.77]);
const NOTHING: DealSize<'static> = DealSize::Seen(&[0.0, 0.0]);

/// The fewest inputs, the chance with them and with one less.
fn inputs(chance: &Chance<'_>, size: DealSize<'_>, goal: f64, c: f64) -> (f64, f64, f64) {
    match chance.inputs_for_revenue(&size, goal, c).unwrap() {
        Inputs::Enough { inputs, chance: with } => {
            let again = chance.at_least(inputs, size, goal).unwrap();
            // The list of sums is only as long as the inputs ask for.
            assert!((with.value - again.value).abs() <= 1e-6, "{with:?} {again:?}");
            let less = chance.at_least(inputs - 1.0, size, goal).unwrap().value;
            (inputs, with.value, less)
        }
        never => panic!("{never:?}"),
    }
}

/// A size that misses 0 by the tie rule is 0: no revenue is below 0.
#[test]
fn a_size_next_to_zero_is_zero() {
    let near = [-4e-13, 7.0, 7.5];
    let zero = [0.0, 7.0, 7.5];
    let deals = Chance::known(0.5).unwrap().results(3).unwrap();
    let near = deals.revenue(&DealSize::Seen(&near)).unwrap();
    let zero = deals.revenue(&DealSize::Seen(&zero)).unwrap();
    for p in [0.01, 0.2, 0.5, 0.9] {
        assert_eq!(near.quantile(p), zero.quantile(p));
    }
    assert_eq!(near.mean(), zero.mean());
    let tiny = [-1e-98, 1e-245, 2e-245];
    let tiny = deals.revenue(&DealSize::Seen(&tiny)).unwrap();
    assert!(tiny.quantile(0.01).unwrap().unwrap().value >= 0.0);
}

/// The numbers shown together agree to the bit, whatever led the search: the chance with the fewest inputs is that of
/// their results, and one input less misses the confidence.
#[test]
fn inputs_agree_with_their_distribution() {
    let many: Vec<f64> = (0..208)
        .map(|i| (2_500.0 * (f64::from((i * 89) % 208) / 70.0 - 1.5).exp()).round())
        .collect();
    let outlier: Vec<f64> =
        (0..80).map(|i| if i == 0 { 1e6 } else { 99.0 + 1.37 * f64::from(i) }).collect();
    let beta = [Evidence::new(3.5, 20.5).unwrap()];
    let gates = [Evidence::new(66.0, 36.0).unwrap(), Evidence::new(0.5, 61.0).unwrap()];
    let chances = [
        Chance::known(0.26).unwrap(),
        Chance::counted(&beta).unwrap(),
        Chance::counted(&gates).unwrap().and_known(0.9).unwrap(),
    ];
    for chance in chances {
        for (sizes, goal) in
            [(&many, 9_000.0), (&many, 60_000.0), (&outlier, 5_000.0), (&outlier, 2e6)]
        {
            let size = DealSize::Seen(sizes);
            for c in [0.05, 0.9] {
                let Inputs::Enough { inputs, chance: with } =
                    chance.inputs_for_revenue(&size, goal, c).unwrap()
                else {
                    panic!()
                };
                let at = |n: f64| {
                    chance.results(n).unwrap().revenue(&size).unwrap().at_least(goal).unwrap()
                };
                assert_eq!(with, at(inputs), "{goal} {c}");
                assert!(with.value >= c * (1.0 - 1e-12), "{goal} {c} {with:?}");
                assert!(at(inputs - 1.0).value < c, "{goal} {c} {inputs}");
            }
        }
    }
    for flow in [Flow::steady(10.0), Flow::counted(4, 2.0)] {
        let flow = flow.unwrap().through(0.26).unwrap();
        for c in [0.05, 0.5, 0.9] {
            let size = DealSize::Seen(&many);
            let Wait::Enough { weeks, chance } =
                flow.weeks_for_revenue(&size, 60_000.0, c).unwrap()
            else {
                panic!()
            };
            let at =
                flow.results(weeks).unwrap().revenue(&size).unwrap().at_least(60_000.0).unwrap();
            assert_eq!(chance, at);
            assert!((chance.value - c).abs() < 2e-13, "{c} {chance:?}");
        }
    }
}

#[test]
fn inputs_are_the_fewest() {
    let beta = [Evidence::new(27.0, 75.0).unwrap()];
    let gates = [Evidence::new(66.0, 36.0).unwrap(), Evidence::new(41.0, 61.0).unwrap()];
    let chances = [
        Chance::known(0.26).unwrap(),
        Chance::known(1.0).unwrap(),
        Chance::counted(&beta).unwrap(),
        Chance::counted(&gates).unwrap(),
    ];
    for chance in &chances {
        for size in [SEEN, VARYING, ROUGH, DealSize::Fixed(3_400.0)] {
            for goal in [100.0, 25_000.0, 90_000.0] {
                for c in [0.05, 0.5, 0.95] {
                    let (n, with, less) = inputs(chance, size, goal, c);
                    assert!(
                        with >= c * (1.0 - 1e-12) && less < c,
                        "{chance:?} {size:?} {goal} {c}: {n} {with} {less}"
                    );
                }
            }
        }
    }
}

/// Cases that can be worked out by hand.
#[test]
fn by_hand() {
    let close = |chance: Probability, expected: f64| {
        assert!((chance.value - expected).abs() <= 1e-15, "{chance:?} {expected}");
        assert!((chance.complement - (1.0 - expected)).abs() <= 1e-15, "{chance:?} {expected}");
        assert_eq!(chance.method, Method::Exact);
    };
    let all = Chance::known(1.0).unwrap();
    let half = Chance::known(0.5).unwrap();
    let exponential = DealSize::Varying { mean: 10.0, variation: 1.0 };
    close(all.at_least(1.0, exponential, 10.0).unwrap(), 1.0 / E);
    close(all.at_least(2.0, exponential, 10.0).unwrap(), 2.0 / E);
    close(half.at_least(1.0, exponential, 10.0).unwrap(), 0.5 / E);
    // Dice: two of them show ten or more with 6/36; each is thrown with one half.
    let die = DealSize::Seen(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    close(all.at_least(2.0, die, 10.0).unwrap(), 6.0 / 36.0);
    close(half.at_least(2.0, die, 10.0).unwrap(), 6.0 / 144.0);
    close(half.at_least(2.0, die, 9.5).unwrap(), 6.0 / 144.0);
    close(half.at_least(2.0, die, 0.1).unwrap(), 0.75);
    // Of two sizes: 4 and 7 in four deals, at least 22 is two larger ones, at least 23 is three.
    let two = DealSize::Counted { sizes: &[4.0, 7.0, 4.0], counts: &[2.0, 1.0, 1.0] };
    close(all.at_least(4.0, two, 22.0).unwrap(), 1.0 - (81.0 + 108.0) / 256.0);
    close(all.at_least(4.0, two, 22.5).unwrap(), (12.0 + 1.0) / 256.0);
    // Where nothing is whole, one deal and two are looked at one by one.
    let odd = DealSize::Seen(&[100.01, 250.37, 333.33]);
    let of = |n, goal| all.at_least(n, odd, goal).unwrap();
    assert!((of(1.0, 333.33).value - 1.0 / 3.0).abs() <= 1e-15);
    assert!((of(2.0, 100.01 + 333.33).value - 6.0 / 9.0).abs() <= 1e-15);
    assert!((of(2.0, 434.0).value - 4.0 / 9.0).abs() <= 1e-15);
    // Sizes that hardly vary: Q(400, 400), by mpmath.
    let even = DealSize::Varying { mean: 10.0, variation: 0.05 };
    close(all.at_least(1.0, even, 10.0).unwrap(), 0.493_350_870_161_094_5);
    // Cents are not whole numbers in binary: 0.1 + 0.2 is 0.3.
    let coins = DealSize::Seen(&[0.1, 0.2]);
    close(all.at_least(2.0, coins, 0.3).unwrap(), 0.75);
    close(all.at_least(3.0, DealSize::Fixed(0.1), 0.3).unwrap(), 1.0);
    // Published: three deals at 30%.
    let third = Chance::known(0.3).unwrap();
    for size in [
        DealSize::Fixed(7.0),
        DealSize::Seen(&[7.0, 7.0]),
        DealSize::Varying { mean: 7.0, variation: 0.0 },
    ] {
        close(third.at_least(3.0, size, 21.0).unwrap(), 0.027);
        close(third.at_least(3.0, size, 14.0).unwrap(), 0.216);
    }
}

#[test]
fn quantiles() {
    let half = Chance::known(0.5).unwrap();
    let amount = |n, size, p| half.quantile(n, size, p).unwrap().map(|found| found.value);
    // Two dice thrown with one half each: 0 in 1/4, then 1 to 12.
    let die = DealSize::Seen(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    assert_eq!(amount(2.0, die, 0.25), Some(0.0));
    assert_eq!(amount(2.0, die, 0.26), Some(1.0));
    assert_eq!(amount(2.0, die, 1.0), Some(12.0));
    // P(S <= 1) = 1/4 + 1/12, P(S <= 2) = that + 1/12 + 1/144.
    assert_eq!(amount(2.0, die, 1.0 / 3.0), Some(1.0));
    assert_eq!(amount(2.0, die, 1.0 / 3.0 + 1e-9), Some(2.0));
    assert_eq!(amount(2.0, DealSize::Fixed(3.0), 0.75), Some(3.0));
    assert_eq!(amount(2.0, DealSize::Fixed(3.0), 0.76), Some(6.0));
    assert_eq!(amount(2.0, NOTHING, 1.0), Some(0.0));
    assert_eq!(amount(2.0, VARYING, 0.0), Some(0.0));
    assert_eq!(amount(2.0, VARYING, 0.25), Some(0.0));
    assert_eq!(amount(2.0, VARYING, 1.0), None);
    // One exponential deal: -ln(2 (1 - p)).
    let one = amount(1.0, DealSize::Varying { mean: 10.0, variation: 1.0 }, 0.9).unwrap();
    assert!((one - 16.094_379_124_341_003).abs() <= 1e-12, "{one}");
    // There and back.
    for size in [SEEN, VARYING, ROUGH, DealSize::Fixed(3_400.0)] {
        for p in [0.01, 0.3, 0.9] {
            let found = half.quantile(40.0, size, p).unwrap().unwrap();
            // Up to the next amount there is.
            let next = match size {
                DealSize::Fixed(size) => found.value + size,
                DealSize::Varying { .. } => found.value,
                _ if found.method == Method::Exact => found.value + 100.0,
                _ => found.value * (1.0 + 2e-5),
            };
            let stays = half.at_least(40.0, size, next).unwrap().complement;
            assert!(stays >= p * (1.0 - 1e-11), "{size:?} {p} {found:?} {stays}");
            let before = half.at_least(40.0, size, found.value * (1.0 - 2e-5)).unwrap().complement;
            assert!(before < p, "{size:?} {p} {found:?} {before}");
        }
    }
}

/// Half of 100 inputs become deals of 10, 20 ... 2,000, each as likely: more sums than a list holds. Quantiles of the exact
/// convolution; at each, P(S <= s) is at least 3e-6 away from the probability.
#[test]
fn quantiles_of_a_lattice_of_sums() {
    let sizes: Vec<f64> = (1..=200).map(|j| 10.0 * f64::from(j)).collect();
    let half = Chance::known(0.5).unwrap();
    for (p, amount) in
        [(0.05, 39_770.0), (0.25, 45_820.0), (0.5, 50_150.0), (0.9, 58_620.0), (0.99, 65_720.0)]
    {
        let found = half.quantile(100.0, DealSize::Seen(&sizes), p).unwrap().unwrap();
        assert_eq!((found.value, found.method), (amount, Method::Lattice), "{p}");
    }
}

/// Amounts beyond 2^800 and below 2^-800 are scaled inside: every answer scales as its sizes do.
#[test]
fn answers_scale_with_the_sizes() {
    let three = [100.0, 150.0, 470.0];
    let chances = [Chance::known(0.5).unwrap(), Chance::known(1.0).unwrap()];
    for (chance, plain) in
        chances.into_iter().flat_map(|chance| [(chance, &three[..]), (chance, &three[1..])])
    {
        for exponent in [-900, 900] {
            let unit = 2.0_f64.powi(exponent);
            let sizes: Vec<_> = plain.iter().map(|size| size * unit).collect();
            let (one, other) = (DealSize::Seen(plain), DealSize::Seen(&sizes));
            let (n, results) = (30.0, chance.results(30).unwrap());
            let (one_of, other_of) =
                (results.revenue(&one).unwrap(), results.revenue(&other).unwrap());
            assert_eq!(other_of.mean(), one_of.mean() * unit);
            for goal in [1_000.0, 3_000.0, 7_000.0] {
                assert_eq!(other_of.at_least(goal * unit), one_of.at_least(goal));
                let (part, all) =
                    (other_of.mean_up_to(goal * unit).unwrap(), one_of.mean_up_to(goal).unwrap());
                assert!((part - all * unit).abs() <= 1e-14 * part, "{part} {all}");
                for confidence in [0.8, 1.0] {
                    assert_eq!(
                        chance.inputs_for_revenue(&other, goal * unit, confidence),
                        chance.inputs_for_revenue(&one, goal, confidence)
                    );
                }
            }
            for p in [0.1, 0.5, 0.9] {
                let amount = chance.quantile(n, one, p).unwrap().unwrap().value;
                let scaled = chance.quantile(n, other, p).unwrap().unwrap().value;
                assert_eq!(scaled, amount * unit);
            }
        }
    }
}

/// 1 - 0.7^3 is 0.657: three inputs do, whatever the last bit says.
#[test]
fn ties() {
    let sizes = DealSize::Seen(&[1.0, 3.0]);
    for (rate, c, n) in [
        (0.9, 0.9, 1.0),
        (0.3, 0.657, 3.0),
        (0.1, 0.271, 3.0),
        (0.2, 0.36, 2.0),
        (0.7, 0.91, 2.0),
        (0.6, 0.84, 2.0),
    ] {
        let found = inputs(&Chance::known(rate).unwrap(), sizes, 1.0, c);
        assert_eq!(found.0, n, "{rate} {c}");
        let none = Chance::known(rate).unwrap().quantile(n, sizes, 1.0 - c).unwrap();
        assert_eq!(none.unwrap().value, 0.0, "{rate} {c}");
    }
}

#[test]
fn weeks_of_revenue() {
    for flow in [Flow::steady(10.0).unwrap(), Flow::counted(40.0, 4.0).unwrap()] {
        for size in [VARYING, SEEN, ROUGH, DealSize::Fixed(3_400.0)] {
            for c in [1e-6, 0.5, 0.99] {
                match flow.through(0.26).unwrap().weeks_for_revenue(&size, 25_000.0, c).unwrap() {
                    Wait::Enough { weeks, chance } => {
                        assert!(
                            (chance.value - c).abs() <= 1e-10 * c.min(1.0 - c),
                            "{chance:?} {c}"
                        );
                        let again = flow.at_least((0.26, weeks), size, 25_000.0).unwrap();
                        assert_eq!(again.value, chance.value);
                    }
                    never => panic!("{never:?}"),
                }
            }
        }
    }
}

#[test]
fn edges() {
    let none = Chance::known(0.0).unwrap();
    let all = Chance::known(1.0).unwrap();
    let some = Chance::known(0.3).unwrap();
    let flow = Flow::steady(2.0).unwrap();
    let sizes = [DealSize::Fixed(5.0), VARYING, SEEN, ROUGH];
    for size in sizes {
        for n in [0.0, 3.0, 1e15] {
            assert_eq!(some.at_least(n, size, 0.0).map(pair), Ok((1.0, 0.0)));
            assert_eq!(none.at_least(n, size, 1e-300).map(pair), Ok((0.0, 1.0)));
        }
        assert_eq!(some.at_least(0.0, size, 1.0).map(pair), Ok((0.0, 1.0)));
        // A threshold above every possible sum.
        for found in [some.at_least(9.0, size, f64::MAX), flow.at_least((0.5, 1.0), size, f64::MAX)]
        {
            let (reached, missed) = pair(found.unwrap());
            assert!(reached < 1e-300 && missed == 1.0, "{size:?} {reached:e}");
        }
        assert!(all.at_least(9e15, size, 1e3).unwrap().value > 1.0 - 1e-15);
        // Nothing is needed for nothing, or for no confidence.
        for (goal, c, reached) in [(0.0, 1.0, 1.0), (1e9, 0.0, 0.0)] {
            let Inputs::Enough { inputs, chance } =
                none.inputs_for_revenue(&size, goal, c).unwrap()
            else {
                panic!()
            };
            assert_eq!((inputs, chance.value), (0.0, reached));
            let Wait::Enough { weeks, chance } =
                flow.through(0.0).unwrap().weeks_for_revenue(&size, goal, c).unwrap()
            else {
                panic!()
            };
            assert_eq!((weeks, chance.value), (0.0, reached));
        }
        for (chance, c) in [(none, 0.5), (some, 1.0)] {
            assert!(matches!(chance.inputs_for_revenue(&size, 10.0, c), Ok(Inputs::Never { .. })));
        }
        assert!(matches!(
            flow.through(0.0).unwrap().weeks_for_revenue(&size, 10.0, 0.5),
            Ok(Wait::Never { .. })
        ));
        assert!(matches!(
            flow.through(0.5).unwrap().weeks_for_revenue(&size, 10.0, 1.0),
            Ok(Wait::Never { .. })
        ));
        assert_eq!(none.quantile(5.0, size, 1.0).unwrap().unwrap().value, 0.0);
        assert_eq!(flow.quantile((0.5, 1.0), size, 1.0), Ok(None));
    }
    // Sizes of nothing.
    for size in [DealSize::Fixed(0.0), NOTHING, DealSize::Varying { mean: 0.0, variation: 2.0 }] {
        assert_eq!(all.at_least(9.0, size, 1.0).map(pair), Ok((0.0, 1.0)));
        assert!(matches!(all.inputs_for_revenue(&size, 1.0, 0.5), Ok(Inputs::Never { .. })));
        assert!(matches!(
            flow.through(1.0).unwrap().weeks_for_revenue(&size, 1.0, 0.5),
            Ok(Wait::Never { .. })
        ));
    }
    // Certain: each deal comes, and is worth something.
    let Inputs::Enough { inputs, chance } = all.inputs_for_revenue(&SEEN, 10_000.0, 1.0).unwrap()
    else {
        panic!()
    };
    assert_eq!((inputs, pair(chance)), (7.0, (1.0, 0.0)));
    assert!(matches!(all.inputs_for_revenue(&VARYING, 10_000.0, 1.0), Ok(Inputs::Never { .. })));
    // A size that was never seen does not count.
    let counted = DealSize::Counted { sizes: &[7.0, 1e9], counts: &[3.0, 0.0] };
    assert_eq!(some.at_least(3.0, counted, 14.0), some.at_least(3.0, DealSize::Fixed(7.0), 14.0));
}

#[test]
fn errors() {
    use ErrorKind as K;
    let chance = Chance::known(0.3).unwrap();
    let flow = Flow::steady(3.0).unwrap();
    let of = |size, goal| chance.at_least(3.0, size, goal).unwrap_err();
    let nan = f64::NAN;
    let counted = |sizes, counts| of(DealSize::Counted { sizes, counts }, 1.0);
    let cases = [
        (
            chance.at_least(1.5, VARYING, 1.0).unwrap_err(),
            Error::new(K::Count).field_is(Field::Inputs).got(1.5),
        ),
        (of(VARYING, -1.0), Error::new(K::Money).field_is(Field::Threshold).got(-1.0)),
        (of(DealSize::Fixed(nan), 1.0), Error::new(K::Money).field_is(Field::SizeMean).got(nan)),
        (
            of(DealSize::Seen(&[1.0, -2.0]), 1.0),
            Error::new(K::Money).field_is(Field::SizeValues).at(1).got(-2.0),
        ),
        (
            of(DealSize::Varying { mean: f64::INFINITY, variation: 1.0 }, 1.0),
            Error::new(K::Money).field_is(Field::SizeMean).got(f64::INFINITY),
        ),
        (
            of(DealSize::Varying { mean: 1.0, variation: -1.0 }, 1.0),
            Error::new(K::Variation).field_is(Field::SizeVariation).got(-1.0),
        ),
        (of(DealSize::Seen(&[]), 1.0), Error::new(K::NoDeals).field_is(Field::SizeValues)),
        (counted(&[], &[]), Error::new(K::NoDeals).field_is(Field::SizeValues)),
        (counted(&[1.0, 2.0], &[0.0, 0.0]), Error::new(K::NoDeals).field_is(Field::SizeValues)),
        (
            counted(&[1.0, 2.0], &[1.0]),
            Error::new(K::Length).field_is(Field::SizeCounts).limit_is(2.0).got(1.0),
        ),
        (
            counted(&[1.0, 2.0], &[1.0, nan]),
            Error::new(K::Volume).field_is(Field::SizeCounts).at(1).got(nan),
        ),
        (
            chance.quantile(3.0, VARYING, 2.0).unwrap_err(),
            Error::new(K::Probability).field_is(Field::P).got(2.0),
        ),
        (
            chance.inputs_for_revenue(&VARYING, 1.0, nan).unwrap_err(),
            Error::new(K::Probability).field_is(Field::Confidence).got(nan),
        ),
        (
            flow.weeks_for_revenue(&VARYING, f64::INFINITY, 0.5).unwrap_err(),
            Error::new(K::Money).field_is(Field::Goal).got(f64::INFINITY),
        ),
        (
            flow.at_least((0.5, -1.0), VARYING, 1.0).unwrap_err(),
            Error::new(K::Weeks).field_is(Field::Weeks).got(-1.0),
        ),
        (
            flow.at_least((1.0, 1e16), VARYING, 1.0).unwrap_err(),
            Error::new(K::Overflow).field_is(Field::Results),
        ),
        (
            chance.quantile(1e9, DealSize::Fixed(1e305), 0.9).unwrap_err(),
            Error::new(K::Overflow).field_is(Field::SizeMean),
        ),
    ];
    for (found, expected) in cases {
        assert_eq!(found, expected);
    }
}

/// A list of sizes of any kind: round ones, cents, zeros, and very different ones.
fn sizes() -> impl Strategy<Value = Vec<f64>> {
    let one = prop_oneof![
        (0u32..60).prop_map(|size| f64::from(size) * 50.0),
        (0u32..100_000).prop_map(|cents| f64::from(cents) / 100.0),
        1e-3..1e6f64,
    ];
    prop::collection::vec(one, 1..12)
}

/// Sums that differ by next to nothing take no search of their own: this one did not end.
#[test]
fn a_size_of_next_to_nothing_beside_another() {
    let deals = Chance::known(0.370_071_411_132_812_5).unwrap().results(214).unwrap();
    let size = DealSize::Seen(&[6.056, 1.796_452_492_077_712_6e-280]);
    let found = deals.revenue(&size).unwrap().quantile(0.000_015_258_789_062_5).unwrap().unwrap();
    // scipy: binom.ppf(p, 214, 0.3700714111328125 / 2) = 18 deals of 6.056.
    assert!((found.value / 109.008 - 1.0).abs() < 1e-12, "{}", found.value);
}

proptest! {
    #![proptest_config(cases::cases(32))]

    #[test]
    fn more_is_likelier(
        rate in 0.0..=1.0f64, n in 0u32..200, more in 0u32..50, goal in 1.0..1e5f64, list in sizes(),
        variation in 0.0..3.0f64, which in 0..2,
    ) {
        let size = match which {
            0 => DealSize::Seen(&list),
            _ => DealSize::Varying { mean: list[0], variation },
        };
        let chance = Chance::known(rate).unwrap();
        let now = chance.at_least(f64::from(n), size, goal).unwrap();
        prop_assert!((now.value + now.complement - 1.0).abs() <= 1e-14);
        let slack = if now.method == Method::Exact { 1e-13 } else { 1e-2 };
        let then = chance.at_least(f64::from(n + more), size, goal).unwrap();
        prop_assert!(then.value >= now.value - slack, "{now:?} {then:?}");
        let higher = chance.at_least(f64::from(n), size, goal * 1.25).unwrap();
        prop_assert!(higher.value <= now.value + slack, "{now:?} {higher:?}");
        let better = Chance::known(rate + 0.5 * (1.0 - rate)).unwrap();
        let better = better.at_least(f64::from(n), size, goal).unwrap();
        prop_assert!(better.value >= now.value - slack, "{now:?} {better:?}");
    }
}

proptest! {
    #![proptest_config(cases::cases(48))]

    #[test]
    fn no_bits_break_it(
        bits in prop::array::uniform5(any::<u64>()), list in prop::collection::vec(any::<u64>(), 0..5), n in any::<u32>(),
        a in 0.01..100.0f64, tame in any::<bool>(), form in 0usize..6, gates in 0usize..3, inputs in 0usize..3,
    ) {
        let [rate, goal, c, mean, variation] = bits.map(f64::from_bits);
        let list: Vec<f64> = list.into_iter().map(f64::from_bits).collect();
        let positive: Vec<f64> = list.iter().map(|size| size.abs()).collect();
        let counts: Vec<f64> = positive.iter().rev().copied().collect();
        let (rate, goal, c) = if tame { (rate.abs().fract(), goal.abs(), c.abs().fract()) } else { (rate, goal, c) };
        let size = [
            DealSize::Fixed(mean),
            DealSize::Varying { mean: mean.abs(), variation: variation.abs() },
            DealSize::Varying { mean: goal / 7.0, variation: variation.abs().fract() },
            DealSize::Seen(&list),
            DealSize::Seen(&positive),
            DealSize::Counted { sizes: &positive, counts: &counts },
        ][form];
        let evidence = [Evidence::new(a, 1.0 / a).unwrap(), Evidence::new(2.0, a).unwrap()];
        let chance = if gates == 0 { Chance::known(rate) } else { Chance::counted(&evidence[..gates]) };
        let inputs = [f64::from(n), f64::from(n % 30), 9_007_199_254_740_992.0][inputs];
        let sound = |chance: Probability| {
            (0.0..=1.0).contains(&chance.value) && (0.0..=1.0).contains(&chance.complement)
        };
        if let Ok(chance) = chance {
            if let Ok(found) = chance.at_least(inputs, size, goal) {
                prop_assert!(sound(found), "{found:?}");
            }
            if let Ok(Some(found)) = chance.quantile(f64::from(n % 1000), size, c) {
                prop_assert!(found.value >= 0.0 && found.value.is_finite());
            }
            match chance.inputs_for_revenue(&size, goal, c) {
                Ok(Inputs::Enough { inputs, chance }) => {
                    prop_assert!(inputs >= 0.0 && inputs.fract() == 0.0 && sound(chance));
                }
                Ok(Inputs::Never { best }) => prop_assert!(sound(best)),
                _ => {}
            }
        }
        for flow in [Flow::steady(variation.abs()), Flow::counted(f64::from(n), 4.0)].into_iter().flatten() {
            if let Ok(found) = flow.at_least((0.5, 1.0), size, goal) {
                prop_assert!(sound(found), "{found:?}");
            }
            if let Ok(Some(found)) = flow.quantile((0.5, 1.0), size, c) {
                prop_assert!(found.value >= 0.0 && found.value.is_finite());
            }
            if let Ok(Wait::Enough { weeks, chance }) = flow.through(0.5).unwrap().weeks_for_revenue(&size, goal, c) {
                prop_assert!(weeks >= 0.0 && weeks.is_finite() && sound(chance));
            }
        }
    }
}
