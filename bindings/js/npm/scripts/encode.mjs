/** Bytes as text for a source file; src/decode.ts is its other half. */
export function encode(bytes) {
  return Buffer.from(bytes).toString("base64");
}
