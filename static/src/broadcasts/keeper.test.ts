import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Keeper } from "./keeper.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function kept(save: (draft: string) => Promise<void>) {
  const stored: (string | null)[] = [];
  const told: string[] = [];
  const keeper = new Keeper<string>({
    save,
    store: (draft) => void stored.push(draft),
    told: (state) => void told.push(state),
  });
  return { keeper, stored, told };
}

test("what is typed is kept at once, saved after a pause, and then only the server has it", async () => {
  const saved: string[] = [];
  const { keeper, stored, told } = kept(async (draft) => void saved.push(draft));
  keeper.keep("a");
  keeper.keep("ab");
  expect([stored, saved]).toEqual([["a", "ab"], []]);
  await vi.advanceTimersByTimeAsync(700);
  expect([saved, stored.at(-1), told.at(-1)]).toEqual([["ab"], null, "saved"]);
});

test("what is typed while it is being saved is saved as well, one after the other", async () => {
  const saved: string[] = [];
  let release = () => {};
  const { keeper, stored } = kept((draft) => {
    saved.push(draft);
    return new Promise((resolve) => {
      release = resolve;
    });
  });
  keeper.keep("a");
  await vi.advanceTimersByTimeAsync(700);
  keeper.keep("ab");
  await vi.advanceTimersByTimeAsync(3_000);
  expect(saved).toEqual(["a"]);
  release();
  await vi.advanceTimersByTimeAsync(700);
  expect([saved, stored.at(-1)]).toEqual([["a", "ab"], "ab"]);
  release();
  await vi.advanceTimersByTimeAsync(10);
  expect(stored.at(-1)).toBeNull();
});

test("a dead line keeps it here and tries again", async () => {
  let down = true;
  const { keeper, stored, told } = kept(async () => {
    if (down) throw new Error("down");
  });
  keeper.keep("a");
  await vi.advanceTimersByTimeAsync(700);
  expect([told.at(-1), stored.at(-1)]).toEqual(["here", "a"]);
  await expect(keeper.flush()).rejects.toThrow("down");
  down = false;
  await vi.advanceTimersByTimeAsync(6_000);
  expect([told.at(-1), stored.at(-1)]).toEqual(["saved", null]);
});

test("nothing is saved after the end", async () => {
  const saved: string[] = [];
  const { keeper } = kept(async (draft) => void saved.push(draft));
  keeper.keep("a");
  keeper.stop();
  keeper.keep("b");
  await vi.advanceTimersByTimeAsync(10_000);
  expect(saved).toEqual([]);
});
