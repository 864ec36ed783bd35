//! The schemas that are checked in are those that the declarations give. `FUNNELMATH_BLESS=1 cargo test -p
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
    let write = std::env::var_os("FUNNELMATH_BLESS").is_some();
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

/// As the schema says it, without what callers of tools refuse.
#[test]
fn arguments_are_the_schema_without_the_question() {
    for question in funnelmath_json::questions() {
        let read = |text: String| serde_json::from_str::<serde_json::Value>(&text).unwrap();
        let text = funnelmath_json::arguments(question).unwrap();
        assert!(!text.contains('\n'), "{question}");
        let arguments = read(text);
        let mut expected = read(funnelmath_json::schema(question).unwrap());
        let of_schema = expected.as_object_mut().unwrap();
        for name in ["$schema", "title"] {
            of_schema.remove(name).unwrap();
        }
        let about = funnelmath_json::about(question).unwrap();
        assert_eq!(of_schema["description"], about);
        let exclusive = of_schema.remove("allOf");
        assert!(["anyOf", "oneOf"].iter().all(|name| !of_schema.contains_key(*name)), "{question}");
        of_schema["properties"].as_object_mut().unwrap().remove("question").unwrap();
        of_schema["examples"][0].as_object_mut().unwrap().remove("question").unwrap();
        let needed = of_schema["required"].as_array_mut().unwrap();
        needed.retain(|name| name != "question");
        if needed.is_empty() {
            of_schema.remove("required");
        }
        // Each member that excludes others is named in the description.
        let mut said = arguments["description"].as_str().unwrap().to_string();
        assert!(said.starts_with(about), "{said}");
        for groups in exclusive.iter().flat_map(|all| all.as_array().unwrap()) {
            let groups = groups["oneOf"].as_array().unwrap().iter();
            let groups: Vec<_> = groups
                .map(|group| {
                    let names = group["required"].as_array().unwrap().iter();
                    names.map(|name| name.as_str().unwrap()).collect::<Vec<_>>().join(" and ")
                })
                .collect();
            let sentence = format!(" Give exactly one of: {}.", groups.join("; "));
            assert!(said.contains(&sentence), "{said}");
            said = said.replacen(&sentence, "", 1);
        }
        assert_eq!(said, about);
        of_schema["description"] = arguments["description"].clone();
        assert_eq!(arguments, expected, "{question}");
    }
    assert_eq!(funnelmath_json::arguments("magic"), None);
    assert_eq!(funnelmath_json::about("magic"), None);
}
