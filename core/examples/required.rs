//! What must go in for a goal to be met? `cargo run --example required`

use funnelmath::{Calendar, Chain, Error, Goal, Period, Policy, Start, chain::Required};

fn main() -> Result<(), Error> {
    // 65% of first appointments lead to a proposal, 40% of proposals to a sale of 3,400. 25,000 a month are wanted.
    let chain = Chain::new(&[0.65, 0.40])?;
    let goal = Goal::Revenue(25_000.0);
    let mut month = [0.0; 3];
    match chain.required(goal, 3_400.0, Start::Empty, &mut month)? {
        Required::Entry(entry) => println!("A month takes {entry:.4} first appointments."),
        Required::Unreachable(why) => println!("The goal is out of reach: {:?}", why.lever),
    }

    // In a week, in whole appointments, and what those deliver.
    let [appointments, ..] = month;
    for (name, calendar) in
        [("52 weeks", Calendar::COMMON), ("48 weeks", Calendar::FOUR_WEEK_MONTH)]
    {
        let week = calendar.convert(appointments, Period::Month, Period::Week)?;
        let whole = Policy::Up.apply(week)?;
        let delivers = 100.0 * whole.delivers().unwrap_or(0.0);
        println!("A year of {name}: {week:.4} a week, so {} (deliver {delivers:.1}%)", whole.units);
    }

    // Two sales are made, and six proposals are open.
    let open = Start::Open(&[0.0, 6.0, 2.0]);
    if let Required::Entry(entry) = chain.required(goal, 3_400.0, open, &mut month)? {
        println!("With 2 sales and 6 open proposals: {entry:.4} more");
    }

    // A closed gate is an answer too.
    let closed = Chain::new(&[0.65, 0.0])?;
    if let Required::Unreachable(why) = closed.required(goal, 3_400.0, Start::Empty, &mut month)? {
        println!(
            "With a rate of 0: {:?} is closed, {:.4} are missing behind it",
            why.lever, why.missing
        );
    }
    Ok(())
}
