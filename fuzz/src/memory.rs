//! The memory that calls of the C interface are given, and what became of it.

use crate::input::Input;
use std::alloc::{Layout, alloc, dealloc};
use std::ptr::{self, null_mut};

/// What places for results hold before a call.
const POISON: u8 = 0xa5;
const ALIGN: usize = 8;

/// Some bytes: those of a result.
#[derive(Clone, Copy)]
pub(crate) struct Span {
    from: usize,
    to: usize,
}

impl Span {
    pub(crate) fn of<T>(pointer: *mut T, len: usize) -> Self {
        let from = pointer.addr();
        Self { from, to: from.saturating_add(len.saturating_mul(size_of::<T>())) }
    }

    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        self.from < other.to && other.from < self.to
    }
}

/// A piece of the heap of an exact size, so that a sanitizer sees the first byte too many.
struct Block {
    start: *mut u8,
    size: usize,
    /// It holds pointers, and is none that other input may be read from.
    pointers: bool,
    before: Vec<u8>,
}

impl Block {
    fn new(size: usize, pointers: bool) -> Self {
        let layout = Layout::from_size_align(size.max(1), ALIGN).unwrap();
        // SAFETY: not of size 0; checked for NULL; all of it is written.
        let start = unsafe {
            let start = alloc(layout);
            assert!(!start.is_null());
            start.write_bytes(POISON, size.max(1));
            start
        };
        Self { start, size, pointers, before: Vec::new() }
    }

    fn bytes(&self) -> &[u8] {
        // SAFETY: `size` initialised bytes; nobody writes while the slice lives.
        unsafe { std::slice::from_raw_parts(self.start, self.size) }
    }
}

impl Drop for Block {
    fn drop(&mut self) {
        let layout = Layout::from_size_align(self.size.max(1), ALIGN).unwrap();
        // SAFETY: made by `new` with this layout.
        unsafe { dealloc(self.start, layout) };
    }
}

/// All memory of one call.
#[derive(Default)]
pub(crate) struct Memory {
    blocks: Vec<Block>,
}

impl Memory {
    /// For a new call.
    pub(crate) fn clear(&mut self) {
        self.blocks.clear();
    }

    /// An input list said to have `len` elements: `values`, somewhere; or NULL; or a piece of what is
    /// there already. A list that cannot be as long as it is said to be gets a pointer all the same: the
    /// library has to refuse it by its length.
    pub(crate) fn list<T: Copy>(
        &mut self,
        input: &mut Input<'_>,
        values: &[T],
        len: usize,
    ) -> *mut T {
        let size = size_of_val(values);
        let kind = input.byte();
        if kind >= 0xe8 && values.len() == len {
            if let Some(place) = self.shared(input, size, false) {
                return place.cast();
            }
        }
        let place = self.fresh(input, kind, size, false);
        if !place.is_null() {
            // SAFETY: `fresh` gave a place for that many bytes.
            unsafe { ptr::copy_nonoverlapping(values.as_ptr().cast(), place, size) };
        }
        place.cast()
    }

    /// One input struct. It may hold pointers, so that nothing else is in its memory when it is read.
    pub(crate) fn structure<T: Copy>(&mut self, input: &mut Input<'_>, value: T) -> *mut T {
        let kind = input.byte();
        let place = self.fresh(input, kind, size_of::<T>(), true);
        if !place.is_null() {
            // SAFETY: `fresh` gave a place for that many bytes.
            unsafe { ptr::copy_nonoverlapping((&raw const value).cast(), place, size_of::<T>()) };
        }
        place.cast()
    }

    /// Places for results, full of poison; or NULL; or a piece of the inputs or of other results.
    pub(crate) fn results<T>(&mut self, input: &mut Input<'_>, len: usize) -> *mut T {
        // As for lists, a length that nothing has gets a small place.
        let size = if len > 1_000 { 8 } else { len * size_of::<T>() };
        let kind = input.byte();
        if kind >= 0xe8 && len <= 1_000 {
            if let Some(place) = self.shared(input, size, true) {
                return place.cast();
            }
        }
        self.fresh(input, kind, size, false).cast()
    }

    fn fresh(&mut self, input: &mut Input<'_>, kind: u8, size: usize, pointers: bool) -> *mut u8 {
        let offset = match kind {
            0xe0..=0xe3 => return null_mut(),
            0xe4..=0xe7 => 1 + input.below(ALIGN - 1),
            _ => 0,
        };
        let block = Block::new(offset + size, pointers);
        let start = block.start;
        self.blocks.push(block);
        // SAFETY: within the block.
        unsafe { start.add(offset) }
    }

    fn shared(&self, input: &mut Input<'_>, size: usize, result: bool) -> Option<*mut u8> {
        let block = self.blocks.get(input.below(8))?;
        let room = block.size.checked_sub(size)?;
        if block.pointers && !result {
            return None;
        }
        let offset = usize::from(input.byte()) % (room + 1);
        let offset = if input.byte() < 0xc0 { offset / ALIGN * ALIGN } else { offset };
        // SAFETY: within the block.
        Some(unsafe { block.start.add(offset) })
    }

    /// Right before the call.
    pub(crate) fn remember(&mut self) {
        for block in &mut self.blocks {
            block.before = block.bytes().to_vec();
        }
    }

    /// Right after it: no byte is another one, but for those of these results.
    pub(crate) fn changed_only(&self, results: &[Span]) {
        for block in &self.blocks {
            let now = block.bytes();
            if now == block.before {
                continue;
            }
            for (offset, (now, before)) in now.iter().zip(&block.before).enumerate() {
                let at = block.start.addr() + offset;
                let allowed = || results.iter().any(|span| span.from <= at && at < span.to);
                assert!(now == before || allowed(), "byte {offset} of {} changed", block.size);
            }
        }
    }
}
