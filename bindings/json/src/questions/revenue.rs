//! Questions about the distribution of revenue.

use super::source::about_results;
use crate::declare::answer;
use crate::parts::SizePart;
use crate::read::Few;
use crate::shapes::QuantileAnswer;
use funnelmath::{Interval, Method, Probability};

about_results! {
    /// The probability that the deals are together worth at least so much.
    RevenueAtLeast "revenue_at_least" {
        /// How large one deal is.
        size: SizePart,
        threshold: f64 = Threshold,
    }
    example r#"{"question":"revenue_at_least","chance":{"rate":0.26},"inputs":30,"size":{"varying":{"mean":3400,"variation":0.7}},"threshold":25000}"#;
    Probability: |request, results| {
        Ok(results.revenue(&request.size.size())?.at_least(request.threshold)?)
    }
}

answer! {
    /// Several quantiles of revenue.
    QuantilesAnswer {
        /// The quantile of each probability asked for.
        quantiles: Vec<QuantileAnswer>,
    }
}

about_results! {
    /// The revenues that are not exceeded with the stated probabilities.
    Quantiles "revenue_quantiles" {
        /// How large one deal is.
        size: SizePart,
        /// The probabilities.
        p: Few<f64> = P,
    }
    example r#"{"question":"revenue_quantiles","chance":{"rate":0.25},"inputs":20,"size":{"seen":[1999,4999,9999]},"p":[0.1,0.5,0.9]}"#;
    QuantilesAnswer: |request, results| {
        let revenue = results.revenue(&request.size.size())?;
        let mut quantiles = Vec::with_capacity(request.p.len());
        for (index, &p) in request.p.iter().enumerate() {
            quantiles.push(revenue.quantile(p).map_err(|error| error.at(index))?.into());
        }
        Ok(QuantilesAnswer { quantiles })
    }
}

about_results! {
    /// The limits between which revenue lies with the stated probability.
    RevenueIntervalOf "revenue_interval" {
        /// How large one deal is.
        size: SizePart,
        level: f64 = Level,
    }
    example r#"{"question":"revenue_interval","flow":{"arrivals":40,"weeks":4,"rate":0.26},"weeks":4,"size":{"fixed":3400},"level":0.8}"#;
    Interval: |request, results| {
        Ok(results.revenue(&request.size.size())?.interval(request.level)?)
    }
}

answer! {
    /// The moments of revenue.
    RevenueMomentsAnswer {
        /// The expected revenue.
        mean: f64,
        /// The variance.
        variance: f64,
        /// The largest possible revenue; left out when there is none.
        most: Option<f64>,
        /// How probabilities of this revenue are computed.
        method: Method,
    }
}

about_results! {
    /// The mean and the variance of revenue.
    RevenueMoments "revenue_moments" {
        /// How large one deal is.
        size: SizePart,
    }
    example r#"{"question":"revenue_moments","chance":{"rate":0.25},"inputs":20,"size":{"counted":{"sizes":[1999,4999],"counts":[3,1]}}}"#;
    RevenueMomentsAnswer: |request, results| {
        let revenue = results.revenue(&request.size.size())?;
        Ok(RevenueMomentsAnswer {
            mean: revenue.mean(),
            variance: revenue.variance()?,
            most: revenue.most(),
            method: revenue.method(),
        })
    }
}

answer! {
    /// The mean of a revenue that is cut off.
    MeanUpToAnswer {
        /// E min(S, threshold).
        mean: f64,
    }
}

about_results! {
    /// The expected revenue when what exceeds a threshold does not count: E min(S, threshold).
    MeanUpTo "revenue_mean_up_to" {
        /// How large one deal is.
        size: SizePart,
        threshold: f64 = Threshold,
    }
    example r#"{"question":"revenue_mean_up_to","probabilities":[0.5,0.5,0.9],"size":{"fixed":3400},"threshold":5000}"#;
    MeanUpToAnswer: |request, results| {
        let revenue = results.revenue(&request.size.size())?;
        Ok(MeanUpToAnswer { mean: revenue.mean_up_to(request.threshold)? })
    }
}
