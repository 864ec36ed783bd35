//! Solving for anything: whatever is known, find what follows from it.
//!
//! Stages and the revenue are the nodes of a path, gates and the sale value its edges:
//! `node[i + 1] = node[i] * edge[i]`. Known nodes cut the path into segments, and so do edges known
//! to be 0. Inside a segment one unknown edge is determined, several only in their product.

use crate::bounds::{Money, Rate, Volume};
use crate::error::{Error, ErrorKind, same_length};
use crate::math::ties;

/// What is known of a funnel, and (`None`) what is not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Knowns<'a> {
    /// The volume of each stage, `0..=n`.
    pub volumes: &'a [Option<f64>],
    /// The rate of each gate, `0..n`.
    pub rates: &'a [Option<f64>],
    /// The average revenue of an item that leaves the last gate.
    pub sale_value: Option<f64>,
    /// The revenue.
    pub revenue: Option<f64>,
}

/// What the knowns say of one quantity.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Answer {
    /// It was given.
    Given(f64),
    /// It follows.
    Found(f64),
    /// It does not follow.
    Undetermined,
    /// Of a rate or the sale value: only its product with the other such ones of the same segment
    /// follows, those between stage `from` and stage `to` (the number of stages stands for the revenue).
    OnlyProduct {
        /// The stage the segment begins at.
        from: usize,
        /// The stage it ends at; the number of stages stands for the revenue.
        to: usize,
        /// The product of all its unknown rates (and sale value).
        product: f64,
    },
}

impl Answer {
    /// The value, given or found.
    #[must_use]
    pub const fn value(&self) -> Option<f64> {
        match *self {
            Answer::Given(value) | Answer::Found(value) => Some(value),
            Answer::Undetermined | Answer::OnlyProduct { .. } => None,
        }
    }
}

/// Why the knowns cannot all be true. Stage numbers; the number of stages stands for the revenue.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Conflict {
    /// The volume of stage `from` and all the rates up to stage `to` are known, or the gate behind
    /// `from` is known to be closed, and they lead elsewhere than to what is known of `to`.
    Contradictory {
        /// The stage the contradiction begins at.
        from: usize,
        /// The stage it ends at.
        to: usize,
        /// What the knowns before lead to at `to`; the largest f64 when it is beyond.
        expected: f64,
        /// What was given there.
        given: f64,
    },
    /// Some unknown gate would need a rate above 1.
    Impossible {
        /// The gate; of several unknown ones in the segment, the first.
        gate: usize,
        /// How many gates of the segment are unknown: their product would be above 1.
        gates: usize,
        /// The rate, or the product of rates, it would take; `None` where no number would do, because
        /// nothing arrives at the gate, or next to nothing.
        takes: Option<f64>,
        /// The stage whose given volume is out of reach.
        to: usize,
        /// The best that can be reached there: with the unknown rates at 1; the largest f64 when it is
        /// beyond.
        best: f64,
    },
}

/// What [`solve`] found. The answers about volumes and rates are in the slices passed to it.
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use]
#[non_exhaustive]
pub struct Solution {
    /// The first conflict among the knowns, if there is any; answers of other segments still hold.
    pub conflict: Option<Conflict>,
    /// How many quantities do not follow; 0 when all are known now.
    pub undetermined: usize,
    /// The sale value.
    pub sale_value: Answer,
    /// The revenue.
    pub revenue: Answer,
}

/// From any known volumes, rates, sale value and revenue, every quantity that follows.
///
/// `volumes` and `rates` receive an [`Answer`] for each stage and gate. Knowns that disagree by less
/// than 2^-40 of themselves agree, and a rate that close to 1 is 1 (the tie rule).
///
/// "Which closing rate would get us there with the appointments we have?":
///
/// ```
/// use funnelmath::{Answer, Conflict, Knowns, solve};
///
/// let knowns = Knowns {
///     volumes: &[Some(24.0), None, None], // 24 first appointments a month
///     rates: &[Some(0.65), None],         // 65 % get a proposal
///     sale_value: Some(3_400.0),
///     revenue: Some(25_000.0),
/// };
/// let (mut volumes, mut rates) = ([Answer::Undetermined; 3], [Answer::Undetermined; 2]);
/// let solution = solve(&knowns, &mut volumes, &mut rates)?;
/// assert_eq!(solution.undetermined, 0);
/// assert_eq!(format!("{:.4}", rates[1].value().unwrap()), "0.4713");
///
/// // With 10 appointments no closing rate will do.
/// let knowns = Knowns { volumes: &[Some(10.0), None, None], ..knowns };
/// let solution = solve(&knowns, &mut volumes, &mut rates)?;
/// let Some(Conflict::Impossible { gate: 1, takes: Some(rate), best, .. }) = solution.conflict else {
///     panic!("a rate above 1 is no rate");
/// };
/// assert_eq!(format!("{rate:.2} {best:.0}"), "1.13 22100"); // 113 %; 22,100 at the very best
/// # Ok::<(), funnelmath::Error>(())
/// ```
///
/// # Errors
/// [`Volume`](ErrorKind::Volume), [`Rate`](ErrorKind::Rate) (with their index) or
/// [`Money`](ErrorKind::Money) for a known that is out of range, [`NoGates`](ErrorKind::NoGates) when
/// `rates` is empty, [`Length`](ErrorKind::Length) when a list does not fit the chain,
/// [`Overflow`](ErrorKind::Overflow) with the stage, gate or (beyond them) money whose answer exceeds an
/// f64. The slices are then untouched.
pub fn solve(
    knowns: &Knowns<'_>,
    volumes: &mut [Answer],
    rates: &mut [Answer],
) -> Result<Solution, Error> {
    let path = Path::new(knowns)?;
    same_length(knowns.volumes.len(), volumes.len())?;
    same_length(knowns.rates.len(), rates.len())?;

    if !path.is_tame() {
        // First without writing: an error must leave the slices as they were.
        path.walk(&mut |_, _| ())?;
    }
    let given =
        |known: Option<f64>| known.map_or(Answer::Undetermined, |value| Answer::Given(value + 0.0));
    for (place, &known) in volumes.iter_mut().zip(knowns.volumes) {
        *place = given(known);
    }
    for (place, &known) in rates.iter_mut().zip(knowns.rates) {
        *place = given(known);
    }
    let (mut sale_value, mut revenue) = (given(knowns.sale_value), given(knowns.revenue));
    let conflict = path.walk(&mut |slot, answer| {
        let place = match slot {
            Slot::Node(node) => volumes.get_mut(node).unwrap_or(&mut revenue),
            Slot::Edge(edge) => rates.get_mut(edge).unwrap_or(&mut sale_value),
        };
        *place = answer;
    })?;
    let undetermined = volumes
        .iter()
        .chain(rates.iter())
        .chain([&sale_value, &revenue])
        .filter(|answer| answer.value().is_none())
        .count();
    Ok(Solution { conflict, undetermined, sale_value, revenue })
}

/// Where an answer belongs: a stage or the revenue, a gate or the sale value.
enum Slot {
    Node(usize),
    Edge(usize),
}

/// The checked knowns as one path.
struct Path<'a> {
    knowns: &'a Knowns<'a>,
    gates: usize,
}

/// The unknown edges between two known nodes.
struct Gap {
    first: usize,
    last: usize,
    count: usize,
    /// What the known edges let through of what enters, multiplied in their order.
    best: f64,
}

impl<'a> Path<'a> {
    fn new(knowns: &'a Knowns<'a>) -> Result<Self, Error> {
        let gates = knowns.rates.len();
        if gates == 0 {
            return Err(Error::new(ErrorKind::NoGates));
        }
        same_length(gates + 1, knowns.volumes.len())?;
        for (index, &known) in knowns.volumes.iter().enumerate() {
            known.map_or(Ok(()), |v| Volume::new(v).map(drop)).map_err(|e| e.at(index))?;
        }
        for (index, &known) in knowns.rates.iter().enumerate() {
            known.map_or(Ok(()), |r| Rate::new(r).map(drop)).map_err(|e| e.at(index))?;
        }
        for known in [knowns.sale_value, knowns.revenue] {
            known.map_or(Ok(()), |m| Money::new(m).map(drop))?;
        }
        Ok(Self { knowns, gates })
    }

    /// Whether no answer can go beyond f64: with 33 edges, none below 1e-8 but 0, and nothing above 1e18,
    /// all quotients and products on the way stay between 1e-290 and 1e290.
    fn is_tame(&self) -> bool {
        let tame = |known: &Option<f64>| {
            known.is_none_or(|value| value == 0.0 || (1e-8..=1e18).contains(&value))
        };
        self.gates <= 32
            && self.knowns.volumes.iter().all(tame)
            && self.knowns.rates.iter().all(tame)
            && tame(&self.knowns.sale_value)
            && tame(&self.knowns.revenue)
    }

    /// The last node: the revenue.
    fn end(&self) -> usize {
        self.gates + 1
    }

    fn node(&self, node: usize) -> Option<f64> {
        let known = self.knowns.volumes.get(node).copied().unwrap_or(self.knowns.revenue);
        known.map(|value| value + 0.0)
    }

    fn edge(&self, edge: usize) -> Option<f64> {
        self.knowns.rates.get(edge).copied().unwrap_or(self.knowns.sale_value)
    }

    /// Says all that follows to `put`, and returns the first conflict.
    fn walk(&self, put: &mut dyn FnMut(Slot, Answer)) -> Result<Option<Conflict>, Error> {
        let mut conflict = None;
        // The last known node, if nothing cuts the path behind it.
        let mut from: Option<(usize, f64)> = None;
        // The first node that can be reached going back from the next known one.
        let mut cut = 0;
        for node in 0..=self.end() {
            let closed = node > 0 && self.edge(node - 1) == Some(0.0);
            let known = match (self.node(node), closed) {
                (Some(given), true) if given > 0.0 => {
                    let from = node - 1;
                    let expected = 0.0;
                    conflict.get_or_insert(Conflict::Contradictory {
                        from,
                        to: node,
                        expected,
                        given,
                    });
                    Some(given)
                }
                (None, true) => {
                    put(Slot::Node(node), Answer::Found(0.0));
                    Some(0.0)
                }
                (known, _) => known,
            };
            if closed {
                self.onward(from, node - 1, put)?;
                (from, cut) = (None, node);
            }
            let Some(value) = known else { continue };
            match from {
                None => self.back((node, value), cut, put)?,
                Some(before) => {
                    let found = self.between(before, (node, value), put)?;
                    conflict = conflict.or(found);
                }
            }
            from = Some((node, value));
        }
        self.onward(from, self.end(), put)?;
        Ok(conflict)
    }

    /// From a known node forwards to `last`, as far as edges are known; nothing stays nothing.
    fn onward(
        &self,
        from: Option<(usize, f64)>,
        last: usize,
        put: &mut dyn FnMut(Slot, Answer),
    ) -> Result<(), Error> {
        let Some((node, mut value)) = from else { return Ok(()) };
        for edge in node..last {
            match self.edge(edge) {
                Some(rate) => value *= rate,
                None if value == 0.0 => {}
                None => return Ok(()),
            }
            if !value.is_finite() {
                return Err(Error::new(ErrorKind::Overflow).at(edge + 1));
            }
            put(Slot::Node(edge + 1), Answer::Found(value));
        }
        Ok(())
    }

    /// From a known node backwards to `first`, as far as edges are known.
    fn back(
        &self,
        (node, value): (usize, f64),
        first: usize,
        put: &mut dyn FnMut(Slot, Answer),
    ) -> Result<(), Error> {
        let mut value = value;
        for edge in (first..node).rev() {
            let Some(rate) = self.edge(edge) else { return Ok(()) };
            value /= rate;
            if !value.is_finite() {
                return Err(Error::new(ErrorKind::Overflow).at(edge));
            }
            put(Slot::Node(edge), Answer::Found(value));
        }
        Ok(())
    }

    /// Between two known nodes with no closed edge between them.
    fn between(
        &self,
        (from, enter): (usize, f64),
        (to, leave): (usize, f64),
        put: &mut dyn FnMut(Slot, Answer),
    ) -> Result<Option<Conflict>, Error> {
        let gap = self.gap((from, enter), to);
        // What the known rates let through: all of it told as the largest f64, when it is beyond.
        let best = gap.best.min(f64::MAX);
        if gap.count == 0 {
            if !gap.best.is_finite() || !ties(best, leave) {
                let (expected, given) = (best, leave);
                return Ok(Some(Conflict::Contradictory { from, to, expected, given }));
            }
            self.onward(Some((from, enter)), to - 1, put)?;
            return Ok(None);
        }
        let impossible = |takes| {
            let (gate, gates) = (gap.first, gap.count);
            Ok(Some(Conflict::Impossible { gate, gates, takes, to, best }))
        };
        let sale_value_unknown = gap.last == self.gates;
        if enter == 0.0 {
            if leave == 0.0 {
                // Nothing enters and nothing leaves: the rates may be any.
                self.onward(Some((from, enter)), to - 1, put)?;
                return Ok(None);
            }
            if sale_value_unknown && gap.count == 1 {
                let (expected, given) = (0.0, leave);
                return Ok(Some(Conflict::Contradictory { from, to, expected, given }));
            }
            return impossible(None);
        }
        let product = if gap.best > 0.0 && gap.best.is_finite() {
            leave / gap.best
        } else {
            // What enters leaves the range of f64 on its way through the known rates; coming from
            // the other side it need not.
            self.known_edges(from, to).rev().fold(leave, |rest, edge| rest / edge) / enter
        };
        if sale_value_unknown {
            if !product.is_finite() {
                return Err(Error::new(ErrorKind::Overflow).at(gap.last));
            }
        } else if ties(product, Rate::MAX) {
            self.all_through((from, enter), to, put);
            return Ok(None);
        } else if product > Rate::MAX {
            return impossible(product.is_finite().then_some(product));
        }
        for edge in gap.first..=gap.last {
            if self.edge(edge).is_none() {
                let answer = match gap.count {
                    1 => Answer::Found(product),
                    _ => Answer::OnlyProduct { from, to, product },
                };
                put(Slot::Edge(edge), answer);
            }
        }
        self.onward(Some((from, enter)), gap.first, put)?;
        self.back((to, leave), from, put)?;
        Ok(None)
    }

    /// Rates of at most 1 whose product is 1 are all 1.
    fn all_through(
        &self,
        (from, enter): (usize, f64),
        to: usize,
        put: &mut dyn FnMut(Slot, Answer),
    ) {
        let mut value = enter;
        for edge in from..to {
            match self.edge(edge) {
                Some(rate) => value *= rate,
                None => put(Slot::Edge(edge), Answer::Found(Rate::MAX)),
            }
            if edge + 1 < to {
                put(Slot::Node(edge + 1), Answer::Found(value));
            }
        }
    }

    fn gap(&self, (from, enter): (usize, f64), to: usize) -> Gap {
        let mut gap = Gap { first: from, last: from, count: 0, best: enter };
        for edge in from..to {
            match self.edge(edge) {
                Some(rate) => gap.best *= rate,
                None => {
                    if gap.count == 0 {
                        gap.first = edge;
                    }
                    gap.last = edge;
                    gap.count += 1;
                }
            }
        }
        gap
    }

    /// The known rates (and sale value) between two nodes.
    fn known_edges(&self, from: usize, to: usize) -> impl DoubleEndedIterator<Item = f64> + '_ {
        (from..to).filter_map(|edge| self.edge(edge))
    }
}
