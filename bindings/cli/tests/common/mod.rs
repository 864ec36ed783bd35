//! Runs the program as people do.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;

/// Runs the program.
pub(crate) fn run<S: AsRef<OsStr>>(args: &[S]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_funnelmath")).args(args).output().expect("the program runs")
}

/// Runs the program with this on standard input.
#[allow(dead_code)]
pub(crate) fn run_with<S: AsRef<OsStr>>(args: &[S], input: impl AsRef<[u8]>) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_funnelmath"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut stdin = program.stdin.take().unwrap();
    thread::scope(|scope| {
        // A program that ends early does not read all of it.
        let input = input.as_ref();
        scope.spawn(move || stdin.write_all(input).is_ok());
        program.wait_with_output().unwrap()
    })
}

/// The output of a run that must succeed, with runs of blanks made one, so that widths do not matter.
#[allow(dead_code)]
pub(crate) fn good<S: AsRef<OsStr>>(args: &[S]) -> String {
    let output = run(args);
    let (text, problem) = (String::from_utf8(output.stdout).unwrap(), output.stderr);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&problem));
    assert!(problem.is_empty());
    for line in text.lines() {
        assert!(!line.contains("NaN") && !line.contains("inf"), "{line}");
    }
    let squeezed = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    text.lines().map(squeezed).collect::<Vec<_>>().join("\n") + "\n"
}

/// Asserts this exit code, nothing on stdout, and all of `says` on stderr.
#[allow(dead_code)]
pub(crate) fn refused<S: AsRef<OsStr>>(code: i32, args: &[S], says: &[&str]) {
    let output = run(args);
    let problem = String::from_utf8(output.stderr).unwrap();
    let shown: Vec<_> = args.iter().map(AsRef::as_ref).collect();
    assert_eq!(output.status.code(), Some(code), "{shown:?}: {problem}");
    assert!(output.stdout.is_empty(), "{shown:?}");
    for part in says {
        assert!(problem.contains(part), "{shown:?}: {problem} does not say {part}");
    }
}

/// Asserts that the text has all of the parts.
#[allow(dead_code)]
pub(crate) fn says(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part:?} is missing in:\n{text}");
    }
}

/// A directory of this test's own, emptied first.
#[allow(dead_code)]
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}
