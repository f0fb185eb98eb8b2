/**
 * Prints real updates, made by Yjs itself, as one JSON line {"updates": [base64]}: three clients write texts with
 * marks and emoji, elements with attributes, maps, arrays, sub-documents, delete and overwrite, and hear each other.
 * Deterministic for a seed: `node corpus.mjs SEED STEPS`.
 */
import * as Y from "yjs";

const seed = Number(process.argv[2] ?? 1);
const steps = Number(process.argv[3] ?? 200);

let state = seed >>> 0 || 1;
function random(below) {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
}
const pick = (list) => list[random(list.length)];

const updates = [];
const docs = [1, 2, 3].map((id) => {
  const doc = new Y.Doc();
  doc.clientID = id * 1000 + seed;
  doc.on("update", (update, origin) => {
    if (origin !== "remote") updates.push(update);
  });
  return doc;
});

const WORDS = ["a", "hello ", "wörld", "😀", "e\u0301", "漢字", "\n", "👩‍👩‍👧"];
const NODES = ["paragraph", "heading", "blockquote", "codeBlock", "listItem"];

function paragraph() {
  const element = new Y.XmlElement(pick(NODES));
  element.setAttribute("level", 1 + random(3));
  element.insert(0, [new Y.XmlText(pick(WORDS))]);
  return element;
}

/** A position that is not inside of a surrogate pair, as editors choose them. */
function boundary(text, at) {
  const plain = text.toDelta().map((part) => (typeof part.insert === "string" ? part.insert : "?")).join("");
  const code = plain.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at;
}

function editText(text) {
  const length = text.length;
  const at = boundary(text, random(length + 1));
  const end = boundary(text, Math.min(length, at + 1 + random(5)));
  const what = random(10);
  if (what < 5) text.insert(at, pick(WORDS));
  else if (what < 7 && end > at) text.delete(at, end - at);
  else if (what < 9 && end > at) text.format(at, end - at, { [pick(["bold", "italic"])]: pick([true, null]) });
  else text.insert(at, pick(WORDS), { link: { href: "https://example.org/" } });
}

function editContent(fragment) {
  const at = random(fragment.length + 1);
  const what = random(8);
  if (fragment.length === 0 || what === 0) fragment.insert(at, [paragraph()]);
  else if (what === 1 && fragment.length > 3) fragment.delete(random(fragment.length), 1);
  else {
    const element = fragment.get(random(fragment.length));
    if (what === 2) element.setAttribute("level", random(9));
    else if (what === 3) element.insert(element.length, [new Y.XmlText(pick(WORDS))]);
    else if (element.length > 0) editText(element.get(random(element.length)));
  }
}

function editOthers(doc) {
  const map = doc.getMap("map");
  const list = doc.getArray("list");
  switch (random(8)) {
    case 0:
      map.set(pick(["a", "b", "c"]), pick([1, -5, 3.25, null, "x", true, { deep: [1, { x: "y" }] }, new Uint8Array([1, 2])]));
      break;
    case 1:
      map.delete(pick(["a", "b"]));
      break;
    case 2:
      list.insert(random(list.length + 1), pick([[1, 2, 3], ["x"], [{ a: [] }], [{ big: 10n ** 15n }], [new Y.Map()], [new Y.Doc()]]));
      break;
    case 3:
      if (list.length > 0) list.delete(random(list.length), 1);
      break;
    default:
      editText(doc.getText("text"));
  }
}

for (let step = 0; step < steps; step++) {
  const doc = pick(docs);
  doc.transact(() => {
    for (let n = 0; n <= random(3); n++) random(2) === 0 ? editContent(doc.getXmlFragment("content")) : editOthers(doc);
  });
  if (random(4) === 0) {
    for (const from of docs) {
      for (const to of docs) if (from !== to) Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)), "remote");
    }
  }
}
const base64 = (bytes) => Buffer.from(bytes).toString("base64");
console.log(JSON.stringify({ updates: updates.map(base64) }));
