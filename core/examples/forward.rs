//! What comes out of what goes in? `cargo run --example forward`

use funnelmath::{
    Chain, Error,
    chain::{Entry, Worth},
};

fn main() -> Result<(), Error> {
    // Half of the conversations lead to an appointment, 65% of those to a proposal, 40% of those to a sale.
    let chain = Chain::new(&[0.5, 0.65, 0.40])?;
    let mut volumes = [0.0; 4];

    // 60 conversations a month; a sale brings 3,400.
    let revenue = chain.forward(Entry::First(60.0), 3_400.0, &mut volumes)?;
    print("60 conversations", &volumes, revenue);

    // Four referrals a month come as appointments, past the first gate.
    let entry = Entry::Each(&[60.0, 4.0, 0.0, 0.0]);
    let revenue = chain.forward(entry, 3_400.0, &mut volumes)?;
    print("and 4 referrals", &volumes, revenue);

    // Each proposal is a paid study of 200.
    let worth = Worth::Each(&[0.0, 0.0, 200.0, 3_400.0]);
    let revenue = chain.forward(entry, worth, &mut volumes)?;
    print("and paid studies", &volumes, revenue);
    println!("Of 100 conversations, {:.0} become a sale.", 100.0 * chain.overall());
    Ok(())
}

fn print(what: &str, volumes: &[f64; 4], revenue: f64) {
    let [conversations, appointments, proposals, sales] = volumes;
    print!("{what:16}: {conversations} -> {appointments} -> {proposals:.1} -> {sales:.2}");
    println!(", revenue {revenue:.0}");
}
