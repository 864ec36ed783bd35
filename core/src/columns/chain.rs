//! Chains over columns: forward, overall, required.

use super::column::Column;
use super::rows::{Each, Inputs, One, Row, each_row, gates, listed, single, stage};
use super::status::{Status, Summary};
use crate::chain;
use crate::chain::{Chain, Entry};
use crate::error::{Error, same_length};
use crate::field::Field;

/// [`Chain::forward`] for each row: the expected volume of every stage and the revenue, from what enters the first stage.
///
/// ```
/// use funnelmath::columns::{Column, Forward, Status};
///
/// let (first, second) = ([0.5, 0.5, 1.4], [0.25, 0.5, 0.5]);
/// let (mut leads, mut deals, mut sales) = ([0.0; 3], [0.0; 3], [0.0; 3]);
/// let (mut revenue, mut status) = ([0.0; 3], [Status::default(); 3]);
/// let forward = Forward {
///     rates: &[Column::new(&first), Column::new(&second)],
///     entry: Column::integers(&[40, 60, 80]),
///     sale_value: Column::same(1_000.0),
/// };
/// let summary = forward.answer(&mut [&mut leads, &mut deals, &mut sales], &mut revenue, &mut status)?;
/// assert_eq!(summary.answered, 2);
/// assert_eq!((deals[..2].to_vec(), sales[..2].to_vec()), (vec![20.0, 30.0], vec![5.0, 15.0]));
/// assert_eq!(revenue[..2], [5_000.0, 15_000.0]);
/// assert!(status[2].name() == "rate" && revenue[2].is_nan());
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Forward<'a> {
    /// The conversion rate of each gate, 0..=1, first gate first.
    pub rates: &'a [Column<'a>],
    /// How many enter the first stage.
    pub entry: Column<'a>,
    /// The average revenue of an item that leaves the last gate.
    pub sale_value: Column<'a>,
}

impl Inputs for Forward<'_> {
    fn columns(&self) -> impl Iterator<Item = (Field, Option<usize>, Column<'_>)> {
        listed(Field::Rates, self.rates)
            .chain([single(Field::Entry, self.entry), single(Field::SaleValue, self.sale_value)])
    }
}

impl Forward<'_> {
    /// Answers each row. `volumes` has one column for each stage.
    ///
    /// # Errors
    /// Those of every question of this [module](super), and [`Length`](crate::ErrorKind::Length) also when `volumes`
    /// does not have one column for each stage.
    pub fn answer<S: From<Status>>(
        &self,
        volumes: &mut [&mut [f64]],
        revenue: &mut [f64],
        status: &mut [S],
    ) -> Result<Summary, Error> {
        let gates = gates(Field::Rates, self.rates.len())?;
        same_length(Field::Volumes, gates + 1, volumes.len())?;
        let (mut rates, mut found) = (Row::of(gates), Row::of(gates + 1));
        let outputs = (Each(Field::Volumes, volumes), One(Field::Revenue, revenue));
        each_row(self, outputs, status, |row, (volumes, revenue), _| {
            let chain = Chain::new(rates.gather(self.rates, row))?;
            let entry = Entry::First(self.entry.real(row));
            let brought = chain.forward(entry, self.sale_value.real(row), found.places())?;
            volumes.put(row, found.places());
            revenue.put(row, brought);
            Ok(Status::Answered)
        })
    }
}

/// [`Chain::overall`] for each row: the conversion rate from the first stage to the last.
///
/// ```
/// use funnelmath::columns::{Column, Overall, Status};
///
/// let (mut overall, mut status) = ([0.0; 2], [Status::default(); 2]);
/// let rates = [Column::new(&[0.5, 0.8]), Column::same(0.5)];
/// Overall { rates: &rates }.answer(&mut overall, &mut status)?;
/// assert_eq!(overall, [0.25, 0.4]);
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Overall<'a> {
    /// The conversion rate of each gate, 0..=1, first gate first.
    pub rates: &'a [Column<'a>],
}

impl Inputs for Overall<'_> {
    fn columns(&self) -> impl Iterator<Item = (Field, Option<usize>, Column<'_>)> {
        listed(Field::Rates, self.rates)
    }
}

impl Overall<'_> {
    /// Answers each row.
    ///
    /// # Errors
    /// Those of every question of this [module](super).
    pub fn answer<S: From<Status>>(
        &self,
        overall: &mut [f64],
        status: &mut [S],
    ) -> Result<Summary, Error> {
        let mut rates = Row::of(gates(Field::Rates, self.rates.len())?);
        each_row(self, One(Field::Rate, overall), status, |row, overall, _| {
            overall.put(row, Chain::new(rates.gather(self.rates, row))?.overall());
            Ok(Status::Answered)
        })
    }
}

/// A target in one period. All rows have a revenue goal, or all have a volume goal at the same stage.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Goal<'a> {
    /// A revenue.
    Revenue(Column<'a>),
    /// A volume at one stage.
    Volume {
        /// Which stage, `0..=n`.
        stage: usize,
        /// How many are to reach the stage.
        target: Column<'a>,
    },
}

/// What is already there when the rest of the period begins, as [`chain::Start`] says: one column for each stage.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[non_exhaustive]
pub enum Start<'a> {
    /// Nothing: the whole goal is still to be done.
    #[default]
    Empty,
    /// How many wait at each stage; at the goal's stage, how many are done.
    Open(&'a [Column<'a>]),
    /// How many reached each stage this period, whatever became of them.
    Reached(&'a [Column<'a>]),
}

impl<'a> Start<'a> {
    const fn columns(&self) -> &'a [Column<'a>] {
        match *self {
            Start::Empty => &[],
            Start::Open(there) | Start::Reached(there) => there,
        }
    }
}

/// [`Chain::required`] for each row: the volume that every stage still needs for a goal to be met, in the goal's period.
///
/// A row whose goal is blocked by a gate or sale value of 0 is [`Status::Unreachable`].
///
/// ```
/// use funnelmath::columns::{Column, Goal, Required, Start, Status};
///
/// let closing = [0.40, 0.0];
/// let (mut appointments, mut status) = ([0.0; 2], [Status::default(); 2]);
/// let required = Required {
///     rates: &[Column::same(0.65), Column::new(&closing)],
///     goal: Goal::Revenue(Column::same(25_000.0)),
///     sale_value: Column::same(3_400.0),
///     start: Start::Empty,
/// };
/// // Only the first stage is asked for.
/// required.answer(&mut [&mut appointments, &mut [], &mut []], &mut status)?;
/// assert_eq!(format!("{:.4}", appointments[0]), "28.2805");
/// assert_eq!(status, [Status::Answered, Status::Unreachable]);
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Required<'a> {
    /// The conversion rate of each gate, 0..=1, first gate first.
    pub rates: &'a [Column<'a>],
    /// The goal.
    pub goal: Goal<'a>,
    /// The average revenue of an item that leaves the last gate.
    pub sale_value: Column<'a>,
    /// What is already there.
    pub start: Start<'a>,
}

impl Inputs for Required<'_> {
    fn columns(&self) -> impl Iterator<Item = (Field, Option<usize>, Column<'_>)> {
        let goal = match self.goal {
            Goal::Revenue(revenue) => single(Field::GoalRevenue, revenue),
            Goal::Volume { target, .. } => single(Field::GoalTarget, target),
        };
        listed(Field::Rates, self.rates)
            .chain([goal, single(Field::SaleValue, self.sale_value)])
            .chain(listed(Field::Start, self.start.columns()))
    }
}

impl Required<'_> {
    /// Answers each row. `volumes` has one column for each stage.
    ///
    /// # Errors
    /// Those of every question of this [module](super), and [`Stage`](crate::ErrorKind::Stage) when the chain does not have the
    /// goal's stage; [`Length`](crate::ErrorKind::Length) also when `volumes` or the start does not have one column for each
    /// stage.
    pub fn answer<S: From<Status>>(
        &self,
        volumes: &mut [&mut [f64]],
        status: &mut [S],
    ) -> Result<Summary, Error> {
        let gates = gates(Field::Rates, self.rates.len())?;
        if let Goal::Volume { stage: goal, .. } = self.goal {
            stage(Field::GoalStage, goal, gates)?;
        }
        if self.start != Start::Empty {
            same_length(Field::Start, gates + 1, self.start.columns().len())?;
        }
        same_length(Field::Volumes, gates + 1, volumes.len())?;
        let [mut rates, mut there, mut found] =
            [Row::of(gates), Row::of(gates + 1), Row::of(gates + 1)];
        each_row(self, Each(Field::Volumes, volumes), status, |row, volumes, _| {
            let goal = match self.goal {
                Goal::Revenue(revenue) => chain::Goal::Revenue(revenue.real(row)),
                Goal::Volume { stage, target } => {
                    chain::Goal::Volume { stage, target: target.real(row) }
                }
            };
            let start = match self.start {
                Start::Empty => chain::Start::Empty,
                Start::Open(open) => chain::Start::Open(there.gather(open, row)),
                Start::Reached(reached) => chain::Start::Reached(there.gather(reached, row)),
            };
            let chain = Chain::new(rates.gather(self.rates, row))?;
            match chain.required(goal, self.sale_value.real(row), start, found.places())? {
                chain::Required::Entry(_) => {
                    volumes.put(row, found.places());
                    Ok(Status::Answered)
                }
                chain::Required::Unreachable(_) => Ok(Status::Unreachable),
            }
        })
    }
}
