/** How notifications come, in words; and what that adds to the page's own state. Pure. */
import { t } from "../i18n.ts";
import type { Shown } from "../realtime/status.ts";
import type { Way } from "./feed_machine.ts";

export function wayWords(way: Way): string {
  return {
    connecting: t("Notifications: connecting."),
    stream: t("Notifications: live, by one stream for all your tabs."),
    long: t("Notifications: by long poll, because a stream could not be held open from here. None is lost."),
    poll: t(
      "Notifications: asked for every 15 seconds, because nothing can be held open from here. None is lost.",
    ),
    down: t("Notifications: the line is down. What came meanwhile is fetched when it is back."),
  }[way];
}

/** The page's state with the notifications' own: what is worse is said. */
export function together(shown: Shown, way: Way): Shown {
  const live = shown.word === t("Live");
  const detail = `${shown.detail} ${wayWords(way)}`;
  if (live && (way === "long" || way === "poll")) return { ...shown, word: t("Live · polling"), detail };
  if (live && way === "down") return { word: t("Live · inbox offline"), dot: "busy", detail };
  return { ...shown, detail };
}
