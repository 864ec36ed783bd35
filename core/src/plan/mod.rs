//! The planner: a plan for a target as items that a host collects, without allocation.

mod confidence;
mod confident;
mod deals;
mod items;
mod leaves_out;
mod pace;
mod planner;
mod target;

pub use confidence::Confident;
pub use deals::RevenueMemory;
pub use items::{Delivery, PlanItem, PlanKind};
pub use leaves_out::{LeavesOut, LeftOut};
pub use pace::Pace;
pub use planner::{Planner, Workspace};
pub use target::{Target, WorkingDays};

#[cfg(feature = "alloc")]
pub(crate) use confidence::observed;
#[cfg(feature = "alloc")]
pub(crate) use planner::mean_of;
#[cfg(all(feature = "alloc", feature = "serde"))]
pub(crate) use target::Left;
