/** The inbox page: two tabs over one list, live, and the keys j, k, o and e. */
import { t } from "../i18n.ts";
import { h, must, onceAFrame } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { ago } from "../ui/time.ts";
import { toast, toastError } from "../ui/toast.ts";
import type { Notification } from "../wire.ts";
import type { Inbox } from "./inbox.ts";
import { listed, nextBefore } from "./inbox_state.ts";
import { itemContent } from "./item.ts";
import { faceOf } from "./people.ts";
import { inboxKey, safeUrl } from "./texts.ts";

export class InboxView {
  #unreadOnly = new URLSearchParams(location.search).has("unread");
  #unfolded = new Set<number>();
  /** Drawn items by id, with what they were drawn from: an item that did not change keeps its element and focus. */
  #drawn = new Map<number, { notification: Notification; named: boolean; element: HTMLElement }>();
  #loadingOlder = false;
  readonly #list = must("#inbox-list");
  readonly #panel = must("#inbox-panel");
  readonly #empty = must("#inbox-empty");
  readonly #older = must<HTMLButtonElement>("#inbox-older");
  readonly #allRead = must<HTMLButtonElement>("#inbox-all-read");
  readonly #tabs = [must<HTMLButtonElement>("#tab-all"), must<HTMLButtonElement>("#tab-unread")];
  readonly #soon = onceAFrame(() => this.#draw());

  constructor(private readonly inbox: Inbox) {
    this.#tabs.forEach((tab, index) => {
      tab.addEventListener("click", () => this.#choose(index === 1));
      tab.addEventListener("keydown", (event) => this.#tabKey(event, index));
    });
    this.#older.addEventListener("click", () => void this.#loadOlder());
    this.#allRead.addEventListener("click", () => void this.#markAll());
    document.addEventListener("keydown", (event) => this.#key(event));
    new IntersectionObserver(([entry]) => entry?.isIntersecting && void this.#loadOlder(), {
      rootMargin: "400px",
    }).observe(this.#older);
    inbox.watch(this.#soon);
    setInterval(this.#soon, 60_000); // "5 min ago" goes on
  }

  #choose(unreadOnly: boolean): void {
    this.#unreadOnly = unreadOnly;
    history.replaceState(null, "", unreadOnly ? "?unread" : location.pathname);
    this.#draw();
  }

  #tabKey(event: KeyboardEvent, index: number): void {
    if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
    event.preventDefault();
    this.#choose(index === 0);
    this.#tabs[1 - index]?.focus();
  }

  #draw(): void {
    const { state, loaded } = this.inbox;
    const items = listed(state, this.#unreadOnly);
    const [all, unread] = this.#tabs;
    for (const [tab, on] of [
      [all, !this.#unreadOnly],
      [unread, this.#unreadOnly],
    ] as const) {
      tab?.setAttribute("aria-selected", String(on));
      if (tab) tab.tabIndex = on ? 0 : -1;
    }
    this.#panel.setAttribute("aria-labelledby", this.#unreadOnly ? "tab-unread" : "tab-all");
    must("#unread-count").textContent = state.unread ? String(state.unread) : "";
    this.#allRead.disabled = state.unread === 0;
    this.#panel.setAttribute("aria-busy", String(!loaded));
    this.#place(items);
    const more = loaded && nextBefore(state, this.#unreadOnly) !== null;
    this.#older.hidden = !more;
    this.#drawEmpty(loaded && items.length === 0 && !more);
    if (loaded && items.length === 0 && more) void this.#loadOlder();
  }

  /** Puts the elements of `items` in order, touching only what changed. */
  #place(items: Notification[]): void {
    const focusedAt = [...this.#list.children].indexOf(document.activeElement?.closest("li") ?? this.#list);
    const wanted = items.map((item) => this.#element(item));
    for (const [id, drawn] of this.#drawn) {
      if (!wanted.includes(drawn.element)) {
        drawn.element.remove();
        this.#drawn.delete(id);
      }
    }
    wanted.forEach((element, index) => {
      if (this.#list.children[index] !== element)
        this.#list.insertBefore(element, this.#list.children[index] ?? null);
    });
    // What had the focus was read and left the list: the next one takes its place.
    if (focusedAt >= 0 && document.activeElement === document.body) {
      this.#focus(Math.min(focusedAt, wanted.length - 1));
    }
  }

  #element(notification: Notification): HTMLElement {
    const drawn = this.#drawn.get(notification.id);
    let named = true;
    const face = faceOf(notification.sender, () => {
      const stale = this.#drawn.get(notification.id);
      if (stale) stale.named = false;
      this.#soon();
    });
    const element = drawn?.element ?? h("li", { tabindex: -1, "data-id": notification.id });
    if (drawn) named = drawn.named;
    if (drawn && named && same(drawn.notification, notification)) {
      this.#refreshTime(element, notification);
      return element;
    }
    const hadFocus = element !== document.activeElement && element.contains(document.activeElement);
    element.replaceChildren(
      itemContent(notification, face, {
        open: () => this.#open(notification),
        read: () => this.#read(notification.id),
      }),
    );
    element.classList.toggle("unfolded", this.#unfolded.has(notification.id));
    if (hadFocus) element.focus();
    this.#drawn.set(notification.id, { notification, named: true, element });
    return element;
  }

  #refreshTime(element: HTMLElement, notification: Notification): void {
    const fresh = ago(notification.created_at);
    const time = element.querySelector("time");
    if (time && time.textContent !== fresh) time.textContent = fresh;
  }

  #drawEmpty(empty: boolean): void {
    this.#empty.hidden = !empty;
    if (!empty) return;
    this.#empty.replaceChildren(
      icon(this.#unreadOnly ? "check" : "inbox"),
      h("h2", {}, this.#unreadOnly ? t("You have read everything") : t("Nothing here yet")),
      h(
        "p",
        {},
        this.#unreadOnly
          ? t("New notifications appear here by themselves.")
          : t("When somebody has something to tell you, it appears here by itself."),
      ),
    );
  }

  #open(notification: Notification): void {
    if (safeUrl(notification.url)) {
      if (!notification.read) this.inbox.markReadOnTheWay(notification.id);
      return;
    }
    const unfolded = this.#unfolded;
    if (unfolded.has(notification.id)) unfolded.delete(notification.id);
    else unfolded.add(notification.id);
    this.#drawn.get(notification.id)?.element.classList.toggle("unfolded", unfolded.has(notification.id));
    if (!notification.read) this.#read(notification.id);
  }

  #read(id: number): void {
    this.inbox.markRead(id).catch(toastError);
  }

  async #markAll(): Promise<void> {
    this.#allRead.disabled = true;
    try {
      await this.inbox.markAllRead();
      toast(t("Everything is marked as read."), { kind: "good" });
    } catch (error) {
      toastError(error);
    } finally {
      this.#soon();
    }
  }

  async #loadOlder(): Promise<void> {
    if (this.#loadingOlder || !this.inbox.loaded) return;
    this.#loadingOlder = true;
    this.#older.disabled = true;
    try {
      await this.inbox.older(this.#unreadOnly);
    } catch (error) {
      toastError(error);
    } finally {
      this.#loadingOlder = false;
      this.#older.disabled = false;
    }
  }

  #key(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    const typing = target.closest("input, textarea, select, [contenteditable=true], dialog") !== null;
    const key = inboxKey(event, typing);
    if (key === null) return;
    const items = [...this.#list.children] as HTMLElement[];
    const at = items.findIndex((item) => item.contains(document.activeElement));
    if (key === "next") this.#focus(Math.min(at + 1, items.length - 1));
    else if (key === "previous") this.#focus(Math.max(at - 1, 0));
    else if (at >= 0) this.#act(key, items[at] as HTMLElement);
    else return;
    event.preventDefault();
  }

  #act(key: "read" | "open", element: HTMLElement): void {
    const notification = this.inbox.state.known.get(Number(element.dataset.id));
    if (!notification) return;
    if (key === "open") element.querySelector<HTMLElement>(".item-title")?.click();
    else if (!notification.read) this.#read(notification.id);
  }

  #focus(index: number): void {
    const item = this.#list.children[index] as HTMLElement | undefined;
    item?.focus();
    item?.scrollIntoView({ block: "nearest" });
  }
}

function same(a: Notification, b: Notification): boolean {
  return a === b || (a.read === b.read && a.title === b.title && a.body === b.body && a.url === b.url);
}
