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
    pub(crate) fn pointer(parameter: usize) -> Self {
        Self(funnelmath_error::new(funnelmath_status::Pointer, Some(parameter as u64), None))
    }

    pub(crate) fn number(parameter: usize, value: u32) -> Self {
        let value = Some(f64::from(value));
        Self(funnelmath_error::new(funnelmath_status::Enum, Some(parameter as u64), value))
    }

    pub(crate) fn struct_size(known: usize, given: u32) -> Self {
        let given = Some(f64::from(given));
        Self(funnelmath_error::new(funnelmath_status::StructSize, Some(known as u64), given))
    }

    pub(crate) fn index(index: usize, len: usize) -> Self {
        let len = Some(len as f64);
        Self(funnelmath_error::new(funnelmath_status::Index, Some(index as u64), len))
    }
}

/// A function with one result.
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

/// Runs the body of a function; whatever happens in it, a status comes out.
///
/// The error struct is written only on failure, and only if there is a place for it.
#[inline]
pub(crate) fn guard(
    error: *mut funnelmath_error,
    body: impl FnOnce() -> Result<(), Failure>,
) -> funnelmath_status {
    // Unwind safety: a body writes its results last, so that a panic leaves nothing half done.
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        #[cfg(feature = "test-panic")]
        panic_if_asked();
        body()
    }));
    let failure = match outcome {
        Ok(Ok(())) => return funnelmath_status::Ok,
        Ok(Err(Failure(failure))) => failure,
        Err(payload) => {
            // Dropping a payload may panic again; it is a few bytes, leaked once per bug.
            std::mem::forget(payload);
            funnelmath_error::new(funnelmath_status::Panic, None, None)
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
    if pointer.is_null() || !pointer.is_aligned() || too_long::<T>(len) {
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
    if pointer.is_null() || !pointer.is_aligned() || too_long::<T>(len) {
        return Err(Failure::pointer(parameter));
    }
    // SAFETY: not NULL, aligned, at most isize::MAX bytes; the rest is the caller's promise.
    Ok(unsafe { core::slice::from_raw_parts_mut(pointer, len) })
}

fn too_long<T>(len: usize) -> bool {
    len > isize::MAX as usize / size_of::<T>().max(1)
}

/// That a list of results shares no byte with an input: a mistake that is easy to make and, in Rust, not
/// allowed. To be asked before the lists are made.
#[inline]
pub(crate) fn disjoint<T, U>(
    (result, result_len): (*mut T, usize),
    inputs: &[(*const U, usize)],
    parameter: usize,
) -> Result<(), Failure> {
    let end =
        |start: usize, len: usize, size: usize| start.saturating_add(len.saturating_mul(size));
    let from = result.addr();
    let to = end(from, result_len, size_of::<T>());
    for &(input, len) in inputs {
        let start = input.addr();
        let shared = from < end(start, len, size_of::<U>()) && start < to;
        if shared && result_len > 0 && len > 0 {
            return Err(Failure::pointer(parameter));
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

/// That a result can be written, asked before anything is computed.
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
