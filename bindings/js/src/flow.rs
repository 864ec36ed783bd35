//! Flows: inputs that arrive at random, and how long until results are there.

use crate::buffer::{Lists, call, maybe};
use crate::chance::put_probability;
use funnelmath::{Error, Flow, Rate, chance::Wait};

/// Reads a flow: its kind, two numbers, and the rate of what passes.
pub(crate) fn flow(lists: &mut Lists) -> Result<Flow, Error> {
    let (kind, arrivals, weeks) = (lists.int(), lists.next(), lists.next());
    let flow = match kind {
        0 => Flow::steady(arrivals),
        1 => Flow::counted(arrivals, weeks),
        _ => Flow::uncertain(arrivals, weeks),
    };
    flow?.through(lists.next())
}

/// Reads a flow. No results: only whether it is one.
pub(crate) fn check() -> u32 {
    call(|lists| flow(lists).map(drop))
}

/// Reads a flow. Results: the expected number a week.
pub(crate) fn per_week() -> u32 {
    maybe(|lists| flow(lists)?.per_week().map(Some))
}

/// Reads a flow, results, confidence. Results: as [`put_wait`].
pub(crate) fn weeks_for() -> u32 {
    call(|lists| {
        let wait = flow(lists)?.weeks_for(lists.next(), lists.next())?;
        put_wait(lists, &wait);
        Ok(())
    })
}

/// Writes the weeks, which may be missing, and their chance, or the best there is.
pub(crate) fn put_wait(lists: &mut Lists, wait: &Wait) {
    lists.maybe(wait.weeks());
    put_probability(lists, &wait.chance());
}

/// Reads the rate, results, confidence. Results: the arrivals, which may be missing.
pub(crate) fn arrivals_for() -> u32 {
    maybe(|lists| {
        let rate = Rate::new(lists.next())?;
        funnelmath::chance::arrivals_for(rate, lists.next(), lists.next())
    })
}
