//! Time grows with the length of a document, and an answer is at most so many times as long as its request, whatever the
//! text.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

use funnelmath_json::{answer, limits};

/// The longest answer: so many times the request, and so many bytes more. The worst is `{"question":1}`, whose answer
/// lists all questions.
const TIMES: usize = 256;
const MORE: usize = 4_096;

/// A text that grows with a number, and that number. Each is read in some milliseconds where nothing is optimized.
struct Shape {
    name: &'static str,
    size: usize,
    text: fn(usize) -> String,
}

fn joined(size: usize, part: impl Fn(usize) -> String) -> String {
    (0..size).map(part).collect::<Vec<_>>().join(",")
}

fn overall(members: &str) -> String {
    format!(r#"{{"question":"overall",{members}}}"#)
}

const SHAPES: &[Shape] = &[
    Shape {
        name: "lists that are as deep as is allowed",
        size: 200,
        text: |size| {
            let deep = limits::MOST_NESTED - 3;
            let list = format!("{}{}", "[".repeat(deep), "]".repeat(deep));
            overall(&format!(r#""rates":[{}]"#, joined(size, |_| list.clone())))
        },
    },
    Shape {
        name: "objects that are as deep as is allowed",
        size: 200,
        text: |size| {
            let deep = limits::MOST_NESTED - 2;
            let object = format!(r#"{}1{}"#, r#"{"a":"#.repeat(deep), "}".repeat(deep));
            overall(&joined(size, |place| format!(r#""m{place}":{object}"#)))
        },
    },
    Shape {
        name: "deeper than is allowed after many lines",
        size: 20_000,
        text: |size| format!("[{}{}", "1,\n".repeat(size), "[".repeat(size)),
    },
    Shape {
        name: "a long list",
        size: 10_000,
        text: |size| overall(&format!(r#""rates":[{}]"#, joined(size, |_| "1".into()))),
    },
    Shape {
        name: "a long answer",
        size: 5_000,
        text: |size| {
            let rates = joined(size, |_| "0.999".into());
            format!(r#"{{"question":"forward","rates":[{rates}],"entry":8,"sale_value":1}}"#)
        },
    },
    Shape {
        name: "a list of numbers that are refused",
        size: 10_000,
        text: |size| overall(&format!(r#""rates":[{}]"#, joined(size, |_| "2".into()))),
    },
    Shape {
        name: "a list of values of another type",
        size: 10_000,
        text: |size| overall(&format!(r#""rates":[{}]"#, joined(size, |_| "{}".into()))),
    },
    Shape {
        name: "members that are not known",
        size: 5_000,
        text: |size| overall(&joined(size, |place| format!(r#""rates{place}":1"#))),
    },
    Shape {
        name: "members that are given again",
        size: 5_000,
        text: |size| overall(&joined(size, |_| r#""rates":[1]"#.into())),
    },
    Shape {
        name: "members of a request with rules between them",
        size: 5_000,
        text: |size| {
            let members = joined(size, |place| format!(r#""m{place}":[]"#));
            format!(
                r#"{{"question":"forward",{members},"rates":[1],"entries":[],"sale_values":[]}}"#
            )
        },
    },
    Shape {
        name: "lists that must be as long as another",
        size: 5_000,
        text: |size| {
            let ones = joined(size, |_| "1".into());
            format!(
                r#"{{"question":"gate_rates","successes":[{ones}],"trials":[{ones},1],"unknown":1}}"#
            )
        },
    },
    Shape {
        name: "a long name of a member",
        size: 200_000,
        text: |size| overall(&format!(r#""{}":1"#, "x".repeat(size))),
    },
    Shape {
        name: "a long name of a question, escaped",
        size: 50_000,
        text: |size| format!(r#"{{"question":"{}"}}"#, "\\u00e9".repeat(size)),
    },
    Shape {
        name: "a long name of a stage",
        size: 50_000,
        text: |size| {
            let stage = "\\\"".repeat(size);
            format!(
                r#"{{"question":"plan","funnel":{{"entry":"{stage}","gates":[{{"rate":1}}],"sale_value":1}},"target":{{"goal":{{"revenue":1}}}}}}"#
            )
        },
    },
    Shape {
        name: "a long number",
        size: 100_000,
        text: |size| {
            let amount = format!("0.{}1", "0".repeat(size));
            format!(r#"{{"question":"convert","amount":{amount},"from":"day","to":"day"}}"#)
        },
    },
    Shape {
        name: "a long number that is refused",
        size: 200_000,
        text: |size| {
            let amount = format!("-{}", "9".repeat(size));
            format!(r#"{{"question":"convert","amount":{amount},"from":"day","to":"day"}}"#)
        },
    },
    Shape {
        name: "a text that does not end, over many lines",
        size: 50_000,
        text: |size| format!("[{}\"{}", "1,\n".repeat(size), "x".repeat(size)),
    },
    Shape { name: "spaces", size: 200_000, text: |size| format!("{}{{}}", " \n".repeat(size)) },
    Shape {
        name: "requests without a question",
        size: 2_000,
        text: |size| format!("[{}]", joined(size, |_| "{}".into())),
    },
    Shape {
        name: "requests of a question that does not exist",
        size: 500,
        text: |size| format!("[{}]", joined(size, |_| r#"{"question":1}"#.into())),
    },
    Shape {
        name: "more requests than are allowed",
        size: 20_000,
        text: |size| format!("[{}]", joined(size, |_| "1".into())),
    },
    Shape {
        name: "requests that are answered",
        size: 500,
        text: |size| format!("[{}]", joined(size, |_| overall(r#""rates":[0.5]"#))),
    },
    Shape {
        name: "a plan of many gates",
        size: 20,
        text: |size| {
            let gates = joined(size, |_| r#"{"rate":1}"#.into());
            format!(
                r#"{{"question":"plan","funnel":{{"gates":[{gates}],"sale_value":1}},"target":{{"goal":{{"revenue":1}}}}}}"#
            )
        },
    },
    Shape {
        name: "chains of a roll-up",
        size: 200,
        text: |size| {
            let chain = r#"{"rates":[0.5,0.5],"entry":8,"sale_value":1}"#;
            format!(r#"{{"question":"roll_up","chains":[{}]}}"#, joined(size, |_| chain.into()))
        },
    },
];

/// Seconds that this thread computed.
#[cfg(unix)]
fn computed() -> f64 {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    now.tv_sec as f64 + now.tv_nsec as f64 / 1e9
}

/// Four times the length takes four times as long, where a square would be sixteen times. Caches and fresh memory add to
/// that where other work goes on, so the least of several rounds counts.
#[cfg(unix)]
fn assert_linear(name: &str, small: &str, large: &str, run: fn(&str) -> String) {
    assert!(large.len() <= 5 * small.len(), "{name}");
    let least = |text| {
        let runs = (0..4).map(|_| {
            let begin = computed();
            assert!(!std::hint::black_box(run(text)).is_empty());
            computed() - begin
        });
        runs.fold(f64::INFINITY, f64::min)
    };
    let (mut ratio, mut rounds) = (f64::INFINITY, 0);
    while ratio > 6.0 && rounds < 4 {
        ratio = ratio.min(least(large) / least(small));
        rounds += 1;
    }
    println!(
        "{name}: {} bytes, {ratio:.1} times as long for four times as much, round {rounds}",
        small.len()
    );
    assert!(ratio <= 6.0, "{name}: {ratio:.1} times as long for four times as much");
}

#[cfg(unix)]
#[test]
fn time_grows_with_the_length() {
    for Shape { name, size, text } in SHAPES {
        assert_linear(name, &text(*size), &text(4 * size), answer);
    }
    let line = overall(r#""rates":[0.5]"#) + "\n";
    assert_linear("lines", &line.repeat(500), &line.repeat(2_000), funnelmath_json::answer_lines);
}

#[test]
fn answers_are_bounded_by_their_requests() {
    let mut worst = (0, String::new());
    let mut check = |name: &str, request: &str| {
        let answer = answer(request).len();
        assert!(answer <= TIMES * request.len() + MORE, "{name}: {} for {answer}", request.len());
        worst = worst.clone().max((answer / request.len().max(1), name.to_string()));
    };
    for Shape { name, size, text } in SHAPES {
        check(name, &text(*size));
        check(name, &text(4 * size));
    }
    for question in funnelmath_json::questions() {
        let example = funnelmath_json::example(question).unwrap();
        check(question, example);
        // As many problems as are listed, by the shortest members that there are.
        let unknown = joined(limits::MOST_PROBLEMS, |_| r#""":1"#.into());
        check(question, &format!(r#"{{"question":"{question}",{unknown}}}"#));
        check(question, &format!("[{}]", joined(100, |_| example.to_string())));
    }
    println!("the longest answer is {} times as long as its request: {}", worst.0, worst.1);
}

#[test]
fn a_document_has_a_bounded_number_of_requests() {
    let many = |size: usize| answer(&format!("[{}]", joined(size, |_| "1".into())));
    let most: Vec<serde_json::Value> = serde_json::from_str(&many(limits::MOST_REQUESTS)).unwrap();
    assert_eq!(most.len(), limits::MOST_REQUESTS);
    let refused: serde_json::Value =
        serde_json::from_str(&many(limits::MOST_REQUESTS + 1)).unwrap();
    assert_eq!(refused["errors"][0]["code"], "too_long");
    assert!(refused["errors"][0]["message"].as_str().unwrap().contains("10001 requests"));
}
