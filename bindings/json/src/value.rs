//! A JSON document as a tree that borrows from its text, and the parser that makes it.
//!
//! Numbers stay text: whoever reads one knows whether it is a count, which must not be rounded.

use crate::limits::MOST_NESTED;
use std::borrow::Cow;

/// A JSON value. An object keeps its members in their order, repeated ones included.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value<'a> {
    Null,
    Bool(bool),
    Number(&'a str),
    Text(Cow<'a, str>),
    List(Vec<Value<'a>>),
    Object(Vec<(Cow<'a, str>, Value<'a>)>),
}

impl<'a> Value<'a> {
    /// The first member of this name, when it is not null.
    pub(crate) fn member(&self, name: &str) -> Option<&Value<'a>> {
        let Value::Object(members) = self else { return None };
        let found = members.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value).filter(|value| **value != Value::Null)
    }

    /// What it is, with its article.
    pub(crate) fn what(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::Text(_) => "a text",
            Value::List(_) => "an array",
            Value::Object(_) => "an object",
        }
    }

    /// The number as the nearest f64; infinite when it exceeds the largest.
    pub(crate) fn number(&self) -> Option<f64> {
        match self {
            Value::Number(text) => text.parse().ok(),
            _ => None,
        }
    }
}

/// Why a text is not a JSON document: what was expected, and the byte where it was not found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Syntax {
    pub(crate) expected: &'static str,
    pub(crate) at: usize,
    pub(crate) is_deep: bool,
}

/// The value that the text is.
pub(crate) fn parse(text: &str) -> Result<Value<'_>, Syntax> {
    let mut parser = Parser { text, at: 0 };
    parser.space();
    let value = parser.value(0)?;
    parser.space();
    if parser.at < text.len() { parser.wrong("the end of the document") } else { Ok(value) }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Parser<'a> {
    fn wrong<T>(&self, expected: &'static str) -> Result<T, Syntax> {
        Err(Syntax { expected, at: self.at, is_deep: false })
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn word(&mut self, word: &str, value: Value<'a>) -> Result<Value<'a>, Syntax> {
        if self.rest().starts_with(word) {
            self.at += word.len();
            Ok(value)
        } else {
            self.wrong("a value")
        }
    }

    fn value(&mut self, depth: usize) -> Result<Value<'a>, Syntax> {
        match self.peek() {
            Some(b'{' | b'[') if depth >= MOST_NESTED => {
                Err(Syntax { expected: "less nesting", at: self.at, is_deep: true })
            }
            Some(b'{') => self.object(depth + 1),
            Some(b'[') => self.list(depth + 1),
            Some(b'"') => Ok(Value::Text(self.string()?)),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true", Value::Bool(true)),
            Some(b'f') => self.word("false", Value::Bool(false)),
            Some(b'n') => self.word("null", Value::Null),
            _ => self.wrong("a value"),
        }
    }

    fn list(&mut self, depth: usize) -> Result<Value<'a>, Syntax> {
        self.at += 1;
        let mut values = Vec::new();
        self.space();
        if self.take(b']') {
            return Ok(Value::List(values));
        }
        loop {
            self.space();
            values.push(self.value(depth)?);
            self.space();
            if self.take(b']') {
                return Ok(Value::List(values));
            }
            if !self.take(b',') {
                return self.wrong("',' or ']'");
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value<'a>, Syntax> {
        self.at += 1;
        let mut members = Vec::new();
        self.space();
        if self.take(b'}') {
            return Ok(Value::Object(members));
        }
        loop {
            self.space();
            if self.peek() != Some(b'"') {
                return self.wrong("a name in double quotes");
            }
            let name = self.string()?;
            self.space();
            if !self.take(b':') {
                return self.wrong("':'");
            }
            self.space();
            members.push((name, self.value(depth)?));
            self.space();
            if self.take(b'}') {
                return Ok(Value::Object(members));
            }
            if !self.take(b',') {
                return self.wrong("',' or '}'");
            }
        }
    }

    fn digits(&mut self) -> bool {
        let from = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        self.at > from
    }

    fn number(&mut self) -> Result<Value<'a>, Syntax> {
        let from = self.at;
        self.take(b'-');
        if !self.take(b'0') && !self.digits() {
            return self.wrong("a digit");
        }
        if self.take(b'.') && !self.digits() {
            return self.wrong("a digit");
        }
        if self.take(b'e') || self.take(b'E') {
            let _ = self.take(b'+') || self.take(b'-');
            if !self.digits() {
                return self.wrong("a digit");
            }
        }
        Ok(Value::Number(self.text.get(from..self.at).unwrap_or_default()))
    }

    /// A string without escapes borrows from the text.
    fn string(&mut self) -> Result<Cow<'a, str>, Syntax> {
        self.at += 1;
        let mut owned = String::new();
        let mut from = self.at;
        loop {
            match self.peek() {
                Some(b'"') => {
                    let part = self.text.get(from..self.at).unwrap_or_default();
                    self.at += 1;
                    if owned.is_empty() {
                        return Ok(Cow::Borrowed(part));
                    }
                    owned.push_str(part);
                    return Ok(Cow::Owned(owned));
                }
                Some(b'\\') => {
                    owned.push_str(self.text.get(from..self.at).unwrap_or_default());
                    self.at += 1;
                    owned.push(self.escaped()?);
                    from = self.at;
                }
                Some(0..=0x1f) | None => return self.wrong("'\"' at the end of a text"),
                Some(_) => self.at += 1,
            }
        }
    }

    fn escaped(&mut self) -> Result<char, Syntax> {
        let plain = match self.peek() {
            Some(b'u') => {
                self.at += 1;
                return self.unicode();
            }
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            _ => return self.wrong("an escape"),
        };
        self.at += 1;
        Ok(plain)
    }

    fn four(&mut self) -> Result<u32, Syntax> {
        let digits = self.text.get(self.at..self.at + 4);
        let digits = digits.filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        match digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()) {
            Some(code) => {
                self.at += 4;
                Ok(code)
            }
            None => self.wrong("four hexadecimal digits"),
        }
    }

    /// A lone surrogate stands for no character: it is refused, as UTF-8 cannot hold it.
    fn unicode(&mut self) -> Result<char, Syntax> {
        let mut code = self.four()?;
        if (0xd800..0xdc00).contains(&code) && self.rest().starts_with("\\u") {
            self.at += 2;
            let low = self.four()?;
            if (0xdc00..0xe000).contains(&low) {
                code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
            }
        }
        match char::from_u32(code) {
            Some(found) => Ok(found),
            None => self.wrong("a pair of surrogates"),
        }
    }
}
