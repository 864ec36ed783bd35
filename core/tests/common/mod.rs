//! Reads the golden vectors: `testdata/README.md` has the format.

use std::collections::BTreeMap;
use std::{fs, path::PathBuf};

/// The values of each field, as they stand in the file.
pub(crate) type Fields = BTreeMap<String, Vec<String>>;

/// One case: an operation, what goes in, and what must come out.
#[derive(Debug, Default)]
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) op: String,
    pub(crate) ins: Fields,
    pub(crate) outs: Fields,
    /// Outputs that are only near: the relative tolerance, then the values.
    pub(crate) nears: Fields,
}

/// Where the vector files are.
pub(crate) fn testdata() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("testdata")
}

/// All cases of a file.
pub(crate) fn read(file: &str) -> Vec<Case> {
    let path = testdata().join(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"));
    let mut cases: Vec<Case> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let mut words = line.split(' ').map(str::to_owned);
        let (kind, name) = (words.next().unwrap(), words.next().expect(line));
        if kind == "case" {
            cases.push(Case { name, ..Case::default() });
            continue;
        }
        let case = cases.last_mut().expect("a file begins with a case");
        let fields = match kind.as_str() {
            "op" => {
                case.op = name;
                continue;
            }
            "in" => &mut case.ins,
            "out" => &mut case.outs,
            "near" => &mut case.nears,
            "exact" => continue,
            _ => panic!("{file}: unknown line: {line}"),
        };
        let before = fields.insert(name, words.collect());
        assert!(before.is_none(), "{}: a field twice: {line}", case.name);
        let twice = case.outs.keys().find(|field| case.nears.contains_key(*field));
        assert_eq!(twice, None, "{}: both out and near", case.name);
    }
    cases
}

/// An f64 by its bits; the decimal text beside them must mean the same.
pub(crate) fn f64_of(token: &str) -> f64 {
    let (bits, text) = token.split_once('=').unwrap_or_else(|| panic!("no f64: {token}"));
    let value = f64::from_bits(u64::from_str_radix(bits, 16).unwrap());
    let said: f64 = text.parse().unwrap();
    assert!(value.to_bits() == said.to_bits() || value.is_nan() && said.is_nan(), "{token}");
    value
}

fn opt_f64_of(token: &str) -> Option<f64> {
    (token != "-").then(|| f64_of(token))
}

impl Case {
    fn field(&self, field: &str) -> &[String] {
        self.ins.get(field).unwrap_or_else(|| panic!("{}: no field {field}", self.name))
    }

    pub(crate) fn has(&self, field: &str) -> bool {
        self.ins.contains_key(field)
    }

    /// The words of a field that has at least one.
    pub(crate) fn words(&self, field: &str) -> Vec<&str> {
        self.field(field).iter().map(String::as_str).collect()
    }

    pub(crate) fn word(&self, field: &str) -> &str {
        &self.field(field)[0]
    }

    pub(crate) fn int(&self, field: &str) -> usize {
        self.word(field).parse().unwrap()
    }

    pub(crate) fn f64(&self, field: &str) -> f64 {
        f64_of(self.word(field))
    }

    pub(crate) fn opt_f64(&self, field: &str) -> Option<f64> {
        opt_f64_of(self.word(field))
    }

    pub(crate) fn f64s(&self, field: &str) -> Vec<f64> {
        self.field(field).iter().map(|token| f64_of(token)).collect()
    }

    pub(crate) fn opt_f64s(&self, field: &str) -> Vec<Option<f64>> {
        self.field(field).iter().map(|token| opt_f64_of(token)).collect()
    }
}
