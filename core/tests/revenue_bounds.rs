//! The error bound of `Method::Lattice`: random trials that are meant to break it, against an exact convolution.
//!
//! Sizes are whole numbers whose unit the crate does not find, so that the sums of j deals are exact on a dense array
//! here and anywhere on the lattice there. Thresholds are drawn next to the likeliest sums, on both sides. The seed is
//! fixed; `FUNNELMATH_TIMES=30` runs 30 times as many trials.
// Tests compare with a tolerance, so std's float functions will do.
#![allow(clippy::disallowed_methods, clippy::wrong_self_convention)]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use funnelmath::{Chance, DealSize, Evidence, Flow, Method, RevenueDistribution};

/// xorshift64*, so that trials are the same everywhere.
struct Random(u64);

impl Random {
    fn bits(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(2_685_821_657_736_338_717)
    }

    fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / 9_007_199_254_740_992.0
    }

    fn from_to(&mut self, low: u64, high: u64) -> u64 {
        low + self.bits() % (high - low + 1)
    }
}

/// A price list that a lattice finds hard, by kind.
fn prices(kind: usize, random: &mut Random) -> Vec<(u64, f64)> {
    let list = |random: &mut Random, len: u64, low: u64, high: u64| -> Vec<(u64, f64)> {
        (0..len).map(|_| (random.from_to(low, high), 1.0)).collect()
    };
    match kind {
        // A catalogue of 13 to 60 prices.
        0 => {
            let len = random.from_to(13, 60);
            list(random, len, 1_700, 9_000)
        }
        // The same, with one price that is asked for in half of all cases.
        1 => {
            let len = random.from_to(13, 60);
            let mut prices = list(random, len, 1_700, 9_000);
            prices[0].1 = len as f64;
            prices
        }
        // Popular ones by Zipf's law.
        2 => {
            let len = random.from_to(13, 40);
            let mut prices = list(random, len, 1_700, 9_000);
            for (rank, price) in prices.iter_mut().enumerate() {
                price.1 = 1.0 / (1.0 + rank as f64);
            }
            prices
        }
        // Nearly equal sizes.
        3 => {
            let len = random.from_to(14, 30);
            list(random, len, 9_001, 9_080)
        }
        // One large size among many small ones.
        4 => {
            let len = random.from_to(15, 40);
            let mut prices = list(random, len, 1_700, 1_999);
            prices[0] = (random.from_to(40_000, 60_000), 0.5);
            prices
        }
        // Many small ones, few large ones.
        _ => {
            let len = random.from_to(13, 50);
            let square = |random: &mut Random| 1_701.0 + 12_000.0 * random.unit().powi(4);
            (0..len).map(|_| (square(random) as u64, 1.0)).collect()
        }
    }
}

/// The pmf of S on 0, 1, 2, ..., for the pmf of N.
fn exact(prices: &[(u64, f64)], deals: &[f64]) -> Vec<f64> {
    let total: f64 = prices.iter().map(|price| price.1).sum();
    let largest = prices.iter().map(|price| price.0).max().unwrap() as usize;
    let mut all = vec![0.0; largest * (deals.len() - 1) + 1];
    let mut now = vec![1.0];
    for (j, weight) in deals.iter().enumerate() {
        if j > 0 {
            let mut next = vec![0.0; now.len() + largest];
            for &(price, count) in prices {
                let share = count / total;
                for (to, from) in next[price as usize..].iter_mut().zip(&now) {
                    *to += share * from;
                }
            }
            now = next;
        }
        for (to, from) in all.iter_mut().zip(&now) {
            *to += weight * from;
        }
    }
    all
}

fn binomial(n: usize, p: f64) -> Vec<f64> {
    let mut masses = vec![1.0];
    for _ in 0..n {
        let mut next = vec![0.0; masses.len() + 1];
        for (j, mass) in masses.iter().enumerate() {
            next[j] += mass * (1.0 - p);
            next[j + 1] += mass * p;
        }
        masses = next;
    }
    masses
}

/// The worst errors of probabilities, and of the mean up to a threshold over the mean.
fn trial(kind: usize, random: &mut Random) -> (f64, f64, String) {
    let prices = prices(kind, random);
    let n = random.from_to(3, 24) as usize;
    let p = if random.unit() < 0.3 { 1.0 } else { 0.15 + 0.8 * random.unit() };
    let sizes: Vec<f64> = prices.iter().map(|price| price.0 as f64).collect();
    let counts: Vec<f64> = prices.iter().map(|price| price.1).collect();
    let size = DealSize::Counted { sizes: &sizes, counts: &counts };
    let revenue = Chance::known(p).unwrap().results(n as f64).unwrap().revenue(&size).unwrap();
    let mut masses = binomial(n, p);
    if p == 1.0 {
        masses = vec![0.0; n];
        masses.push(1.0);
    }
    let pmf = exact(&prices, &masses);
    let mut likeliest: Vec<usize> = (0..pmf.len()).filter(|&sum| pmf[sum] > 0.0).collect();
    likeliest.sort_by(|&a, &b| pmf[b].total_cmp(&pmf[a]));
    let mut thresholds: Vec<f64> = Vec::new();
    for &sum in likeliest.iter().take(12) {
        thresholds.extend([sum as f64, sum as f64 + 1.0]);
    }
    let mean: f64 = pmf.iter().enumerate().map(|(sum, mass)| sum as f64 * mass).sum();
    thresholds.extend((0..12).map(|_| (2.0 * mean * random.unit()).ceil().max(1.0)));
    // P(S >= t), and E min(S, t) as the sum of P(S >= 1), ..., P(S >= t).
    let mut above = vec![0.0; pmf.len() + 1];
    for (sum, mass) in pmf.iter().enumerate().rev() {
        above[sum] = above[sum + 1] + mass;
    }
    let mut limited = vec![0.0; pmf.len()];
    for t in 1..pmf.len() {
        limited[t] = limited[t - 1] + above[t];
    }
    let (mut worst, mut worst_mean) = (0.0f64, 0.0f64);
    let mut at = 0.0;
    for threshold in thresholds {
        let place = (threshold as usize).min(pmf.len() - 1);
        let expected = if threshold as usize > place { 0.0 } else { above[place] };
        let found = revenue.at_least(threshold).unwrap();
        assert!((found.value + found.complement - 1.0).abs() < 1e-14);
        if (found.value - expected).abs() > worst {
            (worst, at) = ((found.value - expected).abs(), threshold);
        }
        let error = (revenue.mean_up_to(threshold).unwrap() - limited[place]).abs();
        worst_mean = worst_mean.max(error / mean);
    }
    assert!((revenue.mean() - mean).abs() < 1e-11 * mean);
    let largest = pmf[likeliest[0]];
    let about = format!(
        "kind {kind} n {n} p {p:.3} sizes {} {:?} at {at} likeliest {largest:.1e}",
        sizes.len(),
        revenue.method()
    );
    if revenue.method() == Method::Exact {
        assert!(worst < 1e-12, "{about}: {worst:e}");
    }
    (worst, worst_mean, about)
}

#[test]
fn trials_that_are_meant_to_break_the_bound() {
    let times = std::env::var("FUNNELMATH_TIMES").map_or(1, |times| times.parse().unwrap());
    let trials = 3 * times;
    let mut random = Random(20_261_128);
    for kind in 0..6 {
        let (mut worst, mut worst_mean, mut about) = (0.0, 0.0f64, String::new());
        for _ in 0..trials {
            let (error, mean, what) = trial(kind, &mut random);
            if error > worst {
                (worst, about) = (error, what);
            }
            worst_mean = worst_mean.max(mean);
        }
        println!("trials: {trials}, worst {worst:.1e}, of the mean {worst_mean:.1e}: {about}");
        // The bound that `Method::Lattice` states, and half a cell or so of the mean up to a threshold.
        assert!(worst <= if kind == 4 { 0.03 } else { 0.01 }, "{about}: {worst:e}");
        assert!(worst_mean <= 5e-4, "{worst_mean:e}");
    }
}

/// With an earlier method, an expansion by moments, one more deal lowered the chance where the methods changed.
#[test]
fn more_deals_never_lower_the_chance() {
    let sizes = [95.0, 97.0, 98.0, 99.0, 101.0, 102.0, 103.0, 104.0, 106.0, 10_000.0];
    let counts = [11.0, 11.0, 11.0, 11.0, 11.0, 11.0, 11.0, 11.0, 11.0, 1.0];
    let size = DealSize::Counted { sizes: &sizes, counts: &counts };
    let sure = Chance::known(1.0).unwrap();
    let of = |n: u32| sure.results(n).unwrap().revenue(&size).unwrap().at_least(76_000.0).unwrap();
    // Panjer's recursion, a Fourier transform and direct convolution agree on these.
    assert!((of(384).value - 0.53552).abs() < 1e-5);
    assert!((of(385).value - 0.53756).abs() < 1e-5);
    let needed = Chance::known(0.26).unwrap().inputs_for_revenue(&size, 80_000.0, 0.8).unwrap();
    assert_eq!(needed.inputs(), Some(1923.0));

    let mut random = Random(7);
    for kind in 0..6 {
        let prices = prices(kind, &mut random);
        let sizes: Vec<f64> = prices.iter().map(|price| price.0 as f64).collect();
        let counts: Vec<f64> = prices.iter().map(|price| price.1).collect();
        let size = DealSize::Counted { sizes: &sizes, counts: &counts };
        for rate in [0.3, 1.0] {
            let chance = Chance::known(rate).unwrap();
            for from in [1, 30, 1000] {
                let mean = chance.results(from + 4).unwrap().revenue(&size).unwrap().mean();
                let mut before = 0.0;
                for n in from..from + 8 {
                    let revenue = chance.results(n).unwrap().revenue(&size).unwrap();
                    let now = revenue.at_least(mean).unwrap();
                    assert!(now.value >= before - 1e-9, "{kind} {rate} {n} {now:?} {before}");
                    before = now.value;
                }
            }
        }
    }
}

/// Against a convolution of the two exact distributions.
#[test]
fn sums_of_two_revenues() {
    let mut random = Random(99);
    let first = prices(0, &mut random);
    let second = prices(5, &mut random);
    let list = |prices: &[(u64, f64)]| -> Vec<f64> { prices.iter().map(|p| p.0 as f64).collect() };
    let (sizes, others) = (list(&first), list(&second));
    let one = Chance::known(0.4).unwrap().results(9).unwrap();
    let other = Chance::known(0.7).unwrap().results(6).unwrap();
    let one = one.revenue(&DealSize::Seen(&sizes)).unwrap();
    let other = other.revenue(&DealSize::Seen(&others)).unwrap();
    let sum = one.plus(&other).unwrap();
    let (p, q) = (exact(&first, &binomial(9, 0.4)), exact(&second, &binomial(6, 0.7)));
    // P(A + B >= t) = sum over b of P(B = b) P(A >= t - b).
    let mut above = vec![0.0; p.len() + 1];
    for (place, mass) in p.iter().enumerate().rev() {
        above[place] = above[place + 1] + mass;
    }
    let mut worst = 0.0f64;
    for t in (1..60).map(|t| t * 1500) {
        let expected: f64 = q
            .iter()
            .enumerate()
            .map(|(b, mass)| mass * above.get(t.max(b) - b).copied().unwrap_or(0.0))
            .sum();
        worst = worst.max((sum.at_least(t as f64).unwrap().value - expected).abs());
    }
    println!("sum {worst:.1e} {:?}", sum.method());
    assert!(worst < 2e-4, "{worst}");
    assert!((sum.mean() - one.mean() - other.mean()).abs() < 1e-9);
    assert!((sum.mean_up_to(1e9).unwrap() - sum.mean()).abs() < 1e-6 * sum.mean());

    // A gamma size with a fixed one: of no fixed deal, one, two.
    let gamma = DealSize::Varying { mean: 10.0, variation: 0.5 };
    let gamma = Chance::known(0.5).unwrap().results(8).unwrap().revenue(&gamma).unwrap();
    let fixed = Chance::known(0.5).unwrap().results(2).unwrap();
    let fixed = fixed.revenue(&DealSize::Fixed(25.0)).unwrap();
    let sum = gamma.plus(&fixed).unwrap();
    for t in [20.0, 45.0, 90.0, 120.0] {
        let part = |taken: f64| {
            if taken >= t { 1.0 } else { gamma.at_least(t - taken).unwrap().value }
        };
        let expected = 0.25 * part(0.0) + 0.5 * part(25.0) + 0.25 * part(50.0);
        let found = sum.at_least(t).unwrap();
        println!("{t} {found:?} {expected}");
        assert!((found.value - expected).abs() < 2e-5, "{t} {found:?} {expected}");
    }
    // Two lists.
    let coin = |size| {
        let deals = Chance::known(0.5).unwrap().results(2).unwrap();
        deals.revenue(&DealSize::Fixed(size)).unwrap()
    };
    let sum = coin(3.0).plus(&coin(5.0)).unwrap();
    assert_eq!(sum.method(), Method::Exact);
    assert!((sum.at_least(8.0).unwrap().value - (0.25 + 0.5 * 0.75)).abs() < 1e-15);
    assert_eq!(sum.quantile(1.0).unwrap().unwrap().value, 16.0);
    // Three at once.
    let three = sum.plus(&gamma).unwrap();
    assert!(
        (three.variance().unwrap() - sum.variance().unwrap() - gamma.variance().unwrap()).abs()
            < 1e-9
    );
}

/// More deals than can be told one by one still answer: near the normal distribution.
#[test]
fn very_many_deals() {
    let mut random = Random(5);
    let prices = prices(5, &mut random);
    let sizes: Vec<f64> = prices.iter().map(|price| price.0 as f64).collect();
    let gates = [Evidence::new(27.0, 75.0).unwrap(), Evidence::new(41.0, 61.0).unwrap()];
    let size = DealSize::Seen(&sizes);
    let check = |revenue: RevenueDistribution<'_>, what: &str| {
        let deviation = revenue.variance().unwrap().sqrt();
        // Phi(-1), and the median.
        for (at, expected) in [(-1.0, 0.841_344_746), (0.0, 0.5), (1.5, 0.066_807_201)] {
            let found = revenue.at_least(revenue.mean() + at * deviation).unwrap();
            println!("{what} {at} {found:?}");
            assert!((found.value - expected).abs() < 1e-4, "{what} {found:?}");
        }
        let quantile = revenue.quantile(0.9).unwrap().unwrap();
        let back = revenue.at_least(quantile.value).unwrap();
        assert!((back.complement - 0.9).abs() < 1e-7, "{what} {quantile:?} {back:?}");
    };
    for n in [1e8, 1e12, 9_007_199_254_740_992.0] {
        for rate in [0.3, 1.0] {
            let chance = Chance::known(rate).unwrap();
            check(chance.results(n).unwrap().revenue(&size).unwrap(), "known");
        }
    }
    let flow = Flow::steady(1e10).unwrap().results(2.0).unwrap();
    check(flow.revenue(&size).unwrap(), "flow");
    for n in [1e4, 1e9] {
        let revenue = Chance::counted(&gates).unwrap().results(n).unwrap().revenue(&size).unwrap();
        let count = Chance::counted(&gates).unwrap().results(n).unwrap();
        // The rate varies much more than the sizes do.
        let median = count.quantile(0.5).unwrap().unwrap().value * revenue.mean() / count.mean();
        let found = revenue.at_least(median).unwrap();
        assert!((found.value - 0.5).abs() < 5e-3, "{found:?}");
    }
}

/// Deals of two sizes have few sums too: one of 5 or 7 in half of all cases, and two of 3, each in half of them. By hand
/// P(10 or more) = 1/4 (7 with 3 or more) 3/4 + 1/4 (5 with 6) 1/4 = 1/4.
#[test]
fn the_sum_of_few_atoms_is_exact() {
    let half = Chance::known(0.5).unwrap();
    let large = half.results(1).unwrap().revenue(&DealSize::Seen(&[5.0, 7.0])).unwrap();
    let small = half.results(2).unwrap().revenue(&DealSize::Fixed(3.0)).unwrap();
    for sum in [large.plus(&small).unwrap(), small.plus(&large).unwrap()] {
        let chance = sum.at_least(10.0).unwrap();
        assert_eq!((chance.value, chance.method), (0.25, Method::Exact));
        assert_eq!(sum.quantile(0.999).unwrap().unwrap().value, 13.0);
    }
}
