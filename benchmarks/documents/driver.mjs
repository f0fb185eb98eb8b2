// The other end of benchmarks/documents/run.py, which owns the server: a mark is a line of JSON on standard output, and
// work goes on when the answer arrives on standard input.
import { once } from "node:events";
import readline from "node:readline";

const answers = readline.createInterface({ input: process.stdin });

/** Tells the driver that `name` happened ("start", "end", "restart", "kill") and returns its answer. */
export async function mark(name) {
  const answered = once(answers, "line");
  process.stdout.write(`${JSON.stringify({ mark: name })}\n`);
  return JSON.parse((await answered)[0]);
}

/** Hands the report over and ends the process. */
export function finish(report) {
  process.stdout.write(`${JSON.stringify({ report })}\n`, () => process.exit(0));
}

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until `condition()` holds; false when it does not within `ms`. */
export async function until(condition, ms) {
  const ends = performance.now() + ms;
  while (!condition()) {
    if (performance.now() > ends) return false;
    await sleep(20);
  }
  return true;
}

/** Calls `act(turn)` `count` times, evenly spread over `seconds`. */
export async function atPace(count, seconds, act) {
  const began = performance.now();
  for (let turn = 0; turn < count; turn += 1) {
    const wait = began + (turn * seconds * 1000) / count - performance.now();
    if (wait > 0) await sleep(wait);
    act(turn);
  }
}
