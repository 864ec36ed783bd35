//! The working of an answer: each step with its formula, its inputs and its value.

use crate::float::{Sum, nearest, sqrt, ties, whole_up};
use core::fmt;

macro_rules! formulas {
    ($($(#[$doc:meta])* $name:ident, $word:literal, [$($input:ident),+] => $value:expr;)+) => {
        /// The formula of one step. The page [`formulas`](crate::formulas) says where each is used.
        ///
        /// New formulas are only ever added at the end.
        ///
        /// ```
        /// use funnelmath::trace::Formula;
        ///
        /// assert_eq!((Formula::Pass.name(), Formula::Pass.inputs()), ("pass", &["volume", "rate"][..]));
        /// assert_eq!(Formula::Pass.apply(&[20.0, 0.5]), Some(10.0));
        /// assert_eq!(Formula::Pass.apply(&[20.0]), None);
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Formula {
            $($(#[$doc])* $name,)+
        }

        impl Formula {
            /// Every formula, in the order of their declaration.
            pub const ALL: &'static [Formula] = &[$(Formula::$name),+];

            /// The stable name, in `snake_case`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Formula::$name => $word,)+ }
            }

            /// The names of its inputs, in their order.
            #[must_use]
            pub const fn inputs(self) -> &'static [&'static str] {
                match self { $(Formula::$name => &[$(stringify!($input)),+],)+ }
            }

            /// The value of a step with these inputs, to the bit. `None` when there are more or fewer of
            /// them than [`inputs`](Self::inputs) says.
            #[must_use]
            pub fn apply(self, inputs: &[f64]) -> Option<f64> {
                match self {
                    $(Formula::$name => match *inputs {
                        [$($input),+] => Some($value),
                        _ => None,
                    },)+
                }
            }
        }
    };
}

formulas! {
    /// What passes a gate: volume x rate.
    Pass, "pass", [volume, rate] => volume * rate + 0.0;
    /// What reaches a stage: what passed the gate before it, and what enters there.
    Enter, "enter", [passed, entering] => passed + entering;
    /// The revenue of a volume: volume x value of one.
    Revenue, "revenue", [volume, value] => volume * value + 0.0;
    /// The volume that a revenue needs: revenue / value of one.
    Target, "target", [revenue, value] => revenue / value;
    /// A product of rates, extended by one rate.
    Product, "product", [product, rate] => product * rate;
    /// What is needed before gates for what is needed after them: volume / product of their rates.
    Need, "need", [volume, product] => volume / product;
    /// What is still needed: need - there; 0 when the two tie or more is there than needed.
    Rest, "rest", [need, there] => rest(need, there);
    /// A compensated sum, extended by one term (Neumaier 1974): the sum so far is `high + low`.
    RunningSum, "running_sum", [high, low, term] => running(high, low, term).total();
    /// One number divided by another.
    Ratio, "ratio", [above, below] => above / below;
    /// A rate as what leaves / what enters; at most 1.
    ImpliedRate, "implied_rate", [leaves, enters] => (leaves / enters).min(1.0);
    /// A rate moved by percentage points: rate + points / 100.
    Points, "points", [rate, points] => rate + points / 100.0;
    /// A value moved by units: value + units.
    Units, "units", [value, units] => value + units;
    /// A value moved by percent of itself: value + value x percent / 100.
    Percent, "percent", [value, percent] => value + value * (percent / 100.0);
    /// A factor moved by a fraction of itself: factor + factor x by.
    MovedBy, "moved_by", [factor, by] => factor + factor * by;
    /// A relative change: (after - before) / before.
    Change, "change", [before, after] => (after - before) / before;
    /// An amount per period as one per another: amount x (periods a year) / (other periods a year).
    Convert, "convert", [amount, from, to] => amount * from / to;
    /// The smallest whole number not below a volume, by the tie rule.
    Up, "up", [volume] => whole_up(volume);
    /// The nearest whole number, a half rounded up, by the tie rule.
    Nearest, "nearest", [volume] => nearest(volume);
    /// The revenue expected of open opportunities: their number x sale value x win rate.
    Expected, "expected", [opportunities, sale_value, win_rate] => opportunities * sale_value * win_rate;
    /// The variance of one deal's revenue: value^2 x p x (1 - p).
    Variance, "variance", [value, p] => value * value * (p * (1.0 - p));
    /// The standard deviation: the square root of the variance.
    Deviation, "deviation", [variance] => sqrt(variance);
    /// What is left: one number less another.
    Difference, "difference", [from, less] => from - less;
    /// What comes of a factor of 0, a closed gate or nothing that enters: 0, whatever the other factor is.
    Nothing, "nothing", [factor] => factor * 0.0 + 0.0;
    /// The mean of a Beta distribution: a / (a + b).
    BetaMean, "beta_mean", [a, b] => a / (a + b);
    /// The variance of the difference of two proportions of one trial each if both had the mean rate m: 2 m (1 - m).
    PooledVariance, "pooled_variance", [first, second] => pooled(0.5 * (first + second));
    /// The variance of the difference of two proportions of one trial each: p (1 - p) + q (1 - q).
    SumOfVariances, "sum_of_variances", [first, second] => first * (1.0 - first) + second * (1.0 - second);
    /// The trials of each group in a test of two rates, at least 1: (alarm x pooled + notice x apart)^2 / difference^2, with
    /// the scores of significance and power, and both deviations.
    TrialsEach, "trials_each", [alarm, pooled, notice, apart, difference] =>
        trials_each(alarm * pooled + notice * apart, difference);
}

fn rest(need: f64, there: f64) -> f64 {
    if need > there && !ties(need, there) { need - there } else { 0.0 }
}

fn pooled(mean: f64) -> f64 {
    2.0 * mean * (1.0 - mean)
}

fn trials_each(width: f64, difference: f64) -> f64 {
    let width = width.max(0.0);
    (width * width / (difference * difference)).max(1.0)
}

fn running(high: f64, low: f64, term: f64) -> Sum {
    let mut sum = Sum::parts(high, low);
    sum.add(term);
    sum
}

/// The name of what a step computes, with its index in a list: `volumes[2]`.
///
/// ```
/// use funnelmath::{Chain, chain::Entry, trace::TracedStep};
///
/// let mut steps: Vec<TracedStep> = Vec::new();
/// Chain::new(&[0.5])?.forward_traced(Entry::First(8.0), 100.0, &mut [0.0; 2], &mut steps)?;
/// let names: Vec<_> = steps.iter().map(|step| (step.name.name(), step.name.index())).collect();
/// assert_eq!(names, [("volumes", Some(1)), ("revenue", None)]);
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct StepName {
    name: &'static str,
    index: Option<usize>,
}

impl StepName {
    /// The name without its index.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Which stage, gate or member, where the name is of a list.
    #[must_use]
    pub const fn index(&self) -> Option<usize> {
        self.index
    }
}

impl fmt::Display for StepName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)?;
        match self.index {
            Some(index) => write!(f, "[{index}]"),
            None => Ok(()),
        }
    }
}

impl From<&'static str> for StepName {
    fn from(name: &'static str) -> Self {
        Self { name, index: None }
    }
}

impl From<(&'static str, usize)> for StepName {
    fn from((name, index): (&'static str, usize)) -> Self {
        Self { name, index: Some(index) }
    }
}

/// Receives the steps of an answer, in the order in which they are computed.
///
/// The functions that end in `_traced` take one; the plain ones pass `()`, which keeps nothing and costs
/// nothing. A function that returns an error may have passed on some steps before.
///
/// ```
/// use funnelmath::{Chain, chain::Entry, trace::{Formula, StepName, Trace}};
///
/// struct Print(Vec<String>);
///
/// impl Trace for Print {
///     fn step(&mut self, name: StepName, formula: Formula, inputs: &[f64], value: f64) {
///         self.0.push(format!("{name} = {} {inputs:?} = {value}", formula.name()));
///     }
/// }
///
/// let mut working = Print(Vec::new());
/// let chain = Chain::new(&[0.5])?;
/// chain.forward_traced(Entry::First(20.0), 300.0, &mut [0.0; 2], &mut working)?;
/// assert_eq!(working.0, [
///     "volumes[1] = pass [20.0, 0.5] = 10",
///     "revenue = revenue [10.0, 300.0] = 3000",
/// ]);
/// # Ok::<(), funnelmath::Error>(())
/// ```
pub trait Trace {
    /// One step: `formula` of `inputs` gave `value`, which is [`Formula::apply`] of them to the bit.
    fn step(&mut self, name: StepName, formula: Formula, inputs: &[f64], value: f64);
}

/// Discards every step.
impl Trace for () {
    #[inline]
    fn step(&mut self, _: StepName, _: Formula, _: &[f64], _: f64) {}
}

impl<T: Trace + ?Sized> Trace for &mut T {
    #[inline]
    fn step(&mut self, name: StepName, formula: Formula, inputs: &[f64], value: f64) {
        (**self).step(name, formula, inputs, value);
    }
}

/// One step as a `Vec` keeps it.
///
/// ```
/// use funnelmath::{Policy, trace::{Formula, TracedStep}};
///
/// let mut steps: Vec<TracedStep> = Vec::new();
/// Policy::Up.apply_traced(6.5263, &mut steps)?;
/// if let [step] = steps.as_slice() {
///     assert_eq!((step.formula, step.inputs.as_slice(), step.value), (Formula::Up, &[6.5263][..], 7.0));
/// }
/// # assert_eq!(steps.len(), 1);
/// # Ok::<(), funnelmath::Error>(())
/// ```
#[cfg(feature = "alloc")]
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct TracedStep {
    /// What was computed.
    pub name: StepName,
    /// By which formula.
    pub formula: Formula,
    /// Of which inputs, in the order of [`Formula::inputs`].
    pub inputs: alloc::vec::Vec<f64>,
    /// What came out.
    pub value: f64,
}

/// Keeps every step.
#[cfg(feature = "alloc")]
impl Trace for alloc::vec::Vec<TracedStep> {
    fn step(&mut self, name: StepName, formula: Formula, inputs: &[f64], value: f64) {
        self.push(TracedStep { name, formula, inputs: inputs.into(), value });
    }
}

/// Adds a term to a compensated sum and passes that on as a step.
#[inline]
pub(crate) fn add(sum: &mut Sum, term: f64, name: impl Into<StepName>, trace: &mut impl Trace) {
    let (high, low) = sum.both();
    sum.add(term);
    trace.step(name.into(), Formula::RunningSum, &[high, low, term], sum.total());
}

/// Passes a value on as a step and returns it.
#[inline]
pub(crate) fn told<const N: usize>(
    value: f64,
    name: impl Into<StepName>,
    formula: Formula,
    inputs: [f64; N],
    trace: &mut impl Trace,
) -> f64 {
    trace.step(name.into(), formula, &inputs, value);
    value
}

#[cfg(feature = "serde")]
mod serial {
    use super::{Formula, StepName};
    use serde::ser::{Serialize, Serializer};

    /// Its [`name`](Formula::name).
    impl Serialize for Formula {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_str(self.name())
        }
    }

    /// With its index: `volumes[2]`.
    impl Serialize for StepName {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_str(self)
        }
    }
}
