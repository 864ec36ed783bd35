//! Target `count`: distributions of counts, from chances and from flows, alone and summed.

use crate::input::Input;
use crate::rules;
use funnelmath::{Chance, Count, CountDistribution, Evidence, Flow, Method};

/// The most gates that are tried.
const MOST: usize = 4;

/// Sums that take more cells than this are only refused.
const CELLS: usize = 4096;

/// Any bytes as two distributions, and questions about each and about their sum.
pub fn count(data: &[u8]) {
    let mut input = Input::new(data);
    let spell = input.flag();
    let (mut first, mut second) = ([Evidence::UNIFORM; MOST], [Evidence::UNIFORM; MOST]);
    let one = distribution(&mut input, &mut first, spell);
    let other = distribution(&mut input, &mut second, spell);
    for found in [&one, &other].into_iter().flatten() {
        ask(&mut input, found, true, spell);
    }
    let (Some(one), Some(other)) = (one, other) else { return };
    let needed = one.plus_cells(&other);
    let mut cells = vec![f64::NAN; needed.min(CELLS)];
    let sum = rules::fine(one.plus(&other, &mut cells), spell);
    assert!(sum.is_none() || needed <= CELLS);
    if let Some(sum) = sum {
        ask(&mut input, &sum, true, spell);
        // A truncated one leaves out up to 2^-60 of its probability, which may hold most of a heavy tail's mean.
        if sum.at_least(1).unwrap().method == Method::Exact {
            let (mean, expected) = (sum.mean(), one.mean() + other.mean());
            assert!((mean - expected).abs() <= 1e-9 * expected + f64::MIN_POSITIVE, "{sum:?}");
        }
    }
}

/// A distribution of any kind there is; `gates` gets what is known of its gates.
pub(crate) fn distribution<'a>(
    input: &mut Input<'_>,
    gates: &'a mut [Evidence; MOST],
    spell: bool,
) -> Option<CountDistribution<'a>> {
    if input.flag() {
        let flow = match input.below(3) {
            0 => Flow::steady(input.any()),
            1 => Flow::counted(number(input), input.any()),
            _ => Flow::uncertain(input.any(), input.any()),
        };
        let flow = rules::fine(flow, spell)?;
        let flow = if input.flag() {
            rules::fine(flow.through(input.rate()), spell).unwrap_or(flow)
        } else {
            flow
        };
        return rules::fine(flow.results(input.any()), spell);
    }
    let length = input.below(MOST + 1);
    for gate in &mut gates[..length] {
        *gate = evidence(input, spell);
    }
    let gates: &'a [Evidence] = &gates[..length];
    let chance = match gates {
        [] => Chance::known(input.rate()),
        gates => Chance::counted(gates),
    };
    let mut chance = rules::fine(chance, spell)?;
    if input.flag() {
        chance = rules::fine(chance.and_known(input.rate()), spell).unwrap_or(chance);
    }
    rules::rate(chance.mean());
    rules::fine(chance.results(number(input)), spell)
}

/// A whole number, mostly.
pub(crate) fn number(input: &mut Input<'_>) -> f64 {
    match input.byte() {
        byte @ 0..0xa0 => f64::from(byte),
        byte @ 0xa0..0xe0 => f64::from(input.byte()) * 4096.0 + f64::from(byte),
        0xe0..0xf0 => Count::MAX - f64::from(input.byte()),
        _ => input.any(),
    }
}

/// What some counts say of a rate.
pub(crate) fn evidence(input: &mut Input<'_>, spell: bool) -> Evidence {
    let prior = match input.below(4) {
        0 => Evidence::JEFFREYS,
        1 => Evidence::UNIFORM,
        _ => rules::fine(Evidence::new(input.any(), input.any()), spell)
            .unwrap_or(Evidence::JEFFREYS),
    };
    let (passed, tried) = (number(input), number(input));
    rules::fine(prior.observe(passed, tried), spell).unwrap_or(prior)
}

/// Every question about a distribution, and what its answers must agree in. `tested` says that its shapes are from 1e-3 to
/// 1e9, the range in which the error of the special functions is stated: below it a small tail loses digits.
pub(crate) fn ask(input: &mut Input<'_>, found: &CountDistribution<'_>, tested: bool, spell: bool) {
    let (k, p) = (number(input), input.any());
    let most = found.most();
    rules::amount(found.mean());
    rules::fine(found.variance(), spell).into_iter().for_each(rules::amount);
    if let Some(most) = most {
        whole(most);
        assert!(found.mean() <= most * (1.0 + 1e-12));
    }
    let at_least = rules::fine(found.at_least(k), spell);
    let exactly = rules::fine(found.exactly(k), spell);
    if let (Some(at_least), Some(exactly)) = (at_least, exactly) {
        rules::probability(at_least);
        rules::probability(exactly);
        assert!(most.is_none_or(|most| k <= most) || at_least.value <= 0.0);
        let exact = at_least.method == Method::Exact && exactly.method == Method::Exact;
        if exact && k < 1e6 {
            let more = found.at_least(k + 1.0).unwrap();
            let difference = at_least.value - more.value - exactly.value;
            assert!(difference.abs() < 1e-9, "{found:?} {k}: {at_least:?} {exactly:?} {more:?}");
        }
    }
    let quantile = rules::fine(found.quantile(p), spell);
    if let Some(quantile) = quantile {
        assert!(quantile.is_some() || most.is_none(), "{found:?} has no quantile at {p}");
        if let Some(quantile) = quantile {
            whole(quantile.value);
            assert!(most.is_none_or(|most| quantile.value <= most));
        }
    }
    if let Some(interval) = rules::fine(found.interval(p), spell) {
        rules::interval(interval);
        whole(interval.low);
        interval.high.into_iter().for_each(whole);
    }
    if let Some(Some(bound)) = rules::fine(found.lower_bound(p), spell) {
        whole(bound.value);
        assert!(most.is_none_or(|most| bound.value <= most));
        if bound.method == Method::Exact && tested && p > 0.0 {
            let reached = found.at_least(bound.value).unwrap().value;
            // A subnormal probability has fewer digits.
            assert!(
                reached >= p * (1.0 - 1e-9) - f64::MIN_POSITIVE,
                "{found:?} {p}: {bound:?} {reached}"
            );
        }
    }
}

#[track_caller]
pub(crate) fn whole(count: f64) {
    assert!(Count::new(count).is_ok(), "no count: {count}");
}
