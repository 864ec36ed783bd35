//! The C interface of funnelmath. Its manual is `include/funnelmath.h`, which is generated from here.
//!
//! Every function has the same steps: check the pointers, convert the inputs, call one function of the core, convert
//! the answer. Nothing is computed here. The doc comments of functions and structs are written for C readers, who find
//! them in the header.
//!
//! [`status`] has what functions return, `message` an error as a sentence, `texts` names with a closing NUL, `boundary`
//! the handling of panics and pointers, [`types`] the plain structs; the other modules are called as those of the core.

// The header states once what every caller must promise.
#![allow(clippy::missing_safety_doc)]
// The comments are for C readers: rates[i] is an element, not a link.
#![allow(rustdoc::broken_intra_doc_links)]

pub mod answer;
mod boundary;
pub mod calendar;
pub mod chain;
pub mod chance;
pub mod columns;
pub mod document;
pub mod evidence;
pub mod flow;
pub mod funnel;
pub mod math;
pub mod message;
pub mod plan;
pub mod revenue;
pub mod scorecard;
pub mod solve;
pub mod status;
mod texts;
pub mod types;
pub mod version;
