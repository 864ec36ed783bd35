//! One input of many rows: numbers or one number for all rows, and which rows are null.

use crate::bounds::sealed::Sealed;
use crate::bounds::{Count, ToCount, ToCredit};
use crate::error::{Error, same_length};
use crate::field::Field;

/// One input of a question over rows: a number for each row, or the same number for all of them.
///
/// Every input accepts every form. Integers are `i64`, the integer type of SQL's `bigint`, Arrow and numpy. Where the scalar
/// function takes a count, an integer above 2^53 is refused, as it is there; elsewhere it is rounded to the nearest f64.
///
/// ```
/// use funnelmath::columns::{Column, Validity};
///
/// let sale_values = Column::same(3_400.0);
/// let won = Column::integers(&[8, 0, 3]);
/// // The second row is null: bit 1 of the bitmap is 0.
/// let entries = Column::new(&[40.0, 0.0, 12.5]).with_validity(Validity::new(&[0b101], 0));
/// assert!(entries.is_null(1) && !entries.is_null(2));
/// assert!(!sale_values.is_null(1) && !won.is_null(1));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column<'a> {
    numbers: Numbers<'a>,
    validity: Option<Validity<'a>>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Numbers<'a> {
    Same(f64),
    Reals(&'a [f64]),
    Integers(&'a [i64]),
}

impl<'a> Column<'a> {
    /// A number for each row.
    #[must_use]
    pub const fn new(values: &'a [f64]) -> Self {
        Self { numbers: Numbers::Reals(values), validity: None }
    }

    /// A whole number for each row.
    #[must_use]
    pub const fn integers(values: &'a [i64]) -> Self {
        Self { numbers: Numbers::Integers(values), validity: None }
    }

    /// The same number in every row, however many there are.
    #[must_use]
    pub const fn same(value: f64) -> Self {
        Self { numbers: Numbers::Same(value), validity: None }
    }

    /// The same column with the nulls of `validity`. The number in a null row is not read.
    #[must_use]
    pub const fn with_validity(self, validity: Validity<'a>) -> Self {
        Self { validity: Some(validity), ..self }
    }

    /// Whether the row is null.
    #[must_use]
    pub fn is_null(&self, row: usize) -> bool {
        self.validity.is_some_and(|validity| !validity.is_valid(row))
    }

    pub(super) const fn is_nullable(&self) -> bool {
        self.validity.is_some()
    }

    /// An error unless the column, and its bitmap, have a place for each row.
    pub(super) fn check(&self, field: Field, rows: usize) -> Result<(), Error> {
        match self.numbers {
            Numbers::Same(_) => {}
            Numbers::Reals(values) => same_length(field, rows, values.len())?,
            Numbers::Integers(values) => same_length(field, rows, values.len())?,
        }
        match self.validity {
            Some(validity) if validity.len() < rows => {
                Err(Error::length(field, rows, validity.len()))
            }
            _ => Ok(()),
        }
    }

    /// The number in a row that was checked to exist.
    #[inline]
    pub(super) fn cell(&self, row: usize) -> Cell {
        match self.numbers {
            Numbers::Same(value) => Cell::Real(value),
            Numbers::Reals(values) => Cell::Real(values.get(row).copied().unwrap_or(f64::NAN)),
            Numbers::Integers(values) => {
                values.get(row).map_or(Cell::Real(f64::NAN), |&value| Cell::Integer(value))
            }
        }
    }

    /// The number in a row as an f64.
    #[inline]
    pub(super) fn real(&self, row: usize) -> f64 {
        match self.cell(row) {
            Cell::Real(value) => value,
            Cell::Integer(value) => value as f64,
        }
    }
}

/// Which rows of a column have a value: a validity bitmap in the layout of Apache Arrow. Row *i* is bit `offset + i`, the least
/// significant bit of each byte first; 1 is a value, 0 is null.
///
/// ```
/// use funnelmath::columns::Validity;
///
/// // Rows from bit 3 on: 1, 0, 1, then 1 in the next byte after two 1s.
/// let validity = Validity::new(&[0b1110_1000, 0b0000_0001], 3);
/// assert_eq!([0, 1, 2, 5].map(|row| validity.is_valid(row)), [true, false, true, true]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Validity<'a> {
    bits: &'a [u8],
    offset: usize,
}

impl<'a> Validity<'a> {
    /// The bitmap of rows that begin at bit `offset` of `bits`.
    #[must_use]
    pub const fn new(bits: &'a [u8], offset: usize) -> Self {
        Self { bits, offset }
    }

    /// Whether the row has a value; false beyond the end of the bitmap.
    #[must_use]
    pub fn is_valid(&self, row: usize) -> bool {
        let bit = self.offset.saturating_add(row);
        self.bits.get(bit / 8).is_some_and(|byte| byte >> (bit % 8) & 1 == 1)
    }

    /// How many rows the bitmap has bits for.
    fn len(&self) -> usize {
        self.bits.len().saturating_mul(8).saturating_sub(self.offset)
    }
}

/// One number of a column. As a count it is checked in its own type, so that no integer is rounded into the range.
#[derive(Debug, Clone, Copy)]
pub(super) enum Cell {
    Real(f64),
    Integer(i64),
}

impl Sealed for Cell {}

impl ToCount for Cell {
    fn to_count(self) -> Result<Count, Error> {
        match self {
            Cell::Real(value) => value.to_count(),
            Cell::Integer(value) => value.to_count(),
        }
    }
}

impl ToCredit for Cell {
    fn to_credit(self) -> Result<f64, Error> {
        match self {
            Cell::Real(value) => value.to_credit(),
            Cell::Integer(value) => value.to_credit(),
        }
    }
}
