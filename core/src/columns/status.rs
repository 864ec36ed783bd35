//! The status of each row, and a summary of all rows.

use crate::error::ErrorKind;
use crate::math::Method;
use core::fmt;

/// The status of a row: an answer, or why it has none.
///
/// The outputs of a row that is not [`Answered`](Self::Answered) are NaN.
///
/// | status | [`code`](Self::code) | the scalar function |
/// |---|--:|---|
/// | `Answered` | 0 | returned the numbers that are in the outputs |
/// | `Error(kind)` | from 1, in the order of [`ErrorKind::ALL`] | returned an error of this kind; called with the row's numbers, it tells field, index and value too |
/// | `Null` | 1001 | was not called: an input of the row is null |
/// | `Unreachable` | 1002 | returned `Required::Unreachable`: a gate or the sale value is 0 |
/// | `Never` | 1003 | returned `Inputs::Never`: no number of inputs is enough |
/// | `Undefined` | 1004 | returned `None`: the ratio's denominator, a requirement or goal, is 0 |
///
/// ```
/// use funnelmath::{ErrorKind, columns::Status};
///
/// let status = Status::Error(ErrorKind::Rate);
/// assert_eq!((status.code(), status.name()), (1, "rate"));
/// assert_eq!(Status::from_code(1002), Some(Status::Unreachable));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Status {
    /// The row's outputs are its answer.
    #[default]
    Answered,
    /// An input is null. The row is not evaluated.
    Null,
    /// The goal cannot be reached, because a gate or the sale value is 0.
    Unreachable,
    /// No number of inputs is enough.
    Never,
    /// The ratio's denominator, a requirement or goal, is 0.
    Undefined,
    /// An input cannot be used, or the answer is too large.
    Error(ErrorKind),
}

impl Status {
    /// The statuses that are not errors, in the order of their codes.
    pub const OUTCOMES: &'static [Self] =
        &[Self::Answered, Self::Null, Self::Unreachable, Self::Never, Self::Undefined];

    /// The number that stands for the status in C. It never changes; new ones get new numbers.
    #[must_use]
    pub const fn code(self) -> u32 {
        match self {
            Status::Answered => 0,
            Status::Error(kind) => kind as u32 + 1,
            Status::Null => 1001,
            Status::Unreachable => 1002,
            Status::Never => 1003,
            Status::Undefined => 1004,
        }
    }

    /// The status that a [`code`](Self::code) stands for.
    #[must_use]
    pub fn from_code(code: u32) -> Option<Self> {
        let errors = ErrorKind::ALL.iter().map(|&kind| Status::Error(kind));
        errors.chain(Self::OUTCOMES.iter().copied()).find(|status| status.code() == code)
    }

    /// The stable name, in `snake_case`: of an error, that of its kind.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Status::Answered => "answered",
            Status::Null => "null",
            Status::Unreachable => "unreachable",
            Status::Never => "never",
            Status::Undefined => "undefined",
            Status::Error(kind) => kind.name(),
        }
    }
}

/// Its [`code`](Status::code).
impl From<Status> for u32 {
    fn from(status: Status) -> Self {
        status.code()
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A summary of all rows of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// How many rows were [`Answered`](Status::Answered).
    pub answered: usize,
    /// How the answers were computed: of several methods, the one of the highest [`rank`](Method::rank).
    pub method: Method,
}

impl Summary {
    /// The summary of no rows.
    pub(super) const NONE: Self = Self { answered: 0, method: Method::Exact };

    /// This summary with the method of one more answer.
    pub(super) fn note(&mut self, method: Method) {
        if method.rank() > self.method.rank() {
            self.method = method;
        }
    }
}
