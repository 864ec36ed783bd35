//! What is still to do in the rest of the month? `cargo run --example rest_of_period`

use funnelmath::{Error, Funnel, Gate, Goal, Period, Start, Target};

fn main() -> Result<(), Error> {
    let funnel = Funnel::builder()
        .entry("First appointments")
        .gate("Proposals", Gate::new(0.65)?)
        .gate("Sales", Gate::new(0.40)?)
        .sale_value(3_400.0)
        .build()?;

    // Half of the month is left. 15 appointments led to 9 proposals and 4 sales; now 5 a week are made.
    let target = Target::new(Goal::Revenue(25_000.0))
        .start(Start::Reached(&[15.0, 9.0, 4.0]))
        .left(0.5)
        .actual(5.0);
    let plan = funnel.plan(target)?;
    for period in [Period::Month, Period::Week] {
        let stage = plan.period(period).and_then(|plan| plan.stage("First appointments"));
        if let Some(stage) = stage {
            println!(
                "Still required a {}: {:.3} first appointments",
                period.name(),
                stage.whole.exact
            );
        }
    }
    let percent = |share: Option<f64>| {
        share.map_or("none".to_string(), |share| format!("{:.1}%", 100.0 * share))
    };
    println!("Reached so far: {} of the goal", percent(plan.pace.attainment));
    println!("Activity gauge: {}", percent(plan.pace.gauge));
    println!("Where 5 a week lead: {} of the goal", percent(plan.pace.landing));
    Ok(())
}
