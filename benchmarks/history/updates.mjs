// Replays the recorded session `times` times, each in a paragraph of its own, and prints every update that Yjs makes of it:
// a line of base64 each. node updates.mjs EDITS TIMES
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import * as Y from "yjs";

const [edits, times] = process.argv.slice(2).map(Number);
const trace = JSON.parse(gunzipSync(readFileSync(new URL("../documents/trace.json.gz", import.meta.url)))).slice(0, edits);
const doc = new Y.Doc();
const content = doc.getXmlFragment("content");
const lines = [];
doc.on("update", (update) => lines.push(Buffer.from(update).toString("base64")));

for (let turn = 0; turn < times; turn += 1) {
  const text = new Y.XmlText();
  doc.transact(() => {
    const paragraph = new Y.XmlElement("paragraph");
    paragraph.insert(0, [text]);
    content.insert(content.length, [paragraph]);
  });
  for (const patches of trace) {
    doc.transact(() => {
      for (const [position, deleted, inserted] of patches) {
        if (deleted) text.delete(position, deleted);
        if (inserted) text.insert(position, inserted);
      }
    });
  }
}
process.stdout.write(lines.join("\n"));
