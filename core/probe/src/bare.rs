//! What a program must bring along where there is no std: a panic handler, an allocator and, on bare
//! x86-64 Linux, a start, an exit and the memory functions that compilers call.

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    stop()
}

#[cfg(target_arch = "wasm32")]
fn stop() -> ! {
    core::arch::wasm32::unreachable()
}

#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
use native::stop;

#[cfg(feature = "alloc")]
mod heap {
    use core::alloc::{GlobalAlloc, Layout};
    use core::cell::UnsafeCell;
    use core::ptr::null_mut;
    use core::sync::atomic::{AtomicUsize, Ordering};

    const SIZE: usize = 64 * 1024;

    /// Gives each byte once, and none back.
    #[repr(align(16))]
    struct Bump {
        memory: UnsafeCell<[u8; SIZE]>,
        used: AtomicUsize,
    }

    #[global_allocator]
    static HEAP: Bump = Bump { memory: UnsafeCell::new([0; SIZE]), used: AtomicUsize::new(0) };

    // SAFETY: the memory is only handed out, each byte of it to one caller.
    unsafe impl Sync for Bump {}

    // SAFETY: `used` only grows, so no two blocks overlap; each lies within `memory`, aligned.
    unsafe impl GlobalAlloc for Bump {
        unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
            // Sixteen is as much as the memory itself is aligned to.
            let size = layout.size().next_multiple_of(16);
            let start = self.used.fetch_add(size, Ordering::Relaxed);
            if layout.align() > 16 || start.saturating_add(size) > SIZE {
                return null_mut();
            }
            // SAFETY: `start` is within the memory.
            unsafe { self.memory.get().cast::<u8>().add(start) }
        }

        unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
    }
}

#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
mod native {
    use core::arch::{asm, global_asm};

    global_asm!(
        ".globl _start",
        "_start:",
        "xor ebp, ebp",
        "and rsp, -16",
        "call {probe}",
        "mov edi, eax",
        "mov eax, 60", // exit
        "syscall",
        probe = sym crate::funnelmath_probe,
    );

    pub(super) fn stop() -> ! {
        // SAFETY: the system call exit(255) does not return.
        unsafe { asm!("syscall", in("eax") 60, in("edi") 255, options(noreturn)) }
    }

    // Never called, as a panic aborts; the libraries' tables name them.
    #[unsafe(no_mangle)]
    extern "C" fn rust_eh_personality() {}
    #[unsafe(no_mangle)]
    extern "C" fn _Unwind_Resume() -> ! {
        stop()
    }

    // In assembly, as a loop in Rust would be compiled to a call of itself.
    global_asm!(
        ".globl memcpy",
        "memcpy:",
        "mov rax, rdi",
        "mov rcx, rdx",
        "rep movsb",
        "ret",
        ".globl memmove",
        "memmove:",
        "mov rax, rdi",
        "mov rcx, rdx",
        "cmp rdi, rsi",
        "jbe 2f",
        "lea rdi, [rdi + rcx - 1]",
        "lea rsi, [rsi + rcx - 1]",
        "std",
        "rep movsb",
        "cld",
        "ret",
        "2:",
        "rep movsb",
        "ret",
        ".globl memset",
        "memset:",
        "mov r8, rdi",
        "mov eax, esi",
        "mov rcx, rdx",
        "rep stosb",
        "mov rax, r8",
        "ret",
        ".globl memcmp",
        "memcmp:",
        ".globl bcmp",
        "bcmp:",
        "xor eax, eax",
        "mov rcx, rdx",
        "cmp eax, eax", // nothing compared is equal
        "repe cmpsb",
        "je 2f",
        "movzx eax, byte ptr [rdi - 1]",
        "movzx ecx, byte ptr [rsi - 1]",
        "sub eax, ecx",
        "2:",
        "ret",
    );
}
