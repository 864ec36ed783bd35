//! Target `chance`: the inverses, and what is known of rates.

use crate::count::{evidence, number};
use crate::input::Input;
use crate::rules::{self, fine};
use funnelmath::{
    Chain, Chance, Evidence,
    chance::{GateFor, Inputs, RateFor, Requirement, rate_for},
};

/// The most gates that are tried.
const MOST: usize = 5;

/// Any bytes as what is known of the gates, and questions about it.
pub fn chance(data: &[u8]) {
    let mut input = Input::new(data);
    let spell = input.flag();
    let mut gates = vec![];
    for _ in 0..input.below(MOST + 1) {
        gates.push(asked(&mut input, spell));
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
            inputs(&mut input, chance, spell);
        }
    }
    rates(&mut input, spell);
}

fn rate(input: &mut Input<'_>) -> f64 {
    if input.flag() { input.part() } else { input.any() }
}

/// Evidence whose own answers are checked.
fn asked(input: &mut Input<'_>, spell: bool) -> Evidence {
    let evidence = evidence(input, spell);
    rules::rate(evidence.mean());
    let p = rate(input);
    fine(evidence.quantile(p), spell).into_iter().for_each(rules::rate);
    if let Some(interval) = fine(evidence.interval(p), spell) {
        rules::interval(interval);
        assert!(interval.high.is_some_and(|high| high <= 1.0));
    }
    evidence
}

fn inputs(input: &mut Input<'_>, chance: Chance<'_>, spell: bool) {
    let (k, p) = (number(input), rate(input));
    match fine(chance.inputs_for(k, p), spell) {
        Some(Inputs::Enough { inputs, chance }) => {
            crate::count::whole(inputs);
            rules::probability(chance);
            // A k that misses a whole number by a tie is taken as that number.
            assert!(inputs >= k * (1.0 - 1e-9) || p <= 0.0);
            assert!(chance.value >= p * (1.0 - 1e-9) - f64::MIN_POSITIVE, "{p} {chance:?}");
        }
        Some(Inputs::Never { best }) => rules::probability(best),
        _ => {}
    }
}

fn rates(input: &mut Input<'_>, spell: bool) {
    let asked =
        Requirement { results: number(input), inputs: number(input), confidence: rate(input) };
    if let Some(RateFor::Rate(needed)) = fine(rate_for(asked), spell) {
        rules::rate(needed.value);
        rules::rate(needed.complement);
    }
    let rates = [rate(input), rate(input), rate(input)];
    let Some(chain) = fine(Chain::new(&rates[..=input.below(3)]), spell) else { return };
    let (from, to, gate) = (input.index(3), input.index(3), input.index(3));
    if let Some(part) = fine(Chance::of(&chain, from, to), spell) {
        rules::rate(part.mean());
    }
    match fine(chain.gate_for(gate, asked), spell) {
        Some(GateFor::Rate(rate)) => rules::rate(rate),
        Some(GateFor::Impossible { gate: which, takes, best }) => {
            assert!(which == gate && takes.is_none_or(|takes| takes > 1.0 && takes.is_finite()));
            rules::probability(best);
        }
        _ => {}
    }
}
