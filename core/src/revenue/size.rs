//! What one deal is worth.

use crate::error::{Error, ErrorKind, same_length};
use crate::field::Field;
use crate::float::{is_whole, sqrt, ties};

/// How large one deal is. Deals are taken to be independent of each other, and of how many there are.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum DealSize<'a> {
    /// Every deal is this large.
    Fixed(f64),
    /// Gamma distributed.
    Varying {
        /// The mean size.
        mean: f64,
        /// The standard deviation over the mean: 0.5 where most deals are between half and one and a half
        /// times the mean, 1 where many are small and a few large. Below 1e-8 it counts as 0.
        variation: f64,
    },
    /// One of these sizes, each as likely as any other: the deals of last year, say. A size may
    /// stand there more than once.
    Seen(&'a [f64]),
    /// One of these sizes, each as likely as its count says: a histogram.
    Counted {
        /// The sizes.
        sizes: &'a [f64],
        /// How often each was seen, or how likely it is: in proportion, not necessarily whole.
        counts: &'a [f64],
    },
}

/// A checked [`DealSize`], by what has to be computed.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Size<'a> {
    Fixed(f64),
    Gamma { mean: f64, shape: f64 },
    Seen(Seen<'a>),
}

impl<'a> Size<'a> {
    pub(crate) fn new(size: DealSize<'a>) -> Result<Self, Error> {
        match size {
            DealSize::Fixed(size) => Ok(Size::Fixed(Field::SizeMean.check(size)?)),
            DealSize::Varying { mean, variation } => {
                let mean = Field::SizeMean.check(mean)?;
                let variation = Field::SizeVariation.check(variation)?;
                // 1 / variation^2 has to be an f64, and not 0.
                let shape = 1.0 / variation.min(1e150) / variation.min(1e150);
                Ok(if variation < 1e-8 || mean <= 0.0 {
                    Size::Fixed(mean)
                } else {
                    Size::Gamma { mean, shape }
                })
            }
            DealSize::Seen(sizes) => Seen::checked(sizes, None),
            DealSize::Counted { sizes, counts } => Seen::checked(sizes, Some(counts)),
        }
    }

    /// The mean size, up to the largest f64.
    pub(crate) fn mean(&self) -> f64 {
        match self {
            Size::Fixed(mean) | Size::Gamma { mean, .. } => *mean,
            Size::Seen(seen) => seen.mean * seen.largest,
        }
    }

    /// The largest size, of sizes that have one.
    pub(crate) fn largest(&self) -> f64 {
        match self {
            Size::Fixed(mean) | Size::Gamma { mean, .. } => *mean,
            Size::Seen(seen) => seen.largest,
        }
    }

    /// The standard deviation over the mean, of sizes whose mean is not 0.
    pub(crate) fn variation(&self) -> f64 {
        match self {
            Size::Fixed(_) => 0.0,
            Size::Gamma { shape, .. } => 1.0 / sqrt(*shape),
            Size::Seen(seen) => seen.deviation / seen.mean,
        }
    }
}

/// How small a unit is looked for.
const MOST_PARTS: f64 = 1600.0;

/// Sizes of which at least two differ; all but `largest`, `least` and `unit` is told in units of the largest.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen<'a> {
    pub(crate) sizes: &'a [f64],
    /// Empty where none is likelier than any other.
    counts: &'a [f64],
    /// The largest count, and the sum of all as a multiple of it.
    most: f64,
    total: f64,
    pub(crate) largest: f64,
    /// The smallest size there is.
    pub(crate) least: f64,
    /// Of no more than two sizes, the share of the larger; otherwise 0.
    pub(crate) share_of_two: f64,
    /// What all sizes are whole multiples of, if the smallest above 0 is no more than 1600 times that; otherwise
    /// 0.
    pub(crate) unit: f64,
    pub(crate) mean: f64,
    pub(crate) deviation: f64,
    pub(crate) skewness: f64,
    /// Excess kurtosis.
    pub(crate) kurtosis: f64,
}

impl<'a> Seen<'a> {
    fn checked(sizes: &'a [f64], counts: Option<&'a [f64]>) -> Result<Size<'a>, Error> {
        Field::SizeValues.check_each(sizes)?;
        if let Some(counts) = counts {
            same_length(Field::SizeCounts, sizes.len(), counts.len())?;
            Field::SizeCounts.check_each(counts)?;
        }
        let most = counts.map_or(1.0, |counts| counts.iter().fold(0.0, |most, &n| n.max(most)));
        let mut seen = Self {
            sizes,
            counts: counts.unwrap_or_default(),
            most,
            total: 1.0,
            largest: 1.0,
            least: f64::MAX,
            share_of_two: 0.0,
            unit: 0.0,
            mean: 0.0,
            deviation: 0.0,
            skewness: 0.0,
            kurtosis: 0.0,
        };
        if most <= 0.0 || sizes.is_empty() {
            return Err(Error::new(ErrorKind::NoDeals).field_is(Field::SizeValues));
        }
        let mut total = 0.0;
        let (mut least, mut smallest, mut largest) = (f64::MAX, f64::MAX, 0.0f64);
        seen.each(&mut |size, share| {
            total += share;
            largest = largest.max(size);
            least = least.min(size);
            if size > 0.0 {
                smallest = smallest.min(size);
            }
            true
        });
        if ties(largest, least) {
            return Ok(Size::Fixed(largest));
        }
        (seen.total, seen.least, seen.largest) = (total, least, largest);
        let mut larger = 0.0;
        let two = seen.each(&mut |size, share| {
            let is_larger = ties(size, largest);
            larger += if is_larger { share } else { 0.0 };
            is_larger || ties(size, least)
        });
        if two {
            seen.share_of_two = larger.min(1.0);
        }
        seen.moments();
        seen.unit = seen.unit_of(smallest);
        Ok(Size::Seen(seen))
    }

    /// Shows every size that counts, and its share, until one is answered by false; says whether none was.
    pub(crate) fn each(&self, show: &mut dyn FnMut(f64, f64) -> bool) -> bool {
        for (index, &size) in self.sizes.iter().enumerate() {
            let count = self.counts.get(index).copied().unwrap_or(self.most);
            let share = count / self.most / self.total;
            if share > 0.0 && !show(size, share) {
                return false;
            }
        }
        true
    }

    fn moments(&mut self) {
        let mut mean = 0.0;
        self.each(&mut |size, share| {
            mean += share * (size / self.largest);
            true
        });
        let (mut square, mut cube, mut fourth) = (0.0, 0.0, 0.0);
        self.each(&mut |size, share| {
            let off = size / self.largest - mean;
            let part = share * off * off;
            square += part;
            cube += part * off;
            fourth += part * off * off;
            true
        });
        self.mean = mean;
        self.deviation = sqrt(square);
        self.skewness = cube / square / self.deviation;
        self.kurtosis = fourth / square / square - 3.0;
    }

    fn unit_of(&self, smallest: f64) -> f64 {
        let mut parts = 1.0;
        while parts <= MOST_PARTS {
            let unit = smallest / parts;
            if unit > 0.0 && self.each(&mut |size, _| is_whole(size / unit)) {
                return unit;
            }
            parts += 1.0;
        }
        0.0
    }
}
