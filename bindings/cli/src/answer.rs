//! `funnelmath answer`: request documents in, answer documents out.

use crate::failure::Failure;
use crate::lines::{Line, Lines};
use crate::progress::Progress;
use funnelmath_json::limits::MOST_BYTES;
use serde::Deserialize;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

/// How much is read at once.
const BLOCK: usize = 64 << 10;

/// Answer request documents
///
/// Reads a JSON document, a request or an array of requests, and prints its answer on one line. With --lines each line is
/// a document and is answered by a line, in the same order and without reading ahead; blank lines are left out.
/// `funnelmath schema` lists the questions.
#[derive(clap::Args)]
#[command(after_help = "Exit codes:\n  \
    0  every request was answered, also by \"unreachable\" or \"never\"\n  \
    1  a request has errors, which its answer lists\n  \
    2  the input cannot be read or, without --lines, is not JSON")]
pub(crate) struct Options {
    /// The file of requests; - is standard input
    #[arg(value_name = "FILE", default_value = "-")]
    file: PathBuf,

    /// Read a document from each line
    #[arg(long)]
    lines: bool,
}

/// Prints the answers; the exit code says whether all requests were answered.
pub(crate) fn run(options: &Options) -> Result<u8, Failure> {
    let is_stdin = options.file == Path::new("-");
    let shown = if is_stdin { "standard input".into() } else { format!("{:?}", options.file) };
    let failed = |error: io::Error| Failure::Input {
        path: shown.clone(),
        problem: format!("cannot be read: {error}"),
    };
    let (input, size): (Box<dyn Read>, _) = if is_stdin {
        (Box::new(io::stdin()), None)
    } else {
        let file = File::open(&options.file).map_err(failed)?;
        let size = file.metadata().ok().filter(|found| found.is_file()).map(|found| found.len());
        (Box::new(file), size)
    };
    let out = BufWriter::with_capacity(BLOCK, io::stdout().lock());
    let state = if options.lines { each_line(input, size, out) } else { document(input, out) };
    match state {
        Ok(state) => Ok(state as u8),
        Err(Stopped::Input(error)) => Err(failed(error)),
        // A closed pipe (`| head`) is not a failure.
        Err(Stopped::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => Ok(0),
        Err(Stopped::Output(error)) => Err(Failure::Output(error)),
    }
}

/// How the requests were answered; the numbers are exit codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    Answered = 0,
    Refused = 1,
    Unusable = 2,
}

/// Why the answers ended early.
#[derive(Debug)]
enum Stopped {
    Input(io::Error),
    Output(io::Error),
}

fn document(input: impl Read, mut out: impl Write) -> Result<State, Stopped> {
    let mut bytes = Vec::new();
    // One byte more than is allowed tells that there is more.
    input.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(Stopped::Input)?;
    let answer = match std::str::from_utf8(&bytes) {
        Ok(text) if text.len() <= MOST_BYTES => funnelmath_json::answer(text),
        // A character may be cut at the limit.
        _ if bytes.len() > MOST_BYTES => refusal("too_long", &too_long("more")),
        Ok(text) => funnelmath_json::answer(text),
        Err(error) => refusal("json", &not_utf8(error.valid_up_to() + 1)),
    };
    writeln!(out, "{answer}").and_then(|()| out.flush()).map_err(Stopped::Output)?;
    Ok(state(&answer))
}

fn each_line(input: impl Read, size: Option<u64>, mut out: impl Write) -> Result<State, Stopped> {
    let mut lines = Lines::new(BufReader::with_capacity(BLOCK, input), MOST_BYTES);
    let mut progress = Progress::new("lines", size, io::stdout().is_terminal());
    let mut worst = State::Answered;
    loop {
        // A caller that sends one request at a time waits for its answer before the next.
        if lines.may_wait() {
            out.flush().map_err(Stopped::Output)?;
        }
        let answer = match lines.next().map_err(Stopped::Input)? {
            Some(Line::Text(line)) if line.trim().is_empty() => continue,
            Some(Line::Text(line)) => funnelmath_json::answer(line),
            Some(Line::TooLong(bytes)) => refusal("too_long", &too_long(&format!("{bytes} bytes"))),
            Some(Line::NotUtf8(byte)) => refusal("json", &not_utf8(byte)),
            None => break,
        };
        writeln!(out, "{answer}").map_err(Stopped::Output)?;
        worst = worst.max(state(&answer).min(State::Refused));
        progress.at(lines.count, lines.bytes);
    }
    out.flush().map_err(Stopped::Output)?;
    Ok(worst)
}

fn too_long(found: &str) -> String {
    format!("{found}, at most {MOST_BYTES} bytes are allowed")
}

fn not_utf8(byte: usize) -> String {
    format!("not JSON: byte {byte} is not UTF-8")
}

/// An error document about a text that cannot be passed to the library. The message has nothing to escape.
fn refusal(code: &str, message: &str) -> String {
    format!(r#"{{"errors":[{{"code":"{code}","pointer":"","message":"{message}"}}]}}"#)
}

/// What is looked at in an answer.
#[derive(Deserialize)]
struct Document<'a> {
    #[serde(borrow)]
    errors: Option<Vec<Problem<'a>>>,
}

#[derive(Deserialize)]
struct Problem<'a> {
    code: &'a str,
}

/// Whether a document has answers only.
fn state(answer: &str) -> State {
    let documents = if answer.starts_with('[') {
        serde_json::from_str(answer)
    } else {
        serde_json::from_str(answer).map(|one| vec![one])
    };
    let documents: Vec<Document<'_>> = documents.unwrap_or_default();
    let states = documents.iter().map(|document| match document.errors.as_deref() {
        None => State::Answered,
        Some([Problem { code: "json" | "too_deep" | "too_long" }])
            if answer.starts_with(r#"{"errors":"#) =>
        {
            State::Unusable
        }
        Some(_) => State::Refused,
    });
    states.max().unwrap_or(State::Answered)
}

/// Whether an answer lists errors, or one of an array does.
pub(crate) fn has_errors(answer: &str) -> bool {
    state(answer) != State::Answered
}
