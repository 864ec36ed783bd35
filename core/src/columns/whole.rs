//! Whole units and other periods over columns.

use super::column::Column;
use super::rows::{Each, Inputs, One, Row, each_row, gates, listed, single, stage};
use super::status::{Status, Summary};
use crate::calendar::{Calendar, Period};
use crate::chain::Chain;
use crate::error::{Error, same_length};
use crate::field::Field;
use crate::whole::Policy;

/// [`Policy::apply`] for each row: a whole number of units for an exact volume.
///
/// ```
/// use funnelmath::{Policy, columns::{Column, Status, Units, Whole}};
///
/// let (mut units, mut residual, mut status) = ([0.0; 2], [0.0; 2], [Status::default(); 2]);
/// let whole = Whole { policy: Policy::Up, exact: Column::new(&[6.5, 7.0]) };
/// whole.answer(Units { units: &mut units, residual: &mut residual }, &mut status)?;
/// assert_eq!((units, residual), ([7.0, 7.0], [0.5, 0.0]));
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Whole<'a> {
    /// How a volume becomes whole.
    pub policy: Policy,
    /// The exact volume.
    pub exact: Column<'a>,
}

/// The output columns of [`Whole`].
#[derive(Debug)]
pub struct Units<'a> {
    /// The whole numbers of units.
    pub units: &'a mut [f64],
    /// Units beyond the exact volume; negative where rounded down.
    pub residual: &'a mut [f64],
}

impl Inputs for Whole<'_> {
    fn columns(&self) -> impl Iterator<Item = (Field, Option<usize>, Column<'_>)> {
        [single(Field::Volume, self.exact)].into_iter()
    }
}

impl Whole<'_> {
    /// Answers each row.
    ///
    /// # Errors
    /// Those of every question of this [module](super).
    pub fn answer<S: From<Status>>(
        &self,
        units: Units<'_>,
        status: &mut [S],
    ) -> Result<Summary, Error> {
        let outputs = (One(Field::Units, units.units), One(Field::Residual, units.residual));
        each_row(self, outputs, status, |row, (units, residual), _| {
            let whole = self.policy.apply(self.exact.real(row))?;
            units.put(row, whole.units);
            residual.put(row, whole.residual());
            Ok(Status::Answered)
        })
    }
}

/// [`Policy::apply_each`] for each row: the whole volume of every stage of a plan.
///
/// ```
/// use funnelmath::{Policy, columns::{Column, Status, WholeStages}};
///
/// let (mut opportunities, mut deals, mut status) = ([0.0; 1], [0.0; 1], [Status::default(); 1]);
/// let whole = WholeStages {
///     policy: Policy::UpEachStage,
///     rates: &[Column::same(0.22)],
///     stage: 1,
///     exact: &[Column::new(&[33.333333 / 0.22]), Column::new(&[33.333333])],
/// };
/// whole.answer(&mut [&mut opportunities, &mut deals], &mut status)?;
/// assert_eq!((opportunities, deals), ([155.0], [34.0]));
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WholeStages<'a> {
    /// How volumes become whole.
    pub policy: Policy,
    /// The conversion rate of each gate, 0..=1, first gate first.
    pub rates: &'a [Column<'a>],
    /// The stage of the goal, `0..=n`.
    pub stage: usize,
    /// The exact volume of each stage.
    pub exact: &'a [Column<'a>],
}

impl Inputs for WholeStages<'_> {
    fn columns(&self) -> impl Iterator<Item = (Field, Option<usize>, Column<'_>)> {
        listed(Field::Rates, self.rates).chain(listed(Field::Exact, self.exact))
    }
}

impl WholeStages<'_> {
    /// Answers each row. `whole` has one column for each stage.
    ///
    /// # Errors
    /// Those of every question of this [module](super), and [`Stage`](crate::ErrorKind::Stage) when the chain does not have
    /// the stage; [`Length`](crate::ErrorKind::Length) also when `exact` or `whole` does not have one column for each stage.
    pub fn answer<S: From<Status>>(
        &self,
        whole: &mut [&mut [f64]],
        status: &mut [S],
    ) -> Result<Summary, Error> {
        let gates = gates(Field::Rates, self.rates.len())?;
        stage(Field::Stage, self.stage, gates)?;
        same_length(Field::Exact, gates + 1, self.exact.len())?;
        same_length(Field::Whole, gates + 1, whole.len())?;
        let [mut rates, mut exact, mut found] =
            [Row::of(gates), Row::of(gates + 1), Row::of(gates + 1)];
        each_row(self, Each(Field::Whole, whole), status, |row, whole, _| {
            let chain = Chain::new(rates.gather(self.rates, row))?;
            let exact = exact.gather(self.exact, row);
            self.policy.apply_each(&chain, self.stage, exact, found.places())?;
            whole.put(row, found.places());
            Ok(Status::Answered)
        })
    }
}

/// [`Calendar::convert`] for each row: an amount per one period as an amount per another.
///
/// ```
/// use funnelmath::{Calendar, Period, columns::{Column, Convert, Status}};
///
/// let (mut weekly, mut status) = ([0.0; 2], [Status::default(); 2]);
/// let convert = Convert {
///     calendar: Calendar::COMMON,
///     from: Period::Quarter,
///     to: Period::Week,
///     amount: Column::new(&[13.0, 26.0]),
/// };
/// convert.answer(&mut weekly, &mut status)?;
/// assert_eq!(weekly, [1.0, 2.0]);
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Convert<'a> {
    /// How many weeks and days a year has.
    pub calendar: Calendar,
    /// The period of the amounts.
    pub from: Period,
    /// The period of the answers.
    pub to: Period,
    /// The amount, a volume or money.
    pub amount: Column<'a>,
}

impl Inputs for Convert<'_> {
    fn columns(&self) -> impl Iterator<Item = (Field, Option<usize>, Column<'_>)> {
        [single(Field::Amount, self.amount)].into_iter()
    }
}

impl Convert<'_> {
    /// Answers each row.
    ///
    /// # Errors
    /// Those of every question of this [module](super).
    pub fn answer<S: From<Status>>(
        &self,
        amount: &mut [f64],
        status: &mut [S],
    ) -> Result<Summary, Error> {
        each_row(self, One(Field::Amount, amount), status, |row, amount, _| {
            amount.put(row, self.calendar.convert(self.amount.real(row), self.from, self.to)?);
            Ok(Status::Answered)
        })
    }
}
