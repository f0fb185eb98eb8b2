import { describe, expect, test } from "vitest";
import type { RoomSummary } from "../wire.ts";
import { type Draft, draftFaults, matchingRooms, toWish } from "./draft.ts";

const good: Draft = { audience: "everyone", room: "", user: "", title: "Hello", body: "", url: "" };

describe("faults", () => {
  test("a title and an audience are needed, at their own fields", () => {
    expect([...draftFaults(good).keys()]).toEqual([]);
    expect([...draftFaults({ ...good, title: "  " }).keys()]).toEqual(["title"]);
    expect([...draftFaults({ ...good, audience: "room" }).keys()]).toEqual(["room"]);
    expect([...draftFaults({ ...good, audience: "user", title: "" }).keys()]).toEqual(["user", "title"]);
  });

  test("a link must be one that is followed", () => {
    expect(draftFaults({ ...good, url: "javascript:alert(1)" }).has("url")).toBe(true);
    expect(draftFaults({ ...good, url: " /rooms/3/ " }).size).toBe(0);
  });
});

test("the API's form of it", () => {
  expect(toWish({ ...good, title: " Hi ", url: " " })).toEqual({
    audience: "everyone",
    title: "Hi",
    body: "",
  });
  expect(toWish({ ...good, audience: "room", room: "3" }).audience).toEqual({ room: 3 });
  expect(toWish({ ...good, audience: "user", user: "bo" }).audience).toEqual({ user: "bo" });
});

test("rooms are found by part of the name, once each, not when archived", () => {
  const room = (id: number, name: string, archived = false) => ({ id, name, archived }) as RoomSummary;
  const rooms = [
    room(1, "support"),
    room(2, "launch"),
    room(1, "support"),
    room(3, "relaunch"),
    room(4, "launched", true),
  ];
  expect(matchingRooms(rooms, "# launch").map((one) => one.name)).toEqual(["launch", "relaunch"]);
  expect(matchingRooms(rooms, "").length).toBe(3);
});
