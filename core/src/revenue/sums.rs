//! What so many deals are worth together.

use super::size::{Seen, Size};
use crate::float::{TIE, exp, floor, index, sqrt, whole_up};
use crate::math::{Method, Tails, beta_tails, gamma_tails, normal_tails_at};

/// P(S_j < R) and P(S_j >= R), S_j the sum of j sizes, for one goal R.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Sums<'l> {
    /// Gamma sizes: the shape of one, and the goal over their scale.
    Gamma { shape: f64, goal: f64 },
    /// Two sizes: the number of larger ones is binomial.
    Two(Two),
    /// Seen sizes.
    Listed(&'l Listed, &'l Seen<'l>),
}

impl<'l> Sums<'l> {
    /// For a goal above 0, sizes that vary, and up to `most` deals; `place` is for what has to be listed.
    pub(crate) fn new(size: &'l Size<'l>, goal: f64, most: f64, place: &'l mut Listed) -> Self {
        match size {
            Size::Fixed(mean) => Self::gamma(*mean, f64::MAX, goal),
            Size::Gamma { mean, shape } => Self::gamma(*mean, *shape, goal),
            Size::Seen(seen) if seen.share_of_two > 0.0 => Sums::Two(Two::new(seen, goal)),
            Size::Seen(seen) => {
                place.fill(seen, goal, most);
                Sums::Listed(place, seen)
            }
        }
    }

    pub(crate) fn gamma(mean: f64, shape: f64, goal: f64) -> Self {
        // Beyond the largest f64 nothing is reached anyway.
        Sums::Gamma { shape, goal: (goal / mean * shape).min(f64::MAX) }
    }

    pub(crate) fn tails(&self, j: f64) -> Tails {
        match self {
            Sums::Listed(listed, seen) => match listed.sums.get(index(j)) {
                Some(&tails) if j <= listed.len => tails,
                _ => listed.smooth(seen, j),
            },
            Sums::Two(two) => two.tails(j),
            Sums::Gamma { .. } => self.smooth(j),
        }
    }

    /// The same where it is a smooth function of j, which need not be whole: above `listed`.
    pub(crate) fn smooth(&self, j: f64) -> Tails {
        match *self {
            Sums::Gamma { shape, goal } => gamma_tails(shape * j, goal),
            Sums::Two(two) => two.smooth(j),
            Sums::Listed(listed, seen) => listed.smooth(seen, j),
        }
    }

    /// Whether `smooth` is no more than near.
    pub(crate) const fn is_rough(&self) -> bool {
        !matches!(self, Sums::Gamma { .. })
    }

    /// Up to how many deals there is a list.
    pub(crate) const fn listed(&self) -> f64 {
        if let Sums::Listed(listed, _) = self { listed.len } else { 0.0 }
    }

    /// How they are worked out, as far as that is `reliable`.
    pub(crate) const fn method(&self) -> Method {
        match self {
            Sums::Listed(listed, _) if !listed.exact => Method::Lattice,
            _ => Method::Exact,
        }
    }

    /// Up to how many deals no sum is by its moments only.
    pub(crate) const fn reliable(&self) -> f64 {
        match self {
            Sums::Listed(listed, _) if !listed.ended => listed.len,
            _ => f64::INFINITY,
        }
    }

    /// How many deals make the goal on average.
    pub(crate) fn deals_to_goal(&self) -> f64 {
        match *self {
            Sums::Gamma { shape, goal } => goal / shape,
            Sums::Two(two) => two.goal / (two.low + two.more * two.share),
            Sums::Listed(listed, seen) => listed.goal / seen.mean,
        }
    }
}

/// Sizes of `low` and of `low` + `more`, the latter with a chance of `share`; in units of the larger.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Two {
    low: f64,
    more: f64,
    share: f64,
    goal: f64,
    /// Half of what all sums are multiples of, if there is something.
    half_unit: f64,
}

impl Two {
    pub(crate) fn new(seen: &Seen<'_>, goal: f64) -> Self {
        let low = seen.least / seen.largest;
        Self {
            low,
            more: 1.0 - low,
            share: seen.share_of_two,
            goal: (goal / seen.largest).min(f64::MAX),
            half_unit: 0.5 * seen.unit / seen.largest,
        }
    }

    /// At least so many of j must be larger ones.
    fn tails(&self, j: f64) -> Tails {
        let exact = (self.goal - j * self.low) / self.more;
        let near = floor(exact + 0.5);
        let ties = (exact - near).abs() <= TIE * (self.goal / self.more);
        self.at(if ties { near } else { floor(exact) + 1.0 }, j)
    }

    /// The same without steps: as many more as it takes on average to come to a whole number.
    fn smooth(&self, j: f64) -> Tails {
        self.at((self.goal - self.half_unit - j * self.low) / self.more + 0.5, j)
    }

    fn at(&self, larger: f64, j: f64) -> Tails {
        if larger <= 0.0 {
            Tails::from_lower(0.0)
        } else if larger >= j + 1.0 {
            Tails::from_upper(0.0)
        } else {
            beta_tails(larger, j - larger + 1.0, self.share).swapped()
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

/// The tails of S_j one by one; of what lies beyond the first four moments tell.
#[derive(Debug)]
pub(crate) struct Listed {
    sums: [Tails; DEALS + 1],
    len: f64,
    /// Whether with more deals than that the goal is reached for sure.
    ended: bool,
    /// Whether the sizes are on the lattice.
    exact: bool,
    /// The goal, in units of the largest size: half a unit lower where there is a unit, so that sums that
    /// make it just so are surely on its right side.
    goal: f64,
}

impl Listed {
    /// Of nothing: a place for a list, which is too large to be handed about.
    pub(crate) const fn empty() -> Self {
        Self {
            sums: [Tails { lower: 0.0, upper: 0.0 }; DEALS + 1],
            len: 0.0,
            ended: false,
            exact: false,
            goal: 0.0,
        }
    }

    /// For a goal above 0; no more than `most` deals will be asked for. Only once.
    pub(crate) fn fill(&mut self, seen: &Seen<'_>, goal: f64, most: f64) {
        let units = whole_up(goal / seen.unit);
        self.exact = units <= CELLS as f64;
        let half_below = if seen.unit > 0.0 {
            (units - 0.5) * (seen.unit / seen.largest)
        } else {
            goal / seen.largest
        };
        self.goal = half_below.min(f64::MAX);
        if self.exact {
            self.list(seen, units, seen.unit, most);
        } else {
            // Further on the moments leave out less than the lattice blurs; see `Method::Lattice`.
            let variation = (seen.deviation / seen.mean).min(100.0);
            let further = floor((128.0 * variation * sqrt(variation)).max(32.0));
            self.list(seen, CELLS as f64, 0.0, most.min(further));
            self.one_or_two(seen);
        }
    }

    /// The sums on a lattice of so many `cells` up to the goal. A size between two cells is shared by them
    /// so that its mean stays.
    fn list(&mut self, seen: &Seen<'_>, cells: f64, unit: f64, most: f64) {
        // The shares of the cells first, then only those that are not 0, with their cells.
        let mut shares = [0.0; CELLS];
        let mut places = [0u16; CELLS];
        let mut over = 0.0;
        seen.each(&mut |size, share| {
            let place = if unit > 0.0 {
                floor(size / unit + 0.5)
            } else {
                // The goal lies in the middle of two cells: so the lower one's half is not lost.
                size / seen.largest / self.goal * (cells - 0.5)
            };
            let place = place.max(0.0).min(cells);
            let cell = floor(place);
            let upper = share * (place - cell);
            for (cell, share) in [(cell, share - upper), (cell + 1.0, upper)] {
                match shares.get_mut(index(cell)) {
                    Some(sum) if cell < cells => *sum += share,
                    _ => over += share,
                }
            }
            true
        });
        let cells = index(cells);
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
        for tails in self.sums.iter_mut().skip(1).take(index(most)) {
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
        let pairs = seen.sizes.len() <= MOST_PAIRS;
        let goal = self.goal * (1.0 - TIE);
        let (mut one, mut two) = (0.0, 0.0);
        seen.each(&mut |size, share| {
            let first = size / seen.largest;
            one += if first >= goal { share } else { 0.0 };
            if !pairs {
                return true;
            }
            seen.each(&mut |size, other| {
                two += if first + size / seen.largest >= goal { share * other } else { 0.0 };
                true
            })
        });
        let [_, of_one, of_two, ..] = &mut self.sums;
        *of_one = Tails::from_upper(one.min(1.0));
        if pairs {
            *of_two = Tails::from_upper(two.min(1.0));
        }
    }

    /// By the expansion of Edgeworth, to the order 1 / j (Feller II, chapter XVI).
    fn smooth(&self, seen: &Seen<'_>, j: f64) -> Tails {
        if self.ended && j > self.len {
            return Tails::from_lower(0.0);
        }
        let root = sqrt(j);
        let z = (self.goal - j * seen.mean) / (seen.deviation * root);
        // Where sizes are so extreme that moments are beyond an f64, half of the answers are as good.
        let z = if z.is_nan() { 0.0 } else { z.clamp(-40.0, 40.0) };
        let tails = normal_tails_at(z);
        let (skew, square) = (seen.skewness / root, z * z);
        let bend = skew / 6.0 * (square - 1.0)
            + seen.kurtosis / j / 24.0 * z * (square - 3.0)
            + skew * skew / 72.0 * z * ((square - 10.0) * square + 15.0);
        let shift = ROOT_TWO_PI_INVERSE * exp(-0.5 * square) * bend;
        let shift = if shift.is_finite() { shift } else { 0.0 };
        Tails {
            lower: (tails.lower - shift).clamp(0.0, 1.0),
            upper: (tails.upper + shift).clamp(0.0, 1.0),
        }
    }
}
