import { expect, it } from "vitest";
import { changesQuery } from "./poll.ts";

it("asks for every stream that has a cursor", () => {
  const query = new URLSearchParams(
    changesQuery(
      [
        ["room:1", { epoch: "e", seq: 12 }],
        ["inbox:3", null],
        ["room:2", { epoch: "", seq: 0 }],
      ],
      25,
    ),
  );
  expect(query.getAll("cursor")).toEqual(["room:1@e@12", "room:2@@0"]);
  expect(query.get("wait")).toBe("25");
});
