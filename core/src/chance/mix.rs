//! A mix of segments: the distribution of results when each segment has a fixed share of the inputs.

use super::Chance;
use crate::bounds::ToCount;
use crate::count::law::Law;
use crate::count::{CountDistribution, total, total_cells};
use crate::error::{Error, ErrorKind, same_length};
use crate::field::Field;
use crate::float::{Sum, floor, index, ties};
use crate::math::{Method, Quantile, Tails, closeness, normal_inverse};
use crate::search::{MOST_WHOLE, first_whole};

/// A segment of a [`ChanceMix`]: a product, region or source.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SegmentChance<'a> {
    /// Its share of the inputs, 0..=1.
    pub share: f64,
    /// The chance of its inputs; its uncertainty is independent of the other segments.
    pub chance: Chance<'a>,
}

/// Segments with fixed shares of the inputs, each with a [`Chance`] of its own.
///
/// The results of all segments together are the sum of independent counts. A mean rate gives another distribution: with
/// the same mean, rates that differ between segments make the total vary less, and uncertain rates make it vary more.
///
/// ```
/// use funnelmath::{Chance, chance::{ChanceMix, SegmentChance}};
///
/// // 70% of leads come from the web and close at 10%; 30% are referrals, 40%.
/// let segments = [
///     SegmentChance { share: 0.7, chance: Chance::known(0.1)? },
///     SegmentChance { share: 0.3, chance: Chance::known(0.4)? },
/// ];
/// let mix = ChanceMix::new(&segments)?;
/// let (mut entries, mut cells) = ([0.0; 2], [0.0; 512]);
/// let sales = mix.results(100, &mut entries, &mut cells)?;
/// assert_eq!(format!("{:.3}", sales.at_least(19)?.value), "0.546");
/// assert_eq!(entries, [70.0, 30.0]);
///
/// let leads = mix.inputs_for(19, 0.9, &mut entries, &mut cells)?.map_or(0.0, |leads| leads.value);
/// assert_eq!((leads, entries), (125.0, [87.0, 38.0]));
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChanceMix<'a> {
    segments: &'a [SegmentChance<'a>],
}

impl<'a> ChanceMix<'a> {
    /// A mix of segments.
    ///
    /// # Errors
    /// [`ErrorKind::Rate`] with the index of a share that is NaN or outside 0..=1, [`ErrorKind::Shares`] when the
    /// shares do not sum to 1 by the tie rule.
    pub fn new(segments: &'a [SegmentChance<'a>]) -> Result<Self, Error> {
        let mut shares = Sum::default();
        for (index, segment) in segments.iter().enumerate() {
            shares.add(Field::SegmentShare.check_at(index, segment.share)?);
        }
        let sum = shares.total();
        if !ties(sum, 1.0) {
            return Err(Error::new(ErrorKind::Shares).field_is(Field::SegmentShare).got(sum));
        }
        Ok(Self { segments })
    }

    /// The segments.
    #[must_use]
    pub const fn segments(&self) -> &'a [SegmentChance<'a>] {
        self.segments
    }

    /// How many of `inputs` enter each segment, in whole numbers that sum to `inputs`: each next input goes to the
    /// segment that is furthest below its share (the method of Webster or Sainte-Lague; on a tie the first segment). With
    /// more inputs no segment gets fewer.
    ///
    /// ```
    /// use funnelmath::{Chance, chance::{ChanceMix, SegmentChance}};
    ///
    /// let chance = Chance::known(0.1)?;
    /// let segments = [0.5, 0.3, 0.2].map(|share| SegmentChance { share, chance });
    /// let mut entries = [0.0; 3];
    /// ChanceMix::new(&segments)?.entries(13, &mut entries)?;
    /// assert_eq!(entries, [6.0, 4.0, 3.0]);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Count`] when `inputs` is not a whole number from 0 to 2^53, [`ErrorKind::Length`] when `entries`
    /// has not one place for each segment.
    pub fn entries(&self, inputs: impl ToCount, entries: &mut [f64]) -> Result<(), Error> {
        let inputs = Field::Inputs.count(inputs)?;
        same_length(Field::Entries, self.segments.len(), entries.len())?;
        self.split(inputs, entries);
        Ok(())
    }

    /// How many cells [`results`](Self::results) needs for so many inputs.
    ///
    /// # Errors
    /// As [`entries`](Self::entries).
    pub fn cells(&self, inputs: impl ToCount, entries: &mut [f64]) -> Result<usize, Error> {
        self.entries(inputs, entries)?;
        Ok(index(total_cells(self.laws(entries))))
    }

    /// The distribution of the results of so many inputs over all segments: the sum of the counts of each, of which
    /// [`entries`](Self::entries) receives the inputs. Its probabilities are written to `cells`, and it borrows them.
    ///
    /// By convolution, as [`CountDistribution::plus`]. Of known rates only the likely numbers are summed, some 12 standard
    /// deviations of each: 1,000,000 inputs take a tenth of a second. A rate known from counts spreads over all numbers, so
    /// the time grows with the square of the inputs: 10,000 inputs take 0.04 seconds, 100,000 take 5.
    ///
    /// # Errors
    /// [`ErrorKind::Length`] when `cells` are too few: the limit is how many it takes; else as
    /// [`entries`](Self::entries).
    pub fn results<'c>(
        &self,
        inputs: impl ToCount,
        entries: &mut [f64],
        cells: &'c mut [f64],
    ) -> Result<CountDistribution<'c>, Error> {
        self.entries(inputs, entries)?;
        total(self.laws(entries), cells)
    }

    /// The fewest inputs over all segments with which at least `results` come with a probability of at least
    /// `confidence`, under the tie rule; [`entries`](Self::entries) receives what of them enters each segment. `None`
    /// when no number up to 2^53 is enough: all rates are 0, or certainty is asked of rates below 1.
    ///
    /// # Errors
    /// [`ErrorKind::Count`] when `results` is not a whole number from 0 to 2^53, [`ErrorKind::Probability`] when
    /// `confidence` is NaN or outside 0..=1; else as [`results`](Self::results). The search looks at up to four times
    /// the inputs it finds, so it takes as many [`cells`](Self::cells).
    pub fn inputs_for(
        &self,
        results: impl ToCount,
        confidence: f64,
        entries: &mut [f64],
        cells: &mut [f64],
    ) -> Result<Option<Quantile>, Error> {
        let k = Field::Results.count(results)?;
        let wanted = Tails::from_lower(Field::Confidence.check(confidence)?);
        same_length(Field::Entries, self.segments.len(), entries.len())?;
        if k <= 0.0 || wanted.lower <= 0.0 {
            entries.fill(0.0);
            return Ok(Some(Quantile { value: 0.0, method: Method::Exact }));
        }
        let with_share = self.segments.iter().filter(|segment| segment.share > 0.0);
        let mean: f64 = with_share.clone().map(|s| s.share * s.chance.mean()).sum();
        if wanted.upper <= 0.0 {
            let mut certain = with_share.map(|s| s.chance.law(1.0));
            if !certain.all(|law| matches!(law, Law::Fixed(1.0))) {
                return Ok(None);
            }
            self.split(k, entries);
            return Ok(Some(Quantile { value: k, method: Method::Exact }));
        }
        if mean <= 0.0 {
            return Ok(None);
        }
        let score = normal_inverse(wanted);
        let guess = floor((k / mean).min(MOST_WHOLE));
        let (mut failed, mut method) = (None, Method::Exact);
        let found = first_whole(k, MOST_WHOLE, guess, floor(0.25 * guess), &mut |inputs| {
            self.split(inputs, entries);
            match total(self.laws(entries), cells) {
                Ok(sum) => {
                    let chance = sum.probability(k);
                    method = method.and(chance.method);
                    closeness(chance.tails(), wanted, score)
                }
                // Report every larger number as enough, so that the search ends soon; the error is returned then.
                Err(error) => {
                    failed.get_or_insert(error);
                    0.0
                }
            }
        });
        if let Some(error) = failed {
            return Err(error);
        }
        self.split(found.min(MOST_WHOLE), entries);
        Ok((found <= MOST_WHOLE).then_some(Quantile { value: found, method }))
    }

    fn laws<'e>(&self, entries: &'e [f64]) -> impl Iterator<Item = Law<'a>> + Clone + 'e
    where
        'a: 'e,
    {
        self.segments.iter().zip(entries).map(|(segment, &inputs)| segment.chance.law(inputs))
    }

    /// The whole inputs of each segment. The nearest whole numbers to each share are Webster's for some number of
    /// inputs close by; what is missing or too many goes one by one.
    fn split(&self, inputs: f64, entries: &mut [f64]) {
        let mut sum = 0.0;
        for (entry, segment) in entries.iter_mut().zip(self.segments) {
            *entry = floor(segment.share * inputs + 0.5).min(inputs);
            sum += *entry;
        }
        // At most a half for each segment, and a last digit.
        for _ in 0..=entries.len() {
            let more = sum < inputs;
            if sum == inputs {
                return;
            }
            let mut next: Option<(f64, &mut f64)> = None;
            for (entry, segment) in entries.iter_mut().zip(self.segments) {
                // At how many inputs in all a segment gets its next one, or got its last one.
                let at = (*entry + if more { 0.5 } else { -0.5 }) / segment.share;
                let open = segment.share > 0.0 && (more || *entry > 0.0);
                let sooner = next.as_ref().is_none_or(
                    |(best, _)| {
                        if more { at < *best } else { at >= *best }
                    },
                );
                if open && sooner {
                    next = Some((at, entry));
                }
            }
            let Some((_, entry)) = next else { return };
            let step = if more { 1.0 } else { -1.0 };
            *entry += step;
            sum += step;
        }
    }
}
