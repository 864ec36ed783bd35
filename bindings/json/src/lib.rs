//! The door: a request document in, an answer document out, for every question of [`funnelmath`].
//!
//! ```
//! let answer = funnelmath_json::answer(
//!     r#"{"question": "required", "rates": [0.65, 0.4], "goal": {"revenue": 25000}, "sale_value": 3400}"#,
//! );
//! assert!(answer.starts_with(r#"{"question":"required","answer":{"outcome":"reachable","entry":28.28054"#));
//! ```
//!
//! What is wrong with a request comes back as a document too, all of it at once, each with a code, a JSON Pointer, the
//! value found there and what is allowed:
//!
//! ```
//! let answer = funnelmath_json::answer(r#"{"question": "overall", "rates": [0.65, 1.4], "rate": 1}"#);
//! assert_eq!(
//!     answer,
//!     concat!(
//!         r#"{"question":"overall","errors":[{"code":"unknown_member","pointer":"/rate","allowed":["rates"],"#,
//!         r#""message":"there is no such member here; did you mean 'rates'?"},{"code":"rate","pointer":"/rates/1","#,
//!         r#""value":1.4,"minimum":0.0,"maximum":1.0,"message":"a rate must be a number from 0 to 1"}]}"#,
//!     ),
//! );
//! ```
//!
//! The README of this crate states the rules and the [`limits`].

#![forbid(unsafe_code)]

mod declare;
mod door;
mod kind;
pub mod limits;
mod names;
mod parts;
mod problem;
mod questions;
mod read;
mod rules;
mod schema;
mod shapes;
mod value;
mod write;

/// The answer to a request, or to an array of requests: a JSON document on one line. It never panics, whatever the text.
///
/// An answer names its question: `{"question": "overall", "answer": {"overall": 0.26}}`. A request that cannot be
/// answered gives `{"question": "overall", "errors": [...]}`; `question` is left out when none could be read.
#[must_use]
pub fn answer(request: &str) -> String {
    door::answer(request)
}

/// [`answer`] to a document whose bytes may not be UTF-8; then the answer says where.
///
/// ```
/// let answer = funnelmath_json::answer_bytes(b"{\"question\": \"\xff\"}");
/// assert_eq!(answer, r#"{"errors":[{"code":"json","pointer":"","message":"not UTF-8: byte 14"}]}"#);
/// ```
#[must_use]
pub fn answer_bytes(request: &[u8]) -> String {
    door::answer_bytes(request)
}

/// The answers to requests of which each is a line: one line for each that is not blank, in their order.
///
/// ```
/// let lines = "{\"question\":\"overall\",\"rates\":[0.5]}\n\n{}\n";
/// let answers = funnelmath_json::answer_lines(lines);
/// assert_eq!(answers.lines().count(), 2);
/// ```
#[must_use]
pub fn answer_lines(requests: &str) -> String {
    door::answer_lines(requests)
}

/// The names of all questions.
pub fn questions() -> impl Iterator<Item = &'static str> {
    questions::QUESTIONS.iter().map(|entry| entry.name)
}

/// The JSON Schema of a question's request: a plain object without references; `None` when there is no such question.
#[must_use]
pub fn schema(question: &str) -> Option<String> {
    questions::QUESTIONS.iter().find(|entry| entry.name == question).map(schema::schema)
}

/// What a question answers, in one sentence; `None` when there is no such question.
#[must_use]
pub fn about(question: &str) -> Option<&'static str> {
    questions::QUESTIONS.iter().find(|entry| entry.name == question).map(schema::about)
}

/// The JSON Schema of a request without its member `question`, on one line: the arguments of a tool or function that is
/// named like the question. `None` when there is no such question.
///
/// It has no `allOf`, `anyOf` or `oneOf` at the top, which callers of tools refuse; the description says which members
/// exclude each other.
#[must_use]
pub fn arguments(question: &str) -> Option<String> {
    questions::QUESTIONS.iter().find(|entry| entry.name == question).map(schema::arguments)
}

/// A request of this question that can be answered; `None` when there is no such question.
#[must_use]
pub fn example(question: &str) -> Option<&'static str> {
    questions::QUESTIONS.iter().find(|entry| entry.name == question).map(|entry| entry.example)
}

/// All questions with the members of their requests and answers, as JSON: what types, functions and pages of other
/// languages are generated from.
#[must_use]
pub fn description() -> String {
    schema::description()
}

/// The example of the README, as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
