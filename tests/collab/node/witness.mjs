/**
 * What a client wrote, was told is saved, and saw of others: tokens "<who>-<number>", each a paragraph of its own. For
 * tests that kill the server. A history (its updates in order) is read here too.
 */
import { createHash } from "node:crypto";
import * as Y from "yjs";

const TOKEN = /\b[a-z]+-\d+\b/g;
const LETTERS = "abcdefgh";

/** The tokens that an update brings, also of what is deleted by now. */
export function tokensIn(update) {
  const { structs } = Y.decodeUpdate(update);
  return structs.flatMap(({ content }) => (content instanceof Y.ContentString ? (content.str.match(TOKEN) ?? []) : []));
}

export class Witness {
  constructor(doc, provider) {
    this.doc = doc;
    this.written = [];
    this.seen = new Set();
    this.saved = 0;
    this.marks = [];
    this.timer = undefined;
    doc.on("update", (update, origin) => {
      if (origin === provider) for (const token of tokensIn(update)) this.seen.add(token);
    });
  }

  /** Another connection: its messages are counted anew. */
  connected() {
    this.marks = [];
  }

  /** A message with content goes out: with it, all that is written is sent. */
  sent() {
    this.marks.push(this.written.length);
  }

  acked(count) {
    if (count > 0) this.saved = Math.max(this.saved, this.marks[count - 1]);
  }

  /** Write from now on, one edit every `pace` ms, on line or not. */
  ramble({ who, pace }) {
    let turn = 0;
    const edit = () => (turn++ % 3 === 0 ? this.#dabble() : this.#add(`${who}-${this.written.length}`));
    this.timer = setInterval(() => this.doc.transact(edit), pace);
  }

  hush() {
    clearInterval(this.timer);
  }

  /** One more paragraph, anywhere. */
  #add(token) {
    const fragment = this.doc.getXmlFragment("content");
    const paragraph = new Y.XmlElement("paragraph");
    paragraph.insert(0, [new Y.XmlText(token)]);
    this.written.push(token);
    fragment.insert(Math.floor(Math.random() * (fragment.length + 1)), [paragraph]);
  }

  /** Types, erases and marks in the first heading, where no token is. */
  #dabble() {
    const fragment = this.doc.getXmlFragment("content");
    let heading = fragment.toArray().find((node) => node.nodeName === "heading");
    if (heading === undefined || !(heading.get(0) instanceof Y.XmlText)) {
      heading = new Y.XmlElement("heading");
      heading.setAttribute("level", 2);
      heading.insert(0, [new Y.XmlText("about")]);
      fragment.insert(0, [heading]);
      return;
    }
    const text = heading.get(0);
    const at = Math.floor(Math.random() * (text.length + 1));
    if (text.length - at > 8) text.delete(at, 6);
    else if (at > 3) text.format(0, 3, { bold: {} });
    text.insert(Math.min(at, text.length), LETTERS[at % LETTERS.length]);
  }
}

const bytes = (base64) => new Uint8Array(Buffer.from(base64, "base64"));

export const actions = {
  ramble: (client, how) => client.witness.ramble(how),
  hush: (client) => client.witness.hush(),
  testimony: ({ witness }) => ({
    written: witness.written,
    saved: witness.written.slice(0, witness.saved),
    seen: [...witness.seen],
  }),
  /** How many of its own paragraphs are saved. */
  saved: ({ witness }) => witness.saved,
  /**
   * Apply the next updates of a history, [[author, base64]]. Of each: the tokens in it and the hash of the text after
   * it; and the tokens that are shown then, if `look` wrote it.
   */
  relive: (client, { rows, look }) =>
    rows.map(([author, data]) => {
      Y.applyUpdate(client.doc, bytes(data));
      const text = client.text();
      const hash = createHash("sha256").update(text).digest("hex");
      return { tokens: tokensIn(bytes(data)), hash, shown: author === look ? (text.match(TOKEN) ?? []) : null };
    }),
};
