//! An error as a sentence.

use crate::boundary::{Failure, disjoint, guard, read, slice_mut, writable, write};
use crate::status::{funnelmath_error, funnelmath_status};
use core::ffi::c_char;

/// Writes the sentence for people about an error, in UTF-8 with a closing NUL.
///
/// - `error`: as a failed function wrote it.
/// - `buffer`, `capacity`: where to, and how many bytes fit, the NUL included. A longer sentence is cut at
///   the end of a character. (NULL, 0) asks for the length only.
/// - `length`: receives the length in bytes of the whole sentence, without the NUL.
///
/// Fails with FUNNELMATH_STATUS_POINTER only.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_error_message(
    error: *const funnelmath_error,
    buffer: *mut c_char,
    capacity: usize,
    length: *mut usize,
) -> funnelmath_status {
    guard(core::ptr::null_mut(), || {
        let text = (buffer.cast::<u8>(), capacity);
        disjoint(text, &[(error, 1)], 1)?;
        disjoint(text, &[(length.cast_const(), 1)], 1)?;
        // SAFETY: the header's contract on pointers and lengths; each is checked for NULL and alignment.
        let (error, buffer) =
            unsafe { (read(error, 0)?, slice_mut(buffer.cast::<u8>(), capacity, 1)?) };
        writable(length, 3)?;
        let message = error.message();
        if let Some(last) = capacity.checked_sub(1) {
            let mut end = message.len().min(last);
            while !message.is_char_boundary(end) {
                end -= 1;
            }
            let (text, rest) = buffer.split_at_mut(end);
            text.copy_from_slice(message.as_bytes().get(..end).unwrap_or_default());
            if let Some(nul) = rest.first_mut() {
                *nul = 0;
            }
        }
        // SAFETY: checked above.
        unsafe { write(length, message.len()) };
        Ok::<(), Failure>(())
    })
}
