//! Target `chain`: gates, chains forwards and backwards, sensitivity, whole units.

use crate::input::Input;
use crate::rules::{self, POISON, TIE, positive, same, sane, unit};
use funnelmath::{
    Chain, Count, ErrorKind, Gate, Goal, Policy, Rate, Start,
    chain::{Entry, Lever, Required, Situation, Step, Worth},
};

/// The most stages that are tried.
const MOST: usize = 9;

/// Any bytes as a chain and what is asked of it.
pub fn chain(data: &[u8]) {
    let mut input = Input::new(data);
    let options = input.byte();
    let (spell, sound) = (options & 1 == 1, options & 2 == 2);

    let gates = input.below(MOST);
    let mut rates = [0.0; MOST - 1];
    let rates = &mut rates[..gates];
    input.fill(rates, sound, Input::part);
    new(rates, spell);
    for rate in rates.iter_mut().filter(|rate| Rate::new(**rate).is_err()) {
        *rate = 0.25;
    }
    if let Ok(chain) = Chain::new(rates) {
        assert_eq!((chain.gates(), chain.stages(), chain.rates()), (gates, gates + 1, &*rates));
        rules::rate(chain.overall());
        forward(&chain, &mut input, sound, spell);
        required(&chain, &mut input, sound, spell);
        sensitivity(&chain, &mut input, sound, spell);
        whole(&chain, &mut input, sound, spell);
        if options & 12 == 12 {
            each(&chain, &mut input, sound, spell);
        }
    }
    if options >> 6 == 0 {
        numbers(&mut input, spell);
    }
}

fn new(rates: &[f64], spell: bool) {
    let wrong = rates.iter().position(|rate| !(-TIE..=1.0 + TIE).contains(rate));
    match Chain::new(rates) {
        Ok(_) => assert!(wrong.is_none() && !rates.is_empty()),
        Err(error) if rates.is_empty() => assert_eq!(error.kind(), ErrorKind::NoGates),
        Err(error) => {
            rules::error(error, spell);
            assert_eq!((error.kind(), error.index()), (ErrorKind::Rate, wrong));
            assert!(same(error.value().unwrap(), rates[wrong.unwrap()]));
        }
    }
}

fn forward(chain: &Chain<'_>, input: &mut Input<'_>, sound: bool, spell: bool) {
    let mut given = [0.0; 2];
    input.fill(&mut given, sound, Input::sane);
    let [entry, value] = given;
    let mut volumes = [POISON; MOST];
    let volumes = &mut volumes[..input.length(chain.stages(), MOST)];
    match chain.forward(Entry::First(entry), value, volumes) {
        Ok(revenue) => {
            rules::amount(revenue);
            assert_eq!(volumes.len(), chain.stages());
            assert!(same(volumes[0], positive(entry)));
            volumes.iter().copied().for_each(rules::amount);
            for (pair, rate) in volumes.windows(2).zip(chain.rates()) {
                assert!(same(pair[1], pair[0] * unit(*rate) + 0.0));
            }
            assert!(same(revenue, volumes[chain.gates()] * positive(value) + 0.0));
        }
        Err(error) => {
            rules::error(error, spell);
            rules::untouched(volumes);
            assert!(!sound || volumes.len() != chain.stages());
        }
    }
}

/// Items that enter at every stage, and a value at every stage.
fn each(chain: &Chain<'_>, input: &mut Input<'_>, sound: bool, spell: bool) {
    let (mut entries, mut values) = ([0.0; MOST], [0.0; MOST]);
    let entries = &mut entries[..input.length(chain.stages(), MOST)];
    input.fill(entries, sound, Input::sane);
    let values = &mut values[..input.length(chain.stages(), MOST)];
    input.fill(values, sound, Input::sane);
    let mut volumes = [POISON; MOST];
    let volumes = &mut volumes[..input.length(chain.stages(), MOST)];
    match chain.forward(Entry::Each(entries), Worth::Each(values), volumes) {
        Ok(revenue) => {
            rules::amount(revenue);
            let (mut volume, mut sum) = (0.0, 0.0);
            for (stage, &found) in volumes.iter().enumerate() {
                rules::amount(found);
                let rate = stage.checked_sub(1).map_or(0.0, |gate| unit(chain.rates()[gate]));
                volume = volume * rate + positive(entries[stage]);
                if sound {
                    rules::close(found, volume, 1e-12);
                }
                sum += found * positive(values[stage]);
            }
            if sound {
                rules::close(revenue, sum, 1e-12);
            }
        }
        Err(error) => {
            rules::error(error, spell);
            rules::untouched(volumes);
            assert!(
                !sound
                    || [&*entries, values, volumes].iter().any(|list| list.len() != chain.stages())
            );
        }
    }
    let goal = goal(chain, input, sound);
    volumes.fill(POISON);
    match chain.required(goal, Worth::Each(values), Start::Empty, volumes) {
        Ok(Required::Entry(entry)) => {
            volumes.iter().copied().for_each(rules::amount);
            assert!(same(entry, volumes[0]));
            if let (Goal::Revenue(goal), true) = (goal, sound) {
                let mut again = [0.0; MOST];
                let again = &mut again[..chain.stages()];
                let brought = chain.forward(Entry::First(entry), Worth::Each(values), again);
                rules::close(brought.unwrap(), goal, 1e-9);
            }
        }
        Ok(Required::Unreachable(why)) => {
            rules::untouched(volumes);
            rules::amount(why.best);
            assert!(why.missing.is_finite() && why.missing > 0.0);
        }
        Err(error) => {
            rules::error(error, spell);
            rules::untouched(volumes);
        }
    }
}

fn goal(chain: &Chain<'_>, input: &mut Input<'_>, sound: bool) -> Goal {
    let stage = if sound { input.below(chain.stages()) } else { input.index(chain.gates()) };
    let mut target = [0.0];
    let revenue = input.flag();
    input.fill(&mut target, sound, Input::sane);
    if revenue { Goal::Revenue(target[0]) } else { Goal::Volume { stage, target: target[0] } }
}

fn required(chain: &Chain<'_>, input: &mut Input<'_>, sound: bool, spell: bool) {
    let goal = goal(chain, input, sound);
    let value = if sound { input.sane() } else { input.any() };
    let mut there = [0.0; MOST];
    let kind = input.below(4);
    let there = &mut there[..input.length(chain.stages(), MOST)];
    if kind != 0 {
        input.fill(there, sound, Input::sane);
        for place in there.iter_mut() {
            if input.flag() {
                *place = 0.0;
            }
        }
    }
    let start = match kind {
        0 => Start::Empty,
        1 => Start::Reached(there),
        _ => Start::Open(there),
    };
    let mut volumes = [POISON; MOST];
    let volumes = &mut volumes[..input.length(chain.stages(), MOST)];
    let answer = chain.required(goal, value, start, volumes);
    let (stage, amount, worth) = match goal {
        Goal::Revenue(amount) => (chain.gates(), amount, value),
        Goal::Volume { stage, target } => (stage, target, 1.0),
    };
    match answer {
        Ok(Required::Entry(entry)) => {
            assert!(same(entry, volumes[0]) && volumes.len() == chain.stages());
            volumes.iter().copied().for_each(rules::amount);
        }
        Ok(Required::Unreachable(why)) => {
            rules::untouched(volumes);
            assert!(why.missing.is_finite() && why.missing > 0.0);
            rules::amount(why.best);
            // It may round up by a digit: it was multiplied by what the goal was divided by.
            assert!(why.best <= amount * (1.0 + 1e-12) || amount < 1e-280 || value < 1e-280);
            match why.lever {
                Lever::Gate(gate) => assert!(unit(chain.rates()[gate]) == 0.0 && gate < stage),
                _ => assert!(positive(value) == 0.0),
            }
        }
        Err(error) => {
            rules::error(error, spell);
            rules::untouched(volumes);
            return;
        }
    }
    let Ok(answer) = answer else { return };
    let target = amount / worth;
    if there.iter().any(|&there| there > 1e9)
        || !sane(amount)
        || !sane(worth)
        || !chain.rates().iter().all(|&rate| sane(rate) || unit(rate) == 0.0)
    {
        return;
    }
    // What is open at each stage, by the definition of each start.
    let mut open = [0.0; MOST];
    match start {
        Start::Open(there) => {
            let counted = there[..=stage].iter().map(|&there| positive(there));
            open.iter_mut().zip(counted).for_each(|(open, there)| *open = there);
        }
        Start::Reached(there) => {
            let there: Vec<f64> = there.iter().map(|&there| positive(there)).collect();
            open[stage] = there[stage];
            // How many must have been at a stage; where it was not counted, for the later ones' sake.
            let mut seen = there[stage];
            for gate in (0..stage).rev() {
                seen /= unit(chain.rates()[gate]) + 0.0;
                open[gate] = (there[gate] - seen).max(0.0);
                if there[gate] > 0.0 {
                    seen = there[gate];
                }
            }
            let mut again = [POISON; MOST];
            let open = Start::Open(&open[..chain.stages()]);
            let twin = chain.required(goal, value, open, &mut again[..chain.stages()]);
            assert_eq!(twin, Ok(answer), "what was reached counts as what is open of it");
        }
        _ => {}
    }
    let onward = |enter: f64, from: usize| {
        let flow = |volume: f64, gate: usize| volume * unit(chain.rates()[gate]) + open[gate + 1];
        (from..stage).fold(enter, flow)
    };
    match answer {
        Required::Entry(entry) => {
            let reached = onward(entry + open[0], 0);
            assert!(reached >= target * (1.0 - 1e-12), "{reached} of {target}");
            if entry > 0.0 {
                rules::close(reached, target, 1e-12);
            }
        }
        Required::Unreachable(why) => {
            let Lever::Gate(gate) = why.lever else { return };
            let best = onward(open[gate + 1], gate + 1) * worth;
            assert!((why.best - best).abs() <= 2e-12 * amount, "{} and {best}", why.best);
        }
    }
}

fn sensitivity(chain: &Chain<'_>, input: &mut Input<'_>, sound: bool, spell: bool) {
    let situation = Situation {
        goal: goal(chain, input, sound),
        sale_value: if sound { input.sane() } else { input.any() },
        stage: if sound { 0 } else { input.index(chain.gates()) },
        volume: if sound { input.sane() } else { input.any() },
    };
    let gate = Lever::Gate(input.index(chain.gates() - 1));
    let lever = if input.byte() < 200 { gate } else { Lever::SaleValue };
    let size = input.any();
    let step = input.one_of(&[Step::Points(size), Step::Percent(size), Step::To(size)]);
    let effect = match chain.sensitivity(&situation, lever, step) {
        Ok(effect) => effect,
        Err(error) => return rules::error(error, spell),
    };
    let goal_stage = match situation.goal {
        Goal::Revenue(_) => chain.gates(),
        Goal::Volume { stage, .. } => stage,
    };
    assert!(situation.stage <= goal_stage, "activity behind the goal");
    assert!(lever == effect.lever && step == effect.step);
    let mut changed = [0.0; MOST - 1];
    let changed = &mut changed[..chain.gates()];
    changed.copy_from_slice(chain.rates());
    let mut value = situation.sale_value;
    match lever {
        Lever::Gate(gate) => {
            rules::rate(effect.from);
            rules::rate(effect.to);
            assert!(effect.from == unit(changed[gate]) && (!effect.capped || effect.to == 1.0));
            changed[gate] = effect.to;
        }
        _ => {
            rules::amount(effect.to);
            assert!(effect.from == positive(value) && !effect.capped);
            value = effect.to;
        }
    }
    let before = (effect.required_before, effect.revenue_before);
    recomputed(chain.rates(), &situation, situation.sale_value, before);
    recomputed(changed, &situation, value, (effect.required_after, effect.revenue_after));
    [effect.required_change(), effect.revenue_change()]
        .into_iter()
        .flatten()
        .for_each(rules::finite);
}

/// An effect is what the whole chain behind the activity's stage gives, to the last bit.
fn recomputed(rates: &[f64], now: &Situation, value: f64, found: (Option<f64>, f64)) {
    let (required, revenue) = found;
    let rates = &rates[now.stage..];
    let goal = match now.goal {
        Goal::Volume { stage, target } => Goal::Volume { stage: stage - now.stage, target },
        revenue => revenue,
    };
    let mut volumes = [0.0; MOST];
    let volumes = &mut volumes[..=rates.len()];
    let (needed, brought) = match Chain::new(rates) {
        Ok(chain) => (
            match chain.required(goal, value, Start::Empty, volumes) {
                Ok(Required::Entry(entry)) => Some(entry),
                Ok(_) => None,
                // Out of reach, and how much is missing exceeds an f64.
                Err(error) => {
                    assert_eq!(error.kind(), ErrorKind::Overflow);
                    None
                }
            },
            chain.forward(Entry::First(now.volume), value, volumes).unwrap(),
        ),
        Err(_) => (
            match goal {
                Goal::Revenue(revenue) if positive(revenue) == 0.0 => Some(0.0),
                Goal::Revenue(_) if positive(value) == 0.0 => None,
                Goal::Revenue(revenue) => Some(revenue / value),
                Goal::Volume { target, .. } => Some(positive(target)),
            },
            positive(now.volume) * positive(value),
        ),
    };
    assert_eq!(required.map(f64::to_bits), needed.map(f64::to_bits));
    required.into_iter().for_each(rules::amount);
    rules::amount(revenue);
    assert!(same(revenue, brought), "{revenue} and {brought}");
}

fn whole(chain: &Chain<'_>, input: &mut Input<'_>, sound: bool, spell: bool) {
    let policy = input.one_of(Policy::ALL);
    let mut exact = [0.0; MOST];
    let exact = &mut exact[..input.length(chain.stages(), MOST)];
    input.fill(exact, sound, Input::sane);
    if let Some(&volume) = exact.first() {
        match policy.apply(volume) {
            Ok(whole) => {
                units(policy, whole.exact, whole.units);
                assert!(
                    same(whole.exact, positive(volume))
                        && policy.apply(whole.units).unwrap().units == whole.units
                );
                rules::finite(whole.residual());
                whole.delivers().into_iter().for_each(rules::amount);
            }
            Err(error) => {
                let allowed = volume.is_finite() && volume >= -TIE;
                assert!(error.kind() == ErrorKind::Volume && !allowed)
            }
        }
    }
    let stage = if sound { input.below(chain.stages()) } else { input.index(chain.gates()) };
    let mut whole = [POISON; MOST];
    let whole = &mut whole[..input.length(chain.stages(), MOST)];
    if let Err(error) = policy.apply_each(chain, stage, exact, whole) {
        rules::error(error, spell);
        rules::untouched(whole);
        return;
    }
    let chained = if policy == Policy::UpEachStage { stage } else { 0 };
    for (&exact, &whole) in exact.iter().zip(&*whole).skip(chained) {
        units(policy, positive(exact), whole);
    }
    for gate in 0..chained {
        let need = whole[gate + 1] / unit(chain.rates()[gate]);
        units(policy, if whole[gate + 1] > 0.0 { need } else { 0.0 }, whole[gate]);
    }
}

fn units(policy: Policy, exact: f64, units: f64) {
    rules::amount(units);
    assert!(units == f64::MAX || units % 1.0 == 0.0);
    match policy {
        Policy::Nearest => assert!((units - exact).abs() <= 0.5 + TIE * exact),
        _ => {
            let enough = units >= exact * (1.0 - TIE) && units - exact <= 1.0;
            assert!(enough, "{units} for {exact}");
        }
    }
}

fn numbers(input: &mut Input<'_>, spell: bool) {
    let value = input.any();
    checked(Rate::new(value).map(Rate::get), value, (-TIE..=1.0 + TIE).contains(&value), spell);
    // Just below 0 is 0; elsewhere a count may miss a whole number by 2^-40 of that.
    let (over, under) = (value % 1.0, 1.0 - value % 1.0);
    let near = value < 0.0 || over <= TIE * (value - over) || under <= TIE * (value + under);
    let whole = (-TIE..=Count::MAX * (1.0 + TIE)).contains(&value) && near;
    checked(Count::new(value).map(Count::get), value, whole, spell);
    assert_eq!(Gate::new(value), Rate::new(value).map(Gate::from));
    match Gate::one_in(value) {
        Ok(gate) => {
            rules::rate(gate.rate().get());
            assert!(gate.rate().get() == (1.0 / value).min(1.0) && gate.counts().is_none());
        }
        Err(error) => rules::error(error, spell),
    }
}

fn checked(new: Result<f64, funnelmath::Error>, value: f64, allowed: bool, spell: bool) {
    match new {
        // The number itself; the limit or the whole number that it misses by a tie.
        Ok(got) => {
            let near = (got - value).abs() <= TIE * value.abs().max(1.0);
            assert!(allowed && near, "{got:e} of {value:e}, allowed: {allowed}");
        }
        Err(error) => {
            rules::error(error, spell);
            assert!(!allowed && same(error.value().unwrap(), value), "{error:?}");
        }
    }
}
