#![cfg_attr(feature = "alloc", doc = include_str!("guide.md"))]
#![cfg_attr(
    not(feature = "alloc"),
    doc = "Sales-funnel maths, here without allocation: see the documentation with default features."
)]
#![no_std]
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "alloc")]
extern crate alloc;

mod bounds;
mod calendar;
mod chain;
mod chance;
mod error;
mod funnel;
pub mod math;
mod scorecard;
mod whole;

pub use bounds::{
    Count, Days, DaysPerWeek, Money, OneIn, Probability, Rate, Score, Shape, Variation, Volume,
    Weeks, WeeksPerYear,
};
pub use calendar::{Calendar, Period};
pub use chain::{
    Answer, Chain, Conflict, Effect, Gate, Goal, Knowns, Lever, Required, Situation, Solution,
    Start, Step, Total, Unreachable, rates_from_counts, roll_up, solve,
};
pub use chance::{
    Amount, Chance, DealSize, Evidence, Flow, FlowRange, GateFor, Inputs, Interval, Likelihood,
    Method, Quantile, Range, RateFor, Results, Wait, arrivals_for, rate_for,
};
pub use error::{Error, ErrorKind};
pub use funnel::{Delivery, Pace, Planner, Target};
#[cfg(feature = "alloc")]
pub use funnel::{Funnel, FunnelBuilder, PeriodPlan, Plan, StagePlan};
pub use math::{Share, Tails};
pub use scorecard::{
    Coverage, Pipeline, Velocity, VelocityEffect, VelocityLever, activity_gauge, attainment,
    coverage, required_coverage, weighted_pipeline,
};
pub use whole::{Policy, Whole};

/// The README's examples, as tests.
#[cfg(all(doctest, feature = "alloc"))]
#[doc = include_str!("../../README.md")]
struct Readme;
