//! The C interface of funnelmath. Its manual is `include/funnelmath.h`, which is generated from here.
//!
//! Every function has one shape: check the pointers, convert, call *one* function of the core, convert
//! back. There is no arithmetic here, no default and no loop over rows. The words for C readers are the
//! doc comments of the functions; the code map is: [`status`] what is returned, [`mod@format`] an error as a
//! sentence, `boundary` panics and pointers, [`types`] the plain structs, and one module for each room of the
//! core.

// A C caller has read the header's contract; it is said once there and not again for each function.
#![allow(clippy::missing_safety_doc)]
// The comments are for C: rates[i] is an element there, and no link.
#![allow(rustdoc::broken_intra_doc_links)]

mod boundary;
pub mod calendar;
pub mod chain;
pub mod chance;
pub mod evidence;
pub mod flow;
pub mod format;
pub mod funnel;
pub mod math;
pub mod revenue;
pub mod scorecard;
pub mod solve;
pub mod status;
pub mod types;
pub mod version;
