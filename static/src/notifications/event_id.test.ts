import { expect, test } from "vitest";
import { further, idOf, placesOf, reached } from "./event_id.ts";

const ID = "announcements%3Aall:5f0c2a91.12,inbox%3A3:b7719e04.40";

test("an id is read and written as the server does it", () => {
  const places = placesOf(ID);
  expect(places.get("announcements:all")).toEqual({ epoch: "5f0c2a91", seq: 12 });
  expect(places.get("inbox:3")).toEqual({ epoch: "b7719e04", seq: 40 });
  expect(idOf(places)).toBe(ID);
});

test("what is no id of ours names no place", () => {
  for (const text of ["", "7", "inbox%3A3", "inbox%3A3:a", "inbox%3A3:a.x", `${ID},`])
    expect(placesOf(text).size).toBe(0);
});

test("a late id takes nobody back, a new epoch counts", () => {
  expect(further(ID, "announcements%3Aall:5f0c2a91.11,inbox%3A3:b7719e04.41")).toBe(
    "announcements%3Aall:5f0c2a91.12,inbox%3A3:b7719e04.41",
  );
  expect(further(ID, "inbox%3A3:new.1")).toBe("announcements%3Aall:5f0c2a91.12,inbox%3A3:new.1");
  expect(further("", ID)).toBe(ID);
  expect(further(ID, "")).toBe(ID);
});

test("an event moves its own stream alone", () => {
  expect(reached(ID, "inbox:3", { epoch: "b7719e04", seq: 44 })).toBe(
    "announcements%3Aall:5f0c2a91.12,inbox%3A3:b7719e04.44",
  );
});
