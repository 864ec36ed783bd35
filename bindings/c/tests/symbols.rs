//! The built shared library: what it exports, what the linker was told, and how large it is.
//!
//! `symbols.txt` is a promise to programs that are already linked: a line may be added, and only an
//! incompatible release (a higher `FUNNELMATH_ABI`) may take one away.
#![cfg(all(target_os = "linux", not(miri)))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};
use std::process::Command;

/// The most bytes of the stripped library: 1.2 MB, of 1,024 KB.
const BUDGET: u64 = 12 * 1024 * 1024 / 10;

fn run(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .output()
        .unwrap_or_else(|error| panic!("{program} (of the package binutils): {error}"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {arguments:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

/// Builds the library as it is released, and says where it is.
fn library() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("a target directory");
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| String::from("cargo"));
    let built = Command::new(cargo)
        .args(["rustc", "--profile", "clib", "--quiet", "--lib", "--manifest-path"])
        .arg(manifest)
        .args(["--crate-type", "cdylib", "--crate-type", "staticlib"])
        .arg("--target-dir")
        .arg(target)
        .env_remove("CARGO_BUILD_TARGET")
        .status()
        .unwrap();
    assert!(built.success());
    target.join("clib/libfunnelmath_c.so")
}

#[test]
fn the_library_exports_its_functions_and_nothing_else() {
    let library = library();
    let path = library.to_str().unwrap();

    let listed = include_str!("../symbols.txt");
    let listed: Vec<&str> = listed.lines().collect();
    let mut sorted = listed.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(listed, sorted, "symbols.txt is sorted");
    assert!(listed.iter().all(|name| name.starts_with("funnelmath_")));

    let exported = run("nm", &["--dynamic", "--defined-only", "--format=posix", path]);
    let mut exported: Vec<(&str, &str)> = exported
        .lines()
        .map(|line| {
            let mut words = line.split(' ');
            (words.next().unwrap(), words.next().unwrap())
        })
        .collect();
    exported.sort_unstable();
    assert!(exported.iter().all(|(_, kind)| *kind == "T"), "functions only: {exported:?}");
    let names: Vec<&str> = exported.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, listed, "left: the library, right: symbols.txt");

    let dynamic = run("readelf", &["--dynamic", "--wide", path]);
    let soname = format!("[libfunnelmath.so.{}]", funnelmath_c::version::FUNNELMATH_ABI);
    let has = |tag: &str, value: &str| {
        dynamic.lines().any(|line| line.contains(tag) && line.contains(value))
    };
    assert!(has("(SONAME)", &soname), "{dynamic}");
    assert!(has("(FLAGS_1)", "NODELETE"), "{dynamic}");
    for line in dynamic.lines().filter(|line| line.contains("(NEEDED)")) {
        let known = ["libc.so", "libgcc_s.so", "ld-linux", "libm.so", "libpthread.so", "libdl.so"];
        assert!(known.iter().any(|name| line.contains(name)), "a new dependency: {line}");
    }

    let stripped = library.with_file_name("libfunnelmath_c.stripped.so");
    run("strip", &["-o", stripped.to_str().unwrap(), path]);
    let size = std::fs::metadata(&stripped).unwrap().len();
    std::fs::remove_file(&stripped).unwrap();
    println!("the shared library, stripped: {size} bytes of {BUDGET}");
    assert!(size <= BUDGET, "{size} bytes, at most {BUDGET}");
}
