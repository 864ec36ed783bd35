//! Items that already wait on the way, besides those that will come: exact, gate by gate.
//!
//! Those who wait before a gate share its unknown rate with those who come, so they are counted together:
//! h_i(m) = sum over j of P(j of m + w_i pass) h_(i+1)(j), backwards from h(m) = [m >= lacking] at the goal.

use super::urn::{Cells, MOST_INPUTS, NO_CELLS, Row, Urn};
use crate::float::index;
use crate::rate::Evidence;

/// More at a stage, with those who wait there and behind it, are not counted this way.
pub(crate) const MOST_COUNTED: f64 = MOST_INPUTS as f64;

/// A gate on the way to the goal.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Passage {
    /// Its rate, where no count says how well it is known.
    pub(crate) rate: f64,
    pub(crate) evidence: Option<Evidence>,
    /// How many wait before it: a whole number.
    pub(crate) waiting: f64,
}

/// The chance, by how many more come to a stage, that fewer than `lacking` reach the goal (`missed`) or at least
/// so many. From the goal's stage backwards through the `gates`, the last one first; `visit` gets the
/// place of each gate among them and one chance for each number from 0, until there are too many for that.
pub(crate) fn backwards(
    gates: &mut dyn Iterator<Item = Passage>,
    lacking: f64,
    missed: bool,
    visit: &mut dyn FnMut(usize, &[f64]),
) {
    let mut most = MOST_INPUTS;
    let mut values: Cells = NO_CELLS;
    for (count, value) in values.iter_mut().enumerate() {
        *value = f64::from(u8::from(((count as f64) < lacking) == missed));
    }
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
