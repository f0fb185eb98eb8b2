/** Fetching state anew until it is there: after a reset nothing else would bring it. */
import { ApiError } from "../api.ts";
import { backoff } from "./backoff.ts";

const REFUSALS = new Set([401, 403, 404]);

/**
 * A function that runs `work` until it succeeds or is refused for good. Calls while it runs make it run once more
 * afterwards, however many they were.
 */
export function insistently(
  work: () => Promise<void>,
  wait: (ms: number) => Promise<unknown> = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  random: () => number = Math.random,
): () => Promise<void> {
  let running: Promise<void> | null = null;
  let again = false;
  const run = async () => {
    for (let failures = 0; ; ) {
      again = false;
      try {
        await work();
        failures = 0;
      } catch (error) {
        if (error instanceof ApiError && REFUSALS.has(error.status)) return;
        failures += 1;
        again = true;
        await wait(backoff(failures, random));
      }
      if (!again) return;
    }
  };
  return () => {
    again = true;
    running ??= run().finally(() => {
      running = null;
    });
    return running;
  };
}
