//! Nothing of the core is forgotten here: `bindings/surface.tsv` names every public function and method of
//! it, with the C functions and the JavaScript exports that give it, or why there is none; every C function
//! is in both headers, in `symbols.txt`, in the table, and called by a C test; every JavaScript export is
//! in the table.
#![cfg(not(miri))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: impl AsRef<Path>) -> String {
    let path = path.as_ref();
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// All files below a folder whose names end so.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.to_str().unwrap().ends_with(ending) {
            found.push(path);
        }
    }
    found
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The name that a text begins with.
fn name(text: &str) -> &str {
    text.split(|c| !is_name(c)).next().unwrap()
}

/// What a file of the core gives to others by `pub use`.
fn public_names(file: &str) -> BTreeSet<String> {
    let source = read(root().join("core/src").join(file));
    let uses = source.split("pub use ").skip(1).map(|rest| rest.split(';').next().unwrap());
    uses.flat_map(|names| names.split(['{', '}', ',', ' ', '\n', ':']).map(str::to_owned))
        .filter(|name| !name.is_empty())
        .collect()
}

/// The type of an `impl`, and whether it is one of a trait that makes a value from a name.
fn implemented(line: &str) -> (String, bool) {
    let mut rest = line.trim_start_matches("impl");
    if rest.starts_with('<') {
        rest = rest.split_once("> ").expect("one line").1;
    }
    let rest = rest.trim_start();
    match rest.split_once(" for ") {
        Some((of, to)) => (name(to.trim_start_matches('$')).to_owned(), of == "FromStr"),
        None => (name(rest.trim_start_matches('$')).to_owned(), false),
    }
}

/// Every public function and method of the core: "solve", "Chain::forward", "math::normal_tails".
fn core_paths() -> BTreeSet<String> {
    let public = public_names("lib.rs");
    // The one module that is public itself.
    let (math, in_math) = (root().join("core/src/math"), public_names("math/mod.rs"));
    assert!(read(root().join("core/src/lib.rs")).contains("\npub mod math;"));
    let mut paths = BTreeSet::new();
    // Numbers with a range are made by a macro, which says `impl $name`.
    let bounds = read(root().join("core/src/bounds.rs"));
    let ranged: Vec<&str> = bounds
        .split("\nbounded! {")
        .skip(1)
        .map(|body| {
            let words =
                body.lines().map(str::trim).find(|line| line.starts_with(char::is_uppercase));
            name(words.expect("a name"))
        })
        .collect();
    assert!(ranged.len() >= 10, "{ranged:?}");
    for file in files(&root().join("core/src"), ".rs") {
        let source = read(&file);
        let source = source.split("#[cfg(test)]").next().unwrap();
        let (mut of, mut from_str) = (String::new(), false);
        for line in source.lines() {
            let code = line.trim_start();
            if code.starts_with("impl ") || code.starts_with("impl<") {
                (of, from_str) = implemented(code);
                continue;
            }
            let function = code
                .strip_prefix("pub fn ")
                .or_else(|| code.strip_prefix("pub const fn "))
                .or_else(|| {
                    code.strip_prefix("fn from_str").filter(|_| from_str).map(|_| "from_str")
                });
            let Some(function) = function.map(name) else { continue };
            let place = format!("{}: {line}", file.display());
            if line.starts_with("pub") && file.starts_with(&math) {
                assert!(in_math.contains(function), "pub, but not for others: {place}");
                paths.insert(format!("math::{function}"));
            } else if line.starts_with("pub") {
                assert!(public.contains(function), "pub, but not for others: {place}");
                paths.insert(function.to_owned());
            } else if of == "name" {
                paths.extend(ranged.iter().map(|ranged| format!("{ranged}::{function}")));
            } else {
                assert!(public.contains(&of), "pub, but not for others: {place}");
                paths.insert(format!("{of}::{function}"));
            }
        }
    }
    assert!(paths.len() >= 110, "{paths:?}");
    for known in [
        "solve",
        "Chain::forward",
        "Chain::gate_for",
        "Chance::at_least",
        "Rate::get",
        "Period::from_str",
        "ErrorKind::name",
        "math::incomplete_beta",
    ] {
        assert!(paths.contains(known), "{known} is not found any more");
    }
    paths
}

/// C without its comments.
fn bare(source: &str) -> String {
    let mut bare = String::new();
    for (index, part) in source.split("/*").enumerate() {
        let code = if index == 0 { part } else { part.split_once("*/").expect("closed").1 };
        bare.push_str(code);
    }
    let lines = bare.lines().map(|line| line.split("//").next().unwrap());
    lines.collect::<Vec<_>>().join("\n")
}

/// Every `funnelmath_...(` of a source.
fn called(source: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (at, _) in source.match_indices("funnelmath_") {
        let begins = source.get(..at).unwrap().chars().next_back().is_none_or(|c| !is_name(c));
        let rest = source.get(at..).unwrap();
        let name = name(rest);
        if begins && rest.strip_prefix(name).unwrap().starts_with('(') {
            names.insert(name.to_owned());
        }
    }
    names
}

/// Both are the same, or what is only in one of them.
fn same(what: &str, left: &BTreeSet<String>, right: &BTreeSet<String>) {
    let only_left: Vec<_> = left.difference(right).collect();
    let only_right: Vec<_> = right.difference(left).collect();
    assert!(
        only_left.is_empty() && only_right.is_empty(),
        "{what}: only there: {only_left:?}; only here: {only_right:?}"
    );
}

/// What the npm package exports, `Funnel` and its members as "Funnel.plan".
fn js_exports() -> BTreeSet<String> {
    let source = root().join("bindings/js/npm/src");
    for entry in ["index.ts", "js.ts", "wasm.ts"] {
        assert!(read(source.join(entry)).contains("export * from \"./api.js\";"), "{entry}");
    }
    assert!(read(source.join("wasm.ts")).contains("export { init } from \"./init.js\";"));
    let mut names = BTreeSet::from(["init".to_owned()]);
    let api = read(source.join("api.ts"));
    for exports in api.split("export {").skip(1) {
        let list = exports.split('}').next().unwrap();
        names.extend(list.split(',').map(|name| name.trim().to_owned()).filter(|n| !n.is_empty()));
    }
    assert!(names.len() >= 24, "{names:?}");
    for (class, file) in [("Funnel", "funnel.ts"), ("FunnelError", "error.ts")] {
        assert!(names.contains(class), "{class}");
        let text = read(source.join(file));
        let begin = format!("export class {class} ");
        let body = text.split(&begin).nth(1).expect("the class");
        for line in body.split("\n}").next().unwrap().lines() {
            let Some(member) = line.strip_prefix("  ") else { continue };
            let member = member.strip_prefix("readonly ").unwrap_or(member);
            let name = name(member);
            let ends = member.strip_prefix(name).unwrap();
            let is = ends.starts_with('(') || ends.starts_with(": ");
            if is && !name.is_empty() && name != "constructor" {
                names.insert(format!("{class}.{name}"));
            }
        }
    }
    names
}

#[test]
fn every_function_of_the_core_of_c_and_of_js_is_accounted_for() {
    let table = read(root().join("bindings/surface.tsv"));
    let (mut core, mut symbols, mut js_names) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [path, c, js, reason] = columns.as_slice() else { panic!("four columns: {line}") };
        let reasons: Vec<&str> = reason.split("; ").collect();
        for (column, host) in [(path, "Rust: "), (c, "C: "), (js, "JS: ")] {
            let said = reasons.iter().any(|said| said.starts_with(host) && said.len() > host.len());
            assert_eq!(*column == "-", said, "a '-' and only that has its {host}reason: {line}");
        }
        if *path != "-" {
            assert!(core.insert((*path).to_owned()), "twice: {path}");
        }
        if *c != "-" {
            symbols.extend(c.split(", ").map(str::to_owned));
        }
        if *js != "-" {
            js_names.extend(js.split(", ").map(str::to_owned));
        }
    }
    same("core/src and surface.tsv", &core_paths(), &core);

    let include = root().join("bindings/c/include");
    let header = called(&bare(&read(include.join("funnelmath.h"))));
    assert!(header.len() >= 62, "{header:?}");
    same("funnelmath.h and surface.tsv", &header, &symbols);
    same("both headers", &header, &called(&bare(&read(include.join("funnelmath_ffi.h")))));
    let listed = read(root().join("bindings/c/symbols.txt"));
    same("funnelmath.h and symbols.txt", &header, &listed.lines().map(str::to_owned).collect());

    let tests = files(&root().join("bindings/c/tests/c"), ".c");
    let calls: BTreeSet<String> =
        tests.iter().flat_map(|file| called(&bare(&read(file)))).collect();
    same("funnelmath.h and the calls of the C tests", &header, &calls);

    same("the npm package and surface.tsv", &js_exports(), &js_names);
}
