//! Target `chance`: how likely so many results are, at known rates and at rates from counts, and the
//! inputs, results and rates that make them likely.

use crate::input::Input;
use crate::rules;
use funnelmath::{
    Chain, Chance, Count, Error, Evidence, GateFor, Inputs, Likelihood, RateFor, rate_for,
};

/// The most gates that are tried.
const MOST: usize = 5;

/// Any bytes as what is known of the gates, and questions about it.
pub fn chance(data: &[u8]) {
    let mut input = Input::new(data);
    let spell = input.flag();
    let mut gates = vec![];
    for _ in 0..input.below(MOST + 1) {
        gates.extend(evidence(&mut input, spell));
    }
    let chance = match (input.below(4), gates.as_slice()) {
        (0, [first, ..]) => Some(Chance::followed(first)),
        (1 | 2, gates) => fine(Chance::counted(gates), spell),
        _ => fine(Chance::known(rate(&mut input)), spell),
    };
    if let Some(mut chance) = chance {
        if input.flag() {
            chance = fine(chance.and_known(rate(&mut input)), spell).unwrap_or(chance);
        }
        rules::rate(chance.mean());
        for _ in 0..=input.below(2) {
            ask(&mut input, chance, spell);
        }
    }
    rates(&mut input, spell);
}

fn fine<T>(result: Result<T, Error>, spell: bool) -> Option<T> {
    result.map_err(|error| rules::error(error, spell)).ok()
}

/// A whole number, mostly.
fn count(input: &mut Input<'_>) -> f64 {
    match input.byte() {
        byte @ 0..0xa0 => f64::from(byte),
        byte @ 0xa0..0xe0 => f64::from(input.byte()) * 4096.0 + f64::from(byte),
        0xe0..0xf0 => Count::MAX - f64::from(input.byte()),
        _ => input.any(),
    }
}

fn rate(input: &mut Input<'_>) -> f64 {
    if input.flag() { input.part() } else { input.any() }
}

fn evidence(input: &mut Input<'_>, spell: bool) -> Option<Evidence> {
    let prior = match input.below(4) {
        0 => Evidence::JEFFREYS,
        1 => Evidence::UNIFORM,
        _ => fine(Evidence::new(rate(input), rate(input)), spell)?,
    };
    let (successes, trials) = (count(input), count(input));
    let evidence = fine(prior.observe(successes, trials), spell).unwrap_or(prior);
    rules::rate(evidence.mean());
    let p = rate(input);
    fine(evidence.quantile(p), spell).into_iter().for_each(rules::rate);
    if let Some(interval) = fine(evidence.interval(p), spell) {
        rules::rate(interval.low);
        rules::rate(interval.high);
        assert!(interval.low <= interval.high);
    }
    Some(evidence)
}

fn likelihood(chance: Likelihood) {
    rules::rate(chance.reached);
    rules::rate(chance.missed);
    assert!((chance.reached + chance.missed - 1.0).abs() < 1e-9, "{chance:?}");
}

fn whole(count: f64) {
    assert!(Count::new(count).is_ok(), "no count: {count}");
}

fn ask(input: &mut Input<'_>, chance: Chance<'_>, spell: bool) {
    let (k, n, p) = (count(input), count(input), rate(input));
    if let Some(at) = fine(chance.at_least(k, n), spell) {
        likelihood(at);
        assert!(k <= n || at.reached == 0.0);
    }
    fine(chance.exactly(k, n), spell).into_iter().for_each(likelihood);
    if let Some(most) = fine(chance.results(n, p), spell) {
        whole(most.results);
        likelihood(most.chance);
        assert!(most.results <= n);
    }
    if let Some(quantile) = fine(chance.quantile(n, p), spell) {
        whole(quantile.results);
        assert!(quantile.results <= n);
    }
    if let Some(range) = fine(chance.interval(n, p), spell) {
        whole(range.low);
        whole(range.high);
        assert!(range.low <= range.high && range.high <= n);
    }
    match fine(chance.inputs(k, p), spell) {
        Some(Inputs::Enough { inputs, chance }) => {
            whole(inputs);
            likelihood(chance);
            assert!(inputs >= k || p == 0.0);
            assert!(chance.reached >= p * (1.0 - 1e-9), "{p} {chance:?}");
        }
        Some(Inputs::Never { best }) => likelihood(best),
        None => {}
    }
}

fn rates(input: &mut Input<'_>, spell: bool) {
    let (k, n, p) = (count(input), count(input), rate(input));
    let overall = fine(rate_for(k, n, p), spell);
    if let Some(RateFor::Rate(needed)) = overall {
        rules::rate(needed.value);
        rules::rate(needed.complement);
    }
    let rates = [rate(input), rate(input), rate(input)];
    let Some(chain) = fine(Chain::new(&rates[..=input.below(3)]), spell) else { return };
    let (from, to, gate) = (input.index(3), input.index(3), input.index(3));
    if let Some(part) = fine(Chance::of(&chain, from, to), spell) {
        rules::rate(part.mean());
    }
    match fine(chain.gate_for(gate, k, n, p), spell) {
        Some(GateFor::Rate(rate)) => rules::rate(rate),
        Some(GateFor::Impossible { gate: which, takes, best }) => {
            assert!(which == gate && takes.is_none_or(|takes| takes > 1.0 && takes.is_finite()));
            likelihood(best);
        }
        None => {}
    }
}
