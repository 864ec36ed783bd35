//! The inverses of the distribution of revenue: the inputs, or weeks, that reach a revenue with a given confidence.

use super::guide::Guide;
use super::{Chance, Flow, Inputs, Wait};
use crate::bounds::{Count, finite};
use crate::count::law::Law;
use crate::error::Error;
use crate::field::Field;
use crate::float::{exp, floor, is_finite, ln, whole_up};
use crate::math::{Probability, Tails, closeness, distance, normal_inverse};
use crate::revenue::size::{DealSize, Size};
use crate::revenue::{Cells, reach_of};
use crate::search::{MOST_WHOLE, first_whole, zero_near};

impl Chance<'_> {
    /// The fewest inputs whose deals are together worth at least `goal` with a probability of `confidence`, under the
    /// tie rule; 0 when `goal` or `confidence` is 0.
    ///
    /// ```
    /// use funnelmath::{Chance, DealSize};
    ///
    /// let chance = Chance::known(0.26)?;
    /// let needed = |size| chance.inputs_for_revenue(&size, 25_000.0, 0.9).map(|found| found.inputs());
    /// assert_eq!(needed(DealSize::Fixed(3_400.0))?, Some(43.0));
    /// assert_eq!(needed(DealSize::Varying { mean: 3_400.0, variation: 0.7 })?, Some(47.0));
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`CountDistribution::revenue`](crate::CountDistribution::revenue);
    /// [`ErrorKind::Money`](crate::ErrorKind::Money) when `goal` is NaN, infinite or negative;
    /// [`ErrorKind::Probability`](crate::ErrorKind::Probability) when `confidence` is NaN or outside 0..=1.
    #[cfg(feature = "alloc")]
    #[doc(alias = "required leads")]
    pub fn inputs_for_revenue(
        &self,
        size: &DealSize<'_>,
        goal: f64,
        confidence: f64,
    ) -> Result<Inputs, Error> {
        let aim = Aim::new(size, goal, confidence)?;
        Ok(self.inputs_in(&aim, &mut room_for(&aim)))
    }

    /// As [`inputs_for_revenue`](Self::inputs_for_revenue), in memory of the caller.
    ///
    /// ```
    /// use funnelmath::{Chance, DealSize, revenue::Cells};
    ///
    /// let mut cells = Box::new(Cells::new()); // without an allocator, in a `static` behind a lock
    /// let needed =
    ///     Chance::known(0.26)?.inputs_for_revenue_in(&DealSize::Fixed(3_400.0), 25_000.0, 0.9, &mut cells)?;
    /// assert_eq!(needed.inputs(), Some(43.0));
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`inputs_for_revenue`](Self::inputs_for_revenue).
    pub fn inputs_for_revenue_in(
        &self,
        size: &DealSize<'_>,
        goal: f64,
        confidence: f64,
        cells: &mut Cells,
    ) -> Result<Inputs, Error> {
        Ok(self.inputs_in(&Aim::new(size, goal, confidence)?, &mut cells.numbers))
    }

    fn inputs_in(&self, aim: &Aim<'_>, room: &mut [f64]) -> Inputs {
        if aim.is_none() {
            return Inputs::Enough { inputs: 0.0, chance: Probability::sure(aim.goal <= 0.0) };
        }
        let deals = aim.fixed_deals();
        if self.rate <= 0.0 || aim.size.mean() <= 0.0 || deals > Count::MAX {
            return Inputs::Never { best: Probability::sure(false) };
        }
        if deals >= 0.0 {
            return self.enough(deals, aim.confidence);
        }
        let (found, chance) = match aim.size {
            _ if aim.confidence < 1.0 => self.fewest(aim, room),
            // Every input becomes a deal, each of at least the smallest size.
            Size::Seen(seen) if self.rate >= 1.0 && self.evidence.is_empty() => {
                (whole_up(aim.goal / (seen.least / seen.scale)), None)
            }
            _ => (f64::INFINITY, None),
        };
        let chance = chance.unwrap_or_else(|| aim.reach(self.law(found.min(MOST_WHOLE)), room));
        if found <= MOST_WHOLE {
            Inputs::Enough { inputs: found, chance }
        } else {
            Inputs::Never { best: chance }
        }
    }

    /// The fewest inputs for a confidence below 1, more than [`MOST_WHOLE`] where none are enough, and their chance
    /// where it is known.
    fn fewest(&self, aim: &Aim<'_>, room: &mut [f64]) -> (f64, Option<Probability>) {
        let wanted = Tails::from_lower(aim.confidence);
        let score = normal_inverse(wanted);
        // As many deals as would be needed if all had the mean size.
        let deals = floor(aim.goal / aim.size.mean()).max(1.0);
        let (guess, step, looked) = match Guide::new(&aim.size, aim.goal, score) {
            Some(guide) => {
                let (guess, looked) = self.guided(aim, guide, deals, room);
                (guess, 1.0, looked)
            }
            None => {
                let guess = match self.enough(deals.min(Count::MAX), aim.confidence) {
                    Inputs::Enough { inputs, .. } => inputs,
                    Inputs::Never { .. } => MOST_WHOLE,
                };
                let variation = aim.size.variation();
                (guess, floor(guess * (variation * variation / deals)).min(MOST_WHOLE), None)
            }
        };
        let mut held = None;
        let found = first_whole(1.0, MOST_WHOLE, guess, step, &mut |n| {
            let chance = match looked {
                Some((first, chance)) if first == n => chance,
                _ => aim.reach(self.law(n), room),
            };
            let over = closeness(chance.tails(), wanted, score);
            if over >= 0.0 {
                held = Some((n, chance));
            }
            over
        });
        (found, held.filter(|(n, _)| *n == found).map(|(_, chance)| chance))
    }

    /// The fewest inputs by the guide, and the number of inputs that was evaluated last, with its chance.
    fn guided(
        &self,
        aim: &Aim<'_>,
        mut guide: Guide,
        deals: f64,
        room: &mut [f64],
    ) -> (f64, Option<(f64, Probability)>) {
        let mut guess = (deals / self.mean()).min(MOST_WHOLE);
        let mut step = floor(0.25 * guess);
        let mut looked = None;
        for _ in 0..MOST_CORRECTIONS {
            let mut off = |n: f64| guide.distance(self.law(n));
            let next = first_whole(1.0, MOST_WHOLE, guess, step, &mut off).min(MOST_WHOLE);
            if looked.is_some() && (next - guess).abs() <= 1.0 {
                return (next, looked);
            }
            let chance = aim.reach(self.law(next), room);
            guide.correct(self.law(next), chance.tails());
            looked = Some((next, chance));
            (guess, step) = (next, 1.0);
        }
        let mut off = |n: f64| guide.distance(self.law(n));
        (first_whole(1.0, MOST_WHOLE, guess, 1.0, &mut off).min(MOST_WHOLE), looked)
    }
}

impl Flow {
    /// The weeks after which the results are together worth at least `goal` with a probability of `confidence`; 0 when
    /// `goal` or `confidence` is 0.
    ///
    /// ```
    /// use funnelmath::{DealSize, Flow};
    ///
    /// let size = DealSize::Varying { mean: 3_400.0, variation: 0.7 };
    /// let sales = Flow::steady(10.0)?.through(0.26)?;
    /// let weeks = sales.weeks_for_revenue(&size, 25_000.0, 0.9)?.weeks();
    /// assert_eq!(weeks.map(|weeks| format!("{weeks:.2}")).as_deref(), Some("4.88"));
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Chance::inputs_for_revenue`]; [`ErrorKind::Overflow`](crate::ErrorKind::Overflow) when the weeks exceed an
    /// f64, or when it takes more than 2^53 deals.
    #[cfg(feature = "alloc")]
    pub fn weeks_for_revenue(
        &self,
        size: &DealSize<'_>,
        goal: f64,
        confidence: f64,
    ) -> Result<Wait, Error> {
        let aim = Aim::new(size, goal, confidence)?;
        self.weeks_in(&aim, &mut room_for(&aim))
    }

    /// As [`weeks_for_revenue`](Self::weeks_for_revenue), in memory of the caller.
    ///
    /// ```
    /// use funnelmath::{DealSize, Flow, revenue::Cells};
    ///
    /// let mut cells = Box::new(Cells::new()); // without an allocator, in a `static` behind a lock
    /// // One sale of 3,400 is enough for 3,000: -ln(1 - 0.9) / 2.6 weeks.
    /// let wait = Flow::steady(2.6)?.weeks_for_revenue_in(&DealSize::Fixed(3_400.0), 3_000.0, 0.9, &mut cells)?;
    /// assert_eq!(wait.weeks().map(|weeks| format!("{weeks:.4}")).as_deref(), Some("0.8856"));
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`weeks_for_revenue`](Self::weeks_for_revenue).
    pub fn weeks_for_revenue_in(
        &self,
        size: &DealSize<'_>,
        goal: f64,
        confidence: f64,
        cells: &mut Cells,
    ) -> Result<Wait, Error> {
        self.weeks_in(&Aim::new(size, goal, confidence)?, &mut cells.numbers)
    }

    fn weeks_in(&self, aim: &Aim<'_>, room: &mut [f64]) -> Result<Wait, Error> {
        if aim.is_none() {
            return Ok(Wait::Enough { weeks: 0.0, chance: Probability::sure(aim.goal <= 0.0) });
        }
        let per_week = self.per_week()?;
        let possible = per_week > 0.0 && aim.size.mean() > 0.0;
        if !possible || aim.confidence >= 1.0 {
            return Ok(Wait::Never { best: Probability::sure(possible) });
        }
        let deals = aim.fixed_deals();
        if deals > Count::MAX {
            return Err(Field::Goal.overflow());
        }
        if deals >= 0.0 {
            return self.wait_for(deals, aim.confidence);
        }
        let per_week = ln(per_week);
        let score = normal_inverse(Tails::from_lower(aim.confidence));
        let range = (LEAST, (ln(MOST_WHOLE) - per_week).min(LARGEST));
        let mut guess = ln((aim.goal / aim.size.mean()).max(f64::MIN_POSITIVE)) - per_week;
        let (mut step, mut noise) = (FIRST_STEP, NOISE);
        if let Some(mut guide) = Guide::new(&aim.size, aim.goal, score) {
            let find = |guide: &Guide, from: (f64, f64)| {
                zero_near(range, from, NOISE_OF_GUIDE, &mut |t| match self.results(exp(t)) {
                    Ok(results) => guide.distance(results.law),
                    // So many weeks bring more than 2^53 deals, which reach the goal.
                    Err(_) => 1.0,
                })
            };
            let first = find(&guide, (guess, step));
            if let (true, Ok(results)) = (is_finite(first), self.results(exp(first))) {
                guide.correct(results.law, aim.reach(results.law, room).tails());
                let second = find(&guide, (first, step));
                guess = if is_finite(second) { second } else { first };
                step = (CORRECTED * (guess - first).abs()).max(LEAST_STEP);
                noise = NOISE_OF_LATTICE;
            }
        }
        let found = zero_near(range, (guess, step), noise, &mut |t| match self.results(exp(t)) {
            Ok(results) => distance(aim.reach(results.law, room).tails(), score),
            // So many weeks bring more than 2^53 deals, which reach the goal.
            Err(_) => 1.0,
        });
        // NaN or infinite when no number of weeks was found.
        let weeks = finite(exp(found))?;
        let chance = aim.reach(self.results(weeks)?.law, room);
        Ok(Wait::Enough { weeks, chance })
    }
}

/// The logarithms of the smallest and the largest number that are looked at.
const LEAST: f64 = -708.0;
const LARGEST: f64 = 709.0;
/// A guide is corrected at most this often before the search for a number of inputs. Two corrections are enough for up to
/// 2,000 inputs, also through several gates.
const MOST_CORRECTIONS: u32 = 4;
/// The first step of a search without a guide, in the logarithm of the weeks.
const FIRST_STEP: f64 = 0.25;
/// After a correction the guide is off by about this part of the correction.
const CORRECTED: f64 = 0.05;
const LEAST_STEP: f64 = 1e-9;
/// A difference in a normal score that is only rounding: of a closed form, and on a lattice, whose probabilities are within
/// 1e-13. A guide need not be so precise.
const NOISE: f64 = 1e-15;
const NOISE_OF_LATTICE: f64 = 1e-13;
const NOISE_OF_GUIDE: f64 = 1e-8;

/// The goal, its confidence and the size of a deal, each checked.
struct Aim<'a> {
    size: Size<'a>,
    goal: f64,
    confidence: f64,
}

impl<'a> Aim<'a> {
    fn new(size: &DealSize<'a>, goal: f64, confidence: f64) -> Result<Self, Error> {
        Ok(Self {
            size: Size::new(*size)?,
            goal: Field::Goal.check(goal)?,
            confidence: Field::Confidence.check(confidence)?,
        })
    }

    /// Whether nothing is needed, for no goal or for no confidence.
    fn is_none(&self) -> bool {
        self.goal <= 0.0 || self.confidence <= 0.0
    }

    /// How many deals of one size reach the goal; NaN when sizes vary.
    fn fixed_deals(&self) -> f64 {
        if let Size::Fixed(size) = self.size { whole_up(self.goal / size) } else { f64::NAN }
    }

    /// The probability of the goal with so many deals; certain where they are more than can be counted.
    fn reach(&self, law: Law<'_>, room: &mut [f64]) -> Probability {
        reach_of(law, self.size, self.goal, room).unwrap_or(Probability::sure(true))
    }
}

/// Memory for a distribution of revenue; none is needed where its sums have a closed form.
#[cfg(feature = "alloc")]
fn room_for(aim: &Aim<'_>) -> alloc::vec::Vec<f64> {
    let needed = matches!(aim.size, Size::Seen(_)) && !aim.is_none();
    alloc::vec![0.0; if needed { crate::revenue::CELLS } else { 0 }]
}
