import { getSchema } from "@tiptap/core";
import { history, undo } from "@tiptap/pm/history";
import type { Node } from "@tiptap/pm/model";
import { EditorState, TextSelection, type Transaction } from "@tiptap/pm/state";
import { describe, expect, test } from "vitest";
import { schemaExtensions } from "../extensions.ts";
import { resolve, suggestionsIn } from "./resolve.ts";
import { type Author, asSuggestion, keepApart, withoutSuggestions } from "./suggest.ts";

const schema = getSchema(schemaExtensions());

function author(username: string): Author {
  let made = 0;
  return { username, now: () => "2026-01-02T03:04:05Z", newId: () => `${username}${++made}` };
}

const paragraph = (text: string): Node => schema.node("paragraph", null, text ? [schema.text(text)] : []);

function start(...paragraphs: string[]): EditorState {
  return EditorState.create({
    doc: schema.node("doc", null, paragraphs.map(paragraph)),
    plugins: [history()],
  });
}

/** The text with [+words+] and [-words-]; paragraphs on lines. */
function shown(doc: Node): string {
  const lines: string[] = [];
  doc.descendants((node) => {
    if (node.isTextblock) lines.push("");
    if (!node.isText) return;
    const has = (name: string) => node.marks.some((mark) => mark.type.name === name);
    let text = node.text ?? "";
    if (has("insertion")) text = `[+${text}+]`;
    if (has("deletion")) text = `[-${text}-]`;
    lines[lines.length - 1] += text;
  });
  return lines.join("\n");
}

class Writer {
  constructor(
    public state: EditorState,
    readonly who = author("ann"),
  ) {}

  /** Does it in suggesting mode; whether it was allowed. */
  do(change: (tr: Transaction) => Transaction): boolean {
    const suggested = asSuggestion(change(this.state.tr), this.state, this.who);
    if (suggested) this.state = this.state.apply(suggested.tr);
    return suggested !== null;
  }

  at(from: number, to = from): this {
    this.state = this.state.apply(this.state.tr.setSelection(TextSelection.create(this.state.doc, from, to)));
    return this;
  }

  type(text: string): this {
    for (const char of text) this.do((tr) => tr.insertText(char));
    return this;
  }

  backspace(times = 1): this {
    for (let time = 0; time < times; time++) {
      const { from, to, empty } = this.state.selection;
      this.do((tr) => (empty ? tr.delete(from - 1, from) : tr.delete(from, to)));
    }
    return this;
  }

  resolve(accept: boolean, by?: string): string {
    return shown(this.state.apply(resolve(this.state.tr, (one) => !by || one.author === by, accept)).doc);
  }

  get shown(): string {
    return shown(this.state.doc);
  }
}

const write = (...paragraphs: string[]) => new Writer(start(...paragraphs));

describe("typing", () => {
  test("is an insertion, one for a run of keys", () => {
    const ann = write("One three").at(5).type("two ");
    expect(ann.shown).toBe("One [+two +]three");
    expect(suggestionsIn(ann.state.doc)).toHaveLength(1);
    expect(ann.resolve(true)).toBe("One two three");
    expect(ann.resolve(false)).toBe("One three");
  });

  test("over a selection is a deletion and an insertion of one id", () => {
    const ann = write("One three").at(5, 10).type("two");
    expect(ann.shown).toBe("One [-three-][+two+]");
    expect(suggestionsIn(ann.state.doc)).toMatchObject([{ deleted: "three", inserted: "two" }]);
    expect(ann.resolve(true)).toBe("One two");
    expect(ann.resolve(false)).toBe("One three");
  });

  test("inside somebody's deletion is not part of it", () => {
    const ann = write("abcdef").at(2, 6).backspace().at(4).type("X");
    expect(ann.shown).toBe("a[-bc-][+X+][-de-]f");
  });

  test("over several paragraphs leaves them apart", () => {
    const ann = write("first", "second").at(3, 10);
    ann.do((tr) => tr.insertText("X"));
    expect(ann.shown).toBe("fi[-rst-]\n[-se-][+X+]cond");
    ann.type("Y");
    expect(ann.shown).toBe("fi[-rst-]\n[-se-][+XY+]cond");
    expect(ann.resolve(false)).toBe("first\nsecond");
  });
});

describe("deleting", () => {
  test("marks and stays; the cursor goes on before it", () => {
    const ann = write("abcd").at(5).backspace(2);
    expect(ann.shown).toBe("ab[-cd-]");
    expect(suggestionsIn(ann.state.doc)).toHaveLength(1);
    expect(ann.state.selection.head).toBe(3);
    expect(ann.resolve(true)).toBe("ab");
    expect(ann.resolve(false)).toBe("abcd");
  });

  test("forwards goes on behind it", () => {
    const ann = write("abcd").at(2);
    ann.do((tr) => tr.delete(2, 3));
    expect(ann.state.selection.head).toBe(3);
    ann.do((tr) => tr.delete(3, 4));
    expect(ann.shown).toBe("a[-bc-]d");
  });

  test("takes one's own insertion back for good", () => {
    const ann = write("ab").at(2).type("XYZ").backspace(2);
    expect(ann.shown).toBe("a[+X+]b");
    ann.backspace(2);
    expect(ann.shown).toBe("[-a-]b");
  });

  test("of another's insertion is a suggestion about it", () => {
    const ann = write("ab").at(2).type("XY");
    const bo = new Writer(ann.state, author("bo")).at(3, 4).backspace();
    expect(bo.shown).toBe("a[+X+][-[+Y+]-]b");
    expect(bo.resolve(true, "bo")).toBe("a[+X+]b");
    expect(bo.resolve(false, "bo")).toBe("a[+XY+]b");
    expect(bo.resolve(false, "ann")).toBe("ab");
  });

  test("of whole paragraphs: accepted, the empty ones go", () => {
    const ann = write("keep", "one", "two", "end").at(7, 15).backspace();
    expect(ann.shown).toBe("keep\n[-one-]\n[-two-]\nend");
    expect(ann.resolve(true)).toBe("keep\nend");
    expect(ann.resolve(false)).toBe("keep\none\ntwo\nend");
  });
});

describe("blocks", () => {
  test("a new paragraph is made at once and named", () => {
    const ann = write("abcd");
    const suggested = asSuggestion(ann.state.tr.split(3), ann.state, ann.who);
    expect(suggested?.direct).toBe(true);
    expect(shown(suggested?.tr.doc as Node)).toBe("ab\ncd");
  });

  test("words pasted as paragraphs are insertions; rejected, their paragraphs go", () => {
    const ann = write("ab", "cd");
    ann.do((tr) => tr.insert(4, [paragraph("one"), paragraph("two")]));
    expect(ann.shown).toBe("ab\n[+one+]\n[+two+]\ncd");
    expect(ann.resolve(false)).toBe("ab\ncd");
  });

  test("two paragraphs with words are not joined", () => {
    const ann = write("ab", "cd");
    expect(ann.do((tr) => tr.join(4))).toBe(false);
    expect(ann.shown).toBe("ab\ncd");
  });

  test("an empty paragraph may go", () => {
    const ann = write("ab", "");
    expect(ann.do((tr) => tr.join(4))).toBe(true);
    expect(ann.shown).toBe("ab");
  });

  test("the only paragraph of a table's cell stays, empty", () => {
    const cell = schema.node("tableCell", null, [paragraph("x")]);
    const table = schema.node("table", null, [schema.node("tableRow", null, [cell])]);
    const ann = new Writer(EditorState.create({ doc: schema.node("doc", null, [table, paragraph("end")]) }));
    ann.at(4, 5).backspace();
    const doc = ann.state.apply(resolve(ann.state.tr, () => true, true)).doc;
    expect(doc.firstChild?.type.name).toBe("table");
    expect(shown(doc)).toBe("\nend");
  });
});

test("several steps of one transaction keep their places", () => {
  const ann = write("one two one two one");
  ann.do((tr) => tr.insertText("1", 1, 4).insertText("11", 7, 10).insertText("1", 14, 17));
  expect(ann.shown).toBe("[-one-][+1+] two [-one-][+11+] two [-one-][+1+]");
  expect(ann.resolve(true)).toBe("1 two 11 two 1");
  expect(ann.resolve(false)).toBe("one two one two one");
});

test("code can be suggested as well, inline and in blocks", () => {
  const code = schema.node("codeBlock", null, [schema.text("let a")]);
  const inline = schema.node("paragraph", null, [schema.text("run", [schema.mark("code")])]);
  const ann = new Writer(EditorState.create({ doc: schema.node("doc", null, [code, inline]) }));
  ann.at(6).type("b").at(9, 10).backspace();
  expect(ann.shown).toBe("let a[+b+]\n[-r-]un");
});

test("it can be undone", () => {
  const ann = write("abcd").at(2, 4).type("X");
  undo(ann.state, (tr) => {
    ann.state = ann.state.apply(tr);
  });
  expect(ann.shown).toBe("abcd");
});

test("who edits inside of a suggested deletion writes words that stay", () => {
  const ann = write("abcdef").at(2, 6).backspace().at(4);
  const tr = ann.state.tr.insertText("X");
  keepApart(tr);
  expect(shown(tr.doc)).toBe("a[-bc-]X[-de-]f");
});

test("what is copied carries no suggestions", () => {
  const ann = write("abcd").at(2, 3).type("X");
  const slice = withoutSuggestions(ann.state.doc.slice(1, 6));
  expect(slice.content.textBetween(0, slice.content.size)).toBe("aXcd");
  expect(slice.content.firstChild?.marks).toEqual([]);
});
