//! The Markdown pages: their links lead somewhere, also where they are published, and the two READMEs agree.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn text(page: &Path) -> String {
    fs::read_to_string(page).unwrap_or_else(|error| panic!("{}: {error}", page.display()))
}

/// The targets of `[text](target)` and `[name]: target`, outside code.
fn links(page: &str) -> Vec<String> {
    let mut links = Vec::new();
    let mut code = false;
    for line in page.lines() {
        if line.starts_with("```") {
            code = !code;
        }
        if code {
            continue;
        }
        // Every second part between backticks is code.
        let prose: String = line.split('`').step_by(2).collect();
        links.extend(
            prose.split("](").skip(1).filter_map(|rest| Some(rest.split_once(')')?.0.into())),
        );
        if let Some((name, target)) = prose.split_once("]: ") {
            if name.starts_with('[') {
                links.push(target.trim().into());
            }
        }
    }
    links
}

fn is_absolute(link: &str) -> bool {
    link.starts_with("https://") || link.starts_with('#')
}

/// All pages of the repository, build folders aside.
fn pages(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() {
            let skipped = ["target", "node_modules", "dist", "build", "corpus", ".git", "vendor"];
            if !skipped.contains(&name) {
                pages(&path, found);
            }
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
}

#[test]
fn links_are_found() {
    let page = "A [b](c.md) and [d](https://e) `[f](g)`.\n[h]: i.md\n```\n[j](k)\n```\n[l](#m)";
    assert_eq!(links(page), ["c.md", "https://e", "i.md", "#m"]);
}

#[test]
fn relative_links_lead_to_files() {
    let mut found = Vec::new();
    pages(&root(), &mut found);
    assert!(found.len() > 10, "{found:?}");
    let mut dead = Vec::new();
    for page in &found {
        for link in links(&text(page)) {
            let target = link.split('#').next().unwrap();
            // The manual's pages link to items of Rust.
            let manual = page.starts_with(root().join("core/src"));
            if !is_absolute(&link) && !manual && !page.parent().unwrap().join(target).exists() {
                dead.push(format!("{}: {link}", page.display()));
            }
        }
    }
    assert!(dead.is_empty(), "dead links:\n{}", dead.join("\n"));
}

/// The page of a published crate or package stands alone: a relative link would be dead there.
#[test]
fn published_pages_link_to_nothing_beside_them() {
    for page in ["core/README.md", "bindings/js/npm/README.md"] {
        let relative: Vec<String> = links(&text(&root().join(page)))
            .into_iter()
            .filter(|link| !is_absolute(link))
            .collect();
        assert!(relative.is_empty(), "{page}: {relative:?}");
    }
}

#[test]
fn both_readmes_show_the_same_rust() {
    let section = |page: &str| {
        let page = text(&root().join(page));
        let rest =
            page.split_once("\n## In Rust\n").unwrap().1.split("\n## ").next().unwrap().to_string();
        // Every block of code in it, and the output it prints.
        rest.split("```")
            .skip(1)
            .step_by(2)
            .filter(|code| !code.starts_with("toml"))
            .collect::<Vec<_>>()
            .join("```")
    };
    assert_eq!(
        section("README.md"),
        section("core/README.md"),
        "copy \"In Rust\" from one to the other: doc tests run those of core/README.md"
    );
}
