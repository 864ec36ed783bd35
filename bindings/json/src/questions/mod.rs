//! The questions, one module for each part of the core.

mod chain;
mod count;
mod funnel;
mod inverse;
mod rate;
mod revenue;
mod scorecard;
mod several;
mod source;
mod special;

use crate::declare::Entry;

/// Every question.
pub(crate) const QUESTIONS: &[Entry] = &[
    Entry::of::<chain::Forward>(),
    Entry::of::<chain::RequiredOf>(),
    Entry::of::<chain::Overall>(),
    Entry::of::<chain::Sensitivity>(),
    Entry::of::<several::Solve>(),
    Entry::of::<several::RollUpOf>(),
    Entry::of::<several::MixRequiredOf>(),
    Entry::of::<several::CostsOf>(),
    Entry::of::<several::CostOf>(),
    Entry::of::<several::Budget>(),
    Entry::of::<rate::WholeOf>(),
    Entry::of::<rate::WholeEach>(),
    Entry::of::<rate::Convert>(),
    Entry::of::<rate::GateOf>(),
    Entry::of::<rate::EvidenceOf>(),
    Entry::of::<rate::RateInterval>(),
    Entry::of::<rate::RateQuantile>(),
    Entry::of::<rate::Rates>(),
    Entry::of::<rate::SnapshotOf>(),
    Entry::of::<rate::SampleSizeOf>(),
    Entry::of::<count::AtLeast>(),
    Entry::of::<count::Exactly>(),
    Entry::of::<count::QuantileOf>(),
    Entry::of::<count::IntervalOf>(),
    Entry::of::<count::LowerBound>(),
    Entry::of::<count::Moments>(),
    Entry::of::<inverse::InputsFor>(),
    Entry::of::<inverse::InputsForMix>(),
    Entry::of::<inverse::WeeksFor>(),
    Entry::of::<inverse::ArrivalsFor>(),
    Entry::of::<inverse::RateForOf>(),
    Entry::of::<inverse::GateForOf>(),
    Entry::of::<inverse::InputsForRevenue>(),
    Entry::of::<inverse::WeeksForRevenue>(),
    Entry::of::<revenue::RevenueAtLeast>(),
    Entry::of::<revenue::Quantiles>(),
    Entry::of::<revenue::RevenueIntervalOf>(),
    Entry::of::<revenue::RevenueMoments>(),
    Entry::of::<revenue::MeanUpTo>(),
    Entry::of::<funnel::PlanOf>(),
    Entry::of::<scorecard::Gauge>(),
    Entry::of::<scorecard::AttainmentOf>(),
    Entry::of::<scorecard::PipelineOf>(),
    Entry::of::<scorecard::CoverageOf>(),
    Entry::of::<scorecard::RequiredCoverage>(),
    Entry::of::<scorecard::VelocityOf>(),
    Entry::of::<scorecard::VelocityEffectOf>(),
    Entry::of::<special::IncompleteBeta>(),
    Entry::of::<special::IncompleteGamma>(),
    Entry::of::<special::BetaQuantile>(),
    Entry::of::<special::GammaQuantile>(),
    Entry::of::<special::NormalTails>(),
    Entry::of::<special::NormalQuantile>(),
    Entry::of::<special::BinomialProbability>(),
    Entry::of::<special::PoissonProbability>(),
    Entry::of::<special::BetaBinomialProbability>(),
];
