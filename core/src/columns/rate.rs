//! Rates from counts over columns.

use super::column::Column;
use super::rows::{Inputs, One, each_row, single};
use super::status::{Status, Summary};
use crate::error::Error;
use crate::field::Field;
use crate::rate;
use crate::rate::Gate;

/// What is known of the rate of a gate, for each row: the prior Beta(a, b), after `successes` of `trials` were observed,
/// as [`rate::Evidence::observe`] does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence<'a> {
    /// Successes assumed before anything was counted.
    pub a: Column<'a>,
    /// Failures assumed before anything was counted.
    pub b: Column<'a>,
    /// Successes counted.
    pub successes: Column<'a>,
    /// Trials counted; with 0 the prior is unchanged.
    pub trials: Column<'a>,
}

impl<'a> Evidence<'a> {
    /// The same prior in every row, with the counts of each row.
    #[must_use]
    pub const fn counted(prior: rate::Evidence, successes: Column<'a>, trials: Column<'a>) -> Self {
        Self { a: Column::same(prior.a()), b: Column::same(prior.b()), successes, trials }
    }

    pub(super) fn inputs(&self) -> [(Field, Column<'a>); 4] {
        [
            (Field::EvidenceA, self.a),
            (Field::EvidenceB, self.b),
            (Field::Successes, self.successes),
            (Field::Trials, self.trials),
        ]
    }

    /// The evidence in a row.
    pub(super) fn evidence(&self, row: usize) -> Result<rate::Evidence, Error> {
        let prior = rate::Evidence::new(self.a.real(row), self.b.real(row))?;
        prior.observe(self.successes.cell(row), self.trials.cell(row))
    }
}

/// [`Gate::from_counts`] for each row: successes over trials. A row without trials has no rate:
/// its status is the error [`NoTrials`](crate::ErrorKind::NoTrials).
///
/// ```
/// use funnelmath::columns::{Column, RateFromCounts, Status};
///
/// let (mut rates, mut status) = ([0.0; 3], [Status::default(); 3]);
/// let counts = RateFromCounts {
///     successes: Column::integers(&[2, 0, 0]),
///     trials: Column::integers(&[5, 7, 0]),
/// };
/// counts.answer(&mut rates, &mut status)?;
/// assert_eq!(rates[..2], [0.4, 0.0]);
/// assert_eq!(status[2].name(), "no_trials");
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RateFromCounts<'a> {
    /// How many passed.
    pub successes: Column<'a>,
    /// How many tried.
    pub trials: Column<'a>,
}

impl Inputs for RateFromCounts<'_> {
    fn columns(&self) -> impl Iterator<Item = (Field, Option<usize>, Column<'_>)> {
        [single(Field::Successes, self.successes), single(Field::Trials, self.trials)].into_iter()
    }
}

impl RateFromCounts<'_> {
    /// Answers each row.
    ///
    /// # Errors
    /// Those of every question of this [module](super).
    pub fn answer<S: From<Status>>(
        &self,
        rates: &mut [f64],
        status: &mut [S],
    ) -> Result<Summary, Error> {
        each_row(self, One(Field::Rate, rates), status, |row, rates, _| {
            let gate = Gate::from_counts(self.successes.cell(row), self.trials.cell(row))?;
            rates.put(row, gate.rate().get());
            Ok(Status::Answered)
        })
    }
}

/// [`rate::Evidence::interval`] for each row: the central interval that holds the true rate with probability `level`.
///
/// ```
/// use funnelmath::{columns::{Column, Evidence, Limits, RateInterval, Status}, rate};
///
/// let (won, decided) = ([40, 4], [100, 10]);
/// let question = RateInterval {
///     evidence: Evidence::counted(
///         rate::Evidence::UNIFORM,
///         Column::integers(&won),
///         Column::integers(&decided),
///     ),
///     level: Column::same(0.9),
/// };
/// let (mut low, mut high, mut status) = ([0.0; 2], [0.0; 2], [Status::default(); 2]);
/// question.answer(Limits { low: &mut low, high: &mut high }, &mut status)?;
/// assert_eq!(format!("{:.3} {:.3}", low[0], high[0]), "0.324 0.483");
/// assert!(low[1] < low[0] && high[1] > high[0]);
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RateInterval<'a> {
    /// What is known of the rate.
    pub evidence: Evidence<'a>,
    /// The probability that the true rate lies in the interval, 0..=1.
    pub level: Column<'a>,
}

/// The output columns of intervals.
#[derive(Debug)]
pub struct Limits<'a> {
    /// The lower limits.
    pub low: &'a mut [f64],
    /// The upper limits.
    pub high: &'a mut [f64],
}

impl Inputs for RateInterval<'_> {
    fn columns(&self) -> impl Iterator<Item = (Field, Option<usize>, Column<'_>)> {
        let evidence = self.evidence.inputs().map(|(field, column)| single(field, column));
        evidence.into_iter().chain([single(Field::Level, self.level)])
    }
}

impl RateInterval<'_> {
    /// Answers each row.
    ///
    /// # Errors
    /// Those of every question of this [module](super).
    pub fn answer<S: From<Status>>(
        &self,
        limits: Limits<'_>,
        status: &mut [S],
    ) -> Result<Summary, Error> {
        let outputs = (One(Field::Low, limits.low), One(Field::High, limits.high));
        each_row(self, outputs, status, |row, (low, high), summary| {
            let interval = self.evidence.evidence(row)?.interval(self.level.real(row))?;
            low.put(row, interval.low);
            // A rate is at most 1.
            high.put(row, interval.high.unwrap_or(1.0));
            summary.note(interval.method);
            Ok(Status::Answered)
        })
    }
}
