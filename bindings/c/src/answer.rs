//! The answers that several questions share: a probability, a quantile, an interval, and how they were computed.
#![allow(non_camel_case_types)]

use crate::texts::{METHOD_BOUNDS, METHOD_NAMES};
use crate::types::funnelmath_maybe;
use core::ffi::c_char;
use funnelmath::{Interval, Method, Probability, Quantile};

/// How an answer was computed. funnelmath_method_bound states what is known of the error of each.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum funnelmath_method {
    /// A closed form or a finite sum: the only error is rounding.
    Exact = 0,
    /// The numerical inversion of an integral transform.
    Inversion = 1,
    /// Numerical integration over how many pass each gate, with items waiting before a later one.
    Quadrature = 2,
    /// A sum of deal sizes on a lattice.
    Lattice = 3,
    /// A sum of counts, of which the least likely were left out.
    Truncated = 4,
}

/// Whether there is an answer.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum funnelmath_outcome {
    /// There is a number that is enough.
    Enough = 0,
    /// No number is enough.
    Never = 1,
}

/// The probability of an event and of its complement. The complement is stored separately, so neither loses digits.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct funnelmath_probability {
    /// The probability of the event, 0 to 1.
    pub value: f64,
    /// The probability that the event does not happen, 1 - value.
    pub complement: f64,
    /// A funnelmath_method.
    pub method: u32,
    /// 0.
    pub reserved: u32,
}

/// A quantile: the smallest number that is not exceeded with a stated probability.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct funnelmath_quantile {
    /// The quantile, a count or an amount of money; missing when no finite number is large enough.
    pub value: funnelmath_maybe,
    /// A funnelmath_method.
    pub method: u32,
    /// 0.
    pub reserved: u32,
}

/// The limits between which a rate, a count or an amount lies with a stated probability; both belong to it.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct funnelmath_interval {
    /// The lower limit.
    pub low: f64,
    /// The upper limit; missing when no finite number is large enough.
    pub high: funnelmath_maybe,
    /// A funnelmath_method.
    pub method: u32,
    /// 0.
    pub reserved: u32,
}

impl From<Probability> for funnelmath_probability {
    fn from(found: Probability) -> Self {
        let Probability { value, complement, method, .. } = found;
        Self { value, complement, method: method.code(), reserved: 0 }
    }
}

impl funnelmath_probability {
    /// Where there is none.
    pub(crate) const fn none() -> Self {
        Self { value: 0.0, complement: 0.0, method: 0, reserved: 0 }
    }
}

impl From<Option<Quantile>> for funnelmath_quantile {
    fn from(found: Option<Quantile>) -> Self {
        Self {
            value: found.map(|found| found.value).into(),
            method: found.map_or(0, |found| found.method.code()),
            reserved: 0,
        }
    }
}

impl From<Interval> for funnelmath_interval {
    fn from(found: Interval) -> Self {
        let Interval { low, high, method, .. } = found;
        Self { low, high: high.into(), method: method.code(), reserved: 0 }
    }
}

fn place(method: u32) -> Option<usize> {
    Method::ALL.iter().position(|known| known.code() == method)
}

/// The name of a funnelmath_method, in snake_case. Static, never freed, never NULL; "unknown" for a number that is no
/// method.
#[unsafe(no_mangle)]
pub extern "C" fn funnelmath_method_name(method: u32) -> *const c_char {
    METHOD_NAMES.get(place(method))
}

/// What is known of the error of a funnelmath_method, in one or two sentences. Static, never freed, never NULL;
/// "unknown" for a number that is no method.
#[unsafe(no_mangle)]
pub extern "C" fn funnelmath_method_bound(method: u32) -> *const c_char {
    METHOD_BOUNDS.get(place(method))
}
