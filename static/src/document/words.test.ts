import { describe, expect, test } from "vitest";
import { AT_THE_START } from "./save_state.ts";
import { endingWords, lineStatus, SAVE_WORDS } from "./words.ts";

describe("the ending", () => {
  test("signed out asks to sign in and does not offer to throw anything away", () => {
    expect(endingWords({ code: 4401, reason: "" }).offers).toEqual(["sign_in"]);
  });

  test("no access and gone tell the server's reason", () => {
    expect(endingWords({ code: 4403, reason: "The room is private now." }).text).toContain(
      "The room is private now.",
    );
    expect(endingWords({ code: 4404, reason: "Ann deleted it." }).text).toContain("Ann deleted it.");
  });

  test("who lost the right to write can still read, after copying what was not taken", () => {
    const ending = endingWords({ code: 4403, reason: "This room is archived." }, true);
    expect(ending.title).toContain("cannot write");
    expect(ending.offers).toEqual(["afresh"]);
  });

  test("a refused change can be given up only after the text was offered for copying", () => {
    const ending = endingWords({ code: 4400, reason: "It nests too deep." });
    expect(ending.text).toMatch(/It nests too deep\. Copy your text/);
    expect(ending.offers).toContain("afresh");
  });

  test("a bare reason becomes a sentence", () => {
    expect(endingWords({ code: 4400, reason: "unknown node x in the content" }).text).toMatch(
      /^Unknown node x in the content\. Copy/,
    );
  });

  test("any other permanent code is explained as well", () => {
    expect(endingWords({ code: 4499, reason: "" }).title).not.toBe("");
  });
});

describe("the connection", () => {
  test("is live only when the document has arrived", () => {
    expect(lineStatus({ ...AT_THE_START, link: "open" }).kind).toBe("catching-up");
    expect(lineStatus({ ...AT_THE_START, link: "open", whole: true }).kind).toBe("live");
  });

  test("tells an end from a loss", () => {
    expect(lineStatus({ ...AT_THE_START, link: "down" }).kind).toBe("offline");
    const ended = (code: number) =>
      lineStatus({ ...AT_THE_START, link: "ended", ended: { code, reason: "" } });
    expect(ended(4401).kind).toBe("signed-out");
    expect(ended(4403)).toMatchObject({ kind: "stopped", why: expect.stringContaining("no access") });
  });
});

test("each save state has its own word", () => {
  const shorts = Object.values(SAVE_WORDS).map((words) => words.short);
  expect(new Set(shorts).size).toBe(shorts.length);
});
