//! `ARCHITECTURE.md` and the code say the same: which modules there are, and what each may import.
//!
//! The page's two tables are read, and every path in `core/src` that names another module is held against them. So a
//! new import is a line in the page first, and a line in the page that points upwards is refused.

#![allow(clippy::expect_used)]

mod paths;

use paths::Source;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Shorter files are joined with what they belong to, longer ones split by meaning.
const LINES: std::ops::RangeInclusive<usize> = 40..=600;
/// Of all lines of the core, in percent.
const LARGEST_MODULE: usize = 20;
/// Words that have no place in the core: with each, why.
const FOREIGN: [(&str, &str); 8] = [
    ("no_mangle", "C symbols live in bindings/c"),
    ("repr_C", "C types live in bindings/c"),
    ("wasm_bindgen", "JavaScript lives in bindings/js"),
    ("target_family", "the core has one form for every target"),
    ("target_arch", "the core has one form for every target"),
    ("target_feature", "the core has one form for every target"),
    ("inline_never", "no attribute that only makes a module smaller"),
    ("mul_add", "fused on some machines only: other bits"),
];

#[derive(Debug, Clone, PartialEq)]
struct Row {
    name: String,
    imports: Vec<String>,
    /// `field`, `error`, `bounds`, `float`: every module may import these.
    foundation: bool,
}

/// The rows of the page's tables "Foundation" and "Modules": `| name | what it does | imports |`.
fn rows(page: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut section = "";
    for line in page.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            section = title;
        }
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, name, _, imports, _] = cells.as_slice() else { continue };
        let Some(name) = name.strip_prefix('`').and_then(|name| name.strip_suffix('`')) else {
            continue;
        };
        if section != "Foundation" && section != "Modules" {
            continue;
        }
        rows.push(Row {
            name: name.into(),
            imports: imports
                .split(',')
                .map(|name| name.trim().trim_matches('`'))
                .filter(|name| !name.is_empty() && *name != "-")
                .map(Into::into)
                .collect(),
            foundation: section == "Foundation",
        });
    }
    rows
}

/// A file of `core/src`: its path from there, and its text.
type File = (String, String);

/// The path of a file's module: `["chance", "flow"]` of `chance/flow.rs`, nothing of `lib.rs`.
fn module(path: &str) -> Vec<&str> {
    path.trim_end_matches(".rs")
        .split('/')
        .filter(|part| *part != "mod" && *part != "lib")
        .collect()
}

/// Everything in which `files` and `page` disagree, or that breaks a rule of the page.
fn faults(page: &str, files: &[File]) -> Vec<String> {
    let rows = rows(page);
    let mut faults = page_faults(&rows);
    let rank: BTreeMap<&str, usize> =
        rows.iter().enumerate().map(|(rank, row)| (row.name.as_str(), rank)).collect();
    let sources: Vec<(&str, Source)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), paths::read(text, &module(path))))
        .collect();
    let mut lines: BTreeMap<&str, usize> = BTreeMap::new();
    for ((path, source), (_, text)) in sources.iter().zip(files) {
        let own = module(path).first().copied();
        faults.extend(shape_faults(path, source, text));
        *lines.entry(own.unwrap_or("lib")).or_default() += text.lines().count();
        let Some(own) = own else { continue };
        let Some((own_rank, row)) = rank.get(own).and_then(|rank| Some((*rank, rows.get(*rank)?)))
        else {
            faults.push(format!("{path}: the module `{own}` is not in ARCHITECTURE.md"));
            continue;
        };
        let test_file = is_test_file(path, &sources);
        for found in &source.found {
            let Some(target) = found.path.first().map(String::as_str) else { continue };
            let place = format!("{path}:{}: imports `{}`", found.line, found.path.join("::"));
            let Some(target_rank) = rank.get(target).copied() else {
                faults.push(format!("{place} through the crate's root; name its module"));
                continue;
            };
            let listed = row.imports.iter().any(|name| name == target)
                || (!row.foundation && rows.get(target_rank).is_some_and(|row| row.foundation));
            let allowed =
                if found.test || test_file { target_rank <= own_rank || listed } else { listed };
            if target != own && !allowed {
                faults.push(format!("{place}, which ARCHITECTURE.md does not list for `{own}`"));
            }
        }
    }
    for row in &rows {
        if !lines.contains_key(row.name.as_str()) {
            faults.push(format!("ARCHITECTURE.md lists `{}`, which is not in core/src", row.name));
        }
    }
    let total: usize = lines.values().sum();
    for (name, lines) in lines {
        if lines * 100 >= total * LARGEST_MODULE {
            faults
                .push(format!("`{name}` has {lines} of {total} lines, {LARGEST_MODULE}% or more"));
        }
    }
    faults
}

/// Imports that point upwards or sideways, and those that go without saying.
fn page_faults(rows: &[Row]) -> Vec<String> {
    let mut faults = Vec::new();
    for (rank, row) in rows.iter().enumerate() {
        let above = rows.get(..rank).unwrap_or_default();
        if above.iter().any(|other| other.name == row.name) {
            faults.push(format!("ARCHITECTURE.md lists `{}` twice", row.name));
        }
        for name in &row.imports {
            match above.iter().find(|other| other.name == *name) {
                None => faults.push(format!(
                    "ARCHITECTURE.md: `{}` imports `{name}`, which is not above it",
                    row.name
                )),
                Some(other) if other.foundation && !row.foundation => {
                    faults.push(format!(
                        "ARCHITECTURE.md: `{name}` is foundation; `{}` need not list it",
                        row.name
                    ));
                }
                Some(_) => {}
            }
        }
    }
    faults
}

/// What a single file must keep to.
fn shape_faults(path: &str, source: &Source, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let lines = text.lines().count();
    // Exempt from the minimum: the crate's root, and a `mod.rs` that is only the contents of its folder.
    let contents_only = path == "lib.rs" || (path.ends_with("mod.rs") && !source.has_items);
    if lines > *LINES.end() || (lines < *LINES.start() && !contents_only) {
        faults.push(format!("{path}: {lines} lines, not {} to {}", LINES.start(), LINES.end()));
    }
    let mut before = "";
    for (line, word) in &source.words {
        // Two words that mean something else when they stand alone.
        let both = match (before, word.as_str()) {
            ("repr", "C") => "repr_C",
            ("inline", "never") => "inline_never",
            (_, word) => word,
        };
        before = word;
        let word = both;
        if word == "libm" && !path.starts_with("float/") {
            faults.push(format!("{path}:{line}: only `float` uses libm"));
        }
        if path == "lib.rs" && (word == "fn" || word == "impl") {
            faults.push(format!("lib.rs:{line}: no logic in the crate's root"));
        }
        for (foreign, why) in FOREIGN {
            // On WebAssembly the square root has a form without 64-bit integers.
            if word == foreign && !(word == "target_family" && path.starts_with("float/")) {
                faults.push(format!("{path}:{line}: `{word}`: {why}"));
            }
        }
    }
    faults
}

/// Whether a file is declared as `#[cfg(test)] mod name;`.
fn is_test_file(path: &str, sources: &[(&str, Source)]) -> bool {
    let own = module(path);
    let Some((name, parent)) = own.split_last() else { return false };
    sources.iter().any(|(path, source)| {
        module(path) == parent && source.test_files.iter().any(|file| file == name)
    })
}

fn core_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read_files(folder: &Path, root: &Path, files: &mut Vec<File>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            read_files(&path, root, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path
                .strip_prefix(root)
                .expect("below the root")
                .to_str()
                .expect("UTF-8")
                .replace('\\', "/");
            files.push((name, std::fs::read_to_string(&path).expect("text")));
        }
    }
}

#[test]
fn the_code_is_as_the_page_says() {
    let page =
        std::fs::read_to_string(core_folder().join("../ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let source = core_folder().join("src");
    let mut files = Vec::new();
    read_files(&source, &source, &mut files);
    files.sort();
    assert!(files.len() > 40, "only {} files were found", files.len());
    let faults = faults(&page, &files);
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn the_core_depends_on_libm_and_serde_alone() {
    let manifest = std::fs::read_to_string(core_folder().join("Cargo.toml")).expect("Cargo.toml");
    let section =
        manifest.split("\n[dependencies]\n").nth(1).and_then(|rest| rest.split("\n[").next());
    let names: Vec<&str> = section
        .expect("dependencies")
        .lines()
        .filter_map(|line| line.split_once(" = "))
        .map(|(name, _)| name)
        .collect();
    assert_eq!(names, ["libm", "serde"]);
}

/// The rules, each broken once in a small made-up crate.
#[cfg(test)]
mod rules {
    use super::{File, faults};

    const PAGE: &str = "\
## Foundation
| module | what | imports |
|---|---|---|
| `float` | floats | - |

## Modules
| module | what | imports |
|---|---|---|
| `rate` | rates | - |
| `chain` | chains | `rate` |
| `whole` | units | `chain` |
| `count` | counts | - |
| `funnel` | plans | `chain`, `whole` |
";

    /// A crate that keeps every rule, with `text` at the head of `path`.
    fn with(path: &str, text: &str) -> Vec<String> {
        let mut files: Vec<File> =
            ["float/mod.rs", "rate/mod.rs", "chain/mod.rs", "whole/mod.rs", "count/mod.rs"]
                .iter()
                .chain(&["funnel/mod.rs", "chain/solve.rs", "lib.rs"])
                .map(|path| ((*path).to_string(), "// a line\n".repeat(100)))
                .collect();
        match files.iter_mut().find(|(name, _)| name == path) {
            Some((_, before)) => *before = format!("{text}\n{}", "// a line\n".repeat(99)),
            None => files.push((path.into(), text.into())),
        }
        // Two files for each module, so that each has about a seventh of all lines.
        for other in ["float/b.rs", "rate/b.rs", "whole/b.rs", "count/b.rs", "funnel/b.rs"] {
            files.push((other.into(), "// a line\n".repeat(100)));
        }
        faults(PAGE, &files)
    }

    #[track_caller]
    fn refused(path: &str, text: &str, expected: &str) {
        let found = with(path, text);
        assert!(found.len() == 1 && found[0].contains(expected), "{found:#?}");
    }

    #[test]
    fn what_the_page_lists_is_allowed() {
        assert_eq!(
            with("chain/mod.rs", "use crate::{float, rate::Rate}; use super::rate;"),
            [""; 0]
        );
        assert_eq!(
            with(
                "funnel/mod.rs",
                "use crate::whole::{self, Whole}; use self::x::y; use core::fmt;"
            ),
            [""; 0]
        );
    }

    #[test]
    fn no_import_upwards_sideways_or_unlisted() {
        refused(
            "chain/mod.rs",
            "use crate::funnel::Plan;",
            "chain/mod.rs:1: imports `funnel::Plan`",
        );
        refused(
            "chain/solve.rs",
            "\nuse super::super::whole::up;",
            "chain/solve.rs:2: imports `whole::up`",
        );
        refused("count/mod.rs", "fn f() { crate::rate::f() }", "does not list for `count`");
        refused("whole/mod.rs", "use crate::{\n float,\n rate,\n};", "imports `rate`");
        refused("float/mod.rs", "use crate::rate;", "does not list for `float`");
    }

    #[test]
    fn tests_may_import_what_stands_lower_but_not_higher() {
        assert_eq!(
            with("whole/mod.rs", "#[cfg(test)] mod tests { use crate::rate::Rate; }"),
            [""; 0]
        );
        refused(
            "whole/mod.rs",
            "#[cfg(test)] mod tests { use crate::funnel::Plan; }",
            "imports `funnel::Plan`",
        );
        refused(
            "whole/mod.rs",
            "use crate::rate::Rate; #[cfg(test)] mod tests {}",
            "imports `rate::Rate`",
        );
    }

    #[test]
    fn no_import_through_the_root() {
        refused("chain/mod.rs", "use crate::Plan;", "through the crate's root");
        refused("chain/mod.rs", "use crate::*;", "through the crate's root");
    }

    #[test]
    fn page_and_folders_match() {
        let text = "fn f() {}\n".repeat(50);
        refused("new/mod.rs", &text, "the module `new` is not in ARCHITECTURE.md");
        let files = [("float/mod.rs".to_string(), "// a line\n".repeat(100))];
        let found =
            faults("## Foundation\n| `float` | | - |\n## Modules\n| `gone` | | - |", &files);
        assert!(found.iter().any(|fault| fault.contains("lists `gone`")), "{found:?}");
    }

    #[test]
    fn the_page_itself_is_a_ladder() {
        let found = faults("## Modules\n| `a` | | `b` |\n| `b` | | - |\n| `b` | | - |", &[]);
        assert!(
            found.iter().any(|fault| fault.contains("`a` imports `b`, which is not above it")),
            "{found:?}"
        );
        assert!(found.iter().any(|fault| fault.contains("lists `b` twice")), "{found:?}");
        let found =
            faults("## Foundation\n| `float` | | - |\n## Modules\n| `a` | | `float` |", &[]);
        assert!(found.iter().any(|fault| fault.contains("`float` is foundation")), "{found:?}");
    }

    #[test]
    fn files_are_neither_short_nor_long() {
        refused("chain/short.rs", &"// a line\n".repeat(39), "39 lines");
        let long = with("chain/long.rs", &"// a line\n".repeat(601));
        assert!(
            long.iter().any(|fault| fault == "chain/long.rs: 601 lines, not 40 to 600"),
            "{long:?}"
        );
        // Only a folder's contents may be short, and only as `mod.rs`.
        assert_eq!(with("float/inner/mod.rs", "mod a;\npub use a::B;"), [""; 0]);
        refused("float/inner/mod.rs", "mod a;\nfn f() {}", "2 lines");
        refused("float/inner.rs", "mod a;\npub use a::B;", "2 lines");
    }

    #[test]
    fn no_module_is_too_large() {
        refused("count/large.rs", &"// a line\n".repeat(400), "`count` has 600 of");
    }

    #[test]
    fn only_float_uses_libm() {
        refused("chain/mod.rs", "fn f() { libm::exp(1.0) }", "only `float` uses libm");
        assert_eq!(with("float/mod.rs", "use libm::exp;"), [""; 0]);
        assert_eq!(with("chain/mod.rs", "//! Not by libm."), [""; 0]);
    }

    #[test]
    fn nothing_foreign() {
        refused("chain/mod.rs", "#[repr(C)] struct S;", "C types live in bindings/c");
        refused(
            "chain/mod.rs",
            "#[cfg(target_family = \"wasm\")] fn f() {}",
            "one form for every target",
        );
        refused("chain/mod.rs", "#[cfg_attr(feature = \"x\", inline(never))] fn f() {}", "smaller");
        refused("lib.rs", "pub fn f() {}", "no logic in the crate's root");
        assert_eq!(with("chain/mod.rs", "#[repr(u32)] enum E { C } fn never() {}"), [""; 0]);
    }
}
