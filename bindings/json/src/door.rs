//! The door itself: which question a request asks, its answer, and lists and lines of requests.

use crate::declare::{Entry, Question};
use crate::limits::{MOST_BYTES, MOST_NESTED, MOST_REQUESTS};
use crate::names::nearest;
use crate::problem::{Problem, shown};
use crate::questions::QUESTIONS;
use crate::read::Reader;
use crate::value::{Value, parse};
use crate::write::{Output, Write};

/// Answers a request of one question, or says what is wrong with it.
pub(crate) type Run = fn(&Value<'_>, &mut Output) -> Result<(), Reader>;

/// [`Run`] of a question.
pub(crate) fn run<Q: Question>(request: &Value<'_>, out: &mut Output) -> Result<(), Reader> {
    let mut reader = Reader::default();
    let read = Q::read(request, None, &mut reader);
    let (Some(question), true) = (read, reader.problems.is_empty()) else { return Err(reader) };
    match question.answer() {
        Ok(answer) => {
            out.open('{');
            out.name("question");
            out.string(Q::NAME);
            out.name("answer");
            answer.write(out);
            out.close('}');
            Ok(())
        }
        Err(failure) => {
            let problem = failure.problem(&Q::KIND, request);
            reader.note(|_| problem);
            Err(reader)
        }
    }
}

/// The answer to a document: one request, or an array of requests.
pub(crate) fn answer(text: &str) -> String {
    let mut out = Output::default();
    match parse_document(text) {
        // The answer to a short request can be a hundred times as long.
        Ok(Value::List(requests)) if requests.len() > MOST_REQUESTS => {
            let message =
                format!("{} requests, at most {MOST_REQUESTS} are allowed", requests.len());
            refuse(None, &[Problem::new("too_long", String::new(), message)], 0, &mut out);
        }
        Ok(Value::List(requests)) => {
            out.open('[');
            for request in &requests {
                out.next();
                answer_one(request, &mut out);
            }
            out.close(']');
        }
        Ok(request) => answer_one(&request, &mut out),
        Err(problem) => refuse(None, &[*problem], 0, &mut out),
    }
    out.finish()
}

/// The answer to a document whose bytes may not be UTF-8.
pub(crate) fn answer_bytes(bytes: &[u8]) -> String {
    match core::str::from_utf8(bytes) {
        Ok(text) => answer(text),
        Err(error) => {
            let message = format!("not UTF-8: byte {}", error.valid_up_to());
            let mut out = Output::default();
            refuse(None, &[Problem::new("json", String::new(), message)], 0, &mut out);
            out.finish()
        }
    }
}

/// The answers to requests on a line each; an answer for each line that is not blank.
pub(crate) fn answer_lines(text: &str) -> String {
    let mut answers = String::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        answers.push_str(&answer(line));
        answers.push('\n');
    }
    answers
}

fn parse_document(text: &str) -> Result<Value<'_>, Box<Problem>> {
    if text.len() > MOST_BYTES {
        let message = format!("{} bytes, at most {MOST_BYTES} are allowed", text.len());
        return Err(Problem::new("too_long", String::new(), message).into());
    }
    parse(text.strip_prefix('\u{feff}').unwrap_or(text)).map_err(|syntax| {
        let before = text.get(..syntax.at).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or(before).chars().count() + 1;
        if syntax.is_deep {
            let message = format!(
                "line {line}, column {column}: nested deeper than {MOST_NESTED} arrays and objects"
            );
            return Problem::new("too_deep", String::new(), message).into();
        }
        let message =
            format!("not JSON: line {line}, column {column}: expected {}", syntax.expected);
        Problem::new("json", String::new(), message).into()
    })
}

fn answer_one(request: &Value<'_>, out: &mut Output) {
    let entry = match find(request) {
        Ok(entry) => entry,
        Err(problem) => return refuse(None, &[*problem], 0, out),
    };
    if let Err(reader) = (entry.run)(request, out) {
        refuse(Some(entry.name), &reader.problems, reader.more, out);
    }
}

fn find(request: &Value<'_>) -> Result<&'static Entry, Box<Problem>> {
    let Value::Object(_) = request else {
        let message = format!("expected a request, an object, got {}", request.what());
        return Err(Problem {
            value: shown(request),
            ..Problem::new("type", String::new(), message)
        }
        .into());
    };
    let pointer = "/question".to_string();
    let Some(asked) = request.member("question") else {
        return Err(Problem::new("missing", pointer, "needed: the name of a question").into());
    };
    let known = match asked {
        Value::Text(name) => QUESTIONS.iter().find(|entry| entry.name == name),
        _ => None,
    };
    known.ok_or_else(|| {
        let names: Vec<_> = QUESTIONS.iter().map(|entry| entry.name).collect();
        let mut message = "there is no such question".to_string();
        let near = match asked {
            Value::Text(name) => nearest(name, names.iter().copied()),
            _ => None,
        };
        if let Some(near) = near {
            message.push_str(&format!("; did you mean '{near}'?"));
        }
        let mut problem = Problem::new("question", pointer, message);
        problem.value = shown(asked);
        problem.allowed = names;
        problem.into()
    })
}

/// Writes an error document.
fn refuse(question: Option<&str>, problems: &[Problem], more: usize, out: &mut Output) {
    out.open('{');
    if let Some(question) = question {
        out.name("question");
        out.string(question);
    }
    out.name("errors");
    out.open('[');
    for problem in problems {
        out.next();
        problem.write(out);
    }
    out.close(']');
    if more > 0 {
        out.name("more_errors");
        out.index(more);
    }
    out.close('}');
}
