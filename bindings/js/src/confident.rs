//! The plan of a funnel with how sure it is.

use crate::buffer::{Failed, Lists, call, seen};
use crate::chance::{prior, put_likelihood};
use crate::plan::{Expected, More, Periods, plan_with};
use funnelmath::{Evidence, Policy, Target, plan::Confident};

/// As [`plan`](crate::plan::plan), but reads behind the parts of the funnel the confidence, a prior (3), and of each gate
/// the successes, which may be missing, and the trials; and behind the periods says more, as [`put_confident`].
pub(crate) fn plan() -> u32 {
    call(|lists| plan_with(lists, Some(&More { reads: (4, 3), says: put_confident })))
}

/// Writes the chance of each expected period, the chance of the confident plan, or the best there is, each as
/// [`put_likelihood`]; and that plan, as [`Periods::put`]; NaN behind the last. Begins with a step over five numbers for
/// each gate.
fn put_confident(
    lists: &mut Lists,
    mut asked: Lists,
    periods: &mut Periods<'_>,
    target: Target<'_>,
    expected: Expected,
    volumes: &mut [f64],
) -> Result<(), Failed> {
    let gates = (volumes.len() - 1) as u32;
    let confidence = asked.next();
    let prior = prior(&mut asked)?;
    let evidence = lists.filled::<_, 3>(gates, |_| None);
    let gathered = lists.filled::<_, 2>(gates, |_| Evidence::JEFFREYS);
    for (gate, place) in evidence.iter_mut().enumerate() {
        let (successes, trials) = (asked.option(), asked.next());
        if let Some(successes) = successes {
            let counted = prior.observe(successes, trials);
            *place = Some(counted.map_err(|error| error.at(gate))?);
        }
    }
    let planner = periods.planner;
    for (units, period) in expected.into_iter().flatten() {
        let chance = planner.chance(&target, units, period, evidence, gathered);
        put_likelihood(lists, seen(&chance)?);
    }
    match seen(&planner.confident(&target, confidence, evidence, gathered, volumes))? {
        Confident::Plan { chance, .. } => {
            put_likelihood(lists, chance);
            periods.put(lists, &target.policy(Policy::Up), volumes)?;
        }
        Confident::Never { best } => put_likelihood(lists, best),
    }
    lists.maybe(None);
    Ok(())
}
