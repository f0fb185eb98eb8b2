// @vitest-environment happy-dom
import { getSchema } from "@tiptap/core";
import { DOMParser as Parser } from "@tiptap/pm/model";
import { expect, test } from "vitest";
import { schemaExtensions } from "../extensions.ts";
import { blocksToMarkdown } from "../markdown/write.ts";
import { cleanPasted } from "./clean.ts";
import { GOOGLE, WORD } from "./samples.ts";

const schema = getSchema(schemaExtensions());

/** What the editor makes of pasted markup, as markdown. */
function pasted(html: string): string {
  const page = new DOMParser().parseFromString(cleanPasted(html), "text/html");
  return blocksToMarkdown([...Parser.fromSchema(schema).parse(page.body).children]);
}

test("Word keeps its structure", () => {
  expect(pasted(WORD)).toBe(
    [
      "# Annual report",
      "Sales **grew** by *far*, see [the report](https://example.org/report).",
      "- North\n  - Oslo\n- South",
      "Then:",
      "3. third\n4. fourth",
      "| Name | Sum |\n| --- | --- |\n| Ann | 12 |",
      "> A quote",
    ].join("\n\n"),
  );
});

test("what Word only keeps for itself does not arrive", () => {
  const clean = cleanPasted(WORD);
  expect(clean).not.toMatch(/mso-|Mso|o:p|file:|hidden|<style|<!--|<meta/);
});

test("Google Docs keeps its structure, and not everything is bold", () => {
  expect(pasted(GOOGLE)).toBe(
    [
      "## Agenda",
      "We talk about **money** *softly* <mark>marked</mark> ~~gone~~[a link](https://example.org/a)",
      "- one\n  - inner\n- two",
      "- [x] done\n- [ ] open",
      "| A | B |\n| --- | --- |\n| wide |  |",
    ].join("\n\n"),
  );
});

test("markup of a web page loses what is no content", () => {
  const html = `<div onclick="x()"><script>alert(1)</script><style>p{}</style><object data="x"></object>
    <h5>Small</h5><p>Words <a href="javascript:alert(1)">bad</a> <a href="https://example.org">good</a></p></div>`;
  expect(pasted(html)).toBe("### Small\n\nWords bad [good](https://example.org)");
});

test("GitHub's task lists stay tasks", () => {
  const html = `<ul class="contains-task-list"><li class="task-list-item"><input type="checkbox" disabled checked> done</li>
    <li class="task-list-item"><input type="checkbox" disabled> open</li></ul>`;
  expect(pasted(html)).toBe("- [x] done\n- [ ] open");
});

test("the language of code is kept", () => {
  expect(pasted('<pre><code class="language-rust">fn main() {}</code></pre>')).toBe(
    "```rust\nfn main() {}\n```",
  );
});

test("what the editor itself copied is not touched", () => {
  const own = '<p data-pm-slice="1 1 []">x <span style="font-weight:700">y</span></p>';
  expect(cleanPasted(own)).toBe(own);
});

test("hostile attributes end as plain values", () => {
  const html = `<div data-type="callout" data-kind="<script>"><p>box</p></div>
    <span data-type="mention" data-id="${"x".repeat(500)}" data-label="${"y".repeat(9000)}">z</span>
    <div data-type="attachment" data-file="../../etc/passwd" data-name="n"></div>
    <div data-type="linkCard" data-href="javascript:alert(1)" data-title="t"></div>`;
  const page = new DOMParser().parseFromString(cleanPasted(html), "text/html");
  const doc = Parser.fromSchema(schema).parse(page.body);
  const all: Record<string, Record<string, unknown>> = {};
  doc.descendants((node) => {
    all[node.type.name] = node.attrs;
  });
  expect(all.callout?.kind).toBe("info");
  expect(String(all.mention?.id)).toHaveLength(100);
  expect(String(all.mention?.label)).toHaveLength(200);
  expect(all.attachment?.file).toBeNull();
  expect(all.linkCard?.href).toBe("");
});
