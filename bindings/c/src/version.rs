//! Which version of the library is running.

use core::ffi::c_char;

/// Counts the incompatible changes of this interface; the number in the SONAME.
pub const FUNNELMATH_ABI: u32 = 0;

/// A part of the version that Cargo wrote down, as a number.
const fn part(text: &str) -> u32 {
    let mut rest = text.as_bytes();
    let mut number = 0;
    while let [digit, tail @ ..] = rest {
        number = number * 10 + (*digit - b'0') as u32;
        rest = tail;
    }
    number
}

/// The version of the library as text, "0.1.0". Static, never freed.
#[unsafe(no_mangle)]
pub extern "C" fn funnelmath_version() -> *const c_char {
    const VERSION: &[u8] = concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes();
    VERSION.as_ptr().cast()
}

/// The first part of the version of the library that is running; the macro
/// FUNNELMATH_VERSION_MAJOR is that of the header.
#[unsafe(no_mangle)]
pub extern "C" fn funnelmath_version_major() -> u32 {
    const { part(env!("CARGO_PKG_VERSION_MAJOR")) }
}

/// The second part of the version.
#[unsafe(no_mangle)]
pub extern "C" fn funnelmath_version_minor() -> u32 {
    const { part(env!("CARGO_PKG_VERSION_MINOR")) }
}

/// The third part of the version.
#[unsafe(no_mangle)]
pub extern "C" fn funnelmath_version_patch() -> u32 {
    const { part(env!("CARGO_PKG_VERSION_PATCH")) }
}

/// The counter of incompatible changes, the number in the SONAME; the macro FUNNELMATH_ABI is that of the
/// header.
#[unsafe(no_mangle)]
pub extern "C" fn funnelmath_abi() -> u32 {
    FUNNELMATH_ABI
}
