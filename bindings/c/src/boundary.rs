//! The boundary: panics become a status, pointers are checked, and results are written last.

use crate::status::{funnelmath_error, funnelmath_status};
use funnelmath::Error;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Why a call failed; turned into a status and, if asked for, the error struct.
pub(crate) struct Failure(funnelmath_error);

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self(funnelmath_error::of_core(error))
    }
}

impl Failure {
    /// A pointer that is NULL or misaligned.
    pub(crate) fn pointer(parameter: usize) -> Self {
        Self::at(funnelmath_status::Pointer, parameter, None, None)
    }

    /// A list of results that overlaps an input or another result.
    pub(crate) fn overlap(parameter: usize) -> Self {
        Self::at(funnelmath_status::Overlap, parameter, None, None)
    }

    /// A number that stands for no value of its enumeration.
    pub(crate) fn number(parameter: usize, value: u32) -> Self {
        Self::at(funnelmath_status::Enum, parameter, Some(f64::from(value)), None)
    }

    /// A struct_size that is not the known one.
    pub(crate) fn struct_size(parameter: usize, known: usize, given: u32) -> Self {
        let known = Some(known as f64);
        Self::at(funnelmath_status::StructSize, parameter, Some(f64::from(given)), known)
    }

    /// A reserved member that is not 0.
    pub(crate) fn reserved(parameter: usize, value: u32) -> Self {
        Self::at(funnelmath_status::Reserved, parameter, Some(f64::from(value)), None)
    }

    /// A length that no list can have.
    pub(crate) fn length(parameter: usize, len: usize) -> Self {
        Self::at(funnelmath_status::Length, parameter, Some(len as f64), None)
    }

    /// A part that the plan has not.
    pub(crate) fn index(index: usize, len: usize) -> Self {
        let (index, len) = (Some(index as f64), Some(len as f64));
        Self(funnelmath_error::new(funnelmath_status::Index, None, index, len))
    }

    fn at(
        status: funnelmath_status,
        parameter: usize,
        value: Option<f64>,
        limit: Option<f64>,
    ) -> Self {
        Self(funnelmath_error::new(status, u32::try_from(parameter).ok(), value, limit))
    }
}

/// A function with one result. The result is written after all inputs were read, so it may lie over an input.
#[inline]
pub(crate) fn one<T>(
    result: *mut T,
    parameter: usize,
    error: *mut funnelmath_error,
    compute: impl FnOnce() -> Result<T, Failure>,
) -> funnelmath_status {
    guard(error, || {
        writable(result, parameter)?;
        let value = compute()?;
        // SAFETY: checked above, and by the header's contract a place for one result.
        unsafe { write(result, value) };
        Ok(())
    })
}

/// Runs the body of a function and turns its failure or panic into a status. The error struct is written only on
/// failure, and only if there is a place for it.
#[inline]
pub(crate) fn guard(
    error: *mut funnelmath_error,
    body: impl FnOnce() -> Result<(), Failure>,
) -> funnelmath_status {
    // Unwind safety: a body writes its results last, so a panic leaves no result half written.
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        #[cfg(feature = "test-panic")]
        panic_if_asked();
        body()
    }));
    let failure = match outcome {
        Ok(Ok(())) => return funnelmath_status::Ok,
        Ok(Err(Failure(failure))) => failure,
        Err(payload) => {
            // Dropping a payload may panic again, so it is leaked: a few bytes.
            std::mem::forget(payload);
            funnelmath_error::new(funnelmath_status::Panic, None, None, None)
        }
    };
    fail(error, failure)
}

#[cold]
fn fail(error: *mut funnelmath_error, failure: funnelmath_error) -> funnelmath_status {
    if writable(error, 0).is_ok() {
        // SAFETY: not NULL, aligned, and by the header's contract a place for one error.
        unsafe { error.write(failure) };
    }
    funnelmath_status::all()
        .into_iter()
        .find(|&status| status as u32 == failure.status)
        .unwrap_or(funnelmath_status::Panic)
}

#[cfg(feature = "test-panic")]
#[allow(clippy::panic)]
fn panic_if_asked() {
    if std::env::var_os("FUNNELMATH_TEST_PANIC").is_some() {
        panic!("asked for by FUNNELMATH_TEST_PANIC");
    }
}

/// An input list; (NULL, 0) is an empty one.
///
/// # Safety
/// If not NULL, `pointer` must point to `len` readable elements that nobody writes during the call.
#[inline]
pub(crate) unsafe fn slice<'a, T>(
    pointer: *const T,
    len: usize,
    parameter: usize,
) -> Result<&'a [T], Failure> {
    if len == 0 {
        return Ok(&[]);
    }
    if too_long::<T>(len) {
        return Err(Failure::length(parameter, len));
    }
    if pointer.is_null() || !pointer.is_aligned() {
        return Err(Failure::pointer(parameter));
    }
    // SAFETY: not NULL, aligned, at most isize::MAX bytes; the rest is the caller's promise.
    Ok(unsafe { core::slice::from_raw_parts(pointer, len) })
}

/// A list of results; (NULL, 0) is an empty one.
///
/// # Safety
/// If not NULL, `pointer` must point to places for `len` elements that only this call uses.
#[inline]
pub(crate) unsafe fn slice_mut<'a, T>(
    pointer: *mut T,
    len: usize,
    parameter: usize,
) -> Result<&'a mut [T], Failure> {
    if len == 0 {
        return Ok(&mut []);
    }
    if too_long::<T>(len) {
        return Err(Failure::length(parameter, len));
    }
    if pointer.is_null() || !pointer.is_aligned() {
        return Err(Failure::pointer(parameter));
    }
    // SAFETY: not NULL, aligned, at most isize::MAX bytes; the rest is the caller's promise.
    Ok(unsafe { core::slice::from_raw_parts_mut(pointer, len) })
}

fn too_long<T>(len: usize) -> bool {
    len > isize::MAX as usize / size_of::<T>().max(1)
}

/// Refuses a list of results that shares a byte with an input or with another result. It has to be called before
/// references to the lists exist: Rust allows no overlap of a `&mut` with anything.
#[inline]
pub(crate) fn disjoint<T, U>(
    (result, result_len): (*mut T, usize),
    inputs: &[(*const U, usize)],
    parameter: usize,
) -> Result<(), Failure> {
    if too_long::<T>(result_len) {
        return Err(Failure::length(parameter, result_len));
    }
    if result_len == 0 {
        return Ok(());
    }
    if result.is_null() || !result.is_aligned() {
        return Err(Failure::pointer(parameter));
    }
    let end = |start: usize, len: usize, size: usize| start.saturating_add(len * size);
    let from = result.addr();
    let to = end(from, result_len, size_of::<T>());
    // An input that is NULL or too long is refused later, with its own parameter.
    for &(input, len) in inputs.iter().filter(|(at, len)| !at.is_null() && !too_long::<U>(*len)) {
        let start = input.addr();
        let shared = from < end(start, len, size_of::<U>()) && start < to;
        if shared && len > 0 {
            return Err(Failure::overlap(parameter));
        }
    }
    Ok(())
}

/// One input struct.
///
/// # Safety
/// If not NULL, `pointer` must point to one readable, initialised `T`.
#[inline]
pub(crate) unsafe fn read<'a, T>(pointer: *const T, parameter: usize) -> Result<&'a T, Failure> {
    if pointer.is_null() || !pointer.is_aligned() {
        return Err(Failure::pointer(parameter));
    }
    // SAFETY: not NULL and aligned; the rest is the caller's promise.
    Ok(unsafe { &*pointer })
}

/// Checks the place of a result before anything is computed.
#[inline]
pub(crate) fn writable<T>(pointer: *mut T, parameter: usize) -> Result<(), Failure> {
    if pointer.is_null() || !pointer.is_aligned() {
        return Err(Failure::pointer(parameter));
    }
    Ok(())
}

/// Writes a result.
///
/// # Safety
/// `pointer` must have passed [`writable`] and point to a place for one `T`.
#[inline]
pub(crate) unsafe fn write<T>(pointer: *mut T, value: T) {
    // SAFETY: the caller's promise.
    unsafe { pointer.write(value) }
}
