//! The funnel as people know it: a chain with a sale value, a calendar and named stages, and its plan.

mod confident;
#[cfg(feature = "alloc")]
mod owned;
#[cfg(feature = "alloc")]
mod plan;
mod planner;
#[cfg(all(feature = "alloc", feature = "serde"))]
mod serial;

pub use confident::Confident;
#[cfg(feature = "alloc")]
pub use owned::{Funnel, FunnelBuilder};
#[cfg(feature = "alloc")]
pub use plan::{ConfidentPlan, PeriodPlan, Plan, StagePlan};
pub use planner::{Delivery, Outlook, Pace, Planner, Target};
