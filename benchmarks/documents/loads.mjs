// The document loads. Each takes the server and the load's numbers, and returns a report.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import * as Y from "yjs";
import { addParagraphs, open, paragraph, textOf } from "./clients.mjs";
import { atPace, mark, sleep, until } from "./driver.mjs";
import { Ledger, percentiles, round } from "./ledger.mjs";

const DRAIN_MS = 10_000;
const STALL_MS = 20_000;
const SETTLE_MS = 1_500;
const STORED_MS = 5_000; // Hocuspocus stores two seconds after the last edit, at the latest after ten

/** Two editors, one replays a recorded writing session, at most `window` edits ahead of what the other has applied.
 * Afterwards the server restarts and a third opens the document cold. */
export async function replay(server, { edits, window }) {
  const trace = JSON.parse(gunzipSync(readFileSync(new URL("trace.json.gz", import.meta.url)))).slice(0, edits);
  const { writer, reader, ledger } = await pair(server);
  const text = paragraph(writer);
  const report = await measured(ledger, () =>
    inWindow(ledger, writer, reader, trace.length, window, (turn) => {
      for (const [position, deleted, inserted] of trace[turn]) {
        if (deleted) text.delete(position, deleted);
        if (inserted) text.insert(position, inserted);
      }
    }),
  );
  const final = textOf(writer);
  const unequal = Number(final !== textOf(reader));
  const acks = writer.provider.acks;
  writer.close();
  reader.close();
  const again = { ...server, ...(await mark("restart")) };
  return { ...report, acks, ...(await coldOpen(again, final)), unequal, lost: ledger.written - reader.seen };
}

async function coldOpen(server, expected) {
  const began = performance.now();
  const late = await open(server, server.documents[0]);
  const complete = await until(() => textOf(late) === expected, DRAIN_MS);
  const took = performance.now() - began;
  late.close();
  return { open_ms: complete ? round(took, 1) : null, forgotten: Number(!complete) };
}

/** `clients` editors in one document, `typists` of them write `rate` characters a second and move their cursors. */
export async function crowd(server, { clients, typists, rate, seconds }) {
  const [name] = server.documents;
  const first = await open(server, name);
  addParagraphs(first, typists);
  const others = await Promise.all(Array.from({ length: clients - 1 }, () => open(server, name)));
  const everybody = [first, ...others];
  if (!(await until(() => everybody.every((one) => one.content.length === typists), DRAIN_MS))) throw new Error("no start");
  const ledger = new Ledger();
  for (const one of everybody) ledger.watch(one);
  introduce(everybody);
  await sleep(SETTLE_MS);
  const report = await measured(ledger, async () => {
    await atPace(typists * rate * seconds, seconds, (turn) => type(ledger, everybody[turn % typists], turn % typists));
    await until(() => ledger.latencies.length === ledger.written * (clients - 1), DRAIN_MS);
  });
  const unequal = everybody.filter((one) => textOf(one) !== textOf(first)).length;
  return { ...report, unequal, lost: ledger.written * (clients - 1) - ledger.latencies.length };
}

function introduce(editors) {
  editors.forEach(({ provider }, number) => {
    provider.awareness.setLocalStateField("user", { name: `Person ${number}`, color: "#336699" });
  });
}

function type(ledger, editor, number) {
  const text = paragraph(editor, number);
  ledger.write(editor, () => text.insert(text.length, "x"));
  const position = Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, text.length));
  editor.provider.awareness.setLocalStateField("cursor", { anchor: position, head: position });
}

/** `documents` documents with two editors each, of whom one makes one edit a second. */
export async function many(server, { seconds }) {
  const ledger = new Ledger();
  const pairs = [];
  for (let at = 0; at < server.documents.length; at += 20) {
    const names = server.documents.slice(at, at + 20);
    pairs.push(...(await Promise.all(names.map((name) => pair(server, name, ledger)))));
  }
  await sleep(SETTLE_MS);
  const report = await measured(ledger, async () => {
    await atPace(pairs.length * seconds, seconds, (turn) => {
      const { writer } = pairs[turn % pairs.length];
      ledger.write(writer, () => paragraph(writer).insert(0, "x"));
    });
    await until(() => ledger.latencies.length === ledger.written, DRAIN_MS);
  });
  const unequal = pairs.filter(({ writer, reader }) => textOf(writer) !== textOf(reader)).length;
  return { ...report, unequal, lost: ledger.written - ledger.latencies.length };
}

/** `clients` editors in one document; each moves its cursor `rate` times a second, nobody writes. */
export async function presence(server, { clients, rate, seconds }) {
  const everybody = await together(server, clients);
  introduce(everybody);
  await until(() => everybody.every((one) => one.provider.awareness.getStates().size === clients), DRAIN_MS);
  await sleep(SETTLE_MS);
  const ledger = new Ledger();
  const report = await measured(ledger, () =>
    atPace(clients * rate * seconds, seconds, (turn) => {
      ledger.written += 1;
      everybody[turn % clients].provider.awareness.setLocalStateField("cursor", { at: turn });
    }),
  );
  await sleep(SETTLE_MS);
  const last = (one) => [...one.provider.awareness.getStates().values()].filter((state) => state.cursor).length;
  return { ...report, unequal: everybody.filter((one) => last(one) !== clients).length };
}

async function together(server, clients) {
  const first = await open(server, server.documents[0]);
  addParagraphs(first, 1);
  return [first, ...(await Promise.all(Array.from({ length: clients - 1 }, () => open(server, server.documents[0]))))];
}

/** A document of `edits` recorded edits, opened cold after a restart. */
export async function cold(server, { edits, window }) {
  const trace = JSON.parse(gunzipSync(readFileSync(new URL("trace.json.gz", import.meta.url))));
  const { writer, reader, ledger } = await pair(server);
  addParagraphs(writer, Math.ceil(edits / trace.length) - 1);
  await inWindow(ledger, writer, reader, edits, window, (turn) => {
    const text = paragraph(writer, Math.floor(turn / trace.length));
    for (const [position, deleted, inserted] of trace[turn % trace.length]) {
      if (deleted) text.delete(position, deleted);
      if (inserted) text.insert(position, inserted);
    }
  });
  const final = textOf(writer);
  await sleep(STORED_MS);
  writer.close();
  reader.close();
  const again = { ...server, ...(await mark("restart")) };
  await mark("start");
  const opened = await coldOpen(again, final);
  await mark("end");
  return { edits, wall_s: 1, ...opened };
}

/** `clients` editors join a document of about 1 MB at the same time, after a restart. */
export async function storm(server, { clients }) {
  const writer = await open(server, server.documents[0]);
  addParagraphs(writer, 1000);
  for (let at = 0; at < 1000; at += 1) paragraph(writer, at).insert(0, `${at} ${"lorem ipsum ".repeat(84)}`);
  const size = Y.encodeStateAsUpdate(writer.doc).length;
  const expected = textOf(writer).length;
  await sleep(STORED_MS);
  writer.close();
  const again = { ...server, ...(await mark("restart")) };
  await mark("start");
  const began = performance.now();
  const all = await Promise.all(Array.from({ length: clients }, () => open(again, again.documents[0])));
  const took = performance.now() - began;
  await mark("end");
  const unequal = all.filter((one) => textOf(one).length !== expected).length;
  return { edits: clients, wall_s: took / 1000, all_ms: round(took, 0), state_kib: round(size / 1024, 0), unequal };
}

/** Each document is opened by one editor, who writes a word: what the server needs for each, with its connection. */
export async function opened(server) {
  await mark("start");
  const began = performance.now();
  for (const name of server.documents) {
    const editor = await open(server, name);
    addParagraphs(editor, 1);
    paragraph(editor).insert(0, "word");
  }
  await sleep(SETTLE_MS);
  await mark("end");
  return { edits: server.documents.length, each: server.documents.length, wall_s: (performance.now() - began) / 1000 };
}

/** More editors of one document: what the server needs for each. */
export async function peers(server, { clients }) {
  await together(server, 2);
  await mark("start");
  const began = performance.now();
  for (let at = 0; at < clients; at += 20) {
    await Promise.all(Array.from({ length: 20 }, () => open(server, server.documents[0])));
  }
  await sleep(SETTLE_MS);
  await mark("end");
  return { edits: clients, each: clients, wall_s: (performance.now() - began) / 1000 };
}

/** The server is killed the moment the reader has seen `edits` edits; how many are there after the restart? */
export async function kill(server, { edits, window }) {
  const { writer, reader, ledger } = await pair(server);
  const text = paragraph(writer);
  await inWindow(ledger, writer, reader, edits, window, () => text.insert(text.length, "x"));
  const again = { ...server, ...(await mark("kill")) };
  writer.close();
  reader.close();
  const late = await open(again, again.documents[0]);
  const survivors = () => (late.content.length ? paragraph(late).length : 0);
  await until(() => survivors() >= edits, 3_000);
  return { edits, survived: survivors(), lost: Math.max(0, edits - survivors()) };
}

async function pair(server, name = server.documents[0], ledger = new Ledger()) {
  const writer = await open(server, name);
  addParagraphs(writer, 1);
  const reader = await open(server, name);
  if (!(await until(() => reader.content.length === 1, DRAIN_MS))) throw new Error(`nothing arrives in ${name}`);
  ledger.watch(reader);
  return { writer, reader, ledger };
}

/** Makes `count` edits, never more than `window` ahead of what `reader` has seen. Gives up when nothing moves. */
function inWindow(ledger, writer, reader, count, window, edit) {
  return new Promise((resolve, reject) => {
    let turn = 0;
    const stalled = () => reject(new Error(`${reader.seen} of ${turn} edits arrived, then nothing`));
    let watchdog = setTimeout(stalled, STALL_MS);
    const fill = () => {
      while (turn < count && turn - reader.seen < window) {
        const now = turn++;
        ledger.write(writer, () => edit(now));
      }
      if (reader.seen >= count) {
        clearTimeout(watchdog);
        resolve();
      }
    };
    reader.arrived = () => {
      watchdog.refresh();
      fill();
    };
    const look = setInterval(() => (reader.seen >= count ? clearInterval(look) : fill()), 100);
    reader.doc.on("afterTransaction", () => reader.arrived());
    fill();
  });
}

/** Runs `work` between the marks "start" and "end". Rates are of edits, times from an edit to its being seen. */
async function measured(ledger, work) {
  await mark("start");
  const cpu = process.cpuUsage();
  const began = performance.now();
  await work();
  const seconds = (performance.now() - began) / 1000;
  const own = process.cpuUsage(cpu);
  await mark("end");
  return {
    edits: ledger.written,
    wall_s: round(seconds),
    per_s: round(ledger.written / seconds, 0),
    ...percentiles(ledger.latencies),
    generator_load: round((own.user + own.system) / 1e6 / seconds),
  };
}
