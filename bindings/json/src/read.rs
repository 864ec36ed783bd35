//! The strict reader: values into the structs of requests, with every problem on the way and its pointer.

use crate::kind::{Kind, Member, Object, Rule};
use crate::limits::{MOST_LISTED, MOST_PARTS, MOST_PROBLEMS};
use crate::names::nearest;
use crate::problem::{Problem, push_index, push_name, shortened, shown};
use crate::value::Value;
use funnelmath::{Error, ErrorKind, Field, Quantity};
use std::ops::Deref;

/// The kind of a type, in documents.
pub(crate) trait Shape {
    const KIND: Kind;
    /// Its kind as an element of a list.
    const ELEMENT: Kind = Self::KIND;
    const IS_REQUIRED: bool = true;
}

/// A type that is read from a value.
pub(crate) trait Read: Shape + Sized {
    /// The value, or `None` and a problem. `field` is what it holds.
    fn read(value: &Value<'_>, field: Option<Field>, reader: &mut Reader) -> Option<Self>;

    /// What a member is that is left out; `None` when it may not be.
    fn absent() -> Option<Self> {
        None
    }
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Name(&'static str),
    At(usize),
}

/// Where the reader is, and what it found wrong.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    path: Vec<Step>,
    pub(crate) problems: Vec<Problem>,
    /// Problems beyond those that are listed.
    pub(crate) more: usize,
}

impl Reader {
    fn pointer(&self) -> String {
        let mut pointer = String::new();
        for step in &self.path {
            match step {
                Step::Name(name) => push_name(&mut pointer, name),
                Step::At(index) => push_index(&mut pointer, *index),
            }
        }
        pointer
    }

    /// Notes a problem; beyond [`MOST_PROBLEMS`] it is only counted.
    pub(crate) fn note(&mut self, problem: impl FnOnce(String) -> Problem) {
        if self.problems.len() < MOST_PROBLEMS {
            let problem = problem(self.pointer());
            self.problems.push(problem);
        } else {
            self.more += 1;
        }
    }

    /// A value of another type than is expected.
    pub(crate) fn expected(&mut self, expected: &str, value: &Value<'_>) {
        self.note(|pointer| {
            let message = format!("expected {expected}, got {}", value.what());
            Problem { value: shown(value), ..Problem::new("type", pointer, message) }
        });
    }

    /// A value that the core refuses.
    pub(crate) fn refused(&mut self, error: Error, quantity: Option<Quantity>, value: &Value<'_>) {
        self.note(|pointer| {
            let mut problem = Problem::new(error.kind().name(), pointer, error.message());
            problem.value = shown(value);
            problem.range = quantity.map(|quantity| (quantity.min(), quantity.max()));
            problem
        });
    }

    /// A word that is none of those allowed.
    pub(crate) fn unknown_word(&mut self, words: &[&'static str], value: &Value<'_>) {
        self.note(|pointer| {
            let near = match value {
                Value::Text(text) => nearest(text, words.iter().copied()),
                _ => None,
            };
            let mut message = format!("expected one of: {}", words.join(", "));
            if let Some(near) = near {
                message.push_str(&format!("; did you mean '{near}'?"));
            }
            let mut problem = Problem::new("name", pointer, message);
            problem.value = shown(value);
            problem.allowed = words.to_vec();
            problem
        });
    }

    pub(crate) fn at<T>(&mut self, index: usize, read: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(Step::At(index));
        let found = read(self);
        self.path.pop();
        found
    }

    pub(crate) fn under<T>(&mut self, name: &'static str, read: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(Step::Name(name));
        let found = read(self);
        self.path.pop();
        found
    }

    /// The same for a path of names, as `goal/revenue`.
    pub(crate) fn under_path(&mut self, path: &'static str, read: impl FnOnce(&mut Self)) {
        let depth = self.path.len();
        self.path.extend(path.split('/').map(Step::Name));
        read(self);
        self.path.truncate(depth);
    }

    /// The members of an object, in the order of its declaration; `None` when it is not an object.
    pub(crate) fn object<'v, 'a, const N: usize>(
        &mut self,
        value: &'v Value<'a>,
        object: &'static Object,
    ) -> Option<[Option<&'v Value<'a>>; N]> {
        let slots = self.members(value, object.members)?;
        self.check_rules(object, &slots);
        Some(slots)
    }

    /// The same without rules.
    pub(crate) fn members<'v, 'a, const N: usize>(
        &mut self,
        value: &'v Value<'a>,
        known: &'static [Member],
    ) -> Option<[Option<&'v Value<'a>>; N]> {
        let Value::Object(found) = value else {
            self.expected("an object", value);
            return None;
        };
        let (mut slots, mut seen) = ([None; N], [false; N]);
        let mut seen_question = false;
        for (name, value) in found {
            let place = known.iter().position(|member| member.name == name);
            let taken = match place {
                Some(place) => seen.get_mut(place),
                None if self.path.is_empty() && name == "question" => Some(&mut seen_question),
                None => None,
            };
            match taken {
                Some(taken) if *taken => self.note(|mut pointer| {
                    push_name(&mut pointer, name);
                    Problem::new("duplicate", pointer, "this member is given more than once")
                }),
                Some(taken) => *taken = true,
                None => self.unknown_member(name, known),
            }
            if let (Some(slot), true) =
                (place.and_then(|place| slots.get_mut(place)), *value != Value::Null)
            {
                slot.get_or_insert(value);
            }
        }
        Some(slots)
    }

    fn unknown_member(&mut self, name: &str, known: &'static [Member]) {
        self.note(|mut pointer| {
            let names: Vec<_> = known.iter().map(|member| member.name).collect();
            push_name(&mut pointer, &shortened(name));
            let mut message = "there is no such member here".to_string();
            if let Some(near) = nearest(name, names.iter().copied()) {
                message.push_str(&format!("; did you mean '{near}'?"));
            }
            let mut problem = Problem::new("unknown_member", pointer, message);
            problem.allowed = names;
            problem
        });
    }

    /// The next member of an object.
    pub(crate) fn member<'v, 'a: 'v, T: Read>(
        &mut self,
        members: &mut impl Iterator<Item = (&'static Member, Option<&'v Value<'a>>)>,
        rules: &'static [Rule],
    ) -> Option<T> {
        let (member, value) = members.next()?;
        if let Some(value) = value {
            return self.under(member.name, |reader| T::read(value, member.field, reader));
        }
        let absent = T::absent();
        // A member of a group is asked for by the rule about the group.
        if absent.is_none() && !rules.iter().any(|rule| rule.asks_for(member.name)) {
            self.under(member.name, |reader| {
                reader.note(|pointer| {
                    Problem::new("missing", pointer, format!("needed: {}", member.doc()))
                });
            });
        }
        absent
    }

    /// A union with none or several of its members.
    pub(crate) fn exactly_one(&mut self, known: &'static [Member], slots: &[Option<&Value<'_>>]) {
        if slots.iter().flatten().count() != 1 {
            self.note(|pointer| {
                let names: Vec<_> = known.iter().map(|member| member.name).collect();
                let message = format!("give exactly one of: {}", names.join(", "));
                let mut problem = Problem::new("form", pointer, message);
                problem.allowed = names;
                problem
            });
        }
    }
}

impl Shape for f64 {
    const KIND: Kind = Kind::Number;
}

impl Read for f64 {
    fn read(value: &Value<'_>, field: Option<Field>, reader: &mut Reader) -> Option<Self> {
        let Some(number) = value.number() else {
            reader.expected("a number", value);
            return None;
        };
        let quantity = field.and_then(Field::quantity);
        let checked = match (field, quantity) {
            (Some(field), Some(_)) => field.check(number).map(|_| ()),
            _ if number.is_finite() => Ok(()),
            _ => Err(Error::new(ErrorKind::Overflow)),
        };
        let counted = matches!(quantity, Some(Quantity::Count | Quantity::Credit));
        let error = match (checked, field) {
            (Err(error), _) => error,
            (Ok(()), Some(field)) if counted && is_rounded(value, number) => {
                let kind = if quantity == Some(Quantity::Count) {
                    ErrorKind::Count
                } else {
                    ErrorKind::Credit
                };
                Error::new(kind).field_is(field)
            }
            _ => return Some(number),
        };
        reader.refused(error, quantity, value);
        None
    }
}

/// Whether the count that was written is another than the f64 that is nearest to it: a whole number above 2^53, which a
/// float cannot hold. 2^53 itself may be written with zeros behind the point, or with an exponent.
fn is_rounded(value: &Value<'_>, number: f64) -> bool {
    let Value::Number(text) = value else { return false };
    let written = text.split(['e', 'E']).next().unwrap_or(text);
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    number >= funnelmath::Count::MAX && digits.trim_matches('0') != "9007199254740992"
}

impl Shape for usize {
    const KIND: Kind = Kind::Index;
}

impl Read for usize {
    fn read(value: &Value<'_>, _: Option<Field>, reader: &mut Reader) -> Option<Self> {
        // The largest is above every gate that a document can hold, and an index on every machine.
        let number = value.number().filter(|number| {
            *number >= 0.0 && *number <= f64::from(u32::MAX) && *number == number.trunc()
        });
        if number.is_none() {
            reader.note(|pointer| Problem {
                value: shown(value),
                range: Some((0.0, f64::from(u32::MAX))),
                ..Problem::new("index", pointer, "expected a whole number, counted from 0")
            });
        }
        number.map(|number| number as usize)
    }
}

impl Shape for String {
    const KIND: Kind = Kind::Text;
}

impl Read for String {
    fn read(value: &Value<'_>, _: Option<Field>, reader: &mut Reader) -> Option<Self> {
        match value {
            Value::Text(text) => Some(text.clone().into_owned()),
            _ => {
                reader.expected("a text", value);
                None
            }
        }
    }
}

impl Shape for bool {
    const KIND: Kind = Kind::Flag;
}

impl<T: Shape> Shape for Option<T> {
    const KIND: Kind = T::KIND;
    const ELEMENT: Kind = Kind::Nullable(&T::KIND);
    const IS_REQUIRED: bool = false;
}

impl<T: Read> Read for Option<T> {
    fn read(value: &Value<'_>, field: Option<Field>, reader: &mut Reader) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            value => T::read(value, field, reader).map(Some),
        }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: Shape> Shape for Vec<T> {
    const KIND: Kind = Kind::List(&T::ELEMENT, MOST_LISTED);
}

impl<T: Read> Read for Vec<T> {
    fn read(value: &Value<'_>, field: Option<Field>, reader: &mut Reader) -> Option<Self> {
        listed(value, field, reader, MOST_LISTED)
    }
}

/// A list of few values, for answers whose time grows with the square of them.
#[derive(Debug)]
pub(crate) struct Few<T, const MOST: usize = MOST_PARTS>(Vec<T>);

impl<T, const MOST: usize> Deref for Few<T, MOST> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.0
    }
}

impl<T: Shape, const MOST: usize> Shape for Few<T, MOST> {
    const KIND: Kind = Kind::List(&T::ELEMENT, MOST);
}

impl<T: Read, const MOST: usize> Read for Few<T, MOST> {
    fn read(value: &Value<'_>, field: Option<Field>, reader: &mut Reader) -> Option<Self> {
        listed(value, field, reader, MOST).map(Self)
    }
}

fn listed<T: Read>(
    value: &Value<'_>,
    field: Option<Field>,
    reader: &mut Reader,
    most: usize,
) -> Option<Vec<T>> {
    let Value::List(values) = value else {
        reader.expected("an array", value);
        return None;
    };
    if values.is_empty() && needs_one(field) {
        reader.refused(Error::new(ErrorKind::NoGates), None, value);
        return None;
    }
    if values.len() > most {
        reader.note(|pointer| {
            let message = format!("{} values, at most {most} are allowed", values.len());
            Problem::new("too_long", pointer, message)
        });
        return None;
    }
    let mut read = Vec::with_capacity(values.len());
    for (index, value) in values.iter().enumerate() {
        if let Some(value) = reader.at(index, |reader| T::read(value, field, reader)) {
            read.push(value);
        }
    }
    (read.len() == values.len()).then_some(read)
}

/// Whether a list must have an element: the gates of a chain, and what is known of them.
pub(crate) fn needs_one(field: Option<Field>) -> bool {
    matches!(field, Some(Field::Rates | Field::Gates | Field::SegmentRates | Field::Evidence))
}
