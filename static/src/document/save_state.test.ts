import { describe, expect, test } from "vitest";
import {
  AT_THE_START,
  losesWords,
  type SaveInput,
  type SaveState,
  saveStep,
  saveWord,
} from "./save_state.ts";

function reached(...inputs: SaveInput[]): SaveState {
  return inputs.reduce(saveStep, AT_THE_START);
}

const KEPT_EMPTY: SaveInput = { kind: "kept", hasContent: false };
const OPENED: SaveInput = { kind: "opened" };
const OFFER: SaveInput = { kind: "sent", offer: true };
const UPDATE: SaveInput = { kind: "sent", offer: false };
const EDITED: SaveInput = { kind: "edited" };
const WRITTEN: SaveInput = { kind: "written" };
const WHOLE: SaveInput = { kind: "whole" };
const DOWN: SaveInput = { kind: "closed", code: 1006, reason: "" };
const acked = (count: number): SaveInput => ({ kind: "acked", count });

const LIVE: SaveInput[] = [KEPT_EMPTY, OPENED, OFFER, WHOLE, acked(1)];

describe("saved", () => {
  test("a document opens, and is saved once the server's state is here", () => {
    expect(saveWord(reached(KEPT_EMPTY, OPENED))).toBe("opening");
    expect(saveWord(reached(...LIVE))).toBe("saved");
  });

  test("an edit is saving until its own update is acknowledged", () => {
    expect(saveWord(reached(...LIVE, EDITED, UPDATE))).toBe("saving");
    expect(saveWord(reached(...LIVE, EDITED, UPDATE, acked(1)))).toBe("saving");
    expect(saveWord(reached(...LIVE, EDITED, UPDATE, acked(2)))).toBe("saved");
  });

  test("acknowledgements are cumulative: the last one covers all before it", () => {
    expect(saveWord(reached(...LIVE, EDITED, UPDATE, EDITED, UPDATE, EDITED, UPDATE, acked(3)))).toBe(
      "saving",
    );
    expect(saveWord(reached(...LIVE, EDITED, UPDATE, EDITED, UPDATE, EDITED, UPDATE, acked(4)))).toBe(
      "saved",
    );
  });

  test("a count beyond what was sent does not cover later edits", () => {
    expect(saveWord(reached(...LIVE, acked(99), EDITED, UPDATE))).toBe("saving");
  });

  test("an acknowledgement that comes late does not undo a newer one", () => {
    expect(saveWord(reached(...LIVE, EDITED, UPDATE, acked(2), acked(1)))).toBe("saved");
  });
});

describe("the line is down", () => {
  test("nothing was unsaved: it reconnects, and is saved again as soon as the line is back", () => {
    expect(saveWord(reached(...LIVE, DOWN))).toBe("reconnecting");
    expect(saveWord(reached(...LIVE, DOWN, OPENED))).toBe("saved");
  });

  test("edits are kept on this device once they are written to it, or said to be unsaved where it keeps nothing", () => {
    expect(saveWord(reached(...LIVE, DOWN, EDITED))).toBe("saving");
    expect(saveWord(reached(...LIVE, DOWN, EDITED, WRITTEN))).toBe("kept");
    expect(saveWord(reached(...LIVE, DOWN, EDITED, WRITTEN, EDITED))).toBe("saving");
    expect(saveWord(reached(...LIVE, { kind: "not_kept" }, DOWN, EDITED, WRITTEN))).toBe("unsaved");
    expect(saveWord(reached(...LIVE, { kind: "not_kept" }, DOWN, EDITED))).toBe("unsaved");
  });

  test("an update that was sent but not acknowledged is not saved by the new connection's counts alone", () => {
    const back = [...LIVE, EDITED, UPDATE, DOWN, { kind: "retrying" } as const, OPENED];
    expect(saveWord(reached(...back))).toBe("saving");
    expect(saveWord(reached(...back, acked(0)))).toBe("saving");
    expect(saveWord(reached(...back, OFFER))).toBe("saving");
    expect(saveWord(reached(...back, OFFER, acked(1)))).toBe("saved");
  });

  test("an edit before the server asks for our state waits for the offer", () => {
    const early = [...LIVE, DOWN, EDITED, OPENED, EDITED, UPDATE, acked(1)];
    expect(saveWord(reached(...early))).toBe("saving");
    expect(saveWord(reached(...early, OFFER, acked(2)))).toBe("saved");
  });

  test("words found on this device at the start may be unsaved", () => {
    const found: SaveInput = { kind: "kept", hasContent: true };
    expect(saveWord(reached(found, DOWN))).toBe("kept");
    expect(saveWord(reached(found, OPENED))).toBe("opening");
    expect(saveWord(reached(found, OPENED, OFFER, WHOLE, acked(1)))).toBe("saved");
  });
});

describe("the end", () => {
  test("codes 4400 to 4499 end it for good, with their reason", () => {
    const state = reached(...LIVE, { kind: "closed", code: 4403, reason: "You are no longer in this room." });
    expect(saveWord(state)).toBe("stopped");
    expect(state.ended).toEqual({ code: 4403, reason: "You are no longer in this room." });
    expect(saveStep(state, DOWN).link).toBe("ended");
  });

  test("drain and slow are ordinary losses", () => {
    for (const code of [1001, 1006, 1012, 1013]) {
      expect(reached(...LIVE, { kind: "closed", code, reason: "" }).link).toBe("down");
    }
  });

  test("a reader sees that it is read only, whatever the link does", () => {
    expect(saveWord(reached({ kind: "read_only", on: true }, ...LIVE))).toBe("read_only");
  });
});

describe("leaving", () => {
  test("asks only when words would be lost", () => {
    expect(losesWords(reached(...LIVE, EDITED, UPDATE))).toBe(true);
    expect(losesWords(reached(...LIVE, EDITED, UPDATE, WRITTEN))).toBe(false);
    expect(losesWords(reached({ kind: "not_kept" }, OPENED, OFFER, WHOLE, acked(1), EDITED, UPDATE))).toBe(
      true,
    );
    expect(
      losesWords(reached({ kind: "not_kept" }, OPENED, OFFER, WHOLE, acked(1), EDITED, UPDATE, acked(2))),
    ).toBe(false);
  });
});
