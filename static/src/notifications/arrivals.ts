/** What came pops up, at the bottom right, where nobody types. One for each place, and few at once. */
import { t } from "../i18n.ts";
import { h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { toast } from "../ui/toast.ts";
import type { Notification } from "../wire.ts";
import type { Inbox } from "./inbox.ts";
import { KIND_ICONS } from "./kind_icons.ts";
import { bodyLine, titleOf } from "./sentences.ts";
import { safeUrl, whyLine } from "./texts.ts";

/** Milliseconds on a screen: long enough to read it and reach the link. */
const LASTS = 10_000;
/** Urgent ones wait for the person. */
const STAYS = 0;
/** More at once would bury the page; the badge has the number. */
const MOST = 3;

interface Shown {
  readonly id: number;
  close(): void;
}

export class ArrivalToasts {
  /** by group */
  #shown = new Map<string, Shown>();
  readonly #channel: BroadcastChannel;

  constructor(
    private readonly inbox: Inbox,
    userId: number,
  ) {
    // What was read or closed in one tab is gone in all of them.
    this.#channel = new BroadcastChannel(`collab:arrivals:${userId}`);
    this.#channel.addEventListener("message", ({ data }: MessageEvent<{ closed: string }>) =>
      this.#shown.get(data.closed)?.close(),
    );
    inbox.watch(() => this.#closeRead());
  }

  show(notification: Notification): void {
    const key = notification.group || String(notification.id);
    this.#shown.get(key)?.close();
    while (this.#shown.size >= MOST) [...this.#shown.values()][0]?.close();
    const away = toast(
      this.#words(notification, () => this.#opened(key, notification)),
      {
        lasts: notification.level === "urgent" ? STAYS : LASTS,
        closed: (why) => {
          this.#shown.delete(key);
          if (why !== "code") this.#channel.postMessage({ closed: key });
        },
      },
    );
    this.#shown.set(key, { id: notification.id, close: away });
  }

  #opened(key: string, { id, url }: Notification): void {
    this.#shown.get(key)?.close();
    if (safeUrl(url)) this.inbox.markReadOnTheWay(id);
  }

  #closeRead(): void {
    for (const { id, close } of [...this.#shown.values()]) {
      const known = this.inbox.state.known.get(id);
      if (!known || known.read || known.done) close();
    }
  }

  #words(notification: Notification, opened: () => void): HTMLElement {
    const url = safeUrl(notification.url);
    const line = bodyLine(notification);
    return h(
      "div",
      { class: notification.level === "urgent" ? "arrival urgent" : "arrival" },
      icon(KIND_ICONS[notification.kind]),
      h(
        "div",
        {},
        h("strong", {}, titleOf(notification)),
        line ? h("p", { class: "arrival-line" }, line) : null,
        h(
          "p",
          { class: "arrival-foot" },
          h("a", { href: url ?? "/inbox/", onclick: opened }, url ? t("Open") : t("Open the inbox")),
          h("span", { class: "muted" }, whyLine(notification)),
        ),
      ),
    );
  }
}
