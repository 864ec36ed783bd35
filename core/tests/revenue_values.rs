//! Revenue of deals at whole prices against the probability of every sum, added up here deal by deal.
#![cfg(feature = "alloc")]
// Tests compare with a tolerance, so std's float functions will do.
#![allow(clippy::disallowed_methods, clippy::indexing_slicing, clippy::unwrap_used)]

use funnelmath::{Chance, DealSize, Flow, Method, revenue::Cells, revenue::RevenueDistribution};

/// The value of one price unit: a binary fraction, so that products are exact.
const UNIT: f64 = 1.25;

/// The probability of each sum of the deals that `inputs` bring.
fn sums(inputs: usize, rate: f64, prices: &[usize]) -> Vec<f64> {
    let mut sums = vec![1.0];
    for _ in 0..inputs {
        let mut more = vec![0.0; sums.len() + prices.iter().max().unwrap()];
        for (sum, mass) in sums.iter().enumerate().filter(|(_, mass)| **mass > 1e-30) {
            more[sum] += mass * (1.0 - rate);
            for price in prices {
                more[sum + price] += mass * rate / prices.len() as f64;
            }
        }
        sums = more;
    }
    sums
}

/// The probability of each sum of two independent amounts.
fn convolved(one: &[f64], other: &[f64]) -> Vec<f64> {
    let mut sums = vec![0.0; one.len() + other.len() - 1];
    for (i, a) in one.iter().enumerate().filter(|(_, mass)| **mass > 1e-30) {
        for (j, b) in other.iter().enumerate() {
            sums[i + j] += a * b;
        }
    }
    sums
}

fn expected(sums: &[f64], of: impl Fn(f64) -> f64) -> f64 {
    sums.iter().enumerate().map(|(sum, mass)| mass * of(UNIT * sum as f64)).sum()
}

/// Every answer of a distribution, `most` units at most. A tolerance above 1e-9 is that of a lattice whose blur is up to 17
/// cells wide.
fn answers(revenue: &RevenueDistribution<'_>, sums: &[f64], most: usize, tolerance: f64) {
    let mean = expected(sums, |amount| amount);
    assert!((revenue.mean() / mean - 1.0).abs() < 1e-13, "{} {mean}", revenue.mean());
    let variance = expected(sums, |amount| (amount - mean) * (amount - mean));
    assert!((revenue.variance().unwrap() / variance - 1.0).abs() < 1e-12);
    assert_eq!(revenue.most(), Some(UNIT * most as f64));
    for part in [0.02, 0.3, 0.8, 0.97, 1.0, 1.1, 1.7, 4.0] {
        // Between two whole sums, and at one, unless sums are blurred there.
        let whole = (part * mean / UNIT).round();
        for t in [UNIT * (whole + 0.5), UNIT * whole] {
            let reached = expected(sums, |amount| if amount >= t { 1.0 } else { 0.0 });
            if tolerance > 1e-9 && t <= UNIT * whole {
                continue;
            }
            let found = revenue.at_least(t).unwrap();
            assert!((found.value - reached).abs() <= tolerance, "{t}: {found:?} {reached}");
            assert!((found.complement - (1.0 - reached)).abs() <= tolerance, "{t}");
            let wanted = expected(sums, |amount| amount.min(t));
            let found = revenue.mean_up_to(t).unwrap();
            let off = (found - wanted).abs();
            assert!(off <= tolerance.max(1e-12) * wanted, "{t}: {found} {wanted}");
        }
    }
    // The smallest amount up to which the probability is at least p, away from the steps of the distribution.
    let reached_by = |p: f64| {
        let mut below = 0.0;
        sums.iter()
            .position(|mass| {
                below += mass;
                below >= p
            })
            .unwrap() as f64
            * UNIT
    };
    for p in [1e-4, 0.03, 0.25, 0.5, 0.613, 0.9, 0.98, 0.9999] {
        let (low, high) = (
            reached_by(p * (1.0 - tolerance.max(1e-12))),
            reached_by(p + tolerance.max(1e-12) * (1.0 - p)),
        );
        let found = revenue.quantile(p).unwrap().unwrap().value;
        let slack =
            if tolerance < 1e-9 { 1e-15 * high } else { 17.0 * UNIT * most as f64 / 8_000.0 };
        assert!(low - slack <= found && found <= high + slack, "{p}: {low} {found} {high}");
    }
    for level in [0.0, 0.5, 0.8, 0.99] {
        let interval = revenue.interval(level).unwrap();
        let beyond = 0.5 * (1.0 - level);
        let low = revenue.quantile(beyond).unwrap().unwrap().value;
        let high = revenue.quantile(1.0 - beyond).unwrap().unwrap().value;
        assert_eq!(interval.low, low);
        assert!((interval.high.unwrap() - high).abs() <= 1e-9 * high, "{interval:?} {high}");
    }
}

/// Prices in units and the amounts they stand for.
fn amounts(prices: &[usize]) -> Vec<f64> {
    prices.iter().map(|&price| UNIT * price as f64).collect()
}

/// 40 prices of which no two are alike.
fn many_prices() -> Vec<usize> {
    (0..40).map(|i| 100 + (i * 151) % 401).collect()
}

#[test]
fn one_price_two_and_many() {
    for (inputs, rate, prices, tolerance) in [
        // One price, two of them, and lists of sums.
        (40, 0.3, vec![7], 1e-13),
        (40, 0.3, vec![2, 2, 5], 1e-13),
        (200, 0.02, vec![1, 9], 1e-13),
        (30, 0.7, vec![2, 3, 7, 7], 1e-13),
        (30, 1.0, vec![2, 3, 7, 7], 1e-13),
        (12, 0.4, vec![997, 1409, 2003], 1e-13),
        // A lattice of whole sums, and one that blurs them.
        (200, 0.8, vec![100, 101, 102], 1e-12),
        (60, 0.9, many_prices(), 1e-5),
        (20, 1.0, many_prices(), 1e-12),
    ] {
        let size = amounts(&prices);
        let law = Chance::known(rate).unwrap().results(inputs as u32).unwrap();
        let revenue = law.revenue(&DealSize::Seen(&size)).unwrap();
        let most = inputs * prices.iter().max().unwrap();
        answers(&revenue, &sums(inputs, rate, &prices), most, tolerance);
        let mut cells = Box::new(Cells::new());
        let lent = law.revenue_in(&DealSize::Seen(&size), &mut cells).unwrap();
        assert_eq!(lent.mean_up_to(revenue.mean()), revenue.mean_up_to(revenue.mean()));
    }
    // A fixed size is one price.
    let law = Chance::known(0.3).unwrap().results(40).unwrap();
    answers(&law.revenue(&DealSize::Fixed(7.0 * UNIT)).unwrap(), &sums(40, 0.3, &[7]), 280, 1e-13);
}

/// Two revenues together: two lists, a list and a lattice, two lattices.
#[test]
fn two_revenues_together() {
    let known = |inputs: u32, rate| Chance::known(rate).unwrap().results(inputs).unwrap();
    let cases = [
        (40, 0.3, vec![7]),
        (40, 0.3, vec![2, 2, 5]),
        (30, 0.7, vec![2, 3, 7, 7]),
        (40, 0.9, many_prices()),
    ];
    for (place, one) in cases.iter().enumerate() {
        for other in &cases[place..] {
            let (first, second) = (amounts(&one.2), amounts(&other.2));
            let revenue = known(one.0 as u32, one.1).revenue(&DealSize::Seen(&first)).unwrap();
            let more = known(other.0 as u32, other.1).revenue(&DealSize::Seen(&second)).unwrap();
            let exact = convolved(&sums(one.0, one.1, &one.2), &sums(other.0, other.1, &other.2));
            let total = revenue.plus(&more).unwrap();
            // Only one price brings so few sums that they are listed.
            let listed = one.2.len() == 1 && other.2.len() < 40;
            let tolerance = if listed { 1e-13 } else { 1e-5 };
            let most =
                one.0 * one.2.iter().max().unwrap() + other.0 * other.2.iter().max().unwrap();
            answers(&total, &exact, most, tolerance);
            answers(&more.plus(&revenue).unwrap(), &exact, most, tolerance);
            assert_eq!(total.method() == Method::Exact, listed, "{one:?} {other:?}");
            let mut cells = Box::new(Cells::new());
            let lent = revenue.plus_in(&more, &mut cells).unwrap();
            assert_eq!(lent.at_least(revenue.mean()), total.at_least(revenue.mean()));
        }
    }
}

/// E min(S, t) is the integral of P(S >= x) up to t, for sizes without whole units too.
#[test]
fn the_mean_up_to_is_the_integral_of_the_chance() {
    let long: Vec<f64> = (0..200).map(|i| f64::from(900 + (i * 37) % 4_001) + 0.37).collect();
    let law = Chance::known(0.26).unwrap().results(100).unwrap();
    let flow = Flow::counted(23, 13.0).unwrap().results(9.0).unwrap();
    for law in [law, flow] {
        for size in [DealSize::Varying { mean: 3_400.0, variation: 0.7 }, DealSize::Seen(&long)] {
            let revenue = law.revenue(&size).unwrap();
            for part in [0.2, 0.9, 1.3] {
                let t = part * revenue.mean();
                // Simpson's rule, from just above 0, where P(S >= x) jumps.
                let (steps, at) = (2_000, |x: f64| revenue.at_least(x.max(1e-9)).unwrap().value);
                let width = t / f64::from(steps);
                let weight =
                    |i: u32| if i == 0 || i == steps { 1.0 } else { f64::from(2 + 2 * (i % 2)) };
                let sum: f64 = (0..=steps).map(|i| weight(i) * at(width * f64::from(i))).sum();
                let wanted = sum * width / 3.0;
                let found = revenue.mean_up_to(t).unwrap();
                assert!((found / wanted - 1.0).abs() < 2e-5, "{size:?} {part}: {found} {wanted}");
            }
        }
    }
}

/// Without a largest count or a largest size there is no largest revenue, and no quantile at 1.
#[test]
fn the_most() {
    let counted = Chance::known(0.26).unwrap().results(10).unwrap();
    let flow = Flow::steady(2.6).unwrap().results(4.0).unwrap();
    let varying = DealSize::Varying { mean: 100.0, variation: 0.5 };
    for size in [
        DealSize::Fixed(100.0),
        DealSize::Seen(&[50.0, 100.0]),
        DealSize::Seen(&[40.0, 60.0, 100.0]),
    ] {
        let revenue = counted.revenue(&size).unwrap();
        assert_eq!(revenue.most(), Some(1_000.0));
        assert_eq!(revenue.quantile(1.0).unwrap().unwrap().value, 1_000.0);
        let revenue = flow.revenue(&size).unwrap();
        assert_eq!((revenue.most(), revenue.quantile(1.0)), (None, Ok(None)));
    }
    let revenue = counted.revenue(&varying).unwrap();
    assert_eq!((revenue.most(), revenue.quantile(1.0)), (None, Ok(None)));
}
