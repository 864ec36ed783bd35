//! How many cases a property gets.

use proptest::prelude::ProptestConfig;

/// So many cases, times `FUNNELMATH_TIMES` where it is set.
pub(crate) fn cases(usual: u32) -> ProptestConfig {
    let times = std::env::var("FUNNELMATH_TIMES").map_or(1, |times| times.parse().unwrap_or(1));
    ProptestConfig::with_cases(usual.saturating_mul(times))
}
