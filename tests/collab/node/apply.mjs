/** Applies updates (hex, one a line, from stdin) to one Yjs document; prints {"applied", "pending"}. Throws as Yjs does. */
import { createInterface } from "node:readline";
import * as Y from "yjs";

const doc = new Y.Doc();
let applied = 0;
for await (const line of createInterface({ input: process.stdin })) {
  Y.applyUpdate(doc, new Uint8Array(Buffer.from(line, "hex")));
  applied++;
}
const again = new Y.Doc();
Y.applyUpdate(again, Y.encodeStateAsUpdate(doc));
const pending = [doc, again].some((each) => each.store.pendingStructs !== null || each.store.pendingDs !== null);
console.log(JSON.stringify({ applied, pending }));
