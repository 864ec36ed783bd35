//! Special functions and probabilities of named distributions.

use crate::declare::{answer, question};
use crate::shapes::NumberAnswer;
use funnelmath::math::{
    Share, Tails, beta_binomial_probability, beta_quantile, binomial_probability, gamma_quantile,
    incomplete_beta, incomplete_gamma, ln_beta_binomial_probability, ln_binomial_probability,
    ln_poisson_probability, normal_quantile, normal_tails, poisson_probability,
};

question! {
    /// The regularized incomplete beta function: both tails of a beta distribution at x.
    IncompleteBeta "incomplete_beta" {
        a: f64 = A,
        b: f64 = B,
        /// The argument, 0 to 1.
        x: f64 = X,
    }
    example r#"{"question":"incomplete_beta","a":2.5,"b":4,"x":0.3}"#;
    Tails: |request| {
        Ok(incomplete_beta(request.a, request.b, request.x)?)
    }
}

question! {
    /// The regularized incomplete gamma function: both tails of a gamma distribution at x.
    IncompleteGamma "incomplete_gamma" {
        a: f64 = A,
        /// The argument, at least 0.
        x: f64 = X,
    }
    example r#"{"question":"incomplete_gamma","a":2.5,"x":3}"#;
    Tails: |request| {
        Ok(incomplete_gamma(request.a, request.x)?)
    }
}

question! {
    /// The quantile of a beta distribution.
    BetaQuantile "beta_quantile" {
        a: f64 = A,
        b: f64 = B,
        p: f64 = P,
    }
    example r#"{"question":"beta_quantile","a":2.5,"b":4,"p":0.1}"#;
    Share: |request| {
        Ok(beta_quantile(request.a, request.b, request.p)?)
    }
}

question! {
    /// The quantile of a gamma distribution; unbounded at p = 1.
    GammaQuantile "gamma_quantile" {
        a: f64 = A,
        p: f64 = P,
    }
    example r#"{"question":"gamma_quantile","a":2.5,"p":0.9}"#;
    NumberAnswer: |request| {
        Ok(gamma_quantile(request.a, request.p)?.into())
    }
}

question! {
    /// Both tails of the standard normal distribution at a standard score.
    NormalTails "normal_tails" {
        z: f64 = Z,
    }
    example r#"{"question":"normal_tails","z":1.5}"#;
    Tails: |request| {
        Ok(normal_tails(request.z)?)
    }
}

question! {
    /// The quantile of the standard normal distribution; unbounded at p = 0 and p = 1.
    NormalQuantile "normal_quantile" {
        p: f64 = P,
    }
    example r#"{"question":"normal_quantile","p":0.975}"#;
    NumberAnswer: |request| {
        Ok(normal_quantile(request.p)?.into())
    }
}

answer! {
    /// A probability and its logarithm.
    MassAnswer {
        /// The probability; 0 when it is smaller than every f64.
        value: f64,
        /// Its natural logarithm; left out for an impossible event.
        ln: Option<f64>,
    }
}

question! {
    /// The probability of exactly k successes in n trials of rate p (the binomial pmf).
    BinomialProbability "binomial_probability" {
        k: f64 = K,
        n: f64 = N,
        p: f64 = P,
    }
    example r#"{"question":"binomial_probability","k":8,"n":28,"p":0.26}"#;
    MassAnswer: |request| {
        let (k, n, p) = (request.k, request.n, request.p);
        Ok(MassAnswer { value: binomial_probability(k, n, p)?, ln: ln_binomial_probability(k, n, p)? })
    }
}

question! {
    /// The probability of exactly k events of a Poisson distribution.
    PoissonProbability "poisson_probability" {
        k: f64 = K,
        mean: f64 = Mean,
    }
    example r#"{"question":"poisson_probability","k":8,"mean":7.28}"#;
    MassAnswer: |request| {
        let (k, mean) = (request.k, request.mean);
        Ok(MassAnswer { value: poisson_probability(k, mean)?, ln: ln_poisson_probability(k, mean)? })
    }
}

question! {
    /// The probability of exactly k successes in n trials whose rate is Beta distributed (the beta-binomial pmf).
    BetaBinomialProbability "beta_binomial_probability" {
        k: f64 = K,
        n: f64 = N,
        a: f64 = A,
        b: f64 = B,
    }
    example r#"{"question":"beta_binomial_probability","k":8,"n":28,"a":8.5,"b":12.5}"#;
    MassAnswer: |request| {
        let (k, n, a, b) = (request.k, request.n, request.a, request.b);
        Ok(MassAnswer {
            value: beta_binomial_probability(k, n, a, b)?,
            ln: ln_beta_binomial_probability(k, n, a, b)?,
        })
    }
}
