//! The one buffer that lists and results pass through.

#[cfg(feature = "all")]
use funnelmath::revenue::Cells;
use funnelmath::{Error, Field};
#[cfg(target_family = "wasm")]
use wasm_bindgen::prelude::wasm_bindgen;

/// All the memory behind the stack: nothing else is ever allocated.
#[cfg(target_family = "wasm")]
mod memory {
    use core::arch::wasm32::{memory_grow, memory_size};

    const PAGE: usize = 65_536;

    unsafe extern "C" {
        /// The linker's: where the stack and the constants end, a multiple of 16.
        static mut __heap_base: f64;
    }

    pub(super) fn begin() -> *mut f64 {
        &raw mut __heap_base
    }

    pub(super) fn len() -> usize {
        memory_size::<0>() * (PAGE / 8) - begin().addr() / 8
    }

    pub(super) fn grow(len: usize) {
        memory_grow::<0>((len - self::len()).div_ceil(PAGE / 8));
    }
}

/// Elsewhere the module is only compiled and tested: a buffer of one size will do.
#[cfg(not(target_family = "wasm"))]
mod memory {
    use core::cell::UnsafeCell;

    const LEN: usize = 65_536;

    struct Buffer(UnsafeCell<[f64; LEN]>);

    // SAFETY: one thread calls the module, as in JavaScript.
    unsafe impl Sync for Buffer {}

    static BUFFER: Buffer = Buffer(UnsafeCell::new([0.0; LEN]));

    pub(super) fn begin() -> *mut f64 {
        BUFFER.0.get().cast()
    }

    pub(super) fn len() -> usize {
        LEN
    }

    pub(super) fn grow(_: usize) {}
}

/// Makes room for `len` numbers and returns where they begin, in bytes: always the same place. The memory may
/// grow then, and views made before are to be made anew. Never shrinks.
#[cfg_attr(target_family = "wasm", wasm_bindgen)]
pub fn reserve(len: u32) -> u32 {
    if len as usize > memory::len() {
        memory::grow(len as usize);
    }
    memory::begin().addr() as u32
}

/// How many numbers at the head of the buffer are kept for an error: the number of its field (0 for none), its index,
/// its inner index and its limit (NaN for none), whether it has a value, and the value. What a function reads stands
/// behind them.
const HEAD: usize = 6;

/// Runs a function over the buffer. Returns 0, or the number of the error, which is then at the head of the buffer; what
/// the function read is still behind it.
pub(crate) fn call(body: impl FnOnce(&mut Lists) -> Result<(), Error>) -> u32 {
    match body(&mut Lists::new()) {
        Ok(()) => 0,
        Err(error) => {
            put_error(&error);
            error.kind() as u32 + 1
        }
    }
}

/// A function whose one result is a number that may be missing.
pub(crate) fn maybe(of: impl FnOnce(&mut Lists) -> Result<Option<f64>, Error>) -> u32 {
    call(|lists| {
        let value = of(lists)?;
        lists.maybe(value);
        Ok(())
    })
}

#[cold]
fn put_error(error: &Error) {
    let mut lists = Lists { at: memory::begin() };
    lists.put(f64::from(error.field().map_or(0, Field::code)));
    lists.maybe(error.index().map(|index| index as f64));
    lists.maybe(error.inner_index().map(|index| index as f64));
    lists.maybe(error.limit());
    // Not by `maybe`: the value may be NaN.
    lists.flag(error.value().is_some());
    lists.put(error.value().unwrap_or(0.0));
}

/// The working memory of a distribution of revenue. Each call asks for it at most once.
#[cfg(feature = "all")]
pub(crate) fn cells() -> &'static mut Cells {
    static mut CELLS: Cells = Cells::new();
    let cells = &raw mut CELLS;
    // SAFETY: one thread calls the module, one function after the other, and each of them uses it once.
    unsafe { &mut *cells }
}

/// Cuts numbers and lists off the buffer, one after the other. The loader has made room for all of a call's lists and
/// results.
///
/// No length is kept: behind the buffer there is nothing of this module, and what the memory does not have
/// traps. That makes every use of `at` below as safe as a check would.
pub(crate) struct Lists {
    at: *mut f64,
}

impl Lists {
    fn new() -> Self {
        Self { at: memory::begin().wrapping_add(HEAD) }
    }

    /// Steps over the next numbers and says where they stand.
    #[inline]
    fn step(&mut self, len: usize) -> *mut f64 {
        let at = self.at;
        self.at = at.wrapping_add(len);
        #[cfg(not(target_family = "wasm"))]
        assert!(self.at <= memory::begin().wrapping_add(memory::len()), "the buffer is full");
        at
    }

    /// The next list. No two lists have a number in common, and the buffer outlives the call.
    #[inline]
    pub(crate) fn take(&mut self, len: u32) -> &'static mut [f64] {
        // SAFETY: see `Lists`; any bits are a number.
        unsafe { core::slice::from_raw_parts_mut(self.step(len as usize), len as usize) }
    }

    /// The next numbers, as lists of their own.
    #[inline]
    pub(crate) fn part(&mut self, len: u32) -> Lists {
        Lists { at: self.step(len as usize) }
    }

    /// The same once more, from here.
    #[inline]
    pub(crate) fn again(&self) -> Lists {
        Lists { at: self.at }
    }

    /// Reads the next number.
    #[inline]
    pub(crate) fn next(&mut self) -> f64 {
        // SAFETY: see `Lists`.
        unsafe { self.step(1).read() }
    }

    /// Reads the next number, which the loader has made sure is whole, and from 0 to 2^32 - 1.
    #[inline]
    pub(crate) fn int(&mut self) -> u32 {
        // SAFETY: see above.
        unsafe { self.next().to_int_unchecked() }
    }

    /// Reads the next number, which is as for [`int`](Self::int), or NaN where nothing was chosen.
    #[inline]
    pub(crate) fn choice(&mut self) -> Option<u32> {
        let next = self.again().next();
        if next.is_nan() {
            self.step(1);
            return None;
        }
        Some(self.int())
    }

    /// The next list, behind its length.
    #[inline]
    pub(crate) fn list(&mut self) -> &'static mut [f64] {
        let len = self.int();
        self.take(len)
    }

    /// Reads the next number that may be missing: two, 0 in the first for a missing one.
    #[inline]
    pub(crate) fn option(&mut self) -> Option<f64> {
        let (known, value) = (self.next(), self.next());
        (known != 0.0).then_some(value)
    }

    /// The next list of numbers that may be missing, in the very place where they stand as pairs.
    pub(crate) fn options(&mut self, len: u32) -> &'static mut [Option<f64>] {
        const { assert!(size_of::<Option<f64>>() == 16 && align_of::<Option<f64>>() == 8) };
        let mut pairs = self.part(0);
        self.filled::<_, 2>(len, |_| pairs.option())
    }

    /// The next list of a type that takes no more room than `NUMBERS` numbers each.
    #[inline]
    pub(crate) fn filled<T: Copy, const NUMBERS: usize>(
        &mut self,
        len: u32,
        mut with: impl FnMut(usize) -> T,
    ) -> &'static mut [T] {
        const { assert!(size_of::<T>() <= 8 * NUMBERS && align_of::<T>() <= 8) };
        let len = len as usize;
        let places: *mut T = self.step(NUMBERS * len).cast();
        for nth in 0..len {
            let value = with(nth);
            // SAFETY: see `Lists`.
            unsafe { places.wrapping_add(nth).write(value) };
        }
        // SAFETY: so many have just been written there.
        unsafe { core::slice::from_raw_parts_mut(places, len) }
    }

    /// A list of such a type that begins here, by one more than it was.
    #[cfg(feature = "chance")]
    pub(crate) fn longer<T: Copy, const NUMBERS: usize>(
        &self,
        list: &[T],
        more: T,
    ) -> &'static [T] {
        const { assert!(size_of::<T>() <= 8 * NUMBERS && align_of::<T>() <= 8) };
        let places: *mut T = self.at.cast();
        // SAFETY: see `Lists`; what was written there before is a `T`.
        unsafe {
            places.wrapping_add(list.len()).write(more);
            core::slice::from_raw_parts(places, list.len() + 1)
        }
    }

    /// Writes the next number.
    #[inline]
    pub(crate) fn put(&mut self, number: f64) {
        // SAFETY: see `Lists`.
        unsafe { self.step(1).write(number) };
    }

    #[inline]
    pub(crate) fn flag(&mut self, flag: bool) {
        self.put(f64::from(u8::from(flag)));
    }

    /// Writes a number that may be missing: NaN for a missing one, which no answer is.
    #[inline]
    pub(crate) fn maybe(&mut self, value: Option<f64>) {
        self.put(value.unwrap_or(f64::NAN));
    }
}
