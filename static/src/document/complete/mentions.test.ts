import { expect, test } from "vitest";
import { meant } from "./mentions.ts";

test("the composer's proposals become mentions", () => {
  expect(meant("@ann")).toEqual({ kind: "user", id: "ann" });
  expect(meant("[general](/rooms/3/)")).toEqual({ kind: "room", id: "3" });
  expect(meant("[Plan (draft)](/documents/12/)")).toEqual({ kind: "document", id: "12" });
});

test("nobody is called as everybody in a document", () => {
  expect(meant("@room")).toBeNull();
  expect(meant("@here")).toBeNull();
  expect(meant("@roomba")).toEqual({ kind: "user", id: "roomba" });
});
