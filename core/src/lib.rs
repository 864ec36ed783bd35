#![cfg_attr(feature = "alloc", doc = include_str!("guide.md"))]
#![cfg_attr(
    not(feature = "alloc"),
    doc = "Sales-funnel maths, here without allocation: see the documentation with default features."
)]
#![no_std]
// Links to the owned types lead somewhere in the documentation with default features.
#![cfg_attr(not(feature = "alloc"), allow(rustdoc::broken_intra_doc_links))]
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "alloc")]
extern crate alloc;

mod bounds;
mod calendar;
mod chain;
mod chance;
mod count;
mod error;
mod field;
mod float;
mod funnel;
pub mod math;
mod plan;
mod rate;
mod revenue;
mod scorecard;
mod search;
#[cfg(feature = "serde")]
mod serial;
mod trace;
mod waiting;
mod whole;
mod words;

#[doc = include_str!("formulas.md")]
pub mod formulas {}

pub use bounds::{Count, Rate, ToCount, ToCredit};
pub use calendar::{Calendar, Period};
pub use chain::{
    Afforded, Answer, Chain, Conflict, Costs, Effect, Entry, Goal, Knowns, Lever, Mix, MixRequired,
    Required, RollUp, Segment, Situation, Solution, Start, Step, StepKind, Total, Unreachable,
    Worth, solve,
};
pub use chance::{
    Chance, ChanceMix, Flow, GateFor, Inputs, RateFor, Requirement, SegmentChance, Wait,
    arrivals_for, rate_for,
};
pub use count::CountDistribution;
pub use error::{Error, ErrorKind};
pub use field::{Field, Quantity};
#[cfg(feature = "alloc")]
pub use funnel::{
    ConfidentPlan, DealSizeBuf, Funnel, FunnelBuilder, KnownsBuf, PeriodPlan, Plan, StagePlan,
    StartBuf, TargetBuf,
};
pub use math::{Interval, Method, Probability, Quantile, Share, Tails};
pub use plan::{
    Confident, Delivery, LeavesOut, LeftOut, Pace, PlanItem, PlanKind, Planner, Target,
    WorkingDays, Workspace,
};
pub use rate::{Evidence, Gate, GateCounts, Snapshot};
pub use revenue::{Cells, DealSize, RevenueDistribution};
pub use scorecard::{
    ActivityGauge, Attainment, Coverage, Covered, OpenDeals, Pipeline, Velocity, VelocityEffect,
    VelocityLever, required_coverage,
};
#[cfg(feature = "alloc")]
pub use trace::TracedStep;
pub use trace::{Formula, StepName, Trace};
pub use whole::{Policy, Whole};

/// The examples of the README, as tests.
#[cfg(all(doctest, feature = "alloc"))]
#[doc = include_str!("../README.md")]
struct Readme;
