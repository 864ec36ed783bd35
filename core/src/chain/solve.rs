//! Solving for any quantity of a chain: from the ones that are known, all that follow.
//!
//! Stages and the revenue are the nodes of a path, gates and the sale value its edges:
//! `node[i + 1] = node[i] * edge[i]`. Known nodes cut the path into segments, and so do edges known
//! to be 0. Inside a segment one unknown edge is determined, several only in their product.

use crate::bounds::{Rate, positive, unit};
use crate::error::{Error, ErrorKind, same_length};
use crate::field::Field;
use crate::float::{is_finite, nearest, number, ties};
use crate::trace::{Formula, StepName, Trace, told};

/// The known quantities of a funnel; `None` marks an unknown one. [`solve`] has an example.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
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

/// The answer about one quantity, from [`solve`], which has an example.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Answer {
    /// It is one of the knowns.
    Given(f64),
    /// It follows from the knowns.
    Found(f64),
    /// It does not follow from the knowns.
    Undetermined,
    /// Several rates (or the sale value) between stage `from` and stage `to` are unknown, and only their product
    /// follows. The number of stages stands for the revenue.
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

/// Why the knowns cannot all be true. Stages are given by number; the number of stages stands for the revenue.
/// [`solve`] has an example.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Conflict {
    /// The known volume of stage `from` and the known rates up to stage `to` (or a closed gate after `from`)
    /// give another number at `to` than the one that was given.
    Contradictory {
        /// The stage the contradiction begins at.
        from: usize,
        /// The stage it ends at.
        to: usize,
        /// The number that the earlier knowns give at `to`; the largest f64 when it exceeds an f64.
        expected: f64,
        /// The number that was given at `to`.
        given: f64,
    },
    /// Some unknown gate would need a rate above 1.
    Impossible {
        /// The gate; of several unknown ones in the segment, the first.
        gate: usize,
        /// How many gates of the segment are unknown: their product would be above 1.
        gates: usize,
        /// The rate, or the product of rates, that it would take; `None` when nothing arrives at the gate, or so
        /// little that the quotient exceeds an f64.
        takes: Option<f64>,
        /// The stage whose given volume is out of reach.
        to: usize,
        /// The most that can reach it, with the unknown rates at 1; the largest f64 when it exceeds an f64.
        best: f64,
    },
}

/// What [`solve`] found. The answers about volumes and rates are in the slices passed to it.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[must_use]
#[non_exhaustive]
pub struct Solution {
    /// The first conflict among the knowns, if any. Answers of other segments still hold.
    pub conflict: Option<Conflict>,
    /// How many quantities do not follow from the knowns.
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
/// use funnelmath::chain::{Answer, Conflict, Knowns, solve};
///
/// let knowns = Knowns {
///     volumes: &[Some(24.0), None, None], // 24 first appointments a month
///     rates: &[Some(0.65), None],         // 65% get a proposal
///     sale_value: Some(3_400.0),
///     revenue: Some(25_000.0),
/// };
/// let (mut volumes, mut rates) = ([Answer::Undetermined; 3], [Answer::Undetermined; 2]);
/// let solution = solve(&knowns, &mut volumes, &mut rates)?;
/// assert_eq!(solution.undetermined, 0);
/// assert!(matches!(rates, [Answer::Given(_), Answer::Found(closing)] if format!("{closing:.4}") == "0.4713"));
///
/// // With 10 appointments no closing rate will do.
/// let knowns = Knowns { volumes: &[Some(10.0), None, None], ..knowns };
/// let solution = solve(&knowns, &mut volumes, &mut rates)?;
/// match solution.conflict {
///     Some(Conflict::Impossible { gate: 1, takes: Some(rate), best, .. }) => {
///         assert_eq!(format!("{rate:.2} {best:.0}"), "1.13 22100"); // it takes 113%; 100% bring 22,100
///     }
///     other => unreachable!("{other:?}"),
/// }
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
    solve_traced(knowns, volumes, rates, &mut ())
}

/// [`solve`], passing each step to `trace`.
///
/// # Errors
/// As [`solve`].
pub fn solve_traced(
    knowns: &Knowns<'_>,
    volumes: &mut [Answer],
    rates: &mut [Answer],
    trace: &mut impl Trace,
) -> Result<Solution, Error> {
    let exact = check(knowns)?;
    same_length(Field::Volumes, knowns.volumes.len(), volumes.len())?;
    same_length(Field::Rates, knowns.rates.len(), rates.len())?;
    let gates = knowns.rates.len();
    if exact {
        Path::<true> { knowns, gates }.solve(volumes, rates, trace)
    } else {
        Path::<false> { knowns, gates }.solve(volumes, rates, trace)
    }
}

/// Inside this file an unknown is NaN, which no known is: half the size of an `Option<f64>`.
fn given(known: f64) -> Answer {
    if known.is_nan() { Answer::Undetermined } else { Answer::Given(known + 0.0) }
}

/// An answer that may exceed an f64.
#[derive(Clone, Copy)]
enum Place {
    /// A stage or, after the last one, the revenue.
    Node(usize),
    SaleValue,
}

/// The answers, as the walk along the path finds them. An answer without a place in a slice is dropped.
struct Answers<'a> {
    volumes: &'a mut [Answer],
    rates: &'a mut [Answer],
    sale_value: Answer,
    revenue: Answer,
    /// The first conflict.
    conflict: Option<Conflict>,
    /// The first answer that exceeds an f64. A rate never does.
    overflow: Option<Place>,
}

impl<'a> Answers<'a> {
    fn new(volumes: &'a mut [Answer], rates: &'a mut [Answer]) -> Self {
        let (sale_value, revenue) = (Answer::Undetermined, Answer::Undetermined);
        Self { volumes, rates, sale_value, revenue, conflict: None, overflow: None }
    }

    /// Stores the answer for a stage or the revenue.
    fn node(&mut self, node: usize, answer: Answer) {
        *self.volumes.get_mut(node).unwrap_or(&mut self.revenue) = answer;
    }

    /// Stores the answer for a gate or the sale value.
    #[inline]
    fn edge(&mut self, edge: usize, answer: Answer) {
        *self.rates.get_mut(edge).unwrap_or(&mut self.sale_value) = answer;
    }

    fn conflict(&mut self, conflict: Conflict) {
        self.conflict.get_or_insert(conflict);
    }

    fn contradictory(&mut self, from: usize, to: usize, expected: f64, given: f64) {
        self.conflict(Conflict::Contradictory { from, to, expected, given });
    }

    /// Keeps the value of a node and returns whether it is a number: NaN comes from an unknown edge, an infinity
    /// is an overflow.
    fn found(&mut self, node: usize, value: f64) -> bool {
        if is_finite(value) {
            self.node(node, Answer::Found(value));
        } else if !value.is_nan() {
            self.overflow.get_or_insert(Place::Node(node));
        }
        is_finite(value)
    }
}

/// The checked knowns as one path.
struct Path<'a, const EXACT: bool> {
    knowns: &'a Knowns<'a>,
    gates: usize,
}

/// The unknown edges between two known nodes.
struct Gap {
    first: usize,
    last: usize,
    count: usize,
    /// What enters times the known edges, multiplied in their order.
    best: f64,
}

/// Checks the knowns. Whether every one lies within its limits as it is, so that none has to be taken to them on
/// each use: asking at each use makes `solve` a fifth slower.
fn check(knowns: &Knowns<'_>) -> Result<bool, Error> {
    let gates = knowns.rates.len();
    if gates == 0 {
        return Err(Error::new(ErrorKind::NoGates).field_is(Field::Rates));
    }
    same_length(Field::Volumes, gates + 1, knowns.volumes.len())?;
    let within = |known: &Option<f64>, max: f64| known.is_none_or(|it| 0.0 <= it && it <= max);
    let exact = knowns.rates.iter().all(|rate| within(rate, Rate::MAX))
        && knowns.volumes.iter().all(|volume| within(volume, f64::MAX))
        && within(&knowns.sale_value, f64::MAX)
        && within(&knowns.revenue, f64::MAX);
    if !exact {
        each_known(knowns.volumes, Field::Volumes)?;
        each_known(knowns.rates, Field::Rates)?;
        for (money, field) in
            [(knowns.sale_value, Field::SaleValue), (knowns.revenue, Field::Revenue)]
        {
            if let Some(money) = money {
                field.check(money)?;
            }
        }
    }
    Ok(exact)
}

impl<const EXACT: bool> Path<'_, EXACT> {
    /// Writes the answers, unless one of them exceeds an f64.
    fn solve(
        &self,
        volumes: &mut [Answer],
        rates: &mut [Answer],
        trace: &mut impl Trace,
    ) -> Result<Solution, Error> {
        if !self.is_tame() {
            // First without writing: an error must leave the slices as they were.
            let mut dry = Answers::new(&mut [], &mut []);
            self.walk(&mut dry, &mut ());
            if let Some(place) = dry.overflow {
                return Err(self.overflow(place));
            }
        }
        let mut answers = Answers::new(volumes, rates);
        for place in 0..self.end() + 1 {
            answers.node(place, given(self.node(place)));
            answers.edge(place, given(self.edge(place)));
        }
        self.walk(&mut answers, trace);
        let Answers { volumes, rates, sale_value, revenue, conflict, .. } = answers;
        let all = volumes.iter().chain(rates.iter()).chain([&sale_value, &revenue]);
        let undetermined = all.filter(|answer| answer.value().is_none()).count();
        Ok(Solution { conflict, undetermined, sale_value, revenue })
    }

    /// The overflow of a stage, a gate's never; of the sale value or the revenue.
    #[cold]
    fn overflow(&self, place: Place) -> Error {
        match place {
            Place::Node(node) if node <= self.gates => Field::Volumes.overflow().at(node),
            Place::Node(_) => Field::Revenue.overflow(),
            Place::SaleValue => Field::SaleValue.overflow(),
        }
    }

    /// Whether no answer can go beyond f64: with 33 edges, none below 1e-8 but 0, and nothing above 1e18,
    /// all quotients and products on the way stay between 1e-290 and 1e290.
    fn is_tame(&self) -> bool {
        let tame = |known: f64| known.is_nan() || known == 0.0 || (1e-8..=1e18).contains(&known);
        let mut places = 0..self.end() + 1;
        self.gates <= 32 && places.all(|place| tame(self.node(place)) && tame(self.edge(place)))
    }

    /// The last node: the revenue.
    fn end(&self) -> usize {
        self.gates + 1
    }

    /// A stage or the revenue; NaN where it is not known.
    #[inline]
    fn node(&self, node: usize) -> f64 {
        let known = known(self.knowns.volumes, node, self.knowns.revenue) + 0.0;
        if EXACT || known.is_nan() { known } else { positive(known) }
    }

    /// A gate or the sale value; NaN where it is not known.
    #[inline]
    fn edge(&self, edge: usize) -> f64 {
        let known = known(self.knowns.rates, edge, self.knowns.sale_value);
        if EXACT || known.is_nan() {
            known
        } else if edge < self.gates {
            unit(known)
        } else {
            positive(known)
        }
    }

    /// The name of a stage or the revenue in a trace.
    fn node_name(&self, node: usize) -> StepName {
        if node <= self.gates { ("volumes", node).into() } else { "revenue".into() }
    }

    /// The name of a gate or the sale value in a trace.
    fn edge_name(&self, edge: usize) -> StepName {
        if edge < self.gates { ("rates", edge).into() } else { "sale_value".into() }
    }

    /// What comes of a node after an edge, and what a node needs before it: of a gate or the sale value.
    fn formulas(&self, edge: usize) -> (Formula, Formula) {
        if edge < self.gates {
            (Formula::Pass, Formula::Need)
        } else {
            (Formula::Revenue, Formula::Target)
        }
    }

    /// Walks along the path once and finds every answer.
    fn walk(&self, answers: &mut Answers<'_>, trace: &mut impl Trace) {
        // The last known node; its value is NaN when a closed gate follows it.
        let mut from = (0, f64::NAN);
        // The first node that can be reached going back from the next known one.
        let mut cut = 0;
        for node in 0..self.end() + 1 {
            let mut value = self.node(node);
            if node > 0 && self.edge(node - 1) == 0.0 {
                let before = node - 1;
                if value > 0.0 {
                    answers.contradictory(before, node, 0.0, value);
                } else if value.is_nan() {
                    value = 0.0;
                    let closed = [self.edge(before)];
                    trace.step(self.node_name(node), Formula::Nothing, &closed, value);
                    answers.node(node, Answer::Found(value));
                }
                self.onward(from, before, answers, trace);
                (from, cut) = ((0, f64::NAN), node);
            }
            if value.is_nan() {
                continue;
            }
            if from.1.is_nan() {
                self.back((node, value), cut, answers, trace);
            } else {
                self.between(from, (node, value), answers, trace);
            }
            from = (node, value);
        }
        self.onward(from, self.end(), answers, trace);
    }

    /// From a known node forwards to `last`, as far as the edges are known. A volume of 0 stays 0 after unknown
    /// edges too.
    #[inline]
    fn onward(
        &self,
        (node, mut value): (usize, f64),
        last: usize,
        answers: &mut Answers<'_>,
        trace: &mut impl Trace,
    ) {
        for edge in node..last {
            let (enter, rate) = (value, self.edge(edge));
            if enter != 0.0 {
                value *= rate;
            }
            if !answers.found(edge + 1, value) {
                return;
            }
            if enter == 0.0 {
                trace.step(self.node_name(edge + 1), Formula::Nothing, &[enter], value);
            } else {
                trace.step(self.node_name(edge + 1), self.formulas(edge).0, &[enter, rate], value);
            }
        }
    }

    /// From a known node backwards to `first`, as far as edges are known.
    #[inline]
    fn back(
        &self,
        (node, mut value): (usize, f64),
        first: usize,
        answers: &mut Answers<'_>,
        trace: &mut impl Trace,
    ) {
        for edge in (first..node).rev() {
            let (leave, rate) = (value, self.edge(edge));
            value /= rate;
            if !answers.found(edge, value) {
                return;
            }
            trace.step(self.node_name(edge), self.formulas(edge).1, &[leave, rate], value);
        }
    }

    /// Between two known nodes with no closed edge between them.
    fn between(
        &self,
        (from, enter): (usize, f64),
        (to, leave): (usize, f64),
        answers: &mut Answers<'_>,
        trace: &mut impl Trace,
    ) {
        let gap = self.gap((from, enter), to, trace);
        // What the known rates let through; the largest f64 when it exceeds an f64.
        let best = gap.best.min(f64::MAX);
        if gap.count == 0 && !(is_finite(gap.best) && ties(best, leave)) {
            return answers.contradictory(from, to, best, leave);
        }
        if gap.count == 0 || (enter == 0.0 && leave == 0.0) {
            // Every edge is known; or 0 enters and 0 leaves, which any rates allow.
            return self.onward((from, enter), to - 1, answers, trace);
        }
        let sale_value_unknown = gap.last == self.gates;
        if sale_value_unknown && gap.count == 1 && enter == 0.0 {
            return answers.contradictory(from, to, 0.0, leave);
        }
        let product = self.product((from, enter), (to, leave), &gap, trace);
        if sale_value_unknown && enter > 0.0 {
            if !is_finite(product) {
                answers.overflow.get_or_insert(Place::SaleValue);
                return;
            }
        } else if ties(product, Rate::MAX) {
            return self.all_through((from, enter), to, product, answers, trace);
        } else if product > Rate::MAX {
            let (gate, gates) = (gap.first, gap.count);
            let takes = number(product);
            return answers.conflict(Conflict::Impossible { gate, gates, takes, to, best });
        }
        for edge in gap.first..gap.last + 1 {
            if self.edge(edge).is_nan() {
                let answer = match gap.count {
                    1 => Answer::Found(product),
                    _ => Answer::OnlyProduct { from, to, product },
                };
                answers.edge(edge, answer);
            }
        }
        self.onward((from, enter), gap.first, answers, trace);
        self.back((to, leave), from, answers, trace);
    }

    /// The product of the unknown edges of a gap; infinite when nothing enters.
    fn product(
        &self,
        (from, enter): (usize, f64),
        (to, leave): (usize, f64),
        gap: &Gap,
        trace: &mut impl Trace,
    ) -> f64 {
        if enter == 0.0 {
            return f64::INFINITY;
        }
        let (mut above, mut below) = (leave, gap.best);
        if !(below > 0.0 && is_finite(below)) {
            // The product with the known rates leaves the range of f64. Dividing from the other end may not.
            for edge in (from..to).rev().filter(|&edge| !self.edge(edge).is_nan()) {
                let (inputs, formula) = ([above, self.edge(edge)], self.formulas(edge).1);
                above = told(above / self.edge(edge), ("need", edge), formula, inputs, trace);
            }
            below = enter;
        }
        let product = above / below;
        if is_finite(product) {
            let name = match gap.count {
                1 => self.edge_name(gap.first),
                _ => ("product", gap.first).into(),
            };
            trace.step(name, Formula::Ratio, &[above, below], product);
        }
        product
    }

    /// Rates of at most 1 whose product ties with 1 are all 1.
    fn all_through(
        &self,
        (from, enter): (usize, f64),
        to: usize,
        product: f64,
        answers: &mut Answers<'_>,
        trace: &mut impl Trace,
    ) {
        let mut value = enter;
        for edge in from..to {
            let mut rate = self.edge(edge);
            if rate.is_nan() {
                rate = told(nearest(product), ("rates", edge), Formula::Nearest, [product], trace);
                answers.edge(edge, Answer::Found(rate));
            }
            if edge + 1 < to {
                let inputs = [value, rate];
                value = told(value * rate, ("volumes", edge + 1), Formula::Pass, inputs, trace);
                answers.node(edge + 1, Answer::Found(value));
            }
        }
    }

    /// The unknown edges between two known nodes, and the most that gets through: with the unknown rates at 1.
    fn gap(&self, (from, enter): (usize, f64), to: usize, trace: &mut impl Trace) -> Gap {
        let mut gap = Gap { first: from, last: from, count: 0, best: enter };
        for edge in from..to {
            let rate = self.edge(edge);
            if rate.is_nan() {
                if gap.count == 0 {
                    gap.first = edge;
                }
                gap.last = edge;
                gap.count += 1;
            } else {
                let (inputs, formula) = ([gap.best, rate], self.formulas(edge).0);
                gap.best = told(gap.best * rate, ("best", edge + 1), formula, inputs, trace);
            }
        }
        gap
    }
}

/// An error for the first known of a list that is out of range.
fn each_known(knowns: &[Option<f64>], field: Field) -> Result<(), Error> {
    for (index, &known) in knowns.iter().enumerate() {
        if let Some(value) = known {
            field.check_at(index, value)?;
        }
    }
    Ok(())
}

/// The known value at a place of the list, or `behind` for the place after its end; NaN when unknown.
#[inline]
fn known(knowns: &[Option<f64>], place: usize, behind: Option<f64>) -> f64 {
    let known = *knowns.get(place).unwrap_or(&behind);
    known.unwrap_or(f64::NAN)
}
