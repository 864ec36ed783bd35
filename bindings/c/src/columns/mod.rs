//! Questions over columns: the inputs of each row are answered by a scalar function, and each row has a status.
#![allow(non_camel_case_types)]

mod call;

pub mod chain;
pub mod chance;

use crate::status::funnelmath_status_name;
use crate::texts::ROW_NAMES;
use core::ffi::c_char;
use funnelmath::columns::{Status, Summary};

/// Where the numbers of a column are.
#[repr(C)]
pub enum funnelmath_column_kind {
    /// In `doubles`.
    Doubles = 0,
    /// In `integers`.
    Integers = 1,
    /// In `same`: one number for all rows.
    Same = 2,
}

/// One input of a function over columns: a number for each row, or one number for all rows. Every function takes every
/// kind. An integer is used as it is where a count is expected; elsewhere it is rounded to the nearest double.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct funnelmath_column {
    /// sizeof(funnelmath_column).
    pub struct_size: u32,
    /// A funnelmath_column_kind.
    pub kind: u32,
    /// SAME: the number. Not read otherwise.
    pub same: f64,
    /// DOUBLES: the numbers. Not read otherwise.
    pub doubles: *const f64,
    /// INTEGERS: the numbers. Not read otherwise.
    pub integers: *const i64,
    /// DOUBLES, INTEGERS: how many numbers there are; must be the number of rows. Not read otherwise.
    pub len: usize,
    /// Which rows are not null, in the layout of Apache Arrow: row i is bit validity_offset + i, the least
    /// significant bit of each byte first, 1 for a number, 0 for null. NULL: all rows have a number.
    pub validity: *const u8,
    /// The bit of the first row; not read without `validity`.
    pub validity_offset: usize,
}

/// The status of a row. A row with an error has the number of its funnelmath_status instead, 1 to 99. For each row
/// that is not ANSWERED every output is NaN.
#[repr(C)]
pub enum funnelmath_row {
    /// The row's outputs are its answer.
    Answered = 0,
    /// An input is null.
    Null = 1001,
    /// The goal cannot be reached, because a gate or the sale value is 0.
    Unreachable = 1002,
    /// No number of inputs is enough.
    Never = 1003,
    /// The ratio's denominator, a requirement or goal, is 0.
    Undefined = 1004,
}

/// A summary of all rows of a call.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct funnelmath_columns_summary {
    /// How many rows are ANSWERED.
    pub answered: u64,
    /// How the answers were computed, a funnelmath_method; of several methods, the one with the weakest bound.
    pub method: u32,
    /// 0.
    pub reserved: u32,
}

impl From<Summary> for funnelmath_columns_summary {
    fn from(summary: Summary) -> Self {
        Self { answered: summary.answered as u64, method: summary.method.code(), reserved: 0 }
    }
}

/// The name of a row's status, in snake_case: "answered", "null", or that of an error, such as "rate"; "unknown" for
/// a number that is not a status. Static, never freed, never NULL.
#[unsafe(no_mangle)]
pub extern "C" fn funnelmath_row_name(row: u32) -> *const c_char {
    match Status::from_code(row) {
        Some(Status::Error(_)) => funnelmath_status_name(row),
        found => ROW_NAMES.get(Status::OUTCOMES.iter().position(|&known| Some(known) == found)),
    }
}
