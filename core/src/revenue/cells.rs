//! The working memory of a revenue distribution.

/// So many numbers hold two complex arrays of the finer lattice, or four lists of 8192 sums with their probabilities.
pub(crate) const CELLS: usize = 65_536;

/// The working memory of one revenue distribution, for builds without `alloc`: 512 KB.
///
/// Its size is fixed, so that every host computes the same bits. Put it into a `static` or on the heap; it is too
/// large for most stacks. [`CountDistribution::revenue_in`](crate::CountDistribution::revenue_in) has an example.
pub struct Cells {
    pub(crate) numbers: [f64; CELLS],
}

impl Cells {
    /// Zeroed memory.
    #[must_use]
    pub const fn new() -> Self {
        Self { numbers: [0.0; CELLS] }
    }
}

impl Default for Cells {
    fn default() -> Self {
        Self::new()
    }
}

impl core::fmt::Debug for Cells {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Cells").finish_non_exhaustive()
    }
}

/// Where a distribution keeps its numbers.
#[derive(Debug, Clone)]
pub(crate) enum Kept<'a> {
    /// In the caller's memory; empty when the distribution has a closed form.
    Lent(&'a [f64]),
    /// On the heap.
    #[cfg(feature = "alloc")]
    Owned(alloc::boxed::Box<[f64]>),
}

impl Kept<'_> {
    pub(crate) fn numbers(&self) -> &[f64] {
        match self {
            Kept::Lent(numbers) => numbers,
            #[cfg(feature = "alloc")]
            Kept::Owned(numbers) => numbers,
        }
    }
}
