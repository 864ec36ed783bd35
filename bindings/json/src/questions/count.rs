//! Questions about the distribution of a number of results.

use super::source::about_results;
use crate::declare::answer;
use crate::shapes::QuantileAnswer;
use funnelmath::{Interval, Probability};

about_results! {
    /// The probability of at least so many results.
    AtLeast "results_at_least" {
        results: f64 = Results,
    }
    example r#"{"question":"results_at_least","chance":{"chain":{"rates":[0.65,0.4],"from":0,"to":2}},"inputs":28,"results":8}"#;
    Probability: |request, results| {
        Ok(results.at_least(request.results)?)
    }
}

about_results! {
    /// The probability of exactly so many results.
    Exactly "results_exactly" {
        results: f64 = Results,
    }
    example r#"{"question":"results_exactly","flow":{"per_week":10,"rate":0.26},"weeks":4,"results":10}"#;
    Probability: |request, results| {
        Ok(results.exactly(request.results)?)
    }
}

about_results! {
    /// The number of results that is not exceeded with the stated probability.
    QuantileOf "results_quantile" {
        p: f64 = P,
    }
    example r#"{"question":"results_quantile","probabilities":[0.5,0.5,0.9],"p":0.5}"#;
    QuantileAnswer: |request, results| {
        Ok(results.quantile(request.p)?.into())
    }
}

about_results! {
    /// The limits between which the number of results lies with the stated probability.
    IntervalOf "results_interval" {
        level: f64 = Level,
    }
    example r#"{"question":"results_interval","chance":{"counted":{"evidence":[{"prior":"uniform","successes":8,"trials":20}]}},"inputs":30,"level":0.8}"#;
    Interval: |request, results| {
        Ok(results.interval(request.level)?)
    }
}

about_results! {
    /// The number of results that can be promised with the stated confidence.
    LowerBound "results_lower_bound" {
        confidence: f64 = Confidence,
    }
    example r#"{"question":"results_lower_bound","chance":{"rate":0.26},"inputs":43,"confidence":0.9}"#;
    QuantileAnswer: |request, results| {
        Ok(results.lower_bound(request.confidence)?.into())
    }
}

answer! {
    /// The moments of a number of results.
    MomentsAnswer {
        /// The expected number.
        mean: f64,
        /// The variance.
        variance: f64,
        /// The largest possible number; left out when there is none.
        most: Option<f64>,
    }
}

about_results! {
    /// The mean and the variance of the number of results.
    Moments "results_moments" {}
    example r#"{"question":"results_moments","segments":[{"share":0.7,"chance":{"rate":0.26}},{"share":0.3,"chance":{"rate":0.15}}],"inputs":100}"#;
    MomentsAnswer: |_request, results| {
        Ok(MomentsAnswer {
            mean: results.mean(),
            variance: results.variance()?,
            most: results.most(),
        })
    }
}
