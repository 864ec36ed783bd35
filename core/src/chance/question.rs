//! Questions about a number of results, whatever is known of the gates.

use crate::bounds::{Count, Rate};
use crate::chain::Chain;
use crate::count::binomial::Single;
use crate::count::bracket::{At, Axis, Bracket, Goal};
use crate::count::{Likelihood, Method, Quantile, Range, product, start, urn};
use crate::error::{Error, ErrorKind};
use crate::field::Field;
use crate::float::index;
use crate::math::Tails;
use crate::rate::Evidence;

/// How an item that enters gets to the end: past gates of known rate, past gates of which only counts are
/// known, or both. All items pass or fail independently, given the rates.
///
/// What is not known of a rate is common to all items, so it does not average out: rates from counts need
/// more inputs for the same confidence than known ones, and how many more is the answer to
/// [`inputs`](Self::inputs).
///
/// ```
/// use funnelmath::{Chain, Chance, Evidence, Inputs};
///
/// // Eight sales, from first appointments with 65 % and 40 %.
/// let chain = Chain::new(&[0.65, 0.40])?;
/// let known = Chance::of(&chain, 0, 2)?;
/// let even = known.at_least(8.0, 28.0)?; // the 8 / 0.26 = 30.8 of the average is no promise:
/// assert_eq!(format!("{:.2}", even.reached), "0.45"); // 28 appointments bring them in 45 of 100 cases
/// let Inputs::Enough { inputs, .. } = known.inputs(8.0, 0.9)? else { panic!() };
/// assert_eq!(inputs, 43.0);
///
/// // The same, but the two rates are 65 and 40 seen of 100.
/// let gates = [Evidence::UNIFORM.observe(65.0, 100.0)?, Evidence::UNIFORM.observe(40.0, 100.0)?];
/// let Inputs::Enough { inputs, chance } = Chance::counted(&gates)?.inputs(8.0, 0.9)? else { panic!() };
/// assert_eq!(inputs, 46.0);
/// assert!(chance.reached >= 0.9);
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chance<'a> {
    pub(super) rate: f64,
    pub(super) evidence: &'a [Evidence],
}

/// Whether inputs can make so many results so sure.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
#[must_use]
pub enum Inputs {
    /// They can.
    Enough {
        /// The fewest that do.
        inputs: f64,
        /// The chance of the results with these.
        chance: Likelihood,
    },
    /// They cannot: the rate is 0, certainty is asked of a rate below 1, or it would take more than 2^53.
    Never {
        /// The best chance there is, with 2^53 inputs.
        best: Likelihood,
    },
}

/// How many results inputs make sure of.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Results {
    /// The most results that are that sure.
    pub results: f64,
    /// The chance of at least so many.
    pub chance: Likelihood,
}

/// What the questions come down to.
enum Kind {
    /// The rate is 0.
    None,
    /// The rate is 1.
    All,
    Single(Single),
    Several,
}

impl<'a> Chance<'a> {
    /// All gates together have this known rate.
    ///
    /// # Errors
    /// [`ErrorKind::Rate`] when it is NaN or outside 0..=1.
    pub const fn known(rate: f64) -> Result<Self, Error> {
        match Rate::new(rate) {
            Ok(rate) => Ok(Self { rate: rate.get(), evidence: &[] }),
            Err(error) => Err(error),
        }
    }

    /// From one stage of a chain of known rates to a later one; certain where they are the same stage.
    ///
    /// # Errors
    /// [`ErrorKind::Stage`] with the stage that was asked for when the chain has no such stage, or when
    /// `to` is before `from`.
    pub fn of(chain: &Chain<'_>, from: usize, to: usize) -> Result<Self, Error> {
        let (before, _) = chain.split(to)?;
        let gates = before.get(from..).ok_or_else(|| chain.no_stage(from))?;
        // A chain may hold -0.
        Ok(Self { rate: gates.iter().product::<f64>() + 0.0, evidence: &[] })
    }

    /// The same items were followed through all gates: of so many that started, so many came out at the
    /// end. Then the chain is one Beta distribution, whatever happened in between.
    ///
    /// ```
    /// use funnelmath::{Chance, Evidence, Method};
    ///
    /// // Of 50 leads, 10 became customers. 3 or more of the next 10?
    /// let evidence = Evidence::UNIFORM.observe(10.0, 50.0)?;
    /// let chance = Chance::followed(&evidence).at_least(3.0, 10.0)?;
    /// assert_eq!(format!("{:.4}", chance.reached), "0.3593");
    /// assert_eq!(chance.method, Method::Exact);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    #[must_use]
    pub const fn followed(evidence: &'a Evidence) -> Self {
        Self { rate: 1.0, evidence: core::slice::from_ref(evidence) }
    }

    /// Gates that were counted independently of each other: last year's closing rate, this month's answer
    /// rate. One [`Evidence`] for each, in any order.
    ///
    /// # Errors
    /// [`ErrorKind::NoGates`] when there is none.
    pub const fn counted(evidence: &'a [Evidence]) -> Result<Self, Error> {
        if evidence.is_empty() {
            return Err(Error::new(ErrorKind::NoGates));
        }
        Ok(Self { rate: 1.0, evidence })
    }

    /// The same with one more gate, whose rate is known.
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

    /// P(X >= k): the chance that at least `k` of `n` inputs reach the end. 1 for k = 0, 0 for k > n.
    ///
    /// ```
    /// use funnelmath::Chance;
    ///
    /// // Three deals at 30 %: at least two of them?
    /// let chance = Chance::known(0.3)?.at_least(2.0, 3.0)?;
    /// assert_eq!(format!("{:.3} {:.3}", chance.reached, chance.missed), "0.216 0.784");
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Count`] with the index (0 for `k`, 1 for `n`) when one is not a whole number from 0 to
    /// 2^53.
    pub fn at_least(&self, k: f64, n: f64) -> Result<Likelihood, Error> {
        let (k, n) = (Field::Results.check(k)?, Field::Inputs.check(n)?);
        Ok(self.likelihood(k, n))
    }

    /// P(X = k): the chance that exactly `k` of `n` inputs reach the end.
    ///
    /// ```
    /// use funnelmath::Chance;
    ///
    /// let chance = Chance::known(0.3)?.exactly(3.0, 3.0)?;
    /// assert_eq!(format!("{:.3}", chance.reached), "0.027");
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`at_least`](Self::at_least).
    pub fn exactly(&self, k: f64, n: f64) -> Result<Likelihood, Error> {
        let (k, n) = (Field::Results.check(k)?, Field::Inputs.check(n)?);
        let (reached, method) = match self.kind() {
            _ if k > n => (0.0, Method::Exact),
            Kind::None => (f64::from(u8::from(k == 0.0)), Method::Exact),
            Kind::All => (f64::from(u8::from(k == n)), Method::Exact),
            Kind::Single(single) => (single.mass(k, n), Method::Exact),
            Kind::Several => match small(n) {
                Some(inputs) => {
                    let cells = urn::distribution(self.evidence, self.rate, inputs);
                    (urn::at(&cells, k), Method::Exact)
                }
                None => {
                    let found = product::invert(self.evidence, self.rate, k.max(1.0), n);
                    // None of them are not even one. All of them are at least all of them, whose transform dies
                    // away sooner.
                    let mass = if k == 0.0 {
                        found.tails.lower
                    } else if k == n {
                        found.tails.upper
                    } else {
                        found.density / k
                    };
                    (mass, Method::Inversion)
                }
            },
        };
        let reached = reached.min(1.0);
        if reached <= 0.5 || n == 0.0 {
            return Ok(Likelihood { reached, missed: 1.0 - reached, method });
        }
        // Nearly sure: what is missed is fewer and more.
        let fewer = self.likelihood(k, n).missed;
        let more = if k < n { self.likelihood(k + 1.0, n).reached } else { 0.0 };
        Ok(Likelihood { reached, missed: (fewer + more).min(1.0), method })
    }

    /// The smallest k with P(X <= k) >= `p`, of `n` inputs (the tie rule applies); 0 for `p` = 0.
    ///
    /// ```
    /// use funnelmath::Chance;
    ///
    /// // In nine weeks of ten, no more than so many of 30 appointments end in a sale.
    /// assert_eq!(Chance::known(0.26)?.quantile(30.0, 0.9)?.results, 11.0);
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Count`] when `n` is not a whole number from 0 to 2^53, [`ErrorKind::Probability`] when
    /// `p` is NaN or outside 0..=1.
    pub fn quantile(&self, n: f64, p: f64) -> Result<Quantile, Error> {
        let n = Field::Inputs.check(n)?;
        let wanted = Tails::from_upper(Field::P.check(p)?);
        Ok(self.quantile_at(n, wanted))
    }

    /// The central range that holds the number of results of `n` inputs with a probability of at least
    /// `level`: from its quantile (1 - level) / 2 to its quantile (1 + level) / 2.
    ///
    /// ```
    /// use funnelmath::Chance;
    ///
    /// let range = Chance::known(0.26)?.interval(30.0, 0.8)?;
    /// assert_eq!((range.low, range.high), (5.0, 11.0));
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`quantile`](Self::quantile).
    pub fn interval(&self, n: f64, level: f64) -> Result<Range, Error> {
        let n = Field::Inputs.check(n)?;
        let beyond = Tails::from_upper(0.5 * (1.0 - Field::Level.check(level)?));
        let (low, high) = (self.quantile_at(n, beyond), self.quantile_at(n, beyond.swapped()));
        // Next to a level of 0 the two are one, which among very many is found but for a few.
        let upper = high.results.max(low.results);
        Ok(Range { low: low.results, high: upper, method: low.method.and(high.method) })
    }

    /// The fewest inputs with which P(X >= k) is at least `confidence`.
    ///
    /// The tie rule applies: the smaller of `confidence` and 1 - `confidence` may be missed by 2^-40 of itself.
    /// None are needed for k = 0 or a confidence of 0; a rate of 1 needs k.
    ///
    /// ```
    /// use funnelmath::{Chance, Inputs};
    ///
    /// let Inputs::Enough { inputs, chance } = Chance::known(0.26)?.inputs(8.0, 0.8)? else { panic!() };
    /// assert_eq!((inputs, format!("{:.3}", chance.reached)), (38.0, "0.809".to_string()));
    ///
    /// // Nothing is certain at 26 %, whatever goes in.
    /// assert!(matches!(Chance::known(0.26)?.inputs(8.0, 1.0)?, Inputs::Never { .. }));
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Count`] when `k` is not a whole number from 0 to 2^53, [`ErrorKind::Probability`] when
    /// `confidence` is NaN or outside 0..=1.
    pub fn inputs(&self, k: f64, confidence: f64) -> Result<Inputs, Error> {
        let k = Field::Results.check(k)?;
        let confidence = Field::Confidence.check(confidence)?;
        Ok(self.enough(k, confidence))
    }

    /// The same of numbers that are in their ranges.
    pub(super) fn enough(&self, k: f64, confidence: f64) -> Inputs {
        let inputs = match self.kind() {
            _ if k == 0.0 || confidence == 0.0 => 0.0,
            Kind::All => k,
            Kind::None => BEYOND,
            _ if confidence == 1.0 => BEYOND,
            kind => {
                let wanted = Tails::from_upper(confidence);
                let found = match kind {
                    Kind::Single(single) => self.inputs_of_one(single, k, wanted),
                    _ => self.inputs_of_several(k, wanted),
                };
                if found.x < BEYOND {
                    let chance = Likelihood::upper(found.tails, found.method);
                    return Inputs::Enough { inputs: found.x, chance };
                }
                BEYOND
            }
        };
        let chance = self.likelihood(k, inputs.min(Count::MAX));
        if inputs < BEYOND {
            Inputs::Enough { inputs, chance }
        } else {
            Inputs::Never { best: chance }
        }
    }

    /// The most results that `n` inputs bring with a chance of at least `confidence` (the tie rule
    /// applies): all `n` for a confidence of 0, and none for one of 1 unless the rate is 1.
    ///
    /// ```
    /// use funnelmath::Chance;
    ///
    /// // 43 appointments at 26 %: so many sales can be promised with 90 %.
    /// let sure = Chance::known(0.26)?.results(43.0, 0.9)?;
    /// assert_eq!((sure.results, format!("{:.3}", sure.chance.reached)), (8.0, "0.904".to_string()));
    /// # Ok::<(), funnelmath::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`quantile`](Self::quantile), of `n` and `confidence`.
    pub fn results(&self, n: f64, confidence: f64) -> Result<Results, Error> {
        let n = Field::Inputs.check(n)?;
        let confidence = Field::Confidence.check(confidence)?;
        let results = match self.kind() {
            Kind::All => n,
            _ if confidence == 0.0 => n,
            Kind::None => 0.0,
            _ if confidence == 1.0 || n == 0.0 => 0.0,
            kind => {
                let goal = Goal::no_longer(Tails::from_upper(confidence));
                self.result(kind, n, goal, Tails::from_lower(confidence)).low.x
            }
        };
        // Once more: the search follows one tail only.
        Ok(Results { results, chance: self.likelihood(results, n) })
    }

    fn kind(&self) -> Kind {
        match self.evidence {
            _ if self.rate <= 0.0 => Kind::None,
            [] if self.rate >= 1.0 => Kind::All,
            [] => Kind::Single(Single::Known(self.rate)),
            [only] if self.rate >= 1.0 => Kind::Single(Single::Beta(only.a, only.b)),
            _ => Kind::Several,
        }
    }

    /// P(X >= k) of n.
    pub(super) fn likelihood(&self, k: f64, n: f64) -> Likelihood {
        let (tails, method) = match self.kind() {
            _ if k <= 0.0 || k > n => return Likelihood::sure(k <= 0.0),
            Kind::None => return Likelihood::sure(false),
            Kind::All => return Likelihood::sure(true),
            Kind::Single(single) => single.tails(k, n),
            Kind::Several => match small(n) {
                Some(inputs) => {
                    let cells = urn::distribution(self.evidence, self.rate, inputs);
                    (urn::tails(&cells, k), Method::Exact)
                }
                None => {
                    let found = product::invert(self.evidence, self.rate, k, n);
                    (found.tails, Method::Inversion)
                }
            },
        };
        Likelihood::upper(tails, method)
    }

    /// The fewest inputs, and what they reach; `BEYOND` where none are enough.
    fn inputs_of_one(&self, single: Single, k: f64, wanted: Tails) -> At {
        let next = match single {
            Single::Known(rate) => start::inputs_known(k, rate, wanted),
            Single::Beta(..) => start::inputs(k, start::ln_rate(self.evidence, 1.0), wanted),
        };
        let mut bracket =
            Bracket::new(Goal::at_least(wanted), k - 1.0, BEYOND, next.min(Count::MAX));
        bracket.close(Count::MAX, &mut |bracket, x| bracket.walk(single, Axis::Inputs(k), x));
        bracket.high
    }

    fn inputs_of_several(&self, k: f64, wanted: Tails) -> At {
        let goal = Goal::at_least(wanted);
        let next = start::inputs(k, start::ln_rate(self.evidence, self.rate), wanted);
        let most = urn::MOST_INPUTS as f64;
        let table_up_to = |up_to: f64| {
            let found = urn::first(self.evidence, self.rate, index(k), goal, index(up_to));
            found.map(|(inputs, tails)| At { x: inputs as f64, tails, method: Method::Exact })
        };
        let near = 1.25 * next + 8.0;
        if near <= most {
            if let Some(at) = table_up_to(near) {
                return at;
            }
        }
        let mut bracket = Bracket::new(goal, k - 1.0, BEYOND, next.min(Count::MAX));
        let mut probe = |bracket: &mut Bracket, x: f64| {
            let found = product::invert(self.evidence, self.rate, k, x);
            let at = At { x, tails: found.tails, method: Method::Inversion };
            bracket.record_and_aim(at, found.density / (x + 1.0), Axis::Inputs(k));
        };
        bracket.close(Count::MAX, &mut probe);
        // Where the table reaches, it has the last word.
        if bracket.high.x <= most + 1.0 {
            for up_to in [bracket.high.x.min(most), most] {
                if let Some(at) = table_up_to(up_to) {
                    return at;
                }
            }
            if bracket.high.x <= most {
                probe(&mut bracket, most + 1.0);
            }
        }
        bracket.high
    }

    fn quantile_at(&self, n: f64, wanted: Tails) -> Quantile {
        let exact = |results| Quantile { results, method: Method::Exact };
        match self.kind() {
            Kind::None => exact(0.0),
            _ if wanted.upper <= 0.0 || n == 0.0 => exact(0.0),
            Kind::All => exact(n),
            _ if wanted.lower <= 0.0 => exact(n),
            kind => {
                let at = self.result(kind, n, Goal::at_least(wanted), wanted).high;
                Quantile { results: at.x - 1.0, method: at.method }
            }
        }
    }

    /// The first k, 1..=n + 1, at which P(X < k), about `wanted.upper`, meets the goal.
    fn result(&self, kind: Kind, n: f64, goal: Goal, wanted: Tails) -> Bracket {
        let next = start::results(n, start::ln_rate(self.evidence, self.rate), wanted);
        // 2^53 and 1 is 2^53.
        let beyond = if n < Count::MAX { n + 1.0 } else { BEYOND };
        let mut bracket = Bracket::new(goal, 0.0, beyond, next.max(1.0));
        let axis = Axis::Results(n);
        match (kind, small(n)) {
            (Kind::Single(single), _) => {
                bracket.close(n, &mut |bracket, x| bracket.walk(single, axis, x));
            }
            (_, Some(inputs)) => {
                let cells = urn::distribution(self.evidence, self.rate, inputs);
                bracket.close(n, &mut |bracket, x| {
                    let tails = urn::tails(&cells, x).swapped();
                    let step = urn::at(&cells, x);
                    bracket.record_and_aim(At { x, tails, method: Method::Exact }, step, axis);
                });
            }
            (_, None) => bracket.close(n, &mut |bracket, x| {
                let found = product::invert(self.evidence, self.rate, x, n);
                let at = At { x, tails: found.tails.swapped(), method: Method::Inversion };
                bracket.record_and_aim(at, found.density / x, axis);
            }),
        }
        bracket
    }
}

/// Above every count.
const BEYOND: f64 = Count::MAX + 2.0;

/// The number of inputs, if the table reaches so far.
fn small(n: f64) -> Option<usize> {
    (n <= urn::MOST_INPUTS as f64).then_some(index(n))
}
