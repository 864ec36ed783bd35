/**
 * Bytes as text for a source file; src/decode.ts is its other half. Two digits a byte, because brotli finds again in
 * them what it finds in the bytes: in base64, which cuts bytes apart, the module takes 32 % more of it, here 7 %. The
 * bytes themselves, as letters, would take 3 %, but need a loop over them all, which in Node lasts ten times as long as
 * this, or break where a page says another charset.
 */
export function encode(bytes) {
  return Buffer.from(bytes).toString("hex");
}
