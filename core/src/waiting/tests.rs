//! The recursion against independently computed sums.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout)]

extern crate std;

use super::{AtGoal, Passage, fewest, fewest_at, reached, reached_at};
use crate::bounds::Count;
use crate::count::CountDistribution;
use crate::count::law::Law;
use crate::math::{Method, Tails};
use crate::rate::Evidence;
use crate::search::{at_most, looks_of};
use std::vec::Vec;
use std::{println, vec};

/// A gate with a known rate or a Beta(a, b) one, and how many wait before it.
#[derive(Debug, Clone, Copy)]
enum Gate {
    Known(f64, f64),
    Beta(f64, f64, f64),
}
use Gate::{Beta, Known};

/// From the last gate to the first.
fn backwards(gates: &[Gate]) -> impl Iterator<Item = Passage> + Clone + '_ {
    gates.iter().rev().map(|&gate| match gate {
        Known(rate, waiting) => Passage { rate, evidence: None, waiting },
        Beta(a, b, waiting) => {
            Passage { rate: f64::NAN, evidence: Some(Evidence::new(a, b).unwrap()), waiting }
        }
    })
}

/// The probability that the goal is reached.
fn chance(gates: &[Gate], lacking: f64, come: f64) -> f64 {
    let (tails, method) = reached(backwards(gates), lacking, come);
    let waiting: f64 = backwards(gates).map(|gate| gate.waiting).sum();
    let expected = if come + waiting > 512.0 { Method::Quadrature } else { Method::Exact };
    assert_eq!(method, expected, "{gates:?}");
    assert!((tails.lower + tails.upper - 1.0).abs() < 1e-15, "{tails:?}");
    tails.upper
}

#[track_caller]
fn near(got: f64, wanted: f64, bound: f64) {
    assert!((got - wanted).abs() <= bound, "{got} instead of {wanted}");
}

/// Two gates, 538 waiting before the second. Counted as inputs, 0.583. Expected value: mpmath, gate by gate from the
/// first to the last, to 30 digits.
#[test]
fn waiting_items_are_not_inputs() {
    let gates = [Beta(26.5, 54.5, 0.0), Known(0.79, 538.0)];
    near(chance(&gates, 487.0, 314.0), 0.867_173_603_441_375_8, 1e-13);
    let gates = [Beta(26.5, 54.5, 0.0), Beta(8.5, 3.5, 538.0)];
    near(chance(&gates, 400.0, 314.0), 0.751_279_383_589_818, 1e-13);
}

/// Two unknown rates and up to a million items: every probability of the first gate's number by recurrence from its mode,
/// the second gate's distribution function by adding up its steps, in numpy's extended precision.
#[test]
fn a_million_items() {
    let cases = [
        ((6.5, 13.5, 2e3), (0.5, 0.5, 1.5e5), 7e5, 1e5, 0.650_145_587_051_497_3),
        ((0.5, 0.5, 1e3), (40.5, 60.5, 3e5), 3e5, 2e5, 0.365_168_789_120_765_67),
        ((1.0, 1.0, 0.0), (1.0, 1.0, 1e5), 9e5, 5e4, 0.872_078_942_523_325_3),
        ((300.5, 700.5, 5e3), (250.5, 250.5, 4e5), 6e5, 2.92e5, 0.463_643_530_055_883_27),
    ];
    for ((a, b, first), (c, d, second), come, lacking, wanted) in cases {
        near(chance(&[Beta(a, b, first), Beta(c, d, second)], lacking, come), wanted, 1e-12);
    }
}

/// Known rates: the sum of three independent binomial counts. Expected values: mpmath, the inversion of their characteristic
/// function to 40 digits.
#[test]
fn known_rates() {
    let small = [Known(0.02, 2_000.0), Known(0.97, 300.0), Known(0.5, 9_000.0)];
    for (lacking, wanted) in [
        (5_150.0, 0.502_784_689_989_018_8),
        (5_300.0, 0.002_467_515_977_987_316_5),
        (5_090.0, 0.872_162_268_854_196_9),
    ] {
        near(chance(&small, lacking, 50_000.0), wanted, 1e-12);
    }
    let large = [Known(0.65, 1e12), Known(0.4, 5e11), Known(0.3, 2e11)];
    for (lacking, wanted) in [
        (432_000_000_000.0, 0.500_000_238_298_143),
        (432_000_700_000.0, 0.128_841_326_561_547_9),
        (431_999_000_000.0, 0.947_058_853_268_449),
    ] {
        near(chance(&large, lacking, 3e12), wanted, 1e-12);
    }
    let largest = [Known(0.5, 1e15), Known(0.3, 5e14), Known(0.999_999, 1e15)];
    for (lacking, wanted) in [
        (1_449_998_550_000_000.0, 0.500_000_007_139_791_5),
        (1_449_998_520_000_000.0, 0.943_076_671_347_539),
        (1_449_998_590_000_000.0, 0.017_507_584_725_433_8),
    ] {
        near(chance(&largest, lacking, 1e15), wanted, 1e-11);
    }
}

/// Of very many items nearly exactly the rate passes: P(p2 (c1 p1 + c2) >= goal), an integral over p2 of the
/// distribution function of p1, in mpmath.
#[test]
fn shares_of_very_many() {
    let gates = [Beta(6.5, 3.5, 1e15), Beta(4.5, 6.5, 1e15)];
    near(chance(&gates, 1.2e15, 2e15), 0.475_231_198_873_004_85, 1e-11);
    let gates = [Beta(2.5, 30.5, 0.0), Beta(1.5, 2.5, 2.5e14)];
    near(chance(&gates, 3e14, 4e15), 0.221_521_314_757_320_8, 1e-11);
}

/// Items that wait before the first gate alone are inputs: the distribution of a count.
#[test]
fn one_gate_is_a_distribution_of_a_count() {
    for (gate, law) in [
        (Known(0.3, 700.0), Law::Binomial { n: 1_000.0, rate: 0.3 }),
        (Beta(3.5, 8.5, 700.0), Law::BetaBinomial { n: 1_000.0, a: 3.5, b: 8.5 }),
    ] {
        for lacking in [1.0, 250.0, 300.0, 301.0, 990.0] {
            let count = CountDistribution::new(law).at_least(lacking).unwrap();
            assert_eq!(chance(&[gate], lacking, 300.0).to_bits(), count.value.to_bits());
        }
    }
}

/// Certain and impossible goals: gates that are open or closed, nothing lacking, more lacking than there is.
#[test]
fn ends() {
    let open = [Known(1.0, 400.0), Known(1.0, 300.0)];
    for (lacking, come) in [(700.0, 0.0), (750.0, 50.0), (0.0, 0.0)] {
        assert_eq!(chance(&open, lacking, come), 1.0);
    }
    assert_eq!(chance(&open, 751.0, 50.0), 0.0);
    let closed = [Known(0.0, 400.0), Beta(5.5, 5.5, 600.0)];
    let behind = chance(&[Beta(5.5, 5.5, 600.0)], 300.0, 0.0);
    assert_eq!(chance(&closed, 300.0, 1e6), behind);
    assert_eq!(chance(&[Beta(0.5, 0.5, 600.0), Known(0.0, 600.0)], 1.0, 1e6), 0.0);
    assert_eq!(chance(&[Beta(0.5, 0.5, 600.0), Known(0.5, 600.0)], 1_300.0, 50.0), 0.0);
    // The largest counts, with the smallest and the largest shapes.
    let few = 0.25 * Count::MAX;
    for gate in [Beta(1e-9, 1e-9, few), Beta(Count::MAX, 1e-9, few), Beta(1e-9, Count::MAX, few)] {
        for other in [gate, Beta(Count::MAX, Count::MAX, few), Known(1e-300, few), Known(0.5, 0.0)]
        {
            for lacking in [1.0, few] {
                let found = chance(&[gate, other, Beta(0.5, 0.5, 600.0)], lacking, few);
                assert!((0.0..=1.0).contains(&found), "{gate:?} {other:?} {lacking}");
            }
        }
    }
}

/// Up to the end of the table, 512 items, both ways agree.
#[test]
fn the_table_and_the_integration_meet() {
    for gates in [
        [Beta(2.5, 3.5, 100.0), Beta(20.5, 10.5, 150.0)],
        [Known(0.3, 10.0), Beta(0.5, 0.5, 300.0)],
        [Beta(0.5, 1.5, 0.0), Known(0.9, 290.0)],
    ] {
        for lacking in [120.0, 200.0, 280.0] {
            let mut before = -1.0;
            for come in [200, 230, 255, 260, 261, 262, 263, 264, 280] {
                let here = chance(&gates, lacking, f64::from(come));
                let table = super::level_at(backwards(&gates), lacking, f64::from(come)).upper;
                near(here, table, 1e-12);
                assert!(here >= before - 1e-12);
                before = here;
            }
        }
    }
}

/// The same sums computed forwards, over every possible number, in f64.
fn forwards(gates: &[Gate], come: usize) -> Vec<f64> {
    let mut here = vec![0.0; come + 1];
    here[come] = 1.0;
    for gate in gates {
        let (a, b, back, waiting) = match *gate {
            Known(rate, waiting) => (rate, 1.0 - rate, 0.0, waiting as usize),
            Beta(a, b, waiting) => (a, b, 1.0, waiting as usize),
        };
        let most = here.len() - 1 + waiting;
        let mut after = vec![0.0; most + 1];
        // Of so many how many pass: Polya's urn.
        let mut row = vec![0.0; most + 2];
        row[0] = 1.0;
        for items in 0..=most {
            if items >= waiting && here[items - waiting] > 1e-25 {
                let weight = here[items - waiting];
                for (sum, cell) in after.iter_mut().zip(&row).take(items + 1) {
                    *sum += weight * cell;
                }
            }
            let drawn = items as f64;
            let share = 1.0 / (a + b + back * drawn);
            let mut arriving = 0.0;
            for (passed, cell) in row.iter_mut().enumerate().take(items + 2) {
                let before = *cell * share;
                *cell = before * (b + back * (drawn - passed as f64)) + arriving;
                arriving = before * (a + back * passed as f64);
            }
        }
        here = after;
    }
    here
}

/// Random numbers that are the same everywhere (Marsaglia 2003, "Xorshift RNGs").
struct Random(u64);

impl Random {
    fn next(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / 9_007_199_254_740_992.0
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.next()
    }

    fn gate(&mut self, most: f64) -> Gate {
        let waiting =
            if self.next() < 0.7 { crate::float::floor(self.between(0.0, most)) } else { 0.0 };
        let size = |random: &mut Self, low, high| {
            crate::float::exp(core::f64::consts::LN_10 * random.between(low, high))
        };
        match (self.next() * 6.0) as u32 {
            0 => Known(self.next(), waiting),
            1 => {
                Known([1e-3, 0.02, 0.5, 0.97, 0.999, 0.9999][(self.next() * 6.0) as usize], waiting)
            }
            2 => Beta(self.between(0.5, 40.0), self.between(0.5, 40.0), waiting),
            3 => Beta(size(self, -2.0, 1.0), size(self, -2.0, 1.0), waiting),
            4 => Beta(size(self, 0.0, 4.0), size(self, 0.0, 4.0), waiting),
            _ => Beta(0.5 + 0.5 * crate::float::floor(2.0 * self.next()), 0.5, waiting),
        }
    }
}

/// The bound that `Method::Quadrature` states: two to four gates of every kind, waiting items at most of them, against
/// [`forwards`]. The worst of 12,000 chances was 2.6e-12 (seed 2026,
/// 4,000 trials, every tenth with up to 2,500 items at a gate).
#[test]
fn the_bound() {
    let times = std::env::var("FUNNELMATH_TIMES").ok().and_then(|times| times.parse().ok());
    let trials = 24 * times.unwrap_or(1_u32);
    let mut random = Random(2026);
    let (mut worst, mut of) = (0.0, std::string::String::new());
    let mut compared = 0;
    for trial in 0..trials {
        // The sums take the square of the number of items.
        let most = if trial % 10 == 9 && trials > 24 { 2_500.0 } else { 600.0 };
        let count = if trial % 3 == 0 { 2 + (random.next() * 3.0) as usize } else { 2 };
        let gates: Vec<_> = (0..count).map(|_| random.gate(most)).collect();
        let come = crate::float::floor(random.between(0.0, most));
        let all = forwards(&gates, come as usize);
        for _ in 0..3 {
            let (wanted, mut below, mut lacking) = (random.next(), 0.0, 0);
            while lacking + 1 < all.len() && below + all[lacking] < wanted {
                below += all[lacking];
                lacking += 1;
            }
            let exact: f64 = all[lacking..].iter().rev().sum();
            let got = super::level_at(backwards(&gates), lacking as f64, come).upper;
            let off = (got - exact).abs();
            compared += 1;
            if off > worst {
                (worst, of) = (off, std::format!("{gates:?} {lacking} {come}"));
            }
        }
    }
    println!("worst of {compared} chances by quadrature: {worst:.1e} of {of}");
    assert!(worst < 2e-11, "{worst} of {of}");
}

/// What the documentation of a plan says of the stack: two curves at a time.
#[test]
fn the_stack_that_a_plan_takes() {
    let curve = size_of::<super::curve::Curve>();
    assert!((50_000..=61_440).contains(&curve), "{curve}");
}

/// One fewer at any stage is not enough.
#[test]
fn the_fewest() {
    let cases: [(&[Gate], f64); 6] = [
        (&[Beta(26.5, 54.5, 0.0), Known(0.79, 538.0)], 487.0),
        (&[Known(0.65, 1_000.0), Known(0.4, 500.0), Known(0.3, 200.0)], 1_000.0),
        (&[Beta(6.5, 3.5, 90.0), Beta(4.5, 6.5, 0.0), Beta(3.5, 7.5, 70.0)], 200.0),
        (&[Known(0.65, 1e6), Beta(45.0, 65.0, 1e5), Known(0.3, 2e5)], 1e6),
        (&[Known(0.5, 200.0), Known(0.5, 200.0)], 230.0),
        (&[Known(0.5, 2_000.0), Known(0.5, 2_000.0)], 600.0),
    ];
    for (gates, lacking) in cases {
        for confidence in [0.05, 0.5, 0.9, 0.999] {
            let mut volumes = vec![0.0; gates.len()];
            assert_eq!(fewest(backwards(gates), lacking, confidence, &mut volumes), None);
            for (stage, &volume) in volumes.iter().enumerate() {
                if stage + 1 == gates.len() {
                    // Nothing waits behind.
                    assert!(volume.is_nan());
                    continue;
                }
                let at = |come: f64| reached(backwards(&gates[stage..]), lacking, come).0;
                assert!(at(volume).upper >= confidence - 1e-11, "{gates:?} {stage} {volume}");
                assert!(volume == 0.0 || at(volume - 1.0).upper < confidence, "{gates:?} {stage}");
            }
        }
    }
    // None is enough: certainty, a closed gate, more than 2^53.
    let mut volumes = [0.0; 2];
    let mut never = |gates: &[Gate], lacking, confidence| {
        fewest(backwards(gates), lacking, confidence, &mut volumes)
    };
    let waiting = Known(0.5, 900.0);
    assert_eq!(never(&[Known(0.5, 0.0), waiting], 300.0, 1.0), Some(0));
    assert_eq!(never(&[Known(0.0, 0.0), waiting], 500.0, 0.9), Some(0));
    assert_eq!(never(&[Known(1e-15, 0.0), waiting], 1_000.0, 0.9), Some(0));
    assert_eq!(never(&[Known(0.0, 0.0), waiting], 420.0, 0.9), None);
    assert_eq!(never(&[Known(1.0, 0.0), Known(1.0, 900.0)], 1_000.0, 1.0), None);
    // Certain with 100 more, or with none where enough wait before an open gate.
    assert_eq!(volumes[0], 100.0);
    assert_eq!(
        fewest(backwards(&[Known(1.0, 0.0), Known(1.0, 9.0)]), 30.0, 1.0, &mut volumes),
        None
    );
    assert_eq!(volumes[0], 21.0);
    let mut volumes = [f64::NAN; 3];
    let gates = [Known(0.5, 0.0), Known(0.5, 40.0), Known(1.0, 900.0)];
    assert_eq!(fewest(backwards(&gates), 900.0, 1.0, &mut volumes), None);
    assert_eq!(volumes[..2], [0.0, 0.0]);
}

/// How many probabilities a chance takes, and the search for the fewest: several levels, few and many items, rates that are
/// known well and hardly.
#[test]
fn work() {
    let cases: [(&[Gate], f64, f64); 13] = [
        (&[Known(0.5, 900.0), Known(1.0, 40.0), Known(0.5, 600.0)], 500.0, 300.0),
        (&[Known(0.5, 0.0), Known(1.0, 900.0), Known(0.4, 30.0)], 500.0, 700.0),
        (&[Known(0.5, 900.0), Known(1.0, 40.0)], 300.0, 300.0),
        (&[Beta(26.5, 54.5, 0.0), Known(0.79, 538.0)], 487.0, 314.0),
        (&[Known(0.65, 1_000.0), Known(0.4, 500.0), Known(0.3, 200.0)], 1_000.0, 1e4),
        (&[Beta(6.5, 3.5, 90.0), Beta(4.5, 6.5, 0.0), Beta(3.5, 7.5, 70.0)], 200.0, 900.0),
        (&[Known(0.65, 1e6), Beta(45.0, 65.0, 1e5), Known(0.3, 2e5)], 1e6, 4e6),
        (&[Known(0.5, 200.0), Known(0.5, 200.0)], 230.0, 500.0),
        (&[Known(0.5, 2_000.0), Known(0.5, 2_000.0)], 600.0, 30.0),
        (&[Known(0.5, 2_000.0), Known(0.9, 2_000.0)], 6_000.0, 8_000.0),
        (&[Beta(0.5, 0.5, 1e4), Beta(0.5, 0.5, 1e4)], 9_000.0, 1e4),
        (&[Beta(400.5, 0.5, 1e4), Beta(0.5, 900.5, 1e7)], 9_000.0, 1e7),
        (&[Beta(2e4, 1e5, 1e9), Known(0.01, 1e9)], 1.2e7, 1e8),
    ];
    let mut chances = Vec::new();
    let mut searches = Vec::new();
    for (gates, lacking, come) in cases {
        chances.push(looks_of(|| super::level_at(backwards(gates), lacking, come)));
        let mut volumes = vec![0.0; gates.len()];
        searches.push(looks_of(|| fewest(backwards(gates), lacking, 0.9, &mut volumes)));
    }
    at_most(262820, 91252, &chances);
    at_most(1109475, 514460, &searches);
}

/// A probability that jumps at so many results is the goal of so many results.
#[test]
fn a_step_is_a_goal_in_results() {
    let cases: [(&[Gate], f64, f64); 6] = [
        (&[Beta(26.5, 54.5, 0.0), Known(0.79, 538.0)], 487.0, 314.0),
        (&[Known(0.65, 1_000.0), Known(0.4, 500.0), Known(0.3, 200.0)], 1_000.0, 1e4),
        (&[Known(0.5, 900.0), Known(1.0, 40.0), Known(0.5, 600.0)], 500.0, 300.0),
        (&[Known(0.5, 0.0), Known(1.0, 900.0), Known(0.4, 30.0)], 500.0, 700.0),
        (&[Beta(6.5, 3.5, 90.0), Beta(4.5, 6.5, 0.0), Beta(3.5, 7.5, 70.0)], 200.0, 900.0),
        (&[Known(1.0, 300.0), Known(0.4, 500.0)], 260.0, 90.0),
    ];
    for (gates, lacking, come) in cases {
        let chance = |results: f64| {
            if results >= lacking { Tails::from_lower(0.0) } else { Tails::from_upper(0.0) }
        };
        let goal = AtGoal::Rising { chance: &chance, edge: lacking, lacking, certain: lacking };
        let (step, results) = (
            reached_at(backwards(gates), &goal, come),
            super::level_at(backwards(gates), lacking, come),
        );
        near(step.upper, results.upper, 1e-11);
        near(step.lower, results.lower, 1e-11);
        let mut volumes = vec![0.0; gates.len()];
        for confidence in [0.05, 0.9] {
            assert_eq!(fewest(backwards(gates), lacking, confidence, &mut volumes), None);
            let found = fewest_at(backwards(gates), &goal, confidence);
            assert!(
                volumes[0].is_nan() || found == Some(volumes[0]),
                "{gates:?} {found:?} {volumes:?}"
            );
            let at = |come: f64| super::level_at(backwards(gates), lacking, come).upper;
            let found = found.unwrap();
            assert!(at(found) >= confidence - 1e-11, "{gates:?} {found}");
            assert!(found == 0.0 || at(found - 1.0) < confidence + 1e-11, "{gates:?} {found}");
        }
    }
    let never = AtGoal::Rising {
        chance: &|_| Tails::from_upper(0.0),
        edge: 5.0,
        lacking: 5.0,
        certain: 9.0,
    };
    assert_eq!(fewest_at(backwards(&[Known(0.5, 10.0)]), &never, 0.5), None);
}

/// A probability that rises slowly with the results, against the sum over all numbers of results.
#[test]
fn a_rising_goal_is_an_expectation() {
    for gates in [
        [Known(0.5, 700.0), Known(0.4, 250.0)],
        [Beta(20.5, 10.5, 650.0), Known(0.7, 90.0)],
        [Known(0.8, 600.0), Beta(2.5, 3.5, 300.0)],
    ] {
        let chance = |results: f64| Tails::from_lower(crate::float::exp(-results / 90.0));
        let goal = AtGoal::Rising { chance: &chance, edge: 0.0, lacking: 62.0, certain: 3_600.0 };
        for come in [0.0, 30.0, 400.0] {
            let missed: f64 = forwards(&gates, come as usize)
                .iter()
                .enumerate()
                .map(|(results, mass)| mass * chance(results as f64).lower)
                .sum();
            near(reached_at(backwards(&gates), &goal, come).lower, missed, 1e-10);
        }
    }
}

/// The smaller tail keeps its digits, whichever it is.
#[test]
fn small_tails_keep_their_digits() {
    let cases: [&[Gate]; 4] = [
        &[Known(0.9, 60.0), Known(0.8, 50.0)],
        &[Beta(20.5, 3.5, 90.0), Known(0.7, 0.0)],
        &[Known(0.05, 120.0), Beta(2.5, 30.5, 10.0)],
        &[Known(0.3, 0.0), Known(0.2, 150.0), Known(0.5, 9.0)],
    ];
    for gates in cases {
        for come in [0.0, 40.0] {
            let all = forwards(gates, come as usize);
            for lacking in 1..all.len() {
                let below: f64 = all[..lacking].iter().sum();
                let above: f64 = all[lacking..].iter().rev().sum();
                let got = reached(backwards(gates), lacking as f64, come).0;
                let mean: f64 =
                    all.iter().enumerate().map(|(results, mass)| results as f64 * mass).sum();
                // Masses below 1e-25 are left out of the sums here.
                if mean > lacking as f64 && below > 1e-15 {
                    assert!(
                        (got.lower / below - 1.0).abs() < 1e-9,
                        "{gates:?} {lacking} {got:?} {below}"
                    );
                } else if mean <= lacking as f64 && above > 1e-15 {
                    assert!(
                        (got.upper / above - 1.0).abs() < 1e-9,
                        "{gates:?} {lacking} {got:?} {above}"
                    );
                }
            }
        }
    }
}
