//! How sure a plan is, and what a surer one costs.

use super::show::{extend, money, name};
use crate::text::{grouped, percent, row, table};
use funnelmath::{
    Error, Funnel, Plan, Target,
    funnel::{ConfidentPlan, PeriodPlan},
    plan::LeftOut,
};

/// What is shown when no confidence is asked for.
pub(crate) const USUAL: [f64; 3] = [0.8, 0.9, 0.95];

/// The chance of the expected plan, and the activity that is surer.
pub(crate) fn show(
    funnel: &Funnel,
    target: Target<'_>,
    confidences: &[f64],
) -> Result<String, Error> {
    let mut text = String::from("How sure that is\n");
    let (mut rows, mut one_size) = (Vec::new(), false);
    for &confidence in confidences {
        let plan = funnel.plan(target.confidence(confidence))?;
        let Some(sure) = &plan.confident else { continue };
        one_size |= sure.leaves_out.contains(LeftOut::DealSizes);
        if rows.is_empty() {
            text += &expected(funnel, &plan, sure);
            rows.push(head(funnel, &plan));
        }
        rows.push(line(&plan, sure));
    }
    text += &table(&rows);
    text += &counted(funnel);
    if let (Some(value), true) = (funnel.sale_value(), one_size) {
        let value = money(value);
        text += &format!(
            "Every sale is taken to be worth {value}; varying sales are less sure (--value-variation).\n"
        );
    }
    Ok(text)
}

/// What "divide by the rate" is worth.
fn expected(funnel: &Funnel, plan: &Plan, sure: &ConfidentPlan) -> String {
    let mut text = String::new();
    let activity = name(funnel, plan.activity_stage);
    for (period, chance) in plan.periods.iter().zip(&sure.expected) {
        let Some(stage) = period.stages.get(plan.activity_stage) else { continue };
        let (units, per) = (grouped(stage.whole.units, 0), period.period.name());
        let of_100 = format!("{} of 100 {}s", grouped(100.0 * chance.value, 0), plan.per.name());
        let said = format!("{units} {activity} a {per} reach the goal in {of_100}");
        let verdict = match chance.value {
            sure if sure >= 0.8 => "",
            toss if toss >= 0.35 => ": a coin toss",
            _ => ": hardly ever",
        };
        text += &format!("{said}{verdict}.\n");
    }
    text
}

fn head(funnel: &Funnel, plan: &Plan) -> Vec<String> {
    let mut rows = [row([&format!("To be surer, {}", name(funnel, plan.activity_stage))])];
    for period in &plan.periods {
        extend(&mut rows, [&format!("a {}", period.period.name()), "more"]);
    }
    extend(&mut rows, ["chance"]);
    let [head] = rows;
    head
}

/// The activity that is so sure, and what it costs beyond the expected plan.
fn line(plan: &Plan, sure: &ConfidentPlan) -> Vec<String> {
    let mut rows = [row([&percent(sure.confidence)])];
    for (place, period) in plan.periods.iter().enumerate() {
        let units = |period: &PeriodPlan| {
            period.stages.get(plan.activity_stage).map_or(0.0, |stage| stage.whole.units)
        };
        match sure.periods.get(place) {
            Some(surer) => {
                let more = units(surer) - units(period);
                let sign = if more < 0.0 { "-" } else { "+" };
                let more = format!("{sign}{}", grouped(more.abs(), 0));
                extend(&mut rows, [&grouped(units(surer), 0), &more]);
            }
            None => extend(&mut rows, ["never", "-"]),
        }
    }
    let best = if sure.periods.is_empty() { "at best " } else { "" };
    extend(&mut rows, [&format!("{best}{}", percent(sure.chance.value))]);
    let [line] = rows;
    line
}

/// Where the rates come from counts, they are part of the doubt.
fn counted(funnel: &Funnel) -> String {
    if funnel.gates().iter().any(|gate| gate.counts().is_some()) {
        "Rates from counts are only as sure as their counts, and that is in these chances.\n"
            .to_string()
    } else {
        "All rates are taken as known; counts (--gate Sales=2/5) would say how well.\n".to_string()
    }
}
