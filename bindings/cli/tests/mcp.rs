//! `funnelmath mcp`: the messages of the protocol, the tools, and messages that are wrong.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{refused, run_with};
use funnelmath_json::limits::MOST_BYTES;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

/// The replies to these lines, of a server with these arguments.
fn replies_of(args: &[&str], lines: impl AsRef<[u8]>) -> Vec<String> {
    let args = [&["mcp"], args].concat();
    let output = run_with(&args, lines);
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    assert_eq!(output.status.code(), Some(0));
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_string).collect()
}

/// The only reply.
fn reply(message: &str) -> Value {
    let replies = replies_of(&[], format!("{message}\n"));
    assert_eq!(replies.len(), 1, "{message}: {replies:?}");
    serde_json::from_str(&replies[0]).unwrap()
}

fn request(method: &str, params: &Value) -> String {
    json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).to_string()
}

fn result(method: &str, params: &Value) -> Value {
    let reply = reply(&request(method, params));
    assert_eq!((&reply["jsonrpc"], &reply["id"]), (&json!("2.0"), &json!(1)), "{reply}");
    reply.get("result").unwrap_or_else(|| panic!("{reply}")).clone()
}

/// The id and the code of an error.
fn refusal(message: &str) -> (Value, i64) {
    let reply = reply(message);
    assert!(reply.get("result").is_none(), "{message}: {reply}");
    assert!(!reply["error"]["message"].as_str().unwrap().is_empty());
    (reply["id"].clone(), reply["error"]["code"].as_i64().unwrap_or_else(|| panic!("{reply}")))
}

/// What a request carries since 2026-07-28.
fn carried(version: &str) -> Value {
    json!({"io.modelcontextprotocol/protocolVersion": version,
           "io.modelcontextprotocol/clientInfo": {"name": "test", "version": "1"},
           "io.modelcontextprotocol/clientCapabilities": {}})
}

#[test]
fn the_handshake_agrees_on_a_version() {
    for (asked, agreed) in [
        ("2024-11-05", "2024-11-05"),
        ("2025-03-26", "2025-03-26"),
        ("2025-06-18", "2025-06-18"),
        ("2025-11-25", "2025-11-25"),
        // Without a handshake, so never its result.
        ("2026-07-28", "2025-11-25"),
        ("1999-01-01", "2025-11-25"),
    ] {
        let params = json!({"protocolVersion": asked, "capabilities": {},
                            "clientInfo": {"name": "test", "version": "1"}});
        let found = result("initialize", &params);
        assert_eq!(found["protocolVersion"], agreed);
        assert_eq!(found["capabilities"], json!({"tools": {}}));
        let expected = json!({"name": "funnelmath", "version": env!("CARGO_PKG_VERSION")});
        assert_eq!(found["serverInfo"], expected);
        assert!(found["instructions"].as_str().unwrap().contains("required"));
    }
    assert_eq!(refusal(&request("initialize", &json!({}))), (json!(1), -32602));
    assert_eq!(refusal(&request("initialize", &json!({"protocolVersion": 1}))), (json!(1), -32602));
    assert_eq!(result("ping", &json!({})), json!({}));
}

#[test]
fn a_conversation_has_a_reply_to_each_request_and_none_to_a_notification() {
    let mut server = Command::new(env!("CARGO_BIN_EXE_funnelmath"))
        .arg("mcp")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut requests = server.stdin.take().unwrap();
    let mut replies = BufReader::new(server.stdout.take().unwrap()).lines();
    // Each reply is there before the next request is sent.
    let mut ask = |message: &str| -> Value {
        writeln!(requests, "{message}").unwrap();
        serde_json::from_str(&replies.next().unwrap().unwrap()).unwrap()
    };
    let begun = ask(&request("initialize", &json!({"protocolVersion": "2025-06-18"})));
    assert_eq!(begun["result"]["protocolVersion"], "2025-06-18");
    let silent = [
        r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#,
        r#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":9}}"#,
        r#"{"jsonrpc":"2.0","method":"notifications/of/tomorrow","params":{"a":1}}"#,
        r#"{"jsonrpc":"2.0","id":7,"result":{}}"#,
        r#"{"jsonrpc":"2.0","id":7,"error":{"code":1,"message":"no"}}"#,
        r#"[{"jsonrpc":"2.0","method":"notifications/initialized"}]"#,
        "",
        "  ",
    ];
    let lines = silent.join("\n");
    let pong =
        ask(&format!("{lines}\n{{\"jsonrpc\":\"2.0\",\"id\":\"a \\u00e9\",\"method\":\"ping\"}}"));
    assert_eq!(pong, json!({"jsonrpc": "2.0", "id": "a é", "result": {}}));
    drop(requests);
    assert!(replies.next().is_none());
    assert!(server.wait().unwrap().success());
}

#[test]
fn a_request_may_carry_its_version() {
    let found = result("server/discover", &json!({"_meta": carried("2026-07-28")}));
    assert_eq!(found["supportedVersions"], json!(["2026-07-28"]));
    assert_eq!(found["capabilities"], json!({"tools": {}}));
    let list = result("tools/list", &json!({"_meta": carried("2026-07-28")}));
    let arguments = json!({"rates": [0.65, 0.4]});
    let call = json!({"name": "overall", "arguments": arguments, "_meta": carried("2026-07-28")});
    let call = result("tools/call", &call);
    for result in [&found, &list, &call] {
        assert_eq!(result["resultType"], "complete");
        let server = &result["_meta"]["io.modelcontextprotocol/serverInfo"];
        assert_eq!(server["name"], "funnelmath");
    }
    for result in [&found, &list] {
        assert!(result["ttlMs"].as_u64().unwrap() > 0);
        assert_eq!(result["cacheScope"], "public");
    }
    // Older clients are not sent what they do not know.
    for (method, params) in
        [("tools/list", json!({})), ("tools/call", json!({"name": "overall", "_meta": {"a": 1}}))]
    {
        let members = result(method, &params);
        for new in ["resultType", "_meta", "ttlMs", "cacheScope"] {
            assert!(members.get(new).is_none(), "{method}: {new}");
        }
    }
    let refused = reply(&request("tools/list", &json!({"_meta": carried("2027-01-01")})));
    assert_eq!(refused["error"]["code"], -32022);
    let versions = json!({"supported": ["2026-07-28"], "requested": "2027-01-01"});
    assert_eq!(refused["error"]["data"], versions);
    let mut without = carried("2026-07-28");
    without.as_object_mut().unwrap().remove("io.modelcontextprotocol/clientCapabilities").unwrap();
    let of_wrong_type = json!({"io.modelcontextprotocol/protocolVersion": 1});
    for (method, meta, code) in [
        ("tools/list", without, -32602),
        ("tools/list", of_wrong_type, -32602),
        ("tools/list", json!([]), -32602),
        // Each belongs to the other revisions.
        ("ping", carried("2026-07-28"), -32601),
        ("server/discover", json!({}), -32601),
    ] {
        let message = request(method, &json!({"_meta": meta}));
        assert_eq!(refusal(&message), (json!(1), code), "{message}");
    }
}

#[test]
fn every_question_is_a_tool() {
    let list = result("tools/list", &json!({}));
    assert!(list.get("nextCursor").is_none());
    let tools = list["tools"].as_array().unwrap();
    let names: Vec<_> = tools.iter().map(|tool| tool["name"].as_str().unwrap()).collect();
    assert_eq!(names, funnelmath_json::questions().collect::<Vec<_>>());
    for (tool, name) in tools.iter().zip(&names) {
        let schema: Value =
            serde_json::from_str(&funnelmath_json::arguments(name).unwrap()).unwrap();
        assert_eq!(tool["inputSchema"], schema, "{name}");
        assert_eq!(tool["description"], schema["description"]);
        assert_eq!(
            (&schema["type"], &tool["annotations"]["readOnlyHint"]),
            (&json!("object"), &json!(true))
        );
    }
    let (mut calls, mut expected) = (String::new(), Vec::new());
    for name in names {
        let example = funnelmath_json::example(name).unwrap();
        let mut arguments: Value = serde_json::from_str(example).unwrap();
        arguments.as_object_mut().unwrap().remove("question").unwrap();
        let params = json!({"name": name, "arguments": arguments});
        calls += &(request("tools/call", &params) + "\n");
        expected.push(funnelmath_json::answer(example));
    }
    let replies = replies_of(&[], calls);
    assert_eq!(replies.len(), expected.len());
    for (reply, expected) in replies.iter().zip(expected) {
        // Every digit is passed on, in both forms.
        let text = serde_json::to_string(&expected).unwrap();
        assert_eq!(
            *reply,
            format!(
                "{{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{{\"content\":[{{\"type\":\"text\",\"text\":{text}}}],\
                 \"structuredContent\":{expected},\"isError\":false}}}}"
            )
        );
    }
}

#[test]
fn errors_of_a_request_are_a_result_that_an_agent_reads() {
    for arguments in [json!({"rates": [1.4]}), json!({}), json!({"rates": [0.5], "rate": 1})] {
        let result = result("tools/call", &json!({"name": "overall", "arguments": arguments}));
        assert_eq!(result["isError"], true);
        let document = &result["structuredContent"];
        assert!(!document["errors"].as_array().unwrap().is_empty(), "{document}");
        let text = result["content"][0]["text"].as_str().unwrap();
        assert_eq!(serde_json::from_str::<Value>(text).unwrap(), *document);
    }
    // No arguments are no members.
    for params in [json!({"name": "overall"}), json!({"name": "overall", "arguments": null})] {
        let result = result("tools/call", &params);
        assert_eq!(result["structuredContent"]["errors"][0]["pointer"], "/rates");
    }
}

#[test]
fn numbers_of_arguments_keep_their_digits() {
    let call = |arguments: &str| {
        let message = format!(
            r#"{{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{{"name":"binomial_probability","arguments":{arguments}}}}}"#
        );
        reply(&message)["result"]["structuredContent"].clone()
    };
    assert!(call(r#"{"k":3,"n":9007199254740992,"p":0.5}"#).get("answer").is_some());
    let refused = call(r#" { "k" : 3 , "n" : 9007199254740993 , "p" : 1e999 } "#);
    let codes: Vec<_> =
        refused["errors"].as_array().unwrap().iter().map(|one| &one["code"]).collect();
    assert_eq!(codes, ["count", "probability"]);
    // The question may be named once more, but no other one.
    assert!(
        call(r#"{"question":"binomial_probability","k":3,"n":8,"p":0.5}"#).get("answer").is_some()
    );
    let other = call(r#"{"question":"overall","k":3,"n":8,"p":0.5}"#);
    assert_eq!(other["errors"][0]["pointer"], "/question");
    assert_eq!(call(r#"{"k":3,"n":8,"p":0.5,"k":3}"#)["errors"][0]["code"], "duplicate");
}

#[test]
fn only_the_chosen_questions_are_served() {
    let lines = [
        request("tools/list", &json!({})),
        request("tools/call", &json!({"name": "plan", "arguments": {}})),
        request("tools/call", &json!({"name": "overall", "arguments": {"rates": [0.5]}})),
    ];
    let replies = replies_of(&["required", "overall"], lines.join("\n"));
    let replies: Vec<Value> =
        replies.iter().map(|reply| serde_json::from_str(reply).unwrap()).collect();
    let names: Vec<_> = replies[0]["result"]["tools"]
        .as_array()
        .unwrap()
        .iter()
        .map(|tool| &tool["name"])
        .collect();
    assert_eq!(names, ["required", "overall"]);
    assert_eq!(replies[1]["error"]["code"], -32602);
    assert_eq!(replies[2]["result"]["structuredContent"]["answer"]["overall"], 0.5);
    refused(2, &["mcp", "requird"], &["requird", "'required'"]);
}

#[test]
fn wrong_messages_are_refused_and_the_server_goes_on() {
    let nobody = Value::Null;
    let deep = "[".repeat(100_000);
    let deep_params = format!(
        r#"{{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{deep}{}}}"#,
        "]".repeat(100_000)
    );
    let cases = [
        ("{", &nobody, -32700),
        ("nonsense", &nobody, -32700),
        (r#"{"jsonrpc":"2.0","id":1,"method":"ping"} x"#, &nobody, -32700),
        (deep.as_str(), &nobody, -32700),
        ("1", &nobody, -32600),
        ("null", &nobody, -32600),
        ("\"ping\"", &nobody, -32600),
        ("{}", &nobody, -32600),
        ("[]", &nobody, -32600),
        (r#"{"id":1,"method":"ping"}"#, &json!(1), -32600),
        (r#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#, &json!(1), -32600),
        (r#"{"jsonrpc":2.0,"id":1,"method":"ping"}"#, &json!(1), -32600),
        (r#"{"jsonrpc":"2.0","id":1}"#, &json!(1), -32600),
        (r#"{"jsonrpc":"2.0","id":1,"method":7}"#, &json!(1), -32600),
        (r#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, &nobody, -32600),
        (r#"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#, &nobody, -32600),
        (r#"{"jsonrpc":"2.0","id":{},"method":"ping"}"#, &nobody, -32600),
        (r#"{"jsonrpc":"2.0","id":-3,"method":"magic"}"#, &json!(-3), -32601),
        (r#"{"jsonrpc":"2.0","id":"x","method":"resources/list"}"#, &json!("x"), -32601),
        (r#"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":[]}"#, &json!(1), -32602),
        (deep_params.as_str(), &json!(1), -32602),
        (
            r#"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":"2"}}"#,
            &json!(1),
            -32602,
        ),
        (r#"{"jsonrpc":"2.0","id":1,"method":"tools/call"}"#, &json!(1), -32602),
        (
            r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":3}}"#,
            &json!(1),
            -32602,
        ),
        (
            r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"magic"}}"#,
            &json!(1),
            -32602,
        ),
        (
            r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"overall","arguments":[0.5]}}"#,
            &json!(1),
            -32602,
        ),
    ];
    for (message, id, code) in &cases {
        let shown: String = message.chars().take(100).collect();
        assert_eq!(refusal(message), ((*id).clone(), *code), "{shown}");
    }
    // All in one conversation, with what is no line of text; the last request is answered.
    let long = "x".repeat(MOST_BYTES + 1);
    let mut lines: Vec<&[u8]> = cases.iter().map(|(message, ..)| message.as_bytes()).collect();
    lines.extend([
        long.as_bytes(),
        &b"\"\xff\""[..],
        br#"{"jsonrpc":"2.0","id":"end","method":"ping"}"#,
    ]);
    let replies = replies_of(&[], lines.join(&b'\n'));
    assert_eq!(replies.len(), cases.len() + 3);
    let code = |reply: &str| serde_json::from_str::<Value>(reply).unwrap()["error"]["code"].clone();
    assert_eq!(code(&replies[cases.len()]), -32600);
    assert_eq!(code(&replies[cases.len() + 1]), -32700);
    assert_eq!(replies[cases.len() + 2], r#"{"jsonrpc":"2.0","id":"end","result":{}}"#);
}

#[test]
fn a_batch_has_a_reply_to_each_of_its_requests() {
    let ping = |id: usize| format!(r#"{{"jsonrpc":"2.0","id":{id},"method":"ping"}}"#);
    let batch = format!(
        r#"[{},{{"jsonrpc":"2.0","method":"notifications/initialized"}},3,{}]"#,
        ping(1),
        request("initialize", &json!({"protocolVersion": "2025-03-26"})),
    );
    let replies = reply(&batch);
    let replies = replies.as_array().unwrap();
    assert_eq!(replies.len(), 3);
    assert_eq!(replies[0], json!({"jsonrpc": "2.0", "id": 1, "result": {}}));
    assert_eq!((&replies[1]["id"], &replies[1]["error"]["code"]), (&Value::Null, &json!(-32600)));
    // The protocol keeps it out of batches.
    assert_eq!((&replies[2]["id"], &replies[2]["error"]["code"]), (&json!(1), &json!(-32600)));
    let many = |size: usize| format!("[{}]", (0..size).map(ping).collect::<Vec<_>>().join(","));
    assert_eq!(reply(&many(1_000)).as_array().unwrap().len(), 1_000);
    assert_eq!(refusal(&many(1_001)), (Value::Null, -32600));
}
