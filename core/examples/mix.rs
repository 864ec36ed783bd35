//! How many leads does a goal take, when they come from two sources? `cargo run --example mix`

use funnelmath::{
    Chain, Error, Goal,
    chain::{Entry, Mix, MixRequired, Segment},
};

fn main() -> Result<(), Error> {
    // 70% of leads come from the web, 30% are referrals; each has its own rates and sale value.
    let (web, referrals) = ([0.3, 0.25], [0.6, 0.5]);
    let segments = [
        Segment { share: 0.7, rates: &web, sale_value: 2_000.0 },
        Segment { share: 0.3, rates: &referrals, sale_value: 3_400.0 },
    ];
    let mut entries = [0.0; 2];
    let required = Mix::new(&segments)?.required(Goal::Revenue(25_000.0), &mut entries)?;
    let MixRequired::Entry(leads) = required else {
        println!("no number of leads reaches the goal");
        return Ok(());
    };
    println!("{leads:.1} leads a month");
    for (segment, entry) in segments.iter().zip(entries) {
        let mut volumes = [0.0; 3];
        let chain = Chain::new(segment.rates)?;
        let revenue = chain.forward(Entry::First(entry), segment.sale_value, &mut volumes)?;
        let [_, meetings, sales] = volumes;
        println!("{entry:.1} leads, {meetings:.1} meetings, {sales:.1} sales: {revenue:.0}");
    }
    Ok(())
}
