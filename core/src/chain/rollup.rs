//! Several chains added up: reps into a team, segments into a market.

use super::forward::pass;
use crate::bounds::Rate;
use crate::error::{Error, ErrorKind, same_length};
use crate::field::Field;
use crate::float::{Sum, number};

/// A team's totals.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Total {
    /// The revenue of all members together.
    pub revenue: f64,
    /// Revenue per sale over all members; `None` when they sell nothing.
    pub sale_value: Option<f64>,
    /// Sales per entry over all members; `None` when nothing enters.
    pub overall: Option<f64>,
}

/// Adds up several chains of equally many gates, weighted by their volumes, and says which rates the
/// team as a whole has: a sum of products, never a product of means.
///
/// Member *m* has the rates `rates[m * gates..][..gates]`, `entries[m]` items that enter its first
/// stage, and `sale_values[m]` revenue per sale. `volumes` (one place for each stage) receives the
/// summed volumes, `implied` (one place for each gate) the team's rates: what leaves the gate over what
/// enters it; `None` where nothing enters. Sums are compensated (Neumaier).
///
/// ```
/// // Ann makes 90 appointments and sells 50 %; Bo makes 10 and sells 10 %.
/// let (mut volumes, mut implied) = ([0.0; 2], [None; 1]);
/// let total = funnelmath::roll_up(
///     1, &[0.5, 0.1], &[90.0, 10.0], &[1_000.0, 1_000.0], &mut volumes, &mut implied,
/// )?;
/// assert_eq!(volumes, [100.0, 46.0]);
/// assert_eq!(implied, [Some(0.46)]); // and not the mean of the rates, 30 %
/// assert_eq!(total.revenue, 46_000.0);
/// # Ok::<(), funnelmath::Error>(())
/// ```
///
/// # Errors
/// [`NoGates`](ErrorKind::NoGates) for `gates == 0`, [`Length`](ErrorKind::Length) when a list does not
/// fit, [`Rate`](ErrorKind::Rate) (index into `rates`), [`Volume`](ErrorKind::Volume) and
/// [`Money`](ErrorKind::Money) (index of the member) for numbers out of range,
/// [`Overflow`](ErrorKind::Overflow) when a sum exceeds an f64. The outputs are then untouched.
pub fn roll_up(
    gates: usize,
    rates: &[f64],
    entries: &[f64],
    sale_values: &[f64],
    volumes: &mut [f64],
    implied: &mut [Option<f64>],
) -> Result<Total, Error> {
    if gates == 0 {
        return Err(Error::new(ErrorKind::NoGates).field_is(Field::Rates));
    }
    same_length(Field::Rates, entries.len().saturating_mul(gates), rates.len())?;
    same_length(Field::SaleValues, entries.len(), sale_values.len())?;
    same_length(Field::Implied, gates, implied.len())?;
    same_length(Field::Volumes, gates.saturating_add(1), volumes.len())?;
    Field::Rates.check_each(rates)?;
    Field::Entries.check_each(entries)?;
    Field::SaleValues.check_each(sale_values)?;

    // A stage at a time over all members: it needs no memory for the running volumes.
    let at = |stage| summed(gates, rates, entries, stage, &[]);
    let revenue = Field::Revenue.finite(summed(gates, rates, entries, gates, sale_values))?;
    let entry = Field::Volumes.finite(at(0))?;

    for (stage, place) in volumes.iter_mut().enumerate() {
        *place = at(stage);
    }
    for (rate, pair) in implied.iter_mut().zip(volumes.windows(2)) {
        *rate = match pair {
            [enter, leave] => number(*leave / *enter).map(|rate| rate.min(Rate::MAX)),
            _ => None,
        };
    }
    let sales = volumes.last().copied().unwrap_or(0.0);
    Ok(Total {
        revenue,
        sale_value: number(revenue / sales),
        overall: number(sales / entry).map(|rate| rate.min(Rate::MAX)),
    })
}

/// What reaches a stage over all members, each times its value; without values, the volume.
fn summed(gates: usize, rates: &[f64], entries: &[f64], stage: usize, values: &[f64]) -> f64 {
    let mut sum = Sum::default();
    for (member, (rates, &entry)) in rates.chunks_exact(gates).zip(entries).enumerate() {
        let volume = pass(entry, rates.get(..stage).unwrap_or_default());
        sum.add(volume * values.get(member).copied().unwrap_or(1.0));
    }
    sum.total()
}
