//! Times and figures of distributions of revenue.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use funnelmath::*;
use std::time::Instant;

#[test]
fn quick() {
    let prices = [1999.0, 4999.0, 9999.0];
    let d = Chance::known(0.25)
        .unwrap()
        .results(20)
        .unwrap()
        .revenue(&DealSize::Seen(&prices))
        .unwrap();
    for t in [25000.0, 30000.0] {
        println!("{t} {:?}", d.at_least(t).unwrap());
    }
    println!("{:?}", d.interval(0.8));
    let t0 = Instant::now();
    println!(
        "{:?} {:?}",
        Chance::known(0.25).unwrap().inputs_for_revenue(&DealSize::Seen(&prices), 19998.0, 0.9),
        t0.elapsed()
    );
    let six = [
        7.398231488505936,
        3.932605579604436,
        8.801345319720195,
        4.960907892328294,
        6.38969700649084,
        4.101853343480448,
    ];
    println!(
        "{:?} 0.569092",
        Chance::known(0.5448)
            .unwrap()
            .results(6)
            .unwrap()
            .revenue(&DealSize::Seen(&six))
            .unwrap()
            .at_least(17.725975040316055)
    );
    let sizes = [95.0, 97.0, 98.0, 99.0, 101.0, 102.0, 103.0, 104.0, 106.0, 10000.0];
    let counts = [11.0, 11.0, 11.0, 11.0, 11.0, 11.0, 11.0, 11.0, 11.0, 1.0];
    let sz = DealSize::Counted { sizes: &sizes, counts: &counts };
    for n in [383, 384, 385, 386, 1000] {
        let t0 = Instant::now();
        let d = Chance::known(1.0).unwrap().results(n).unwrap().revenue(&sz).unwrap();
        println!("{n} {:?} {:?}", d.at_least(76000.0).unwrap(), t0.elapsed());
    }
    let t0 = Instant::now();
    println!(
        "{:?} {:?}",
        Chance::known(0.26).unwrap().inputs_for_revenue(&sz, 80000.0, 0.8),
        t0.elapsed()
    );
    // 208 sizes
    let mut x = 12345u64;
    let mut rnd = || {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        (x >> 11) as f64 / (1u64 << 53) as f64
    };
    let many: Vec<f64> = (0..208).map(|_| (300.0 + 6000.0 * rnd() * rnd()).round()).collect();
    let ev = [Evidence::UNIFORM.observe(40.0, 100.0).unwrap()];
    for n in [1, 2, 3, 10, 100, 1000, 100000] {
        let t0 = Instant::now();
        let d = Chance::counted(&ev)
            .unwrap()
            .results(n)
            .unwrap()
            .revenue(&DealSize::Seen(&many))
            .unwrap();
        let t1 = t0.elapsed();
        let q: Vec<_> =
            [0.1, 0.5, 0.9, 0.99].iter().map(|&p| d.quantile(p).unwrap().unwrap().value).collect();
        println!(
            "n {n} build {t1:?} all {:?} {q:?} {:?} mean {} {}",
            t0.elapsed(),
            d.at_least(q[1]).unwrap(),
            d.mean(),
            d.mean_up_to(1e15).unwrap()
        );
    }
}
