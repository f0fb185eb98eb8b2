// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { markdown, markdownLine } from "./markdown.ts";
import { note } from "./samples.ts";
import { bodyLine } from "./sentences.ts";

const html = (source: string) =>
  markdown(source)
    .map((one) => one.outerHTML)
    .join("");

test("paragraphs, breaks and marks", () => {
  expect(html("One **two** *three* `four`\nfive\n\n~~six~~")).toBe(
    "<p>One <strong>two</strong> <em>three</em> <code>four</code><br>five</p><p><s>six</s></p>",
  );
  expect(html("a_b_c and _so_ 2 * 3 * 4")).toBe("<p>a_b_c and <em>so</em> 2 * 3 * 4</p>");
});

test("lists, quotes, headings and code", () => {
  expect(html("# Head\n- a\n- **b**\n\n1. c\n> quoted\n> > deeper\n```\n<b>\n```")).toBe(
    "<p><strong>Head</strong></p><ul><li>a</li><li><strong>b</strong></li></ul><ol><li>c</li></ol>" +
      "<blockquote><p>quoted</p><blockquote><p>deeper</p></blockquote></blockquote><pre><code>&lt;b&gt;</code></pre>",
  );
});

test("only addresses that we follow become links", () => {
  expect(html("[here](/rooms/3/)")).toBe('<p><a href="/rooms/3/">here</a></p>');
  expect(html("see https://a.example/x.")).toContain('href="https://a.example/x"');
  for (const bad of ["javascript:alert(1)", "data:,x", "//evil.example"]) {
    expect(html(`[here](${bad})`)).toBe(`<p>[here](${bad})</p>`);
  }
});

test("text is never markup, and what is escaped is no mark", () => {
  expect(html("<img src=x onerror=alert(1)> \\*so\\*")).toBe(
    "<p>&lt;img src=x onerror=alert(1)&gt; *so*</p>",
  );
});

test("hostile texts take no time", () => {
  const started = performance.now();
  for (const part of ["*", "_", "[", "](", "> ", "**a*", "`", "~~"]) markdown(part.repeat(3_000));
  expect(performance.now() - started).toBeLessThan(2_000);
});

test("one plain line", () => {
  expect(markdownLine("Hello **there**\n\n- one\n- two")).toBe("Hello there one two");
  expect(markdownLine("x".repeat(200), 10)).toBe(`${"x".repeat(9)}…`);
});

test("what somebody wrote is shown as a line of plain words", () => {
  const body = "**Finally.** See `notes`:\n\n- one\n- two";
  expect(bodyLine(note(1, { kind: "direct", body }))).toBe("Finally. See notes: one two");
});
