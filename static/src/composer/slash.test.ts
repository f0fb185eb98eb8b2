import { expect, it } from "vitest";
import { commandIn } from "./slash.ts";

it("knows a command by its slash at the very beginning", () => {
  expect(commandIn("/topic New words")).toBe("topic");
  expect(commandIn("/shrug")).toBe("shrug");
  expect(commandIn("/etc/hosts is a file")).toBeNull();
  expect(commandIn("/ no")).toBeNull();
  expect(commandIn("a /topic")).toBeNull();
});
