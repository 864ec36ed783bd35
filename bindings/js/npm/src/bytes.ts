import { CORE } from "#core";
import { decode } from "./decode.js";

/** The bytes of the entry's WebAssembly module, for `accelerate`. */
const bytes: BufferSource = /* @__PURE__ */ decode(CORE);

export default bytes;
