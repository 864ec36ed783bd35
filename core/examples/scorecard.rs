//! Activity gauge, attainment, pipeline, coverage and velocity. `cargo run --example scorecard`

use funnelmath::{
    Error,
    scorecard::{ActivityGauge, Attainment, Coverage, Covered, OpenDeals, Velocity, VelocityLever},
};

fn main() -> Result<(), Error> {
    // 5 appointments were made of 6.5263 required; 16,800 were booked of 25,000.
    let gauge = ActivityGauge { actual: 5.0, required: 6.5263 }.value()?;
    let attained = Attainment { actual: 16_800.0, goal: 25_000.0 }.value()?;
    if let (Some(gauge), Some(attained)) = (gauge, attained) {
        println!("Activity gauge {:.1}%, attainment {:.1}%", 100.0 * gauge, 100.0 * attained);
    }

    // Three open deals, each with its own win probability.
    let open = OpenDeals { values: &[9_000.0, 4_000.0, 2_000.0], probabilities: &[0.3, 0.6, 0.9] };
    let pipeline = open.pipeline()?;
    let (total, expected, deviation) = (pipeline.total, pipeline.weighted, pipeline.deviation);
    println!("Pipeline: {total} in all, {expected} expected, +- {deviation:.0}");

    // Does it cover what is left of the quota?
    let coverage = Coverage { pipeline: total, quota: 25_000.0, booked: 16_800.0 };
    if let Covered::Ratio { ratio, .. } = coverage.value()? {
        println!("Coverage: {ratio:.2} times the 8,200 that are left");
    }

    // Revenue a day, and what a cycle that is 10% shorter is worth.
    let velocity =
        Velocity { opportunities: 18.0, sale_value: 3_400.0, win_rate: 0.4, cycle_days: 45.0 };
    let shorter = velocity.effect(VelocityLever::Cycle, -0.1)?;
    if let (Some(now), Some(change)) = (velocity.per_day()?, shorter.change) {
        println!("Velocity: {now:.0} a day; with a cycle 10% shorter {:+.1}%", 100.0 * change);
    }
    Ok(())
}
