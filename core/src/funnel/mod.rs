//! The owned funnel: a chain with a sale value, a calendar and named stages; its plan, and reading and writing both
//! (feature `serde`).

#[cfg(feature = "alloc")]
mod owned;
#[cfg(feature = "alloc")]
mod plan;
#[cfg(all(feature = "alloc", feature = "serde"))]
mod serial;
#[cfg(feature = "alloc")]
mod size;
#[cfg(feature = "alloc")]
mod stored;

#[cfg(feature = "alloc")]
pub use owned::{Funnel, FunnelBuilder};
#[cfg(feature = "alloc")]
pub use plan::{ConfidentPlan, PeriodPlan, Plan, StagePlan};
#[cfg(feature = "alloc")]
pub use size::DealSizeBuf;
#[cfg(feature = "alloc")]
pub use stored::{KnownsBuf, StartBuf, TargetBuf};
