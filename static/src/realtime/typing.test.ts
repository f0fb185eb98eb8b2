import { describe, expect, it } from "vitest";
import { IDLE, OthersTyping, OwnTyping, REPEAT, typingWords } from "./typing.ts";

describe("OwnTyping", () => {
  it("says so at the first key, then seldom, and ends by itself", () => {
    const typing = new OwnTyping();
    expect(typing.key("h", 0)).toBe(true);
    expect(typing.key("he", 100)).toBe(null);
    expect(typing.key("hel", REPEAT)).toBe(true);
    expect(typing.tick(REPEAT + IDLE - 1)).toBe(null);
    expect(typing.tick(REPEAT + IDLE)).toBe(false);
    expect(typing.tick(REPEAT + IDLE + 1)).toBe(null);
  });

  it("ends when the text is sent, emptied or left, once", () => {
    const typing = new OwnTyping();
    typing.key("h", 0);
    expect(typing.key(" ", 10)).toBe(false);
    expect(typing.stop()).toBe(null);
    expect(typing.key("h", 20)).toBe(true);
    expect(typing.stop()).toBe(false);
  });
});

describe("OthersTyping", () => {
  it("forgets who falls silent", () => {
    const typing = new OthersTyping();
    typing.heard("ann", true, 6, 0);
    typing.heard("bo", true, 6, 1000);
    expect(typing.at(2000)).toEqual(["ann", "bo"]);
    expect(typing.nextChange()).toBe(6000);
    expect(typing.at(6000)).toEqual(["bo"]);
    typing.heard("bo", false, 6, 6100);
    expect(typing.at(6200)).toEqual([]);
    expect(typing.nextChange()).toBe(null);
  });
});

describe("typingWords", () => {
  it("names up to three", () => {
    expect(typingWords([])).toBe("");
    expect(typingWords(["Ann"])).toBe("Ann is typing");
    expect(typingWords(["Ann", "Bo"])).toBe("Ann and Bo are typing");
    expect(typingWords(["Ann", "Bo", "Chi"])).toBe("Ann, Bo and Chi are typing");
    expect(typingWords(["Ann", "Bo", "Chi", "Dev"])).toBe("Several people are typing");
  });
});
