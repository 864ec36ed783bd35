//! How large one deal is.

use crate::buffer::Lists;
use funnelmath::DealSize;

/// Reads the size of a deal, which may be missing: its kind, 0 for a missing one; size or mean, variation, and lists of
/// sizes and counts.
pub(crate) fn size_option(lists: &mut Lists) -> Option<DealSize<'static>> {
    let (kind, mean, variation) = (lists.int(), lists.next(), lists.next());
    let (sizes, counts) = (lists.list(), lists.list());
    match kind {
        0 => None,
        1 => Some(DealSize::Fixed(mean)),
        2 => Some(DealSize::Varying { mean, variation }),
        3 => Some(DealSize::Seen(sizes)),
        _ => Some(DealSize::Counted { sizes, counts }),
    }
}

/// The same of one that is not missing.
#[cfg(feature = "all")]
pub(crate) fn size(lists: &mut Lists) -> DealSize<'static> {
    size_option(lists).unwrap_or(DealSize::Seen(&[]))
}
