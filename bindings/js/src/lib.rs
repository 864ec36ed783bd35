//! The WebAssembly module inside the npm package `funnelmath`: core's functions over one shared buffer.
//!
//! Only numbers cross the boundary. JavaScript writes the lists of a call into the buffer (a
//! `Float64Array` over the module's memory), passes everything else as numbers, and reads the results from
//! the place in the buffer that each function names: no copy, no object, nothing to free. A function
//! returns 0, or the number of an error whose index and value then stand at the head of the buffer.
//! Each function checks, converts, calls *one* function of the core and converts back.
#![cfg_attr(target_family = "wasm", no_std)]

mod buffer;
pub mod chain;
pub mod plan;
pub mod scorecard;
pub mod solve;
mod words;

pub use buffer::reserve;

#[cfg(target_family = "wasm")]
mod host {
    use core::alloc::{GlobalAlloc, Layout};

    /// wasm-bindgen asks for an allocator; nothing allocates.
    struct None;

    // SAFETY: memory is never given, so nothing has to hold of it.
    unsafe impl GlobalAlloc for None {
        unsafe fn alloc(&self, _: Layout) -> *mut u8 {
            core::ptr::null_mut()
        }

        unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
    }

    #[global_allocator]
    static ALLOCATOR: None = None;

    /// A trap: JavaScript sees a `RuntimeError` and makes a new instance.
    #[panic_handler]
    fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
        core::arch::wasm32::unreachable()
    }
}
