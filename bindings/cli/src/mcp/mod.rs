//! `funnelmath mcp`: a server of the Model Context Protocol over standard input and output.
//!
//! A message is a line of JSON-RPC 2.0. Revisions until 2025-11-25 begin with a handshake (`initialize`); since 2026-07-28
//! each request carries its version and the server keeps nothing between requests. Both are served, since every answer
//! depends on its request alone.

use crate::failure::Failure;
use crate::lines::{Line, Lines};
use crate::schema;
use funnelmath_json::limits::MOST_BYTES;
use std::io::{self, BufReader, Read, Write};

mod message;
mod server;

use message::{Error, INVALID_REQUEST, PARSE_ERROR};
use server::Server;

/// Serve the questions as tools to an agent
///
/// A server of the Model Context Protocol over standard input and output, revisions 2024-11-05 to 2026-07-28. Each question
/// is a tool of the same name; its arguments are the members of its request. It ends when standard input does.
#[derive(clap::Args)]
#[command(after_help = "As an entry of a client's configuration:\n  \
    {\"mcpServers\": {\"funnelmath\": {\"command\": \"funnelmath\", \"args\": [\"mcp\"]}}}")]
pub(crate) struct Options {
    /// The questions to serve [default: all]; few of them leave an agent more room
    #[arg(value_name = "QUESTION", value_parser = schema::questions(), hide_possible_values = true)]
    questions: Vec<String>,
}

/// Serves until the input ends.
pub(crate) fn run(options: &Options) -> Result<u8, Failure> {
    let is_served = |name: &&str| {
        options.questions.is_empty() || options.questions.iter().any(|one| one == name)
    };
    let server = Server::new(funnelmath_json::questions().filter(is_served).collect());
    serve(&server, io::stdin().lock(), io::stdout().lock()).map(|()| 0)
}

fn serve(server: &Server, input: impl Read, mut out: impl Write) -> Result<(), Failure> {
    let mut lines = Lines::new(BufReader::new(input), MOST_BYTES);
    loop {
        let line = lines.next().map_err(|error| Failure::Input {
            path: "standard input".into(),
            problem: format!("cannot be read: {error}"),
        })?;
        let reply = match line {
            None => return Ok(()),
            Some(Line::Text(line)) if line.trim().is_empty() => None,
            Some(Line::Text(line)) => message::reply(server, line),
            Some(Line::TooLong(bytes)) => {
                let message = format!("{bytes} bytes, at most {MOST_BYTES} are allowed");
                Some(Error::new(INVALID_REQUEST, message).reply("null"))
            }
            Some(Line::NotUtf8(byte)) => {
                Some(Error::new(PARSE_ERROR, format!("byte {byte} is not UTF-8")).reply("null"))
            }
        };
        let Some(reply) = reply else { continue };
        match writeln!(out, "{reply}").and_then(|()| out.flush()) {
            // The client went away.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(()),
            Err(error) => return Err(Failure::Output(error)),
            Ok(()) => {}
        }
    }
}
