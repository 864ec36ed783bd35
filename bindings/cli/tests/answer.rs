//! `funnelmath answer`: documents, lines, exit codes, and streams without an end.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{folder, refused, run, run_with};
use funnelmath_json::limits::MOST_BYTES;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Output, Stdio};

const OVERALL: &str = r#"{"question":"overall","rates":[0.65,0.4]}"#;
const ANSWER: &str = r#"{"question":"overall","answer":{"overall":0.26}}"#;

/// The exit code and the output, with nothing on stderr.
fn told(output: Output) -> (i32, String) {
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

fn code_of(answer: &str) -> String {
    let answer: serde_json::Value = serde_json::from_str(answer).expect(answer);
    answer["errors"][0]["code"].as_str().unwrap().to_string()
}

#[test]
fn a_document_and_an_array() {
    for args in [&["answer"][..], &["answer", "-"]] {
        assert_eq!(told(run_with(args, OVERALL)), (0, format!("{ANSWER}\n")));
    }
    let two = format!("\u{feff}[\n{OVERALL},\n{OVERALL}]\n");
    assert_eq!(told(run_with(&["answer"], two)), (0, format!("[{ANSWER},{ANSWER}]\n")));
    assert_eq!(told(run_with(&["answer"], "[]")), (0, "[]\n".to_string()));
    let file = folder("answer").join("requests.json");
    fs::write(&file, OVERALL).unwrap();
    assert_eq!(told(run(&["answer".as_ref(), file.as_os_str()])), (0, format!("{ANSWER}\n")));
    // An outcome without an answer is one.
    let never = r#"{"question":"inputs_for","chance":{"rate":0},"results":1,"confidence":0.9}"#;
    let (code, text) = told(run_with(&["answer"], never));
    assert!(code == 0 && text.contains("never"), "{text}");
    // As all questions are answered by the library.
    for question in funnelmath_json::questions() {
        let request = funnelmath_json::example(question).unwrap();
        let expected = format!("{}\n", funnelmath_json::answer(request));
        assert_eq!(told(run_with(&["answer"], request)), (0, expected));
    }
}

#[test]
fn exit_codes_tell_errors_from_input_that_is_not_json() {
    for (input, expected, code) in [
        (r#"{"question":"overall","rates":[2]}"#, 1, "rate"),
        (r#"{"question":"magic"}"#, 1, "question"),
        // An error of the request whose code is also one of documents.
        (&format!(r#"{{"question":"pipeline","deals":[{}]}}"#, "1,".repeat(3)), 2, "json"),
        ("{}", 1, "missing"),
        ("", 2, "json"),
        ("{\"question\":", 2, "json"),
        (&"[".repeat(100), 2, "too_deep"),
        (&" ".repeat(MOST_BYTES + 1), 2, "too_long"),
        // Cut in the middle of a character.
        (&format!(" {}", "é".repeat(MOST_BYTES / 2 + 1)), 2, "too_long"),
    ] {
        let (found, text) = told(run_with(&["answer"], input));
        let shown: String = input.chars().take(60).collect();
        assert_eq!((found, code_of(&text).as_str()), (expected, code), "{shown}");
    }
    let mixed = format!("[{OVERALL},{{}}]");
    let (code, text) = told(run_with(&["answer"], mixed));
    assert!(code == 1 && text.starts_with(&format!("[{ANSWER},{{\"errors\":")), "{text}");
    let gates = vec![r#"{"rate":1}"#; 101].join(",");
    let plan = format!(
        r#"{{"question":"plan","funnel":{{"gates":[{gates}]}},"target":{{"goal":{{"volume":{{"stage":1,"target":1}}}}}}}}"#
    );
    let (code, text) = told(run_with(&["answer"], plan));
    assert_eq!((code, code_of(&text).as_str()), (1, "too_long"), "a list of a request");
    let (code, text) = told(run_with(&["answer"], b"{\"\xff\"}"));
    assert_eq!((code, code_of(&text).as_str()), (2, "json"));
    assert!(text.contains("byte 3 is not UTF-8"), "{text}");
    refused(2, &["answer", "missing.json"], &["missing.json", "cannot be read"]);
    refused(2, &["answer".as_ref(), folder("a folder of requests").as_os_str()], &["cannot be"]);
    refused(2, &["answer", "a.json", "b.json"], &["b.json"]);
}

#[test]
fn lines_are_answered_in_their_order() {
    let input = format!("{OVERALL}\r\n\n  \n{{}}\n[{OVERALL}]\nnonsense\n{OVERALL}");
    let (code, text) = told(run_with(&["answer", "--lines"], &input));
    assert_eq!((code, text), (1, funnelmath_json::answer_lines(&input)));
    let good = format!("{OVERALL}\n").repeat(10_000);
    let expected = format!("{ANSWER}\n").repeat(10_000);
    assert_eq!(told(run_with(&["answer", "--lines"], good)), (0, expected));
    assert_eq!(told(run_with(&["answer", "--lines"], "")), (0, String::new()));
    // One line that is not text does not end the others.
    let bad = [OVERALL.as_bytes(), b"\n\"\xe9\"\n", OVERALL.as_bytes()].concat();
    let (code, text) = told(run_with(&["answer", "--lines"], bad));
    let lines: Vec<_> = text.lines().collect();
    assert_eq!((code, lines.len(), lines[0], lines[2]), (1, 3, ANSWER, ANSWER));
    assert_eq!(code_of(lines[1]), "json");
}

/// A caller that sends one request at a time gets each answer before it writes the next request.
#[test]
fn an_answer_is_not_held_back() {
    let mut program = Command::new(env!("CARGO_BIN_EXE_funnelmath"))
        .args(["answer", "--lines"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut requests = program.stdin.take().unwrap();
    let mut answers = BufReader::new(program.stdout.take().unwrap()).lines();
    for asked in ["0.5", "0.25", "0.125"] {
        writeln!(requests, r#"{{"question":"overall","rates":[{asked}]}}"#).unwrap();
        let answer = answers.next().unwrap().unwrap();
        assert_eq!(answer, format!(r#"{{"question":"overall","answer":{{"overall":{asked}}}}}"#));
    }
    drop(requests);
    assert!(answers.next().is_none());
    assert!(program.wait().unwrap().success());
}

#[test]
fn a_reader_that_leaves_is_not_a_failure() {
    let mut program = Command::new(env!("CARGO_BIN_EXE_funnelmath"))
        .args(["answer", "--lines"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(program.stdout.take());
    let mut requests = program.stdin.take().unwrap();
    let block = format!("{OVERALL}\n").repeat(1_000);
    // The program ends before it has read all of this.
    while requests.write_all(block.as_bytes()).is_ok() {}
    let output = program.wait_with_output().unwrap();
    assert_eq!(told(output), (0, String::new()));
}

/// With 150 MB of address space in all, a line of 300 MB can only be told to be too long.
#[cfg(target_os = "linux")]
#[test]
fn memory_is_bounded() {
    const LONG: usize = 300_000_000;
    let limited = "ulimit -v 150000 && exec \"$0\" answer --lines";
    let mut program = Command::new("bash")
        .args(["-c", limited, env!("CARGO_BIN_EXE_funnelmath")])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut requests = program.stdin.take().unwrap();
    let block = vec![b'1'; 1_000_000];
    (0..LONG / block.len()).for_each(|_| requests.write_all(&block).unwrap());
    writeln!(requests, "\n{OVERALL}").unwrap();
    drop(requests);
    let output = program.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<_> = text.lines().collect();
    assert_eq!((output.status.code(), lines.len(), lines[1]), (Some(1), 2, ANSWER));
    assert!(lines[0].contains("too_long") && lines[0].contains("300000000 bytes"), "{}", lines[0]);
}

/// Neither a file nor a pipe gets the progress that terminals show.
#[test]
fn a_long_run_is_silent_where_stderr_is_no_terminal() {
    let mut program = Command::new(env!("CARGO_BIN_EXE_funnelmath"))
        .args(["answer", "--lines"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut requests = program.stdin.take().unwrap();
    for _ in 0..15 {
        writeln!(requests, "{OVERALL}").unwrap();
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    drop(requests);
    assert_eq!(told(program.wait_with_output().unwrap()), (0, String::new()));
}
