//! The methods of the protocol, and the tools.

use super::message::{
    Error, INTERNAL_ERROR, INVALID_PARAMS, METHOD_NOT_FOUND, Members, UNSUPPORTED_VERSION,
    Versions, given, json, members, text,
};
use crate::answer::has_errors;
use serde::Serialize;
use serde_json::value::RawValue;

/// The revisions that begin with a handshake, newest first.
const HANDSHAKE: [&str; 4] = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"];
/// The revision in which each request carries its version.
const STATELESS: &str = "2026-07-28";

const VERSION_KEY: &str = "io.modelcontextprotocol/protocolVersion";
const CAPABILITIES_KEY: &str = "io.modelcontextprotocol/clientCapabilities";

/// The tools do not change while the program runs.
const FRESH_FOR_MS: u32 = 3_600_000;

const INSTRUCTIONS: &str = "Exact sales-funnel maths. Each tool answers one question about a funnel: what must go in for a \
    goal (required, plan), what comes out (forward), how sure that is (results_at_least, revenue_at_least), what it takes to \
    be surer (inputs_for, weeks_for), and what counts say of a rate (rate_interval). Use them in place of own arithmetic. \
    Rates and probabilities are numbers from 0 to 1. Errors list every problem with a JSON Pointer into the arguments.";

/// A server of some questions.
pub(super) struct Server {
    questions: Vec<&'static str>,
}

/// What the program is.
#[derive(Serialize)]
struct Implementation {
    name: &'static str,
    version: &'static str,
}

const THIS: Implementation =
    Implementation { name: "funnelmath", version: env!("CARGO_PKG_VERSION") };

#[derive(Serialize)]
struct Capabilities {
    tools: Empty,
}

#[derive(Serialize)]
struct Empty {}

const CAPABILITIES: Capabilities = Capabilities { tools: Empty {} };

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Initialized {
    protocol_version: &'static str,
    capabilities: Capabilities,
    server_info: Implementation,
    instructions: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Discovered {
    supported_versions: [&'static str; 1],
    capabilities: Capabilities,
    instructions: &'static str,
    #[serde(flatten)]
    stateless: Option<Stateless>,
    #[serde(flatten)]
    cached: Option<Cached>,
}

#[derive(Serialize)]
struct ToolList {
    tools: Vec<Tool>,
    #[serde(flatten)]
    stateless: Option<Stateless>,
    #[serde(flatten)]
    cached: Option<Cached>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Tool {
    name: &'static str,
    description: String,
    input_schema: Box<RawValue>,
    annotations: Annotations,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Annotations {
    read_only_hint: bool,
    idempotent_hint: bool,
    open_world_hint: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Called<'a> {
    content: [Content<'a>; 1],
    structured_content: &'a RawValue,
    is_error: bool,
    #[serde(flatten)]
    stateless: Option<Stateless>,
}

#[derive(Serialize)]
struct Content<'a> {
    r#type: &'static str,
    text: &'a str,
}

/// What each result has since 2026-07-28.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Stateless {
    result_type: &'static str,
    #[serde(rename = "_meta")]
    meta: Meta,
}

#[derive(Serialize)]
struct Meta {
    #[serde(rename = "io.modelcontextprotocol/serverInfo")]
    server_info: Implementation,
}

/// How long a result may be kept, since 2026-07-28.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Cached {
    ttl_ms: u32,
    cache_scope: &'static str,
}

impl Stateless {
    fn when(is_stateless: bool) -> Option<Self> {
        is_stateless.then_some(Self { result_type: "complete", meta: Meta { server_info: THIS } })
    }
}

impl Cached {
    fn when(is_stateless: bool) -> Option<Self> {
        is_stateless.then_some(Self { ttl_ms: FRESH_FOR_MS, cache_scope: "public" })
    }
}

impl Server {
    pub(super) fn new(questions: Vec<&'static str>) -> Self {
        Self { questions }
    }

    /// The result of a request as JSON.
    pub(super) fn result(&self, method: &str, params: Option<&RawValue>) -> Result<String, Error> {
        let params = match params.map(members) {
            None => Members::new(),
            Some(Some(params)) => params,
            Some(None) => return Err(Error::new(INVALID_PARAMS, "params is an object")),
        };
        // The handshake belongs to the older revisions, whatever comes with it.
        if method == "initialize" {
            return initialize(&params);
        }
        let is_stateless = is_stateless(&params)?;
        match method {
            "ping" if !is_stateless => Ok(json(&Empty {})),
            "server/discover" if is_stateless => Ok(json(&Discovered {
                supported_versions: [STATELESS],
                capabilities: CAPABILITIES,
                instructions: INSTRUCTIONS,
                stateless: Stateless::when(true),
                cached: Cached::when(true),
            })),
            "tools/list" => self.list(&params, is_stateless),
            "tools/call" => self.call(&params, is_stateless),
            _ => Err(Error::new(METHOD_NOT_FOUND, format!("there is no method {method:?}"))),
        }
    }

    fn list(&self, params: &Members<'_>, is_stateless: bool) -> Result<String, Error> {
        // All tools are on one page, so no page follows it.
        if given(params, "cursor").is_some() {
            return Err(Error::new(INVALID_PARAMS, "there is no such cursor"));
        }
        let tool = |&name: &&'static str| {
            let schema = RawValue::from_string(funnelmath_json::arguments(name)?).ok()?;
            let description = members(&schema)?.get("description").and_then(|said| text(said))?;
            Some(Tool {
                name,
                description,
                input_schema: schema,
                annotations: Annotations {
                    read_only_hint: true,
                    idempotent_hint: true,
                    open_world_hint: false,
                },
            })
        };
        Ok(json(&ToolList {
            tools: self.questions.iter().filter_map(tool).collect(),
            stateless: Stateless::when(is_stateless),
            cached: Cached::when(is_stateless),
        }))
    }

    fn call(&self, params: &Members<'_>, is_stateless: bool) -> Result<String, Error> {
        let name = params.get("name").and_then(|name| text(name));
        let name = name.ok_or_else(|| Error::new(INVALID_PARAMS, "name is the name of a tool"))?;
        if !self.questions.contains(&name.as_str()) {
            return Err(Error::new(INVALID_PARAMS, format!("there is no tool {name:?}")));
        }
        let arguments = given(params, "arguments").map_or("{}", |arguments| arguments.get());
        let answer = funnelmath_json::answer(&request(&name, arguments)?);
        let Ok(structured) = serde_json::from_str(&answer) else {
            return Err(Error::new(INTERNAL_ERROR, "the answer is not JSON"));
        };
        Ok(json(&Called {
            content: [Content { r#type: "text", text: &answer }],
            structured_content: structured,
            is_error: has_errors(&answer),
            stateless: Stateless::when(is_stateless),
        }))
    }
}

fn initialize(params: &Members<'_>) -> Result<String, Error> {
    let asked = params.get("protocolVersion").and_then(|version| text(version));
    let asked =
        asked.ok_or_else(|| Error::new(INVALID_PARAMS, "protocolVersion is a protocol version"))?;
    // The newest, when the one that was asked for is not served.
    let [newest, ..] = HANDSHAKE;
    let version = HANDSHAKE.into_iter().find(|known| *known == asked).unwrap_or(newest);
    Ok(json(&Initialized {
        protocol_version: version,
        capabilities: CAPABILITIES,
        server_info: THIS,
        instructions: INSTRUCTIONS,
    }))
}

/// Whether a request carries its version, as all do since 2026-07-28.
fn is_stateless(params: &Members<'_>) -> Result<bool, Error> {
    let invalid = |message: String| Error::new(INVALID_PARAMS, message);
    let Some(meta) = given(params, "_meta") else { return Ok(false) };
    let meta = members(meta).ok_or_else(|| invalid("_meta is an object".into()))?;
    let Some(version) = meta.get(VERSION_KEY) else { return Ok(false) };
    let version = text(version).ok_or_else(|| invalid(format!("{VERSION_KEY} is a text")))?;
    if version != STATELESS {
        let versions = Versions { supported: [STATELESS], requested: version };
        return Err(Error::new(UNSUPPORTED_VERSION, "unsupported protocol version").with(versions));
    }
    let capabilities = meta.get(CAPABILITIES_KEY).and_then(|given| members(given));
    capabilities.ok_or_else(|| invalid(format!("{CAPABILITIES_KEY} is an object")))?;
    Ok(true)
}

/// The request document of a tool's arguments, which keep their text. They may name the question themselves.
fn request(name: &str, arguments: &str) -> Result<String, Error> {
    let members: Result<Members<'_>, _> = serde_json::from_str(arguments);
    let members = members.map_err(|_| Error::new(INVALID_PARAMS, "arguments is an object"))?;
    if members.get("question").is_some_and(|found| text(found).as_deref() == Some(name)) {
        return Ok(arguments.to_string());
    }
    let inside = arguments.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    let inside = inside.map(str::trim).filter(|inside| !inside.is_empty());
    Ok(match inside {
        Some(inside) => format!(r#"{{"question":"{name}",{inside}}}"#),
        None => format!(r#"{{"question":"{name}"}}"#),
    })
}
