//! A deal size that owns its lists.

use crate::revenue::DealSize;
use alloc::vec::Vec;

/// How large one deal is, with lists of its own: a [`DealSize`] that can be stored.
///
/// ```
/// use funnelmath::{DealSize, funnel::DealSizeBuf};
///
/// let size = DealSizeBuf::from(DealSize::Seen(&[1_500.0, 2_000.0, 8_100.0]));
/// assert_eq!(size.as_deal_size(), DealSize::Seen(&[1_500.0, 2_000.0, 8_100.0]));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum DealSizeBuf {
    /// Every deal is this large.
    Fixed(f64),
    /// Gamma distributed, as [`DealSize::Varying`].
    Varying {
        /// The mean size.
        mean: f64,
        /// The standard deviation divided by the mean.
        variation: f64,
    },
    /// One of these sizes, each as likely as any other.
    Seen(Vec<f64>),
    /// One of these sizes, each as likely as its count says.
    Counted {
        /// The sizes.
        sizes: Vec<f64>,
        /// How often each was seen.
        counts: Vec<f64>,
    },
}

impl DealSizeBuf {
    /// The deal size over these lists.
    #[must_use]
    pub fn as_deal_size(&self) -> DealSize<'_> {
        match self {
            Self::Fixed(size) => DealSize::Fixed(*size),
            &Self::Varying { mean, variation } => DealSize::Varying { mean, variation },
            Self::Seen(sizes) => DealSize::Seen(sizes),
            Self::Counted { sizes, counts } => DealSize::Counted { sizes, counts },
        }
    }
}

impl From<DealSize<'_>> for DealSizeBuf {
    fn from(size: DealSize<'_>) -> Self {
        match size {
            DealSize::Fixed(size) => Self::Fixed(size),
            DealSize::Varying { mean, variation } => Self::Varying { mean, variation },
            DealSize::Seen(sizes) => Self::Seen(sizes.to_vec()),
            DealSize::Counted { sizes, counts } => {
                Self::Counted { sizes: sizes.to_vec(), counts: counts.to_vec() }
            }
        }
    }
}
