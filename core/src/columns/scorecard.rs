//! Ratios of a sales team over columns.

use super::column::Column;
use super::rows::{Inputs, One, each_row, single};
use super::status::{Status, Summary};
use crate::error::Error;
use crate::field::Field;
use crate::scorecard;

/// [`scorecard::ActivityGauge`] for each row: actual activity over *unrounded* required activity. A row that requires
/// nothing is [`Status::Undefined`].
///
/// ```
/// use funnelmath::columns::{ActivityGauge, Column, Status};
///
/// let (mut gauges, mut status) = ([0.0; 2], [Status::default(); 2]);
/// let question = ActivityGauge {
///     actual: Column::integers(&[5, 5]),
///     required: Column::new(&[8.0, 0.0]),
/// };
/// question.answer(&mut gauges, &mut status)?;
/// assert_eq!(gauges[0], 0.625);
/// assert_eq!(status, [Status::Answered, Status::Undefined]);
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ActivityGauge<'a> {
    /// The activity that was done.
    pub actual: Column<'a>,
    /// The activity that is required, not rounded.
    pub required: Column<'a>,
}

impl Inputs for ActivityGauge<'_> {
    fn columns(&self) -> impl Iterator<Item = (Field, Option<usize>, Column<'_>)> {
        [single(Field::Actual, self.actual), single(Field::Required, self.required)].into_iter()
    }
}

impl ActivityGauge<'_> {
    /// Answers each row.
    ///
    /// # Errors
    /// Those of every question of this [module](super).
    pub fn answer<S: From<Status>>(
        &self,
        gauges: &mut [f64],
        status: &mut [S],
    ) -> Result<Summary, Error> {
        each_row(self, One(Field::Ratio, gauges), status, |row, gauges, _| {
            let (actual, required) = (self.actual.real(row), self.required.real(row));
            Ok(put(row, scorecard::ActivityGauge { actual, required }.value()?, gauges))
        })
    }
}

/// [`scorecard::Attainment`] for each row: actual over goal. A row whose goal is 0 is [`Status::Undefined`].
///
/// ```
/// use funnelmath::columns::{Attainment, Column, Status};
///
/// let (mut attained, mut status) = ([0.0; 2], [Status::default(); 2]);
/// let question =
///     Attainment { actual: Column::new(&[16_800.0, -500.0]), goal: Column::same(25_000.0) };
/// question.answer(&mut attained, &mut status)?;
/// assert_eq!(attained, [0.672, -0.02]);
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Attainment<'a> {
    /// What was booked or done.
    pub actual: Column<'a>,
    /// What was to be booked or done.
    pub goal: Column<'a>,
}

impl Inputs for Attainment<'_> {
    fn columns(&self) -> impl Iterator<Item = (Field, Option<usize>, Column<'_>)> {
        [single(Field::Actual, self.actual), single(Field::Goal, self.goal)].into_iter()
    }
}

impl Attainment<'_> {
    /// Answers each row.
    ///
    /// # Errors
    /// Those of every question of this [module](super).
    pub fn answer<S: From<Status>>(
        &self,
        attained: &mut [f64],
        status: &mut [S],
    ) -> Result<Summary, Error> {
        each_row(self, One(Field::Ratio, attained), status, |row, attained, _| {
            let (actual, goal) = (self.actual.real(row), self.goal.real(row));
            Ok(put(row, scorecard::Attainment { actual, goal }.value()?, attained))
        })
    }
}

/// Writes a ratio, where there is one.
fn put(row: usize, ratio: Option<f64>, ratios: &mut One<'_>) -> Status {
    match ratio {
        Some(ratio) => {
            ratios.put(row, ratio);
            Status::Answered
        }
        None => Status::Undefined,
    }
}
