//! Which rate, volume or value would get us there? `cargo run --example solve`

use funnelmath::{
    Error,
    chain::{Answer, Conflict, Knowns, solve},
};

fn main() -> Result<(), Error> {
    // 20 first appointments a month are all we can make. Which closing rate brings 25,000?
    let (mut volumes, mut rates) = ([Answer::Undetermined; 3], [Answer::Undetermined; 2]);
    let knowns = Knowns {
        volumes: &[Some(20.0), None, None],
        rates: &[Some(0.65), None],
        sale_value: Some(3_400.0),
        revenue: Some(25_000.0),
    };
    let _ = solve(&knowns, &mut volumes, &mut rates)?;
    if let [_, Answer::Found(closing)] = rates {
        println!("Closing rate: {:.2}%", 100.0 * closing);
    }

    // Which sale value, at 40%?
    let knowns = Knowns { rates: &[Some(0.65), Some(0.40)], sale_value: None, ..knowns };
    if let Answer::Found(value) = solve(&knowns, &mut volumes, &mut rates)?.sale_value {
        println!("Sale value: {value:.2}");
    }

    // 10 appointments would need more than every proposal to be sold.
    let knowns = Knowns {
        volumes: &[Some(10.0), None, None],
        rates: &[Some(0.65), None],
        sale_value: Some(3_400.0),
        ..knowns
    };
    if let Some(Conflict::Impossible { gate, takes: Some(rate), .. }) =
        solve(&knowns, &mut volumes, &mut rates)?.conflict
    {
        println!("With 10 appointments gate {gate} would need {:.0}%.", 100.0 * rate);
    }
    Ok(())
}
