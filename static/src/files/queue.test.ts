import { expect, test } from "vitest";
import type { FileInfo } from "../wire.ts";
import { AT_ONCE, MOST_FILES, UploadQueue } from "./queue.ts";

interface Call {
  name: string;
  progress: (share: number) => void;
  finish: () => Promise<void>;
  fail: (code: string, message?: string) => Promise<void>;
  aborted: boolean;
}

function stage(refusal?: (file: File) => string | null) {
  const calls: Call[] = [];
  const timers: { task: () => void; milliseconds: number }[] = [];
  const queue = new UploadQueue({
    send: (file, progress) => {
      let resolve: (info: FileInfo) => void = () => undefined;
      let reject: (error: unknown) => void = () => undefined;
      const done = new Promise<FileInfo>((yes, no) => {
        resolve = yes;
        reject = no;
      });
      const turn = () => new Promise<void>((next) => setTimeout(next, 0));
      const call: Call = {
        name: file.name,
        progress,
        finish: () => {
          resolve({ id: `id-${file.name}` } as FileInfo);
          return turn();
        },
        fail: (code, message = "") => {
          reject({ code, message });
          return turn();
        },
        aborted: false,
      };
      calls.push(call);
      return {
        done,
        abort: () => {
          call.aborted = true;
        },
      };
    },
    changed: () => undefined,
    later: (task, milliseconds) => timers.push({ task, milliseconds }),
    ...(refusal ? { refusal } : {}),
  });
  return { queue, calls, timers };
}

const files = (...names: string[]) => names.map((name) => new File(["x"], name));

test("a few at a time, ids in the order in which the files were added", async () => {
  const { queue, calls } = stage();
  queue.add(files("a", "b", "c"));
  expect(calls.map((call) => call.name)).toEqual(["a", "b"]);
  expect(calls.length).toBe(AT_ONCE);
  await calls[1]?.finish();
  expect(calls.map((call) => call.name)).toEqual(["a", "b", "c"]);
  expect(queue.ids).toEqual(["id-b"]);
  expect(queue.busy).toBe(true);
  await calls[2]?.finish();
  await calls[0]?.finish();
  expect(queue.ids).toEqual(["id-a", "id-b", "id-c"]);
  expect(queue.busy).toBe(false);
});

test("progress, cancel, and what arrives after a cancel is forgotten", async () => {
  const { queue, calls } = stage();
  queue.add(files("a"));
  calls[0]?.progress(0.4);
  expect(queue.uploads[0]?.share).toBe(0.4);
  expect(queue.remove(1)?.file.name).toBe("a");
  expect(calls[0]?.aborted).toBe(true);
  await calls[0]?.finish();
  expect(queue.uploads).toEqual([]);
  expect(queue.busy).toBe(false);
});

test("a refusal stays with its reason and can be tried again", async () => {
  const { queue, calls } = stage();
  queue.add(files("a"));
  await calls[0]?.fail("too_large", "Too large.");
  expect(queue.uploads[0]).toMatchObject({ state: "failed", reason: "Too large." });
  expect(queue.busy).toBe(false);
  queue.retry(1);
  await calls[1]?.finish();
  expect(queue.ids).toEqual(["id-a"]);
});

test("without a line everything waits, longer each time, and goes by itself when it is back", async () => {
  const { queue, calls, timers } = stage();
  queue.add(files("a", "b", "c"));
  await calls[0]?.fail("offline");
  await calls[1]?.fail("offline");
  expect(queue.uploads.map((each) => each.state)).toEqual(["waiting", "waiting", "waiting"]);
  expect(calls.length).toBe(2);
  expect(timers.map((timer) => timer.milliseconds)).toEqual([1000]);
  timers[0]?.task();
  expect(calls.length).toBe(4);
  await calls[2]?.fail("offline");
  expect(timers.map((timer) => timer.milliseconds)).toEqual([1000, 2000]);
  queue.wake(); // "online"
  await calls[3]?.finish();
  await calls[4]?.finish();
  await calls[5]?.finish();
  expect(queue.ids.length).toBe(3);
});

test("files over the number a message holds are left out, refused ones are not sent", () => {
  const { queue, calls } = stage((file) => (file.name === "f0" ? "Too large." : null));
  const many = files(...Array.from({ length: MOST_FILES + 3 }, (_, n) => `f${n}`));
  expect(queue.add(many)).toBe(3);
  expect(queue.uploads.length).toBe(MOST_FILES);
  expect(queue.uploads[0]?.state).toBe("failed");
  expect(calls.map((call) => call.name)).toEqual(["f1", "f2"]);
  queue.clear();
  expect(calls.every((call) => call.aborted)).toBe(true);
  expect(queue.ids).toEqual([]);
});
