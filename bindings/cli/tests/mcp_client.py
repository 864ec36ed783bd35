"""Uses `funnelmath mcp` with the official client of the Model Context Protocol, the package `mcp` of PyPI.

Usage: mcp_client.py PROGRAM, in an environment with `mcp` 1 (handshake) or 2 (handshake, and a version in each request).
"""

import asyncio
import contextlib
import json
import subprocess
import sys
from importlib.metadata import version

import jsonschema

PROGRAM = sys.argv[1]
MAJOR = int(version("mcp").split(".")[0])
REQUIRED = {"rates": [0.65, 0.4], "goal": {"revenue": 25000}, "sale_value": 3400}
# 25,000 a month at 3,400 a sale: 25000 / 3400 / 0.4 / 0.65.
ENTRY = 28.28054298642534


@contextlib.asynccontextmanager
async def connected(mode):
    """A client and the version that it agreed on."""
    if MAJOR == 1:
        from mcp import ClientSession, StdioServerParameters
        from mcp.client.stdio import stdio_client

        server = StdioServerParameters(command=PROGRAM, args=["mcp"])
        async with stdio_client(server) as streams, ClientSession(*streams) as client:
            begun = await client.initialize()
            assert begun.serverInfo.name == "funnelmath", begun
            await client.send_ping()
            yield client, begun.protocolVersion
    else:
        from mcp.client import Client
        from mcp.client.stdio import StdioServerParameters, stdio_client

        server = StdioServerParameters(command=PROGRAM, args=["mcp"])
        async with Client(stdio_client(server), mode=mode) as client:
            yield client, client.protocol_version


def plain(result):
    """A result as JSON, whatever the version of the package calls its members."""
    return result.model_dump(mode="json", by_alias=True)


def answered(request):
    done = subprocess.run([PROGRAM, "answer"], input=json.dumps(request), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


async def use(mode, expected):
    async with connected(mode) as (client, agreed):
        assert agreed == expected, (agreed, expected)
        tools = plain(await client.list_tools())["tools"]
        names = [tool["name"] for tool in tools]
        assert len(names) > 50 and len(set(names)) == len(names), names

        for tool in tools:
            schema = tool["inputSchema"]
            jsonschema.Draft202012Validator.check_schema(schema)
            assert schema["type"] == "object" and not {"allOf", "anyOf", "oneOf"} & schema.keys(), tool
            (arguments,) = schema["examples"]
            jsonschema.validate(arguments, schema)
            result = plain(await client.call_tool(tool["name"], arguments))
            assert not result["isError"], result
            document = answered({"question": tool["name"], **arguments})
            assert result["structuredContent"] == document, (result, document)
            assert json.loads(result["content"][0]["text"]) == document, result

        result = plain(await client.call_tool("required", REQUIRED))
        assert result["structuredContent"]["answer"]["entry"] == ENTRY, result

        # A wrong request is a result that an agent can read.
        result = plain(await client.call_tool("required", {**REQUIRED, "rates": [65, 0.4]}))
        assert result["isError"], result
        (error,) = result["structuredContent"]["errors"]
        assert (error["code"], error["pointer"]) == ("rate", "/rates/0"), error

        # A wrong tool is an error of the protocol.
        try:
            await client.call_tool("magic", {})
        except Exception as error:  # the class has another name in each major version
            assert "magic" in str(error) and type(error).__name__.lower() == "mcperror", error
        else:
            raise AssertionError("a tool that does not exist answered")
    print(f"mcp {version('mcp')}, {mode}: {agreed}, {len(names)} tools hold")


async def main():
    if MAJOR == 1:
        await use("handshake", "2025-11-25")
    else:
        await use("legacy", "2025-11-25")
        await use("auto", "2026-07-28")
        await use("2026-07-28", "2026-07-28")


asyncio.run(main())
