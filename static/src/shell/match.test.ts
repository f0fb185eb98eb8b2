import { expect, it } from "vitest";
import { best, score } from "./match.ts";

it("prefers beginnings, then words, then anything inside, then letters in order", () => {
  const rooms = ["planning", "no", "l-a-n", "old-land", "island", "landing"];
  expect(best(rooms, "lan", (text) => text)).toEqual(["landing", "old-land", "planning", "island", "l-a-n"]);
  expect(score("planning", "lan")).toBe(score("island", "lan"));
});

it("shows everything in its order for an empty query", () => {
  expect(best(["b", "a"], " ", (text) => text)).toEqual(["b", "a"]);
});

it("looks into the longer text by whole words only", () => {
  const rooms = [
    { name: "random", topic: "Anything goes" },
    { name: "launch", topic: "" },
  ];
  const find = (query: string) =>
    best(
      rooms,
      query,
      (room) => room.name,
      (room) => room.topic,
    ).map((room) => room.name);
  expect(find("goes")).toEqual(["random"]);
  expect(find("ags")).toEqual([]);
});
