//! The code of the README prints what the README shows, and answers when one of its inputs is another.
#![cfg(feature = "alloc")]
#![allow(clippy::unwrap_used)]

use funnelmath::{Error, Funnel, Gate, Goal, Period, Plan, Target};
use std::fmt::Write;

const README: &str = include_str!("../README.md");
const THIS: &str = include_str!("readme.rs");

fn funnel(sales: Gate) -> Result<Funnel, Error> {
    Funnel::builder()
        .entry("First appointments")
        .gate("Proposals", Gate::new(0.65)?)
        .gate("Sales", sales)
        .sale_value(3_400.0)
        .build()
}

fn target() -> Target<'static> {
    Target::new(Goal::Revenue(25_000.0)).actual(5.0).confidence(0.9)
}

/// What the README's code prints of a plan.
#[rustfmt::skip]
fn printed(plan: &Plan) -> String {
    let mut shown = String::new();
    macro_rules! println {
        ($($part:tt)*) => { writeln!(shown, $($part)*).unwrap() };
    }
    // The README's code begins here.
    for period in &plan.periods {
        for stage in &period.stages {
            println!("{:>18} a {:5} {:8.4} -> {:2}", stage.name, period.period.name(),
                     stage.whole.exact, stage.whole.units);
        }
    }
    if let Some(why) = &plan.unreachable {
        println!("out of reach: {:?}", why.lever);
    }
    if let Some(gauge) = plan.pace.gauge {
        println!("gauge {:.1}%", 100.0 * gauge);
    }
    let per = plan.activity_per;
    if let (Some(stage), Some(chance)) = (plan.activity().and_then(|week| week.stage_at(0)), plan.chance(per)) {
        println!("{} a {}: {:.0}% sure", stage.whole.units, per.name(), 100.0 * chance.value);
    }
    if let Some(sure) = &plan.confident {
        match sure.period(per).and_then(|week| week.stage("First appointments")) {
            Some(stage) => println!("{:.0}% sure: {} a {}", 100.0 * sure.confidence, stage.whole.units, per.name()),
            None => println!("{:.0}% sure: never", 100.0 * sure.confidence),
        }
    }
    // It ends here.
    shown
}

#[test]
fn the_shown_output_is_the_output() -> Result<(), Error> {
    let begin = THIS
        .find("README's code begins here.\n")
        .map(|at| at + "README's code begins here.\n".len());
    let code = THIS.get(begin.unwrap()..THIS.find("    // It ends here.").unwrap()).unwrap();
    assert!(code.len() > 900 && README.contains(code), "the README has other code");
    let shown = printed(&funnel(Gate::from_counts(2.0, 5.0)?)?.plan(target())?);
    assert!(README.contains(&format!("```text\n{shown}```")), "{shown}");
    Ok(())
}

/// One input changed: each of them once made the README's example panic.
#[test]
fn another_input_is_answered_too() -> Result<(), Error> {
    let seen = Gate::from_counts(2.0, 5.0)?;
    // A weekly goal: 25,000 / 3,400 / 0.4 / 0.65 = 28.2805 a week, and no second period.
    let weekly = printed(&funnel(seen)?.plan(target().per(Period::Week))?);
    assert!(weekly.starts_with("First appointments a week   28.2805 -> 29\n"), "{weekly}");
    assert_eq!(weekly.lines().count(), 6, "{weekly}");
    // Nothing sold yet: the rate of 0% reaches no goal, but 0 of 5 does not prove a rate of 0%.
    let none = printed(&funnel(Gate::from_counts(0.0, 5.0)?)?.plan(target())?);
    assert!(none.starts_with("out of reach: Gate(1)\n90% sure: "), "{none}");
    // Certainty.
    let certain = printed(&funnel(seen)?.plan(target().confidence(1.0))?);
    assert!(certain.ends_with("7 a week: 52% sure\n100% sure: never\n"), "{certain}");
    Ok(())
}
