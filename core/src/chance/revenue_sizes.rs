//! What so many deals are worth together.

use crate::bounds::{Money, Variation, Volume, each};
use crate::error::{Error, ErrorKind, same_length};
use crate::math::{TIE, Tails, exp, floor, gamma_tails, normal_tails_at, sqrt, ties};

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
pub(super) enum Size<'a> {
    Fixed(f64),
    Gamma { mean: f64, shape: f64 },
    Seen(Seen<'a>),
}

impl<'a> Size<'a> {
    pub(super) fn new(size: DealSize<'a>) -> Result<Self, Error> {
        match size {
            DealSize::Fixed(size) => Ok(Size::Fixed(Money::new(size)?.get())),
            DealSize::Varying { mean, variation } => {
                let mean = Money::new(mean)?.get();
                let variation = Variation::new(variation)?.get();
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
    pub(super) fn mean(&self) -> f64 {
        match self {
            Size::Fixed(mean) | Size::Gamma { mean, .. } => *mean,
            Size::Seen(seen) => seen.mean * seen.largest,
        }
    }

    /// The largest size, of sizes that have one.
    pub(super) fn largest(&self) -> f64 {
        match self {
            Size::Fixed(mean) | Size::Gamma { mean, .. } => *mean,
            Size::Seen(seen) => seen.largest,
        }
    }

    /// The standard deviation over the mean, of sizes whose mean is not 0.
    pub(super) fn variation(&self) -> f64 {
        match self {
            Size::Fixed(_) => 0.0,
            Size::Gamma { shape, .. } => 1.0 / sqrt(*shape),
            Size::Seen(seen) => seen.deviation / seen.mean,
        }
    }
}

/// Sizes of which at least two differ; all but `largest`, `least` and `unit` is told in units of the largest.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen<'a> {
    sizes: &'a [f64],
    counts: Option<&'a [f64]>,
    /// The largest count, and the sum of all as a multiple of it.
    most: f64,
    total: f64,
    largest: f64,
    /// The smallest size there is.
    pub(super) least: f64,
    /// What all sizes are whole multiples of, if the smallest above 0 is no more than 1600 times that.
    pub(super) unit: Option<f64>,
    mean: f64,
    deviation: f64,
    skewness: f64,
    /// Excess kurtosis.
    kurtosis: f64,
}

impl<'a> Seen<'a> {
    fn checked(sizes: &'a [f64], counts: Option<&'a [f64]>) -> Result<Size<'a>, Error> {
        each(sizes, Money::new)?;
        if let Some(counts) = counts {
            same_length(sizes.len(), counts.len())?;
            each(counts, Volume::new)?;
        }
        let most = counts.map_or(1.0, |counts| counts.iter().fold(0.0, |most, &n| n.max(most)));
        let mut seen = Self {
            sizes,
            counts,
            most,
            total: 1.0,
            largest: 1.0,
            least: f64::MAX,
            unit: None,
            mean: 0.0,
            deviation: 0.0,
            skewness: 0.0,
            kurtosis: 0.0,
        };
        if most <= 0.0 || sizes.is_empty() {
            return Err(Error::new(ErrorKind::NoDeals));
        }
        seen.total = seen.sum(|_| 1.0);
        let (mut least, mut smallest, mut largest) = (f64::MAX, f64::MAX, 0.0f64);
        for (size, _) in seen.shares() {
            largest = largest.max(size);
            least = least.min(size);
            if size > 0.0 {
                smallest = smallest.min(size);
            }
        }
        if ties(largest, least) {
            return Ok(Size::Fixed(largest));
        }
        (seen.least, seen.largest) = (least, largest);
        seen.mean = seen.sum(|x| x);
        let mean = seen.mean;
        let square = seen.sum(|x| (x - mean) * (x - mean));
        let cube = seen.sum(|x| (x - mean) * (x - mean) * (x - mean));
        let fourth = seen.sum(|x| (x - mean) * (x - mean) * (x - mean) * (x - mean));
        seen.deviation = sqrt(square);
        seen.skewness = cube / square / seen.deviation;
        seen.kurtosis = fourth / square / square - 3.0;
        seen.unit = seen.unit_of(smallest);
        Ok(Size::Seen(seen))
    }

    /// The sizes that count, and the share of each.
    fn shares(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        let counts = self.counts.unwrap_or_default().iter().copied();
        let counts = counts.chain(core::iter::repeat(self.most));
        let shares = self.sizes.iter().copied().zip(counts);
        shares.map(|(size, n)| (size, n / self.most / self.total)).filter(|&(_, share)| share > 0.0)
    }

    /// The mean of a function of the size.
    fn sum(&self, f: impl Fn(f64) -> f64) -> f64 {
        self.shares().fold(0.0, |sum, (size, share)| sum + share * f(size / self.largest))
    }

    fn unit_of(&self, smallest: f64) -> Option<f64> {
        let mut parts = 1.0;
        while parts <= CELLS as f64 {
            let unit = smallest / parts;
            if unit > 0.0 && self.shares().all(|(size, _)| whole(size / unit).is_some()) {
                return Some(unit);
            }
            parts += 1.0;
        }
        None
    }
}

/// The whole number that this is, under the tie rule.
fn whole(x: f64) -> Option<f64> {
    let near = floor(x + 0.5);
    ties(x, near).then_some(near)
}

/// The smallest whole number not below x, under the tie rule.
pub(super) fn up(x: f64) -> f64 {
    whole(x).unwrap_or(floor(x) + 1.0)
}

/// P(S_j < R) and P(S_j >= R), S_j the sum of j sizes, for one goal R.
#[derive(Debug, Clone, Copy)]
pub(super) enum Sizes<'l> {
    /// Gamma sizes: the shape of one, and the goal over their scale.
    Gamma { shape: f64, goal: f64 },
    /// Seen sizes.
    Listed(&'l Listed),
}

impl Sizes<'_> {
    pub(super) fn gamma(mean: f64, shape: f64, goal: f64) -> Self {
        // Beyond the largest f64 nothing is reached anyway.
        Sizes::Gamma { shape, goal: (goal / mean * shape).min(f64::MAX) }
    }

    pub(super) fn tails(&self, j: f64) -> Tails {
        match self {
            Sizes::Listed(listed) => match listed.sums.get(j as usize) {
                Some(&tails) if j <= listed.len => tails,
                _ => listed.smooth(j),
            },
            Sizes::Gamma { .. } => self.smooth(j),
        }
    }

    /// The same where it is a smooth function of j, which need not be whole: above `listed`.
    pub(super) fn smooth(&self, j: f64) -> Tails {
        match *self {
            Sizes::Gamma { shape, goal } => gamma_tails(shape * j, goal),
            Sizes::Listed(listed) => listed.smooth(j),
        }
    }

    /// Up to how many deals there is a list.
    pub(super) const fn listed(&self) -> f64 {
        if let Sizes::Listed(listed) = self { listed.len } else { 0.0 }
    }

    /// How many deals make the goal on average.
    pub(super) fn deals_to_goal(&self) -> f64 {
        match *self {
            Sizes::Gamma { shape, goal } => goal / shape,
            Sizes::Listed(listed) => listed.goal / listed.mean,
        }
    }
}

/// 1 / sqrt(2 pi).
const ROOT_TWO_PI_INVERSE: f64 = 0.398_942_280_401_432_7;
/// Cells below the goal. With the lists of sizes and of sums it makes 39 KB, on a stack that may be 64 KB in all.
const CELLS: usize = 1600;
/// The most deals whose sums are listed.
const DEALS: usize = 384;
/// About so many multiplications a list may take: 50 ms or so.
const MOST_WORK: f64 = 6e7;

/// The most sizes of which all pairs are looked at.
const MOST_PAIRS: usize = 512;

/// The tails of S_j one by one, and the first four moments for what lies beyond.
#[derive(Debug)]
pub(super) struct Listed {
    sums: [Tails; DEALS + 1],
    len: f64,
    /// Whether with more deals than that the goal is reached for sure.
    ended: bool,
    /// Whether the sizes are on the lattice.
    pub(super) exact: bool,
    /// The goal, in units of the largest size: half a unit lower where there is a unit, so that sums that
    /// make it just so are surely on its right side.
    goal: f64,
    mean: f64,
    deviation: f64,
    skewness: f64,
    kurtosis: f64,
}

impl Listed {
    /// For a goal above 0; no more than `most` deals will be asked for.
    pub(super) fn new(seen: &Seen<'_>, goal: f64, most: f64) -> Self {
        let units = seen.unit.map(|unit| up(goal / unit));
        let exact = units.is_some_and(|units| units <= CELLS as f64);
        let half_below = match (units, seen.unit) {
            (Some(units), Some(unit)) => (units - 0.5) * (unit / seen.largest),
            _ => goal / seen.largest,
        };
        let none = Tails::from_lower(1.0);
        let mut listed = Self {
            sums: [none; DEALS + 1],
            len: 0.0,
            ended: false,
            exact,
            goal: half_below.min(f64::MAX),
            mean: seen.mean,
            deviation: seen.deviation,
            skewness: seen.skewness,
            kurtosis: seen.kurtosis,
        };
        match units {
            Some(units) if exact => listed.list(seen, units, seen.unit, most),
            _ => {
                // Further on the moments leave out less than the lattice blurs; see `Method::Lattice`.
                let variation = (seen.deviation / seen.mean).min(100.0);
                let further = floor((128.0 * variation * sqrt(variation)).max(32.0));
                listed.list(seen, CELLS as f64, None, most.min(further));
                listed.one_or_two(seen);
            }
        }
        listed
    }

    /// The sums on a lattice of so many `cells` up to the goal. A size between two cells is shared by them
    /// so that its mean stays.
    #[inline(never)]
    fn list(&mut self, seen: &Seen<'_>, cells: f64, unit: Option<f64>, most: f64) {
        // The shares of the cells first, then only those that are not 0, with their cells.
        let mut shares = [0.0; CELLS];
        let mut places = [0u16; CELLS];
        let mut over = 0.0;
        for (size, share) in seen.shares() {
            let place = match unit {
                Some(unit) => floor(size / unit + 0.5),
                // The goal lies in the middle of two cells: so the lower one's half is not lost.
                None if size > 0.0 => size / seen.largest / self.goal * (cells - 0.5),
                None => 0.0,
            };
            let cell = floor(place);
            for (cell, share) in
                [(cell, share * (1.0 - (place - cell))), (cell + 1.0, share * (place - cell))]
            {
                match shares.get_mut(cell as usize) {
                    Some(sum) if cell < cells => *sum += share,
                    _ => over += share,
                }
            }
        }
        let cells = cells as usize;
        let mut atoms = 0;
        for cell in 0..cells {
            let share = shares.get(cell).copied().unwrap_or(0.0);
            if share > 0.0 {
                if let (Some(to), Some(place)) = (shares.get_mut(atoms), places.get_mut(atoms)) {
                    (*to, *place) = (share, cell as u16);
                }
                atoms += 1;
            }
        }
        let atoms = || {
            places.iter().map(|&place| usize::from(place)).zip(shares.iter().copied()).take(atoms)
        };

        let work = (atoms().count() * cells) as f64;
        let most = most.min(DEALS as f64).min(floor(MOST_WORK / (work + 1.0)).max(32.0));
        let mut sum = [0.0; CELLS];
        let Some((sum, _)) = sum.split_at_mut_checked(cells) else { return };
        if let Some(nothing) = sum.first_mut() {
            *nothing = 1.0;
        }
        let least = atoms().next().map_or(cells, |(place, _)| place);
        let mut bottom = 0;
        let mut upper = 0.0;
        for tails in self.sums.iter_mut().skip(1).take(most as usize) {
            // What goes beyond the last cell.
            upper += over * sum.iter().sum::<f64>();
            let mut behind = 0.0;
            let mut above = sum.iter().rev();
            let mut taken = 0;
            for (place, share) in atoms() {
                while taken < place {
                    behind += above.next().copied().unwrap_or(0.0);
                    taken += 1;
                }
                upper += share * behind;
            }
            // In place from the top down: what is below is still that of one deal fewer.
            for cell in (bottom..cells).rev() {
                let mut next = 0.0;
                for (place, share) in atoms() {
                    if place + bottom > cell {
                        break;
                    }
                    next += share * sum.get(cell - place).copied().unwrap_or(0.0);
                }
                if let Some(there) = sum.get_mut(cell) {
                    *there = next;
                }
            }
            bottom = (bottom + least).min(cells);
            let lower: f64 = sum.iter().sum();
            self.len += 1.0;
            *tails = if lower < 0.5 { Tails::from_lower(lower) } else { Tails { lower, upper } };
            if lower < f64::MIN_POSITIVE {
                self.ended = true;
                break;
            }
        }
    }

    /// Of one and of two deals exactly, where a single sum next to the goal may be likely.
    fn one_or_two(&mut self, seen: &Seen<'_>) {
        let goal = self.goal * (1.0 - TIE);
        let reached = |other: f64| {
            let shares = seen.shares().filter(|(size, _)| size / seen.largest + other >= goal);
            shares.map(|(_, share)| share).sum::<f64>()
        };
        let one = reached(0.0);
        let two = match seen.sizes.len() <= MOST_PAIRS {
            true => {
                Some(seen.shares().map(|(size, share)| share * reached(size / seen.largest)).sum())
            }
            false => None,
        };
        for (tails, upper) in self.sums.iter_mut().skip(1).zip([Some(one), two]) {
            if let Some(upper) = upper {
                *tails = Tails::from_upper(upper.min(1.0));
            }
        }
    }

    /// Up to how many deals the list has all there is to know.
    pub(super) const fn reliable(&self) -> f64 {
        if self.ended { f64::INFINITY } else { self.len }
    }

    /// By the expansion of Edgeworth, to the order 1 / j (Feller II, chapter XVI).
    fn smooth(&self, j: f64) -> Tails {
        if self.ended && j > self.len {
            return Tails::from_lower(0.0);
        }
        let root = sqrt(j);
        let z = (self.goal - j * self.mean) / (self.deviation * root);
        // Where sizes are so extreme that moments are beyond an f64, half of the answers are as good.
        let z = if z.is_nan() { 0.0 } else { z.clamp(-40.0, 40.0) };
        let tails = normal_tails_at(z);
        let (skew, square) = (self.skewness / root, z * z);
        let bend = skew / 6.0 * (square - 1.0)
            + self.kurtosis / j / 24.0 * z * (square - 3.0)
            + skew * skew / 72.0 * z * ((square - 10.0) * square + 15.0);
        let shift = ROOT_TWO_PI_INVERSE * exp(-0.5 * square) * bend;
        let shift = if shift.is_finite() { shift } else { 0.0 };
        Tails {
            lower: (tails.lower - shift).clamp(0.0, 1.0),
            upper: (tails.upper + shift).clamp(0.0, 1.0),
        }
    }
}
