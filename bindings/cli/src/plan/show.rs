//! A plan as tables.

use crate::text::{cut, grouped, percent, row, table};
use funnelmath::{
    Funnel, Goal, Period, Plan,
    chain::{Effect, Lever, Unreachable},
    funnel::PeriodPlan,
};

/// Longer names are cut, so that the tables stay narrow.
const NAME_WIDTH: usize = 24;
/// Rates of fewer trials are marked.
const FEW_TRIALS: f64 = 30.0;

/// The plan, the gauge of the activity that was done, and what an improvement changes.
pub(super) fn show(funnel: &Funnel, plan: &Plan, actual: Option<f64>) -> String {
    let per = plan.per.name();
    let (Goal::Revenue(wanted) | Goal::Volume { target: wanted, .. }) = plan.goal;
    let goal = amount(funnel, plan.goal, wanted);
    let value = funnel.sale_value().map_or(String::new(), |v| format!(" at {} a sale", money(v)));
    let weeks = short(funnel.calendar().per_year(Period::Week));
    let policy = plan.policy.name();
    let mut text = format!("Goal: {goal} a {per}{value}. ");
    text += &format!("{weeks} weeks a year. Whole units: {policy}.\n\n");
    text += &match plan.unreachable {
        Some(why) => unreachable(funnel, plan, &why),
        None => stages(funnel, plan),
    };
    text += &few_trials(funnel);
    if let Some(actual) = actual {
        text += "\n";
        text += &gauge(plan, actual);
    }
    text += "\n";
    text + &sensitivity(funnel, plan, actual)
}

fn stages(funnel: &Funnel, plan: &Plan) -> String {
    let mut rows = vec![row(["", ""])];
    for period in &plan.periods {
        extend(&mut rows, [&format!("a {}", period.period.name()), ""]);
    }
    rows.push(row(["Stage", "rate"]));
    for _ in &plan.periods {
        extend(&mut rows, ["exact", "whole"]);
    }
    for stage in 0..funnel.names().len() {
        let gate = stage.checked_sub(1).and_then(|gate| funnel.gates().get(gate));
        let rate = gate.map_or(String::new(), |gate| percent(gate.rate().get()));
        rows.push(row([&name(funnel, stage), &rate]));
        for planned in plan.periods.iter().filter_map(|period| period.stages.get(stage)) {
            extend(&mut rows, [&volume(planned.whole.exact), &grouped(planned.whole.units, 0)]);
        }
    }
    let mut text = table(&rows) + "\n";
    for period in &plan.periods {
        text += &delivers(funnel, plan, period);
    }
    text
}

/// What the whole number of activities brings, so that nobody takes the rounding for the goal.
fn delivers(funnel: &Funnel, plan: &Plan, period: &PeriodPlan) -> String {
    let Some(stage) = period.stages.get(plan.activity_stage) else { return String::new() };
    let (activity, per) = (name(funnel, plan.activity_stage), period.period.name());
    let activity = format!("{} {activity} a {per}", grouped(stage.whole.units, 0));
    let Some(share) = period.delivers.attainment else {
        return format!("{activity}: nothing is left to do.\n");
    };
    let revenue = match (period.delivers.revenue.map(money), plan.goal) {
        (Some(revenue), Goal::Revenue(_)) => format!(": {revenue} of {}", money(period.goal)),
        (Some(revenue), Goal::Volume { .. }) => format!(", and {revenue} revenue"),
        (None, _) => String::new(),
    };
    let goal = if plan.pace.attainment.is_some() { "what is left to do" } else { "the goal" };
    format!("{activity} deliver {} of {goal}{revenue}.\n", percent(share))
}

fn unreachable(funnel: &Funnel, plan: &Plan, why: &Unreachable) -> String {
    let per = plan.per.name();
    let (reason, missing) = match why.lever {
        Lever::Gate(gate) => {
            let behind = name(funnel, gate + 1);
            let missing = format!("{} {behind} a {per}", volume(why.missing));
            (format!("nothing passes the gate to {behind}, its rate is 0%"), missing)
        }
        Lever::SaleValue => {
            let missing = format!("{} revenue a {per}", money(why.missing));
            ("a sale brings no revenue, its value is 0".to_string(), missing)
        }
    };
    let best = amount(funnel, plan.goal, why.best);
    format!(
        "THIS GOAL CANNOT BE REACHED: {reason}.\n\
         Missing:        {missing}\nBest reachable: {best} a {per}\n"
    )
}

/// An amount in the goal's own unit.
fn amount(funnel: &Funnel, goal: Goal, value: f64) -> String {
    match goal {
        Goal::Revenue(_) => format!("{} revenue", money(value)),
        Goal::Volume { stage, .. } => format!("{} {}", short(value), name(funnel, stage)),
    }
}

/// Rates that rest on few counts.
fn few_trials(funnel: &Funnel) -> String {
    let mut text = String::new();
    for (index, gate) in funnel.gates().iter().enumerate() {
        if let Some((successes, trials)) = gate.counts().filter(|&(_, n)| n < FEW_TRIALS) {
            let (name, of) = (name(funnel, index + 1), format!("{successes} of {trials}"));
            text += &format!("Note: {name} counts {of}, too few to rely on.\n");
        }
    }
    text
}

pub(super) fn gauge(plan: &Plan, actual: f64) -> String {
    let (made, per) = (short(actual), plan.activity_per.name());
    let needed = plan.periods.last().and_then(|period| period.stages.get(plan.activity_stage));
    let gauge = match (plan.pace.gauge, needed) {
        (Some(gauge), Some(needed)) => {
            let (gauge, needed) = (percent(gauge), volume(needed.whole.exact));
            format!("{gauge} ({made} made of {needed} required a {per}; target 100%)")
        }
        (_, None) => format!("none ({made} made a {per}; no number would reach the goal)"),
        (None, _) => format!("none ({made} made a {per}; nothing is required)"),
    };
    let of_goal = |share: Option<f64>, when: &str| {
        let of_goal = |share| format!("{} of the goal {when}", percent(share));
        share.map_or("none, the goal is 0".to_string(), of_goal)
    };
    let landing = of_goal(plan.pace.landing, "at that pace");
    match plan.pace.attainment {
        // Nothing is reached yet, and the whole period is left: where the pace leads is all there is to say.
        None => format!("Activity gauge: {gauge}\nAttainment:     {landing}\n"),
        reached => {
            let reached = of_goal(reached, "so far");
            format!(
                "Activity gauge: {gauge}\nAttainment:     {reached}\nLanding:        {landing}\n"
            )
        }
    }
}

fn sensitivity(funnel: &Funnel, plan: &Plan, actual: Option<f64>) -> String {
    let (activity, per) = (name(funnel, plan.activity_stage), plan.activity_per.name());
    let brought = if funnel.sale_value().is_some() { "revenue" } else { "sales" };
    let of = if actual.is_some() { "made" } else { "required now" };
    let mut rows = vec![row(["Improve", "from", "to", "required", "then", "change", brought])];
    rows.extend(plan.sensitivity.iter().map(|effect| improvement(funnel, effect)));
    format!(
        "What an improvement changes\n(required: {activity} a {per}; {brought}: what those {of} bring)\n{}",
        table(&rows)
    )
}

fn improvement(funnel: &Funnel, effect: &Effect) -> Vec<String> {
    let (what, show): (String, fn(f64) -> String) = match effect.lever {
        Lever::Gate(gate) => (name(funnel, gate + 1), percent),
        Lever::SaleValue => ("Sale value".to_string(), money),
    };
    let required = |value: Option<f64>| value.map_or("never".to_string(), volume);
    row([
        &what,
        &show(effect.from),
        &show(effect.to),
        &required(effect.required_before),
        &required(effect.required_after),
        &change(effect.required_change()),
        &change(effect.revenue_change()),
    ])
}

pub(super) fn name(funnel: &Funnel, stage: usize) -> String {
    funnel.names().get(stage).map_or(String::new(), |name| cut(name, NAME_WIDTH))
}

/// Adds cells to the last row.
pub(super) fn extend<const N: usize>(rows: &mut [Vec<String>], cells: [&str; N]) {
    if let Some(last) = rows.last_mut() {
        last.extend(cells.map(str::to_string));
    }
}

fn volume(value: f64) -> String {
    grouped(value, if value < 100_000.0 { 4 } else { 2 })
}

/// Without the zeros at the end: 52, 52.1775.
fn short(value: f64) -> String {
    let text = grouped(value, 4);
    let shorter = text.trim_end_matches('0').trim_end_matches('.');
    if text.contains('.') && !text.contains('e') { shorter.to_string() } else { text }
}

pub(super) fn money(value: f64) -> String {
    let decimals = match value {
        _ if value >= 1_000.0 || value == value.trunc() => 0,
        _ if value >= 1.0 => 2,
        _ => 4,
    };
    grouped(value, decimals)
}

fn change(share: Option<f64>) -> String {
    let Some(share) = share else { return "-".to_string() };
    let sign = if share < 0.0 { "-" } else { "+" };
    let size = percent(share.abs());
    if size == "0.0%" { size } else { format!("{sign}{size}") }
}

/// The first stage per activity period: exact, whole, and what the whole ones deliver.
pub(super) fn entry(plan: &Plan) -> [String; 3] {
    let stage = plan.periods.last().and_then(|period| period.stages.first());
    stage.map_or_else(Default::default, |stage| {
        let delivers = stage.whole.delivers().map_or("-".to_string(), percent);
        [volume(stage.whole.exact), grouped(stage.whole.units, 0), delivers]
    })
}
