//! Target `chain`: gates, chains forwards and backwards, sensitivity, roll-ups, whole units.

use crate::input::Input;
use crate::rules::{self, POISON, same, sane};
use funnelmath::{
    Calendar, Chain, Count, Days, DaysPerWeek, ErrorKind, Gate, Goal, Lever, Money, OneIn, Period,
    Planner, Policy, Rate, Required, Situation, Start, Step, Target, Volume, WeeksPerYear,
    rates_from_counts, roll_up,
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
            planner(&chain, &mut input, sound, spell);
        }
    }
    match options >> 6 {
        0 => numbers(&mut input, spell),
        1 => counts(&mut input, sound, spell),
        2 => team(&mut input, sound, spell),
        _ => {}
    }
}

fn new(rates: &[f64], spell: bool) {
    let wrong = rates.iter().position(|rate| !(0.0..=1.0).contains(rate));
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
    match chain.forward(entry, value, volumes) {
        Ok(revenue) => {
            rules::amount(revenue);
            assert_eq!(volumes.len(), chain.stages());
            assert!(volumes[0] == entry);
            volumes.iter().copied().for_each(rules::amount);
            for (pair, rate) in volumes.windows(2).zip(chain.rates()) {
                assert!(same(pair[1], pair[0] * rate + 0.0));
            }
            assert!(same(revenue, volumes[chain.gates()] * value + 0.0));
        }
        Err(error) => {
            rules::error(error, spell);
            rules::untouched(volumes);
            assert!(!sound || volumes.len() != chain.stages());
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
    let (stage, amount, unit) = match goal {
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
                Lever::Gate(gate) => assert!(chain.rates()[gate] == 0.0 && gate < stage),
                Lever::SaleValue => assert!(value == 0.0),
            }
        }
        Err(error) => {
            rules::error(error, spell);
            rules::untouched(volumes);
            return;
        }
    }
    let Ok(answer) = answer else { return };
    let target = amount / unit;
    if there.iter().any(|&there| there > 1e9)
        || !sane(amount)
        || !sane(unit)
        || !chain.rates().iter().all(|&rate| sane(rate) || rate == 0.0)
    {
        return;
    }
    // What is open at each stage, by the definition of each start.
    let mut open = [0.0; MOST];
    match start {
        Start::Open(there) => open[..=stage].copy_from_slice(&there[..=stage]),
        Start::Reached(there) => {
            open[stage] = there[stage];
            // How many must have been at a stage; where it was not counted, for the later ones' sake.
            let mut seen = there[stage];
            for gate in (0..stage).rev() {
                seen /= chain.rates()[gate] + 0.0;
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
        let flow = |volume: f64, gate: usize| volume * chain.rates()[gate] + open[gate + 1];
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
            let best = onward(open[gate + 1], gate + 1) * unit;
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
            assert!(effect.from == changed[gate] && (!effect.capped || effect.to == 1.0));
            changed[gate] = effect.to;
        }
        Lever::SaleValue => {
            rules::amount(effect.to);
            assert!(effect.from == value && !effect.capped);
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
                Ok(Required::Unreachable(_)) => None,
                // Out of reach, by more than an f64 can say.
                Err(error) => {
                    assert_eq!(error.kind(), ErrorKind::Overflow);
                    None
                }
            },
            chain.forward(now.volume, value, volumes).unwrap(),
        ),
        Err(_) => (
            match goal {
                Goal::Volume { target, .. } => Some(target + 0.0),
                Goal::Revenue(0.0) => Some(0.0),
                Goal::Revenue(_) if value == 0.0 => None,
                Goal::Revenue(revenue) => Some(revenue / value),
            },
            (now.volume + 0.0) * (value + 0.0),
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
                    whole.exact == volume
                        && policy.apply(whole.units).unwrap().units == whole.units
                );
                rules::finite(whole.residual());
                whole.delivers().into_iter().for_each(rules::amount);
            }
            Err(error) => {
                assert!(error.kind() == ErrorKind::Volume && Volume::new(volume).is_err())
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
        units(policy, exact, whole);
    }
    for gate in 0..chained {
        let need = whole[gate + 1] / chain.rates()[gate];
        units(policy, if whole[gate + 1] > 0.0 { need } else { 0.0 }, whole[gate]);
    }
}

fn planner(chain: &Chain<'_>, input: &mut Input<'_>, sound: bool, spell: bool) {
    let value = if input.byte() < 20 { None } else { Some(input.sane()) };
    let value = if sound { value } else { value.map(|_| input.any()) };
    let mut calendar = Calendar::COMMON;
    if input.flag() {
        calendar = Calendar::selling_weeks(input.any()).unwrap_or(calendar);
    }
    let Ok(planner) = Planner::new(*chain, value, calendar) else {
        return assert!(Money::new(value.unwrap()).is_err());
    };
    let mut target = Target::new(goal(chain, input, sound))
        .per(input.one_of(Period::ALL))
        .activity_per(input.one_of(Period::ALL))
        .policy(input.one_of(Policy::ALL));
    if input.flag() {
        target = target.activity_stage(input.index(chain.gates()));
    }
    if input.flag() {
        target = target.actual(if sound { input.sane() } else { input.any() });
    }
    let mut required = [POISON; MOST];
    let required = &mut required[..input.length(chain.stages(), MOST)];
    let needed = match planner.required(&target, required) {
        Ok(Required::Entry(entry)) => {
            required.iter().copied().for_each(rules::amount);
            assert!(same(entry, required[0]));
            Some(required[input.below(required.len())])
        }
        Ok(Required::Unreachable(_)) => {
            rules::untouched(required);
            None
        }
        Err(error) => {
            rules::error(error, spell);
            rules::untouched(required);
            Some(input.any())
        }
    };
    let period = input.one_of(Period::ALL);
    if let Ok(goal) = planner.goal_per(&target, period) {
        rules::amount(goal);
    }
    let (mut exact, mut whole) = ([POISON; MOST], [POISON; MOST]);
    let exact = &mut exact[..input.length(chain.stages(), MOST)];
    let whole = &mut whole[..input.length(chain.stages(), MOST)];
    match planner.period(&target, period, required, exact, whole) {
        Ok(delivers) => {
            exact.iter().chain(&*whole).copied().for_each(rules::amount);
            delivers.revenue.into_iter().chain(delivers.attainment).for_each(rules::amount);
        }
        Err(error) => rules::error(error, spell),
    }
    match planner.pace(&target, needed) {
        Ok(pace) => pace.gauge.into_iter().chain(pace.attainment).for_each(rules::amount),
        Err(error) => rules::error(error, spell),
    }
    let lever =
        if input.flag() { Lever::SaleValue } else { Lever::Gate(input.index(chain.gates())) };
    let benchmark = input.flag().then(|| input.rate());
    for step in Planner::steps(lever, benchmark).into_iter().flatten() {
        match planner.effect(&target, needed, lever, step) {
            Ok(effect) => {
                let volumes = effect.required_before.into_iter().chain(effect.required_after);
                let money = [effect.from, effect.to, effect.revenue_before, effect.revenue_after];
                volumes.chain(money).for_each(rules::amount);
            }
            Err(error) => rules::error(error, spell),
        }
    }
}

fn units(policy: Policy, exact: f64, units: f64) {
    const TIE: f64 = 1.0 / 1_099_511_627_776.0;
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
    let newtype = [
        (Rate::new(value).map(Rate::get), Rate::MIN, Rate::MAX),
        (Volume::new(value).map(Volume::get), Volume::MIN, Volume::MAX),
        (Money::new(value).map(Money::get), Money::MIN, Money::MAX),
        (Days::new(value).map(Days::get), Days::MIN, Days::MAX),
        (WeeksPerYear::new(value).map(WeeksPerYear::get), WeeksPerYear::MIN, WeeksPerYear::MAX),
        (DaysPerWeek::new(value).map(DaysPerWeek::get), DaysPerWeek::MIN, DaysPerWeek::MAX),
        (OneIn::new(value).map(OneIn::get), OneIn::MIN, OneIn::MAX),
    ];
    for (new, least, most) in newtype {
        checked(new, value, (least..=most).contains(&value), spell);
    }
    let whole = (Count::MIN..=Count::MAX).contains(&value) && value % 1.0 == 0.0;
    checked(Count::new(value).map(Count::get), value, whole, spell);
    assert_eq!(Gate::new(value), Rate::new(value).map(Gate::from));
    match Gate::one_in(value) {
        Ok(gate) => {
            rules::rate(gate.rate().get());
            assert!(gate.rate().get() == 1.0 / value && gate.counts().is_none());
        }
        Err(error) => rules::error(error, spell),
    }
}

fn checked(new: Result<f64, funnelmath::Error>, value: f64, allowed: bool, spell: bool) {
    match new {
        // The very number, but for the sign of nothing.
        Ok(got) => assert!(allowed && same(got, value + 0.0)),
        Err(error) => {
            rules::error(error, spell);
            assert!(!allowed && same(error.value().unwrap(), value));
        }
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
    let mut rates = [POISON; MOST];
    let rates = &mut rates[..input.length(gates, MOST)];
    match rates_from_counts(successes, trials, rates) {
        Ok(()) => {
            for ((&rate, &successes), &trials) in rates.iter().zip(&*successes).zip(&*trials) {
                rules::rate(rate);
                let gate = Gate::from_counts(successes, trials).unwrap();
                assert!(same(gate.rate().get(), rate));
                assert!(gate.counts() == Some((successes, trials)));
            }
        }
        Err(error) => {
            rules::error(error, spell);
            rules::untouched(rates);
        }
    }
}

fn team(input: &mut Input<'_>, sound: bool, spell: bool) {
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
    let total = match roll_up(gates, rates, entries, values, volumes, implied) {
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
        revenue += member.forward(entry, value, &mut volumes[..=gates]).unwrap();
        for (sum, volume) in plain.iter_mut().zip(volumes) {
            *sum += volume;
        }
    }
    rules::close(total.revenue, revenue, 1e-12);
    for (&sum, plain) in volumes.iter().zip(plain) {
        rules::close(sum, plain, 1e-12);
    }
}
