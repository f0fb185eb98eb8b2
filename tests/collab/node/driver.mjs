/**
 * Real Yjs clients for the Python tests: stock y-websocket providers, driven by JSON lines on stdin, one answer per line.
 *   {"id", "do": "open", "name", "base", "document", "token", "ack"?, "offline"?}   a client; answers when it is synced
 *   {"id", "do": <an action below>, "name", ...}
 * Answers: {"id", "result"} or {"id", "error"}.
 */
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { gunzipSync } from "node:zlib";
import * as decoding from "lib0/decoding";
import WebSocket from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { Witness, actions as witnessed } from "./witness.mjs";

const clients = new Map();

class Client {
  constructor({ base, document, token, ack, clientID }) {
    this.doc = new Y.Doc();
    if (clientID !== undefined) this.doc.clientID = clientID;
    this.acked = 0;
    this.sent = 0;
    this.closes = [];
    this.denied = [];
    this.waiting = new Set();
    const client = this;
    class Counting extends WebSocket {
      send(data, ...rest) {
        if (data[0] === 0 && data[1] > 0) client.count();
        super.send(data, ...rest);
      }
    }
    const params = { ...(token ? { token } : {}), ...(ack ? { ack: "1" } : {}) };
    this.provider = new WebsocketProvider(base, String(document), this.doc, {
      params,
      connect: false,
      disableBc: true,
      WebSocketPolyfill: Counting,
      maxBackoffTime: 300,
    });
    this.witness = new Witness(this.doc, this.provider);
    this.provider.messageHandlers[100] = (_encoder, decoder) => {
      this.acked = decoding.readVarUint(decoder);
      this.witness.acked(this.acked);
      this.look();
    };
    this.provider.messageHandlers[2] = (_encoder, decoder) => {
      decoding.readVarUint(decoder);
      this.denied.push(decoding.readVarString(decoder));
      this.look();
    };
    /** Updates as they came, also those that change nothing here (both deleted the same). */
    this.arrived = [];
    const sync = this.provider.messageHandlers[0];
    this.provider.messageHandlers[0] = (encoder, decoder, ...rest) => {
      const peek = decoding.createDecoder(decoder.arr.subarray(decoder.pos));
      if (decoding.readVarUint(peek) === 2) this.arrived.push(decoding.readVarUint8Array(peek).slice());
      sync(encoder, decoder, ...rest);
      this.look();
    };
    this.provider.on("connection-close", (event) => {
      this.closes.push([event?.code ?? 0, event?.reason ?? ""]);
      this.look();
    });
    this.provider.on("status", ({ status }) => {
      if (status !== "connected") return;
      this.sent = this.acked = 0;
      this.witness.connected();
    });
    for (const name of ["sync", "status"]) this.provider.on(name, () => this.look());
    this.doc.on("update", () => this.look());
    this.provider.awareness.on("change", () => this.look());
  }

  /** A message with content goes out. */
  count() {
    this.sent++;
    this.witness.sent();
  }

  look() {
    for (const check of [...this.waiting]) check();
  }

  /** Resolves when `test` holds; rejects with what is there instead after `timeout` ms. */
  until(test, timeout, show) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(check);
        reject(new Error(`not in time: ${JSON.stringify(show())?.slice(0, 400)}`));
      }, timeout);
      const check = () => {
        if (!test()) return;
        clearTimeout(timer);
        this.waiting.delete(check);
        resolve();
      };
      this.waiting.add(check);
      check();
    });
  }

  /** The content's text, block by block. */
  text() {
    return lines(this.doc.getXmlFragment("content")).join("\n");
  }

  facts() {
    return {
      synced: this.provider.synced,
      connected: this.provider.wsconnected,
      text: this.text(),
      plain: this.doc.getText("text").toString(),
      acked: this.acked,
      sent: this.sent,
      closes: this.closes,
      denied: this.denied,
      clientID: this.doc.clientID,
      pending: this.doc.store.pendingStructs !== null,
      users: [...this.provider.awareness.getStates().entries()].map(([client, state]) => ({ client, ...state })),
    };
  }
}

const BLOCKS = new Set(["paragraph", "heading", "codeBlock"]);
function lines(parent) {
  const out = [];
  for (const node of parent.toArray()) {
    if (node instanceof Y.XmlElement) {
      if (BLOCKS.has(node.nodeName)) out.push(inline(node));
      else out.push(...lines(node));
    } else if (node instanceof Y.XmlText) out.push(plain(node));
  }
  return out;
}
const plain = (text) => text.toDelta().map((part) => (typeof part.insert === "string" ? part.insert : "")).join("");
const inline = (node) => node.toArray().map((child) => (child instanceof Y.XmlText ? plain(child) : "\n")).join("");

const bytes = (base64) => new Uint8Array(Buffer.from(base64, "base64"));
const base64 = (data) => Buffer.from(data).toString("base64");

const actions = {
  ...witnessed,
  async open(client, { timeout = 15000, offline = false }) {
    if (offline) return client.facts();
    client.provider.connect();
    await client.until(() => client.provider.synced, timeout, () => client.facts());
    return client.facts();
  },
  start: (client) => client.provider.connect(),
  disconnect: (client) => client.provider.disconnect(),
  facts: (client) => client.facts(),

  /** Append paragraphs to the content. */
  write(client, { paragraphs }) {
    const fragment = client.doc.getXmlFragment("content");
    for (const words of paragraphs) {
      client.doc.transact(() => {
        const element = new Y.XmlElement("paragraph");
        element.insert(0, [new Y.XmlText(words)]);
        fragment.push([element]);
      });
    }
  },
  /** Type into the text of the n-th block, one transaction per character. */
  type(client, { block = 0, at, words }) {
    const text = client.doc.getXmlFragment("content").get(block).get(0);
    [...words].forEach((char, index) => text.insert((at ?? text.length) + (at === undefined ? 0 : index), char));
  },
  erase(client, { block = 0, at, length }) {
    client.doc.getXmlFragment("content").get(block).get(0).delete(at, length);
  },
  erase_block(client, { block }) {
    client.doc.getXmlFragment("content").delete(block, 1);
  },
  mark(client, { block = 0, at, length, marks }) {
    client.doc.getXmlFragment("content").get(block).get(0).format(at, length, marks);
  },
  element(client, { tag, attributes = {} }) {
    const element = new Y.XmlElement(tag);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    client.doc.getXmlFragment("content").push([element]);
  },
  plain(client, { at = 0, words }) {
    client.doc.getText("text").insert(at, words);
  },
  unplain(client, { at, length }) {
    client.doc.getText("text").delete(at, length);
  },
  apply(client, { update }) {
    Y.applyUpdate(client.doc, bytes(update));
  },
  state: (client) => base64(Y.encodeStateAsUpdate(client.doc)),
  vector: (client) => base64(Y.encodeStateVector(client.doc)),
  /** What is there and what is deleted, in one form for all who have the same. */
  snapshot: (client) => ({
    snapshot: base64(Y.encodeSnapshot(Y.snapshot(client.doc))),
    pending: client.doc.store.pendingStructs !== null || client.doc.store.pendingDs !== null,
    text: client.text(),
  }),
  /** Random edits of the first blocks: words, deletions, marks, new blocks. Deterministic for a seed. */
  scribble(client, { seed, edits }) {
    let state = seed >>> 0 || 1;
    const below = (most) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * most);
    };
    const fragment = client.doc.getXmlFragment("content");
    const words = ["a", "bc ", "wörld", "漢字", "and so on "];
    for (let n = 0; n < edits; n++) {
      client.doc.transact(() => {
        if (fragment.length === 0 || below(12) === 0) {
          const element = new Y.XmlElement("paragraph");
          element.insert(0, [new Y.XmlText(words[below(words.length)])]);
          fragment.insert(below(fragment.length + 1), [element]);
          return;
        }
        const at = below(fragment.length);
        const element = fragment.get(at);
        if (fragment.length > 4 && below(25) === 0) {
          fragment.delete(at, 1);
          return;
        }
        const text = element.get(0);
        if (!(text instanceof Y.XmlText)) return;
        const length = text.length;
        const what = below(10);
        const start = below(length + 1);
        const size = Math.min(1 + below(4), length - start);
        if (what < 6 || size <= 0) text.insert(start, words[below(words.length)]);
        else if (what < 9) text.delete(start, size);
        else text.format(start, size, { bold: below(2) === 0 ? {} : null });
      });
    }
  },
  raw(client, { data }) {
    client.provider.ws.send(bytes(data));
  },
  aware(client, { state }) {
    client.provider.awareness.setLocalState(state);
  },
  async wait(client, { expect, timeout = 15000 }) {
    const fits = () => {
      const facts = client.facts();
      return Object.entries(expect).every(([key, value]) => JSON.stringify(facts[key]) === JSON.stringify(value));
    };
    await client.until(fits, timeout, () => client.facts());
    return client.facts();
  },
  async wait_saved(client, { timeout = 15000 }) {
    await client.until(() => client.provider.synced && client.sent > 0 && client.acked === client.sent, timeout, () => client.facts());
    return client.facts();
  },
  async wait_closed(client, { timeout = 15000 }) {
    await client.until(() => client.closes.length > 0, timeout, () => client.facts());
    return client.closes.at(-1);
  },
  async wait_users(client, { names, timeout = 15000 }) {
    const here = () => [...client.provider.awareness.getStates().values()].map((state) => state.user?.username ?? "?").sort();
    await client.until(() => JSON.stringify(here()) === JSON.stringify(names), timeout, here);
    return client.facts().users;
  },
  /**
   * Replay one agent's part of a recorded session into the text of the content's first block, with its real concurrency:
   * each transaction is made on a copy that has seen exactly what the recorded one had seen, whatever has arrived.
   */
  async replay(client, { file, agent, clientID, window: limit = 200 }) {
    const { txns } = JSON.parse(gunzipSync(readFileSync(file)));
    const local = new Y.Doc();
    local.clientID = clientID;
    Y.applyUpdate(local, Y.encodeStateAsUpdate(client.doc), "remote");
    const text = local.getXmlFragment("content").get(0).get(0);
    local.on("update", (update, origin) => {
      if (origin !== "remote") Y.applyUpdate(client.doc, update, "local");
    });
    client.arrived.length = 0;
    const { arrived } = client;
    const other = 1 - agent;
    const known = []; // of each transaction: how many of each agent's it includes
    let seen = 0;
    const settle = async (count) => {
      await client.until(() => arrived.length >= count, 60000, () => [agent, seen, arrived.length, count]);
      while (seen < count) Y.applyUpdate(local, arrived[seen++], "remote");
    };
    const made = [0, 0];
    for (const { agent: by, parents, patches } of txns) {
      const includes = [0, 1].map((each) => Math.max(0, ...parents.map((parent) => known[parent][each])));
      if (by === agent) {
        await settle(includes[other]);
        if (client.sent - client.acked > limit) {
          await client.until(() => client.sent - client.acked < limit / 2, 60000, () => client.facts());
        }
        local.transact(() => {
          for (const [at, deleted, inserted] of patches) {
            if (deleted > 0) text.delete(at, deleted);
            if (inserted !== "") text.insert(at, inserted);
          }
        });
      }
      made[by]++;
      includes[by] = made[by];
      known.push(includes);
    }
    await settle(made[other]);
    return text.toString();
  },
  /** Replay what one person wrote alone into the text of the content's first block, each transaction as it was. */
  async replay_alone(client, { file, window: limit = 500 }) {
    const { txns } = JSON.parse(gunzipSync(readFileSync(file)));
    const text = client.doc.getXmlFragment("content").get(0).get(0);
    for (const { patches } of txns) {
      if (client.sent - client.acked > limit) {
        await client.until(() => client.sent - client.acked < limit / 2, 60000, () => [client.sent, client.acked]);
      }
      client.doc.transact(() => {
        for (const [at, deleted, inserted] of patches) {
          if (deleted > 0) text.delete(at, deleted);
          if (inserted !== "") text.insert(at, inserted);
        }
      });
    }
    return text.toString();
  },
  destroy(client, { name }) {
    client.provider.destroy();
    clients.delete(name);
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  const { id, name } = command;
  if (command.do === "open" && !clients.has(name)) clients.set(name, new Client(command));
  const answer = (value) => console.log(JSON.stringify({ id, ...value }));
  Promise.resolve()
    .then(() => actions[command.do](clients.get(name), command))
    .then(
      (result) => answer({ result: result ?? null }),
      (error) => answer({ error: String(error?.stack ?? error) }),
    );
}
process.exit(0);
