/**
 * Banners and urgent announcements at the top of every page: until they are read, acknowledged (where that is asked),
 * taken back or over. They take no focus, so that nobody acknowledges by typing on.
 */
import { api } from "../api.ts";
import { t } from "../i18n.ts";
import { currentLanguage } from "../shell/language.ts";
import { h } from "../ui/dom.ts";
import { toastError } from "../ui/toast.ts";
import type { Notification } from "../wire.ts";
import { announced, type Reader } from "./announced.ts";
import { bannerView } from "./banner_view.ts";
import {
  applied,
  type BannerEvent,
  type Banners,
  bannersOf,
  standing,
  untilExpiry,
} from "./banners_state.ts";
import type { Inbox } from "./inbox.ts";

/** What is needed of the page's inbox. */
export type BannerSource = Pick<
  Inbox,
  "state" | "loaded" | "onEvent" | "onReset" | "watch" | "markRead" | "markReadOnTheWay" | "acknowledge"
>;

const TYPES = [
  "notification.created",
  "notification.updated",
  "notification.removed",
  "notification.all_read",
];
/** What is said of this person alone. */
const OURS = "inbox:";
/** Timers of browsers end here (ms). */
const LONGEST = 2 ** 31 - 1;

export class BannerBar {
  #banners: Banners;
  #drawn = new Map<number, { shows: string; element: HTMLElement }>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #moved = false;
  /** Final: an event of the other stream that comes later does not bring it back. */
  #removed = new Set<number>();
  readonly element = h("div", {
    class: "banners",
    role: "region",
    "aria-label": t("Announcements"),
    hidden: true,
  });
  #list = h("div", { class: "banners-list", "aria-live": "polite" });
  #more = h("a", { class: "banners-more", href: "/inbox/", hidden: true });

  /** `first`: what the page was rendered with; null asks the server. */
  constructor(
    private readonly reader: Reader,
    private readonly inbox: BannerSource,
    first: readonly Notification[] | null,
  ) {
    this.#banners = bannersOf(first ?? []);
    this.element.append(this.#list, this.#more);
    inbox.onEvent((event) => {
      if ((TYPES as readonly string[]).includes(event.type)) this.#event(event as BannerEvent);
    });
    inbox.onReset(() => void this.#fetch());
    let stop: (() => void) | null = null;
    let merged = first === null;
    stop = inbox.watch(() => {
      if (!inbox.loaded) return;
      stop?.();
      if (!merged) this.#firstPage();
      merged = true;
    });
    this.#draw();
    if (first === null) void this.#fetch();
  }

  /** What happened between the making of this page and the inbox's first answer comes by no event. */
  #firstPage(): void {
    const { known } = this.inbox.state;
    const oldest = Math.min(...[...known.values()].map(({ rank }) => rank));
    const stays = ({ id, rank }: Notification) => rank < oldest || known.has(id);
    this.#set(bannersOf([...[...this.#banners.values()].filter(stays), ...known.values()]));
  }

  #event(event: BannerEvent): void {
    if (event.type === "notification.removed") this.#removed.add(event.notification);
    else if ("notification" in event && this.#removed.has(event.notification.id)) return;
    const { banners, unsure } = applied(this.#banners, event);
    this.#moved = true;
    this.#set(banners);
    if (unsure !== null) void this.#ask(unsure);
  }

  /** One that is not known here was edited: whether it was read only the server knows. */
  async #ask(id: number): Promise<void> {
    try {
      this.#put(await api<Notification>("GET", `/notifications/${id}`));
    } catch {
      // It is gone, or the line is down; what is missed now comes with the next page.
    }
  }

  async #fetch(): Promise<void> {
    for (let tries = 0; tries < 3; tries++) {
      this.#moved = false;
      try {
        const page = await api<{ notifications: Notification[] }>(
          "GET",
          "/notifications?tab=all&kind=announcement&limit=50",
        );
        if (this.#moved) continue; // something happened meanwhile that this answer may not know
        this.#set(bannersOf(page.notifications));
        return;
      } catch {
        return; // the line says that it is down, and resets when it is back
      }
    }
  }

  #put(notification: Notification): void {
    this.#event({ type: "notification.updated", stream: OURS, notification });
  }

  #set(banners: Banners): void {
    this.#banners = banners;
    this.#draw();
  }

  #draw(): void {
    const now = Date.now();
    const { shown, more } = standing(this.#banners, now);
    const wanted = shown.map((one) => this.#element(one));
    for (const [id, { element }] of this.#drawn) {
      if (!wanted.includes(element)) {
        element.remove();
        this.#drawn.delete(id);
      }
    }
    wanted.forEach((element, index) => {
      if (this.#list.children[index] !== element)
        this.#list.insertBefore(element, this.#list.children[index] ?? null);
    });
    this.element.hidden = wanted.length === 0;
    this.#more.hidden = more === 0;
    this.#more.textContent = t("{n} more in the inbox", { n: more });
    clearTimeout(this.#timer);
    const wait = untilExpiry(this.#banners, now);
    if (wait !== null) this.#timer = setTimeout(() => this.#draw(), Math.min(wait + 1, LONGEST));
  }

  #element(one: Notification): HTMLElement {
    const words = announced(one, this.reader, currentLanguage());
    const shows = JSON.stringify([words, one.level, one.url, one.wants_ack]);
    const drawn = this.#drawn.get(one.id);
    if (drawn?.shows === shows) return drawn.element;
    const element = bannerView(
      { ...words, level: one.level, url: one.url, wantsAck: one.wants_ack },
      {
        dismiss: () => this.#done(one, this.inbox.markRead(one.id)),
        acknowledge: () => this.#acknowledge(one),
        followed: () => one.wants_ack || this.inbox.markReadOnTheWay(one.id),
      },
    );
    drawn?.element.replaceWith(element);
    this.#drawn.set(one.id, { shows, element });
    return element;
  }

  #acknowledge(one: Notification): void {
    this.#done({ ...one, acknowledged: true }, this.inbox.acknowledge(one.id));
  }

  /** It goes at once; and is back when the server did not take it. */
  #done(one: Notification, asked: Promise<unknown>): void {
    const before = this.#banners.get(one.id);
    this.#put({ ...one, read: true });
    asked.catch((error) => {
      toastError(error);
      if (before) this.#put(before);
    });
  }
}

/** Puts the bar in front of everything else in the page's middle. */
export function startBanners(
  inbox: BannerSource,
  reader: Reader,
  first: readonly Notification[] | null,
): void {
  document.getElementById("main")?.prepend(new BannerBar(reader, inbox, first).element);
}
