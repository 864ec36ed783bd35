//! Errors are documents: all problems of a request at once, each with its code and its JSON Pointer.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

use serde_json::{Value, json};

fn errors(request: &str) -> Vec<Value> {
    let answer: Value = serde_json::from_str(&funnelmath_json::answer(request)).unwrap();
    let errors = answer["errors"].as_array().unwrap_or_else(|| panic!("{request}: {answer}"));
    errors.clone()
}

/// Codes and pointers, sorted by pointer.
fn where_and_what(request: &str) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_string();
    let mut found: Vec<_> = errors(request)
        .iter()
        .map(|error| (text(&error["pointer"]), text(&error["code"])))
        .collect();
    found.sort();
    found
}

fn check(request: &str, expected: &[(&str, &str)]) {
    let owned = |(pointer, code): &(&str, &str)| (pointer.to_string(), code.to_string());
    assert_eq!(
        where_and_what(request),
        expected.iter().map(owned).collect::<Vec<_>>(),
        "{request}"
    );
}

#[test]
fn all_problems_of_a_request_at_once() {
    check(
        r#"{"question":"plan","funnel":{"gates":[{"rate":1.4},{"successes":9,"trials":5},{"rate":0.4,"one_in":3}],
        "sale_vale":1},"target":{"goal":{"revenue":-1},"per":"wek","left":0.5,"working_days":{"elapsed":3,"total":2},
        "actual":"5"}}"#,
        &[
            ("/funnel/gates/0/rate", "rate"),
            ("/funnel/gates/1/successes", "successes"),
            ("/funnel/gates/2", "form"),
            ("/funnel/sale_vale", "unknown_member"),
            ("/funnel/sale_value", "no_sale_value"),
            ("/target/actual", "type"),
            ("/target/goal/revenue", "money"),
            ("/target/per", "name"),
            ("/target/working_days", "form"),
            ("/target/working_days/elapsed", "elapsed_days"),
        ],
    );
    check(
        r#"{"question":"gate_rates","successes":[3,-1,2.5],"trials":[2,1],"trails":[]}"#,
        &[
            ("/successes/0", "successes"),
            ("/successes/1", "credit"),
            ("/trails", "unknown_member"),
            ("/trials", "length"),
        ],
    );
    check(
        r#"{"question":"gate_for","rates":[0.5,null,2],"gate":3,"results":1.5,"inputs":-1}"#,
        &[
            ("/confidence", "missing"),
            ("/gate", "gate"),
            ("/inputs", "count"),
            ("/rates/1", "type"),
            ("/rates/2", "rate"),
            ("/results", "count"),
        ],
    );
}

/// An error of the core is one of the member that holds its field.
#[test]
fn errors_of_the_core_have_the_pointer_of_their_member() {
    let plan = |funnel: &str, target: &str| {
        format!(r#"{{"question":"plan","funnel":{{{funnel}}},"target":{{{target}}}}}"#)
    };
    let revenue = r#""goal":{"revenue":1}"#;
    let cases = [
        (plan(r#""gates":[{"rate":0.5,"name":"A"},{"rate":0.5,"name":"A"}],"sale_value":3"#, revenue), "/funnel/gates/1/name", "duplicate_name"),
        (plan(r#""entry":" ","gates":[{"rate":0.5}],"sale_value":3"#, revenue), "/funnel/entry", "blank_name"),
        (plan(r#""gates":[{"rate":0.5}],"sale_value":3,"deal_size":{"fixed":4}"#, revenue), "/funnel/sale_value", "sale_value_mean"),
        (plan(r#""gates":[{"rate":0.5}],"deal_size":{"fixed":4}"#, &format!(r#"{revenue},"deal_size":{{"seen":[]}}"#)), "/target/deal_size/seen", "no_deals"),
        (plan(r#""gates":[{"rate":0.5}]"#, r#""goal":{"volume":{"stage":0,"target":4}},"activity_stage":1"#), "/target/activity_stage", "activity_stage"),
        (plan(r#""gates":[{"successes":9007199254740992,"trials":9007199254740992}],"sale_value":3"#, &format!(r#"{revenue},"confidence":0.5,"prior":{{"a":9007199254740992,"b":1}}"#)), "/funnel/gates/0/trials", "evidence_shape"),
        (r#"{"question":"inputs_for_mix","segments":[{"share":0.7,"chance":{"rate":0.2}},{"share":0.2,"chance":{"rate":0.15}}],"results":19,"confidence":0.9}"#.to_string(), "/segments", "shares"),
        (r#"{"question":"mix_required","segments":[{"share":1,"rates":[0.5],"sale_value":1}],"goal":{"volume":{"stage":2,"target":1}}}"#.to_string(), "/goal/volume/stage", "stage"),
        (r#"{"question":"sensitivity","rates":[0.65,0.4],"goal":{"revenue":25},"sale_value":3,"stage":0,"volume":28,"lever":"gates[7]","step":{"points":5}}"#.to_string(), "/lever", "gate"),
        (r#"{"question":"sensitivity","rates":[0.65,0.4],"goal":{"revenue":25},"sale_value":3,"stage":0,"volume":28,"lever":"gates[1]","step":{"percent":-200}}"#.to_string(), "/step/percent", "step"),
        (r#"{"question":"sensitivity","rates":[0.65,0.4],"goal":{"revenue":25},"sale_value":3,"stage":0,"volume":28,"lever":"gates[1]","step":{"to":5}}"#.to_string(), "/step/to", "rate"),
        (r#"{"question":"inputs_for","chance":{"chain":{"rates":[0.5,0.5],"from":2,"to":1}},"results":8,"confidence":0.9}"#.to_string(), "/chance/chain/from", "activity_stage"),
        (r#"{"question":"rate_interval","evidence":{"prior":{"a":9007199254740992,"b":1},"successes":9007199254740992,"trials":9007199254740992},"level":0.5}"#.to_string(), "/evidence/prior/a", "evidence_shape"),
        (r#"{"question":"activity_gauge","actual":-1,"required":1}"#.to_string(), "/actual", "volume"),
        (r#"{"question":"incomplete_beta","a":1,"b":2,"x":3}"#.to_string(), "/x", "probability"),
        (r#"{"question":"velocity_effect","opportunities":40,"sale_value":3400,"win_rate":0.26,"cycle_days":45,"lever":"cycle","by":-2}"#.to_string(), "/by", "step"),
        (r#"{"question":"roll_up","members":[{"rates":[1],"entry":1,"sale_value":2},{"rates":[1,0.5],"entry":1,"sale_value":2}]}"#.to_string(), "/members/1/rates", "length"),
        (r#"{"question":"forward","rates":[1],"entry":1e300,"sale_value":1e300}"#.to_string(), "", "overflow"),
    ];
    for (request, pointer, code) in cases {
        check(&request, &[(pointer, code)]);
    }
}

#[test]
fn an_error_has_value_limits_and_words() {
    assert_eq!(
        errors(r#"{"question":"convert","amount":-2.50,"from":"month","to":"Week"}"#),
        [
            json!({
                "code": "volume", "pointer": "/amount", "value": -2.5, "minimum": 0.0,
                "message": "a volume must be a finite number of at least 0",
            }),
            json!({
                "code": "name", "pointer": "/to", "value": "Week",
                "allowed": ["day", "week", "month", "quarter", "year"],
                "message": "expected one of: day, week, month, quarter, year; did you mean 'week'?",
            }),
        ],
    );
    let unknown = &errors(r#"{"question":"requred","rates":[1]}"#)[0];
    assert_eq!(unknown["code"], "question");
    assert_eq!(unknown["allowed"].as_array().unwrap().len(), funnelmath_json::questions().count());
    assert!(unknown["message"].as_str().unwrap().ends_with("did you mean 'required'?"));
}

/// Every code of the core is the name of its error kind; those of the door are these.
#[test]
fn codes_of_documents() {
    let cases = [
        ("", "json"),
        ("{", "json"),
        ("nul", "json"),
        (r#"{"question":"overall","rates":[01]}"#, "json"),
        (r#"{"question":"overall","rates":[.5]}"#, "json"),
        (r#"{"question":"overall","rates":[1.]}"#, "json"),
        (r#"{"question":"overall","rates":[NaN]}"#, "json"),
        (r#"{"question":"overall","rates":[1],}"#, "json"),
        (r#"{"question":"\ud800"}"#, "json"),
        (r#"{"question":"overall","rates":[1]} 1"#, "json"),
        ("3", "type"),
        ("[[]]", "type"),
        (r#"{"rates":[1]}"#, "missing"),
        (r#"{"question":null}"#, "missing"),
        (r#"{"question":3}"#, "question"),
        (r#"{"question":"overall","rates":{"0":1}}"#, "type"),
        (r#"{"question":"overall","rates":null}"#, "missing"),
        (r#"{"question":"overall","rates":[0.5],"rates":[0.5]}"#, "duplicate"),
        (r#"{"question":"overall","rates":[0.5],"rates":null}"#, "duplicate"),
        (r#"{"question":"overall","rates":[0.5],"Rates":null}"#, "unknown_member"),
        (r#"{"question":"required","rates":[0.5],"goal":[1]}"#, "type"),
        (r#"{"question":"required","rates":[0.5],"goal":{}}"#, "form"),
        (
            r#"{"question":"sensitivity","rates":[0.5],"goal":{"revenue":1},"sale_value":1,"stage":-1,"volume":1,"lever":"gates[0]","step":{"to":1}}"#,
            "index",
        ),
        (
            r#"{"question":"results_moments","segments":[{"share":1,"chance":{"rate":0.5}}],"inputs":1e15}"#,
            "too_long",
        ),
    ];
    for (request, code) in cases {
        let answer: Value = serde_json::from_str(&funnelmath_json::answer(request)).unwrap();
        let answer = if answer.is_array() { &answer[0] } else { &answer };
        assert_eq!(answer["errors"][0]["code"], code, "{request}: {answer}");
    }
}

#[test]
fn an_unreadable_document_says_where() {
    let error = &errors("{\"question\":\n  \"overall\" \"rates\"}")[0];
    assert_eq!(error["message"], "not JSON: line 2, column 13: expected ',' or '}'");
}
