//! Writing JSON.

use crate::value::{Value, parse};
use std::fmt::Write as _;

/// A JSON text under construction.
#[derive(Debug, Default)]
pub(crate) struct Output {
    text: String,
    /// Whether the next member or element follows another one.
    follows: bool,
}

impl Output {
    pub(crate) fn finish(self) -> String {
        self.text
    }

    pub(crate) fn open(&mut self, bracket: char) {
        self.text.push(bracket);
        self.follows = false;
    }

    pub(crate) fn close(&mut self, bracket: char) {
        self.text.push(bracket);
        self.follows = true;
    }

    /// Begins an element of a list.
    pub(crate) fn next(&mut self) {
        if self.follows {
            self.text.push(',');
        }
        self.follows = true;
    }

    /// Begins a member of an object.
    pub(crate) fn name(&mut self, name: &str) {
        self.next();
        self.string(name);
        self.text.push(':');
    }

    /// A list of words.
    pub(crate) fn words(&mut self, words: &[&str]) {
        self.open('[');
        for word in words {
            self.next();
            self.string(word);
        }
        self.close(']');
    }

    /// A text that is JSON already.
    pub(crate) fn raw(&mut self, json: &str) {
        self.text.push_str(json);
        self.follows = true;
    }

    pub(crate) fn string(&mut self, text: &str) {
        self.text.push('"');
        let mut from = 0;
        for (at, byte) in text.bytes().enumerate() {
            let escape = match byte {
                b'"' => "\\\"",
                b'\\' => "\\\\",
                b'\n' => "\\n",
                b'\r' => "\\r",
                b'\t' => "\\t",
                0..=0x1f => "",
                _ => continue,
            };
            self.text.push_str(text.get(from..at).unwrap_or_default());
            if escape.is_empty() {
                let _ = write!(self.text, "\\u{byte:04x}");
            } else {
                self.text.push_str(escape);
            }
            from = at + 1;
        }
        self.text.push_str(text.get(from..).unwrap_or_default());
        self.text.push('"');
        self.follows = true;
    }

    /// The shortest text that reads as this number. It always has a point or an exponent, so that every language
    /// reads a float. JSON has no infinity and no NaN, and the core answers neither.
    pub(crate) fn number(&mut self, number: f64) {
        debug_assert!(number.is_finite());
        let _ = write!(self.text, "{number:?}");
        self.follows = true;
    }

    pub(crate) fn index(&mut self, index: usize) {
        let _ = write!(self.text, "{index}");
        self.follows = true;
    }

    pub(crate) fn flag(&mut self, flag: bool) {
        self.raw(if flag { "true" } else { "false" });
    }
}

/// What an answer is made of.
pub(crate) trait Write {
    fn write(&self, out: &mut Output);

    /// Whether there is anything to write; a member without it is left out.
    fn is_some(&self) -> bool {
        true
    }
}

impl Write for f64 {
    fn write(&self, out: &mut Output) {
        out.number(*self);
    }
}

impl Write for usize {
    fn write(&self, out: &mut Output) {
        out.index(*self);
    }
}

impl Write for bool {
    fn write(&self, out: &mut Output) {
        out.flag(*self);
    }
}

impl Write for String {
    fn write(&self, out: &mut Output) {
        out.string(self);
    }
}

impl<T: Write> Write for Option<T> {
    fn write(&self, out: &mut Output) {
        match self {
            Some(value) => value.write(out),
            None => out.raw("null"),
        }
    }

    fn is_some(&self) -> bool {
        self.is_some()
    }
}

impl<T: Write> Write for Vec<T> {
    fn write(&self, out: &mut Output) {
        out.open('[');
        for value in self {
            out.next();
            value.write(out);
        }
        out.close(']');
    }
}

/// The width of a line of [`pretty`].
const WIDTH: usize = 120;

/// The same JSON text for people: what does not fit on a line has one member or element a line.
pub(crate) fn pretty(text: &str) -> String {
    let mut out = String::with_capacity(2 * text.len());
    if let Ok(value) = parse(text) {
        lines(&value, 0, 0, &mut out);
        out.push('\n');
    }
    out
}

fn lines(value: &Value<'_>, depth: usize, before: usize, out: &mut String) {
    let flat = flat(value);
    let inside: (char, Vec<(String, &Value<'_>)>, char) = match value {
        _ if before + flat.len() < WIDTH => {
            out.push_str(&flat);
            return;
        }
        Value::List(values) => {
            ('[', values.iter().map(|value| (String::new(), value)).collect(), ']')
        }
        Value::Object(members) => {
            let named = |(name, value)| (format!("{}: ", quoted(name)), value);
            ('{', members.iter().map(|(name, value)| named((name.as_ref(), value))).collect(), '}')
        }
        _ => {
            out.push_str(&flat);
            return;
        }
    };
    let (open, parts, close) = inside;
    out.push(open);
    let indent = "  ".repeat(depth + 1);
    let last = parts.len().saturating_sub(1);
    for (place, (name, value)) in parts.into_iter().enumerate() {
        out.push('\n');
        out.push_str(&indent);
        out.push_str(&name);
        lines(value, depth + 1, indent.len() + name.len() + 1, out);
        if place < last {
            out.push(',');
        }
    }
    out.push('\n');
    out.push_str(&"  ".repeat(depth));
    out.push(close);
}

fn quoted(text: &str) -> String {
    let mut out = Output::default();
    out.string(text);
    out.finish()
}

/// A value on one line.
pub(crate) fn flat(value: &Value<'_>) -> String {
    let join = |parts: Vec<String>| parts.join(", ");
    match value {
        Value::Null => "null".to_string(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(text) => (*text).to_string(),
        Value::Text(text) => quoted(text),
        Value::List(values) => format!("[{}]", join(values.iter().map(flat).collect())),
        Value::Object(members) => {
            let each = members.iter();
            let each = each.map(|(name, value)| format!("{}: {}", quoted(name), flat(value)));
            format!("{{ {} }}", join(each.collect()))
        }
    }
}
