//! The paths of a Rust source file: what `use` lines and inline paths name within the crate.
//!
//! A small lexer instead of a parser: comments and literals are dropped, braces and `mod` are followed, and each path
//! that begins with `crate`, `super` or `self` is resolved against the module it stands in.

/// A path within the crate, resolved to the crate's root: `["float", "tie", "ties"]`.
#[derive(Debug, PartialEq)]
pub(crate) struct Found {
    pub(crate) line: usize,
    pub(crate) path: Vec<String>,
    /// Within `#[cfg(test)]`.
    pub(crate) test: bool,
}

/// What a file holds besides paths.
#[derive(Debug, Default)]
pub(crate) struct Source {
    pub(crate) found: Vec<Found>,
    /// The names of `#[cfg(test)] mod name;`: files that are compiled for tests only.
    pub(crate) test_files: Vec<String>,
    /// Every identifier outside comments and literals with its line, those of attributes included.
    pub(crate) words: Vec<(usize, String)>,
    /// Whether the file holds code besides `mod`, `use` and attributes.
    pub(crate) has_items: bool,
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Word(String),
    Separator,
    Mark(char),
    /// A string literal that is a path, as in `serde(try_from = "super::serial::FunnelData")`.
    Quoted(String),
}

/// Reads `text`, the file of the module `module` (empty for the crate's root).
pub(crate) fn read(text: &str, module: &[&str]) -> Source {
    let tokens = tokens(text);
    let mut source = Source::default();
    let mut scopes =
        vec![Scope { module: module.iter().map(ToString::to_string).collect(), test: false }];
    let mut test_next = false;
    let mut at = 0;
    while let Some((line, token)) = tokens.get(at) {
        let scope = scopes.last().cloned().unwrap_or_default();
        match token {
            Token::Mark('#') => {
                let end = attribute_end(&tokens, at);
                let attribute = tokens.get(at..end).unwrap_or_default();
                test_next |= is_cfg_test(attribute);
                for (line, token) in attribute {
                    match token {
                        Token::Quoted(path) => {
                            let path = path.split("::").map(ToString::to_string).collect();
                            source.found.extend(found(*line, path, &scope, test_next));
                        }
                        Token::Word(word) => source.words.push((*line, word.clone())),
                        Token::Separator | Token::Mark(_) => {}
                    }
                }
                at = end;
                continue;
            }
            Token::Mark('{') => {
                scopes.push(Scope { test: scope.test || test_next, ..scope });
                test_next = false;
            }
            Token::Mark('}') => {
                if scopes.len() > 1 {
                    scopes.pop();
                }
                test_next = false;
            }
            Token::Mark(';') => test_next = false,
            Token::Word(word) if word == "mod" => {
                if let Some((_, Token::Word(name))) = tokens.get(at + 1) {
                    if let Some((_, Token::Mark('{'))) = tokens.get(at + 2) {
                        let mut inner = scope.module.clone();
                        inner.push(name.clone());
                        scopes.push(Scope { module: inner, test: scope.test || test_next });
                    } else if test_next {
                        source.test_files.push(name.clone());
                    }
                    test_next = false;
                    at += 3;
                    continue;
                }
            }
            Token::Word(word) if ["crate", "super", "self"].contains(&word.as_str()) => {
                let begins = at == 0 || !matches!(tokens.get(at - 1), Some((_, Token::Separator)));
                if begins && matches!(tokens.get(at + 1), Some((_, Token::Separator))) {
                    let mut paths = Vec::new();
                    at = tree(&tokens, at, &[], &mut paths);
                    for path in paths {
                        source.found.extend(found(*line, path, &scope, test_next));
                    }
                    continue;
                }
            }
            Token::Word(word) => {
                source.words.push((*line, word.clone()));
                source.has_items |=
                    ["fn", "struct", "enum", "const", "static", "trait", "impl", "type"]
                        .contains(&word.as_str());
            }
            Token::Separator | Token::Mark(_) | Token::Quoted(_) => {}
        }
        at += 1;
    }
    source
}

#[derive(Clone, Default)]
struct Scope {
    module: Vec<String>,
    test: bool,
}

/// The path resolved to the crate's root, if it leaves the module it stands in at all.
fn found(line: usize, path: Vec<String>, scope: &Scope, test: bool) -> Option<Found> {
    let mut resolved = match path.first()?.as_str() {
        "crate" => Vec::new(),
        "super" | "self" => scope.module.clone(),
        _ => return None,
    };
    for segment in path {
        match segment.as_str() {
            "crate" | "self" => {}
            "super" => {
                resolved.pop();
            }
            _ => resolved.push(segment),
        }
    }
    Some(Found { line, path: resolved, test: scope.test || test })
}

/// Collects the paths of a tree like `crate::{a::b, c::{d, e}}` and returns where it ends.
fn tree(
    tokens: &[(usize, Token)],
    mut at: usize,
    before: &[String],
    paths: &mut Vec<Vec<String>>,
) -> usize {
    let mut path = before.to_vec();
    loop {
        match tokens.get(at) {
            Some((_, Token::Word(word))) => path.push(word.clone()),
            Some((_, Token::Mark('*'))) => path.push("*".into()),
            Some((_, Token::Mark('{'))) => {
                at += 1;
                while !matches!(tokens.get(at), None | Some((_, Token::Mark('}')))) {
                    match tokens.get(at) {
                        Some((_, Token::Mark(','))) => at += 1,
                        _ => at = tree(tokens, at, &path, paths).max(at + 1),
                    }
                }
                return at + 1;
            }
            _ => {
                paths.push(path);
                return at;
            }
        }
        at += 1;
        match tokens.get(at) {
            Some((_, Token::Separator)) => at += 1,
            Some((_, Token::Word(word))) if word == "as" => {
                paths.push(path);
                return at + 2;
            }
            _ => {
                paths.push(path);
                return at;
            }
        }
    }
}

fn attribute_end(tokens: &[(usize, Token)], at: usize) -> usize {
    let mut depth = 0;
    for (offset, (_, token)) in tokens.iter().enumerate().skip(at) {
        match token {
            Token::Mark('[') => depth += 1,
            Token::Mark(']') => {
                depth -= 1;
                if depth == 0 {
                    return offset + 1;
                }
            }
            _ => {}
        }
    }
    tokens.len()
}

/// `#[cfg(test)]` or `#[cfg(all(test, ...))]`; `not(test)` is no test.
fn is_cfg_test(attribute: &[(usize, Token)]) -> bool {
    let words: Vec<&str> = attribute
        .iter()
        .filter_map(|(_, token)| match token {
            Token::Word(word) => Some(word.as_str()),
            _ => None,
        })
        .collect();
    words.first() == Some(&"cfg") && words.contains(&"test") && !words.contains(&"not")
}

fn tokens(text: &str) -> Vec<(usize, Token)> {
    let chars: Vec<char> = text.chars().collect();
    let get = |at: usize| chars.get(at).copied().unwrap_or('\0');
    let mut tokens = Vec::new();
    let (mut at, mut line) = (0, 1);
    while at < chars.len() {
        let (c, next) = (get(at), get(at + 1));
        let begin = at;
        if c == '/' && next == '/' {
            while at < chars.len() && get(at) != '\n' {
                at += 1;
            }
        } else if c == '/' && next == '*' {
            let mut depth = 0;
            loop {
                match (get(at), get(at + 1)) {
                    ('/', '*') => (depth, at) = (depth + 1, at + 2),
                    ('*', '/') => (depth, at) = (depth - 1, at + 2),
                    _ => at += 1,
                }
                if depth == 0 || at >= chars.len() {
                    break;
                }
            }
        } else if let Some(hashes) = raw_string(&chars, at) {
            let close: String = format!("\"{}", "#".repeat(hashes));
            at += 2 + hashes + usize::from(c == 'b');
            while at < chars.len()
                && !chars.iter().skip(at).take(hashes + 1).eq(&close.chars().collect::<Vec<_>>())
            {
                at += 1;
            }
            at += hashes + 1;
        } else if c == '"' {
            at += 1;
            while at < chars.len() && get(at) != '"' {
                at += if get(at) == '\\' { 2 } else { 1 };
            }
            at += 1;
            let inner: String = chars.iter().skip(begin + 1).take(at - begin - 2).collect();
            let is_path = inner.starts_with("crate::") || inner.starts_with("super::");
            if is_path && inner.chars().all(|c| c.is_alphanumeric() || c == '_' || c == ':') {
                tokens.push((line, Token::Quoted(inner)));
            }
        } else if c == '\'' && (next == '\\' || get(at + 2) == '\'') {
            at += if next == '\\' { 3 } else { 2 };
            while at < chars.len() && get(at) != '\'' {
                at += 1;
            }
            at += 1;
        } else if c.is_alphanumeric() || c == '_' {
            while get(at).is_alphanumeric() || get(at) == '_' {
                at += 1;
            }
            tokens.push((line, Token::Word(chars.iter().skip(begin).take(at - begin).collect())));
        } else if c == ':' && next == ':' {
            tokens.push((line, Token::Separator));
            at += 2;
        } else {
            if !c.is_whitespace() {
                tokens.push((line, Token::Mark(c)));
            }
            at += 1;
        }
        line += chars.iter().skip(begin).take(at - begin).filter(|c| **c == '\n').count();
    }
    tokens
}

/// How many `#` a raw string that begins here has.
fn raw_string(chars: &[char], at: usize) -> Option<usize> {
    let get = |at: usize| chars.get(at).copied().unwrap_or('\0');
    if at > 0 && (get(at - 1).is_alphanumeric() || get(at - 1) == '_') {
        return None;
    }
    let r = if get(at) == 'b' { at + 1 } else { at };
    if get(r) != 'r' {
        return None;
    }
    let hashes = chars.iter().skip(r + 1).take_while(|c| **c == '#').count();
    (get(r + 1 + hashes) == '"').then_some(hashes)
}

#[cfg(test)]
mod tests {
    use super::read;

    /// The resolved paths of `text`, a file of the module `chance::question`.
    fn paths(text: &str) -> Vec<String> {
        read(text, &["chance", "question"])
            .found
            .iter()
            .map(|found| found.path.join("::"))
            .collect()
    }

    #[test]
    fn nested_braces_and_several_lines() {
        let text =
            "use crate::{count::{Method, urn::{self, Cells}},\n float::ties as same, funnel};";
        assert_eq!(
            paths(text),
            ["count::Method", "count::urn", "count::urn::Cells", "float::ties", "funnel"]
        );
    }

    #[test]
    fn super_is_resolved() {
        assert_eq!(
            paths("use super::Flow; use super::super::funnel::Plan;"),
            ["chance::Flow", "funnel::Plan"]
        );
        assert_eq!(
            paths("use super::{super::funnel, flow::Flow};"),
            ["funnel", "chance::flow::Flow"]
        );
        assert_eq!(paths("mod inner { use super::super::super::funnel::Plan; }"), ["funnel::Plan"]);
        assert_eq!(paths("fn f() { super::super::funnel::plan() }"), ["funnel::plan"]);
    }

    #[test]
    fn inline_paths_macros_and_strings_in_attributes() {
        assert_eq!(
            paths("fn f() -> crate::funnel::Plan { $crate::whole::up(crate::rate::X) }"),
            ["funnel::Plan", "whole::up", "rate::X"]
        );
        assert_eq!(
            paths("#[serde(try_from = \"crate::funnel::Data\")] struct S;"),
            ["funnel::Data"]
        );
        assert_eq!(paths("pub(in crate::chance) fn f() {}"), ["chance"]);
        assert_eq!(paths("use crate::funnel::*;"), ["funnel::*"]);
    }

    #[test]
    fn comments_and_literals_are_no_code() {
        let text = "// use crate::funnel;\n/* crate::a /* crate::b */ crate::c */ const A: &str = \"crate::d \";\n\
                    const B: &str = r#\"use \"crate::e\"\"#; const C: char = '\"'; const D: char = '\\''; fn f<'a>() {}\n\
                    use crate::whole;";
        let found = read(text, &["chance"]).found;
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].line, found[0].path.join("::").as_str()), (4, "whole"));
    }

    #[test]
    fn test_code_is_known() {
        let text = "use crate::a; #[cfg(test)] use crate::b; #[cfg(not(test))] use crate::c;\n\
                    #[cfg(test)] mod tests { fn f() { crate::d::g() } } use crate::e;\n\
                    #[cfg(all(test, feature = \"alloc\"))] mod more { mod deep { use crate::h; } }\n\
                    #[cfg(test)] mod cases;";
        let source = read(text, &["chance"]);
        let tests: Vec<_> = source
            .found
            .iter()
            .filter(|found| found.test)
            .map(|found| found.path.join("::"))
            .collect();
        assert_eq!(tests, ["b", "d::g", "h"]);
        assert_eq!(source.found.len(), 6);
        assert_eq!(source.test_files, ["cases"]);
    }

    #[test]
    fn contents_only() {
        assert!(
            !read("//! A.\nmod a;\npub use a::{B, C};\n#[cfg(test)]\nmod cases;", &["a"]).has_items
        );
        assert!(read("mod a;\nconst B: u8 = 1;", &["a"]).has_items);
    }
}
