import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DraftKeeper, type KeptDraft } from "./draft_keeper.ts";
import { draftKey } from "./state.ts";

const KEY = draftKey(3, null);

function keeper(kept: KeptDraft[] = []) {
  const saved: string[] = [];
  const answers: ((error?: Error) => void)[] = [];
  let shelf = kept;
  const made = new DraftKeeper({
    save: (draft) => {
      saved.push(draft.body);
      return new Promise<void>((resolve, reject) =>
        answers.push((error) => (error ? reject(error) : resolve())),
      );
    },
    load: () => shelf,
    store: (drafts) => {
      shelf = drafts;
    },
    hopeless: (error) => error instanceof Error && error.message === "gone",
  });
  const type = (body: string) => made.keep({ room: 3, thread: null, body });
  const answer = async (error?: Error) => {
    answers.shift()?.(error);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { made, saved, type, answer, shelf: () => shelf };
}

describe("drafts on their way", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("saves once after a pause in the typing", async () => {
    const { saved, type, made, answer, shelf } = keeper();
    for (const text of ["h", "he", "hey"]) {
      type(text);
      await vi.advanceTimersByTimeAsync(200);
    }
    expect(saved).toEqual([]);
    expect(shelf()).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(700);
    expect(saved).toEqual(["hey"]);
    await answer();
    expect(made.unsaved(KEY)).toBeUndefined();
    expect(shelf()).toEqual([]);
  });

  it("does not wait for ever for a pause", async () => {
    const { saved, type } = keeper();
    for (let number = 0; number < 12; number++) {
      type(`text ${number}`);
      await vi.advanceTimersByTimeAsync(400);
    }
    expect(saved.length).toBeGreaterThan(0);
  });

  it("saves what was typed while an older text was on its way", async () => {
    const { saved, type, made, answer } = keeper();
    type("one");
    await vi.advanceTimersByTimeAsync(700);
    type("two");
    await answer();
    expect(made.unsaved(KEY)?.body).toBe("two");
    await vi.advanceTimersByTimeAsync(1_500);
    expect(saved).toEqual(["one", "two"]);
  });

  it("tries again when the line was down, and gives up when it is of no use", async () => {
    const { saved, type, made, answer } = keeper();
    type("one");
    await vi.advanceTimersByTimeAsync(700);
    await answer(new Error("offline"));
    expect(made.unsaved(KEY)?.body).toBe("one");
    await vi.advanceTimersByTimeAsync(6_000);
    expect(saved).toEqual(["one", "one"]);
    await answer(new Error("gone"));
    expect(made.unsaved(KEY)).toBeUndefined();
  });

  it("saves what a reload found unsaved", async () => {
    const { saved, made } = keeper([{ room: 3, thread: null, body: "left over" }]);
    expect(made.unsaved(KEY)?.body).toBe("left over");
    await vi.advanceTimersByTimeAsync(0);
    expect(saved).toEqual(["left over"]);
  });
});
