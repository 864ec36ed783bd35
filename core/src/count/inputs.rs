//! The fewest inputs that bring a number of results with a given confidence.

use super::binomial::Single;
use super::distribution::BEYOND;
use super::law::{Law, table_reaches};
use super::probe::{Axis, Bracket, Goal, Search, Seen};
use super::{CountDistribution, product, start, urn};
use crate::bounds::Count;
use crate::float::index;
use crate::math::{Method, Probability, Tails};
use crate::rate::Evidence;
use crate::search::At;

/// The fewest inputs with which P(X >= k) >= `confidence`, and that probability; `None` where even 2^53 are too few.
pub(crate) fn fewest_inputs(
    evidence: &[Evidence],
    rate: f64,
    k: f64,
    confidence: f64,
) -> Option<(f64, Probability)> {
    if k <= 0.0 || confidence <= 0.0 {
        let none = CountDistribution::new(Law::Fixed(0.0));
        return Some((0.0, none.probability(k)));
    }
    let wanted = Tails::from_upper(confidence);
    let found = match Law::of_trials(evidence, rate, 1.0) {
        Law::Fixed(pass) => return (pass > 0.0).then_some((k, Probability::sure(true))),
        _ if confidence >= 1.0 => return None,
        law => match law.single() {
            Some((single, _)) => of_one(single, evidence, k, wanted),
            None => of_several(evidence, rate, k, wanted),
        },
    };
    let Seen { tails, method } = found.value;
    (found.x < BEYOND).then_some((found.x, Probability::upper(tails, method)))
}

fn of_one(single: Single, evidence: &[Evidence], k: f64, wanted: Tails) -> At<Seen> {
    let next = match single {
        Single::Known(rate) => start::inputs_known(k, rate, wanted),
        Single::Beta(..) => start::inputs(k, start::ln_rate(evidence, 1.0), wanted),
    };
    let search = Search { goal: Goal::at_least(wanted), axis: Axis::Inputs(k) };
    let mut bracket = Search::bracket(k - 1.0, BEYOND, next.min(Count::MAX));
    bracket.close(Count::MAX, &mut |bracket, x| search.look(bracket, single, x));
    bracket.high
}

fn of_several(evidence: &[Evidence], rate: f64, k: f64, wanted: Tails) -> At<Seen> {
    let goal = Goal::at_least(wanted);
    let next = start::inputs(k, start::ln_rate(evidence, rate), wanted);
    let most = urn::MOST_INPUTS as f64;
    let table_up_to = |up_to: f64| {
        let found = urn::first(evidence, rate, index(k), goal, index(up_to));
        found.map(|(inputs, tails)| At {
            x: inputs as f64,
            value: Seen { tails, method: Method::Exact },
        })
    };
    // The start is seldom a quarter too low; when it is, the bracket below corrects it.
    let near = 1.25 * next + 8.0;
    if table_reaches(near) {
        if let Some(at) = table_up_to(near) {
            return at;
        }
    }
    let search = Search { goal, axis: Axis::Inputs(k) };
    let mut bracket = Search::bracket(k - 1.0, BEYOND, next.min(Count::MAX));
    let mut probe = |bracket: &mut Bracket, x: f64| {
        let found = product::invert(evidence, rate, k, x);
        let seen = Seen { tails: found.tails, method: Method::Inversion };
        search.aim(bracket, x, seen, found.density / (x + 1.0));
    };
    bracket.close(Count::MAX, &mut probe);
    // Up to the end of the table, its answer is the one that counts.
    if bracket.high.x <= most + 1.0 {
        for up_to in [bracket.high.x.min(most), most] {
            if let Some(at) = table_up_to(up_to) {
                return at;
            }
        }
        if bracket.high.x <= most {
            probe(&mut bracket, most + 1.0);
        }
    }
    bracket.high
}
