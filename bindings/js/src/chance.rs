//! Chances: what is known of the gates, and what it takes to be sure of results.

use crate::buffer::{Lists, call};
use crate::chain::chain;
use funnelmath::{
    Chance, Error, Evidence, Method, Probability,
    chance::{GateFor, Inputs, RateFor, Requirement},
    math::Share,
};

/// Reads what is assumed of a rate before its counts: its kind, NaN where none was chosen, and a and b of one that has no
/// name.
pub(crate) fn prior(lists: &mut Lists) -> Result<Evidence, Error> {
    let (kind, a, b) = (lists.choice(), lists.next(), lists.next());
    match kind {
        None => Ok(Evidence::default()),
        Some(0) => Ok(Evidence::JEFFREYS),
        Some(1) => Ok(Evidence::UNIFORM),
        _ => Evidence::new(a, b),
    }
}

/// Reads a prior, successes, trials.
fn counted(lists: &mut Lists) -> Result<Evidence, Error> {
    prior(lists)?.observe(lists.next(), lists.next())
}

/// How many numbers a gate takes.
const GATE: u32 = 7;

/// Reads the overall rate; if that is missing, how many gates there are, and of each its rate, and if that is missing what
/// is counted, as [`counted`].
pub(crate) fn chance(lists: &mut Lists) -> Result<Chance<'static>, Error> {
    if let Some(rate) = lists.option() {
        return Chance::known(rate);
    }
    let gates = lists.int();
    let mut given = lists.part(GATE * gates);
    // What counts say takes less room than the counts, so it is kept in their place.
    let kept = given.again();
    let mut known = Chance::known(1.0)?;
    let mut evidence: &[Evidence] = &[];
    for gate in 0..gates as usize {
        let rate = given.option();
        let mut counts = given.part(GATE - 2);
        if let Some(rate) = rate {
            known = known.and_known(rate).map_err(|error| error.at(gate))?;
        } else {
            let found = counted(&mut counts).map_err(|error| error.at(gate))?;
            evidence = kept.longer::<_, 2>(evidence, found);
        }
    }
    if evidence.is_empty() && gates > 0 {
        return Ok(known);
    }
    Chance::counted(evidence)?.and_known(known.mean())
}

/// Writes value, complement, and the method's number.
pub(crate) fn put_probability(lists: &mut Lists, probability: &Probability) {
    lists.put(probability.value);
    lists.put(probability.complement);
    put_method(lists, probability.method);
}

pub(crate) fn put_method(lists: &mut Lists, method: Method) {
    lists.put(f64::from(method.code()));
}

/// Writes the inputs, which may be missing, and their chance, or the best there is.
pub(crate) fn put_inputs(lists: &mut Lists, inputs: &Inputs) {
    lists.maybe(inputs.inputs());
    put_probability(lists, &inputs.chance());
}

/// Reads a chance. Results: the expected overall rate.
pub(crate) fn mean() -> u32 {
    call(|lists| {
        let mean = chance(lists)?.mean();
        lists.put(mean);
        Ok(())
    })
}

/// Reads a chance, results, confidence. Results: as [`put_inputs`].
pub(crate) fn inputs_for() -> u32 {
    call(|lists| {
        let inputs = chance(lists)?.inputs_for(lists.next(), lists.next())?;
        put_inputs(lists, &inputs);
        Ok(())
    })
}

/// Reads results, inputs, confidence.
fn requirement(lists: &mut Lists) -> Requirement {
    Requirement { results: lists.next(), inputs: lists.next(), confidence: lists.next() }
}

/// Reads a requirement. Results: the rate, which may be missing, and its complement.
pub(crate) fn rate_for() -> u32 {
    call(|lists| {
        match funnelmath::chance::rate_for(requirement(lists))? {
            RateFor::Rate(share) => put_share(lists, &share),
            _ => lists.maybe(None),
        }
        Ok(())
    })
}

pub(crate) fn put_share(lists: &mut Lists, share: &Share) {
    lists.put(share.value);
    lists.put(share.complement);
}

/// Reads the gate, a requirement and the list of rates. Results: the rate, which may be missing; then what it would take,
/// which may be missing, and the best, as [`put_probability`].
pub(crate) fn gate_for() -> u32 {
    call(|lists| {
        let (gate, requirement) = (lists.int() as usize, requirement(lists));
        match chain(lists)?.gate_for(gate, requirement)? {
            GateFor::Rate(rate) => lists.put(rate),
            GateFor::Impossible { takes, best, .. } => {
                lists.maybe(None);
                lists.maybe(takes);
                put_probability(lists, &best);
            }
            _ => lists.maybe(None),
        }
        Ok(())
    })
}

/// Reads as [`counted`]. Results: a, b, mean.
pub(crate) fn evidence() -> u32 {
    call(|lists| {
        let evidence = counted(lists)?;
        lists.put(evidence.a());
        lists.put(evidence.b());
        lists.put(evidence.mean());
        Ok(())
    })
}

/// Reads as [`counted`], then p. Results: the rate.
pub(crate) fn evidence_quantile() -> u32 {
    call(|lists| {
        let rate = counted(lists)?.quantile(lists.next())?;
        lists.put(rate);
        Ok(())
    })
}

/// Reads as [`counted`], then the level. Results: as [`put_interval`](crate::count::put_interval).
pub(crate) fn evidence_interval() -> u32 {
    call(|lists| {
        let interval = counted(lists)?.interval(lists.next())?;
        crate::count::put_interval(lists, &interval);
        Ok(())
    })
}
