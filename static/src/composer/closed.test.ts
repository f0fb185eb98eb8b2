import { expect, it } from "vitest";
import type { RoomSummary } from "../wire.ts";
import { standing } from "./closed.ts";

const NOW = Date.parse("2026-11-21T12:00:00Z");

function room(about: Record<string, unknown>, abilities: Record<string, boolean> = {}): RoomSummary {
  const base = { archived: false, role: "member", silenced_until: null, posting: "everyone" };
  return {
    ...base,
    ...about,
    abilities: { send: true, join: false, moderate: false, ...abilities },
  } as never;
}

it("lets members write and says why others may not", () => {
  expect(standing(room({}), false, NOW)).toBe("write");
  expect(standing(room({ archived: true }), false, NOW)).toBe("archived");
  expect(standing(room({ role: null }, { send: false, join: true }), false, NOW)).toBe("join");
  expect(standing(room({ role: null }, { send: false }), false, NOW)).toBe("none");
  expect(standing(room({ posting: "admins" }, { send: false }), false, NOW)).toBe("announcements");
  expect(standing(room({ posting: "admins" }), false, NOW)).toBe("write");
});

it("keeps the silenced and locked out until it is over", () => {
  const silenced = room({ silenced_until: "2026-11-21T12:05:00Z" }, { send: false });
  expect(standing(silenced, false, NOW)).toBe("silenced");
  expect(standing(room({ silenced_until: "2026-11-21T11:00:00Z" }), false, NOW)).toBe("write");
  expect(standing(room({}), true, NOW)).toBe("locked");
  expect(standing(room({}, { moderate: true }), true, NOW)).toBe("write");
});
