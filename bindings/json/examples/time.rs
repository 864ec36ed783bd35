//! How much longer a document takes than the core called directly: `cargo run --release -p funnelmath-json --example
//! time`.

use funnelmath::{Chain, Evidence, Funnel, Gate, Goal, Start, Target};
use std::hint::black_box;
use std::time::Instant;

/// The least of many runs, in nanoseconds.
fn least(mut run: impl FnMut()) -> f64 {
    let mut least = f64::INFINITY;
    for _ in 0..200 {
        let begin = Instant::now();
        for _ in 0..50 {
            run();
        }
        least = least.min(begin.elapsed().as_nanos() as f64 / 50.0);
    }
    least
}

fn row(name: &str, core: f64, document: f64) {
    println!(
        "{name:28} core {core:9.0} ns   document {document:9.0} ns   more {:6.2} us",
        (document - core) / 1e3
    );
}

fn main() -> Result<(), funnelmath::Error> {
    let funnel = || -> Result<Funnel, funnelmath::Error> {
        Funnel::builder()
            .entry("First appointments")
            .gate("Proposals", Gate::new(0.65)?)
            .gate("Sales", Gate::from_counts(2, 5)?)
            .sale_value(3_400.0)
            .build()
    };
    let request = r#"{"question":"plan","funnel":{"entry":"First appointments","gates":[{"name":"Proposals","rate":0.65},{"name":"Sales","successes":2,"trials":5}],"sale_value":3400},"target":{"goal":{"revenue":25000},"actual":5}}"#;
    let target = Target::new(Goal::Revenue(25_000.0)).actual(5.0);
    let core = least(|| {
        let plan = funnel().and_then(|funnel| funnel.plan(target));
        let _ = black_box(plan);
    });
    let document = least(|| {
        let _ = black_box(funnelmath_json::answer(black_box(request)));
    });
    row("plan", core, document);

    let request =
        request.replace(r#""actual":5"#, r#""actual":5,"confidence":0.9,"prior":"jeffreys""#);
    let target = target.confidence(0.9).prior(Evidence::JEFFREYS);
    let core = least(|| {
        let plan = funnel().and_then(|funnel| funnel.plan(target));
        let _ = black_box(plan);
    });
    let document = least(|| {
        let _ = black_box(funnelmath_json::answer(black_box(&request)));
    });
    row("plan with a confidence", core, document);

    let request =
        r#"{"question":"required","rates":[0.65,0.4],"goal":{"revenue":25000},"sale_value":3400}"#;
    let core = least(|| {
        let mut volumes = [0.0; 3];
        let chain = Chain::new(black_box(&[0.65, 0.4]));
        let goal = Goal::Revenue(25_000.0);
        let found =
            chain.and_then(|chain| chain.required(goal, 3_400.0, Start::Empty, &mut volumes));
        let _ = black_box((found, volumes));
    });
    let document = least(|| {
        let _ = black_box(funnelmath_json::answer(black_box(request)));
    });
    row("required", core, document);
    Ok(())
}
