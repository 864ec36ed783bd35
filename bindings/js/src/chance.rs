//! Chances: how likely results are, and what it takes to be sure of them.

use crate::buffer::{Failed, Lists, call, seen, seen_at};
use crate::chain::chain;
use funnelmath::{
    Chance, Error, Evidence, Likelihood, Method,
    chance::{GateFor, Inputs, RateFor},
    math::Share,
};

/// Reads what is assumed of a rate before its counts: its kind, and a and b of one that has no name.
pub(crate) fn prior(lists: &mut Lists) -> Result<Evidence, Error> {
    let (kind, a, b) = (lists.int(), lists.next(), lists.next());
    match kind {
        0 => Ok(Evidence::JEFFREYS),
        1 => Ok(Evidence::UNIFORM),
        _ => Evidence::new(a, b),
    }
}

/// How many numbers [`counted`] reads.
const COUNTED: u32 = 5;

/// Reads a prior, successes, trials.
fn counted(lists: &mut Lists) -> Result<Evidence, Error> {
    prior(lists)?.observe(lists.next(), lists.next())
}

/// Reads the overall rate; if that is missing, how many gates there are, and of each its rate, and if that is
/// missing what is counted, as [`counted`]; then steps over two numbers for each gate.
fn chance(lists: &mut Lists) -> Result<Chance<'static>, Failed> {
    if let Some(rate) = lists.option() {
        return Ok(*seen(&Chance::known(rate))?);
    }
    let gates = lists.int();
    let mut given = lists.part((2 + COUNTED) * gates);
    let mut known = Chance::known(1.0)?;
    let evidence = lists.filled::<_, 2>(gates, |_| Evidence::JEFFREYS);
    let mut len = 0;
    for gate in 0..gates as usize {
        let rate = given.option();
        let mut counts = given.part(COUNTED);
        if let Some(rate) = rate {
            known = *seen_at(gate, &known.and_known(rate))?;
        } else {
            let found = counted(&mut counts);
            let found = seen_at(gate, &found)?;
            if let Some(place) = evidence.get_mut(len) {
                *place = *found;
            }
            len += 1;
        }
    }
    if len == 0 && gates > 0 {
        return Ok(known);
    }
    let counted = Chance::counted(evidence.get(..len).unwrap_or_default());
    Ok(*seen(&seen(&counted)?.and_known(known.mean()))?)
}

/// Writes reached, missed, and the method's number.
pub(crate) fn put_likelihood(lists: &mut Lists, likelihood: &Likelihood) {
    lists.put(likelihood.reached);
    lists.put(likelihood.missed);
    put_method(lists, likelihood.method);
}

pub(crate) fn put_method(lists: &mut Lists, method: Method) {
    lists.put(f64::from(method as u32));
}

/// A question about a chance, and the two numbers behind it.
pub(crate) type Question = fn(&mut Lists, &Chance<'_>, f64, f64) -> Result<(), Failed>;

/// Reads a chance and two numbers, and asks.
pub(crate) fn about(question: Question) -> u32 {
    call(|lists| {
        let chance = &chance(lists)?;
        let (a, b) = (lists.next(), lists.next());
        question(lists, chance, a, b)
    })
}

/// Reads a chance, k, n. Results: as [`put_likelihood`].
pub(crate) fn at_least() -> u32 {
    about(|lists, chance, k, n| {
        put_likelihood(lists, seen(&chance.at_least(k, n))?);
        Ok(())
    })
}

/// Reads a chance, k, n. Results: as [`put_likelihood`].
pub(crate) fn exactly() -> u32 {
    about(|lists, chance, k, n| {
        put_likelihood(lists, seen(&chance.exactly(k, n))?);
        Ok(())
    })
}

/// Reads a chance, n, p. Results: the number of results, the method.
pub(crate) fn results_quantile() -> u32 {
    about(|lists, chance, n, p| {
        let quantile = chance.quantile(n, p);
        let quantile = seen(&quantile)?;
        lists.put(quantile.results);
        put_method(lists, quantile.method);
        Ok(())
    })
}

/// Reads a chance, n, level. Results: low, high, the method.
pub(crate) fn results_interval() -> u32 {
    about(|lists, chance, n, level| {
        let range = chance.interval(n, level);
        let range = seen(&range)?;
        lists.put(range.low);
        lists.put(range.high);
        put_method(lists, range.method);
        Ok(())
    })
}

/// Reads a chance, k, confidence. Results: as [`put_inputs`].
pub(crate) fn inputs_for() -> u32 {
    about(|lists, chance, k, confidence| {
        put_inputs(lists, seen(&chance.inputs(k, confidence))?);
        Ok(())
    })
}

/// Writes the inputs, which may be missing, and their chance, or the best there is.
pub(crate) fn put_inputs(lists: &mut Lists, inputs: &Inputs) {
    let (inputs, chance) = match inputs {
        Inputs::Enough { inputs, chance } => (Some(*inputs), chance),
        Inputs::Never { best } => (None, best),
    };
    lists.maybe(inputs);
    put_likelihood(lists, chance);
}

/// Reads a chance, n, confidence. Results: the number of results, and as [`put_likelihood`].
pub(crate) fn results_for() -> u32 {
    about(|lists, chance, n, confidence| {
        let sure = chance.results(n, confidence);
        let sure = seen(&sure)?;
        lists.put(sure.results);
        put_likelihood(lists, &sure.chance);
        Ok(())
    })
}

/// Reads a chance, and two numbers that do not matter. Results: the expected overall rate.
pub(crate) fn expected_rate() -> u32 {
    about(|lists, chance, _, _| {
        lists.put(chance.mean());
        Ok(())
    })
}

/// Reads k, n, confidence. Results: the rate, which may be missing, and its rest.
pub(crate) fn rate_for() -> u32 {
    call(|lists| {
        match seen(&funnelmath::chance::rate_for(lists.next(), lists.next(), lists.next()))? {
            RateFor::Rate(share) => put_share(lists, share),
            RateFor::TooFewInputs => lists.maybe(None),
        }
        Ok(())
    })
}

pub(crate) fn put_share(lists: &mut Lists, share: &Share) {
    lists.put(share.value);
    lists.put(share.rest);
}

/// Reads the gate, k, n, confidence and the list of rates. Results: the rate, which may be missing; then
/// what it would take, which may be missing, and the best, as [`put_likelihood`].
pub(crate) fn gate_for() -> u32 {
    call(|lists| {
        let gate = lists.int() as usize;
        let (k, n, confidence) = (lists.next(), lists.next(), lists.next());
        match seen(&chain(lists)?.gate_for(gate, k, n, confidence))? {
            GateFor::Rate(rate) => lists.put(*rate),
            GateFor::Impossible { takes, best, .. } => {
                lists.maybe(None);
                lists.maybe(*takes);
                put_likelihood(lists, best);
            }
        }
        Ok(())
    })
}

/// A question about what is counted.
type AboutCounts = fn(&mut Lists, &Evidence) -> Result<(), Failed>;

/// Reads as [`counted`], and asks.
fn about_counts(question: AboutCounts) -> u32 {
    call(|lists| {
        let evidence = counted(lists);
        question(lists, seen(&evidence)?)
    })
}

/// Reads as [`counted`]. Results: a, b, mean.
pub(crate) fn evidence() -> u32 {
    about_counts(|lists, evidence| {
        lists.put(evidence.a());
        lists.put(evidence.b());
        lists.put(evidence.mean());
        Ok(())
    })
}

/// Reads as [`counted`], then p. Results: the rate.
pub(crate) fn evidence_quantile() -> u32 {
    about_counts(|lists, evidence| {
        let rate = evidence.quantile(lists.next());
        lists.put(*seen(&rate)?);
        Ok(())
    })
}

/// Reads as [`counted`], then the level. Results: low, high.
pub(crate) fn evidence_interval() -> u32 {
    about_counts(|lists, evidence| {
        let interval = evidence.interval(lists.next());
        let interval = seen(&interval)?;
        lists.put(interval.low);
        lists.put(interval.high);
        Ok(())
    })
}
