//! The funnel as people know it: a chain with a sale value, a calendar and named stages, and its plan.

mod confidence;
mod confident;
mod items;
mod leaves_out;
#[cfg(feature = "alloc")]
mod owned;
mod pace;
#[cfg(feature = "alloc")]
mod plan;
mod planner;
#[cfg(all(feature = "alloc", feature = "serde"))]
mod serial;
#[cfg(feature = "alloc")]
mod size;
#[cfg(feature = "alloc")]
mod stored;
mod target;

pub use confidence::Confident;
pub use items::{Delivery, PlanItem, PlanKind};
pub use leaves_out::{LeavesOut, LeftOut};
#[cfg(feature = "alloc")]
pub use owned::{Funnel, FunnelBuilder};
pub use pace::Pace;
#[cfg(feature = "alloc")]
pub use plan::{ConfidentPlan, PeriodPlan, Plan, StagePlan};
pub use planner::{Planner, Workspace};
#[cfg(feature = "alloc")]
pub use size::DealSizeBuf;
#[cfg(feature = "alloc")]
pub use stored::{KnownsBuf, StartBuf, TargetBuf};
pub use target::{Target, WorkingDays};
