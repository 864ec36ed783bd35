//! The loop that every question shares: shapes are checked once, then each row is answered by a scalar function.

use super::column::Column;
use super::status::{Status, Summary};
use crate::error::{Error, ErrorKind, same_length};
use crate::field::Field;

/// The most gates that a chain of columns may have. A row is gathered into a buffer of this size, so no call allocates.
pub const MAX_GATES: usize = 64;

/// The columns that a question reads, each with its field and its place in a list of columns.
pub(super) trait Inputs {
    fn columns(&self) -> impl Iterator<Item = (Field, Option<usize>, Column<'_>)>;
}

/// One input that is not a list.
pub(super) fn single(field: Field, column: Column<'_>) -> (Field, Option<usize>, Column<'_>) {
    (field, None, column)
}

/// A list of inputs.
pub(super) fn listed<'a>(
    field: Field,
    columns: &'a [Column<'a>],
) -> impl Iterator<Item = (Field, Option<usize>, Column<'a>)> {
    columns.iter().enumerate().map(move |(index, &column)| (field, Some(index), column))
}

/// Output columns. One that is empty is not written.
pub(super) trait Outputs {
    /// An error unless each output has a place for each row, or none.
    fn check(&self, rows: usize) -> Result<(), Error>;
    /// Writes NaN to a row.
    fn blank(&mut self, row: usize);
}

/// One output column.
pub(super) struct One<'a>(pub(super) Field, pub(super) &'a mut [f64]);

impl One<'_> {
    #[inline]
    pub(super) fn put(&mut self, row: usize, value: f64) {
        if let Some(place) = self.1.get_mut(row) {
            *place = value;
        }
    }
}

impl Outputs for One<'_> {
    fn check(&self, rows: usize) -> Result<(), Error> {
        if self.1.is_empty() { Ok(()) } else { same_length(self.0, rows, self.1.len()) }
    }

    fn blank(&mut self, row: usize) {
        self.put(row, f64::NAN);
    }
}

/// A list of output columns.
pub(super) struct Each<'a, 'b>(pub(super) Field, pub(super) &'a mut [&'b mut [f64]]);

impl Each<'_, '_> {
    #[inline]
    pub(super) fn put(&mut self, row: usize, values: &[f64]) {
        for (column, &value) in self.1.iter_mut().zip(values) {
            if let Some(place) = column.get_mut(row) {
                *place = value;
            }
        }
    }
}

impl Outputs for Each<'_, '_> {
    fn check(&self, rows: usize) -> Result<(), Error> {
        let mut columns = self.1.iter().enumerate().filter(|(_, column)| !column.is_empty());
        columns.try_for_each(|(index, column)| {
            same_length(self.0, rows, column.len()).map_err(|error| error.at(index))
        })
    }

    fn blank(&mut self, row: usize) {
        for place in self.1.iter_mut().filter_map(|column| column.get_mut(row)) {
            *place = f64::NAN;
        }
    }
}

impl<A: Outputs, B: Outputs> Outputs for (A, B) {
    fn check(&self, rows: usize) -> Result<(), Error> {
        self.0.check(rows)?;
        self.1.check(rows)
    }

    fn blank(&mut self, row: usize) {
        self.0.blank(row);
        self.1.blank(row);
    }
}

/// Checks all shapes, then asks `answer` for each row that is not null. `answer` writes the outputs of a row that it
/// answers; of all other rows they become NaN.
pub(super) fn each_row<O: Outputs, S: From<Status>>(
    inputs: &impl Inputs,
    mut outputs: O,
    status: &mut [S],
    mut answer: impl FnMut(usize, &mut O, &mut Summary) -> Result<Status, Error>,
) -> Result<Summary, Error> {
    let rows = status.len();
    let mut nullable = false;
    for (field, index, column) in inputs.columns() {
        column.check(field, rows).map_err(|error| at(error, index))?;
        nullable |= column.is_nullable();
    }
    outputs.check(rows)?;
    let mut summary = Summary::NONE;
    for (row, place) in status.iter_mut().enumerate() {
        let found = if nullable && inputs.columns().any(|(_, _, column)| column.is_null(row)) {
            Status::Null
        } else {
            let answered = answer(row, &mut outputs, &mut summary);
            answered.unwrap_or_else(|error| Status::Error(error.kind()))
        };
        if found == Status::Answered {
            summary.answered += 1;
        } else {
            outputs.blank(row);
        }
        *place = found.into();
    }
    Ok(summary)
}

fn at(error: Error, index: Option<usize>) -> Error {
    index.map_or(error, |index| error.at(index))
}

/// How many gates there are: at least 1, at most [`MAX_GATES`].
pub(super) fn gates(field: Field, gates: usize) -> Result<usize, Error> {
    match gates {
        0 => Err(Error::new(ErrorKind::NoGates).field_is(field)),
        1..=MAX_GATES => Ok(gates),
        _ => Err(Error::length(field, MAX_GATES, gates)),
    }
}

/// A stage of a chain of `gates` gates.
pub(super) fn stage(field: Field, stage: usize, gates: usize) -> Result<usize, Error> {
    if stage <= gates {
        return Ok(stage);
    }
    let error = Error::new(ErrorKind::Stage).field_is(field);
    Err(error.got(stage as f64).limit_is(gates as f64))
}

/// One row of several columns, or of the outputs of a chain.
pub(super) struct Row {
    numbers: [f64; MAX_GATES + 1],
    len: usize,
}

impl Row {
    /// A row of `len` numbers: those of the gates or stages of a chain that was checked by [`gates`].
    pub(super) const fn of(len: usize) -> Self {
        Self { numbers: [0.0; MAX_GATES + 1], len }
    }

    /// Reads a row of the columns.
    #[inline]
    pub(super) fn gather(&mut self, columns: &[Column<'_>], row: usize) -> &[f64] {
        let places = self.places();
        for (place, column) in places.iter_mut().zip(columns) {
            *place = column.real(row);
        }
        places
    }

    /// The numbers, to be written.
    #[inline]
    pub(super) fn places(&mut self) -> &mut [f64] {
        self.numbers.get_mut(..self.len).unwrap_or_default()
    }
}
