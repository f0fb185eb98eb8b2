import { expect, it } from "vitest";
import { fieldMoment, fieldValue, moments } from "./schedule_times.ts";

const wednesday = new Date(2026, 10, 18, 15, 30);

it("offers usual moments ahead", () => {
  expect(moments(wednesday).map(({ key, at }) => [key, fieldValue(at)])).toEqual([
    ["soon", "2026-11-18T15:50"],
    ["hour", "2026-11-18T16:30"],
    ["tomorrow", "2026-11-19T09:00"],
    ["monday", "2026-11-23T09:00"],
  ]);
});

it("offers Monday once", () => {
  const sunday = new Date(2026, 10, 22, 12);
  expect(moments(sunday).map(({ key }) => key)).toEqual(["soon", "hour", "tomorrow"]);
  const monday = moments(new Date(2026, 10, 23, 12)).at(-1);
  expect(monday && fieldValue(monday.at)).toBe("2026-11-30T09:00");
});

it("reads the field, and only what lies ahead", () => {
  expect(fieldMoment("2026-11-18T15:31", wednesday)).toEqual(new Date(2026, 10, 18, 15, 31));
  expect(fieldMoment("2026-11-18T15:30", wednesday)).toBeNull();
  expect(fieldMoment("", wednesday)).toBeNull();
});
