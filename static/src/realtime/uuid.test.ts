import { expect, test } from "vitest";
import { uuid } from "./uuid.ts";

test("it has the form of version 7 and begins with the time", () => {
  expect(uuid(0x0123456789ab)).toMatch(/^01234567-89ab-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("later ones sort behind earlier ones, and no two are the same", () => {
  const made = Array.from({ length: 200 }, (_, n) => uuid(1_700_000_000_000 + n));
  expect(made).toEqual([...new Set(made)].sort());
});
