import { expect, test } from "vitest";
import { badgeText, oneLine, safeUrl, withCount } from "./texts.ts";

test("the title carries the number once", () => {
  expect(withCount("Inbox · Collab", 3)).toBe("(3) Inbox · Collab");
  expect(withCount("(3) Inbox · Collab", 4)).toBe("(4) Inbox · Collab");
  expect(withCount("(99+) Inbox", 0)).toBe("Inbox");
  expect(badgeText(99)).toBe("99");
  expect(badgeText(100)).toBe("99+");
});

test("only paths of this site and web addresses are followed", () => {
  for (const url of ["/rooms/1/", "https://a.example/x", "HTTP://a.example"]) expect(safeUrl(url)).toBe(url);
  for (const url of ["", "javascript:alert(1)", "//evil.example", "/\\evil.example", "data:,x", "rooms/1"]) {
    expect(safeUrl(url)).toBeNull();
  }
});

test("a long body becomes one short line", () => {
  expect(oneLine("a\n\n b ")).toBe("a b");
  expect(oneLine("x".repeat(200), 10)).toBe(`${"x".repeat(9)}…`);
});
