//! Chances over columns: the probability of at least so many results, and the inputs that reach them with a confidence.

use super::column::Column;
use super::rate::Evidence;
use super::rows::{Inputs, MAX_GATES, One, each_row, single};
use super::status::{Status, Summary};
use crate::chance;
use crate::error::Error;
use crate::field::Field;
use crate::rate;

/// What is known of the rate at which inputs become results, for each row, as in [`chance::Chance`]: known gates, gates
/// known from counts, or both.
///
/// [`AtLeast`] and [`InputsFor`] have examples.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chance<'a> {
    /// The product of the rates that are known; 1 when none is.
    pub rate: Column<'a>,
    /// The gates that are known from counts, in any order; may be empty.
    pub evidence: &'a [Evidence<'a>],
}

impl<'a> Chance<'a> {
    /// A known overall rate.
    #[must_use]
    pub const fn known(rate: Column<'a>) -> Self {
        Self { rate, evidence: &[] }
    }

    /// Gates that were counted independently of each other. Where the same items were followed through several gates, those
    /// gates are given as one.
    #[must_use]
    pub const fn counted(evidence: &'a [Evidence<'a>]) -> Self {
        Self { rate: Column::same(1.0), evidence }
    }

    fn columns(&self) -> impl Iterator<Item = (Field, Option<usize>, Column<'_>)> {
        let gates = self.evidence.iter().enumerate();
        let counted = gates.flat_map(|(gate, evidence)| {
            evidence.inputs().map(|(field, column)| (field, Some(gate), column))
        });
        [single(Field::Rate, self.rate)].into_iter().chain(counted)
    }

    fn check(&self) -> Result<(), Error> {
        let gates = self.evidence.len();
        if gates > MAX_GATES {
            Err(Error::length(Field::Evidence, MAX_GATES, gates))
        } else {
            Ok(())
        }
    }
}

/// One row of the evidence of a [`Chance`].
struct Gathered([rate::Evidence; MAX_GATES]);

impl Gathered {
    const fn new() -> Self {
        Self([rate::Evidence::UNIFORM; MAX_GATES])
    }

    /// The chance in a row.
    fn chance(&mut self, of: &Chance<'_>, row: usize) -> Result<chance::Chance<'_>, Error> {
        let rate = of.rate.real(row);
        let evidence = self.0.get_mut(..of.evidence.len()).unwrap_or_default();
        if evidence.is_empty() {
            return chance::Chance::known(rate);
        }
        for (place, columns) in evidence.iter_mut().zip(of.evidence) {
            *place = columns.evidence(row)?;
        }
        chance::Chance::counted(evidence)?.and_known(rate)
    }
}

/// The output columns of probabilities and their complements. Each is computed on its own, so neither loses digits.
#[derive(Debug)]
pub struct Probabilities<'a> {
    /// The probability of the event.
    pub value: &'a mut [f64],
    /// The probability that the event does not happen.
    pub complement: &'a mut [f64],
}

impl<'a> Probabilities<'a> {
    fn outputs(self) -> (One<'a>, One<'a>) {
        (One(Field::Probability, self.value), One(Field::Complement, self.complement))
    }
}

/// The probability of at least so many results, for each row: [`CountDistribution::at_least`](crate::CountDistribution::at_least)
/// of [`Chance::results`](chance::Chance::results).
///
/// ```
/// use funnelmath::columns::{AtLeast, Chance, Column, Probabilities, Status};
///
/// let (mut value, mut complement, mut status) = ([0.0; 2], [0.0; 2], [Status::default(); 2]);
/// let question = AtLeast {
///     chance: Chance::known(Column::same(0.26)),
///     inputs: Column::integers(&[28, 43]),
///     results: Column::same(8.0),
/// };
/// let chances = Probabilities { value: &mut value, complement: &mut complement };
/// question.answer(chances, &mut status)?;
/// assert_eq!(value.map(|chance| format!("{chance:.2}")), ["0.45", "0.90"]);
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AtLeast<'a> {
    /// What is known of the rates.
    pub chance: Chance<'a>,
    /// How many inputs there are, a whole number.
    pub inputs: Column<'a>,
    /// The number of results to be reached, a whole number.
    pub results: Column<'a>,
}

impl Inputs for AtLeast<'_> {
    fn columns(&self) -> impl Iterator<Item = (Field, Option<usize>, Column<'_>)> {
        let asked = [single(Field::Inputs, self.inputs), single(Field::Results, self.results)];
        self.chance.columns().chain(asked)
    }
}

impl AtLeast<'_> {
    /// Answers each row.
    ///
    /// # Errors
    /// Those of every question of this [module](super).
    pub fn answer<S: From<Status>>(
        &self,
        chances: Probabilities<'_>,
        status: &mut [S],
    ) -> Result<Summary, Error> {
        self.chance.check()?;
        let mut gathered = Gathered::new();
        each_row(self, chances.outputs(), status, |row, (value, complement), summary| {
            let chance = gathered.chance(&self.chance, row)?;
            let results = chance.results(self.inputs.cell(row))?;
            let found = results.at_least(self.results.cell(row))?;
            value.put(row, found.value);
            complement.put(row, found.complement);
            summary.note(found.method);
            Ok(Status::Answered)
        })
    }
}

/// The fewest inputs that give at least so many results with a given confidence, for each row:
/// [`Chance::inputs_for`](chance::Chance::inputs_for).
///
/// A row for which no number of inputs is enough is [`Status::Never`].
///
/// ```
/// use funnelmath::{columns::{Chance, Column, Evidence, InputsFor, Probabilities, Status}, rate};
///
/// // Two reps: 65 of 100 and 13 of 20 appointments led to a proposal.
/// let counts = Evidence::counted(
///     rate::Evidence::UNIFORM,
///     Column::integers(&[65, 13]),
///     Column::integers(&[100, 20]),
/// );
/// let question = InputsFor {
///     chance: Chance { rate: Column::same(0.4), evidence: &[counts] },
///     results: Column::same(8.0),
///     confidence: Column::same(0.9),
/// };
/// let (mut inputs, mut status) = ([0.0; 2], [Status::default(); 2]);
/// let unasked = Probabilities { value: &mut [], complement: &mut [] };
/// question.answer(&mut inputs, unasked, &mut status)?;
/// // The same rate from fewer counts needs more inputs for the same confidence.
/// assert!(inputs[0] < inputs[1]);
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InputsFor<'a> {
    /// What is known of the rates.
    pub chance: Chance<'a>,
    /// The number of results to be reached, a whole number.
    pub results: Column<'a>,
    /// The probability with which they are to be reached, 0..=1.
    pub confidence: Column<'a>,
}

impl Inputs for InputsFor<'_> {
    fn columns(&self) -> impl Iterator<Item = (Field, Option<usize>, Column<'_>)> {
        let asked =
            [single(Field::Results, self.results), single(Field::Confidence, self.confidence)];
        self.chance.columns().chain(asked)
    }
}

impl InputsFor<'_> {
    /// Answers each row. `chances` receives the probability of reaching the results with these inputs.
    ///
    /// # Errors
    /// Those of every question of this [module](super).
    pub fn answer<S: From<Status>>(
        &self,
        inputs: &mut [f64],
        chances: Probabilities<'_>,
        status: &mut [S],
    ) -> Result<Summary, Error> {
        self.chance.check()?;
        let mut gathered = Gathered::new();
        let outputs = (One(Field::Inputs, inputs), chances.outputs());
        each_row(self, outputs, status, |row, (inputs, (value, complement)), summary| {
            let chance = gathered.chance(&self.chance, row)?;
            match chance.inputs_for(self.results.cell(row), self.confidence.real(row))? {
                chance::Inputs::Enough { inputs: enough, chance } => {
                    inputs.put(row, enough);
                    value.put(row, chance.value);
                    complement.put(row, chance.complement);
                    summary.note(chance.method);
                    Ok(Status::Answered)
                }
                chance::Inputs::Never { .. } => Ok(Status::Never),
            }
        })
    }
}
