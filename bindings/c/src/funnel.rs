//! The funnel: prepared, immutable, shareable between threads.
#![allow(non_camel_case_types)]

use crate::boundary::{Failure, guard, read, slice, writable, write};
use crate::calendar::funnelmath_calendar;
use crate::revenue::{funnelmath_deal_size, read_size};
use crate::status::{funnelmath_error, funnelmath_status};
use crate::types::{funnelmath_maybe, sized, unused};
use funnelmath::{Funnel, Gate};

/// How a gate is given.
#[repr(C)]
pub enum funnelmath_gate_kind {
    /// `a` is the rate, 0 to 1.
    Rate = 0,
    /// `a` successes of `b` trials.
    Counts = 1,
    /// One in `a`.
    OneIn = 2,
}

/// A gate of a funnel.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct funnelmath_gate {
    /// A funnelmath_gate_kind: says what `a` and `b` are.
    pub kind: u32,
    /// 0.
    pub reserved: u32,
    /// The rate, the successes, or the n of "one in n".
    pub a: f64,
    /// The trials; not read otherwise.
    pub b: f64,
    /// The rate that the gate is compared with; may be missing.
    pub benchmark: funnelmath_maybe,
}

/// What a funnel is made of.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct funnelmath_funnel_options {
    /// sizeof(funnelmath_funnel_options).
    pub struct_size: u32,
    /// 0.
    pub reserved: u32,
    /// The gates, first gate first.
    pub gates: *const funnelmath_gate,
    /// How many gates; at least 1.
    pub gates_len: usize,
    /// Average revenue of an item that leaves the last gate; may be missing, for goals in volumes only or with a deal
    /// size.
    pub sale_value: funnelmath_maybe,
    /// The sale value that the funnel's own is compared with; may be missing.
    pub sale_value_benchmark: funnelmath_maybe,
    /// The calendar; all 0 is COMMON.
    pub calendar: funnelmath_calendar,
    /// How large one deal is, or NULL. Its mean is the sale value, and a confidence then counts how sizes vary.
    pub deal_size: *const funnelmath_deal_size,
}

/// A funnel: made once, then only read, from any number of threads.
pub struct funnelmath_funnel(pub(crate) Funnel);

impl funnelmath_gate {
    /// The gate with number `index`, of parameter 0.
    fn gate(&self, index: usize) -> Result<Gate, Failure> {
        unused(self.reserved, 0)?;
        let made = match self.kind {
            0 => Gate::new(self.a),
            1 => Gate::from_counts(self.a, self.b),
            2 => Gate::one_in(self.a),
            other => return Err(Failure::number(0, other)),
        };
        Ok(made.map_err(|error| error.of_gate(index))?)
    }
}

/// Makes a funnel.
///
/// - `options`: what it is made of; copied.
/// - `funnel`: receives the funnel, to be freed by funnelmath_funnel_free.
///
/// Fails with RATE, CREDIT, NO_TRIALS, SUCCESSES, ONE_IN (index: the gate), NO_GATES, MONEY, VARIATION, VOLUME, NO_DEALS
/// (the deal size), SALE_VALUE_MEAN, WEEKS_PER_YEAR, DAYS_PER_WEEK, STRUCT_SIZE, RESERVED, ENUM, LENGTH, POINTER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_funnel_new(
    options: *const funnelmath_funnel_options,
    funnel: *mut *mut funnelmath_funnel,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    guard(error, || {
        writable(funnel, 1)?;
        // SAFETY: the header's contract on pointers.
        let options = unsafe { read(options, 0)? };
        sized::<funnelmath_funnel_options>(options.struct_size, 0)?;
        unused(options.reserved, 0)?;
        // SAFETY: the header's contract on pointers and lengths.
        let gates = unsafe { slice(options.gates, options.gates_len, 0)? };
        let mut builder = Funnel::builder().calendar(options.calendar.calendar(0)?);
        for (index, gate) in gates.iter().enumerate() {
            builder = builder.gate("", gate.gate(index)?);
            if let Some(rate) = gate.benchmark.option(0)? {
                builder = builder.benchmark(rate);
            }
        }
        if let Some(value) = options.sale_value.option(0)? {
            builder = builder.sale_value(value);
        }
        if let Some(value) = options.sale_value_benchmark.option(0)? {
            builder = builder.sale_value_benchmark(value);
        }
        if !options.deal_size.is_null() {
            // SAFETY: the header's contract on pointers and lengths.
            builder = builder.deal_size(unsafe { read_size(options.deal_size, 0)? });
        }
        let made = Box::into_raw(Box::new(funnelmath_funnel(builder.build()?)));
        // SAFETY: checked above.
        unsafe { write(funnel, made) };
        Ok(())
    })
}

/// Frees a funnel; NULL is allowed. No other thread may use it any more.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_funnel_free(funnel: *mut funnelmath_funnel) {
    let _ = guard(core::ptr::null_mut(), || {
        if !funnel.is_null() {
            // SAFETY: made by funnelmath_funnel_new and, by the header's contract, not freed yet.
            drop(unsafe { Box::from_raw(funnel) });
        }
        Ok(())
    });
}
