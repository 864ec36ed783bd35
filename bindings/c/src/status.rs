//! What every function returns, and the plain error that says more.

use crate::texts::{FIELD_NAMES, KIND_NAMES};
use core::ffi::{CStr, c_char};
use funnelmath::{Error, ErrorKind, Field};

/// What a function returns. The numbers are fixed: new ones are only ever added.
///
/// Bad input is an error; "no answer" (a closed gate, a quota of 0) is FUNNELMATH_STATUS_OK and told by the result. A
/// function that returns anything but FUNNELMATH_STATUS_OK has written none of its results.
#[allow(non_camel_case_types)]
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum funnelmath_status {
    /// The results are written.
    Ok = 0,
    /// A rate, win rate or probability of a gate is not a number from 0 to 1.
    Rate = 1,
    /// A volume is not a finite number of at least 0.
    Volume = 2,
    /// An amount of money is not a finite number of at least 0.
    Money = 3,
    /// A count is not a whole number from 0 to 2^53.
    Count = 4,
    /// There are more successes than trials. Value: the successes.
    Successes = 5,
    /// No trials, so no rate: no data is not 0%.
    NoTrials = 6,
    /// "1 in n" needs a finite n of at least 1.
    OneIn = 7,
    /// A chain needs at least one gate.
    NoGates = 8,
    /// There is no such stage. Value: the one asked for; limit: the last there is.
    Stage = 9,
    /// There is no such gate. Value: the one asked for; limit: the last there is.
    Gate = 10,
    /// A list has the wrong length. Value: the length it has; limit: the length it needs. Or a length is larger than
    /// any list in memory; then only the value and the parameter are told.
    Length = 11,
    /// The answer is too large for a double.
    Overflow = 12,
    /// Selling weeks a year are not above 0 and at most 53.
    WeeksPerYear = 13,
    /// Working days a week are not above 0 and at most 7.
    DaysPerWeek = 14,
    /// A number of days is not finite or below 0.
    Days = 15,
    /// A change is not finite or leads below 0.
    Step = 16,
    /// A revenue goal needs a sale value.
    NoSaleValue = 17,
    /// A gate needs exactly one of: a rate, successes and trials, or "one in n".
    GateForm = 18,
    /// A word is not one that its field allows.
    Name = 19,
    /// A shape of a distribution is not a number above 0 and at most 2^53.
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
    /// A booked amount, which may be negative, is not a finite number.
    Booked = 26,
    /// Successes or trials, which several people may share, are not numbers from 0 to 2^53.
    Credit = 27,
    /// A shape of the distribution of a rate is not a number from 1e-9 to 2^53.
    EvidenceShape = 28,
    /// A cost or budget is not a finite number of at least 0.
    Cost = 29,
    /// Activity would be counted behind the goal. Value: its stage; limit: that of the goal.
    ActivityStage = 30,
    /// A benchmark has no gate.
    StrayBenchmark = 31,
    /// The shares of a mix do not sum to 1. Value: their sum.
    Shares = 32,
    /// More days have passed than the period has. Value: those that have passed; limit: those it has.
    ElapsedDays = 33,
    /// A period has no days.
    NoDays = 34,
    /// The sale value is not the mean of the deal sizes. Limit: their mean.
    SaleValueMean = 35,
    /// Two stages have one name.
    DuplicateName = 36,
    /// A name is only white space.
    BlankName = 37,
    /// A pointer is NULL or misaligned. `parameter` says which, also for what is in a struct.
    Pointer = 100,
    /// A number stands for none of the values of its enumeration. Value: the number.
    Enum = 101,
    /// A struct_size is none that this library knows. Value: the size given; limit: the size it knows.
    StructSize = 102,
    /// There is no such period, stage or effect in the plan. Value: the one asked for; limit: how many there are.
    Index = 103,
    /// A member that is reserved is not 0. Value: the number there.
    Reserved = 104,
    /// A list of results overlaps an input or another result.
    Overlap = 105,
    /// The library itself failed; it is a bug of funnelmath, and the process may go on.
    Panic = 200,
}

/// More about a failure. Written only when a function fails, and only if a place for it was given.
#[allow(non_camel_case_types)]
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct funnelmath_error {
    /// The funnelmath_status that was returned.
    pub status: u32,
    /// Which input it concerns: a number for funnelmath_field_name. 0 when no single one does.
    pub field: u32,
    /// 1 when `index` is set.
    pub has_index: u32,
    /// 1 when `inner_index` is set.
    pub has_inner_index: u32,
    /// 1 when `value` is set.
    pub has_value: u32,
    /// 1 when `limit` is set.
    pub has_limit: u32,
    /// 1 when `parameter` is set: for POINTER, ENUM, STRUCT_SIZE, RESERVED, OVERLAP, and a LENGTH that no list can have.
    pub has_parameter: u32,
    /// Which parameter of the function it concerns, from 0, also when it is a member of a struct there.
    pub parameter: u32,
    /// Which element of the field, when the field is a list: the first [] of its name.
    pub index: u64,
    /// Which element of that element, when that is a list too: the second [] of the field's name.
    pub inner_index: u64,
    /// The value that could not be used. It may be NaN.
    pub value: f64,
    /// The length that is needed, or the last stage or gate there is: each status says what.
    pub limit: f64,
}

impl funnelmath_status {
    /// Every status, for tables and tests.
    #[must_use]
    pub const fn all() -> [Self; 45] {
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
            Self::Booked,
            Self::Credit,
            Self::EvidenceShape,
            Self::Cost,
            Self::ActivityStage,
            Self::StrayBenchmark,
            Self::Shares,
            Self::ElapsedDays,
            Self::NoDays,
            Self::SaleValueMean,
            Self::DuplicateName,
            Self::BlankName,
            Self::Pointer,
            Self::Enum,
            Self::StructSize,
            Self::Index,
            Self::Reserved,
            Self::Overlap,
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
            ErrorKind::Booked => Self::Booked,
            ErrorKind::Credit => Self::Credit,
            ErrorKind::EvidenceShape => Self::EvidenceShape,
            ErrorKind::Cost => Self::Cost,
            ErrorKind::ActivityStage => Self::ActivityStage,
            ErrorKind::StrayBenchmark => Self::StrayBenchmark,
            ErrorKind::Shares => Self::Shares,
            ErrorKind::ElapsedDays => Self::ElapsedDays,
            ErrorKind::NoDays => Self::NoDays,
            ErrorKind::SaleValueMean => Self::SaleValueMean,
            ErrorKind::DuplicateName => Self::DuplicateName,
            ErrorKind::BlankName => Self::BlankName,
            // A kind the core has and C does not know: a test makes sure that there is none.
            _ => Self::Panic,
        }
    }

    fn kind(self) -> Option<ErrorKind> {
        ErrorKind::ALL.iter().copied().find(|&kind| Self::of(kind) == self)
    }

    /// Name and text of a status that the core has no kind of error for.
    const fn own(self) -> (&'static CStr, &'static str) {
        match self {
            Self::Pointer => (c"pointer", "a pointer is NULL or misaligned"),
            Self::Enum => (c"enum", "a number stands for no value of its enumeration"),
            Self::StructSize => (c"struct_size", "an unknown struct_size"),
            Self::Index => (c"index", "the plan has no such element"),
            Self::Reserved => (c"reserved", "a reserved member must be 0"),
            Self::Overlap => (c"overlap", "a list of results overlaps an input or another result"),
            Self::Panic => (c"panic", "a failure inside funnelmath"),
            _ => (c"ok", "no error"),
        }
    }

    fn from_number(status: u32) -> Option<Self> {
        Self::all().into_iter().find(|&known| known as u32 == status)
    }
}

/// The number of an optional index or parameter.
fn number<T: Default>(value: Option<T>) -> (u32, T) {
    (u32::from(value.is_some()), value.unwrap_or_default())
}

impl funnelmath_error {
    /// A failure of the core.
    pub(crate) fn of_core(error: Error) -> Self {
        let field = error.field().map_or(0, Field::code);
        let (has_index, index) = number(error.index());
        let (has_inner_index, inner_index) = number(error.inner_index());
        let (has_value, value) = number(error.value());
        let (has_limit, limit) = number(error.limit());
        let status = funnelmath_status::of(error.kind()) as u32;
        let (index, inner_index) = (index as u64, inner_index as u64);
        Self {
            status,
            field,
            has_index,
            has_inner_index,
            has_value,
            has_limit,
            has_parameter: 0,
            parameter: 0,
            index,
            inner_index,
            value,
            limit,
        }
    }

    /// A failure that only C has.
    pub(crate) fn new(
        status: funnelmath_status,
        parameter: Option<u32>,
        value: Option<f64>,
        limit: Option<f64>,
    ) -> Self {
        let (has_parameter, parameter) = number(parameter);
        let (has_value, value) = number(value);
        let (has_limit, limit) = number(limit);
        Self {
            status: status as u32,
            field: 0,
            has_index: 0,
            has_inner_index: 0,
            has_value,
            has_limit,
            has_parameter,
            parameter,
            index: 0,
            inner_index: 0,
            value,
            limit,
        }
    }

    /// The same error as the core has it; `None` for a status that only C has.
    fn to_core(self) -> Option<Error> {
        let mut error = Error::new(funnelmath_status::from_number(self.status)?.kind()?);
        if let Some(&field) = field_place(self.field).and_then(|place| Field::ALL.get(place)) {
            error = error.field_is(field);
        }
        let at = |has: u32, index: u64| usize::try_from(index).ok().filter(|_| has == 1);
        match (at(self.has_index, self.index), at(self.has_inner_index, self.inner_index)) {
            (Some(index), Some(inner)) => error = error.at_both(index, inner),
            (Some(index), None) => error = error.at(index),
            _ => {}
        }
        if self.has_value == 1 {
            error = error.got(self.value);
        }
        if self.has_limit == 1 {
            error = error.limit_is(self.limit);
        }
        Some(error)
    }

    /// The sentence for people: the core's own, where it has one.
    pub(crate) fn message(&self) -> String {
        let Some(status) = funnelmath_status::from_number(self.status) else {
            return format!("unknown status {}", self.status);
        };
        if let Some(error) = self.to_core() {
            return error.to_string();
        }
        let mut text = String::from(status.own().1);
        let mut details = Vec::new();
        if self.has_parameter == 1 {
            details.push(format!("parameter {}", self.parameter));
        }
        if self.has_value == 1 {
            details.push(format!("got {}", self.value));
        }
        match status {
            _ if self.has_limit != 1 => {}
            funnelmath_status::Index => details.push(format!("there are {}", self.limit)),
            _ => details.push(format!("needs {}", self.limit)),
        }
        if !details.is_empty() {
            text += &format!(" ({})", details.join(", "));
        }
        text
    }
}

/// The place of a field in the core's list.
fn field_place(field: u32) -> Option<usize> {
    usize::try_from(field.checked_sub(1)?).ok()
}

/// The name of a status, in snake_case: "rate", "no_trials". Static, never freed, never NULL; "unknown" for a number
/// that is no status.
#[unsafe(no_mangle)]
pub extern "C" fn funnelmath_status_name(status: u32) -> *const c_char {
    let Some(status) = funnelmath_status::from_number(status) else { return c"unknown".as_ptr() };
    match status.kind() {
        Some(kind) => KIND_NAMES.get(ErrorKind::ALL.iter().position(|&known| known == kind)),
        None => status.own().0.as_ptr(),
    }
}

/// The name of an input, by the number in the member `field` of a funnelmath_error: "sale_value",
/// "gates[].benchmark". `[]` marks where an index belongs. Numbers are never reused. Static, never freed, never NULL;
/// "unknown" for 0 and for a number that is no field.
#[unsafe(no_mangle)]
pub extern "C" fn funnelmath_field_name(field: u32) -> *const c_char {
    FIELD_NAMES.get(field_place(field))
}
