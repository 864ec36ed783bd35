//! The output that the README shows is the output of the code it shows.
#![cfg(feature = "alloc")]
#![allow(clippy::unwrap_used)]

use funnelmath::{Funnel, Gate, Goal, Target};
use std::fmt::Write;

#[test]
fn the_shown_output_is_the_output() -> Result<(), Box<dyn std::error::Error>> {
    let funnel = Funnel::builder()
        .entry("First appointments")
        .gate("Proposals", Gate::new(0.65)?)
        .gate("Sales", Gate::from_counts(2.0, 5.0)?)
        .sale_value(3_400.0)
        .build()?;
    let target = Target::new(Goal::Revenue(25_000.0)).actual(5.0).confidence(0.9);
    let plan = funnel.plan(target)?;
    let mut shown = String::new();
    for period in &plan.periods {
        for stage in &period.stages {
            let (name, per) = (&stage.name, period.period.name());
            let whole = stage.whole;
            writeln!(shown, "{name:>18} a {per:5} {:8.4} -> {:2}", whole.exact, whole.units)?;
        }
    }
    writeln!(shown, "gauge {:.1} %", 100.0 * plan.gauge.unwrap())?;
    let sure = plan.confident.unwrap();
    let (toss, week) = (100.0 * sure.expected[1].reached, &sure.periods[1].stages[0]);
    writeln!(shown, "7 a week: {toss:.0} % sure; 90 % take {}", week.whole.units)?;
    let readme = include_str!("../../README.md");
    assert!(readme.contains(&format!("```text\n{shown}```")), "{shown}");
    Ok(())
}
