//! The distribution of the size of one deal.

use super::atoms::Price;
use crate::bounds::positive;
use crate::error::{Error, ErrorKind, same_length};
use crate::field::Field;
use crate::float::{is_whole, sort_short, sqrt, ties};

/// How large one deal is. Sizes are taken to be independent of each other and of the number of deals.
///
/// ```
/// use funnelmath::{Chance, DealSize};
///
/// // 40 appointments, of which 26% become a sale worth 3,400 on average: 10.4 sales, 35,360.
/// let sales = Chance::known(0.26)?.results(40)?;
/// let reaches = |size| sales.revenue(&size)?.at_least(25_000.0).map(|chance| chance.value);
/// assert_eq!(format!("{:.3}", reaches(DealSize::Fixed(3_400.0))?), "0.853");
/// // The same mean, but sizes vary.
/// assert_eq!(format!("{:.3}", reaches(DealSize::Varying { mean: 3_400.0, variation: 0.7 })?), "0.797");
/// let seen = [1_500.0, 2_000.0, 2_000.0, 3_400.0, 8_100.0];
/// assert_eq!(format!("{:.3}", reaches(DealSize::Seen(&seen))?), "0.796");
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum DealSize<'a> {
    /// Every deal has this size.
    Fixed(f64),
    /// Sizes are gamma distributed.
    Varying {
        /// The mean size.
        mean: f64,
        /// The coefficient of variation, standard deviation / mean: 0.5 where most deals are between half and one and
        /// a half times the mean, 1 where many are small and a few large. Below 1e-8 it counts as 0.
        variation: f64,
    },
    /// Each deal has one of these sizes, all equally likely: the deals of last year, say. A size may occur more
    /// than once.
    Seen(&'a [f64]),
    /// Each deal has one of these sizes, with probabilities in proportion to their counts: a histogram, or a price
    /// list.
    Counted {
        /// The sizes.
        sizes: &'a [f64],
        /// How often each size was seen, or its probability: not necessarily whole, and of any sum above 0.
        counts: &'a [f64],
    },
}

/// A validated [`DealSize`], by what has to be computed.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Size<'a> {
    Fixed(f64),
    Gamma { mean: f64, shape: f64 },
    Seen(Seen<'a>),
}

impl<'a> Size<'a> {
    pub(crate) fn new(size: DealSize<'a>) -> Result<Self, Error> {
        Ok(match Self::averaged(size)? {
            Size::Seen(seen) => Size::Seen(seen.measured()),
            size => size,
        })
    }

    /// The mean of a size alone: a plan that asks for no distribution needs no more.
    pub(crate) fn mean_of(size: DealSize<'a>) -> Result<f64, Error> {
        Ok(Self::averaged(size)?.mean())
    }

    /// The checked size with its mean; of sizes that were seen, [`Seen::measured`] computes the rest.
    fn averaged(size: DealSize<'a>) -> Result<Self, Error> {
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
            DealSize::Seen(sizes) => Seen::averaged(sizes, None),
            DealSize::Counted { sizes, counts } => Seen::averaged(sizes, Some(counts)),
        }
    }

    /// The mean size.
    pub(crate) fn mean(&self) -> f64 {
        match self {
            Size::Fixed(mean) | Size::Gamma { mean, .. } => *mean,
            Size::Seen(seen) => seen.mean * (seen.largest / seen.scale),
        }
    }

    /// The largest size; infinite where there is none.
    pub(crate) fn largest(&self) -> f64 {
        match self {
            Size::Fixed(mean) => *mean,
            Size::Gamma { .. } => f64::INFINITY,
            Size::Seen(seen) => seen.largest / seen.scale,
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

/// The smallest size above 0 may be up to so many units: prices of up to 1,600 in whole ones.
const MOST_PARTS: f64 = 1600.0;
/// Sizes beyond 2^800 or below 2^-800 are scaled by a power of 2, so that sums of 2^53 of them, and shares of
/// them, are f64.
const HUGE: f64 = 6.668_014_432_879_854e240;

/// Sizes of which at least two differ.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen<'a> {
    sizes: &'a [f64],
    /// Empty where all are equally likely.
    counts: &'a [f64],
    /// The largest count, and the sum of all as a multiple of it.
    most: f64,
    total: f64,
    /// A power of 2 that all sizes are multiplied by.
    pub(crate) scale: f64,
    pub(crate) largest: f64,
    pub(crate) least: f64,
    /// Of two distinct sizes, the share of the larger; otherwise 0.
    pub(crate) share_of_two: f64,
    /// What all sizes are whole multiples of, if the smallest above 0 is no more than 1600 times that; otherwise
    /// 0.
    pub(crate) unit: f64,
    /// The mean and the standard deviation, in units of the largest size.
    pub(crate) mean: f64,
    pub(crate) deviation: f64,
}

impl<'a> Seen<'a> {
    fn averaged(sizes: &'a [f64], counts: Option<&'a [f64]>) -> Result<Size<'a>, Error> {
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
            scale: 1.0,
            largest: 1.0,
            least: f64::MAX,
            share_of_two: 0.0,
            unit: 0.0,
            mean: 0.0,
            deviation: 0.0,
        };
        if most <= 0.0 || sizes.is_empty() {
            return Err(Error::new(ErrorKind::NoDeals).field_is(Field::SizeValues));
        }
        let mut total = 0.0;
        let (mut least, mut largest) = (f64::MAX, 0.0f64);
        seen.each(&mut |size, share| {
            total += share;
            largest = largest.max(size);
            least = least.min(size);
            true
        });
        if ties(largest, least) {
            return Ok(Size::Fixed(largest));
        }
        if largest > HUGE {
            seen.scale = 1.0 / HUGE;
        } else if largest < 1.0 / HUGE {
            seen.scale = HUGE;
        }
        seen.total = total;
        (seen.least, seen.largest) = (least * seen.scale, largest * seen.scale);
        let mut mean = 0.0;
        seen.each(&mut |size, share| {
            mean += share * (size / seen.largest);
            true
        });
        seen.mean = mean;
        Ok(Size::Seen(seen))
    }

    /// With all that a distribution of them needs.
    fn measured(self) -> Self {
        let mut square = 0.0;
        self.each(&mut |size, share| {
            let off = size / self.largest - self.mean;
            square += share * off * off;
            true
        });
        Self {
            share_of_two: self.share_of_two(),
            unit: self.unit(),
            deviation: sqrt(square),
            ..self
        }
    }

    /// How many sizes are listed, equal ones included.
    pub(crate) const fn len(&self) -> usize {
        self.sizes.len()
    }

    /// Passes every size with a share above 0 to `show` until it returns false. Returns whether it never did.
    pub(crate) fn each(&self, show: &mut dyn FnMut(f64, f64) -> bool) -> bool {
        for (index, &size) in self.sizes.iter().enumerate() {
            let count = self.counts.get(index).copied().unwrap_or(self.most);
            let share = count / self.most / self.total;
            if share > 0.0 && !show(positive(size) * self.scale, share) {
                return false;
            }
        }
        true
    }

    /// Writes the most frequent distinct sizes with their shares, the most frequent first, and returns how many. All of them when
    /// there are no more than `MOST_CANDIDATES`; among more, every size of a share above 1 / `MOST_CANDIDATES` is
    /// found (Misra & Gries 1982).
    pub(crate) fn commonest(&self, to: &mut [Price]) -> (usize, bool) {
        let mut found: [Price; MOST_CANDIDATES] = [(0.0, 0.0); MOST_CANDIDATES];
        let (mut len, mut all) = (0, true);
        self.each(&mut |size, share| {
            let held = found.iter_mut().take(len);
            let mut free = None;
            for place in held {
                if ties(place.0, size) {
                    place.1 += share;
                    return true;
                }
                if place.1 <= 0.0 {
                    free = Some(place);
                }
            }
            if let Some(free) = free {
                *free = (size, share);
            } else if let Some(next) = found.get_mut(len) {
                *next = (size, share);
                len += 1;
            } else {
                all = false;
                let least = found.iter().fold(share, |least, place| least.min(place.1));
                for place in &mut found {
                    place.1 -= least;
                }
            }
            true
        });
        for place in &mut found {
            place.1 = 0.0;
        }
        self.each(&mut |size, share| {
            if let Some(place) = found.iter_mut().take(len).find(|place| ties(place.0, size)) {
                place.1 += share;
            }
            true
        });
        let held = found.get_mut(..len).unwrap_or_default();
        sort_short(held, |a, b| b.1.total_cmp(&a.1).then(a.0.total_cmp(&b.0)).is_lt());
        for (to, from) in to.iter_mut().zip(held.iter()) {
            *to = *from;
        }
        (len.min(to.len()), all && len <= to.len())
    }

    fn share_of_two(&self) -> f64 {
        let mut larger = 0.0;
        let two = self.each(&mut |size, share| {
            let is_larger = ties(size, self.largest);
            larger += if is_larger { share } else { 0.0 };
            is_larger || ties(size, self.least)
        });
        if two { larger.min(1.0) } else { 0.0 }
    }

    fn unit(&self) -> f64 {
        let mut smallest = f64::MAX;
        self.each(&mut |size, _| {
            if size > 0.0 {
                smallest = smallest.min(size);
            }
            true
        });
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

/// The number of counters used to find the most frequent sizes.
const MOST_CANDIDATES: usize = 64;
