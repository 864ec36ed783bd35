//! The description of a document: what the reader, the schema and every generator are made from.

use funnelmath::{ErrorKind, Field};

/// What a value of a document is.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    /// A number, in the range of the field that it stands for.
    Number,
    /// The number of a stage or gate, from 0.
    Index,
    /// True or false.
    Flag,
    /// A text for people.
    Text,
    /// One of these words.
    Word(&'static [&'static str]),
    /// `sale_value`, or a gate such as `gates[1]`.
    Lever,
    /// An array of at most so many values.
    List(&'static Kind, usize),
    /// A value of a list that may be null, when it is not known.
    Nullable(&'static Kind),
    /// An object.
    Object(&'static Object),
    /// An object with exactly one of these members.
    Union(&'static Union),
    /// One of these words, or else the other kind.
    WordOr(&'static [&'static str], &'static Kind),
    /// In answers: an object whose member `outcome` says which of these it is.
    Outcomes(&'static Outcomes),
}

/// An object by its members.
#[derive(Debug)]
pub(crate) struct Object {
    pub(crate) name: &'static str,
    pub(crate) doc: &'static str,
    pub(crate) members: &'static [Member],
    pub(crate) rules: &'static [Rule],
}

/// An object with exactly one of its members.
#[derive(Debug)]
pub(crate) struct Union {
    pub(crate) name: &'static str,
    pub(crate) doc: &'static str,
    pub(crate) members: &'static [Member],
}

/// An object whose member `outcome` says which it is.
#[derive(Debug)]
pub(crate) struct Outcomes {
    pub(crate) name: &'static str,
    pub(crate) doc: &'static str,
    pub(crate) outcomes: &'static [Outcome],
}

/// A member of an object.
#[derive(Debug)]
pub(crate) struct Member {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    /// The input of the core that it is.
    pub(crate) field: Option<Field>,
    pub(crate) is_required: bool,
    /// Its own text; empty where the field's is meant.
    pub(crate) own_doc: &'static str,
}

impl Member {
    /// What the member is, in one sentence.
    pub(crate) fn doc(&self) -> &'static str {
        match self.field {
            Some(field) if self.own_doc.is_empty() => field.doc(),
            _ => self.own_doc.trim_ascii(),
        }
    }
}

/// One outcome of an answer.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) word: &'static str,
    pub(crate) doc: &'static str,
    pub(crate) members: &'static [Member],
}

/// A rule between the members of an object. A member of a member is named by its path, as `goal/revenue`.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Rule {
    /// Exactly one of these groups of members is given, all of it.
    OneOf(&'static [&'static [&'static str]]),
    /// At most one of these members is given.
    NotBoth(&'static str, &'static str),
    /// When the first member is given, so is one of the others.
    NeedsOne(&'static str, &'static [&'static str], ErrorKind),
    /// The first list has as many values as the second, and so many more.
    Length(&'static str, &'static str, usize),
    /// The same, or the first list is empty.
    LengthOrEmpty(&'static str, &'static str, usize),
    /// The number is a stage of the chain whose rates or gates are the list.
    StageOf(&'static str, &'static str),
    /// The number is a gate of the chain whose rates are the list.
    GateOf(&'static str, &'static str),
    /// The first number, or each of a list, is at most the second.
    AtMost(&'static str, &'static str, ErrorKind),
    /// The number is not 0.
    NotZero(&'static str, ErrorKind),
}
