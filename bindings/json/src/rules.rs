//! The rules between the members of an object, checked on the values as they were written: a rule holds or not, whatever
//! else is wrong with its members.

use crate::kind::{Member, Object, Rule};
use crate::problem::{Problem, shown};
use crate::read::Reader;
use crate::value::Value;
use funnelmath::{Error, ErrorKind, Quantity};

/// 2^-40, by which the core lets a number miss its limit.
const TIE: f64 = 1.0 / (1_u64 << 40) as f64;

/// The members of an object that are given.
struct Given<'r, 'v, 'a> {
    members: &'static [Member],
    slots: &'r [Option<&'v Value<'a>>],
}

impl<'v, 'a> Given<'_, 'v, 'a> {
    fn find(&self, path: &str) -> Option<&'v Value<'a>> {
        let mut names = path.split('/');
        let first = names.next()?;
        let place = self.members.iter().position(|member| member.name == first)?;
        names.try_fold(self.slots.get(place).copied().flatten()?, |value, name| value.member(name))
    }

    fn list(&self, path: &str) -> Option<&'v [Value<'a>]> {
        match self.find(path) {
            Some(Value::List(values)) => Some(values),
            _ => None,
        }
    }
}

impl Reader {
    pub(crate) fn check_rules(&mut self, object: &'static Object, slots: &[Option<&Value<'_>>]) {
        let given = Given { members: object.members, slots };
        for rule in object.rules {
            self.rule(rule, &given);
        }
    }

    fn rule(&mut self, rule: &Rule, given: &Given<'_, '_, '_>) {
        match *rule {
            Rule::OneOf(groups) => self.one_of(groups, given),
            Rule::NotBoth(one, other) => {
                if given.find(one).is_some() && given.find(other).is_some() {
                    let message = format!("give '{one}' or '{other}', not both");
                    self.wrong(other, "form", message, None);
                }
            }
            Rule::NeedsOne(one, others, kind) => {
                let is_missing = others.iter().all(|other| given.find(other).is_none());
                if let (true, Some(_), Some(first)) = (is_missing, given.find(one), others.first())
                {
                    self.wrong(first, kind.name(), kind.message().to_string(), None);
                }
            }
            Rule::LengthOrEmpty(one, _, _) if given.list(one).is_some_and(<[_]>::is_empty) => {}
            Rule::Length(one, other, more) | Rule::LengthOrEmpty(one, other, more) => {
                if let (Some(found), Some(measure)) = (given.list(one), given.list(other)) {
                    let (got, needs) = (found.len(), measure.len() + more);
                    if got != needs {
                        let kind = ErrorKind::Length;
                        let message = format!("{}: {got}, it needs {needs}", kind.message());
                        self.wrong(one, kind.name(), message, None);
                    }
                }
            }
            Rule::StageOf(stage, list) => {
                if let (Some(value), Some(gates @ [_, ..])) = (given.find(stage), given.list(list))
                {
                    self.place(stage, value, gates.len(), ErrorKind::Stage);
                }
            }
            Rule::GateOf(gate, list) => {
                if let (Some(value), Some([_, others @ ..])) = (given.find(gate), given.list(list))
                {
                    self.place(gate, value, others.len(), ErrorKind::Gate);
                }
            }
            Rule::AtMost(one, other, kind) => match (given.find(one), given.find(other)) {
                (Some(Value::List(ones)), Some(Value::List(others))) => {
                    self.under_path(one, |reader| {
                        for (index, (one, other)) in ones.iter().zip(others).enumerate() {
                            reader.at(index, |reader| reader.at_most(one, other, kind));
                        }
                    });
                }
                (Some(one_value), Some(other_value)) => {
                    self.under_path(one, |reader| reader.at_most(one_value, other_value, kind));
                }
                _ => {}
            },
            Rule::NotZero(name, kind) => {
                if let Some(value) = given.find(name).filter(|value| value.number() == Some(0.0)) {
                    self.wrong(name, kind.name(), kind.message().to_string(), Some(value));
                }
            }
        }
    }

    fn wrong(
        &mut self,
        path: &'static str,
        code: &'static str,
        message: String,
        value: Option<&Value<'_>>,
    ) {
        self.under_path(path, |reader| {
            reader.note(|pointer| Problem {
                value: value.and_then(shown),
                ..Problem::new(code, pointer, message)
            });
        });
    }

    /// The number of a stage or gate, of which the last is known.
    fn place(&mut self, path: &'static str, value: &Value<'_>, last: usize, kind: ErrorKind) {
        if value.number().is_some_and(|place| place > last as f64) {
            let message = format!("{}: the last is {last}", kind.message());
            self.wrong(path, kind.name(), message, Some(value));
        }
    }

    fn at_most(&mut self, one: &Value<'_>, other: &Value<'_>, kind: ErrorKind) {
        if let (Some(few), Some(many)) = (one.number(), other.number()) {
            // A number out of range is a problem of its own, and a last digit is for the core to judge.
            let in_range = |number: f64| (0.0..=Quantity::Count.max()).contains(&number);
            if few * (1.0 - TIE) > many && in_range(few) && in_range(many) {
                self.refused(Error::new(kind), None, one);
            }
        }
    }

    fn one_of(&mut self, groups: &[&[&'static str]], given: &Given<'_, '_, '_>) {
        // A group that is whole, and nothing of the others that it has not too.
        let is_form = |group: &&&[&'static str]| {
            let mut others = groups.iter().flat_map(|group| group.iter());
            group.iter().all(|name| given.find(name).is_some())
                && others.all(|name| group.contains(name) || given.find(name).is_none())
        };
        if groups.iter().filter(is_form).count() != 1 {
            self.note(|pointer| {
                let forms: Vec<_> =
                    groups.iter().map(|group| format!("'{}'", group.join("' with '"))).collect();
                let message = format!("give exactly one of: {}", forms.join(", or "));
                let mut problem = Problem::new("form", pointer, message);
                problem.allowed = groups.iter().flat_map(|group| group.iter().copied()).collect();
                problem
            });
        }
    }
}

impl Rule {
    /// Whether the rule itself says when the member is missing.
    pub(crate) fn asks_for(&self, name: &str) -> bool {
        matches!(self, Rule::OneOf(groups) if groups.iter().any(|group| group.contains(&name)))
    }
}
