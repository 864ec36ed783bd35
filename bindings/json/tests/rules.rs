//! The rules of the format: missing members, counts, numbers that keep every bit, lists, lines and limits.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

use funnelmath_json::{answer, answer_lines, limits};
use serde_json::Value;

fn parsed(request: &str) -> Value {
    serde_json::from_str(&answer(request)).unwrap()
}

fn code(request: &str) -> String {
    let answer = parsed(request);
    answer["errors"][0]["code"].as_str().unwrap_or_else(|| panic!("{answer}")).to_string()
}

#[test]
fn null_is_a_missing_member() {
    let with = answer(
        r#"{"question":"forward","rates":[0.5],"entry":8,"entries":null,"sale_value":1,"sale_values":null}"#,
    );
    assert_eq!(with, answer(r#"{"question":"forward","rates":[0.5],"entry":8,"sale_value":1}"#));
    assert!(with.contains("answer"));
    // In a list of knowns null is a number that is not known; elsewhere it is no number.
    assert!(
        answer(r#"{"question":"solve","volumes":[1,null],"rates":[null]}"#)
            .contains("undetermined")
    );
    assert_eq!(code(r#"{"question":"overall","rates":[null]}"#), "type");
}

#[test]
fn integers_and_counts() {
    let request = |k: &str, n: &str| {
        format!(r#"{{"question":"binomial_probability","k":{k},"n":{n},"p":0.5}}"#)
    };
    let three = answer(&request("3", "8"));
    for same in ["3.0", "3.000", "3e0", "0.3e1", "30E-1"] {
        assert_eq!(answer(&request(same, "8")), three, "{same}");
    }
    assert!(answer(&request("3", "9007199254740992")).contains("answer"));
    assert!(answer(&request("3", "9007199254740992.0")).contains("answer"));
    assert!(answer(&request("3", "9.007199254740992e+15")).contains("answer"));
    assert!(answer(&request("3", "90071992547409920E-1")).contains("answer"));
    for wrong in [
        "9007199254740993",
        "9.007199254740993e15",
        "9007199254740992.5",
        "18446744073709551617",
        "1e300",
        "1e999",
        "3.5",
        "-1",
        "true",
        "\"3\"",
    ] {
        let refused = code(&request("3", wrong));
        assert!(refused == "count" || refused == "type", "{wrong}: {refused}");
    }
    let gate = |trials: &str| format!(r#"{{"question":"gate","successes":3,"trials":{trials}}}"#);
    assert_eq!(code(&gate("9007199254740993")), "credit");
    assert!(answer(&gate("7.5")).contains("answer"));
    let stage = |stage: &str| {
        format!(r#"{{"question":"whole_each","rates":[0.5],"stage":{stage},"exact":[1,2]}}"#)
    };
    assert_eq!(answer(&stage("1")), answer(&stage("1.0")));
    for wrong in ["1.5", "-1", "4294967296", "1e999"] {
        assert!(["index", "stage"].contains(&code(&stage(wrong)).as_str()), "{wrong}");
    }
}

/// `amount` converted to its own period is itself, so the answer has the bits of the request.
#[test]
fn numbers_keep_every_bit_both_ways() {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let mut numbers = vec![
        0.1,
        1.0 / 3.0,
        f64::MAX,
        f64::MIN_POSITIVE,
        f64::from_bits(1),
        1e16,
        1e21,
        5e-324,
        1e23,
    ];
    numbers.extend(
        (0..20_000).map(|_| f64::from_bits(next() & (u64::MAX >> 1))).filter(|x| x.is_finite()),
    );
    for number in numbers {
        for text in [format!("{number}"), format!("{number:e}"), format!("{number:?}")] {
            let request =
                format!(r#"{{"question":"convert","amount":{text},"from":"day","to":"day"}}"#);
            let answer = answer(&request);
            let found = answer.rsplit(':').next().unwrap().trim_end_matches('}');
            assert_eq!(
                found.parse::<f64>().unwrap().to_bits(),
                number.to_bits(),
                "{text}: {answer}"
            );
        }
    }
    // Half between two f64, and a little more: the nearest is read, to even in the middle.
    for (text, bits) in [
        ("9007199254740993.0", 9_007_199_254_740_992.0_f64),
        ("9007199254740993.00000000000000000000000000000001", 9_007_199_254_740_994.0),
        ("1.00000000000000011102230246251565404236316680908203125", 1.0),
        ("1.00000000000000011102230246251565404236316680908203126", 1.000_000_000_000_000_2),
    ] {
        let request =
            format!(r#"{{"question":"convert","amount":{text},"from":"day","to":"day"}}"#);
        let found = parsed(&request)["answer"]["amount"].as_f64().unwrap();
        assert_eq!(found.to_bits(), bits.to_bits(), "{text}");
    }
}

#[test]
fn texts_keep_every_character() {
    let request = r#"{"question":"plan","funnel":{"entry":"Erstgespr\u00e4che \ud83d\ude00 \"\\\/\n\u0001","gates":[{"name":"é","rate":0.5}],"sale_value":2},"target":{"goal":{"revenue":1}}}"#;
    let stages = &parsed(request)["answer"]["periods"][0]["stages"];
    assert_eq!(stages[0]["name"], "Erstgespräche 😀 \"\\/\n\u{1}");
    assert_eq!(stages[1]["name"], "é");
}

#[test]
fn lists_and_lines_of_requests() {
    let one = r#"{"question":"overall","rates":[0.5]}"#;
    assert_eq!(answer("[]"), "[]");
    assert_eq!(
        answer(&format!(" [ {one} , {one} ] ")),
        format!("[{},{}]", answer(one), answer(one))
    );
    let lines = answer_lines(&format!("{one}\r\n\n  \n{{}}\n[{one}]"));
    let lines: Vec<_> = lines.lines().collect();
    assert_eq!(lines, [answer(one), answer("{}"), format!("[{}]", answer(one))]);
    assert_eq!(answer_lines(""), "");
}

#[test]
fn deep_and_long_documents_are_refused() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(code(&nested(limits::MOST_NESTED + 1)), "too_deep");
    assert_eq!(code(&"[".repeat(1_000_000)), "too_deep");
    assert_eq!(code(&"{\"a\":".repeat(1_000_000)), "too_deep");
    assert!(answer(&nested(limits::MOST_NESTED)).contains("type"));
    assert_eq!(code(&" ".repeat(limits::MOST_BYTES + 1)), "too_long");
    // The time of a mix grows with the square of its places.
    let mix = |inputs: &str| {
        format!(
            r#"{{"question":"results_moments","segments":[{{"share":0.7,"chance":{{"rate":0.26}}}},{{"share":0.3,"chance":{{"rate":0.15}}}}],"inputs":{inputs}}}"#
        )
    };
    assert!(answer(&mix("1000000")).contains("answer"));
    assert_eq!(code(&mix("1000000000")), "too_long");
    let gates = vec![r#"{"rate":1}"#; limits::MOST_GATES + 1].join(",");
    let request = format!(
        r#"{{"question":"plan","funnel":{{"gates":[{gates}]}},"target":{{"goal":{{"volume":{{"stage":1,"target":1}}}}}}}}"#
    );
    assert_eq!(code(&request), "too_long");
    let deals = vec!["1"; limits::MOST_DEALS + 1].join(",");
    let request = format!(r#"{{"question":"results_moments","probabilities":[{deals}]}}"#);
    assert_eq!(code(&request), "too_long");
}

#[test]
fn wrong_values_and_names_are_shown_in_part() {
    let long = "x".repeat(10_000);
    let request = format!(
        r#"{{"question":"convert","amount":"{long}","from":"{long}","to":"day","{long}":1}}"#
    );
    let answer = answer(&request);
    assert!(answer.len() < 2_000, "{answer}");
    assert!(answer.contains(&format!("\"value\":\"{}...\"", "x".repeat(limits::MOST_SHOWN))));
    let digits = format!("-{}", "9".repeat(10_000));
    let request = format!(r#"{{"question":"convert","amount":{digits},"from":"day","to":"day"}}"#);
    assert!(funnelmath_json::answer(&request).len() < 1_000);
    let many = vec!["2"; 50_000].join(",");
    let answer = parsed(&format!(r#"{{"question":"overall","rates":[{many}]}}"#));
    assert_eq!(answer["errors"].as_array().unwrap().len(), limits::MOST_PROBLEMS);
    assert_eq!(answer["more_errors"], 50_000 - limits::MOST_PROBLEMS);
}
