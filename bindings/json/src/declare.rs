//! The macros that declare a document once: its struct, its reader or writer, and its description.

use crate::kind::Kind;
use crate::problem::Failure;
use crate::read::{Read, Shape};
use crate::write::Write;

/// A question: the struct of its request, and how the core is called with it.
pub(crate) trait Question: Read {
    const NAME: &'static str;
    const EXAMPLE: &'static str;
    type Answer: Write + Shape;

    /// Calls the core.
    fn answer(self) -> Result<Self::Answer, Failure>;
}

/// A question without its type, for the table of all of them.
pub(crate) struct Entry {
    pub(crate) name: &'static str,
    pub(crate) example: &'static str,
    pub(crate) request: Kind,
    pub(crate) answer: Kind,
    pub(crate) run: crate::door::Run,
}

impl Entry {
    pub(crate) const fn of<Q: Question>() -> Self {
        Self {
            name: Q::NAME,
            example: Q::EXAMPLE,
            request: Q::KIND,
            answer: Q::Answer::KIND,
            run: crate::door::run::<Q>,
        }
    }
}

macro_rules! field {
    () => {
        None
    };
    ($field:ident) => {
        Some(funnelmath::Field::$field)
    };
}
pub(crate) use field;

macro_rules! member {
    ($(#[doc = $doc:literal])* $member:ident, $type:ty $(, $field:ident)?) => {
        $crate::kind::Member {
            name: stringify!($member),
            kind: <$type as $crate::read::Shape>::KIND,
            field: $crate::declare::field!($($field)?),
            is_required: <$type as $crate::read::Shape>::IS_REQUIRED,
            own_doc: concat!("", $($doc),*),
        }
    };
}
pub(crate) use member;

/// Declares an object of a request: `member: type = Field,` with the field of the core that it is, whose range and
/// text it takes; a member of type `Option` may be left out.
macro_rules! document {
    (
        $(#[doc = $doc:literal])+
        $name:ident {
            $($(#[doc = $member_doc:literal])* $member:ident : $type:ty $(= $field:ident)?,)+
        }
        $(rules { $($rule:expr),+ $(,)? })?
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug)]
        pub(crate) struct $name {
            $(pub(crate) $member: $type,)+
        }

        impl $name {
            const OBJECT: $crate::kind::Object = $crate::kind::Object {
                name: stringify!($name),
                doc: concat!($($doc),+),
                members: &[$($crate::declare::member!(
                    $(#[doc = $member_doc])* $member, $type $(, $field)?
                ),)+],
                rules: &[$($($rule),+)?],
            };
        }

        impl $crate::read::Shape for $name {
            const KIND: $crate::kind::Kind = $crate::kind::Kind::Object(&Self::OBJECT);
        }

        impl $crate::read::Read for $name {
            fn read(
                value: &$crate::value::Value<'_>,
                _: Option<funnelmath::Field>,
                reader: &mut $crate::read::Reader,
            ) -> Option<Self> {
                const MEMBERS: usize = [$(stringify!($member)),+].len();
                let object: &'static $crate::kind::Object = &Self::OBJECT;
                let slots = reader.object::<MEMBERS>(value, object)?;
                let mut members = object.members.iter().zip(slots);
                $(let $member = reader.member::<$type>(&mut members, object.rules);)+
                Some(Self { $($member: $member?,)+ })
            }
        }
    };
}
pub(crate) use document;

/// Declares a question: its name, its request, an example, and the call of the core.
macro_rules! question {
    (
        $(#[doc = $doc:literal])+
        $name:ident $word:literal {
            $($(#[doc = $member_doc:literal])* $member:ident : $type:ty $(= $field:ident)?,)+
        }
        $(rules { $($rule:expr),+ $(,)? })?
        example $example:literal;
        $answer:ty: |$request:ident| $body:block
    ) => {
        $crate::declare::document! {
            $(#[doc = $doc])+
            $name {
                $($(#[doc = $member_doc])* $member : $type $(= $field)?,)+
            }
            $(rules { $($rule),+ })?
        }

        impl $crate::declare::Question for $name {
            const NAME: &'static str = $word;
            const EXAMPLE: &'static str = $example;
            type Answer = $answer;

            fn answer(self) -> Result<$answer, $crate::problem::Failure> {
                let $request = self;
                $body
            }
        }
    };
}
pub(crate) use question;

/// Declares an object of a request that has exactly one of its members.
macro_rules! union {
    (
        $(#[doc = $doc:literal])+
        $name:ident {
            $($(#[doc = $member_doc:literal])* $variant:ident $member:ident : $type:ty $(= $field:ident)?,)+
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug)]
        pub(crate) enum $name {
            $($(#[doc = $member_doc])* $variant($type),)+
        }

        impl $name {
            const UNION: $crate::kind::Union = $crate::kind::Union {
                name: stringify!($name),
                doc: concat!($($doc),+),
                members: &[$($crate::declare::member!(
                    $(#[doc = $member_doc])* $member, $type $(, $field)?
                ),)+],
            };
        }

        impl $crate::read::Shape for $name {
            const KIND: $crate::kind::Kind = $crate::kind::Kind::Union(&Self::UNION);
        }

        impl $crate::read::Read for $name {
            fn read(
                value: &$crate::value::Value<'_>,
                _: Option<funnelmath::Field>,
                reader: &mut $crate::read::Reader,
            ) -> Option<Self> {
                const COUNT: usize = [$(stringify!($member)),+].len();
                let union: &'static $crate::kind::Union = &Self::UNION;
                let slots = reader.members::<COUNT>(value, union.members)?;
                reader.exactly_one(union.members, &slots);
                let mut found = None;
                let mut members = union.members.iter().zip(slots);
                $(if let Some((member, Some(value))) = members.next() {
                    let read = reader.under(member.name, |reader| {
                        <$type as $crate::read::Read>::read(value, member.field, reader)
                    });
                    found = read.map(Self::$variant);
                })+
                found
            }
        }
    };
}
pub(crate) use union;

/// Writes the members of an object that have a value.
macro_rules! write_members {
    ($out:ident, $($member:ident = $value:expr),+) => {
        $(if $crate::write::Write::is_some($value) {
            $out.name(stringify!($member));
            $crate::write::Write::write($value, $out);
        })+
    };
}
pub(crate) use write_members;

/// Describes how a type of the core is written: which of its fields, and what they are.
macro_rules! written {
    (
        $(#[doc = $doc:literal])+
        $name:ident {
            $($(#[doc = $member_doc:literal])+ $member:ident : $type:ty,)+
        }
    ) => {
        impl $crate::read::Shape for $name {
            const KIND: $crate::kind::Kind = $crate::kind::Kind::Object(&$crate::kind::Object {
                name: stringify!($name),
                doc: concat!($($doc),+),
                members: &[$($crate::declare::member!($(#[doc = $member_doc])+ $member, $type),)+],
                rules: &[],
            });
        }

        impl $crate::write::Write for $name {
            fn write(&self, out: &mut $crate::write::Output) {
                out.open('{');
                $crate::declare::write_members!(out, $($member = &self.$member),+);
                out.close('}');
            }
        }
    };
}
pub(crate) use written;

/// Declares an object of an answer; a member of type `Option` without a value is left out.
macro_rules! answer {
    (
        $(#[doc = $doc:literal])+
        $name:ident {
            $($(#[doc = $member_doc:literal])+ $member:ident : $type:ty,)+
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug)]
        pub(crate) struct $name {
            $($(#[doc = $member_doc])+ pub(crate) $member: $type,)+
        }

        $crate::declare::written! {
            $(#[doc = $doc])+
            $name { $($(#[doc = $member_doc])+ $member : $type,)+ }
        }
    };
}
pub(crate) use answer;

/// Declares the outcomes of an answer: an object whose member `outcome` says which it is.
macro_rules! outcomes {
    (
        $(#[doc = $doc:literal])+
        $name:ident {
            $(
                $(#[doc = $outcome_doc:literal])+
                $variant:ident $word:literal {
                    $($(#[doc = $member_doc:literal])+ $member:ident : $type:ty,)*
                }
            )+
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug)]
        pub(crate) enum $name {
            $($(#[doc = $outcome_doc])+ $variant {
                $($(#[doc = $member_doc])+ $member: $type,)*
            },)+
        }

        impl $crate::read::Shape for $name {
            const KIND: $crate::kind::Kind = $crate::kind::Kind::Outcomes(&$crate::kind::Outcomes {
                name: stringify!($name),
                doc: concat!($($doc),+),
                outcomes: &[$($crate::kind::Outcome {
                    word: $word,
                    doc: concat!($($outcome_doc),+),
                    members: &[$($crate::declare::member!(
                        $(#[doc = $member_doc])+ $member, $type
                    ),)*],
                },)+],
            });
        }

        impl $crate::write::Write for $name {
            fn write(&self, out: &mut $crate::write::Output) {
                out.open('{');
                out.name("outcome");
                match self {
                    $(Self::$variant { $($member),* } => {
                        out.string($word);
                        $($crate::declare::write_members!(out, $member = $member);)*
                    })+
                }
                out.close('}');
            }
        }
    };
}
pub(crate) use outcomes;

/// How a word of the core is read and written.
macro_rules! word {
    ($($type:ident $field:ident),+ $(,)?) => {$(
        impl $crate::read::Shape for $type {
            const KIND: $crate::kind::Kind = $crate::kind::Kind::Word(funnelmath::Field::$field.words());
        }

        impl $crate::read::Read for $type {
            fn read(
                value: &$crate::value::Value<'_>,
                _: Option<funnelmath::Field>,
                reader: &mut $crate::read::Reader,
            ) -> Option<Self> {
                let word = match value {
                    $crate::value::Value::Text(text) => text.parse().ok(),
                    _ => None,
                };
                if word.is_none() {
                    reader.unknown_word(funnelmath::Field::$field.words(), value);
                }
                word
            }
        }

        impl $crate::write::Write for $type {
            fn write(&self, out: &mut $crate::write::Output) {
                out.string(self.name());
            }
        }
    )+};
}
pub(crate) use word;
