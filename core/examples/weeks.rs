//! How many weeks does it take, and how many leads a week are enough? `cargo run --example weeks`

use funnelmath::{
    Error, Flow, Rate,
    chance::{Wait, arrivals_for},
};

fn main() -> Result<(), Error> {
    // Leads come in at random, 13 in the last 4 weeks, and 20% of them buy.
    let counted = Flow::counted(13, 4.0)?.through(0.2)?;
    println!("{:.2} sales a week are expected.", counted.per_week()?);

    // The sales of the next quarter.
    let sales = counted.results(13.0)?;
    println!(
        "In 13 weeks: {:.2}; 8 or more with {:.1}%",
        sales.mean(),
        100.0 * sales.at_least(8)?.value
    );

    // How long until there are ten?
    for confidence in [0.5, 0.8, 0.9] {
        match counted.weeks_for(10, confidence)? {
            Wait::Enough { weeks, .. } => {
                println!("10 sales with {:.0}%: {weeks:.1} weeks", 100.0 * confidence)
            }
            _ => println!("10 sales with {:.0}%: never", 100.0 * confidence),
        }
    }

    // As if 3.25 leads a week were known and not only counted:
    if let Some(weeks) = Flow::steady(3.25)?.through(0.2)?.weeks_for(10, 0.9)?.weeks() {
        println!("With a known flow: {weeks:.1} weeks with 90%");
    }

    // The leads a week that bring ten sales in 13 weeks with 90%.
    if let Some(leads) = arrivals_for(Rate::new(0.2)?, 10, 0.9)? {
        println!("Needed for 10 sales in 13 weeks: {:.2} leads a week", leads / 13.0);
    }
    Ok(())
}
