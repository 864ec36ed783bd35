//! The operations on flows, and on the revenue of deals of random size.

use super::super::{Outs, one};
use super::chance::{both, chance, evidence, found, join, method};
use crate::common::Case;
use funnelmath::{
    CountDistribution, DealSize, Error, Flow, Rate,
    chance::{Wait, arrivals_for},
    revenue::Cells,
};

/// Runs the case; `None` when its operation belongs to another file.
pub(crate) fn run(case: &Case) -> Option<Result<Outs, Error>> {
    let question = match case.op.as_str() {
        "flow_at_least" => at_least,
        "flow_exactly" => exactly,
        "flow_quantile" => quantile,
        "flow_interval" => interval,
        "flow_weeks" => weeks,
        "arrivals_for" => arrivals,
        "revenue_at_least" => revenue_at_least,
        "revenue_quantile" => revenue_quantile,
        "revenue_inputs" => revenue_inputs,
        "flow_revenue_at_least" => flow_revenue_at_least,
        _ => return None,
    };
    Some(question(case))
}

fn flow(case: &Case) -> Result<Flow, Error> {
    match case.word("flow") {
        "steady" => Flow::steady(case.f64("per_week")),
        "counted" => Flow::counted(case.f64("arrivals"), case.f64("seen_weeks")),
        "uncertain" => Flow::uncertain(case.f64("shape"), case.f64("seen_weeks")),
        other => panic!("{}: flow {other}", case.name),
    }
}

fn results(case: &Case) -> Result<CountDistribution<'static>, Error> {
    flow(case)?.through(case.f64("rate"))?.results(case.f64("weeks"))
}

fn at_least(case: &Case) -> Result<Outs, Error> {
    Ok(both(results(case)?.at_least(case.f64("k"))?))
}

fn exactly(case: &Case) -> Result<Outs, Error> {
    Ok(vec![one("probability", results(case)?.exactly(case.f64("k"))?.value)])
}

fn quantile(case: &Case) -> Result<Outs, Error> {
    let answer = results(case)?.quantile(case.f64("p"))?;
    Ok(vec![one("k", answer.map(|answer| answer.value))])
}

fn interval(case: &Case) -> Result<Outs, Error> {
    let range = results(case)?.interval(case.f64("level"))?;
    Ok(vec![one("low", range.low), one("high", range.high)])
}

fn weeks(case: &Case) -> Result<Outs, Error> {
    let flow = flow(case)?.through(case.f64("rate"))?;
    Ok(match flow.weeks_for(case.f64("k"), case.f64("confidence"))? {
        Wait::Enough { weeks, .. } => vec![one("outcome", "enough"), one("weeks", weeks)],
        Wait::Never { best } => {
            vec![one("outcome", "never"), one("best", best.value), one("missed", best.complement)]
        }
        other => panic!("{}: {other:?}", case.name),
    })
}

fn arrivals(case: &Case) -> Result<Outs, Error> {
    let rate = Rate::new(case.f64("rate"))?;
    Ok(vec![one("arrivals", arrivals_for(rate, case.f64("k"), case.f64("confidence"))?)])
}

/// The sizes of the case, which the lists hold where it has any.
fn size<'a>(case: &Case, lists: &'a (Vec<f64>, Vec<f64>)) -> DealSize<'a> {
    let (sizes, counts) = lists;
    match case.word("size") {
        "fixed" => DealSize::Fixed(sizes[0]),
        "varying" => DealSize::Varying { mean: case.f64("mean"), variation: case.f64("variation") },
        "seen" => DealSize::Seen(sizes),
        "counted" => DealSize::Counted { sizes, counts },
        other => panic!("{}: size {other}", case.name),
    }
}

fn lists(case: &Case) -> (Vec<f64>, Vec<f64>) {
    let list = |field| if case.has(field) { case.f64s(field) } else { Vec::new() };
    (list("sizes"), list("counts"))
}

/// Working memory, so that the vectors of revenue run without the feature `alloc` too.
fn memory() -> Box<Cells> {
    Box::new(Cells::new())
}

fn revenue_at_least(case: &Case) -> Result<Outs, Error> {
    let (evidence, lists) = (evidence(case)?, lists(case));
    let chance = chance(case, &evidence)?;
    let mut memory = memory();
    let revenue = chance.results(case.f64("n"))?.revenue_in(&size(case, &lists), &mut memory)?;
    let answer = revenue.at_least(case.f64("goal"))?;
    Ok(join([both(answer), vec![method(answer.method)]]))
}

fn revenue_quantile(case: &Case) -> Result<Outs, Error> {
    let (evidence, lists) = (evidence(case)?, lists(case));
    let chance = chance(case, &evidence)?;
    let mut memory = memory();
    let revenue = chance.results(case.f64("n"))?.revenue_in(&size(case, &lists), &mut memory)?;
    let answer = revenue.quantile(case.f64("p"))?;
    Ok(vec![one("amount", answer.map(|answer| answer.value))])
}

fn revenue_inputs(case: &Case) -> Result<Outs, Error> {
    let (evidence, lists) = (evidence(case)?, lists(case));
    let (goal, confidence) = (case.f64("goal"), case.f64("confidence"));
    let chance = chance(case, &evidence)?;
    let size = size(case, &lists);
    Ok(found(chance.inputs_for_revenue_in(&size, goal, confidence, &mut memory())?))
}

fn flow_revenue_at_least(case: &Case) -> Result<Outs, Error> {
    let lists = lists(case);
    let mut memory = memory();
    let revenue = results(case)?.revenue_in(&size(case, &lists), &mut memory)?;
    let answer = revenue.at_least(case.f64("goal"))?;
    Ok(join([both(answer), vec![method(answer.method)]]))
}
