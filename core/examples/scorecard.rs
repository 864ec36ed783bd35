//! How is it going? `cargo run --example scorecard`

use funnelmath::{
    Coverage, Error, Velocity, VelocityLever, activity_gauge, attainment, coverage,
    weighted_pipeline,
};

fn main() -> Result<(), Error> {
    // 5 appointments were made of 6.5263 required; 16,800 were booked of 25,000.
    let (gauge, attained) = (activity_gauge(5.0, 6.5263)?, attainment(16_800.0, 25_000.0)?);
    if let (Some(gauge), Some(attained)) = (gauge, attained) {
        println!("Activity gauge {:.1}%, attainment {:.1}%", 100.0 * gauge, 100.0 * attained);
    }

    // Three open deals, each with its own win probability.
    let pipeline = weighted_pipeline(&[9_000.0, 4_000.0, 2_000.0], &[0.3, 0.6, 0.9])?;
    println!(
        "Pipeline: {} in all, {} expected, +- {:.0}",
        pipeline.total, pipeline.weighted, pipeline.deviation
    );

    // Does it cover what is left of the quota?
    if let Coverage::Ratio { ratio, .. } = coverage(pipeline.total, 25_000.0, 16_800.0)? {
        println!("Coverage: {ratio:.2} times the 8,200 that are left");
    }

    // Revenue a day, and what a cycle that is 10% shorter is worth.
    let velocity = Velocity::new(18.0, 3_400.0, 0.4, 45.0)?;
    let shorter = velocity.effect(VelocityLever::Cycle, -0.1)?;
    if let (Some(now), Some(change)) = (velocity.per_day()?, shorter.change) {
        println!("Velocity: {now:.0} a day; with a cycle 10% shorter {:+.1}%", 100.0 * change);
    }
    Ok(())
}
