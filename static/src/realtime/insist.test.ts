import { expect, it } from "vitest";
import { ApiError } from "../api.ts";
import { insistently } from "./insist.ts";

const noWait = () => Promise.resolve();

it("tries until it is there", async () => {
  let tries = 0;
  await insistently(async () => {
    if (++tries < 4) throw new ApiError("offline", "down");
  }, noWait)();
  expect(tries).toBe(4);
});

it("gives up when it is refused for good", async () => {
  let tries = 0;
  await insistently(async () => {
    tries += 1;
    throw new ApiError("not_found", "gone", null, 404);
  }, noWait)();
  expect(tries).toBe(1);
});

it("runs once more for any number of calls meanwhile", async () => {
  let tries = 0;
  let finish: () => void = () => {};
  const refetch = insistently(async () => {
    tries += 1;
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
  }, noWait);
  const first = refetch();
  for (let call = 0; call < 5; call++) void refetch();
  finish();
  await new Promise((resolve) => setTimeout(resolve));
  finish();
  await first;
  expect(tries).toBe(2);
  void refetch();
  finish();
  expect(tries).toBe(3);
});
