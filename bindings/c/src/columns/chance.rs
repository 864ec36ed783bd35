//! Rates from counts and chances over columns.
#![allow(non_camel_case_types)]

use super::call::over_rows;
use super::{funnelmath_column, funnelmath_columns_summary};
use crate::status::{funnelmath_error, funnelmath_status};
use funnelmath::columns::{
    AtLeast, Chance, Evidence, InputsFor, Limits, Probabilities, RateFromCounts, RateInterval,
};

/// funnelmath_rate_from_counts for each row: successes / trials. A row without trials fails with NO_TRIALS.
///
/// - `successes`, `trials`: counts, not necessarily whole.
/// - `rows`: how many rows there are.
/// - `rates`: receives the rate of each row; may be NULL.
/// - `status`, `summary`: as funnelmath_columns_forward has them.
///
/// Fails with LENGTH, STRUCT_SIZE, ENUM, OVERLAP, POINTER. Rows fail with CREDIT, NO_TRIALS, SUCCESSES.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_columns_rate_from_counts(
    successes: *const funnelmath_column,
    trials: *const funnelmath_column,
    rows: usize,
    rates: *mut f64,
    status: *mut u32,
    summary: *mut funnelmath_columns_summary,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    // SAFETY: the header's contract on pointers and lengths.
    over_rows(rows, 2, error, |call| unsafe {
        let (successes, trials) = (call.column(successes, 0)?, call.column(trials, 1)?);
        let question = RateFromCounts { successes, trials };
        let rates = call.output(rates, 3)?;
        call.finish(status, summary, 4, |status| question.answer(rates, status))
    })
}

/// funnelmath_evidence_observe and funnelmath_evidence_interval for each row: the central interval that holds the true rate
/// with probability `level`, from the prior Beta(a, b) after `successes` of `trials` were observed.
///
/// - `a`, `b`: the prior: 0.5 and 0.5 for Jeffreys's, 1 and 1 when every rate is equally likely.
/// - `successes`, `trials`: counts, not necessarily whole.
/// - `level`: the probability that the true rate lies in the interval, 0 to 1.
/// - `rows`: how many rows there are.
/// - `low`, `high`: receive the limits of each row; may be NULL.
/// - `status`, `summary`: as funnelmath_columns_forward has them.
///
/// Fails with LENGTH, STRUCT_SIZE, ENUM, OVERLAP, POINTER. Rows fail with EVIDENCE_SHAPE, CREDIT, SUCCESSES, PROBABILITY.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_columns_rate_interval(
    a: *const funnelmath_column,
    b: *const funnelmath_column,
    successes: *const funnelmath_column,
    trials: *const funnelmath_column,
    level: *const funnelmath_column,
    rows: usize,
    low: *mut f64,
    high: *mut f64,
    status: *mut u32,
    summary: *mut funnelmath_columns_summary,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    // SAFETY: the header's contract on pointers and lengths.
    over_rows(rows, 5, error, |call| unsafe {
        let evidence = Evidence {
            a: call.column(a, 0)?,
            b: call.column(b, 1)?,
            successes: call.column(successes, 2)?,
            trials: call.column(trials, 3)?,
        };
        let question = RateInterval { evidence, level: call.column(level, 4)? };
        let limits = Limits { low: call.output(low, 6)?, high: call.output(high, 7)? };
        call.finish(status, summary, 8, |status| question.answer(limits, status))
    })
}

/// funnelmath_chance_at_least for each row: the probability of at least so many results from so many inputs.
///
/// - `rate`: the product of the rates that are known; a column of 1 when none is.
/// - `a`, `b`, `successes`, `trials`, `gates`: a column of each for every gate that is known from counts, in any order: the
///   prior Beta(a, b), and the successes and trials that were observed. 0 to 64 gates. Where the same items were followed
///   through several gates, those gates are given as one.
/// - `inputs`, `results`: whole numbers from 0 to 2^53.
/// - `rows`: how many rows there are.
/// - `value`, `complement`: receive the probability of each row, and that of its complement; may be NULL.
/// - `status`, `summary`: as funnelmath_columns_forward has them.
///
/// Fails with LENGTH, STRUCT_SIZE, ENUM, OVERLAP, POINTER. Rows fail with RATE, EVIDENCE_SHAPE, CREDIT, SUCCESSES, COUNT.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_columns_chance_at_least(
    rate: *const funnelmath_column,
    a: *const funnelmath_column,
    b: *const funnelmath_column,
    successes: *const funnelmath_column,
    trials: *const funnelmath_column,
    gates: usize,
    inputs: *const funnelmath_column,
    results: *const funnelmath_column,
    rows: usize,
    value: *mut f64,
    complement: *mut f64,
    status: *mut u32,
    summary: *mut funnelmath_columns_summary,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    // SAFETY: the header's contract on pointers and lengths.
    over_rows(rows, 8, error, |call| unsafe {
        let rate = call.column(rate, 0)?;
        let evidence = call.evidence([a, b, successes, trials], gates, 1)?;
        let chance = Chance { rate, evidence: &evidence };
        let (inputs, results) = (call.column(inputs, 6)?, call.column(results, 7)?);
        let question = AtLeast { chance, inputs, results };
        let (value, complement) = (call.output(value, 9)?, call.output(complement, 10)?);
        let chances = Probabilities { value, complement };
        call.finish(status, summary, 11, |status| question.answer(chances, status))
    })
}

/// funnelmath_chance_inputs_for for each row: the fewest inputs that give at least so many results with a given
/// confidence. A row for which no number of inputs is enough is NEVER.
///
/// - `rate`, `a`, `b`, `successes`, `trials`, `gates`: as funnelmath_columns_chance_at_least has them.
/// - `results`: whole numbers from 0 to 2^53.
/// - `confidence`: 0 to 1.
/// - `rows`: how many rows there are.
/// - `inputs`: receives the inputs of each row; may be NULL.
/// - `value`, `complement`: receive the probability of reaching the results with these inputs, and that of its
///   complement; may be NULL.
/// - `status`, `summary`: as funnelmath_columns_forward has them.
///
/// Fails with LENGTH, STRUCT_SIZE, ENUM, OVERLAP, POINTER. Rows fail with RATE, EVIDENCE_SHAPE, CREDIT, SUCCESSES, COUNT,
/// PROBABILITY.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn funnelmath_columns_chance_inputs_for(
    rate: *const funnelmath_column,
    a: *const funnelmath_column,
    b: *const funnelmath_column,
    successes: *const funnelmath_column,
    trials: *const funnelmath_column,
    gates: usize,
    results: *const funnelmath_column,
    confidence: *const funnelmath_column,
    rows: usize,
    inputs: *mut f64,
    value: *mut f64,
    complement: *mut f64,
    status: *mut u32,
    summary: *mut funnelmath_columns_summary,
    error: *mut funnelmath_error,
) -> funnelmath_status {
    // SAFETY: the header's contract on pointers and lengths.
    over_rows(rows, 8, error, |call| unsafe {
        let rate = call.column(rate, 0)?;
        let evidence = call.evidence([a, b, successes, trials], gates, 1)?;
        let chance = Chance { rate, evidence: &evidence };
        let (results, confidence) = (call.column(results, 6)?, call.column(confidence, 7)?);
        let question = InputsFor { chance, results, confidence };
        let (inputs, value) = (call.output(inputs, 9)?, call.output(value, 10)?);
        let chances = Probabilities { value, complement: call.output(complement, 11)? };
        call.finish(status, summary, 12, |status| question.answer(inputs, chances, status))
    })
}
