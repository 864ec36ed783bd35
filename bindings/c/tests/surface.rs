//! `bindings/surface.tsv` names every public function and method of the core, with the C functions and the JavaScript
//! exports that give it, or why there is none; every C function is in both headers, in `symbols.txt`, in the table, and
//! called by a C test; every JavaScript export is in the table.
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

/// The public names of a file of the core: what it declares as `pub`, and what it re-exports by `pub use`.
fn public_names(file: &Path) -> BTreeSet<String> {
    let source = read(file);
    let uses = source.split("pub use ").skip(1).map(|rest| rest.split(';').next().unwrap());
    let mut names: BTreeSet<String> = uses
        .flat_map(|names| names.split(['{', '}', ',', ' ', '\n', ':']).map(str::to_owned))
        .filter(|name| !name.is_empty())
        .collect();
    for kind in ["struct", "enum", "trait", "fn", "const fn"] {
        let declared =
            source.split(&format!("\npub {kind} ")).skip(1).map(name).collect::<Vec<_>>();
        names.extend(declared.into_iter().map(str::to_owned));
    }
    // Types that a macro declares are indented.
    for kind in ["pub struct ", "pub enum "] {
        let declared = source.lines().filter_map(|line| line.trim_start().strip_prefix(kind));
        names.extend(declared.map(|rest| name(rest).to_owned()));
    }
    names
}

/// The files of the public modules of the core: `trace.rs`, `chain/mod.rs`.
fn public_modules() -> Vec<PathBuf> {
    let core = root().join("core/src");
    let library = read(core.join("lib.rs"));
    let modules = library.lines().filter_map(|line| line.strip_prefix("pub mod "));
    let modules = modules.filter_map(|module| module.strip_suffix(';'));
    let files = modules.map(|module| {
        let file = core.join(module).join("mod.rs");
        if file.exists() { file } else { core.join(format!("{module}.rs")) }
    });
    files.collect()
}

/// The type of an `impl`, and whether it is one of a trait that makes a value from a name.
fn implemented(line: &str) -> (String, bool) {
    let mut rest = line.trim_start_matches("impl");
    if rest.starts_with('<') {
        rest = rest.split_once("> ").expect("one line").1;
    }
    let rest = rest.trim_start();
    match rest.split_once(" for ") {
        Some((of, to)) => (name(to.trim_start_matches('$')).to_owned(), of.ends_with("FromStr")),
        None => (name(rest.trim_start_matches('$')).to_owned(), false),
    }
}

/// The types that a macro of the core is called for: `words!(Period, Period { ... })`.
fn called_for(source: &str, call: &str) -> Vec<String> {
    let call = format!("\n{call}!");
    let calls = source.split(&call).skip(1);
    let bodies = calls.map(|rest| {
        let body = rest.trim_start_matches([' ', '(', '{', '\n']);
        // Doc comments and attributes come before the name.
        let line = body.lines().map(str::trim).find(|line| line.starts_with(char::is_uppercase));
        name(line.expect("a name")).to_owned()
    });
    bodies.collect()
}

/// Every public function and method of the core: "solve", "Chain::forward", "math::normal_tails". A function named
/// `..._traced` is the one without `_traced` with its working, and has no line of its own.
fn core_paths() -> BTreeSet<String> {
    let core = root().join("core/src");
    let mut public = public_names(&core.join("lib.rs"));
    public.extend(public_modules().iter().flat_map(|module| public_names(module)));
    let (math, in_math) = (core.join("math"), public_names(&core.join("math/mod.rs")));
    let mut paths = BTreeSet::new();
    // Numbers with a range, and enums with a name for each variant, are made by macros, which say `impl $name` and
    // `impl $type`.
    let (mut ranged, mut worded) = (Vec::new(), Vec::new());
    for file in files(&core, ".rs") {
        let source = read(&file);
        ranged.extend(called_for(&source, "checked"));
        worded.extend(called_for(&source, "words"));
    }
    assert_eq!(ranged.len(), 2, "{ranged:?}");
    assert!(worded.len() >= 5, "{worded:?}");
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
            if function.ends_with("_traced") {
                continue;
            }
            let place = format!("{}: {line}", file.display());
            if line.starts_with("pub") && file.starts_with(&math) {
                assert!(in_math.contains(function), "pub, but not for others: {place}");
                paths.insert(format!("math::{function}"));
            } else if line.starts_with("pub") {
                assert!(public.contains(function), "pub, but not for others: {place}");
                paths.insert(function.to_owned());
            } else if of == "name" {
                paths.extend(ranged.iter().map(|ranged| format!("{ranged}::{function}")));
            } else if of == "type" {
                paths.extend(worded.iter().map(|worded| format!("{worded}::{function}")));
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
        "CountDistribution::at_least",
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

/// What the npm package exports from its main entry: functions, classes, and the members of classes as "Funnel.plan".
fn js_exports() -> BTreeSet<String> {
    let source = root().join("bindings/js/npm/src");
    let mut names = BTreeSet::new();
    let mut entries = vec![String::from("index.ts")];
    while let Some(entry) = entries.pop() {
        let text = read(source.join(&entry));
        let all = text.split("export * from \"./").skip(1);
        entries.extend(all.map(|rest| rest.split(".js").next().unwrap().to_owned() + ".ts"));
        for exports in text.split("export {").skip(1) {
            let list = exports.split('}').next().unwrap().split(',').map(str::trim);
            let values = list.filter(|name| !name.is_empty() && !name.starts_with("type "));
            names.extend(values.map(str::to_owned));
        }
    }
    assert!(names.len() >= 24, "{names:?}");
    // A class that an entry extends has its members in several files.
    for file in files(&source, ".ts") {
        let text = read(file);
        for class in text.split("\nexport class ").skip(1) {
            let of = name(class);
            if !names.contains(of) {
                continue;
            }
            for line in class.split("\n}").next().unwrap().lines() {
                let Some(member) = line.strip_prefix("  ") else { continue };
                let member = member.strip_prefix("static ").unwrap_or(member);
                let member = member.strip_prefix("readonly ").unwrap_or(member);
                let name = name(member);
                let ends = member.strip_prefix(name).unwrap();
                let is = ends.starts_with('(') || ends.starts_with(": ");
                // `of` gives the package's own files what is private; `name` is the name of the class.
                if is && !["", "constructor", "of", "name"].contains(&name) {
                    names.insert(format!("{of}.{name}"));
                }
            }
        }
    }
    names
}

/// The lines of surface.tsv: core path, C symbol, JavaScript export, reason.
fn table() -> Vec<[String; 4]> {
    let table = read(root().join("bindings/surface.tsv"));
    let lines = table.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let columns: Vec<String> = line.split('\t').map(str::to_owned).collect();
        columns.try_into().unwrap_or_else(|_| panic!("four columns: {line}"))
    });
    lines.collect()
}

#[test]
fn every_javascript_export_is_accounted_for() {
    let columns = table().into_iter().map(|[_, _, js, _]| js).filter(|js| js != "-");
    let listed: BTreeSet<String> =
        columns.flat_map(|js| js.split(", ").map(str::to_owned).collect::<Vec<_>>()).collect();
    same("the npm package and surface.tsv", &js_exports(), &listed);
}

#[test]
fn every_function_of_the_core_and_of_c_is_accounted_for() {
    let (mut core, mut symbols) = (BTreeSet::new(), BTreeSet::new());
    for [path, c, js, reason] in table() {
        let reasons: Vec<&str> = reason.split("; ").collect();
        for (column, host) in [(&path, "Rust: "), (&c, "C: "), (&js, "JS: ")] {
            let said = reasons.iter().any(|said| said.starts_with(host) && said.len() > host.len());
            assert_eq!(
                *column == "-",
                said,
                "a '-' and only that has its {host}reason: {path} {c} {js}"
            );
        }
        if c != "-" {
            symbols.extend(c.split(", ").map(str::to_owned));
        }
        if path != "-" {
            assert!(core.insert(path.clone()), "twice: {path}");
        }
    }
    same("core/src and surface.tsv", &core_paths(), &core);

    let include = root().join("bindings/c/include");
    let header = called(&bare(&read(include.join("funnelmath.h"))));
    assert!(header.len() >= 92, "{header:?}");
    same("funnelmath.h and surface.tsv", &header, &symbols);
    same("both headers", &header, &called(&bare(&read(include.join("funnelmath_ffi.h")))));
    let listed = read(root().join("bindings/c/symbols.txt"));
    same("funnelmath.h and symbols.txt", &header, &listed.lines().map(str::to_owned).collect());

    let mut tests = files(&root().join("bindings/c/tests/c"), ".c");
    tests.extend(files(&root().join("bindings/c/tests/c"), ".h"));
    let calls: BTreeSet<String> =
        tests.iter().flat_map(|file| called(&bare(&read(file)))).collect();
    same("funnelmath.h and the calls of the C tests", &header, &calls);
}
