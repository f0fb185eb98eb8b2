/** What the bell opens: the newest of the inbox, and the little one does with them on the way. */
import { plural, t } from "../../i18n.ts";
import { PREFERENCES_URL, quietPart } from "../../preferences/quiet_part.ts";
import { avatar } from "../../ui/avatar.ts";
import { arrange, fill, h } from "../../ui/dom.ts";
import { faultWords } from "../../ui/fault.ts";
import { icon } from "../../ui/icons.ts";
import { Kept } from "../../ui/kept.ts";
import { ago, timeElement } from "../../ui/time.ts";
import { toastError } from "../../ui/toast.ts";
import type { Filter } from "../filters.ts";
import { Acts } from "../inbox/acts.ts";
import type { Inbox } from "../inbox.ts";
import { type Shown, shown } from "../inbox_shown.ts";
import { KIND_ICONS } from "../kind_icons.ts";
import { faceOf } from "../people.ts";
import { bodyLine, titleOf } from "../sentences.ts";
import { safeUrl } from "../texts.ts";

const ALL: Filter = { tab: "all", kind: "" };
/** Lines in the bell; the inbox has the rest. */
const LINES = 8;
/** On the screen this long (ms) is seen. */
const SEEN_AFTER = 600;

export class BellPanel {
  readonly element: HTMLElement;
  readonly #list = h("ul", { class: "bell-list", "aria-label": t("Newest notifications") });
  readonly #note = h("div", { class: "bell-note" });
  readonly #allRead = h("button", { type: "button", class: "button quiet" }, t("Mark all read"));
  readonly #lines = new Kept<HTMLLIElement>((line) => line.contains(document.activeElement));
  readonly #acts: Acts;
  readonly #stop: (() => void)[] = [];

  constructor(private readonly inbox: Inbox) {
    this.#acts = new Acts(inbox);
    this.#allRead.addEventListener("click", () => void this.#acts.allRead());
    this.element = h(
      "div",
      { class: "bell-panel" },
      h("div", { class: "bell-head" }, h("h2", {}, t("Notifications")), this.#allRead),
      this.#list,
      this.#note,
      h("div", { class: "bell-quiet" }, quietPart()),
      h(
        "div",
        { class: "bell-foot" },
        h("a", { class: "button", href: "/inbox/" }, t("Open the inbox")),
        h("a", { class: "button quiet", href: PREFERENCES_URL }, t("Preferences")),
      ),
    );
    this.#stop.push(inbox.look(ALL, LINES));
    this.#stop.push(inbox.watch(() => this.#draw()));
    const seen = setTimeout(() => inbox.seeAll(), SEEN_AFTER);
    this.#stop.push(() => clearTimeout(seen));
  }

  close(): void {
    for (const stop of this.#stop) stop();
  }

  #draw(): void {
    const rows = shown(this.inbox.state, ALL);
    const failure = rows === null ? this.inbox.failure(ALL) : null;
    this.#allRead.disabled = this.inbox.state.unread === 0;
    arrange(
      this.#list,
      (rows ?? []).slice(0, LINES).map((row) => this.#line(row)),
    );
    this.#lines.sweep();
    this.#drawNote(rows?.length ?? null, failure);
  }

  #drawNote(rows: number | null, failure: unknown): void {
    if (failure)
      fill(
        this.#note,
        h("p", { role: "alert" }, faultWords(failure)),
        h(
          "button",
          { type: "button", class: "button", onclick: () => void this.inbox.retry(ALL) },
          t("Try again"),
        ),
      );
    else if (rows === null) fill(this.#note, h("p", { class: "muted", role: "status" }, t("Loading…")));
    else if (rows === 0) fill(this.#note, icon("inbox"), h("p", {}, t("Nothing here yet")));
    else fill(this.#note);
  }

  #line(row: Shown): HTMLLIElement {
    const { listed, newest } = row;
    const face = faceOf(newest.sender, () => this.#draw());
    const time = ago(newest.created_at);
    const words = [titleOf(newest), bodyLine(newest, 90)];
    const shows = JSON.stringify([newest.id, listed.unread, listed.count, newest.seen, face, time, words]);
    return this.#lines.get(listed.group, shows, () => {
      const url = safeUrl(newest.url);
      return h(
        "li",
        {},
        h(
          "a",
          {
            class: listed.unread > 0 ? "bell-line unread" : "bell-line",
            href: url ?? "/inbox/",
            onclick: () => this.#open(row),
          },
          newest.sender
            ? avatar(face, "small")
            : h(
                "span",
                { class: "avatar small item-sign", "aria-hidden": "true" },
                icon(KIND_ICONS[newest.kind]),
              ),
          h(
            "span",
            { class: "bell-words" },
            h("strong", {}, words[0] ?? ""),
            words[1] ? h("span", { class: "bell-body" }, words[1]) : null,
            listed.count > 1
              ? h("span", { class: "bell-body" }, plural(listed.count, "{n} in all", "{n} in all"))
              : null,
          ),
          timeElement(newest.created_at, time),
          h(
            "span",
            { class: newest.seen || listed.unread === 0 ? "item-dot" : "item-dot new" },
            listed.unread > 0 ? h("span", { class: "visually-hidden" }, t("Unread")) : null,
          ),
        ),
      );
    });
  }

  #open({ listed }: Shown): void {
    if (listed.unread === 0) return;
    this.inbox.act({ groups: [listed.group], filter: ALL }, { read: true }).catch(toastError);
  }
}
