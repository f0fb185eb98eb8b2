import { expect, test } from "vitest";
import * as Y from "yjs";
import { stepFor, valueText } from "./playing.ts";
import { fromBase64, Replay } from "./replay.ts";
import { fragmentToJson } from "./to_json.ts";

/** Two people who write, erase and hear each other; the updates, and the text after each (or after some of them). */
function life(edits: number, some?: number[]): { updates: Uint8Array[]; texts: string[] } {
  const updates: Uint8Array[] = [];
  const texts: string[] = [];
  const docs = [1, 2].map((id) => {
    const doc = new Y.Doc();
    doc.clientID = id;
    return doc;
  });
  const whole = new Y.Doc();
  const text = (doc: Y.Doc) => (doc.getXmlFragment("content").get(0) as Y.XmlElement).get(0) as Y.XmlText;
  for (const doc of docs) {
    doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin === "heard") return;
      updates.push(update);
      Y.applyUpdate(whole, update);
      texts.push(!some || some.includes(updates.length) ? text(whole).toString() : "");
      for (const other of docs) if (other !== doc) Y.applyUpdate(other, update, "heard");
    });
  }
  docs[0]?.transact(() => {
    const paragraph = new Y.XmlElement("paragraph");
    paragraph.insert(0, [new Y.XmlText("")]);
    docs[0]?.getXmlFragment("content").push([paragraph]);
  });
  for (let n = 1; n < edits; n++) {
    const target = text(docs[n % 2] as Y.Doc);
    if (n % 7 === 0 && target.length > 3) target.delete((n * 13) % (target.length - 1), 1);
    else target.insert((n * 31) % (target.length + 1), String.fromCharCode(97 + (n % 26)));
  }
  return { updates, texts };
}

const shown = (replay: Replay, at: number): string =>
  (replay.at(at).content?.[0]?.content ?? []).map((node) => node.text).join("");

test("every moment is what it was, forwards, backwards and at random", () => {
  const { updates, texts } = life(900);
  const replay = new Replay();
  replay.add(updates.slice(0, 500));
  replay.add(updates.slice(500));
  expect(replay.length).toBe(900);
  for (const at of [900, 1, 450, 449, 251, 899, 600, 250, 500, 10, 900]) {
    expect(shown(replay, at), `after ${at}`).toBe(texts[at - 1]);
  }
  expect(replay.at(0).content).toEqual([]);
  expect(shown(replay, 5000)).toBe(texts.at(-1));
});

test("20,000 edits: any moment in a blink", () => {
  const moments = [19_990, 7_777, 12_345, 3];
  const { updates, texts } = life(20_000, moments);
  const replay = new Replay();
  replay.add(updates);
  replay.at(20_000); // once through all of it
  const began = performance.now();
  for (const at of moments) expect(shown(replay, at)).toBe(texts[at - 1]);
  expect((performance.now() - began) / moments.length).toBeLessThan(300);
}, 60_000);

test("an update that cannot be read is left out", () => {
  const { updates, texts } = life(20);
  const replay = new Replay();
  replay.add([...updates.slice(0, 10), new Uint8Array([1, 2, 3]), ...updates.slice(10)]);
  expect(shown(replay, 21)).toBe(texts.at(-1));
});

test("marks, attributes and nodes within the text are kept", () => {
  const doc = new Y.Doc();
  const heading = new Y.XmlElement("heading");
  heading.setAttribute("level", 2 as never);
  doc.getXmlFragment("content").push([heading]);
  const words = new Y.XmlText();
  heading.insert(0, [words, new Y.XmlElement("hardBreak")]);
  words.insert(0, "see ");
  words.insert(4, "here", { "link--abc": { href: "/x" }, bold: {} });
  expect(fragmentToJson(doc.getXmlFragment("content"))).toEqual({
    type: "doc",
    content: [
      {
        type: "heading",
        attrs: { level: 2 },
        content: [
          { type: "text", text: "see " },
          {
            type: "text",
            text: "here",
            marks: [
              { type: "link", attrs: { href: "/x" } },
              { type: "bold", attrs: {} },
            ],
          },
          { type: "hardBreak" },
        ],
      },
    ],
  });
});

test("it plays as many edits as are due and owes the rest", () => {
  expect(stepFor(10, 50, 0)).toEqual({ step: 0, owed: 0.5 });
  expect(stepFor(10, 50, 0.5)).toEqual({ step: 1, owed: 0 });
  expect(stepFor(1000, 50, 0)).toEqual({ step: 50, owed: 0 });
  expect(valueText(0, 9, "", "")).toBe("The beginning");
  expect(valueText(3, 9, "Bo", "noon")).toBe("Edit 3 of 9, Bo, noon");
});

test("base64 becomes bytes", () => {
  expect([...fromBase64("AP+A")]).toEqual([0, 255, 128]);
});
