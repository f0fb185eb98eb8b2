import { expect, it } from "vitest";
import type { RoomSummary } from "../wire.ts";
import { countdown, slowFor } from "./slow.ts";

const room = (slow_mode: number, moderate = false) => ({ slow_mode, abilities: { moderate } }) as RoomSummary;

it("counts down from one's last message", () => {
  expect(slowFor(room(30), 1_000, 1_000)).toBe(30);
  expect(slowFor(room(30), 1_000, 30_500)).toBe(1);
  expect(slowFor(room(30), 1_000, 31_000)).toBe(0);
  expect(slowFor(room(30), null, 1_000)).toBe(0);
});

it("does not hold those who moderate, nor anybody where it is off", () => {
  expect(slowFor(room(30, true), 1_000, 1_000)).toBe(0);
  expect(slowFor(room(0), 1_000, 1_000)).toBe(0);
});

it("shows minutes and seconds", () => {
  expect([countdown(9), countdown(150)]).toEqual(["0:09", "2:30"]);
});
