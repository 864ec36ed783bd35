//! Any bytes get an answer or an error document, which is JSON, and nothing panics.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

use serde_json::Value;
use std::time::{Duration, Instant};

struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }
}

/// An answer without an infinity, a NaN or a null that is no place of a list.
fn check(request: &str) -> bool {
    let begin = Instant::now();
    let text = funnelmath_json::answer(request);
    let took = begin.elapsed();
    assert!(took < Duration::from_secs(10), "{took:?}: {request}");
    let answer: Value =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {request}: {text}"));
    let documents = match &answer {
        Value::Array(answers) => answers.as_slice(),
        one => std::slice::from_ref(one),
    };
    for document in documents {
        match (document.get("answer"), document.get("errors")) {
            (Some(answer), None) => no_null_members(answer, request),
            (None, Some(Value::Array(errors))) => assert!(!errors.is_empty()),
            _ => panic!("{request}: {text}"),
        }
    }
    answer.get("answer").is_some()
}

fn no_null_members(answer: &Value, request: &str) {
    match answer {
        Value::Object(members) => members.values().for_each(|member| {
            assert!(!member.is_null(), "{request}: {answer}");
            no_null_members(member, request);
        }),
        Value::Array(values) => values.iter().for_each(|value| no_null_members(value, request)),
        _ => {}
    }
}

fn times(default: usize) -> usize {
    let factor =
        std::env::var("FUNNELMATH_TIMES").ok().and_then(|times| times.parse::<usize>().ok());
    default * factor.unwrap_or(1)
}

#[test]
fn random_bytes() {
    let mut random = Random(0x1234_5678_9abc_def1);
    let letters = b"{}[]\",:0123456789.eE+-\\unltrfasq \n\x00\xc3\xa9\xff";
    for _ in 0..times(30_000) {
        let length = random.below(60);
        let bytes: Vec<u8> = (0..length).map(|_| letters[random.below(letters.len())]).collect();
        let _ = check(&String::from_utf8_lossy(&bytes));
    }
}

/// Valid requests of which some bytes, numbers or members are exchanged.
#[test]
fn mutated_requests() {
    let mut random = Random(0xfeed_beef_dead_cafe);
    let examples: Vec<_> =
        funnelmath_json::questions().map(|name| funnelmath_json::example(name).unwrap()).collect();
    let numbers = [
        "0",
        "-0",
        "1",
        "2",
        "-1",
        "0.5",
        "1e308",
        "1e-308",
        "5e-324",
        "1e999",
        "9007199254740992",
        "9007199254740993",
        "1e9",
        "1e15",
        "0.9999999999999999",
        "1e-300",
        "40",
        "1000",
        "null",
        "true",
        "\"x\"",
        "[]",
        "{}",
        "[1,2,3]",
        "0.26",
        "3.5",
    ];
    let (mut answered, mut all) = (0, 0);
    for _ in 0..times(12_000) {
        let mut text = examples[random.below(examples.len())].to_string();
        for _ in 0..=random.below(3) {
            text = mutate(&text, &mut random, &numbers);
        }
        all += 1;
        answered += usize::from(check(&text));
    }
    // Mutations that leave most requests valid look at what the core does, not only at the reader.
    assert!(answered * 10 > all && answered < all, "{answered} of {all}");
}

fn mutate(text: &str, random: &mut Random, numbers: &[&str]) -> String {
    let places: Vec<(usize, usize)> = number_places(text);
    if random.below(4) > 0 && !places.is_empty() {
        let (from, to) = places[random.below(places.len())];
        return format!("{}{}{}", &text[..from], numbers[random.below(numbers.len())], &text[to..]);
    }
    let mut bytes = text.as_bytes().to_vec();
    bytes.push(b' ');
    let at = random.below(bytes.len());
    match random.below(3) {
        0 => bytes[at] = b"{}[],:\"0.-eE "[random.below(13)],
        1 => {
            let _ = bytes.remove(at);
        }
        _ => bytes.truncate(at),
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn number_places(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let is_part = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'e' | b'+');
    let mut places = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let is_start = matches!(bytes.get(at.wrapping_sub(1)), Some(b':' | b'[' | b','));
        if is_start && (bytes[at].is_ascii_digit() || bytes[at] == b'-') {
            let from = at;
            while at < bytes.len() && is_part(bytes[at]) {
                at += 1;
            }
            places.push((from, at));
        } else {
            at += 1;
        }
    }
    places
}
