//! Solving for anything.

use crate::buffer::{Lists, call};
use funnelmath::chain::{Answer, Conflict, Knowns};

/// How many numbers an answer takes while the core works on it: 3 in WebAssembly.
const NOTE: usize = size_of::<Answer>().div_ceil(8);

/// Reads what is known and may be missing: sale value, revenue, lists of volumes and rates. Results: answers
/// (kind, value, from, to) for the volumes, the rates, sale value and revenue; how many do not follow; and
/// the conflict: 0; or 1, from, to, expected, given; or 2, gate, to, gates, best, and what it takes, which
/// may be missing.
pub(crate) fn solve() -> u32 {
    call(|lists| {
        let (sale_value, revenue) = (lists.option(), lists.option());
        let stages = lists.int();
        let volumes = lists.options(stages);
        let gates = lists.int();
        let rates = lists.options(gates);
        let knowns = Knowns { volumes, rates, sale_value, revenue };
        // Behind the results, 4 for each quantity 1 for how many do not follow and at most 7 for the conflict.
        let mut results = lists.part(4 * (stages + gates + 2) + 8);
        let volumes = lists.filled::<_, NOTE>(stages, |_| Answer::Undetermined);
        let rates = lists.filled::<_, NOTE>(gates, |_| Answer::Undetermined);
        let found = funnelmath::chain::solve(&knowns, volumes, rates)?;
        let lists = &mut results;
        volumes.iter().for_each(|answer| put_answer(lists.part(4), answer));
        rates.iter().for_each(|answer| put_answer(lists.part(4), answer));
        put_answer(lists.part(4), &found.sale_value);
        put_answer(lists.part(4), &found.revenue);
        lists.put(found.undetermined as f64);
        put_conflict(lists, found.conflict);
        Ok(())
    })
}

fn put_answer(mut lists: Lists, answer: &Answer) {
    let (kind, value, from, to) = match *answer {
        Answer::Given(value) => (0.0, value, 0, 0),
        Answer::Found(value) => (1.0, value, 0, 0),
        Answer::OnlyProduct { from, to, product } => (3.0, product, from, to),
        _ => (2.0, 0.0, 0, 0),
    };
    lists.put(kind);
    lists.put(value);
    lists.put(from as f64);
    lists.put(to as f64);
}

fn put_conflict(lists: &mut Lists, conflict: Option<Conflict>) {
    match conflict {
        Some(Conflict::Contradictory { from, to, expected, given }) => {
            lists.put(1.0);
            lists.put(from as f64);
            lists.put(to as f64);
            lists.put(expected);
            lists.put(given);
        }
        Some(Conflict::Impossible { gate, gates, takes, to, best }) => {
            lists.put(2.0);
            lists.put(gate as f64);
            lists.put(to as f64);
            lists.put(gates as f64);
            lists.put(best);
            lists.maybe(takes);
        }
        _ => lists.put(0.0),
    }
}
