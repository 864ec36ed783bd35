//! Every volume, rate, value and revenue that follows from the known ones.
#![allow(non_camel_case_types)]

use crate::boundary::{Failure, disjoint, guard, read, slice, slice_mut, writable, write};
use crate::status::{funnelmath_error, funnelmath_status};
use crate::types::funnelmath_maybe;
use funnelmath::chain::{Answer, Conflict, Knowns};

/// How a quantity is known.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub enum funnelmath_solved_kind {
    /// It was given.
    Given = 0,
    /// It follows from what was given.
    Found = 1,
    /// It does not follow.
    Undetermined = 2,
    /// Only the product of several unknown rates (or of rates and the sale value) between two stages follows.
    OnlyProduct = 3,
}

/// What follows for one quantity.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct funnelmath_solved {
    /// A funnelmath_solved_kind.
    pub kind: u32,
    /// 0.
    pub reserved: u32,
    /// The value, given or found; of ONLY_PRODUCT the product; 0 when undetermined.
    pub value: f64,
    /// Of ONLY_PRODUCT: the stage its segment begins at.
    pub from: u64,
    /// Of ONLY_PRODUCT: the stage it ends at; the number of stages stands for the revenue.
    pub to: u64,
}

/// Whether what was given can all be true.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub enum funnelmath_conflict_kind {
    /// It can.
    None = 0,
    /// The volume that follows for stage `to` is not the one that was given.
    Contradictory = 1,
    /// Some unknown gate would need a rate above 1.
    Impossible = 2,
}

/// The first conflict among the given numbers. As a stage, the number of stages stands for the revenue.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct funnelmath_conflict {
    /// A funnelmath_conflict_kind; with NONE all else is 0.
    pub kind: u32,
    /// 0.
    pub reserved: u32,
    /// Contradictory: the stage from whose volume, or closed gate, `expected` follows.
    pub from: u64,
    /// The stage whose given volume is contradicted or cannot be reached.
    pub to: u64,
    /// Contradictory: the volume at `to` that follows.
    pub expected: f64,
    /// Contradictory: the volume at `to` that was given.
    pub given: f64,
    /// Impossible: the gate; of several unknown ones in the segment, the first.
    pub gate: u64,
    /// Impossible: how many gates of the segment are unknown.
    pub gates: u64,
    /// Impossible: the rate, or product of rates, that it would take; missing when no rate would do.
    pub takes: funnelmath_maybe,
    /// Impossible: the best that can be reached at `to`.
    pub best: f64,
}

/// The conflict, and the answers about sale value and revenue.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct funnelmath_solution {
    /// The first conflict; the answers of other segments still hold.
    pub conflict: funnelmath_conflict,
    /// How many quantities do not follow.
    pub undetermined: u64,
    /// The sale value.
    pub sale_value: funnelmath_solved,
    /// The revenue.
    pub revenue: funnelmath_solved,
}

impl From<Answer> for funnelmath_solved {
    fn from(answer: Answer) -> Self {
        use funnelmath_solved_kind as K;
        let (kind, value, from, to) = match answer {
            Answer::Given(value) => (K::Given, value, 0, 0),
            Answer::Found(value) => (K::Found, value, 0, 0),
            Answer::OnlyProduct { from, to, product } => (K::OnlyProduct, product, from, to),
            _ => (K::Undetermined, 0.0, 0, 0),
        };
        Self { kind: kind as u32, reserved: 0, value, from: from as u64, to: to as u64 }
    }
}

impl From<Option<Conflict>> for funnelmath_conflict {
    fn from(conflict: Option<Conflict>) -> Self {
        let none = Self {
            kind: funnelmath_conflict_kind::None as u32,
            reserved: 0,
            from: 0,
            to: 0,
            expected: 0.0,
            given: 0.0,
            gate: 0,
            gates: 0,
            takes: None.into(),
            best: 0.0,
        };
        match conflict {
            Some(Conflict::Contradictory { from, to, expected, given }) => Self {
                kind: funnelmath_conflict_kind::Contradictory as u32,
                from: from as u64,
                to: to as u64,
                expected,
                given,
                ..none
            },
            Some(Conflict::Impossible { gate, gates, takes, to, best }) => Self {
                kind: funnelmath_conflict_kind::Impossible as u32,
                gate: gate as u64,
                gates: gates as u64,
                takes: takes.into(),
                to: to as u64,
                best,
                ..none
            },
            _ => none,
        }
    }
}

/// Every volume, rate, sale value and revenue that follows from those that are known.
///
/// - `volumes`, `rates`: the known volume of each of the gates + 1 stages, and the known rate of each gate; missing where it is
///   unknown.
/// - `gates`: how many gates; at least 1.
/// - `sale_value`, `revenue`: these two, missing where they are unknown; neither pointer may be NULL.
/// - `volume_answers`, `rate_answers`: receive an answer for each stage and each gate.
/// - `solution`: receives the conflict, if there is one, and the answers about sale value and revenue.
///
/// Fails with VOLUME, RATE, MONEY, NO_GATES, OVERFLOW, ENUM (`known` is neither 0 nor 1), RESERVED, LENGTH, OVERLAP, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_solve(
    volumes: *const funnelmath_maybe,
    rates: *const funnelmath_maybe,
    gates: usize,
    sale_value: *const funnelmath_maybe,
    revenue: *const funnelmath_maybe,
    volume_answers: *mut funnelmath_solved,
    rate_answers: *mut funnelmath_solved,
    solution: *mut funnelmath_solution,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    guard(error, || {
        let stages = gates.saturating_add(1);
        writable(solution, 7)?;
        let inputs = [(volumes, stages), (rates, gates), (sale_value, 1), (revenue, 1)];
        disjoint((volume_answers, stages), &inputs, 5)?;
        disjoint((rate_answers, gates), &inputs, 6)?;
        disjoint((rate_answers, gates), &[(volume_answers.cast_const(), stages)], 6)?;
        disjoint((solution, 1), &[(volume_answers.cast_const(), stages)], 7)?;
        disjoint((solution, 1), &[(rate_answers.cast_const(), gates)], 7)?;
        // SAFETY: the header's contract on pointers and lengths.
        let (volumes, rates, sale_value, revenue, volume_answers, rate_answers) = unsafe {
            (
                options(slice(volumes, stages, 0)?, 0)?,
                options(slice(rates, gates, 1)?, 1)?,
                read(sale_value, 3)?.option(3)?,
                read(revenue, 4)?.option(4)?,
                slice_mut(volume_answers, stages, 5)?,
                slice_mut(rate_answers, gates, 6)?,
            )
        };
        let knowns = Knowns { volumes: &volumes, rates: &rates, sale_value, revenue };
        let mut volumes = vec![Answer::Undetermined; stages];
        let mut rates = vec![Answer::Undetermined; gates];
        let found = funnelmath::chain::solve(&knowns, &mut volumes, &mut rates)?;
        for (place, answer) in volume_answers.iter_mut().zip(volumes) {
            *place = answer.into();
        }
        for (place, answer) in rate_answers.iter_mut().zip(rates) {
            *place = answer.into();
        }
        let found = funnelmath_solution {
            conflict: found.conflict.into(),
            undetermined: found.undetermined as u64,
            sale_value: found.sale_value.into(),
            revenue: found.revenue.into(),
        };
        // SAFETY: checked above.
        unsafe { write(solution, found) };
        Ok::<(), Failure>(())
    })
}

fn options(list: &[funnelmath_maybe], parameter: usize) -> Result<Vec<Option<f64>>, Failure> {
    list.iter().map(|maybe| maybe.option(parameter)).collect()
}
