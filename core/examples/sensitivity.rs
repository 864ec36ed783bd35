//! Which gate is worth most? `cargo run --example sensitivity`

use funnelmath::{
    Chain, Error, Goal,
    chain::{Lever, Situation, Step},
};

fn main() -> Result<(), Error> {
    // Conversation to appointment 50%, appointment to proposal 65%, proposal to sale 40%, 3,400 a sale. The goal is
    // 25,000 a month; 60 conversations are held now.
    let chain = Chain::new(&[0.5, 0.65, 0.40])?;
    let now =
        Situation { goal: Goal::Revenue(25_000.0), sale_value: 3_400.0, stage: 0, volume: 60.0 };
    let levers = [
        ("appointments", Lever::Gate(0), Step::Points(5.0)),
        ("proposals", Lever::Gate(1), Step::Points(5.0)),
        ("sales", Lever::Gate(2), Step::Points(5.0)),
        ("sale value", Lever::SaleValue, Step::Percent(5.0)),
    ];
    for (name, lever, step) in levers {
        let effect = chain.sensitivity(&now, lever, step)?;
        let more = effect.revenue_after - effect.revenue_before;
        print!("{name:12} {:.2} to {:.2}: ", effect.from, effect.to);
        match (effect.required_before, effect.required_after) {
            (Some(before), Some(after)) => print!("{before:.1} conversations become {after:.1}"),
            _ => print!("the goal is out of reach"),
        }
        println!(", revenue +{more:.0}");
    }
    Ok(())
}
