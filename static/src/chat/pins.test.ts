import { expect, it } from "vitest";
import { withPin } from "./pins.ts";
import { testMessage } from "./samples.ts";

const pinned = (id: number, seq: number, by: string | null = "ann") =>
  testMessage(id, "bo", 0, { seq, pinned: by });

it("follows pins and unpins, the newest first", () => {
  const one = withPin([], pinned(1, 5));
  const two = withPin(one, pinned(2, 6));
  expect(two.map((each) => each.id)).toEqual([2, 1]);
  expect(withPin(two, pinned(1, 7, null)).map((each) => each.id)).toEqual([2]);
  expect(withPin(two, { ...pinned(2, 8), body: "new" })[0]?.body).toBe("new");
  expect(withPin(two, pinned(2, 4, null))).toHaveLength(2);
  expect(withPin(two, { ...pinned(2, 9), deleted_at: "2026-01-01T00:00:00Z" })).toHaveLength(1);
  expect(withPin(two, testMessage(9, "bo"))).toEqual(two);
});
