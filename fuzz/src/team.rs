//! Target `team`: rates from counts, roll-ups, mixes of segments, costs, snapshots of who is where.

use crate::input::Input;
use crate::rules::{self, POISON, fine, positive, same};
use funnelmath::{
    Chain, Gate, Goal,
    chain::{Afforded, Costs, Entry, Mix, MixRequired, RollUp, Segment},
    rate::{GateCounts, Snapshot},
};

/// The longest list that is tried.
const MOST: usize = 9;

/// Any bytes as one question about several chains or gates.
pub fn team(data: &[u8]) {
    let mut input = Input::new(data);
    let options = input.byte();
    let (spell, sound) = (options & 1 == 1, options & 2 == 2);
    match input.below(5) {
        0 => counts(&mut input, sound, spell),
        1 => total(&mut input, sound, spell),
        2 => mix(&mut input, sound, spell),
        3 => costs(&mut input, sound, spell),
        _ => snapshot(&mut input, sound, spell),
    }
}

fn counts(input: &mut Input<'_>, sound: bool, spell: bool) {
    let gates = input.below(5);
    let mut successes = [0.0; MOST];
    let successes = &mut successes[..input.length(gates, MOST)];
    input.fill(successes, sound, |input| f64::from(input.byte()));
    let mut trials = [0.0; MOST];
    let trials = &mut trials[..input.length(gates, MOST)];
    input.fill(trials, sound, |input| 200.0 + f64::from(input.byte()));
    let mut rates = [Some(POISON); MOST];
    let rates = &mut rates[..input.length(gates, MOST)];
    match (GateCounts { successes, trials }).rates(rates) {
        Ok(()) => {
            for ((&rate, &successes), &trials) in rates.iter().zip(&*successes).zip(&*trials) {
                // A gate that nothing reached has no rate, and no gate can be made of it.
                let gate = Gate::from_counts(successes, trials);
                assert_eq!(rate.is_some(), gate.is_ok(), "{successes} of {trials}");
                let (Some(rate), Ok(gate)) = (rate, gate) else { continue };
                rules::rate(rate);
                assert!(same(gate.rate().get(), rate));
            }
        }
        Err(error) => {
            rules::error(error, spell);
            assert!(rates.iter().flatten().all(|&rate| same(rate, POISON)));
        }
    }
}

fn total(input: &mut Input<'_>, sound: bool, spell: bool) {
    let (gates, members) = (input.below(5), input.below(6));
    let mut rates = [0.0; 32];
    let rates = &mut rates[..input.length(gates * members, 32)];
    input.fill(rates, sound, Input::rate);
    let mut entries = [0.0; MOST];
    let entries = &mut entries[..input.length(members, MOST)];
    input.fill(entries, sound, Input::sane);
    let mut values = [0.0; MOST];
    let values = &mut values[..input.length(members, MOST)];
    input.fill(values, sound, Input::sane);
    let mut volumes = [POISON; MOST];
    let volumes = &mut volumes[..input.length(gates + 1, MOST)];
    let mut implied = [Some(POISON); MOST];
    let implied = &mut implied[..input.length(gates, MOST)];
    let total =
        match (RollUp { gates, rates, entries, sale_values: values }).total(volumes, implied) {
            Ok(total) => total,
            Err(error) => {
                rules::error(error, spell);
                rules::untouched(volumes);
                return assert!(implied.iter().flatten().all(|&rate| same(rate, POISON)));
            }
        };
    rules::amount(total.revenue);
    total.sale_value.into_iter().for_each(rules::amount);
    total.overall.into_iter().for_each(rules::rate);
    volumes.iter().copied().for_each(rules::amount);
    for (gate, rate) in implied.iter().enumerate() {
        assert!(rate.is_some() == (volumes[gate] > 0.0));
        rate.iter().copied().for_each(rules::rate);
    }
    let mut revenue = 0.0;
    let mut plain = [0.0; MOST];
    for ((rates, &entry), &value) in rates.chunks_exact(gates).zip(&*entries).zip(&*values) {
        let member = Chain::new(rates).unwrap();
        let mut volumes = [0.0; MOST];
        revenue += member.forward(Entry::First(entry), value, &mut volumes[..=gates]).unwrap();
        for (sum, volume) in plain.iter_mut().zip(volumes) {
            *sum += volume;
        }
    }
    rules::close(total.revenue, revenue, 1e-12);
    for (&sum, plain) in volumes.iter().zip(plain) {
        rules::close(sum, plain, 1e-12);
    }
}

fn mix(input: &mut Input<'_>, sound: bool, spell: bool) {
    let gates = 1 + input.below(4);
    let mut rates = [[0.0; 4]; 5];
    let members = input.below(5);
    let mut shares = [0.0; 5];
    input.fill(&mut shares[..members], sound, Input::sane);
    if sound {
        let sum: f64 = shares.iter().sum();
        shares.iter_mut().for_each(|share| *share /= sum);
    }
    for rates in &mut rates[..members] {
        input.fill(rates, sound, Input::part);
    }
    let mut segments = vec![];
    for (share, rates) in shares.iter().zip(&rates).take(members) {
        let gates = if sound { gates } else { input.length(gates, 4) };
        let sale_value = if sound { input.sane() } else { input.any() };
        segments.push(Segment { share: *share, rates: &rates[..gates], sale_value });
    }
    let Some(mix) = fine(Mix::new(&segments), spell) else {
        return assert!(!sound || members == 0);
    };
    let amount = if sound { input.sane() } else { input.any() };
    let goal = if input.flag() {
        Goal::Revenue(amount)
    } else {
        Goal::Volume { stage: input.index(gates), target: amount }
    };
    let mut entries = [POISON; MOST];
    let entries = &mut entries[..input.length(members, MOST)];
    match fine(mix.required(goal, entries), spell) {
        Some(MixRequired::Entry(entry)) => {
            rules::amount(entry);
            entries.iter().copied().for_each(rules::amount);
            if sound {
                rules::close(entries.iter().sum(), entry, 1e-12);
                let brought = segments.iter().zip(&*entries).map(|(segment, &entry)| {
                    let mut volumes = [0.0; MOST];
                    let volumes = &mut volumes[..=gates];
                    let chain = Chain::new(segment.rates).unwrap();
                    let revenue = chain.forward(Entry::First(entry), segment.sale_value, volumes);
                    match goal {
                        Goal::Volume { stage, .. } => volumes[stage],
                        _ => revenue.unwrap(),
                    }
                });
                rules::close(brought.sum(), amount, 1e-9);
            }
        }
        Some(MixRequired::Unreachable { .. }) => rules::untouched(entries),
        Some(_) => {}
        None => rules::untouched(entries),
    }
}

fn costs(input: &mut Input<'_>, sound: bool, spell: bool) {
    let gates = 1 + input.below(MOST - 1);
    let mut rates = [0.0; MOST];
    rates[..gates].fill_with(|| input.rate());
    let chain = Chain::new(&rates[..gates]).unwrap();
    let mut costs = [0.0; MOST];
    let costs = &mut costs[..input.length(chain.stages(), MOST)];
    input.fill(costs, sound, Input::sane);
    let Some(costs) = fine(Costs::new(&chain, costs), spell) else { return };
    let per_entry = fine(costs.per_entry(), spell);
    per_entry.into_iter().for_each(rules::amount);
    fine(costs.per_sale(), spell).flatten().into_iter().for_each(rules::amount);
    let budget = if sound { input.sane() } else { input.any() };
    let value = if sound { input.sane() } else { input.any() };
    let mut volumes = [POISON; MOST];
    let volumes = &mut volumes[..input.length(chain.stages(), MOST)];
    match fine(costs.within(budget, value, volumes), spell) {
        Some(Afforded::Plan { .. }) => {
            volumes.iter().copied().for_each(rules::amount);
            // Near the largest f64 the sum may round beyond it.
            if let Some(cost) = fine(costs.of(volumes), spell) {
                rules::amount(cost);
                assert!(!sound || (cost - positive(budget)).abs() <= 1e-9 * cost);
            }
        }
        Some(_) => {}
        None => rules::untouched(volumes),
    }
}

fn snapshot(input: &mut Input<'_>, sound: bool, spell: bool) {
    let stages = input.below(MOST);
    let (mut open, mut lost) = ([0.0; MOST], [0.0; MOST]);
    let open = &mut open[..input.length(stages, MOST)];
    input.fill(open, sound, |input| f64::from(input.byte()));
    let lost = &mut lost[..input.length(stages, MOST)];
    input.fill(lost, sound, |input| f64::from(input.byte()));
    let snapshot = Snapshot { open, lost };
    let mut reached = [POISON; MOST];
    let reached = &mut reached[..input.length(stages, MOST)];
    match fine(snapshot.reached(reached), spell) {
        Some(()) => {
            reached.iter().copied().for_each(rules::amount);
            assert!(reached.windows(2).all(|pair| pair[0] >= pair[1]), "{reached:?}");
        }
        None => rules::untouched(reached),
    }
    let mut trials = [POISON; MOST];
    let trials = &mut trials[..input.length(stages.saturating_sub(1), MOST)];
    match fine(snapshot.trials(trials), spell) {
        Some(()) => trials.iter().copied().for_each(rules::amount),
        None => rules::untouched(trials),
    }
}
