//! The inputs of the public API: the name of each, the quantity it holds, and the range of each quantity.
//!
//! Every range and every field name of the crate is declared here and nowhere else. Errors, JSON documents and
//! the bindings take them from this file.

macro_rules! quantities {
    ($($(#[$doc:meta])* $name:ident, $word:literal, $min:expr, $max:expr, $whole:literal;)+) => {
        /// What a number measures. It decides which values are allowed.
        ///
        /// ```
        /// use funnelmath::Quantity;
        ///
        /// assert_eq!((Quantity::Rate.min(), Quantity::Rate.max()), (0.0, 1.0));
        /// assert!(Quantity::Count.is_whole() && !Quantity::Volume.is_whole());
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Quantity {
            $($(#[$doc])* $name,)+
        }

        impl Quantity {
            /// Every quantity, in the order of their declaration.
            pub const ALL: &'static [Quantity] = &[$(Quantity::$name),+];

            /// The stable name, in `snake_case`.
            #[inline]
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Quantity::$name => $word,)+ }
            }

            /// The smallest value allowed.
            #[inline]
            #[must_use]
            pub const fn min(self) -> f64 {
                match self { $(Quantity::$name => $min,)+ }
            }

            /// The largest value allowed.
            #[inline]
            #[must_use]
            pub const fn max(self) -> f64 {
                match self { $(Quantity::$name => $max,)+ }
            }

            /// Whether only whole numbers are allowed.
            #[inline]
            #[must_use]
            pub const fn is_whole(self) -> bool {
                match self { $(Quantity::$name => $whole,)+ }
            }
        }
    };
}

/// 2^53: up to here every whole number is an f64.
const MAX_COUNT: f64 = 9_007_199_254_740_992.0;

quantities! {
    /// A conversion rate or win rate: 0 to 1.
    Rate, "rate", 0.0, 1.0, false;
    /// A probability or confidence: 0 to 1.
    Probability, "probability", 0.0, 1.0, false;
    /// How many reach a stage in one period: finite, at least 0, not necessarily whole.
    Volume, "volume", 0.0, f64::MAX, false;
    /// An amount of money in the caller's currency: finite, at least 0.
    Money, "money", 0.0, f64::MAX, false;
    /// A booked amount of money, which refunds can make negative: finite.
    Booked, "booked", f64::MIN, f64::MAX, false;
    /// A whole number from 0 to 2^53.
    Count, "count", 0.0, MAX_COUNT, true;
    /// Successes or trials that several people may share: 0 to 2^53, not necessarily whole.
    Credit, "credit", 0.0, MAX_COUNT, false;
    /// The n of "1 in n": finite, at least 1.
    OneIn, "one_in", 1.0, f64::MAX, false;
    /// A length of time in days: finite, at least 0.
    Days, "days", 0.0, f64::MAX, false;
    /// A length of time in weeks, not necessarily whole: finite, at least 0.
    Weeks, "weeks", 0.0, f64::MAX, false;
    /// Selling weeks a year: above 0 (a normal f64), at most 53.
    WeeksPerYear, "weeks_per_year", f64::MIN_POSITIVE, 53.0, false;
    /// Working days a week: above 0 (a normal f64), at most 7.
    DaysPerWeek, "days_per_week", f64::MIN_POSITIVE, 7.0, false;
    /// A shape of a beta or gamma distribution: above 0 (a normal f64), at most 2^53.
    Shape, "shape", f64::MIN_POSITIVE, MAX_COUNT, false;
    /// A shape of the Beta distribution of a rate: from 1e-9 to 2^53.
    EvidenceShape, "evidence_shape", 1e-9, MAX_COUNT, false;
    /// A standard score, in standard deviations from the mean: finite.
    Score, "score", f64::MIN, f64::MAX, false;
    /// How much deal sizes vary, their standard deviation divided by their mean: finite, at least 0.
    Variation, "variation", 0.0, f64::MAX, false;
    /// Cost or effort per unit, of any resource (money, hours): finite, at least 0.
    Cost, "cost", 0.0, f64::MAX, false;
    /// A change of a rate, value or factor: finite.
    Change, "change", f64::MIN, f64::MAX, false;
}

macro_rules! fields {
    ($($(#[doc = $doc:literal])+ $name:ident, $path:literal, $quantity:expr;)+) => {
        /// An input of the crate, by the name that errors, JSON documents and the bindings use.
        ///
        /// ```
        /// use funnelmath::{Field, Quantity};
        ///
        /// assert_eq!(Field::GateBenchmark.name(), "gates[].benchmark");
        /// assert_eq!(Field::GateBenchmark.quantity(), Some(Quantity::Rate));
        /// assert_eq!(Field::Policy.words(), ["up", "nearest", "up_each_stage"]);
        /// ```
        ///
        /// New fields are only ever added at the end.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Field {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Field {
            /// Every field, in the order of their declaration.
            pub const ALL: &'static [Field] = &[$(Field::$name),+];

            /// The stable name. `[]` marks where an index belongs: `rates[]`, `gates[].benchmark`.
            #[inline]
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Field::$name => $path,)+ }
            }

            /// The number that stands for the field in C: 1 for the first of [`ALL`](Self::ALL). 0 is no field.
            #[must_use]
            pub const fn code(self) -> u32 {
                self as u32 + 1
            }

            /// The quantity that the field holds; `None` for a word, a list or a stage.
            #[inline]
            #[must_use]
            pub const fn quantity(self) -> Option<Quantity> {
                match self { $(Field::$name => $quantity,)+ }
            }

            /// The words that the field takes; empty when it takes numbers.
            #[inline]
            #[must_use]
            pub const fn words(self) -> &'static [&'static str] {
                match self {
                    Field::Period => &["day", "week", "month", "quarter", "year"],
                    Field::Calendar => &["common", "four_week_month", "civil"],
                    Field::Policy => &["up", "nearest", "up_each_stage"],
                    Field::Method => {
                        &["exact", "inversion", "quadrature", "lattice", "truncated"]
                    }
                    Field::LeavesOut => &["known_rates", "deal_sizes", "rate_movement"],
                    Field::VelocityLever => &["opportunities", "sale_value", "win_rate", "cycle"],
                    Field::StepKind => &["points", "percent", "to"],
                    Field::Lever => &["sale_value", "gates[0]", "gates[1]", "..."],
                    _ => &[],
                }
            }

            /// What the field is, in one sentence.
            #[inline]
            #[must_use]
            pub const fn doc(self) -> &'static str {
                match self { $(Field::$name => concat!($($doc),+).trim_ascii(),)+ }
            }
        }
    };
}

use Quantity as Q;

fields! {
    /// A conversion rate on its own.
    Rate, "rate", Some(Q::Rate);
    /// The conversion rates of a chain, first gate first.
    Rates, "rates[]", Some(Q::Rate);
    /// A count on its own.
    Count, "count", Some(Q::Count);
    /// How many passed a gate.
    Successes, "successes", Some(Q::Credit);
    /// How many tried to pass a gate.
    Trials, "trials", Some(Q::Credit);
    /// How many passed each gate of a list.
    SuccessesOf, "successes[]", Some(Q::Credit);
    /// How many tried to pass each gate of a list.
    TrialsOf, "trials[]", Some(Q::Credit);
    /// The n of "1 in n".
    OneIn, "one_in", Some(Q::OneIn);
    /// The gates of a funnel.
    Gates, "gates[]", None;
    /// The conversion rate of a gate of a funnel.
    GateRate, "gates[].rate", Some(Q::Rate);
    /// How many passed a gate of a funnel.
    GateSuccesses, "gates[].successes", Some(Q::Credit);
    /// How many tried to pass a gate of a funnel.
    GateTrials, "gates[].trials", Some(Q::Credit);
    /// The n of "1 in n" of a gate of a funnel.
    GateOneIn, "gates[].one_in", Some(Q::OneIn);
    /// The rate that a gate of a funnel is compared with.
    GateBenchmark, "gates[].benchmark", Some(Q::Rate);
    /// The average revenue of an item that leaves the last gate.
    SaleValue, "sale_value", Some(Q::Money);
    /// The sale value that a funnel's own is compared with.
    SaleValueBenchmark, "sale_value_benchmark", Some(Q::Money);
    /// The sale values of several chains, or of several stages.
    SaleValues, "sale_values[]", Some(Q::Money);
    /// How many items enter the first stage.
    Entry, "entry", Some(Q::Volume);
    /// How many items enter the first stage of each of several chains, or each stage of one.
    Entries, "entries[]", Some(Q::Volume);
    /// The volume of each stage.
    Volumes, "volumes[]", Some(Q::Volume);
    /// A volume at one stage.
    Volume, "volume", Some(Q::Volume);
    /// A volume or an amount of money in one period.
    Amount, "amount", Some(Q::Volume);
    /// A revenue.
    Revenue, "revenue", Some(Q::Money);
    /// A goal in revenue.
    GoalRevenue, "goal.revenue", Some(Q::Money);
    /// A goal in items at a stage.
    GoalTarget, "goal.target", Some(Q::Volume);
    /// The stage of a goal.
    GoalStage, "goal.stage", None;
    /// A stage.
    Stage, "stage", None;
    /// A gate.
    Gate, "gate", None;
    /// The stage at which activity is counted.
    ActivityStage, "activity_stage", None;
    /// What is already there at each stage.
    Start, "start[]", Some(Q::Volume);
    /// The exact volume of each stage that is to be made whole.
    Exact, "exact[]", Some(Q::Volume);
    /// The whole volume of each stage.
    Whole, "whole[]", None;
    /// How far a lever is moved.
    Step, "step", Some(Q::Change);
    /// The rate or value that a lever is moved to.
    StepTo, "step.to", Some(Q::Change);
    /// The fraction by which a factor is changed.
    By, "by", Some(Q::Change);
    /// The rates of a team that a roll-up returns.
    Implied, "implied[]", None;
    /// The actual activity, or the amount that was booked.
    Actual, "actual", Some(Q::Booked);
    /// Activity that is required.
    Required, "required", Some(Q::Volume);
    /// A goal that an actual amount is divided by.
    Goal, "goal", Some(Q::Money);
    /// The value of each open deal.
    Values, "values[]", Some(Q::Money);
    /// The win probability of each open deal.
    Probabilities, "probabilities[]", Some(Q::Probability);
    /// The total value of the open pipeline.
    Pipeline, "pipeline", Some(Q::Money);
    /// A quota.
    Quota, "quota", Some(Q::Money);
    /// Revenue that is booked already.
    Booked, "booked", Some(Q::Booked);
    /// A win rate.
    WinRate, "win_rate", Some(Q::Rate);
    /// The number of open opportunities.
    Opportunities, "opportunities", Some(Q::Volume);
    /// The mean number of days from the first stage to the sale.
    CycleDays, "cycle_days", Some(Q::Days);
    /// Selling weeks a year.
    SellingWeeks, "selling_weeks", Some(Q::WeeksPerYear);
    /// Working days a week.
    DaysPerWeek, "days_per_week", Some(Q::DaysPerWeek);
    /// A period.
    Period, "period", None;
    /// A calendar.
    Calendar, "calendar", None;
    /// How volumes become whole.
    Policy, "policy", None;
    /// The first shape of a beta distribution, or the shape of a gamma distribution.
    A, "a", Some(Q::Shape);
    /// The second shape of a beta distribution.
    B, "b", Some(Q::Shape);
    /// The first shape of the Beta distribution of a rate: successes counted and assumed.
    EvidenceA, "evidence.a", Some(Q::EvidenceShape);
    /// The second shape of the Beta distribution of a rate: failures counted and assumed.
    EvidenceB, "evidence.b", Some(Q::EvidenceShape);
    /// What is known of the rate of each gate.
    Evidence, "evidence[]", None;
    /// Working space with one place for each gate.
    Gathered, "gathered[]", None;
    /// The argument of a distribution function.
    X, "x", None;
    /// A probability, the argument of a quantile function.
    P, "p", Some(Q::Probability);
    /// A standard score.
    Z, "z", Some(Q::Score);
    /// A number of successes.
    K, "k", Some(Q::Count);
    /// A number of trials.
    N, "n", Some(Q::Count);
    /// A mean.
    Mean, "mean", Some(Q::Volume);
    /// How many inputs there are.
    Inputs, "inputs", Some(Q::Count);
    /// How many results there are to be.
    Results, "results", Some(Q::Count);
    /// The probability with which a goal is to be met.
    Confidence, "confidence", Some(Q::Probability);
    /// The probability that an interval is to hold.
    Level, "level", Some(Q::Probability);
    /// Arrivals a week.
    PerWeek, "per_week", Some(Q::Volume);
    /// Arrivals that were counted.
    Arrivals, "arrivals", Some(Q::Count);
    /// The shape of the gamma distribution of a weekly rate.
    FlowShape, "shape", Some(Q::Shape);
    /// A number of weeks.
    Weeks, "weeks", Some(Q::Weeks);
    /// The size of each deal when all are alike, or the mean size.
    SizeMean, "size.mean", Some(Q::Money);
    /// The standard deviation of deal sizes divided by their mean.
    SizeVariation, "size.variation", Some(Q::Variation);
    /// The sizes of the deals that were seen.
    SizeValues, "size.sizes[]", Some(Q::Money);
    /// How often each deal size was seen.
    SizeCounts, "size.counts[]", Some(Q::Volume);
    /// Revenue that deals are to reach together.
    Threshold, "threshold", Some(Q::Money);
    /// The share of the period that is left.
    Left, "left", Some(Q::Rate);
    /// Working days of the period that have passed.
    ElapsedDays, "elapsed_days", Some(Q::Days);
    /// Working days of the whole period.
    TotalDays, "total_days", Some(Q::Days);
    /// What is reached so far of the goal.
    Reached, "reached", Some(Q::Booked);
    /// The cost of one item at each stage.
    Costs, "costs[]", Some(Q::Cost);
    /// A budget.
    Budget, "budget", Some(Q::Cost);
    /// The share of a segment in a mix.
    SegmentShare, "segments[].share", Some(Q::Rate);
    /// The conversion rates of each segment.
    SegmentRates, "segments[].rates[]", Some(Q::Rate);
    /// The average revenue of an item of a segment that leaves its last gate.
    SegmentSaleValue, "segments[].sale_value", Some(Q::Money);
    /// The segments of a mix.
    Segments, "segments[]", None;
    /// How many are at each stage now and still open; at the last one, how many are won.
    Open, "open[]", Some(Q::Credit);
    /// How many were lost at each stage.
    Lost, "lost[]", Some(Q::Credit);
    /// How many ever reached each stage.
    ReachedOf, "reached[]", None;
    /// A factor of sales velocity.
    VelocityLever, "velocity_lever", None;
    /// What the size of a step means.
    StepKind, "step.kind", None;
    /// A gate or the sale value.
    Lever, "lever", None;
    /// Working space.
    Workspace, "workspace[]", None;
    /// How an answer was computed.
    Method, "method", None;
    /// Working space for the probabilities of a sum.
    Cells, "cells[]", None;
    /// The name of the stage after a gate of a funnel.
    GateName, "gates[].name", None;
    /// What a chance leaves out.
    LeavesOut, "leaves_out[]", None;
    /// A column for the whole numbers of units.
    Units, "units", None;
    /// A column for what whole units exceed the exact volume by.
    Residual, "residual", None;
    /// A column for the probability of an event.
    Probability, "probability", None;
    /// A column for the probability that an event does not happen.
    Complement, "complement", None;
    /// A column for the lower limits of intervals.
    Low, "low", None;
    /// A column for the upper limits of intervals.
    High, "high", None;
    /// A column for ratios.
    Ratio, "ratio", None;
    /// A rate that another one is to be told apart from.
    OtherRate, "other_rate", Some(Q::Rate);
    /// The probability that a test finds a difference between equal rates, of both sides together.
    Significance, "significance", Some(Q::Probability);
    /// The probability that a test finds the difference that there is.
    Power, "power", Some(Q::Probability);
}

impl core::fmt::Display for Field {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.pad(self.name())
    }
}

impl core::fmt::Display for Quantity {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.pad(self.name())
    }
}

/// Its [`name`](Field::name).
#[cfg(feature = "serde")]
impl serde::Serialize for Field {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// Its [`name`](Quantity::name).
#[cfg(feature = "serde")]
impl serde::Serialize for Quantity {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::{Field, Quantity};
    use std::collections::BTreeSet;

    extern crate std;

    #[test]
    fn names_are_unique() {
        let quantities: BTreeSet<_> =
            Quantity::ALL.iter().map(|quantity| quantity.name()).collect();
        assert_eq!(quantities.len(), Quantity::ALL.len());
        let fields: BTreeSet<_> = Field::ALL.iter().map(|field| field.name()).collect();
        assert_eq!(fields.len(), Field::ALL.len());
    }

    #[test]
    fn every_field_says_what_it_is() {
        for field in Field::ALL {
            assert!(field.doc().ends_with('.') && !field.doc().starts_with(' '), "{field:?}");
        }
        for &quantity in Quantity::ALL {
            assert!(quantity.min() < quantity.max());
        }
    }
}
