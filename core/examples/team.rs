//! What is the rate of a team? `cargo run --example team`

use funnelmath::{Error, chain::RollUp};

fn main() -> Result<(), Error> {
    // Ann has 90 appointments, Bo 10: rates from appointment to proposal and to sale, and values of a sale.
    let team = RollUp {
        gates: 2,
        rates: &[0.60, 0.50, 0.20, 0.30],
        entries: &[90.0, 10.0],
        sale_values: &[1_000.0, 4_000.0],
    };
    let (mut volumes, mut rates) = ([0.0; 3], [None; 2]);
    let total = team.total(&mut volumes, &mut rates)?;

    let [appointments, proposals, sales] = volumes;
    println!(
        "{appointments} appointments, {proposals} proposals, {sales:.1} sales, revenue {:.0}",
        total.revenue
    );
    if let [Some(to_proposal), Some(to_sale)] = rates {
        println!("Rates of the team: {:.1}% and {:.1}%", 100.0 * to_proposal, 100.0 * to_sale);
    }
    if let (Some(overall), Some(value)) = (total.overall, total.sale_value) {
        println!("Appointment to sale: {:.1}%, {value:.2} a sale", 100.0 * overall);
    }
    // The mean of the two members' rates counts Bo's 10 appointments as much as Ann's 90.
    println!(
        "Mean of the rates, which is wrong: {:.1}% and {:.1}%",
        100.0 * (0.60 + 0.20) / 2.0,
        100.0 * (0.50 + 0.30) / 2.0
    );
    Ok(())
}
