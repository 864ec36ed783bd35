//! Up to 512 items: the probabilities for every number of arrivals, exact, gate by gate.

use super::Passage;
use crate::count::urn::{Cells, MOST_INPUTS, NO_CELLS, Row, Urn};
use crate::float::index;

/// The most items, arriving and waiting together, that the table holds.
pub(crate) const MOST_COUNTED: f64 = MOST_INPUTS as f64;

/// For each number of arrivals at a stage, the probability that fewer than `lacking` reach the goal (`missed`) or that
/// at least so many do, as [`backwards_from`].
pub(crate) fn backwards(
    gates: &mut dyn Iterator<Item = Passage>,
    lacking: f64,
    missed: bool,
    visit: &mut dyn FnMut(usize, &[f64]),
) {
    let mut values: Cells = NO_CELLS;
    for (count, value) in values.iter_mut().enumerate() {
        *value = f64::from(u8::from(((count as f64) < lacking) == missed));
    }
    backwards_from(gates, &values, visit);
}

/// The expectation of a function of the number of results, whose `values` at 0, 1, 2, ... are given, for each number of
/// arrivals at a stage. Goes through the `gates` from the last one to the first. `visit` gets the place of each gate in
/// that order and the expectations for 0, 1, 2, ... arrivals; it ends where the table is too small.
pub(crate) fn backwards_from(
    gates: &mut dyn Iterator<Item = Passage>,
    values: &Cells,
    visit: &mut dyn FnMut(usize, &[f64]),
) {
    let mut most = MOST_INPUTS;
    let mut values = *values;
    for (place, gate) in gates.enumerate() {
        if gate.waiting >= most as f64 {
            return;
        }
        let waiting = index(gate.waiting);
        most -= waiting;
        let urn = gate.evidence.map_or(Urn::known(gate.rate), Urn::counted);
        let mut row = Row::new();
        for _ in 0..waiting {
            row.step(urn);
        }
        let mut before = NO_CELLS;
        for (come, cell) in before.iter_mut().enumerate().take(most + 1) {
            if come > 0 {
                row.step(urn);
            }
            *cell = row.dot(&values);
        }
        values = before;
        visit(place, values.get(..=most).unwrap_or_default());
    }
}
