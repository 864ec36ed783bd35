//! Target `flow`: steady arrivals, and revenue from deals of any size.

use crate::input::Input;
use crate::rules;
use funnelmath::{
    Amount, Chance, DealSize, Error, Evidence, Flow, Inputs, Likelihood, Wait, arrivals_for,
};

/// Any bytes as a flow or a chance, deal sizes, and questions about them.
pub fn flow(data: &[u8]) {
    let mut input = Input::new(data);
    let spell = input.flag();
    let mut sizes = [0.0; 6];
    let mut counts = [0.0; 6];
    let (size_count, count_count) = (input.below(7), input.below(7));
    let sound = input.flag();
    input.fill(&mut sizes[..size_count], sound, |input| f64::from(input.byte()) * 50.0);
    input.fill(&mut counts[..count_count], sound, |input| f64::from(input.byte()));
    let size = match input.below(4) {
        0 => DealSize::Fixed(number(&mut input, sound)),
        1 => DealSize::Varying { mean: number(&mut input, sound), variation: input.any() },
        2 => DealSize::Seen(&sizes[..size_count]),
        _ => DealSize::Counted { sizes: &sizes[..size_count], counts: &counts[..count_count] },
    };
    let goal = number(&mut input, sound);
    if input.flag() {
        let flow = match input.below(3) {
            0 => Flow::steady(number(&mut input, sound)),
            1 => Flow::counted(f64::from(input.byte()), number(&mut input, sound)),
            _ => Flow::uncertain(number(&mut input, sound), number(&mut input, sound)),
        };
        if let Some(flow) = fine(flow, spell) {
            arrivals(&mut input, flow, spell, sound);
            let (rate, weeks) = (input.rate(), number(&mut input, sound));
            let p = input.rate();
            fine(flow.revenue_at_least(rate, weeks, size, goal), spell)
                .into_iter()
                .for_each(likely);
            amount(fine(flow.revenue_quantile(rate, weeks, size, p), spell).flatten());
            wait(fine(flow.revenue_weeks(rate, size, goal, p), spell));
        }
    } else {
        let mut gates = vec![];
        for _ in 0..input.below(3) {
            let (passed, more) = (f64::from(input.byte()), f64::from(input.byte()));
            gates.push(Evidence::JEFFREYS.observe(passed, passed + more).unwrap());
        }
        let chance = match gates.as_slice() {
            [] => Chance::known(input.rate()),
            gates => Chance::counted(gates),
        };
        let chance = chance.unwrap();
        let n = if sound { f64::from(input.byte()) } else { input.any() };
        let p = input.rate();
        fine(chance.revenue_at_least(n, size, goal), spell).into_iter().for_each(likely);
        amount(fine(chance.revenue_quantile(n, size, p), spell).flatten());
        match fine(chance.revenue_inputs(size, goal, p), spell) {
            Some(Inputs::Enough { inputs, chance }) => {
                rules::amount(inputs);
                likely(chance);
            }
            Some(Inputs::Never { best }) => likely(best),
            None => {}
        }
    }
}

fn arrivals(input: &mut Input<'_>, flow: Flow, spell: bool, sound: bool) {
    let k = if sound { f64::from(input.byte()) } else { input.any() };
    let (rate, weeks, p) = (input.rate(), number(input, sound), input.rate());
    fine(flow.per_week(), spell).into_iter().for_each(rules::amount);
    fine(flow.expected(rate, weeks), spell).into_iter().for_each(rules::amount);
    fine(flow.at_least(k, rate, weeks), spell).into_iter().for_each(likely);
    fine(flow.exactly(k, rate, weeks), spell).into_iter().for_each(likely);
    fine(flow.quantile(rate, weeks, p), spell).flatten().into_iter().for_each(rules::amount);
    if let Some(range) = fine(flow.interval(rate, weeks, p), spell) {
        rules::amount(range.low);
        if let Some(high) = range.high {
            assert!(range.low <= high, "{range:?}");
        }
    }
    wait(fine(flow.weeks(k, rate, p), spell));
    fine(arrivals_for(k, rate, p), spell).flatten().into_iter().for_each(rules::amount);
}

fn number(input: &mut Input<'_>, sound: bool) -> f64 {
    if sound { input.sane() } else { input.any() }
}

fn fine<T>(result: Result<T, Error>, spell: bool) -> Option<T> {
    result.map_err(|error| rules::error(error, spell)).ok()
}

fn likely(chance: Likelihood) {
    rules::rate(chance.reached);
    rules::rate(chance.missed);
    assert!((chance.reached + chance.missed - 1.0).abs() < 1e-9, "{chance:?}");
}

fn amount(amount: Option<Amount>) {
    amount.into_iter().for_each(|amount| rules::amount(amount.amount));
}

fn wait(wait: Option<Wait>) {
    match wait {
        Some(Wait::Enough { weeks, chance }) => {
            rules::amount(weeks);
            likely(chance);
        }
        Some(Wait::Never { best }) => likely(best),
        _ => {}
    }
}
