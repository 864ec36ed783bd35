//! Target `revenue`: distributions of revenue, and what reaches a revenue with a confidence.

use crate::count::{distribution, number};
use crate::input::Input;
use crate::rules::{self, fine};
use funnelmath::{
    Chance, DealSize, Evidence, Flow, Method, RevenueDistribution,
    chance::{Inputs, Wait},
};

/// Any bytes as a distribution of a count, sizes of deals, and questions about the revenue.
pub fn revenue(data: &[u8]) {
    let mut input = Input::new(data);
    let (spell, sound) = (input.flag(), input.flag());
    let mut sizes = [[0.0; 6]; 2];
    let size = deal_size(&mut input, &mut sizes, sound);
    let goal = if sound { input.sane() } else { input.any() };
    if input.flag() {
        let mut gates = [Evidence::UNIFORM; 4];
        let Some(count) = distribution(&mut input, &mut gates, spell) else { return };
        if let Some(revenue) = fine(count.revenue(&size), spell) {
            ask(&mut input, &revenue, goal, spell);
        }
    } else if input.flag() {
        inputs(&mut input, &size, goal, spell);
    } else {
        weeks(&mut input, &size, goal, spell);
    }
}

/// A deal size of any kind; `lists` holds its sizes and their counts.
pub(crate) fn deal_size<'a>(
    input: &mut Input<'_>,
    lists: &'a mut [[f64; 6]; 2],
    sound: bool,
) -> DealSize<'a> {
    let (size_count, count_count) = (input.below(7), input.below(7));
    let [sizes, counts] = lists;
    input.fill(&mut sizes[..size_count], sound, |input| f64::from(input.byte()) * 50.0);
    input.fill(&mut counts[..count_count], sound, |input| f64::from(input.byte()));
    let kind = input.below(4);
    let mut next = || if sound { input.sane() } else { input.any() };
    match kind {
        0 => DealSize::Fixed(next()),
        1 => DealSize::Varying { mean: next(), variation: input.any() },
        2 => DealSize::Seen(&sizes[..size_count]),
        _ => DealSize::Counted { sizes: &sizes[..size_count], counts: &counts[..count_count] },
    }
}

fn ask(input: &mut Input<'_>, revenue: &RevenueDistribution<'_>, goal: f64, spell: bool) {
    let p = input.any();
    let most = revenue.most();
    rules::amount(revenue.mean());
    fine(revenue.variance(), spell).into_iter().for_each(rules::amount);
    if let Some(most) = most {
        rules::amount(most);
        assert!(revenue.mean() <= most * (1.0 + 1e-9), "{revenue:?}");
    }
    if let Some(reached) = fine(revenue.at_least(goal), spell) {
        rules::probability(reached);
        // A larger amount is no more likely, but for the error of the method.
        let more = goal * 1.5;
        if more.is_finite() && reached.method == Method::Exact {
            let more = revenue.at_least(more).unwrap();
            assert!(more.value <= reached.value + 1e-9, "{revenue:?} {goal}: {reached:?} {more:?}");
        }
    }
    if let Some(quantile) = fine(revenue.quantile(p), spell) {
        quantile.into_iter().for_each(rules::quantile);
        if let (Some(quantile), Some(most)) = (quantile, most) {
            assert!(quantile.value <= most * (1.0 + 1e-9), "{revenue:?} {p}: {quantile:?}");
        }
    }
    fine(revenue.interval(p), spell).into_iter().for_each(rules::interval);
    if let Some(mean) = fine(revenue.mean_up_to(goal), spell) {
        rules::amount(mean);
        let goal = rules::positive(goal);
        assert!(mean <= goal * (1.0 + 1e-9) + f64::MIN_POSITIVE, "{revenue:?} {goal}: {mean}");
        assert!(mean <= revenue.mean() * (1.0 + 1e-9), "{revenue:?} {goal}: {mean}");
    }
}

fn inputs(input: &mut Input<'_>, size: &DealSize<'_>, goal: f64, spell: bool) {
    let mut gates = vec![];
    for _ in 0..input.below(3) {
        let (passed, more) = (input.byte(), input.byte());
        let tried = u32::from(passed) + u32::from(more);
        gates.push(Evidence::JEFFREYS.observe(u32::from(passed), tried).unwrap());
    }
    let chance = match gates.as_slice() {
        [] => Chance::known(input.rate()),
        gates => Chance::counted(gates),
    };
    let p = input.rate();
    match fine(chance.unwrap().inputs_for_revenue(size, goal, p), spell) {
        Some(Inputs::Enough { inputs, chance }) => {
            rules::amount(inputs);
            rules::probability(chance);
        }
        Some(Inputs::Never { best }) => rules::probability(best),
        _ => {}
    }
}

fn weeks(input: &mut Input<'_>, size: &DealSize<'_>, goal: f64, spell: bool) {
    let flow = match input.below(3) {
        0 => Flow::steady(input.any()),
        1 => Flow::counted(number(input), input.any()),
        _ => Flow::uncertain(input.any(), input.any()),
    };
    let Some(flow) = fine(flow, spell) else { return };
    match fine(flow.weeks_for_revenue(size, goal, input.rate()), spell) {
        Some(Wait::Enough { weeks, chance }) => {
            rules::amount(weeks);
            rules::probability(chance);
        }
        Some(Wait::Never { best }) => rules::probability(best),
        _ => {}
    }
}
