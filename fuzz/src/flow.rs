//! Target `flow`: arrivals by the week, and the weeks until so many results.

use crate::count::{ask, number};
use crate::input::Input;
use crate::rules::{self, fine};
use funnelmath::{
    Flow, Rate,
    chance::{Wait, arrivals_for},
};

/// Any bytes as a flow, and questions about it.
pub fn flow(data: &[u8]) {
    let mut input = Input::new(data);
    let (spell, sound) = (input.flag(), input.flag());
    let mut next = || if sound { input.sane() } else { input.any() };
    let (a, b, k, p, weeks) = (next(), next(), next(), next(), next());
    let (flow, tested) = match input.below(3) {
        0 => (Flow::steady(a), true),
        1 => (Flow::counted(number(&mut input), b), true),
        _ => (Flow::uncertain(a, b), (1e-3..=1e9).contains(&a)),
    };
    let rate = Rate::new(input.rate()).unwrap();
    let arrivals = fine(arrivals_for(rate, number(&mut input), p), spell);
    arrivals.flatten().into_iter().for_each(rules::amount);
    let Some(flow) = fine(flow, spell) else { return };
    let share = input.rate();
    let through = fine(flow.through(share), spell);
    for (flow, share) in [(Some(flow), 1.0), (through, share)] {
        let Some(flow) = flow else { continue };
        let per_week = fine(flow.per_week(), spell);
        per_week.into_iter().for_each(rules::amount);
        if let (Some(results), Some(per_week)) = (fine(flow.results(weeks), spell), per_week) {
            // A subnormal product of share and weeks has few digits.
            let normal = share * weeks >= f64::MIN_POSITIVE;
            if rules::sane(per_week) && rules::sane(weeks) && normal {
                rules::close(results.mean(), per_week * weeks, 1e-12);
            }
            ask(&mut input, &results, tested, spell);
        }
        let k = if input.flag() { k } else { number(&mut input) };
        match fine(flow.weeks_for(k, p), spell) {
            Some(Wait::Enough { weeks, chance }) => {
                rules::amount(weeks);
                rules::probability(chance);
            }
            Some(Wait::Never { best }) => rules::probability(best),
            _ => {}
        }
    }
}
