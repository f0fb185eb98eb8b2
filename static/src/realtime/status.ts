/** What the connection is doing, and the words and the colour for it. Pure. */
import { t } from "../i18n.ts";

export type Status =
  | { kind: "connecting" }
  | { kind: "catching-up"; count: number }
  | { kind: "live" }
  | { kind: "polling"; detail?: string }
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
      return { word: t("Connecting"), dot: "busy", detail: t("Calling the server.") };
    case "catching-up":
      return {
        word: status.count ? t("Catching up · {n}", { n: status.count }) : t("Catching up"),
        dot: "busy",
        detail: t("Fetching what happened while this page was away."),
      };
    case "live":
      return { word: t("Live"), dot: "", detail: t("Connected by WebSocket; there is nothing to catch up.") };
    case "polling":
      return {
        word: t("Live · polling"),
        dot: "",
        detail:
          status.detail ??
          t(
            "A WebSocket could not be opened from here, so this page asks by long poll. Messages arrive all the same; " +
              "who is typing is not shown. The socket is tried again by itself.",
          ),
      };
    case "offline":
      return { word: t("Offline"), dot: "bad", detail: nextTry(status.retryAt, now) };
    case "signed-out":
      return { word: t("Signed out"), dot: "bad", detail: t("You were signed out here. Sign in to go on.") };
    case "stopped":
      return { word: t("Stopped"), dot: "bad", detail: status.why };
  }
}

function nextTry(retryAt: number | null, now: number): string {
  const seconds = retryAt === null ? 0 : Math.ceil((retryAt - now) / 1000);
  return seconds > 1
    ? t(
        "The line is down. Next try in {n} seconds. What you write is kept here and goes out when you are back.",
        { n: seconds },
      )
    : t("The line is down. Next try now. What you write is kept here and goes out when you are back.");
}
