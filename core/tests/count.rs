//! The distribution of a count: moments, sums and bounds against exact values, and properties for any input.
//!
//! Expected values were made with mpmath in 50 digits, or as exact fractions, from the definitions.
// Tests compare with a tolerance, so std's float functions will do.
#![allow(clippy::disallowed_methods, clippy::excessive_precision)]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "common/cases.rs"]
mod cases;

use funnelmath::{Chance, Count, CountDistribution, ErrorKind, Evidence, Field, Flow, Method};
use proptest::prelude::*;

fn relative(got: f64, want: f64) -> f64 {
    if got == want { 0.0 } else { ((got - want) / want).abs() }
}

/// What a truncated sum may be off by, beside rounding.
const LEFT_OUT: f64 = 3.5e-18;

fn near(got: f64, want: f64, tolerance: f64) {
    assert!(relative(got, want) <= tolerance, "{got:e}, expected {want:e}");
}

fn value(quantile: Option<funnelmath::Quantile>) -> Option<f64> {
    quantile.map(|quantile| quantile.value)
}

fn flow(per_week: f64, weeks: f64) -> CountDistribution<'static> {
    Flow::steady(per_week).unwrap().results(weeks).unwrap()
}

fn known(rate: f64, inputs: u32) -> CountDistribution<'static> {
    Chance::known(rate).unwrap().results(inputs).unwrap()
}

#[test]
fn means_and_variances() {
    let gates = [Evidence::new(66.0, 36.0).unwrap(), Evidence::new(41.0, 61.0).unwrap()];
    let product = Chance::counted(&gates).unwrap().and_known(0.5).unwrap().results(100).unwrap();
    near(product.mean(), 13.004_613_610_149_942, 1e-15);
    near(product.variance().unwrap(), 14.631_329_345_819_921, 1e-14);
    let one = Chance::followed(&gates[1]).results(100).unwrap();
    near(one.variance().unwrap(), 47.144_115_594_076_96, 1e-14);
    let counted = Flow::uncertain(12.5, 4.0).unwrap().through(0.5).unwrap().results(2.0).unwrap();
    near(counted.mean(), 3.125, 1e-15);
    near(counted.variance().unwrap(), 3.90625, 1e-15);
    assert_eq!((flow(2.6, 4.0).mean(), flow(2.6, 4.0).variance()), (10.4, Ok(10.4)));
    near(known(0.26, 28).variance().unwrap(), 28.0 * 0.26 * 0.74, 1e-15);
    // What the evidence leaves open is a small part of the variance, and keeps its digits.
    for (items, variance) in [(1e9, 95.236_488_646_185_12), (1e15, 95.236_440_000_048_65)] {
        let gates =
            [0.26, 0.41].map(|rate| Evidence::new(items * rate, items * (1.0 - rate)).unwrap());
        let much = Chance::counted(&gates).unwrap().results(1000).unwrap();
        near(much.variance().unwrap(), variance, 1e-14);
    }
    // Nothing, and everything.
    assert_eq!(
        (known(0.0, 9).mean(), known(0.0, 9).variance(), known(0.0, 9).most()),
        (0.0, Ok(0.0), Some(0.0))
    );
    assert_eq!(
        (known(1.0, 9).mean(), known(1.0, 9).variance(), known(1.0, 9).most()),
        (9.0, Ok(0.0), Some(9.0))
    );
    assert_eq!(flow(2.6, 4.0).most(), None);
    assert_eq!(flow(2.6, 0.0).most(), Some(0.0));
}

/// 12 open deals, a third of which will be won, and 10.4 new ones expected; 20 leads of which 8 of 30 passed, and a counted
/// flow; and the first sum with the leads as well.
#[test]
fn sums_of_independent_counts() {
    let close = |got: f64, want: f64| {
        assert!((got - want).abs() <= 1e-13 * want + 2.0 * LEFT_OUT, "{got:e}, expected {want:e}");
    };
    let gate = [Evidence::new(9.0, 23.0).unwrap()];
    let leads = Chance::counted(&gate).unwrap().results(20).unwrap();
    let counted = Flow::uncertain(12.5, 4.0).unwrap().results(1.0).unwrap();
    let (mut first, mut second, mut third) = ([0.0; 160], [0.0; 256], [0.0; 256]);
    let open = known(1.0 / 3.0, 12).plus(&flow(2.6, 4.0), &mut first).unwrap();
    for (k, at_least, fewer, exactly) in [
        (0, 1.0, 0.0, 2.345_536_953_347_997e-7),
        (1, 0.999_999_765_446_304_7, 2.345_536_953_347_997e-7, 3.846_680_603_490_715_2e-6),
        (10, 0.919_122_982_992_011_4, 0.080_877_017_007_988_62, 0.057_040_926_776_776_09),
        (25, 0.004_864_379_759_243_782, 0.995_135_620_240_756_2, 0.002_433_621_657_884_219),
        (40, 3.788_565_963_516_650_4e-9, 0.999_999_996_211_434, 2.627_403_124_609_39e-9),
    ] {
        let got = open.at_least(k).unwrap();
        close(got.value, at_least);
        close(got.complement, fewer);
        close(open.exactly(k).unwrap().value, exactly);
        assert_eq!(got.method, if k == 0 { Method::Exact } else { Method::Truncated });
    }
    near(open.mean(), 14.4, 1e-14);
    near(open.variance().unwrap(), 12.0 * 2.0 / 9.0 + 10.4, 1e-13);
    assert_eq!(open.most(), None);
    for (p, quantile, bound) in
        [(0.01, 7.0, 23.0), (0.5, 14.0, 14.0), (0.9, 19.0, 10.0), (0.999, 27.0, 5.0)]
    {
        assert_eq!(value(open.quantile(p).unwrap()), Some(quantile));
        assert_eq!(value(open.lower_bound(p).unwrap()), Some(bound));
    }
    assert_eq!(
        (value(open.quantile(0.0).unwrap()), open.quantile(1.0).unwrap()),
        (Some(0.0), None)
    );
    assert_eq!(
        (value(open.lower_bound(1.0).unwrap()), open.lower_bound(0.0).unwrap()),
        (Some(0.0), None)
    );

    let both = leads.plus(&counted, &mut second).unwrap();
    for (k, at_least, exactly) in [
        (0, 1.0, 0.000_407_298_846_776_520_5),
        (5, 0.917_254_227_622_507_6, 0.072_183_481_280_574_2),
        (15, 0.045_228_186_479_480_09, 0.019_957_781_720_937_59),
        (30, 1.121_144_699_914_770_6e-7, 7.472_519_208_031_393e-8),
    ] {
        close(both.at_least(k).unwrap().value, at_least);
        close(both.exactly(k).unwrap().value, exactly);
    }
    let all = open.plus(&leads, &mut third).unwrap();
    for (k, at_least, exactly) in [
        (3, 0.999_999_634_926_859_3, 2.269_588_200_519_043_6e-6),
        (20, 0.534_006_539_321_057_4, 0.089_997_915_561_874_77),
        (50, 2.981_779_619_457_472e-9, 1.961_926_422_427_493_5e-9),
    ] {
        close(all.at_least(k).unwrap().value, at_least);
        close(all.exactly(k).unwrap().value, exactly);
    }
}

#[test]
fn sums_with_a_closed_form_need_no_cells() {
    let sum = flow(2.6, 4.0).plus(&flow(1.5, 2.0), &mut []).unwrap();
    assert_eq!((sum.mean(), sum.variance()), (13.4, Ok(13.4)));
    let sum = known(0.26, 28).plus(&known(0.26, 12), &mut []).unwrap();
    assert_eq!(sum.at_least(8).unwrap(), known(0.26, 40).at_least(8).unwrap());
    let of = |shape| Flow::uncertain(shape, 4.0).unwrap().results(2.0).unwrap();
    let sum = of(12.5).plus(&of(3.5), &mut []).unwrap();
    assert_eq!(sum.at_least(8).unwrap(), of(16.0).at_least(8).unwrap());
    // Certain counts: a shift by nothing, or of each other.
    let sum = known(1.0, 3).plus(&known(1.0, 4), &mut []).unwrap();
    assert_eq!((sum.mean(), sum.at_least(7).unwrap().value), (7.0, 1.0));
    let sum = known(0.0, 3).plus(&known(0.26, 40), &mut []).unwrap();
    assert_eq!(sum.at_least(8).unwrap(), known(0.26, 40).at_least(8).unwrap());
    for (one, other) in [(flow(2.6, 4.0), flow(1.0, 1.0)), (known(0.26, 28), known(0.26, 12))] {
        assert_eq!(one.plus_cells(&other), 0);
    }
}

/// Two rates that differ in the last digit have no closed form, but their sum is that of one rate.
#[test]
fn a_convolution_is_the_closed_form() {
    let other_rate = f64::from_bits(0.3_f64.to_bits() + 1);
    for (n, m) in [(1, 1), (40, 3), (700, 300), (1023, 1023), (20_000, 5_000), (1_000, 3)] {
        let (one, other) = (known(0.3, n), known(other_rate, m));
        let mut cells = vec![0.0; one.plus_cells(&other)];
        let sum = one.plus(&other, &mut cells).unwrap();
        let (closed, truncated) = (known(0.3, n + m), n >= 1024 || m >= 1024);
        let mean = closed.mean();
        let deviation = closed.variance().unwrap().sqrt();
        for score in [-30.0, -8.0, -3.0, -1.0, 0.0, 1.0, 3.0, 8.0, 30.0] {
            let k = (mean + score * deviation).round().clamp(0.0, f64::from(n + m));
            let (got, want) = (sum.at_least(k).unwrap(), closed.at_least(k).unwrap());
            let slack = if truncated { LEFT_OUT } else { 0.0 };
            assert!((got.value - want.value).abs() <= 1e-11 * want.value + slack, "{n} {m} {k}");
            let (missed, wanted) = (got.complement, want.complement);
            assert!((missed - wanted).abs() <= 1e-11 * wanted + slack, "{n} {m} {k}");
            assert_eq!(got.method, if truncated { Method::Truncated } else { Method::Exact });
        }
        for p in [1e-12, 0.1, 0.5, 0.9, 1.0 - 1e-12] {
            assert_eq!(
                value(sum.quantile(p).unwrap()),
                value(closed.quantile(p).unwrap()),
                "{n} {m}"
            );
            assert_eq!(
                value(sum.lower_bound(p).unwrap()),
                value(closed.lower_bound(p).unwrap()),
                "{n} {m}"
            );
        }
        assert_eq!(sum.most(), closed.most());
        near(sum.mean(), mean, 1e-12);
        near(sum.variance().unwrap(), closed.variance().unwrap(), 1e-12);
    }
}

#[test]
fn the_cells_of_a_sum() {
    let (one, other) = (known(0.3, 9), known(0.4, 4));
    // 10 and 5 values make 14, and 5 more are needed on the way.
    assert_eq!((one.plus_cells(&other), other.plus_cells(&one)), (19, 19));
    let error = one.plus(&other, &mut [0.0; 18]).unwrap_err();
    assert_eq!((error.kind(), error.field()), (ErrorKind::Length, Some(Field::Cells)));
    assert_eq!((error.value(), error.limit()), (Some(18.0), Some(19.0)));
    let mut cells = [f64::NAN; 30];
    let sum = one.plus(&other, &mut cells).unwrap();
    near(sum.exactly(13).unwrap().value, 0.3_f64.powi(9) * 0.4_f64.powi(4), 1e-14);
    assert_eq!((sum.exactly(14).unwrap().value, sum.at_least(14).unwrap().value), (0.0, 0.0));
    assert_eq!(
        (sum.at_least(0).unwrap().complement, value(sum.quantile(1.0).unwrap())),
        (0.0, Some(13.0))
    );
    // A certain count shifts the other one.
    let mut cells = [0.0; 30];
    let shifted = known(1.0, 5).plus(&one, &mut cells).unwrap();
    assert_eq!(shifted.at_least(5).unwrap().value, 1.0);
    near(shifted.exactly(5).unwrap().value, 0.7_f64.powi(9), 1e-14);
    assert_eq!(
        (shifted.exactly(4).unwrap().value, value(shifted.lower_bound(1.0).unwrap())),
        (0.0, Some(5.0))
    );
    assert_eq!(value(shifted.quantile(1e-300).unwrap()), Some(5.0));
    // More than 2^53 in all; far too many values to list.
    let all = Chance::known(1.0).unwrap().results(Count::MAX).unwrap();
    assert_eq!(all.plus(&one, &mut cells.clone()).unwrap_err().kind(), ErrorKind::Overflow);
    let wide = flow(1e15, 1.0);
    assert!(wide.plus_cells(&one) > 100_000_000);
    assert_eq!(wide.plus(&one, &mut cells.clone()).unwrap_err().kind(), ErrorKind::Length);
}

/// What a flow promises, by the definition (mpmath).
#[test]
fn lower_bounds_of_flows() {
    let counted = Flow::uncertain(12.5, 4.0).unwrap().results(1.0).unwrap();
    for (p, known, unknown, quantile) in [
        (0.01, 19.0, 9.0, 0.0),
        (0.5, 10.0, 3.0, 3.0),
        (0.9, 6.0, 1.0, 6.0),
        (0.999, 2.0, 0.0, 11.0),
    ] {
        assert_eq!(value(flow(2.6, 4.0).lower_bound(p).unwrap()), Some(known), "{p}");
        assert_eq!(value(counted.lower_bound(p).unwrap()), Some(unknown), "{p}");
        assert_eq!(value(counted.quantile(p).unwrap()), Some(quantile), "{p}");
    }
    let flood = flow(1e300, 1.0);
    assert_eq!((flood.lower_bound(0.5).unwrap(), flood.quantile(0.5).unwrap()), (None, None));
    assert_eq!(flow(2.6, 4.0).lower_bound(0.0).unwrap(), None);
    assert_eq!(value(flow(2.6, 4.0).lower_bound(1.0).unwrap()), Some(0.0));
    assert_eq!(value(flow(2.6, 0.0).lower_bound(0.0).unwrap()), Some(0.0));
}

#[test]
fn counts_are_taken_as_integers_or_floats() {
    let sales = known(0.26, 28);
    let wanted = sales.at_least(8.0).unwrap();
    assert_eq!(sales.at_least(8), Ok(wanted));
    assert_eq!(sales.at_least(8_u64), Ok(wanted));
    assert_eq!(sales.at_least(Count::new(8.0).unwrap()), Ok(wanted));
    assert_eq!(Chance::known(0.26).unwrap().results(28_i64).unwrap().at_least(8), Ok(wanted));
    assert_eq!(sales.at_least(-8).unwrap_err().value(), Some(-8.0));
    assert_eq!(sales.at_least(u64::MAX).unwrap_err().kind(), ErrorKind::Count);
}

/// A distribution of each law, by a number.
fn law<'a>(which: u8, size: u32, rate: f64, gates: &'a [Evidence]) -> CountDistribution<'a> {
    match which % 5 {
        0 => known(rate, size),
        1 => Chance::followed(&gates[0]).results(size).unwrap(),
        2 => Chance::counted(gates).unwrap().and_known(rate).unwrap().results(size).unwrap(),
        3 => flow(f64::from(size), rate),
        _ => Flow::uncertain(f64::from(size) + 0.5, 2.0).unwrap().results(rate).unwrap(),
    }
}

proptest! {
    #![proptest_config(cases::cases(128))]

    #[test]
    fn sums_are_symmetric_and_add_up(
        (one, other) in any::<(u8, u8)>(), n in 0_u32..60, m in 0_u32..60, rate in 0.01..0.99_f64,
        p in 0.001..0.999_f64,
    ) {
        let gates = [Evidence::UNIFORM.observe(7.0, 12.0).unwrap(), Evidence::JEFFREYS];
        let (one, other) = (law(one, n, rate, &gates), law(other, m, 1.0 - rate, &gates));
        let mut cells = vec![0.0; one.plus_cells(&other)];
        let mut mirrored = vec![0.0; other.plus_cells(&one)];
        let sum = one.plus(&other, &mut cells).unwrap();
        let back = other.plus(&one, &mut mirrored).unwrap();
        prop_assert!((sum.mean() - one.mean() - other.mean()).abs() <= 1e-11 * (1.0 + sum.mean()));
        let variance = one.variance().unwrap() + other.variance().unwrap();
        prop_assert!((sum.variance().unwrap() - variance).abs() <= 1e-10 * (1.0 + variance));
        let k = value(sum.quantile(p).unwrap()).unwrap();
        let (here, there) = (sum.at_least(k).unwrap(), back.at_least(k).unwrap());
        prop_assert!((here.value - there.value).abs() <= 1e-13);
        // By the definition.
        let wanted: f64 = (0..=k as u32)
            .map(|j| one.exactly(j).unwrap().value * other.exactly(k as u32 - j).unwrap().value)
            .sum();
        prop_assert!((sum.exactly(k).unwrap().value - wanted).abs() <= 1e-12);
        prop_assert!((here.value + here.complement - 1.0).abs() <= 1e-13);
    }

    #[test]
    fn moments_are_those_of_the_probabilities(which in any::<u8>(), n in 0_u32..80, rate in 0.01..0.99_f64) {
        let gates = [Evidence::UNIFORM.observe(7.0, 12.0).unwrap(), Evidence::JEFFREYS];
        let count = law(which, n, rate, &gates);
        let top = count.most().unwrap_or(2000.0) as u32;
        let (mut mean, mut square) = (0.0, 0.0);
        for k in 0..=top {
            let mass = count.exactly(k).unwrap().value;
            mean += f64::from(k) * mass;
            square += f64::from(k) * f64::from(k) * mass;
        }
        prop_assert!((count.mean() - mean).abs() <= 1e-10 * (1.0 + mean));
        prop_assert!((count.variance().unwrap() - (square - mean * mean)).abs() <= 1e-9 * (1.0 + square));
    }

    #[test]
    fn lower_bounds_are_the_largest(which in any::<u8>(), n in 0_u32..800, rate in 0.01..0.99_f64, c in 0.001..0.999_f64) {
        let gates = [Evidence::UNIFORM.observe(7.0, 12.0).unwrap(), Evidence::JEFFREYS];
        let count = law(which, n, rate, &gates);
        let k = value(count.lower_bound(c).unwrap()).unwrap();
        let slack = 1e-11 * c.min(1.0 - c);
        prop_assert!(count.at_least(k).unwrap().value >= c - slack);
        prop_assert!(count.at_least(k + 1.0).unwrap().value < c + slack || count.most() == Some(k));
    }
}

/// Expected values: exact fractions of these f64; of the 300 deals, decimals with 60 digits.
#[test]
fn own_probabilities() {
    let of = |probabilities: &[f64], cells: &mut [f64]| {
        CountDistribution::of_probabilities(probabilities, cells).map(|wins| {
            let tails = |k: u32| {
                let chance = wins.at_least(k).unwrap();
                (chance.value, chance.complement, wins.exactly(k).unwrap().value)
            };
            ([40, 75, 120, 2, 7, 1].map(tails), wins.mean(), wins.variance().unwrap(), wins.most())
        })
    };
    let few = [0.1, 0.25, 0.9, 0.6, 1.0, 0.0, 1e-9, 0.999];
    let (tails, mean, variance, most) = of(&few, &mut [f64::NAN; 9]).unwrap();
    near(tails[3].0, 0.999_973_000_000_027, 1e-15);
    near(tails[3].1, 2.699_999_997_300_002e-5, 1e-13);
    near(tails[4].0, 1.348_65e-11, 1e-14);
    assert_eq!((tails[5].0, tails[5].1, most), (1.0, 0.0, Some(7.0)));
    near(mean, 3.849_000_001, 1e-15);
    near(variance, 0.608_499_001, 1e-14);

    let many: Vec<f64> = (0..300).map(|i| (f64::from(i % 10) + 0.5) / 10.0 * 0.5).collect();
    let mut cells = [f64::NAN; 400];
    let (tails, ..) = of(&many, &mut cells).unwrap();
    near(tails[0].1, 5.410_941_438_442_314e-8, 1e-13);
    near(tails[1].0, 0.524_644_818_152_729_7, 1e-14);
    near(tails[1].2, 0.056_322_587_318_551_87, 1e-13);
    near(tails[2].0, 7.723_873_894_678_276e-10, 1e-13);

    // The deal at 100% alone is certain.
    let mut nine = [0.0; 9];
    let wins = CountDistribution::of_probabilities(&few, &mut nine).unwrap();
    assert_eq!(value(wins.lower_bound(1.0).unwrap()), Some(1.0));

    // Equal probabilities are binomial counts; none at all are no wins.
    let same = CountDistribution::of_probabilities(&[0.3; 20], &mut cells).unwrap();
    for k in 0..=20 {
        near(same.at_least(k).unwrap().value, known(0.3, 20).at_least(k).unwrap().value, 1e-14);
    }
    let none = CountDistribution::of_probabilities(&[], &mut cells).unwrap();
    assert_eq!(
        (none.at_least(1).unwrap().value, none.quantile(1.0).unwrap().unwrap().value),
        (0.0, 0.0)
    );

    // A last digit beyond 1 counts as 1.
    let certain = CountDistribution::of_probabilities(&[1.0 + f64::EPSILON], &mut cells).unwrap();
    assert_eq!(certain.at_least(1).unwrap().value, 1.0);
    let error = of(&[0.5, 1.5], &mut [0.0; 3]).unwrap_err();
    let place = (error.kind(), error.field(), error.index(), error.value());
    assert_eq!(place, (ErrorKind::Probability, Some(Field::Probabilities), Some(1), Some(1.5)));
    let error = of(&[0.5, 0.5], &mut [0.0; 2]).unwrap_err();
    let place = (error.kind(), error.field(), error.value(), error.limit());
    assert_eq!(place, (ErrorKind::Length, Some(Field::Cells), Some(2.0), Some(3.0)));
}
