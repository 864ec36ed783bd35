//! What is wrong with a request, and where: errors of the reader, and those of the core as errors of a member.

use crate::kind::{Kind, Member};
use crate::limits::MOST_SHOWN;
use crate::value::Value;
use crate::write::Output;
use funnelmath::{Error, ErrorKind, Field};
use std::fmt::Write as _;

/// One thing that is wrong with a request.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Problem {
    pub(crate) code: &'static str,
    /// A JSON Pointer (RFC 6901); empty for the whole document.
    pub(crate) pointer: String,
    /// The value found there as JSON, when it is short enough to be shown or shortened.
    pub(crate) value: Option<String>,
    pub(crate) allowed: Vec<&'static str>,
    pub(crate) range: Option<(f64, f64)>,
    pub(crate) message: String,
}

impl Problem {
    pub(crate) fn new(code: &'static str, pointer: String, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { code, pointer, value: None, allowed: Vec::new(), range: None, message }
    }

    pub(crate) fn write(&self, out: &mut Output) {
        out.open('{');
        out.name("code");
        out.string(self.code);
        out.name("pointer");
        out.string(&self.pointer);
        if let Some(value) = &self.value {
            out.name("value");
            out.raw(value);
        }
        if !self.allowed.is_empty() {
            out.name("allowed");
            out.words(&self.allowed);
        }
        // The limits of f64 itself would say nothing.
        if let Some((least, most)) = self.range {
            if least > f64::MIN {
                out.name("minimum");
                out.number(least);
            }
            if most < f64::MAX {
                out.name("maximum");
                out.number(most);
            }
        }
        out.name("message");
        out.string(&self.message);
        out.close('}');
    }
}

/// The beginning of a text, at most [`MOST_SHOWN`] characters.
pub(crate) fn shortened(text: &str) -> String {
    match text.char_indices().nth(MOST_SHOWN) {
        Some((end, _)) => format!("{}...", text.get(..end).unwrap_or_default()),
        None => text.to_string(),
    }
}

/// A value as JSON, to be shown: a long text or number as the text that it begins with, an array or object not at all.
pub(crate) fn shown(value: &Value<'_>) -> Option<String> {
    let mut out = Output::default();
    match value {
        Value::Null => out.raw("null"),
        Value::Bool(flag) => out.flag(*flag),
        // Many parsers refuse a number beyond the largest f64, or read infinity.
        Value::Number(text)
            if text.len() <= MOST_SHOWN && value.number().is_some_and(f64::is_finite) =>
        {
            out.raw(text);
        }
        Value::Number(text) => out.string(&shortened(text)),
        Value::Text(text) => out.string(&shortened(text)),
        Value::List(_) | Value::Object(_) => return None,
    }
    Some(out.finish())
}

/// Appends a member's name to a JSON Pointer.
pub(crate) fn push_name(pointer: &mut String, name: &str) {
    pointer.push('/');
    for letter in name.chars() {
        match letter {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            letter => pointer.push(letter),
        }
    }
}

/// Appends an index to a JSON Pointer.
pub(crate) fn push_index(pointer: &mut String, index: usize) {
    let _ = write!(pointer, "/{index}");
}

/// An error of the core, and the member of the request that it came from, where several hold the same fields.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) error: Error,
    /// The indices of the lists in `under`, as they come.
    pub(crate) indices: Vec<usize>,
    pub(crate) under: Vec<&'static str>,
    /// A code and a message instead of the error's own.
    said: Option<(&'static str, &'static str)>,
}

impl Failure {
    /// The error is about this member, whatever field it names.
    pub(crate) fn at(error: Error, under: Vec<&'static str>) -> Self {
        Self { under, ..error.into() }
    }

    /// A limit of the door, at the field of the error.
    pub(crate) fn said(error: Error, code: &'static str, message: &'static str) -> Self {
        Self { said: Some((code, message)), ..error.into() }
    }

    /// An outcome of the core that has no form here.
    pub(crate) fn unknown_outcome() -> Self {
        let error = Error::new(ErrorKind::Name);
        Self::said(error, "outcome", "the answer has an outcome that this version does not know")
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self { error, indices: Vec::new(), under: Vec::new(), said: None }
    }
}

/// Says which member an error is about.
pub(crate) trait Within<T> {
    /// The error is about something in this member.
    fn within(self, name: &'static str) -> Result<T, Failure>;
    /// The error is about something in this element of the member.
    fn within_at(self, name: &'static str, index: usize) -> Result<T, Failure>;
}

impl<T, E: Into<Failure>> Within<T> for Result<T, E> {
    fn within(self, name: &'static str) -> Result<T, Failure> {
        self.map_err(|error| {
            let mut failure = error.into();
            failure.under.insert(0, name);
            failure
        })
    }

    fn within_at(self, name: &'static str, index: usize) -> Result<T, Failure> {
        self.map_err(|error| {
            let mut failure = error.into();
            failure.under.insert(0, name);
            failure.indices.insert(0, index);
            failure
        })
    }
}

impl Failure {
    /// The same as a problem of the request that this kind and value are.
    pub(crate) fn problem(&self, kind: &Kind, request: &Value<'_>) -> Problem {
        let error = &self.error;
        let mut pointer = String::new();
        let (whole, mut kind, mut at) = (*kind, *kind, Some(request));
        let mut outer = self.indices.iter();
        for name in &self.under {
            let Some(member) = members(&kind).iter().find(|member| member.name == *name) else {
                break;
            };
            push_name(&mut pointer, name);
            (kind, at) = (member.kind, at.and_then(|value| value.member(name)));
            if let (Kind::List(inner, _), Some(&index)) = (kind, outer.next()) {
                push_index(&mut pointer, index);
                kind = *inner;
                at = element(at, index);
            }
        }
        let indices = [error.index(), error.inner_index()];
        let indices: Vec<usize> = indices.into_iter().flatten().collect();
        let found = error.field().and_then(|field| {
            let inside = locate(&kind, at, field, &indices, &mut pointer.clone());
            let is_part = !members(&kind).is_empty();
            let anywhere = || locate(&whole, Some(request), field, &indices, &mut String::new());
            inside.or_else(|| if is_part { anywhere() } else { None })
        });
        let (pointer, value) = found.unwrap_or_else(|| (pointer, at.and_then(shown)));
        let mut message = error.message().to_string();
        if let (Some(got), Some(limit)) = (error.value(), error.limit()) {
            let is_length = error.kind() == ErrorKind::Length;
            let limit_is = if is_length { "it needs" } else { "the limit is" };
            let _ = write!(message, ": {got}, {limit_is} {limit}");
        } else if let (Some(got), None) = (error.value(), &value) {
            let _ = write!(message, ": {got}");
        }
        let (code, message) = match self.said {
            Some((code, message)) => (code, message.to_string()),
            None => (error.kind().name(), message),
        };
        let mut problem = Problem::new(code, pointer, message);
        problem.value = value;
        problem.allowed = error.allowed().to_vec();
        problem
    }
}

fn members(kind: &Kind) -> &'static [Member] {
    match kind {
        Kind::Object(object) => object.members,
        Kind::Union(union) => union.members,
        Kind::WordOr(_, inner) | Kind::Nullable(inner) => members(inner),
        _ => &[],
    }
}

fn element<'v, 'a>(list: Option<&'v Value<'a>>, index: usize) -> Option<&'v Value<'a>> {
    match list {
        Some(Value::List(values)) => values.get(index),
        _ => None,
    }
}

/// Where a document of this kind holds a field of the core: its pointer, and the value there. Members that the request
/// gives are looked through before those that it leaves out.
fn locate(
    kind: &Kind,
    value: Option<&Value<'_>>,
    field: Field,
    indices: &[usize],
    pointer: &mut String,
) -> Option<(String, Option<String>)> {
    if let Kind::List(inner, _) = kind {
        let Some((&index, rest)) = indices.split_first() else {
            // All of the list, as the shares of all segments.
            let is_here = members(inner).iter().any(|member| member.field == Some(field));
            return is_here.then(|| (pointer.clone(), None));
        };
        push_index(pointer, index);
        return locate(inner, element(value, index), field, rest, pointer);
    }
    let here = pointer.len();
    for given in [true, false] {
        for member in members(kind) {
            let inside = value.and_then(|value| value.member(member.name));
            if inside.is_some() != given {
                continue;
            }
            push_name(pointer, member.name);
            if member.field == Some(field) {
                return Some(at_element(&member.kind, inside, indices, pointer));
            }
            if inside.is_some() {
                let found = locate(&member.kind, inside, field, indices, pointer);
                if found.is_some() {
                    return found;
                }
            }
            pointer.truncate(here);
        }
    }
    None
}

/// The element of a list that the indices name, or the member itself.
fn at_element(
    kind: &Kind,
    value: Option<&Value<'_>>,
    indices: &[usize],
    pointer: &mut String,
) -> (String, Option<String>) {
    match (kind, indices.split_first()) {
        (Kind::List(inner, _), Some((&index, rest))) => {
            push_index(pointer, index);
            at_element(inner, element(value, index), rest, pointer)
        }
        _ => (pointer.clone(), value.and_then(shown)),
    }
}
