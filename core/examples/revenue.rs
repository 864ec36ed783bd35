//! How sure is a goal in revenue, when deals differ in size? `cargo run --example revenue`

use funnelmath::{Chance, DealSize, Error, chance::Inputs};

fn main() -> Result<(), Error> {
    // A lead becomes a deal with 25%. These were the last twelve deals; their mean is 3,400.
    let sizes = [
        900.0, 1_100.0, 1_200.0, 1_500.0, 1_800.0, 2_000.0, 2_400.0, 2_900.0, 3_500.0, 4_500.0,
        6_000.0, 13_000.0,
    ];
    let size = DealSize::Seen(&sizes);
    let chance = Chance::known(0.25)?;

    // What do 40 leads bring?
    let revenue = chance.results(40)?.revenue(&size)?;
    println!("40 leads bring {:.0} on average.", revenue.mean());
    println!("25,000 or more: {:.1}%", 100.0 * revenue.at_least(25_000.0)?.value);
    let interval = revenue.interval(0.8)?;
    if let Some(high) = interval.high {
        println!("With 80%: {:.0} to {high:.0}", interval.low);
    }

    // The leads that make 25,000 sure with 90%; taking every deal to be worth the mean asks for too few.
    for (name, size) in
        [("Deals as seen", size), ("Every deal worth the mean", DealSize::Fixed(3_400.0))]
    {
        if let Inputs::Enough { inputs, .. } = chance.inputs_for_revenue(&size, 25_000.0, 0.9)? {
            println!("{name}: 25,000 with 90% take {inputs} leads");
        }
    }
    Ok(())
}
