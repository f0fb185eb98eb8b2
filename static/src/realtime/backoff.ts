/** When to try again. Pure: randomness comes in, milliseconds go out. */

export const FIRST_DELAY = 500;
export const LONGEST_DELAY = 30_000;
/** Random part of a drained connection's return, so that a node's clients do not arrive at the next one at once. */
export const DRAIN_SPREAD = 3_000;
/** How often a client that lives on the long poll looks whether the socket is back. */
export const SOCKET_RETRY = 20_000;

/** Exponential with equal jitter: half is sure, half is random. `failures` counts from 1. */
export function backoff(failures: number, random: () => number): number {
  const whole = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** (Math.max(1, failures) - 1));
  return whole / 2 + (random() * whole) / 2;
}

export type CloseAdvice =
  | { retry: true; delay: number }
  | { retry: false; why: "signed-out" | "no-access" | "gone"; delay: 0 };

/** What a WebSocket close code (docs/protocol.md) asks of a client that had been connected. */
export function afterClose(code: number, failures: number, random: () => number): CloseAdvice {
  switch (code) {
    case 4401:
      return { retry: false, why: "signed-out", delay: 0 };
    case 4403:
      return { retry: false, why: "no-access", delay: 0 };
    case 4404:
      return { retry: false, why: "gone", delay: 0 };
    case 4429:
      return { retry: true, delay: 5_000 + random() * 5_000 };
    case 1012:
      return { retry: true, delay: 100 + random() * DRAIN_SPREAD };
    case 1013:
      return { retry: true, delay: random() * 1_000 };
    default:
      return { retry: true, delay: backoff(failures + 1, random) };
  }
}
