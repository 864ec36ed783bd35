//! The special functions. Each reads its arguments in their order.

use crate::buffer::{Lists, call, maybe};
use crate::chance::put_share;
use funnelmath::{Error, math, math::Tails};

/// Results: the lower tail, the upper tail.
fn tails(of: impl FnOnce(&mut Lists) -> Result<Tails, Error>) -> u32 {
    call(|lists| {
        let tails = of(lists)?;
        lists.put(tails.lower);
        lists.put(tails.upper);
        Ok(())
    })
}

pub(crate) fn incomplete_beta() -> u32 {
    tails(|lists| math::incomplete_beta(lists.next(), lists.next(), lists.next()))
}

pub(crate) fn incomplete_gamma() -> u32 {
    tails(|lists| math::incomplete_gamma(lists.next(), lists.next()))
}

pub(crate) fn normal_tails() -> u32 {
    tails(|lists| math::normal_tails(lists.next()))
}

/// Results: the rate and its complement.
pub(crate) fn beta_quantile() -> u32 {
    call(|lists| {
        let share = math::beta_quantile(lists.next(), lists.next(), lists.next())?;
        put_share(lists, &share);
        Ok(())
    })
}

// Results of those that follow: one number, which may be missing.

pub(crate) fn gamma_quantile() -> u32 {
    maybe(|lists| math::gamma_quantile(lists.next(), lists.next()))
}

pub(crate) fn normal_quantile() -> u32 {
    maybe(|lists| math::normal_quantile(lists.next()))
}

pub(crate) fn binomial_probability() -> u32 {
    maybe(|lists| math::binomial_probability(lists.next(), lists.next(), lists.next()).map(Some))
}

pub(crate) fn ln_binomial_probability() -> u32 {
    maybe(|lists| math::ln_binomial_probability(lists.next(), lists.next(), lists.next()))
}

pub(crate) fn poisson_probability() -> u32 {
    maybe(|lists| math::poisson_probability(lists.next(), lists.next()).map(Some))
}

pub(crate) fn ln_poisson_probability() -> u32 {
    maybe(|lists| math::ln_poisson_probability(lists.next(), lists.next()))
}

pub(crate) fn beta_binomial_probability() -> u32 {
    maybe(|lists| {
        let (k, n, a, b) = (lists.next(), lists.next(), lists.next(), lists.next());
        math::beta_binomial_probability(k, n, a, b).map(Some)
    })
}

pub(crate) fn ln_beta_binomial_probability() -> u32 {
    maybe(|lists| {
        let (k, n, a, b) = (lists.next(), lists.next(), lists.next(), lists.next());
        math::ln_beta_binomial_probability(k, n, a, b)
    })
}
