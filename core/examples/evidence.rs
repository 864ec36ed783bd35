//! How well is a rate known from counts, and how many more inputs does a small sample take?
//! `cargo run --example evidence`

use funnelmath::{Chance, Error, Evidence, chance::Inputs};

fn main() -> Result<(), Error> {
    // 2 of 5, 20 of 50 and 200 of 500 proposals were sold. All are 40%, but not equally well known.
    for (sold, proposals) in [(2.0, 5.0), (20.0, 50.0), (200.0, 500.0)] {
        let evidence = Evidence::JEFFREYS.observe(sold, proposals)?;
        let interval = evidence.interval(0.9)?;
        let high = interval.high.unwrap_or(1.0);
        print!(
            "{sold} of {proposals}: the rate is {:.0}% to {:.0}%",
            100.0 * interval.low,
            100.0 * high
        );

        // Ten sales with 90%: the less is known of the rate, the more proposals are needed.
        match Chance::followed(&evidence).inputs_for(10, 0.9)? {
            Inputs::Enough { inputs, .. } => {
                println!("; 10 sales with 90% take {inputs} proposals")
            }
            _ => println!("; no number of proposals brings 10 sales with 90%"),
        }
    }

    // With the rate known to be 40%:
    if let Some(inputs) = Chance::known(0.4)?.inputs_for(10, 0.9)?.inputs() {
        println!("Known to be 40%: 10 sales with 90% take {inputs} proposals");
    }
    Ok(())
}
