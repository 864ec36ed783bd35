//! The JSON Schema of each request, and the description of all documents for generators.

use crate::declare::Entry;
use crate::kind::{Kind, Member, Object, Outcomes, Rule, Union};
use crate::questions::QUESTIONS;
use crate::value::{Value, parse};
use crate::write::{Output, flat, pretty};
use funnelmath::Quantity;
use std::collections::BTreeMap;

/// The schema of a question's request: a plain object of JSON Schema 2020-12, nothing of it referenced.
pub(crate) fn schema(entry: &Entry) -> String {
    let mut out = Output::default();
    out.open('{');
    text(&mut out, "$schema", "https://json-schema.org/draft/2020-12/schema");
    text(&mut out, "title", entry.name);
    if let Kind::Object(object) = entry.request {
        text(&mut out, "description", about(entry));
        of_object(&mut out, object, Some(entry.name));
        forms(&mut out, object);
    }
    out.name("examples");
    out.open('[');
    out.next();
    out.raw(entry.example);
    out.close(']');
    out.close('}');
    pretty(&out.finish())
}

fn text(out: &mut Output, name: &str, text: &str) {
    out.name(name);
    out.string(text);
}

fn words(out: &mut Output, name: &str, words: &[&str]) {
    out.name(name);
    out.words(words);
}

/// The members of an object's schema, within its braces.
fn of_object(out: &mut Output, object: &Object, question: Option<&str>) {
    text(out, "type", "object");
    let needed = object.members.iter().filter(|member| member.is_required);
    let names: Vec<_> =
        question.map(|_| "question").into_iter().chain(needed.map(|member| member.name)).collect();
    if !names.is_empty() {
        words(out, "required", &names);
    }
    out.name("properties");
    out.open('{');
    if let Some(name) = question {
        out.name("question");
        out.open('{');
        text(out, "type", "string");
        text(out, "const", name);
        out.close('}');
    }
    for member in object.members {
        of_member(out, member);
    }
    out.close('}');
    out.name("additionalProperties");
    out.flag(false);
}

/// The groups of members of which exactly one is given.
fn groups(object: &Object) -> impl Iterator<Item = &'static [&'static [&'static str]]> {
    object.rules.iter().filter_map(|rule| match rule {
        Rule::OneOf(groups) => Some(*groups),
        _ => None,
    })
}

fn forms(out: &mut Output, object: &Object) {
    let groups: Vec<_> = groups(object).collect();
    if !groups.is_empty() {
        out.name("allOf");
        out.open('[');
        for groups in groups {
            out.next();
            out.open('{');
            out.name("oneOf");
            out.open('[');
            for group in groups {
                out.next();
                out.open('{');
                words(out, "required", group);
                out.close('}');
            }
            out.close(']');
            out.close('}');
        }
        out.close(']');
    }
}

/// What a question answers, in one sentence.
pub(crate) fn about(entry: &Entry) -> &'static str {
    match entry.request {
        Kind::Object(object) => object.doc.trim_ascii(),
        _ => "",
    }
}

/// The schema of the members beside `question`, on one line. Callers of tools refuse `allOf` at the top, so which members
/// exclude each other is said in the description.
pub(crate) fn arguments(entry: &Entry) -> String {
    let mut out = Output::default();
    out.open('{');
    if let Kind::Object(object) = entry.request {
        let each = groups(object).map(|groups| {
            let groups: Vec<_> = groups.iter().map(|group| group.join(" and ")).collect();
            format!(" Give exactly one of: {}.", groups.join("; "))
        });
        text(&mut out, "description", &(about(entry).to_string() + &each.collect::<String>()));
        of_object(&mut out, object, None);
    }
    if let Ok(Value::Object(mut members)) = parse(entry.example) {
        members.retain(|(name, _)| name != "question");
        out.name("examples");
        out.open('[');
        out.next();
        out.raw(&flat(&Value::Object(members)));
        out.close(']');
    }
    out.close('}');
    out.finish()
}

fn of_member(out: &mut Output, member: &Member) {
    out.name(member.name);
    out.open('{');
    text(out, "description", member.doc());
    let quantity = member.field.and_then(|field| field.quantity());
    of_kind(out, &member.kind, quantity);
    out.close('}');
}

/// The members of a kind's schema, within its braces.
fn of_kind(out: &mut Output, kind: &Kind, quantity: Option<Quantity>) {
    match kind {
        Kind::Number => {
            text(out, "type", "number");
            if let Some(quantity) = quantity {
                limits(out, quantity);
            }
        }
        Kind::Index => {
            text(out, "type", "integer");
            out.name("minimum");
            out.index(0);
        }
        Kind::Flag => text(out, "type", "boolean"),
        Kind::Text => text(out, "type", "string"),
        Kind::Word(allowed) => words(out, "enum", allowed),
        Kind::Lever => {
            text(out, "type", "string");
            text(out, "pattern", r"^(sale_value|gates\[[0-9]+\])$");
        }
        Kind::List(element, most) => {
            text(out, "type", "array");
            out.name("maxItems");
            out.index(*most);
            out.name("items");
            out.open('{');
            of_kind(out, element, quantity);
            out.close('}');
        }
        Kind::Nullable(inner) => {
            any_of(out, &[&|out| of_kind(out, inner, quantity), &|out| text(out, "type", "null")]);
        }
        Kind::Object(object) => {
            of_object(out, object, None);
            forms(out, object);
        }
        Kind::Union(union) => {
            text(out, "type", "object");
            out.name("properties");
            out.open('{');
            for member in union.members {
                of_member(out, member);
            }
            out.close('}');
            out.name("additionalProperties");
            out.flag(false);
            for bound in ["minProperties", "maxProperties"] {
                out.name(bound);
                out.index(1);
            }
        }
        Kind::WordOr(allowed, inner) => {
            any_of(out, &[&|out| words(out, "enum", allowed), &|out| of_kind(out, inner, quantity)])
        }
        // Only answers have outcomes; the description lists them.
        Kind::Outcomes(_) => {}
    }
}

fn any_of(out: &mut Output, each: &[&dyn Fn(&mut Output)]) {
    out.name("anyOf");
    out.open('[');
    for write in each {
        out.next();
        out.open('{');
        write(out);
        out.close('}');
    }
    out.close(']');
}

/// The limits of a quantity, where they say more than the limits of f64.
fn limits(out: &mut Output, quantity: Quantity) {
    if quantity.min() > f64::MIN {
        out.name("minimum");
        out.number(quantity.min());
    }
    if quantity.max() < f64::MAX {
        out.name("maximum");
        out.number(quantity.max());
    }
    if quantity.is_whole() {
        out.name("multipleOf");
        out.index(1);
    }
}

/// Every question with its request and its answer, and every type that they are made of: what a generator of types,
/// functions or pages needs.
pub(crate) fn description() -> String {
    let (mut types, mut questions) = (Types::default(), Output::default());
    questions.open('[');
    for entry in QUESTIONS {
        questions.next();
        questions.open('{');
        text(&mut questions, "name", entry.name);
        questions.name("request");
        types.write(&mut questions, &entry.request);
        questions.name("answer");
        types.write(&mut questions, &entry.answer);
        questions.name("example");
        questions.raw(entry.example);
        questions.name("example_answer");
        questions.raw(&crate::door::answer(entry.example));
        questions.close('}');
    }
    questions.close(']');
    let mut out = Output::default();
    out.open('{');
    out.name("types");
    out.open('{');
    for (name, description) in types.0 {
        out.name(name);
        out.raw(&description);
    }
    out.close('}');
    out.name("questions");
    out.raw(&questions.finish());
    out.close('}');
    pretty(&out.finish())
}

/// The types described so far, by their names.
#[derive(Default)]
struct Types(BTreeMap<&'static str, String>);

impl Types {
    /// Writes a kind; one with a name as a reference to it, after its description is kept.
    fn write(&mut self, out: &mut Output, kind: &Kind) {
        let named = |out: &mut Output, name: &str| {
            text(out, "kind", "type");
            text(out, "type", name);
        };
        out.open('{');
        match kind {
            Kind::Number => text(out, "kind", "number"),
            Kind::Index => text(out, "kind", "index"),
            Kind::Flag => text(out, "kind", "flag"),
            Kind::Text => text(out, "kind", "text"),
            Kind::Lever => text(out, "kind", "lever"),
            Kind::Word(allowed) => {
                text(out, "kind", "word");
                words(out, "words", allowed);
            }
            Kind::List(element, most) => {
                text(out, "kind", "list");
                out.name("most");
                out.index(*most);
                out.name("of");
                self.write(out, element);
            }
            Kind::Nullable(inner) => {
                text(out, "kind", "nullable");
                out.name("of");
                self.write(out, inner);
            }
            Kind::WordOr(allowed, inner) => {
                text(out, "kind", "word_or");
                words(out, "words", allowed);
                out.name("or");
                self.write(out, inner);
            }
            Kind::Object(object) => named(out, self.object(object)),
            Kind::Union(union) => named(out, self.union(union)),
            Kind::Outcomes(outcomes) => named(out, self.outcomes(outcomes)),
        }
        out.close('}');
    }

    fn object(&mut self, object: &'static Object) -> &'static str {
        let mut out = Self::begin("object", object.doc);
        self.members(&mut out, object.members);
        let forms: Vec<_> = groups(object).collect();
        if !forms.is_empty() {
            out.name("exactly_one_of");
            out.open('[');
            for groups in forms {
                out.next();
                out.open('[');
                for group in groups {
                    out.next();
                    out.words(group);
                }
                out.close(']');
            }
            out.close(']');
        }
        self.keep(object.name, out)
    }

    fn union(&mut self, union: &'static Union) -> &'static str {
        let mut out = Self::begin("union", union.doc);
        self.members(&mut out, union.members);
        self.keep(union.name, out)
    }

    fn outcomes(&mut self, outcomes: &'static Outcomes) -> &'static str {
        let mut out = Self::begin("outcomes", outcomes.doc);
        out.name("outcomes");
        out.open('[');
        for outcome in outcomes.outcomes {
            out.next();
            out.open('{');
            text(&mut out, "word", outcome.word);
            text(&mut out, "doc", outcome.doc.trim_ascii());
            self.members(&mut out, outcome.members);
            out.close('}');
        }
        out.close(']');
        self.keep(outcomes.name, out)
    }

    fn begin(kind: &str, doc: &str) -> Output {
        let mut out = Output::default();
        out.open('{');
        text(&mut out, "kind", kind);
        text(&mut out, "doc", doc.trim_ascii());
        out
    }

    /// Two types of one name must be one type.
    fn keep(&mut self, name: &'static str, mut out: Output) -> &'static str {
        out.close('}');
        let name = name.strip_suffix("Part").unwrap_or(name);
        let description = out.finish();
        let known = self.0.entry(name).or_insert_with(|| description.clone());
        debug_assert_eq!(*known, description, "two types are called {name}");
        name
    }

    fn members(&mut self, out: &mut Output, members: &'static [Member]) {
        out.name("members");
        out.open('[');
        for member in members {
            out.next();
            out.open('{');
            text(out, "name", member.name);
            text(out, "doc", member.doc());
            out.name("required");
            out.flag(member.is_required);
            if let Some(field) = member.field {
                text(out, "field", field.name());
                if let Some(quantity) = field.quantity() {
                    text(out, "quantity", quantity.name());
                    limits(out, quantity);
                }
            }
            out.name("value");
            self.write(out, &member.kind);
            out.close('}');
        }
        out.close(']');
    }
}
