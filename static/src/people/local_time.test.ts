import { expect, test } from "vitest";
import { isZone, ownZone, timezones } from "./local_time.ts";

test("the zones that are asked for stand first, then one's own, each once, and nonsense is left out", () => {
  const all = timezones("Asia/Kathmandu", "Mars/Olympus", "");
  expect(all.slice(0, 2)).toEqual(["Asia/Kathmandu", ownZone()]);
  expect(new Set(all).size).toBe(all.length);
  expect(timezones()[0]).toBe(ownZone());
  expect(isZone("Mars/Olympus")).toBe(false);
});
