//! The door answers any text with JSON: an answer or errors, without a panic, an infinity or a null member, and not much
//! longer than the text. That its time grows with the length is a test of `bindings/json`.

use serde_json::Value;

/// The longest answer, as the tests of `bindings/json` state it: so many times the text, and so many bytes more.
const TIMES: usize = 256;
const MORE: usize = 4_096;

/// Reads the bytes as a document, and as lines of documents.
pub fn door(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let answer = funnelmath_json::answer(&text);
    assert!(answer.len() <= TIMES * text.len() + MORE, "{} bytes", answer.len());
    match parsed(&answer) {
        Value::Array(answers) => answers.iter().for_each(document),
        one => document(&one),
    }
    // A document can be several lines; each is read as one.
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let answers = funnelmath_json::answer_lines(&text);
    assert!(answers.lines().eq(lines.map(funnelmath_json::answer)));
}

fn parsed(answer: &str) -> Value {
    serde_json::from_str(answer).expect("an answer is JSON, and its numbers are finite")
}

fn document(document: &Value) {
    match (document.get("answer"), document.get("errors")) {
        (Some(answer), None) => no_null_member(answer),
        (None, Some(Value::Array(errors))) => assert!(!errors.is_empty()),
        _ => panic!("neither an answer nor errors: {document}"),
    }
}

fn no_null_member(value: &Value) {
    match value {
        Value::Object(members) => members.values().for_each(|member| {
            assert!(!member.is_null());
            no_null_member(member);
        }),
        Value::Array(values) => values.iter().for_each(no_null_member),
        _ => {}
    }
}
