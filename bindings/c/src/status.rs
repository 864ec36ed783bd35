//! What every function returns, and the plain error that says more.

use core::ffi::c_char;
use funnelmath::{Error, ErrorKind};

/// What a function returns. Values are fixed: new ones are only ever added.
///
/// Bad input is an error; "no answer" (a closed gate, a quota of 0) is FUNNELMATH_STATUS_OK and said in
/// the result. A function that returns anything but FUNNELMATH_STATUS_OK has written none of its results.
#[allow(non_camel_case_types)]
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum funnelmath_status {
    /// The results are written.
    Ok = 0,
    /// A rate or probability is not a number from 0 to 1. Index: which gate or deal.
    Rate = 1,
    /// A volume is not a finite number of at least 0. Index: which stage; of a function with several
    /// volumes, which of them.
    Volume = 2,
    /// An amount of money is not a finite number of at least 0. Index: which deal or record.
    Money = 3,
    /// A count is not a whole number from 0 to 2^53. Index: which gate; of a function with several
    /// counts, which of them.
    Count = 4,
    /// There are more successes than trials. Index: which gate; value: the successes.
    Successes = 5,
    /// No trials, so no rate: no data is not 0 %. Index: which gate.
    NoTrials = 6,
    /// "1 in n" needs a finite n of at least 1.
    OneIn = 7,
    /// A chain needs at least one gate.
    NoGates = 8,
    /// There is no such stage. Index: the one asked for; value: the last there is.
    Stage = 9,
    /// There is no such gate. Index: the one asked for; value: the last there is.
    Gate = 10,
    /// A list has the wrong length. Index: the length it should have; value: the length it has.
    Length = 11,
    /// The answer is too large for a double. Index: at which stage, gate or record.
    Overflow = 12,
    /// Selling weeks a year must be above 0 and at most 53.
    WeeksPerYear = 13,
    /// Working days a week must be above 0 and at most 7.
    DaysPerWeek = 14,
    /// A number of days is not finite or below 0.
    Days = 15,
    /// A change is not finite or leads below 0.
    Step = 16,
    /// A revenue goal needs a sale value.
    NoSaleValue = 17,
    /// A gate needs either a rate, or successes and trials, or "one in". Index: which gate.
    GateForm = 18,
    /// A name stands for nothing here.
    Name = 19,
    /// A shape of a distribution is not a number above 0 (of what counts say, of at least 1e-9) and at most
    /// 2^53. Index: which of the two, or of a funnel, which gate.
    Shape = 20,
    /// A probability or confidence is not a number from 0 to 1.
    Probability = 21,
    /// A standard score is not a finite number.
    Score = 22,
    /// A number of weeks is not finite and at least 0; of a flow that was counted, not above 0.
    Weeks = 23,
    /// A variation of deal sizes is not a finite number of at least 0.
    Variation = 24,
    /// There are no deal sizes, or each was seen 0 times.
    NoDeals = 25,
    /// A pointer is NULL, or misaligned, or a result overlaps an input. Index: which parameter, from 0,
    /// also for what is in a struct.
    Pointer = 100,
    /// A number stands for none of the enumeration's values. Index: which parameter, from 0, also for
    /// what is in a struct or list; value: the number.
    Enum = 101,
    /// A struct_size is none that this library knows. Index: the size it knows; value: the size given.
    StructSize = 102,
    /// There is no such period, stage or effect in the plan. Index: the one asked for; value: how many
    /// there are.
    Index = 103,
    /// The library itself failed; it is a bug of funnelmath, and the process may go on.
    Panic = 200,
}

/// More about a failure. Written only when a function fails, and only if a place for it was given.
#[allow(non_camel_case_types)]
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct funnelmath_error {
    /// The status that was returned.
    pub status: u32,
    /// 1 when `index` says something.
    pub has_index: u32,
    /// 1 when `value` says something.
    pub has_value: u32,
    /// 0.
    pub reserved: u32,
    /// Which element it concerns; each status says what is counted.
    pub index: u64,
    /// The value that could not be used. It may be NaN.
    pub value: f64,
}

impl funnelmath_status {
    /// Every status, for tables and tests.
    #[must_use]
    pub const fn all() -> [Self; 31] {
        [
            Self::Ok,
            Self::Rate,
            Self::Volume,
            Self::Money,
            Self::Count,
            Self::Successes,
            Self::NoTrials,
            Self::OneIn,
            Self::NoGates,
            Self::Stage,
            Self::Gate,
            Self::Length,
            Self::Overflow,
            Self::WeeksPerYear,
            Self::DaysPerWeek,
            Self::Days,
            Self::Step,
            Self::NoSaleValue,
            Self::GateForm,
            Self::Name,
            Self::Shape,
            Self::Probability,
            Self::Score,
            Self::Weeks,
            Self::Variation,
            Self::NoDeals,
            Self::Pointer,
            Self::Enum,
            Self::StructSize,
            Self::Index,
            Self::Panic,
        ]
    }

    /// The status of a kind of error.
    #[must_use]
    pub fn of(kind: ErrorKind) -> Self {
        match kind {
            ErrorKind::Rate => Self::Rate,
            ErrorKind::Volume => Self::Volume,
            ErrorKind::Money => Self::Money,
            ErrorKind::Count => Self::Count,
            ErrorKind::Successes => Self::Successes,
            ErrorKind::NoTrials => Self::NoTrials,
            ErrorKind::OneIn => Self::OneIn,
            ErrorKind::NoGates => Self::NoGates,
            ErrorKind::Stage => Self::Stage,
            ErrorKind::Gate => Self::Gate,
            ErrorKind::Length => Self::Length,
            ErrorKind::Overflow => Self::Overflow,
            ErrorKind::WeeksPerYear => Self::WeeksPerYear,
            ErrorKind::DaysPerWeek => Self::DaysPerWeek,
            ErrorKind::Days => Self::Days,
            ErrorKind::Step => Self::Step,
            ErrorKind::NoSaleValue => Self::NoSaleValue,
            ErrorKind::GateForm => Self::GateForm,
            ErrorKind::Name => Self::Name,
            ErrorKind::Shape => Self::Shape,
            ErrorKind::Probability => Self::Probability,
            ErrorKind::Score => Self::Score,
            ErrorKind::Weeks => Self::Weeks,
            ErrorKind::Variation => Self::Variation,
            ErrorKind::NoDeals => Self::NoDeals,
            // A kind the core has and C does not know: a test sees to it that there is none.
            _ => Self::Panic,
        }
    }

    fn kind(self) -> Option<ErrorKind> {
        ErrorKind::ALL.iter().copied().find(|&kind| Self::of(kind) == self)
    }

    /// The stable name with a closing NUL.
    fn name(self) -> &'static core::ffi::CStr {
        match self {
            Self::Ok => c"ok",
            Self::Rate => c"rate",
            Self::Volume => c"volume",
            Self::Money => c"money",
            Self::Count => c"count",
            Self::Successes => c"successes",
            Self::NoTrials => c"no_trials",
            Self::OneIn => c"one_in",
            Self::NoGates => c"no_gates",
            Self::Stage => c"stage",
            Self::Gate => c"gate",
            Self::Length => c"length",
            Self::Overflow => c"overflow",
            Self::WeeksPerYear => c"weeks_per_year",
            Self::DaysPerWeek => c"days_per_week",
            Self::Days => c"days",
            Self::Step => c"step",
            Self::NoSaleValue => c"no_sale_value",
            Self::GateForm => c"gate_form",
            Self::Name => c"name",
            Self::Shape => c"shape",
            Self::Probability => c"probability",
            Self::Score => c"score",
            Self::Weeks => c"weeks",
            Self::Variation => c"variation",
            Self::NoDeals => c"no_deals",
            Self::Pointer => c"pointer",
            Self::Enum => c"enum",
            Self::StructSize => c"struct_size",
            Self::Index => c"index",
            Self::Panic => c"panic",
        }
    }

    fn from_number(status: u32) -> Option<Self> {
        Self::all().into_iter().find(|&known| known as u32 == status)
    }
}

impl funnelmath_error {
    /// A failure of the core.
    pub(crate) fn of_core(error: Error) -> Self {
        let index = error.index().map(|index| index as u64);
        Self::new(funnelmath_status::of(error.kind()), index, error.value())
    }

    pub(crate) fn new(status: funnelmath_status, index: Option<u64>, value: Option<f64>) -> Self {
        Self {
            status: status as u32,
            has_index: u32::from(index.is_some()),
            has_value: u32::from(value.is_some()),
            reserved: 0,
            index: index.unwrap_or(0),
            value: value.unwrap_or(0.0),
        }
    }

    /// The sentence for people, as the core says it.
    pub(crate) fn message(&self) -> String {
        let index = (self.has_index == 1).then_some(self.index);
        let value = (self.has_value == 1).then_some(self.value);
        let Some(status) = funnelmath_status::from_number(self.status) else {
            return format!("unknown status {}", self.status);
        };
        if let Some(kind) = status.kind() {
            let mut error = Error::new(kind);
            if let Some(index) = index.and_then(|index| usize::try_from(index).ok()) {
                error = error.at(index);
            }
            if let Some(value) = value {
                error = error.got(value);
            }
            return error.to_string();
        }
        let (index, value) = (index.unwrap_or(0), value.unwrap_or(0.0));
        match status {
            funnelmath_status::Pointer => {
                format!(
                    "a pointer is NULL, misaligned, or a result overlaps an input (parameter {index})"
                )
            }
            funnelmath_status::Enum => {
                format!(
                    "a number stands for no value of its enumeration (parameter {index}, got {value})"
                )
            }
            funnelmath_status::StructSize => {
                format!("an unknown struct_size (expected {index}, got {value})")
            }
            funnelmath_status::Index => {
                format!("there is no such element (index {index}, there are {value})")
            }
            funnelmath_status::Panic => String::from("a failure inside funnelmath"),
            _ => String::from("no error"),
        }
    }
}

/// The name of a status, in snake_case: "rate", "no_trials". Static, never freed, never NULL; "unknown"
/// for a number that is no status.
#[unsafe(no_mangle)]
pub extern "C" fn funnelmath_status_name(status: u32) -> *const c_char {
    funnelmath_status::from_number(status).map_or(c"unknown", funnelmath_status::name).as_ptr()
}
