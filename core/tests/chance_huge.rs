//! Chances of very many inputs through several gates, against reference values.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use funnelmath::{Chance, Count, Evidence, Method, chance::Inputs};

/// The tie rule's tolerance, and what an inversion is off by at most.
const TIE: f64 = 1.0 / 1_099_511_627_776.0 + 1e-12;

fn relative(got: f64, want: f64) -> f64 {
    if got == want { 0.0 } else { ((got - want) / want).abs() }
}

/// The numbers of each case, n, k, P(X >= k), P(X < k), P(X = k), and its gates.
fn cases() -> impl Iterator<Item = ([f64; 5], Vec<Evidence>)> {
    let text = include_str!("../testdata/reference/huge_gates.txt");
    text.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let numbers: Vec<f64> = line.split(' ').map(|word| word.parse().expect(line)).collect();
        let (head, shapes) = numbers.split_at(5);
        let gates = shapes.chunks(2).map(|shape| Evidence::new(shape[0], shape[1]).unwrap());
        (head.try_into().unwrap(), gates.collect())
    })
}

/// The bound that [`Method::Inversion`] names, up to 2^53 inputs.
#[test]
fn very_many_inputs() {
    let (mut worst, mut count) = (0.0_f64, 0);
    for ([n, k, reached, missed, mass], gates) in cases() {
        let chance = Chance::counted(&gates).unwrap();
        let got = chance.results(n).unwrap().at_least(k).unwrap();
        let exactly = chance.results(n).unwrap().exactly(k).unwrap();
        assert_eq!((got.method, exactly.method), (Method::Inversion, Method::Inversion));
        worst = worst
            .max(relative(got.value, reached))
            .max(relative(got.complement, missed))
            .max(relative(exactly.value, mass));
        count += 1;
    }
    println!("very many inputs: {count} cases hold, worst error {worst:.1e}");
    assert_eq!(count, 187);
    assert!(worst <= 1e-12, "{worst:e}");
}

/// The inverses of P(X >= k of n), asked for k and for n, return k and n, up to neighbours whose probability ties with
/// it.
#[test]
fn very_many_inputs_asked_back() {
    for ([n, k, reached, missed, mass], gates) in cases() {
        let chance = Chance::counted(&gates).unwrap();
        // A probability near 1 is asked for in the digits that an f64 has there.
        let tie =
            |asked: f64| TIE * reached.min(missed) + if asked > 0.5 { f64::EPSILON } else { 0.0 };
        if missed < 1.0 {
            let quantile = chance.results(n).unwrap().quantile(missed).unwrap().unwrap().value;
            let off = 1.0 + tie(missed) / mass;
            assert!((quantile - (k - 1.0)).abs() <= off, "{n} {k} {gates:?}: {quantile}");
        }
        if reached == 1.0 {
            continue;
        }
        let results = chance.results(n).unwrap().lower_bound(reached).unwrap().unwrap().value;
        let off = 1.0 + tie(reached) / mass;
        assert!((results - k).abs() <= off, "{n} {k} {gates:?}: {results:?}");
        let off = 1.0 + tie(reached) / (k * mass) * (n + 1.0);
        match chance.inputs_for(k, reached).unwrap() {
            Inputs::Enough { inputs, chance: sure } => {
                assert!((inputs - n).abs() <= off, "{n} {k} {gates:?}: {inputs}");
                assert_eq!(sure, chance.results(inputs).unwrap().at_least(k).unwrap());
                assert_ne!(sure, chance.results(inputs - 1.0).unwrap().at_least(k).unwrap());
            }
            // Just as sure only with more than there is.
            Inputs::Never { best } => {
                assert!(n + off > Count::MAX, "{n} {k} {gates:?}: {best:?}");
            }
            other => panic!("{other:?}"),
        }
    }
}

/// P(all of 2^53) is 1/e at a rate of 1 - 2^-53, and P(all but one) as much again.
#[test]
fn all_of_2_to_the_53() {
    let chance = Chance::known(1.0 - f64::EPSILON / 2.0).unwrap();
    for (p, left) in [(0.2, 2.0), (0.5, 1.0), (0.6, 1.0), (0.64, 0.0), (0.9, 0.0)] {
        assert_eq!(
            chance.results(Count::MAX).unwrap().quantile(p).unwrap().unwrap().value,
            Count::MAX - left,
            "{p}"
        );
    }
    for (confidence, left) in [(0.3, 0.0), (0.36, 0.0), (0.37, 1.0), (0.9, 2.0)] {
        let sure = chance.results(Count::MAX).unwrap().lower_bound(confidence).unwrap().unwrap();
        assert_eq!(sure.value, Count::MAX - left, "{confidence}");
    }
}

/// Shapes of 1e-9 beside shapes of 1e14: the saddle point is very far from the first guess. The search once stopped after
/// 60 steps at a wrong place, and the probability of all three gates exceeded that of the last one alone.
#[test]
fn tiny_and_huge_shapes_together() {
    let gates = [
        Evidence::new(1.0630617917419598, 9.54993877052383e-9).unwrap(),
        Evidence::new(844_942_747_343_374.3, 2_964_910.995329853).unwrap(),
        Evidence::new(2.703702096275508e-9, 2.7933789325831255e-9).unwrap(),
    ];
    let (k, n) = (108_701_669_409.0, 108_701_669_421.0);
    let all = Chance::counted(&gates).unwrap().results(n).unwrap().at_least(k).unwrap();
    let last = Chance::followed(&gates[2]).results(n).unwrap().at_least(k).unwrap();
    assert!(all.value >= 0.0 && all.value <= last.value, "{all:?} {last:?}");
    assert_eq!(all.value + all.complement, 1.0);
}

/// Rates below 1e-300: P(at least one) equals the mean of the results to all digits of an f64.
#[test]
fn rates_near_the_smallest_f64() {
    let n = Count::MAX;
    for (a, b, rate) in [(0.26e6, 0.74e6, 1e-320), (0.5, 0.5, 5e-324), (0.5, 0.5, 1e-300)] {
        let mean = n * rate * (a / (a + b));
        let gates = [Evidence::new(a, b).unwrap(); 2];
        let chance = Chance::counted(&gates[..1]).unwrap().and_known(rate).unwrap();
        let got = chance.results(n).unwrap().at_least(1.0).unwrap().value;
        assert!(relative(got, mean) < 1e-12, "{got:e} {mean:e}");
        if mean > 1e-290 {
            let chance = Chance::counted(&gates).unwrap().and_known(rate).unwrap();
            let got = chance.results(n).unwrap().at_least(1.0).unwrap().value;
            assert!(relative(got, mean * (a / (a + b))) < 1e-12, "{got:e}");
        }
    }
}

/// Both ends of an interval of level 0 are the median, which inversion finds only to within a few of 2^53. They must still
/// be in order.
#[test]
fn the_ends_of_an_interval_are_in_order() {
    let gate = Evidence::new(0.4295654296875, 0.87451171875).unwrap();
    let chance = Chance::followed(&gate);
    for left in 0..32 {
        for level in [0.0, f64::EPSILON, 1e-15, 1e-13] {
            let range =
                chance.results(Count::MAX - f64::from(left)).unwrap().interval(level).unwrap();
            let high = range.high.unwrap();
            assert!(range.low <= high, "{left} {level:e}: {range:?}");
            assert!(high - range.low <= 1e4, "{left} {level:e}: {range:?}");
        }
    }
}

/// P(X = n) of 2^53 inputs, all of which pass almost surely: 1 less about b (ln n - ln a), and its complement is that.
#[test]
fn all_of_the_largest_number_of_inputs() {
    let evidence = Evidence::new(1e6, 1e-9).unwrap();
    let results = Chance::followed(&evidence).results(9_007_199_254_740_992_u64).unwrap();
    let all = results.exactly(9_007_199_254_740_992_u64).unwrap();
    assert!((all.value - 1.0).abs() < 1e-7 && all.complement < 1e-7, "{all:?}");
}
