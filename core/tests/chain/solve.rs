//! Solving for anything.

use crate::{close, rates};
use funnelmath::{
    Chain,
    chain::{Answer, Conflict, Entry, Knowns, solve},
};
use proptest::prelude::*;

proptest! {
    #[test]
    fn solve_finds_any_one_thing_left_out(rates in rates(), entry in 1e-3..1e6f64, value in 0.01..1e6f64, pick in any::<prop::sample::Index>()) {
        let chain = Chain::new(&rates).unwrap();
        let mut truth = vec![0.0; chain.stages()];
        let revenue = chain.forward(Entry::First(entry), value, &mut truth).unwrap();
        // Only the entry, the rates, the value and the revenue are known, less one of them.
        let mut volumes = vec![None; truth.len()];
        volumes[0] = Some(entry);
        let mut known: Vec<_> = rates.iter().copied().map(Some).collect();
        let (mut known_value, mut known_revenue) = (Some(value), Some(revenue));
        match pick.index(rates.len() + 3) {
            0 => volumes[0] = None,
            1 => known_value = None,
            2 => known_revenue = None,
            gate => known[gate - 3] = None,
        }
        let knowns = Knowns { volumes: &volumes, rates: &known, sale_value: known_value, revenue: known_revenue };
        let mut found = vec![Answer::Undetermined; truth.len()];
        let mut found_rates = vec![Answer::Undetermined; rates.len()];
        let solution = solve(&knowns, &mut found, &mut found_rates).unwrap();
        prop_assert_eq!((solution.conflict, solution.undetermined), (None, 0));
        for (found, truth) in found.iter().zip(&truth) {
            prop_assert!(close(found.value().unwrap(), *truth));
        }
        for (found, truth) in found_rates.iter().zip(&rates) {
            let found = found.value().unwrap();
            prop_assert!(found <= 1.0 && (close(found, *truth) || (found - truth).abs() < 2e-12));
        }
        prop_assert!(close(solution.sale_value.value().unwrap(), value));
        prop_assert!(close(solution.revenue.value().unwrap(), revenue));
    }

    #[test]
    fn solve_names_the_product_of_two_unknown_gates(rates in prop::collection::vec(0.01..0.99f64, 2..7), a in any::<prop::sample::Index>(), b in any::<prop::sample::Index>()) {
        let (a, b) = (a.index(rates.len()), b.index(rates.len()));
        prop_assume!(a != b);
        let chain = Chain::new(&rates).unwrap();
        let mut truth = vec![0.0; chain.stages()];
        let _ = chain.forward(Entry::First(1e6), 0.0, &mut truth).unwrap();
        let mut volumes = vec![None; truth.len()];
        (volumes[0], volumes[rates.len()]) = (Some(1e6), Some(truth[rates.len()]));
        let mut known: Vec<_> = rates.iter().copied().map(Some).collect();
        (known[a], known[b]) = (None, None);
        let knowns = Knowns { volumes: &volumes, rates: &known, sale_value: None, revenue: None };
        let mut found = vec![Answer::Undetermined; truth.len()];
        let mut found_rates = vec![Answer::Undetermined; rates.len()];
        let solution = solve(&knowns, &mut found, &mut found_rates).unwrap();
        prop_assert_eq!(solution.conflict, None);
        for gate in [a, b] {
            let Answer::OnlyProduct { from: 0, to, product } = found_rates[gate] else { panic!() };
            prop_assert_eq!(to, rates.len());
            prop_assert!(close(product, rates[a] * rates[b]));
        }
        // Between the two gates nothing follows; outside them everything does.
        let (first, last) = (a.min(b), a.max(b));
        for (stage, answer) in found.iter().enumerate() {
            prop_assert_eq!(answer.value().is_none(), stage > first && stage <= last);
        }
        prop_assert_eq!(solution.undetermined, 2 + (last - first) + 2);
    }

    #[test]
    fn solve_sees_a_contradiction(rates in rates(), entry in 1.0..1e6f64, off in 1.001..2.0f64) {
        let chain = Chain::new(&rates).unwrap();
        let mut truth = vec![0.0; chain.stages()];
        let _ = chain.forward(Entry::First(entry), 0.0, &mut truth).unwrap();
        let last = rates.len();
        let mut volumes: Vec<_> = truth.iter().copied().map(Some).collect();
        volumes[last] = Some(truth[last] * off);
        let known: Vec<_> = rates.iter().copied().map(Some).collect();
        let knowns = Knowns { volumes: &volumes, rates: &known, sale_value: None, revenue: None };
        let mut found = vec![Answer::Undetermined; truth.len()];
        let mut found_rates = vec![Answer::Undetermined; rates.len()];
        let solution = solve(&knowns, &mut found, &mut found_rates).unwrap();
        let Some(Conflict::Contradictory { from, to, expected, given }) = solution.conflict else { panic!() };
        prop_assert_eq!((from, to, given), (last - 1, last, truth[last] * off));
        prop_assert!(close(expected, truth[last]));
    }
}

/// -0 is 0, whatever it is given for.
#[test]
fn no_zero_keeps_its_sign() {
    let zero = Some(-0.0);
    let knowns = Knowns { volumes: &[zero, None], rates: &[zero], sale_value: zero, revenue: zero };
    let (mut volumes, mut rates) = ([Answer::Undetermined; 2], [Answer::Undetermined; 1]);
    let solution = solve(&knowns, &mut volumes, &mut rates).unwrap();
    assert_eq!((solution.conflict, solution.undetermined), (None, 0));
    for answer in volumes.into_iter().chain(rates).chain([solution.sale_value, solution.revenue]) {
        assert_eq!(answer.value().map(f64::to_bits), Some(0), "{answer:?}");
    }
    // From a volume of -0 through a known rate, and back through one.
    for volumes in [[zero, None], [None, zero]] {
        let knowns = Knowns { volumes: &volumes, rates: &[Some(0.5)], ..knowns };
        let mut found = [Answer::Undetermined; 2];
        let _ = solve(&knowns, &mut found, &mut rates).unwrap();
        assert_eq!(found.map(|answer| answer.value().map(f64::to_bits)), [Some(0); 2]);
    }
}

/// What enters, times the known rates, underflows to 0, and 0 is known to come out: the unknown rate is 0.
#[test]
fn an_underflowing_volume_gives_a_rate_of_0() {
    let tiny = Some(f64::MIN_POSITIVE);
    let knowns = Knowns {
        volumes: &[tiny, None, None, Some(0.0)],
        rates: &[Some(1e-100), None, Some(1e-100)],
        sale_value: None,
        revenue: None,
    };
    let (mut volumes, mut rates) = ([Answer::Undetermined; 4], [Answer::Undetermined; 3]);
    let solution = solve(&knowns, &mut volumes, &mut rates).unwrap();
    assert_eq!((solution.conflict, rates[1]), (None, Answer::Found(0.0)));
}

/// Knowns one last digit beyond a limit act as the limit.
#[test]
fn knowns_a_hair_outside_act_as_the_limit() {
    let knowns = Knowns {
        volumes: &[Some(8.0), None, Some(-f64::EPSILON)],
        rates: &[Some(1.0 + f64::EPSILON), None],
        sale_value: None,
        revenue: None,
    };
    let (mut volumes, mut rates) = ([Answer::Undetermined; 3], [Answer::Undetermined; 2]);
    let solution = solve(&knowns, &mut volumes, &mut rates).unwrap();
    assert_eq!(solution.conflict, None);
    assert_eq!(volumes[1..], [Answer::Found(8.0), Answer::Given(0.0)]);
    assert_eq!(rates, [Answer::Given(1.0), Answer::Found(0.0)]);
}
