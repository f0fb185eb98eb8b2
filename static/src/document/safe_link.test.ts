import { describe, expect, test } from "vitest";
import { allowedLink, linkFromTyped } from "./safe_link.ts";

describe("safe addresses", () => {
  test.each([
    "https://a.example/b?c#d",
    "http://a.example",
    "mailto:ann@a.example",
    "tel:+4912345",
    "/rooms/1/",
    "#part",
  ])("%s is allowed", (address) => expect(allowedLink(address)).toBe(true));

  test.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    " javascript:alert(1)",
    "data:text/html,<script>",
    "vbscript:x",
    "file:///etc/passwd",
    "//evil.example",
    "/\\evil.example",
    "https://a.example/\u0000",
    "",
  ])("%j is refused", (address) => expect(allowedLink(address)).toBe(false));
});

describe("what was typed", () => {
  test("gets the scheme it lacks", () => {
    expect(linkFromTyped("example.org/a b".replace(" b", ""))).toBe("https://example.org/a");
    expect(linkFromTyped(" ann@example.org ")).toBe("mailto:ann@example.org");
    expect(linkFromTyped("localhost:8000/x")).toBe("https://localhost:8000/x");
    expect(linkFromTyped("http://example.org")).toBe("http://example.org");
  });

  test.each(["", "two words", "javascript:alert(1)", "nohost"])("%j is no address", (typed) =>
    expect(linkFromTyped(typed)).toBeNull(),
  );
});
