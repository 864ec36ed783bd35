//! The schemas that are checked in are those that the declarations give. `FUNNELMATH_WRITE=1 cargo test -p
//! funnelmath-json --test schema` writes them.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

#[test]
fn the_checked_in_texts_are_current() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema");
    let mut texts = vec![("description.json".to_string(), funnelmath_json::description())];
    for question in funnelmath_json::questions() {
        let schema = funnelmath_json::schema(question).unwrap();
        texts.push((format!("{question}.json"), schema));
    }
    let write = std::env::var_os("FUNNELMATH_WRITE").is_some();
    for (name, text) in &texts {
        serde_json::from_str::<serde_json::Value>(text).expect(name);
        if write {
            fs::write(folder.join(name), text).unwrap();
        }
        let checked_in = fs::read_to_string(folder.join(name)).unwrap_or_default();
        assert!(checked_in == *text, "{name} is not current: see the head of this test");
    }
    let known: BTreeSet<_> = texts.into_iter().map(|(name, _)| name).collect();
    let found: BTreeSet<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(found, known);
}
