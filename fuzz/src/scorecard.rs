//! Target `scorecard`: calendars, gauges, velocity, pipelines, coverage, names.

use crate::input::Input;
use crate::rules::{self, TIE, fine, positive, sane, unit};
use funnelmath::{
    Calendar, ErrorKind, Period, Policy,
    scorecard::{
        ActivityGauge, Attainment, Coverage, Covered, OpenDeals, Velocity, VelocityLever,
        required_coverage,
    },
};

/// Any bytes as one question about how it is going.
pub fn scorecard(data: &[u8]) {
    let mut input = Input::new(data);
    let spell = input.flag();
    match input.below(5) {
        0 => calendar(&mut input, spell),
        1 => ratios(&mut input, spell),
        2 => velocity(&mut input, spell),
        3 => pipeline(&mut input, spell),
        _ => names(data.get(2..).unwrap_or_default()),
    }
}

fn calendar(input: &mut Input<'_>, spell: bool) {
    let named = [Calendar::COMMON, Calendar::FOUR_WEEK_MONTH, Calendar::CIVIL, Calendar::default()];
    let mut calendar = input.one_of(&named);
    if input.flag() {
        calendar = fine(Calendar::selling_weeks(input.any()), spell).unwrap_or(calendar);
    }
    if input.flag() {
        calendar = fine(calendar.with_days_per_week(input.any()), spell).unwrap_or(calendar);
    }
    Period::ALL.iter().for_each(|&period| rules::amount(calendar.per_year(period)));
    let (from, to) = (input.one_of(Period::ALL), input.one_of(Period::ALL));
    let amount = input.any();
    let Some(there) = fine(calendar.convert(amount, from, to), spell) else { return };
    rules::amount(there);
    let moderate = [amount, calendar.per_year(from), calendar.per_year(to)].into_iter().all(sane);
    if moderate {
        rules::close(calendar.convert(there, to, from).unwrap(), amount, 1e-15);
    }
}

fn ratios(input: &mut Input<'_>, spell: bool) {
    let (above, below, booked) = (input.any(), input.any(), input.any());
    let gauge = ActivityGauge { actual: above, required: below }.value();
    if let Some(gauge) = fine(gauge, spell) {
        assert!(gauge.is_none() == (positive(below) == 0.0));
        gauge.into_iter().for_each(rules::amount);
    }
    // What is booked may be negative.
    if let Some(attainment) = fine(Attainment { actual: above, goal: below }.value(), spell) {
        assert!(attainment.is_none() == (positive(below) == 0.0));
        attainment.into_iter().for_each(rules::finite);
    }
    if let Some(needed) = fine(required_coverage(above), spell) {
        assert!(needed.is_none_or(|needed| needed.is_finite() && needed >= 1.0));
    }
    match fine(Coverage { pipeline: above, quota: below, booked }.value(), spell) {
        Some(Covered::Ratio { ratio, cushion }) => {
            rules::amount(ratio);
            rules::finite(cushion);
            let (above, below) = (positive(above), positive(below));
            assert!((cushion < 0.0) == (above < below - booked) && booked < below);
        }
        Some(Covered::Met { surplus }) => {
            rules::amount(surplus);
            assert!(booked >= below * (1.0 - 1e-12) - TIE);
        }
        _ => {}
    }
}

fn velocity(input: &mut Input<'_>, spell: bool) {
    let velocity = Velocity {
        opportunities: input.any(),
        sale_value: input.any(),
        win_rate: input.any(),
        cycle_days: input.any(),
    };
    let before = fine(velocity.per_day(), spell).flatten();
    before.into_iter().for_each(rules::amount);
    let (lever, by) = (input.one_of(VelocityLever::ALL), input.any());
    let Some(effect) = fine(velocity.effect(lever, by), spell) else { return };
    effect.per_day.into_iter().for_each(rules::amount);
    effect.change.into_iter().for_each(rules::finite);
    rules::amount(effect.to);
    assert!(!effect.capped || (lever == VelocityLever::WinRate && effect.to == 1.0));
    let after = match lever {
        VelocityLever::Opportunities => Velocity { opportunities: effect.to, ..velocity },
        VelocityLever::SaleValue => Velocity { sale_value: effect.to, ..velocity },
        VelocityLever::WinRate => Velocity { win_rate: effect.to, ..velocity },
        _ => Velocity { cycle_days: effect.to, ..velocity },
    };
    let after = after.per_day().unwrap();
    assert_eq!(effect.per_day.map(f64::to_bits), after.map(f64::to_bits));
}

fn pipeline(input: &mut Input<'_>, spell: bool) {
    const MOST: usize = 12;
    let sound = input.flag();
    let deals = input.below(MOST + 1);
    let (mut values, mut odds) = ([0.0; MOST], [0.0; MOST]);
    let values = &mut values[..input.length(deals, MOST)];
    input.fill(values, sound, Input::sane);
    let odds = &mut odds[..input.length(deals, MOST)];
    input.fill(odds, sound, Input::rate);
    let Some(pipeline) = fine((OpenDeals { values, probabilities: odds }).pipeline(), spell) else {
        return;
    };
    rules::amount(pipeline.total);
    rules::amount(pipeline.weighted);
    rules::amount(pipeline.deviation);
    assert!(pipeline.weighted <= pipeline.total);
    // A sum of p (1 - p) v^2 is at most a quarter of the sum of v, squared.
    assert!(pipeline.deviation <= 0.5 * pipeline.total * (1.0 + 1e-12) || pipeline.total < 1e-150);
    rules::close(pipeline.total, values.iter().copied().map(positive).sum(), 1e-12);
    let weighted = values.iter().zip(&*odds).map(|(&v, &p)| positive(v) * unit(p));
    rules::close(pipeline.weighted, weighted.sum(), 1e-12);
}

fn names(text: &[u8]) {
    let Ok(text) = core::str::from_utf8(text) else { return };
    match text.parse::<Period>() {
        Ok(period) => assert_eq!(period.name(), text),
        Err(error) => assert_eq!(error.kind(), ErrorKind::Name),
    }
    match text.parse::<Policy>() {
        Ok(policy) => assert_eq!(policy.name(), text),
        Err(error) => assert_eq!(error.kind(), ErrorKind::Name),
    }
}
