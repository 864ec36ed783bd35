//! Reading the columns of a call, and its outputs after all of them.

use super::{funnelmath_column, funnelmath_columns_summary};
use crate::boundary::{Failure, disjoint, read, slice, slice_mut, writable, write};
use crate::status::{funnelmath_error, funnelmath_status};
use crate::types::sized;
use funnelmath::Error;
use funnelmath::columns::{Column, Evidence, Summary, Validity};

/// The columns that a call reads and writes, each with as many rows. Outputs are read after all inputs, so that one that
/// overlaps an input or an earlier output is refused before there is a reference to it.
pub(super) struct Call {
    rows: usize,
    /// The memory that earlier arguments occupy: address and length in bytes.
    taken: Vec<(*const u8, usize)>,
}

impl Call {
    /// A call with `rows` rows, a length that is parameter `parameter`.
    pub(super) fn of(rows: usize, parameter: usize) -> Result<Self, Failure> {
        if rows > isize::MAX as usize / size_of::<f64>() {
            return Err(Failure::length(parameter, rows));
        }
        Ok(Self { rows, taken: Vec::new() })
    }

    /// Notes an input struct that is read elsewhere.
    pub(super) fn input<T>(&mut self, pointer: *const T) {
        self.taken.push((pointer.cast(), size_of::<T>()));
    }

    /// An input list.
    ///
    /// # Safety
    /// As [`slice`].
    unsafe fn list<'a, T>(
        &mut self,
        pointer: *const T,
        len: usize,
        parameter: usize,
    ) -> Result<&'a [T], Failure> {
        // SAFETY: the caller's promise.
        let list = unsafe { slice(pointer, len, parameter)? };
        self.taken.push((pointer.cast(), size_of_val(list)));
        Ok(list)
    }

    /// One column.
    ///
    /// # Safety
    /// `pointer` must be as the header asks: a column whose lists have `len` elements and, in the bitmap, a bit for each row.
    pub(super) unsafe fn column<'a>(
        &mut self,
        pointer: *const funnelmath_column,
        parameter: usize,
    ) -> Result<Column<'a>, Failure> {
        // SAFETY: the caller's promise.
        unsafe {
            let given = read(pointer, parameter)?;
            self.input(pointer);
            self.convert(given, parameter)
        }
    }

    /// A list of columns.
    ///
    /// # Safety
    /// `pointer` must lead to `len` columns, each as [`column`](Self::column) asks.
    pub(super) unsafe fn columns<'a>(
        &mut self,
        pointer: *const funnelmath_column,
        len: usize,
        parameter: usize,
    ) -> Result<Vec<Column<'a>>, Failure> {
        // SAFETY: the caller's promise.
        unsafe {
            let given = self.list(pointer, len, parameter)?;
            given.iter().map(|column| self.convert(column, parameter)).collect()
        }
    }

    /// What is known of gates from counts: parameters `parameter` to `parameter` + 3, a list of columns each.
    ///
    /// # Safety
    /// As [`columns`](Self::columns), of each list.
    pub(super) unsafe fn evidence<'a>(
        &mut self,
        lists: [*const funnelmath_column; 4],
        len: usize,
        parameter: usize,
    ) -> Result<Vec<Evidence<'a>>, Failure> {
        let [a, b, successes, trials] = lists;
        // SAFETY: the caller's promise.
        let (a, b, successes, trials) = unsafe {
            (
                self.columns(a, len, parameter)?,
                self.columns(b, len, parameter + 1)?,
                self.columns(successes, len, parameter + 2)?,
                self.columns(trials, len, parameter + 3)?,
            )
        };
        let shapes = a.into_iter().zip(b);
        let counts = successes.into_iter().zip(trials);
        let gates = shapes.zip(counts).map(|((a, b), (successes, trials))| Evidence {
            a,
            b,
            successes,
            trials,
        });
        Ok(gates.collect())
    }

    /// # Safety
    /// The lists of the column must be as the header asks.
    unsafe fn convert<'a>(
        &mut self,
        given: &funnelmath_column,
        parameter: usize,
    ) -> Result<Column<'a>, Failure> {
        sized::<funnelmath_column>(given.struct_size, parameter)?;
        // SAFETY: the caller's promise.
        let column = unsafe {
            match given.kind {
                0 => Column::new(self.list(given.doubles, given.len, parameter)?),
                1 => Column::integers(self.list(given.integers, given.len, parameter)?),
                2 => Column::same(given.same),
                other => return Err(Failure::number(parameter, other)),
            }
        };
        if given.validity.is_null() {
            return Ok(column);
        }
        let bytes = given.validity_offset.saturating_add(self.rows).div_ceil(8);
        // SAFETY: the caller's promise.
        let bits = unsafe { self.list(given.validity, bytes, parameter)? };
        Ok(column.with_validity(Validity::new(bits, given.validity_offset)))
    }

    /// A list of results.
    ///
    /// # Safety
    /// As [`slice_mut`].
    unsafe fn places<'a, T>(
        &mut self,
        pointer: *mut T,
        len: usize,
        parameter: usize,
    ) -> Result<&'a mut [T], Failure> {
        let bytes = len * size_of::<T>();
        disjoint((pointer.cast::<u8>(), bytes), &self.taken, parameter)?;
        self.taken.push((pointer.cast_const().cast(), bytes));
        // SAFETY: it overlaps nothing that there is a reference to; the rest is the caller's promise.
        unsafe { slice_mut(pointer, len, parameter) }
    }

    /// An output column; NULL is one that is not asked for.
    ///
    /// # Safety
    /// If not NULL, `pointer` must lead to places for as many numbers as there are rows.
    pub(super) unsafe fn output<'a>(
        &mut self,
        pointer: *mut f64,
        parameter: usize,
    ) -> Result<&'a mut [f64], Failure> {
        let rows = if pointer.is_null() { 0 } else { self.rows };
        // SAFETY: the caller's promise.
        unsafe { self.places(pointer, rows, parameter) }
    }

    /// A list of output columns.
    ///
    /// # Safety
    /// `pointer` must lead to `len` pointers, each as [`output`](Self::output) asks.
    pub(super) unsafe fn outputs<'a>(
        &mut self,
        pointer: *const *mut f64,
        len: usize,
        parameter: usize,
    ) -> Result<Vec<&'a mut [f64]>, Failure> {
        // SAFETY: the caller's promise.
        unsafe {
            let given = self.list(pointer, len, parameter)?;
            given.iter().map(|&column| self.output(column, parameter)).collect()
        }
    }

    /// The status of each row and the summary, which every function writes last: parameters `parameter` and the next one.
    ///
    /// # Safety
    /// `status` must lead to places for as many numbers as there are rows, `summary` to one summary.
    pub(super) unsafe fn finish(
        &mut self,
        status: *mut u32,
        summary: *mut funnelmath_columns_summary,
        parameter: usize,
        answer: impl FnOnce(&mut [u32]) -> Result<Summary, Error>,
    ) -> Result<(), Failure> {
        // SAFETY: the caller's promise.
        let status = unsafe { self.places(status, self.rows, parameter)? };
        writable(summary, parameter + 1)?;
        let bytes = size_of::<funnelmath_columns_summary>();
        disjoint((summary.cast::<u8>(), bytes), &self.taken, parameter + 1)?;
        let found = answer(status)?;
        // SAFETY: checked above.
        unsafe { write(summary, found.into()) };
        Ok(())
    }
}

/// Runs the body of a function over columns. `rows` is parameter `parameter`.
pub(super) fn over_rows(
    rows: usize,
    parameter: usize,
    error: *mut funnelmath_error,
    body: impl FnOnce(&mut Call) -> Result<(), Failure>,
) -> funnelmath_status {
    crate::boundary::guard(error, || body(&mut Call::of(rows, parameter)?))
}
