/** What the connection is doing, and the words and the colour for it. Pure. */

export type Status =
  | { kind: "connecting" }
  | { kind: "catching-up"; count: number }
  | { kind: "live" }
  | { kind: "polling" }
  | { kind: "offline"; retryAt: number | null }
  | { kind: "signed-out" }
  | { kind: "stopped"; why: string };

export interface Shown {
  word: string;
  /** class of the dot beside the word */
  dot: "" | "off" | "busy" | "bad";
  detail: string;
}

/** How a status is shown. `now` in milliseconds. */
export function shown(status: Status, now: number): Shown {
  switch (status.kind) {
    case "connecting":
      return { word: "Connecting", dot: "busy", detail: "Calling the server." };
    case "catching-up":
      return {
        word: status.count ? `Catching up · ${status.count}` : "Catching up",
        dot: "busy",
        detail: "Fetching what happened while this page was away.",
      };
    case "live":
      return { word: "Live", dot: "", detail: "Connected by WebSocket; there is nothing to catch up." };
    case "polling":
      return {
        word: "Live · polling",
        dot: "",
        detail:
          "A WebSocket could not be opened from here, so this page asks by long poll. Messages arrive all the same; " +
          "who is typing is not shown. The socket is tried again by itself.",
      };
    case "offline":
      return { word: "Offline", dot: "bad", detail: `The line is down. ${nextTry(status.retryAt, now)}` };
    case "signed-out":
      return { word: "Signed out", dot: "bad", detail: "You were signed out here. Sign in to go on." };
    case "stopped":
      return { word: "Stopped", dot: "bad", detail: status.why };
  }
}

function nextTry(retryAt: number | null, now: number): string {
  const seconds = retryAt === null ? 0 : Math.ceil((retryAt - now) / 1000);
  const when = seconds > 1 ? `in ${seconds} seconds` : "now";
  return `Next try ${when}. What you write is kept here and goes out when you are back.`;
}
