import { expect, it } from "vitest";
import type { Abilities } from "../wire.ts";
import { mayRemove, rolesToGive } from "./may.ts";

const able = (manage: boolean) => ({ manage }) as Abilities;

it("offers roles up to one's own", () => {
  expect(rolesToGive("owner", "member", able(true))).toEqual(["owner", "admin", "guest"]);
  expect(rolesToGive("admin", "member", able(true))).toEqual(["admin", "guest"]);
  expect(rolesToGive("admin", "guest", able(true))).toEqual(["admin", "member"]);
  expect(rolesToGive("admin", "owner", able(true))).toEqual([]);
  expect(rolesToGive("member", "member", able(false))).toEqual([]);
  expect(rolesToGive("owner", "member", able(false))).toEqual([]);
});

it("lets nobody put out those above them", () => {
  expect(mayRemove("owner", "owner")).toBe(true);
  expect(mayRemove("admin", "owner")).toBe(false);
  expect(mayRemove("admin", "member")).toBe(true);
  expect(mayRemove("member", "member")).toBe(false);
  expect(mayRemove(null, "member")).toBe(false);
});
