//! The export, its plan and its groups as tables.

use super::deals::Deals;
use super::tally::{STAGES, Tally, failed, target};
use super::{By, Options};
use crate::failure::Failure;
use crate::plan::sure;
use crate::text::{counted, cut, grouped, percent, row, table};
use funnelmath::{Period, funnel::StagePlan};
use std::collections::BTreeMap;

/// A rate of fewer closed deals is marked: its 95% interval is more than 30 points wide around a half.
const FEW_DEALS: u32 = 30;
/// Longer names are cut, so that the table stays narrow.
const NAME_WIDTH: usize = 18;
/// More stages of open deals than this are summed up.
const OPEN_STAGES: usize = 6;

/// What is in the file.
pub(super) fn export(read: &Deals, all: &Tally) -> String {
    let columns = read.columns.iter().map(|(role, name)| format!("{role} {name:?}"));
    let columns = columns.collect::<Vec<_>>().join(", ");
    let mut rows = vec![row(["", "deals"])];
    let counts =
        [("Won", all.won), ("Lost", all.lost), ("Open", all.open), ("Together", all.deals())];
    for (name, count) in counts {
        rows.push(row([name, &whole(count)]));
    }
    let mut text = format!("The export\nColumns: {columns}.\n{}", table(&rows));
    let closed = whole(all.closed());
    text += &match (all.win_rate(), all.interval()) {
        (Some(rate), Some((low, high))) if all.won > 0 => format!(
            "Win rate: {} of the {closed} won or lost; with 95% between {} and {}.\n",
            percent(rate.rate().get()),
            percent(low),
            percent(high)
        ),
        _ => format!("Win rate: no data, as none of {closed} closed deals was won.\n"),
    };
    if let (Some(mean), Some(median)) = (all.mean_value(), median(&all.values)) {
        text += &format!(
            "Value of a won deal: mean {}, median {} ({} in {}).\n",
            grouped(mean, 2),
            grouped(median, 2),
            grouped(all.revenue, 0),
            counted(all.values.len(), "deal")
        );
    }
    let cycles: Vec<f64> = read.deals.iter().filter_map(|deal| Some(deal.cycle? as f64)).collect();
    if let Some(median) = median(&cycles) {
        let mean = cycles.iter().sum::<f64>() / cycles.len() as f64;
        let count = counted(cycles.len(), "deal");
        text += &format!("Days to win: mean {mean:.1}, median {median} ({count}).\n");
    }
    text + &notes(read, all)
}

/// What must be known about the figures.
fn notes(read: &Deals, all: &Tally) -> String {
    let mut text = String::new();
    if all.open > 0 {
        let named = read.open.iter().take(OPEN_STAGES);
        let mut stages: Vec<_> =
            named.map(|(stage, count)| format!("{stage} {}", whole(*count))).collect();
        if read.open.len() > OPEN_STAGES {
            stages.push(format!("{} more", read.open.len() - OPEN_STAGES));
        }
        let stages = stages.join(", ");
        text += &format!("Open deals are not in the win rate. Their stages: {stages}.\n");
    }
    let hint = |option: &str| {
        format!(
            "If a stage above means that, name it with {option}; another column, with --stage.\n"
        )
    };
    if all.won == 0 {
        text += &format!("No deal is won. {}", hint("--won"));
    }
    if all.lost == 0 {
        text += &format!("No deal is lost, so the win rate says little. {}", hint("--lost"));
    }
    for line in read.troubles.lines() {
        text += &format!("Note: {line}.\n");
    }
    text
}

/// What the goal asks for at these rates.
pub(super) fn plan(all: &Tally, goal: f64, options: &Options) -> Result<String, Failure> {
    let per = options.per.unwrap_or(Period::Year).name();
    let head = format!("\nPlan for {} a {per}\n", grouped(goal, 0));
    let Some(plan) = all.plan(goal, options)? else {
        let why = "No data: without a won deal there is no rate and no value to plan with.\n";
        return Ok(head + why);
    };
    if plan.unreachable.is_some() {
        return Ok(head + "This goal cannot be reached: the won deals brought no revenue.\n");
    }
    let mut rows = vec![row([""]), row(["Stage"])];
    rows.extend(STAGES.map(|stage| row([stage])));
    let mut delivers = String::new();
    for period in &plan.periods {
        let per = period.period.name();
        let heads = [[format!("a {per}"), String::new()], ["exact".into(), "whole".into()]];
        let volumes = period.stages.iter().map(|stage| cells(stage, 4));
        for (line, cells) in rows.iter_mut().zip(heads.into_iter().chain(volumes)) {
            line.extend(cells);
        }
        if let (Some(revenue), Some(share), Some(stage)) =
            (period.delivers.revenue, period.delivers.attainment, period.stages.first())
        {
            let [_, units] = cells(stage, 4);
            let (revenue, goal) = (grouped(revenue, 0), grouped(period.goal, 0));
            let share = percent(share);
            delivers += &format!(
                "{units} new deals a {per} deliver {share} of the goal: {revenue} of {goal}.\n"
            );
        }
    }
    let mut text = format!("{head}{}\n{delivers}", table(&rows));
    if let Some(funnel) = all.funnel().map_err(failed)? {
        text += "\n";
        text += &sure::show(&funnel, target(goal, options), &sure::USUAL).map_err(failed)?;
        text += "Deals are taken to be as large as the won ones were.\n";
    }
    Ok(text)
}

/// One line for each group, and all together.
pub(super) fn groups(
    groups: &BTreeMap<&str, Tally>,
    all: &Tally,
    by: By,
    options: &Options,
) -> Result<String, Failure> {
    let who = if by == By::Owner { "owner" } else { "team" };
    let per = options.activity_per.unwrap_or(Period::Week).name();
    let able = groups.values().filter(|tally| tally.revenue > 0.0).count();
    let part = options.goal.map(|goal| goal / able.max(1) as f64);
    let mut head = row(["", "deals", "won", "lost", "open", "win rate", "mean won"]);
    if part.is_some() {
        head.extend([format!("a {per}"), "whole".to_string()]);
    }
    let mut rows = vec![head];
    let mut sorted: Vec<(&&str, &Tally)> = groups.iter().collect();
    sorted.sort_by(|(_, a), (_, b)| b.revenue.total_cmp(&a.revenue));
    let mut needed = 0.0;
    for (name, tally) in sorted {
        let mut line = group(&cut(name, NAME_WIDTH), tally);
        if let Some(part) = part {
            let plan = if tally.revenue > 0.0 { tally.plan(part, options)? } else { None };
            let first = plan.as_ref().and_then(|plan| plan.periods.last()?.stages.first());
            needed += first.map_or(0.0, |first| first.whole.exact);
            line.extend(
                first.map_or(["no data".to_string(), String::new()], |first| cells(first, 2)),
            );
        }
        rows.push(line);
    }
    let mut line = group("Together", all);
    let few = format!("\"too few\": under {FEW_DEALS} won or lost");
    let mut text = format!("\nBy {who} ({few})\n");
    if let Some(part) = part {
        line.push(if able > 0 { grouped(needed, 2) } else { "no data".to_string() });
        let (part, goal_per) = (grouped(part, 0), options.per.unwrap_or(Period::Year).name());
        text = format!(
            "\nBy {who}, and the new deals a {per} needed for {part} a {goal_per} each\n\
             (the goal shared equally by {able}; {few})\n"
        );
    }
    rows.push(line);
    text += &table(&rows);
    if part.is_some() {
        text +=
            "Together: the rate of all deals, and the sum of what each needs for an equal part.\n";
    }
    Ok(text)
}

fn group(name: &str, tally: &Tally) -> Vec<String> {
    let counts = [tally.deals(), tally.won, tally.lost, tally.open];
    let mean = tally.mean_value().map_or("no data".to_string(), |mean| grouped(mean, 2));
    let mut line = row([name]);
    line.extend(counts.map(whole));
    line.extend([win_rate(tally), mean]);
    line
}

/// The win rate, marked when it rests on few deals. Without any there is no rate, which is not 0%.
fn win_rate(tally: &Tally) -> String {
    match tally.win_rate() {
        None => "no data".to_string(),
        Some(_) if tally.won == 0 && tally.closed() < FEW_DEALS => "too few".to_string(),
        Some(rate) if tally.closed() < FEW_DEALS => {
            format!("{} too few", percent(rate.rate().get()))
        }
        Some(rate) => percent(rate.rate().get()),
    }
}

/// The middle value; the mean of the two in the middle of an even number.
fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    let upper = *sorted.get(middle)?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = *sorted.get(middle.checked_sub(1)?)?;
    Some(lower + (upper - lower) / 2.0)
}

fn cells(stage: &StagePlan, decimals: usize) -> [String; 2] {
    [grouped(stage.whole.exact, decimals), grouped(stage.whole.units, 0)]
}

fn whole(count: impl TryInto<u32>) -> String {
    grouped(f64::from(count.try_into().unwrap_or(u32::MAX)), 0)
}
