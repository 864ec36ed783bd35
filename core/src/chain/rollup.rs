//! Several chains added up: reps into a team, segments into a market.

use super::forward::pass;
use crate::bounds::{Rate, positive};
use crate::error::{Error, ErrorKind, same_length};
use crate::field::Field;
use crate::float::{Sum, number};
use crate::trace::{Formula, StepName, Trace, add};

/// Several chains of equally many gates, to be added up. They are weighted by their volumes: the rates of the
/// whole are sums of products, never products of means.
///
/// ```
/// use funnelmath::chain::RollUp;
///
/// // Ann makes 90 appointments and sells 50%; Bo makes 10 and sells 10%.
/// let team = RollUp {
///     gates: 1,
///     rates: &[0.5, 0.1],
///     entries: &[90.0, 10.0],
///     sale_values: &[1_000.0, 1_000.0],
/// };
/// let (mut volumes, mut implied) = ([0.0; 2], [None; 1]);
/// let total = team.total(&mut volumes, &mut implied)?;
/// assert_eq!(volumes, [100.0, 46.0]);
/// assert_eq!(implied, [Some(0.46)]); // and not the mean of the rates, 30%
/// assert_eq!(total.revenue, 46_000.0);
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RollUp<'a> {
    /// How many gates each chain has.
    pub gates: usize,
    /// The rates of the members, one after the other: member *m* has `rates[m * gates..][..gates]`.
    pub rates: &'a [f64],
    /// How many items enter the first stage of each member.
    pub entries: &'a [f64],
    /// The revenue per sale of each member.
    pub sale_values: &'a [f64],
}

/// The totals of several chains, from [`RollUp::total`]. [`RollUp`] has an example.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Total {
    /// The revenue of all members together.
    pub revenue: f64,
    /// Revenue per sale over all members; `None` when they sell nothing.
    pub sale_value: Option<f64>,
    /// Sales per entry over all members; `None` when nothing enters.
    pub overall: Option<f64>,
}

impl RollUp<'_> {
    /// The totals. `volumes` (one place for each stage) receives the summed volumes, `implied` (one place for
    /// each gate) the rates of the team: what leaves the gate over what enters it; `None` where nothing enters.
    /// Sums are compensated (Neumaier 1974).
    ///
    /// # Errors
    /// [`NoGates`](ErrorKind::NoGates) for `gates == 0`, [`Length`](ErrorKind::Length) when a list does not
    /// fit, [`Rate`](ErrorKind::Rate) (index into `rates`), [`Volume`](ErrorKind::Volume) and
    /// [`Money`](ErrorKind::Money) (index of the member) for numbers out of range,
    /// [`Overflow`](ErrorKind::Overflow) when a sum exceeds an f64. The outputs are then untouched.
    pub fn total(&self, volumes: &mut [f64], implied: &mut [Option<f64>]) -> Result<Total, Error> {
        self.total_traced(volumes, implied, &mut ())
    }

    /// [`total`](Self::total), passing each step to `trace`.
    ///
    /// # Errors
    /// As [`total`](Self::total).
    pub fn total_traced(
        &self,
        volumes: &mut [f64],
        implied: &mut [Option<f64>],
        trace: &mut impl Trace,
    ) -> Result<Total, Error> {
        let &Self { gates, rates, entries, sale_values } = self;
        if gates == 0 {
            return Err(Error::new(ErrorKind::NoGates).field_is(Field::Gates));
        }
        same_length(Field::Rates, entries.len().saturating_mul(gates), rates.len())?;
        same_length(Field::SaleValues, entries.len(), sale_values.len())?;
        same_length(Field::Implied, gates, implied.len())?;
        same_length(Field::Volumes, gates.saturating_add(1), volumes.len())?;
        Field::Rates.check_each(rates)?;
        Field::Entries.check_each(entries)?;
        Field::SaleValues.check_each(sale_values)?;

        // One stage at a time over all members: this needs no memory for the running volumes.
        let revenue =
            Field::Revenue.finite(self.summed(gates, sale_values, ("revenue", None), trace))?;
        let entry = Field::Volumes.finite(self.summed(0, &[], ("volumes", Some(0)), &mut ()))?;

        for (stage, place) in volumes.iter_mut().enumerate() {
            *place = self.summed(stage, &[], ("volumes", Some(stage)), trace);
        }
        for (gate, (rate, pair)) in implied.iter_mut().zip(volumes.windows(2)).enumerate() {
            *rate = match *pair {
                [enters, leaves] => rate_of(leaves, enters, ("implied", Some(gate)), trace),
                _ => None,
            };
        }
        let sales = volumes.last().copied().unwrap_or(0.0);
        let sale_value = number(revenue / sales);
        if let Some(value) = sale_value {
            trace.step("sale_value".into(), Formula::Ratio, &[revenue, sales], value);
        }
        Ok(Total { revenue, sale_value, overall: rate_of(sales, entry, ("overall", None), trace) })
    }

    /// What reaches a stage over all members, each times its value; without values, the volume.
    fn summed(&self, stage: usize, values: &[f64], name: Name, trace: &mut impl Trace) -> f64 {
        let mut sum = Sum::default();
        let members = self.rates.chunks_exact(self.gates).zip(self.entries).enumerate();
        for (member, (rates, &entry)) in members {
            let volume = pass(positive(entry), rates.get(..stage).unwrap_or_default());
            let value = positive(values.get(member).copied().unwrap_or(1.0));
            add(&mut sum, volume * value, step(name), trace);
        }
        sum.total()
    }
}

/// The name of a step, and its index.
type Name = (&'static str, Option<usize>);

fn step((name, index): Name) -> StepName {
    match index {
        Some(index) => (name, index).into(),
        None => name.into(),
    }
}

/// A rate of volumes; roundings of the sums must not lift it above 1.
fn rate_of(leaves: f64, enters: f64, name: Name, trace: &mut impl Trace) -> Option<f64> {
    let rate = number(leaves / enters)?.min(Rate::MAX);
    trace.step(step(name), Formula::ImpliedRate, &[leaves, enters], rate);
    Some(rate)
}
