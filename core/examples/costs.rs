//! What does a plan cost, and what does a budget allow? `cargo run --example costs`

use funnelmath::{
    Chain, Error, Goal, Start,
    chain::{Afforded, Costs},
};

fn main() -> Result<(), Error> {
    // Hours: one for a first appointment, four for a proposal, two more to close a sale.
    let chain = Chain::new(&[0.65, 0.4])?;
    let hours = Costs::new(&chain, &[1.0, 4.0, 2.0])?;
    let mut volumes = [0.0; 3];
    let _ = chain.required(Goal::Revenue(25_000.0), 3_400.0, Start::Empty, &mut volumes)?;
    println!("25,000 a month takes {:.1} hours", hours.of(&volumes)?);
    if let Some(per_sale) = hours.per_sale()? {
        println!("A sale takes {per_sale:.1} hours");
    }
    match hours.within(80.0, 3_400.0, &mut volumes)? {
        Afforded::Plan { entry, revenue } => {
            println!("80 hours allow {entry:.1} first appointments and {revenue:.0} of revenue");
        }
        _ => println!("nothing costs any hours"),
    }
    Ok(())
}
