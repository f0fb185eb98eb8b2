import { expect, it } from "vitest";
import { type Emoji, findEmoji, recently, toned } from "./emoji_search.ts";

function emoji(char: string, label: string, codes: string[], tags = "", skins: string[] = []): Emoji {
  return { char, label, codes, tags, skins, group: 0 };
}

const ALL = [
  emoji("🎊", "confetti ball", ["confetti_ball"], "celebration party tada"),
  emoji("🎉", "party popper", ["tada"], "celebrate"),
  emoji("👋", "waving hand", ["wave"], "hello bye", ["👋🏻", "👋🏼", "👋🏽", "👋🏾", "👋🏿"]),
];
const chars = (query: string) => findEmoji(ALL, query).map((one) => one.char);

it("prefers shortcodes, then names, then search words", () => {
  expect(chars("tada")).toEqual(["🎉", "🎊"]);
  expect(chars("ta")).toEqual(["🎉", "🎊"]);
  expect(chars("party")).toEqual(["🎉", "🎊"]);
});

it("wants every word of the query", () => {
  expect(chars("hand hello")).toEqual(["👋"]);
  expect(chars("hand party")).toEqual([]);
  expect(chars(":wave:")).toEqual(["👋"]);
});

it("keeps the order and stops at the limit when nothing is asked", () => {
  expect(findEmoji(ALL, "", 2).map((one) => one.char)).toEqual(["🎊", "🎉"]);
});

it("wears a skin tone only where there is one", () => {
  expect(toned(ALL[2] as Emoji, 5)).toBe("👋🏿");
  expect(toned(ALL[2] as Emoji, 0)).toBe("👋");
  expect(toned(ALL[0] as Emoji, 3)).toBe("🎊");
});

it("remembers the newest first and none twice", () => {
  expect(recently(["a", "b", "c"], "b", 3)).toEqual(["b", "a", "c"]);
  expect(recently(["a", "b", "c"], "d", 3)).toEqual(["d", "a", "b"]);
});
