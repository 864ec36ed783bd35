//! How sure is a goal, and what makes it surer? `cargo run --example chances`

use funnelmath::{
    Chain, Chance, Error,
    chance::{GateFor, Inputs, Requirement},
};

fn main() -> Result<(), Error> {
    // 65% of first appointments lead to a proposal, 40% of proposals to a sale. Eight sales are wanted.
    let chain = Chain::new(&[0.65, 0.40])?;
    let chance = Chance::of(&chain, 0, 2)?;

    // "Divide by the rate" asks for 8 / 0.26 = 30.8 appointments. What do 31 bring?
    let sales = chance.results(31)?;
    println!("31 appointments bring {:.2} sales on average.", sales.mean());
    println!("8 or more: {:.1}%", 100.0 * sales.at_least(8)?.value);
    if let (low, Some(high)) = (sales.interval(0.8)?.low, sales.interval(0.8)?.high) {
        println!("With 80%: {low} to {high}");
    }

    // The fewest appointments for each confidence. No number of them is enough for 100%.
    for confidence in [0.5, 0.8, 0.9, 0.95, 1.0] {
        match chance.inputs_for(8, confidence)? {
            Inputs::Enough { inputs, .. } => {
                println!("{:.0}% sure: {inputs} appointments", 100.0 * confidence)
            }
            _ => println!("{:.0}% sure: no number of appointments is enough", 100.0 * confidence),
        }
    }

    // Or the closing rate that makes 40 appointments enough.
    match chain.gate_for(1, Requirement { results: 8, inputs: 40, confidence: 0.9 })? {
        GateFor::Rate(rate) => {
            println!("90% sure with 40 appointments: close {:.1}%", 100.0 * rate)
        }
        _ => println!("No closing rate makes 40 appointments enough."),
    }
    Ok(())
}
