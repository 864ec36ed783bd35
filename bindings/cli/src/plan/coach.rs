//! The coach's example, whose figures are published.

use super::show::{entry, gauge, show};
use super::sure;
use crate::text::{row, table};
use funnelmath::{Calendar, Error, Funnel, Gate, Goal, Policy, Target};

const GOAL: Goal = Goal::Revenue(25_000.0);

/// First appointments, proposals and sales, at two rates and a sale value.
fn coach(rates: [f64; 2], value: f64, calendar: Calendar) -> Result<Funnel, Error> {
    let [proposals, sales] = rates;
    Funnel::builder()
        .entry("First appointments")
        .gate("Proposals", Gate::new(proposals)?)
        .gate("Sales", Gate::new(sales)?)
        .sale_value(value)
        .calendar(calendar)
        .build()
}

/// What `funnelmath plan` prints without options.
pub(super) fn in_full() -> Result<String, Error> {
    let funnel = coach([0.65, 0.40], 3_400.0, Calendar::COMMON)?;
    let plan = funnel.plan(Target::new(GOAL).actual(5.0))?;
    let mut text = format!("The coach's example\n{}\n", show(&funnel, &plan, Some(5.0)));
    text += &sure::show(&funnel, Target::new(GOAL), &sure::USUAL)?;

    let mut head = row(["First appointments a week", "exact"]);
    for policy in Policy::ALL {
        head.extend(row([policy.name(), "delivers"]));
    }
    let mut rows = vec![head];
    for (name, calendar) in [
        ("Common, 52 weeks a year", Calendar::COMMON),
        ("Four-week month, 48 weeks", Calendar::FOUR_WEEK_MONTH),
    ] {
        let funnel = coach([0.65, 0.40], 3_400.0, calendar)?;
        let mut line = row([name]);
        for &policy in Policy::ALL {
            let [exact, whole, delivers] = entry(&funnel.plan(Target::new(GOAL).policy(policy))?);
            if policy == Policy::Up {
                line.push(exact);
            }
            line.extend([whole, delivers]);
        }
        rows.push(line);
    }
    text += "\nThe same week by calendar, and by how whole units are made\n";
    text += &table(&rows);

    let second = coach([0.60, 0.40], 3_500.0, Calendar::FOUR_WEEK_MONTH)?;
    let plan = second.plan(Target::new(GOAL).actual(5.0))?;
    text += "\nA second coach: 60% and 40%, 3,500 a sale, 25,000 a month of four weeks\n";
    text += &gauge(&plan, 5.0);
    Ok(text)
}

/// One line to compare a plan with.
pub(super) fn in_short() -> Result<String, Error> {
    let plan = coach([0.65, 0.40], 3_400.0, Calendar::COMMON)?.plan(GOAL)?;
    let [exact, whole, delivers] = entry(&plan);
    let coach = "The coach's example: 25,000 a month at 3,400 a sale, 65% and 40%,\ntake";
    Ok(format!("{coach} {exact} first appointments a week, so {whole} (deliver {delivers}).\n"))
}
