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
pub mod calendar;
pub mod chain;
pub mod chance;
pub mod columns;
pub mod count;
mod error;
mod field;
mod float;
pub mod funnel;
pub mod math;
pub mod plan;
pub mod rate;
pub mod revenue;
pub mod scorecard;
mod search;
#[cfg(feature = "serde")]
mod serial;
pub mod trace;
mod waiting;
pub mod whole;
mod words;

#[doc = include_str!("formulas.md")]
pub mod formulas {}

pub use bounds::{Count, Rate, ToCount, ToCredit};
pub use calendar::{Calendar, Period};
pub use chain::{Chain, Goal, Start};
pub use chance::{Chance, Flow};
pub use count::CountDistribution;
pub use error::{Error, ErrorKind};
pub use field::{Field, Quantity};
#[cfg(feature = "alloc")]
pub use funnel::{Funnel, Plan};
pub use math::{Interval, Method, Probability, Quantile};
pub use plan::{Planner, Target};
pub use rate::{Evidence, Gate};
pub use revenue::{DealSize, RevenueDistribution};
pub use whole::Policy;

/// The types and traits that most programs need: `use funnelmath::prelude::*;`.
///
/// ```
/// use funnelmath::prelude::*;
///
/// let chain = Chain::new(&[0.65, 0.40])?;
/// let results = Chance::of(&chain, 0, 2)?.results(28)?;
/// assert_eq!(format!("{:.2}", results.at_least(8)?.value), "0.45");
/// # Ok::<(), funnelmath::Error>(())
/// ```
pub mod prelude {
    pub use crate::bounds::{Count, Rate, ToCount, ToCredit};
    pub use crate::calendar::{Calendar, Period};
    pub use crate::chain::{
        Answer, Chain, Costs, Entry, Goal, Knowns, Lever, Mix, Required, RollUp, Segment,
        Situation, Start, Step, solve,
    };
    pub use crate::chance::{Chance, Flow, GateFor, Inputs, RateFor, Requirement, Wait, rate_for};
    pub use crate::count::CountDistribution;
    pub use crate::error::{Error, ErrorKind};
    pub use crate::field::{Field, Quantity};
    #[cfg(feature = "alloc")]
    pub use crate::funnel::{Funnel, Plan};
    pub use crate::math::{Interval, Method, Probability, Quantile};
    pub use crate::plan::{PlanItem, Planner, Target, WorkingDays, Workspace};
    pub use crate::rate::{Evidence, Gate};
    pub use crate::revenue::{DealSize, RevenueDistribution};
    pub use crate::scorecard::{ActivityGauge, Attainment, Coverage, Covered, OpenDeals, Velocity};
    pub use crate::whole::{Policy, Whole};
}

/// The examples of the README, as tests.
#[cfg(all(doctest, feature = "alloc"))]
#[doc = include_str!("../README.md")]
struct Readme;
