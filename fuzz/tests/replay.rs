//! Every file of `seeds`, and thousands of pseudo-random inputs for each target, on any toolchain.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::fs;
use std::panic;
use std::path::Path;

const RANDOM: usize = 20_000;

/// SplitMix64 (Steele, Lea & Flood 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn bytes(&mut self, most: usize) -> Vec<u8> {
        (0..self.below(most + 1)).map(|_| self.next() as u8).collect()
    }
}

fn holds(target: fn(&[u8]), name: &str, data: &[u8]) {
    assert!(panic::catch_unwind(|| target(data)).is_ok(), "{name} does not hold for {data:?}");
}

fn replay(name: &str, target: fn(&[u8])) {
    replay_of(name, target, RANDOM);
}

fn replay_of(name: &str, target: fn(&[u8]), rounds: usize) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(name);
    let mut paths: Vec<_> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty());
    let seeds: Vec<Vec<u8>> = paths.iter().map(|path| fs::read(path).unwrap()).collect();
    for (path, seed) in paths.iter().zip(&seeds) {
        holds(target, &path.display().to_string(), seed);
    }
    // Half are bytes at random, half a seed with some of its bytes changed.
    let mut random = Random(0xf00d);
    for round in 0..rounds {
        let mut data = if round % 2 == 0 {
            random.bytes(256)
        } else {
            seeds[random.below(seeds.len())].clone()
        };
        match round % 4 {
            // What the target `serde` reads as a builder's calls.
            0 if name == "serde" => data.insert(0, 0xff),
            1 | 3 if !data.is_empty() => {
                for _ in 0..=random.below(4) {
                    let place = random.below(data.len());
                    data[place] = random.next() as u8;
                }
            }
            _ => {}
        }
        holds(target, name, &data);
    }
    println!("{name}: {} seeds and {rounds} random inputs hold", seeds.len());
}

#[test]
fn c_boundary() {
    replay("c_boundary", funnelmath_fuzz::c_boundary);
}

#[test]
fn chain() {
    replay("chain", funnelmath_fuzz::chain);
}

#[test]
fn chance() {
    replay("chance", funnelmath_fuzz::chance);
}

#[test]
fn count() {
    // Slow without optimization.
    replay_of("count", funnelmath_fuzz::count, RANDOM / 10);
}

#[test]
fn door() {
    // Slow without optimization.
    replay_of("door", funnelmath_fuzz::door, RANDOM / 5);
}

#[test]
fn flow() {
    // Slow without optimization.
    replay_of("flow", funnelmath_fuzz::flow, RANDOM / 10);
}

#[test]
fn plan() {
    // Slow without optimization.
    replay_of("plan", funnelmath_fuzz::plan, RANDOM / 10);
}

#[test]
fn revenue() {
    // Slow without optimization.
    replay_of("revenue", funnelmath_fuzz::revenue, RANDOM / 20);
}

#[test]
fn scorecard() {
    replay("scorecard", funnelmath_fuzz::scorecard);
}

#[test]
fn serde() {
    replay("serde", funnelmath_fuzz::serde);
}

#[test]
fn solve() {
    replay("solve", funnelmath_fuzz::solve);
}

#[test]
fn special() {
    replay("special", funnelmath_fuzz::special);
}

#[test]
fn team() {
    replay("team", funnelmath_fuzz::team);
}
