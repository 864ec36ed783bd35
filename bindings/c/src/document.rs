//! Questions and answers as JSON documents.
#![allow(non_camel_case_types)]

use crate::boundary::{guard, slice, writable, write};
use crate::status::{funnelmath_error, funnelmath_status};
use core::ffi::c_char;
use core::ptr::NonNull;
use std::ffi::CString;

/// Answers a request that is a JSON document, {"question": "overall", "rates": [0.65, 0.4]}, or an array of such requests.
///
/// The answer is a JSON document on one line: {"question": "overall", "answer": {...}}, or {"question": "overall", "errors":
/// [...]} with every error of the request. A request that is not JSON, or not UTF-8, is answered by such a document
/// too: the status is FUNNELMATH_STATUS_OK whenever a document is returned. Numbers keep every bit in both directions.
///
/// - `request`, `request_len`: the document, in UTF-8, and its length in bytes.
/// - `text`: receives the answer, in UTF-8 with a closing NUL, to be freed by funnelmath_answer_free.
/// - `text_len`: receives its length in bytes, without the NUL.
///
/// Fails with: POINTER, LENGTH, PANIC.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_answer(
    request: *const c_char,
    request_len: usize,
    text: *mut *mut c_char,
    text_len: *mut usize,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    guard(error, || {
        // SAFETY: by the header's contract, readable for `request_len` bytes.
        let request = unsafe { slice(request.cast::<u8>(), request_len, 0)? };
        writable(text, 2)?;
        writable(text_len, 3)?;
        // JSON escapes a NUL in a text, so the closing NUL is the only one.
        let answer = CString::new(funnelmath_json::answer_bytes(request)).unwrap_or_default();
        let len = answer.count_bytes();
        // SAFETY: checked above, and by the header's contract places for one result each.
        unsafe {
            write(text, answer.into_raw());
            write(text_len, len);
        }
        Ok(())
    })
}

/// Frees an answer of funnelmath_answer. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_answer_free(text: *mut c_char) {
    if let Some(text) = NonNull::new(text) {
        // SAFETY: by the header's contract, made by funnelmath_answer, unchanged and freed once.
        drop(unsafe { CString::from_raw(text.as_ptr()) });
    }
}
