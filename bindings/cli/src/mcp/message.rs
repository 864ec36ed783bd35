//! Messages of JSON-RPC 2.0: which is a request, and its reply.
//!
//! Whatever is passed on stays the text that was sent, so that numbers keep every digit.

use super::server::Server;
use serde::Serialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

pub(super) const PARSE_ERROR: i32 = -32700;
pub(super) const INVALID_REQUEST: i32 = -32600;
pub(super) const METHOD_NOT_FOUND: i32 = -32601;
pub(super) const INVALID_PARAMS: i32 = -32602;
pub(super) const INTERNAL_ERROR: i32 = -32603;
/// Of the protocol, revision 2026-07-28.
pub(super) const UNSUPPORTED_VERSION: i32 = -32022;

/// How many messages a batch may have, so that its reply is not many times as long.
const MOST_IN_BATCH: usize = 1_000;

/// An object by its members; of a repeated one the last counts.
pub(super) type Members<'a> = BTreeMap<String, &'a RawValue>;

/// Why a request has no result.
#[derive(Debug, Serialize)]
pub(super) struct Error {
    code: i32,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<Versions>,
}

/// The versions that are served, and the one that was asked for.
#[derive(Debug, Serialize)]
pub(super) struct Versions {
    pub(super) supported: [&'static str; 1],
    pub(super) requested: String,
}

impl Error {
    pub(super) fn new(code: i32, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), data: None }
    }

    pub(super) fn with(self, data: Versions) -> Self {
        Self { data: Some(data), ..self }
    }

    /// The reply to the request of this id, which is JSON.
    pub(super) fn reply(&self, id: &str) -> String {
        format!(r#"{{"jsonrpc":"2.0","id":{id},"error":{}}}"#, json(self))
    }
}

/// The JSON text. Nothing that is written here can fail: no map has keys that are not text.
pub(super) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// The members, when it is an object.
pub(super) fn members(value: &RawValue) -> Option<Members<'_>> {
    serde_json::from_str(value.get()).ok()
}

/// The member of this name, when it is not null.
pub(super) fn given<'a>(members: &Members<'a>, name: &str) -> Option<&'a RawValue> {
    members.get(name).copied().filter(|value| value.get() != "null")
}

/// The text, when it is one.
pub(super) fn text(value: &RawValue) -> Option<String> {
    serde_json::from_str(value.get()).ok()
}

/// The reply to a line, which is a message or a batch of them; `None` when nothing in it asks for one.
pub(super) fn reply(server: &Server, line: &str) -> Option<String> {
    let message: &RawValue = match serde_json::from_str(line) {
        Ok(message) => message,
        Err(error) => {
            return Some(Error::new(PARSE_ERROR, format!("not JSON: {error}")).reply("null"));
        }
    };
    if !message.get().starts_with('[') {
        return reply_one(server, message, false);
    }
    let batch: Vec<&RawValue> = serde_json::from_str(message.get()).unwrap_or_default();
    if batch.is_empty() || batch.len() > MOST_IN_BATCH {
        let message =
            format!("a batch has 1 to {MOST_IN_BATCH} messages, this has {}", batch.len());
        return Some(Error::new(INVALID_REQUEST, message).reply("null"));
    }
    let replies = batch.into_iter().filter_map(|message| reply_one(server, message, true));
    let replies: Vec<_> = replies.collect();
    (!replies.is_empty()).then(|| format!("[{}]", replies.join(",")))
}

fn reply_one(server: &Server, message: &RawValue, in_batch: bool) -> Option<String> {
    let invalid = |id: &str, what: &str| Some(Error::new(INVALID_REQUEST, what).reply(id));
    let Some(members) = members(message) else {
        return invalid("null", "a message is an object");
    };
    let id = members.get("id").map(|id| id.get());
    if id.is_some_and(|id| !is_id(id)) {
        return invalid("null", "the id is a text or an integer");
    }
    let shown = id.unwrap_or("null");
    if members.get("jsonrpc").and_then(|version| text(version)).as_deref() != Some("2.0") {
        return invalid(shown, "jsonrpc is \"2.0\"");
    }
    let Some(method) = members.get("method") else {
        // A response; this server asks nothing.
        let is_response = members.contains_key("result") || members.contains_key("error");
        return if is_response { None } else { invalid(shown, "the method is missing") };
    };
    let Some(method) = text(method) else {
        return invalid(shown, "the method is a text");
    };
    // What has no id is a notification. The client's say that it is ready, or no longer wants a reply that by then
    // has been sent.
    let id = id?;
    if in_batch && method == "initialize" {
        return invalid(id, "initialize is not part of a batch");
    }
    let params = given(&members, "params");
    Some(match server.result(&method, params) {
        Ok(result) => format!(r#"{{"jsonrpc":"2.0","id":{id},"result":{result}}}"#),
        Err(error) => error.reply(id),
    })
}

/// Whether the JSON is a text or an integer.
fn is_id(id: &str) -> bool {
    id.starts_with('"') || id.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit())
}
