//! The number of results that inputs bring, whatever is known of the gates.

use crate::bounds::{Count, Rate, ToCount};
use crate::chain::{Chain, pass};
use crate::count::law::Law;
use crate::count::{CountDistribution, fewest_inputs};
use crate::error::{Error, ErrorKind};
use crate::field::Field;
use crate::math::Probability;
use crate::rate::Evidence;

/// What is known of the rate at which inputs become results: known gates, gates known from counts, or both. Given the
/// rates, inputs pass or fail independently of each other.
///
/// The uncertainty of a rate is shared by all inputs, so it does not average out: rates known from counts need more
/// inputs for the same confidence than known rates. [`inputs_for`](Self::inputs_for) says how many.
///
/// ```
/// use funnelmath::{Chain, Chance, Evidence};
///
/// // Eight sales, from first appointments with 65% and 40%.
/// let chain = Chain::new(&[0.65, 0.40])?;
/// let known = Chance::of(&chain, 0, 2)?;
/// // On average 8 / 0.26 = 30.8 appointments bring 8 sales, but 28 bring them with 45%,
/// assert_eq!(format!("{:.2}", known.results(28)?.at_least(8)?.value), "0.45");
/// // and 90% take 43.
/// assert_eq!(known.inputs_for(8, 0.9)?.inputs(), Some(43.0));
///
/// // The same, but the two rates are 65 and 40 of 100 counted.
/// let gates = [Evidence::UNIFORM.observe(65.0, 100.0)?, Evidence::UNIFORM.observe(40.0, 100.0)?];
/// assert_eq!(Chance::counted(&gates)?.inputs_for(8, 0.9)?.inputs(), Some(46.0));
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[doc(alias = "win rate")]
#[doc(alias = "probability")]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chance<'a> {
    pub(super) rate: f64,
    pub(super) evidence: &'a [Evidence],
}

/// The fewest inputs that reach a goal with the given confidence, or why none do. [`Chance::inputs_for`] has an example.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
#[must_use]
pub enum Inputs {
    /// So many inputs are enough, and one fewer is not.
    Enough {
        /// The fewest inputs that are enough.
        inputs: f64,
        /// The probability of the goal with these inputs.
        chance: Probability,
    },
    /// No number of inputs up to 2^53 is enough: the rate is 0, a confidence of 1 is asked of a rate below 1, or more
    /// than 2^53 would be needed.
    Never {
        /// The largest probability there is, with 2^53 inputs.
        best: Probability,
    },
}

impl Inputs {
    /// The fewest inputs that are enough; `None` when none are.
    #[must_use]
    pub const fn inputs(&self) -> Option<f64> {
        match self {
            Inputs::Enough { inputs, .. } => Some(*inputs),
            Inputs::Never { .. } => None,
        }
    }

    /// The probability of the goal with these inputs; when none are enough, the largest there is.
    ///
    /// ```
    /// use funnelmath::Chance;
    ///
    /// let coin = Chance::known(0.5)?;
    /// assert_eq!(coin.inputs_for(1, 0.7)?.chance().value, 0.75);
    /// let never = coin.inputs_for(1, 1.0)?;
    /// assert_eq!((never.inputs(), never.chance().value), (None, 1.0)); // but for 2^-(2^53)
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    #[must_use]
    pub const fn chance(&self) -> Probability {
        match *self {
            Inputs::Enough { chance, .. } | Inputs::Never { best: chance } => chance,
        }
    }
}

impl<'a> Chance<'a> {
    /// A known overall rate.
    ///
    /// ```
    /// use funnelmath::Chance;
    ///
    /// // Of two at 50% both succeed with 0.25.
    /// assert_eq!(Chance::known(0.5)?.results(2)?.at_least(2)?.value, 0.25);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Rate`] when it is NaN or outside 0..=1.
    pub const fn known(rate: f64) -> Result<Self, Error> {
        match Rate::new(rate) {
            Ok(rate) => Ok(Self { rate: rate.get(), evidence: &[] }),
            Err(error) => Err(error),
        }
    }

    /// From stage `from` of a chain of known rates to stage `to`: the product of the rates between them, 1 when they
    /// are the same stage.
    ///
    /// # Errors
    /// [`ErrorKind::Stage`] with the stage that was asked for when the chain has no such stage;
    /// [`ErrorKind::ActivityStage`] when `from`, where the inputs are counted, is after `to`.
    pub fn of(chain: &Chain<'_>, from: usize, to: usize) -> Result<Self, Error> {
        let (before, _) = chain.split(to)?;
        let gates = before.get(from..).ok_or_else(|| match chain.split(from) {
            Ok(_) => Error::new(ErrorKind::ActivityStage)
                .field_is(Field::ActivityStage)
                .got(from as f64)
                .limit_is(to as f64),
            Err(error) => error,
        })?;
        Ok(Self { rate: pass(1.0, gates), evidence: &[] })
    }

    /// The same items were followed through all gates: counts of how many started and how many came out at the end.
    /// The overall rate is then one Beta distribution, whatever happened in between.
    ///
    /// ```
    /// use funnelmath::{Chance, Evidence, Method};
    ///
    /// // Of 50 leads, 10 became customers. 3 or more of the next 10?
    /// let evidence = Evidence::UNIFORM.observe(10.0, 50.0)?;
    /// let chance = Chance::followed(&evidence).results(10)?.at_least(3)?;
    /// assert_eq!(format!("{:.4}", chance.value), "0.3593");
    /// assert_eq!(chance.method, Method::Exact);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    #[must_use]
    pub const fn followed(evidence: &'a Evidence) -> Self {
        Self { rate: 1.0, evidence: core::slice::from_ref(evidence) }
    }

    /// Gates that were counted independently of each other, as last year's closing rate and this month's answer rate:
    /// one [`Evidence`] for each, in any order.
    ///
    /// ```
    /// use funnelmath::{Chance, Evidence};
    ///
    /// // Half of all calls are answered, as 20 of 40 show; 8 of 20 answered calls became an appointment.
    /// let gates = [Evidence::JEFFREYS.observe(20, 40)?, Evidence::JEFFREYS.observe(8, 20)?];
    /// let appointments = Chance::counted(&gates)?.results(50)?;
    /// assert_eq!(format!("{:.2}", appointments.mean()), "10.12"); // 50 x 20.5 / 41 x 8.5 / 21
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::NoGates`] when there is none.
    pub const fn counted(evidence: &'a [Evidence]) -> Result<Self, Error> {
        if evidence.is_empty() {
            return Err(Error::new(ErrorKind::NoGates).field_is(Field::Evidence));
        }
        Ok(Self { rate: 1.0, evidence })
    }

    /// This chance with one more gate, whose rate is known. [`mean`](Self::mean) has an example.
    ///
    /// # Errors
    /// [`ErrorKind::Rate`] when it is NaN or outside 0..=1.
    pub const fn and_known(self, rate: f64) -> Result<Self, Error> {
        match Rate::new(rate) {
            Ok(rate) => Ok(Self { rate: self.rate * rate.get(), evidence: self.evidence }),
            Err(error) => Err(error),
        }
    }

    /// The expected overall rate: the product of the known rates and of the means of the others.
    ///
    /// ```
    /// use funnelmath::{Chance, Evidence};
    ///
    /// let gates = [Evidence::new(2.0, 2.0)?, Evidence::new(1.0, 3.0)?];
    /// assert_eq!(Chance::counted(&gates)?.and_known(0.5)?.mean(), 0.0625);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.evidence.iter().fold(self.rate, |product, gate| product * gate.mean())
    }

    /// The distribution of the number of results that `inputs` bring: binomial for a known rate, beta-binomial for a
    /// rate known from counts, a mixture of binomials for several gates.
    ///
    /// ```
    /// use funnelmath::Chance;
    ///
    /// let sales = Chance::known(0.26)?.results(30)?;
    /// assert_eq!(format!("{:.3}", sales.at_least(8)?.value), "0.536");
    /// assert_eq!(sales.quantile(0.5)?.map(|median| median.value), Some(8.0));
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Count`] when `inputs` is not a whole number from 0 to 2^53.
    pub fn results(&self, inputs: impl ToCount) -> Result<CountDistribution<'a>, Error> {
        let inputs = Field::Inputs.count(inputs)?;
        Ok(CountDistribution::new(Law::of_trials(self.evidence, self.rate, inputs)))
    }

    /// The law of the number of results of `inputs`.
    pub(super) const fn law(&self, inputs: f64) -> Law<'a> {
        Law::of_trials(self.evidence, self.rate, inputs)
    }

    /// The fewest inputs with which at least `results` come with a probability of at least `confidence`.
    ///
    /// The tie rule applies: the smaller of `confidence` and 1 - `confidence` may be missed by 2^-40 of itself. No
    /// inputs are needed for 0 results or a confidence of 0; with a rate of 1, as many as results.
    ///
    /// ```
    /// use funnelmath::{Chance, chance::Inputs};
    ///
    /// match Chance::known(0.26)?.inputs_for(8, 0.8)? {
    ///     Inputs::Enough { inputs, chance } => {
    ///         assert_eq!((inputs, format!("{:.3}", chance.value)), (38.0, "0.809".to_string()));
    ///     }
    ///     other => unreachable!("{other:?}"),
    /// }
    ///
    /// // Nothing is certain at 26%, whatever the inputs.
    /// assert!(matches!(Chance::known(0.26)?.inputs_for(8, 1.0)?, Inputs::Never { .. }));
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Count`] when `results` is not a whole number from 0 to 2^53, [`ErrorKind::Probability`] when
    /// `confidence` is NaN or outside 0..=1.
    #[doc(alias = "magic number")]
    #[doc(alias = "sample size")]
    pub fn inputs_for(&self, results: impl ToCount, confidence: f64) -> Result<Inputs, Error> {
        let results = Field::Results.count(results)?;
        let confidence = Field::Confidence.check(confidence)?;
        Ok(self.enough(results, confidence))
    }

    /// [`inputs_for`](Self::inputs_for) for checked numbers.
    pub(crate) fn enough(&self, results: f64, confidence: f64) -> Inputs {
        match fewest_inputs(self.evidence, self.rate, results, confidence) {
            Some((inputs, chance)) => Inputs::Enough { inputs, chance },
            None => Inputs::Never { best: self.with(Count::MAX).probability(results) },
        }
    }

    /// [`results`](Self::results) for a checked number.
    pub(crate) const fn with(&self, inputs: f64) -> CountDistribution<'a> {
        CountDistribution::new(Law::of_trials(self.evidence, self.rate, inputs))
    }
}
