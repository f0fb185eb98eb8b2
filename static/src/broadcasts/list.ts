/** The list of announcements: drafts, planned, sent and taken back ones; live while one goes out. */
import { t } from "../i18n.ts";
import type { Realtime } from "../realtime/client.ts";
import { fill, h } from "../ui/dom.ts";
import { faultWords } from "../ui/fault.ts";
import { icon } from "../ui/icons.ts";
import { Kept } from "../ui/kept.ts";
import { ago, timeElement } from "../ui/time.ts";
import { toastError } from "../ui/toast.ts";
import type { BroadcastPage, BroadcastRow } from "../wire.ts";
import { page as fetchPage } from "./api.ts";
import { levelWords } from "./level_fields.ts";
import { type Rows, TABS, withoutRow, withRow } from "./rows.ts";
import { audienceWords, momentOfRow, percent, stateStyle, stateWords } from "./words.ts";

/** Those who are not staff are not told of changes: ask again so often (ms) while the page is looked at. */
const ASK = 15_000;

function tabWords(key: string): string {
  return (
    {
      draft: t("Drafts"),
      scheduled: t("Scheduled"),
      sent: t("Sent"),
      recalled: t("Taken back"),
    }[key] ?? t("All")
  );
}

export class BroadcastList {
  #tab = TABS.find(({ key }) => key === new URLSearchParams(location.search).get("state")) ?? TABS[0];
  #list: Rows = { rows: [], more: false, states: [] };
  #counts: Record<string, number> = {};
  #asked = 0;
  #kept = new Kept<HTMLElement>();
  #tabs = h("nav", { class: "tabs", "aria-label": t("Which announcements") });
  #body = h("ul", { class: "broadcast-list", "aria-label": t("Announcements"), "aria-busy": "true" });
  #empty = h("div", { class: "empty", hidden: true });
  #more = h("button", { type: "button", class: "button more-button", hidden: true }, t("Show more"));
  #fault = h("div", { class: "notice bad", role: "alert", hidden: true });
  #stream = "";

  constructor(
    root: HTMLElement,
    private readonly realtime: Realtime,
  ) {
    fill(root, this.#tabs, this.#fault, this.#body, this.#empty, this.#more);
    this.#more.addEventListener("click", () => void this.#older().catch(toastError));
    realtime.on("broadcast.changed", ({ broadcast }) => this.#changed(broadcast));
    realtime.on("broadcast.removed", ({ broadcast }) => {
      this.#list = withoutRow(this.#list, broadcast);
      this.#draw();
      void this.#count();
    });
    setInterval(() => {
      if (this.#stream === "" && !document.hidden) void this.#fetch();
      else this.#draw(); // "5 min ago" goes on
    }, ASK);
    void this.#fetch();
  }

  async #fetch(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const found = await fetchPage(this.#tab?.states);
      if (asked !== this.#asked) return;
      this.#take(found);
      this.#list = { rows: found.broadcasts, more: found.more, states: this.#tab?.states ?? [] };
      this.#fault.hidden = true;
    } catch (error) {
      if (asked !== this.#asked) return;
      const again = h(
        "button",
        { type: "button", class: "button", onclick: () => void this.#fetch() },
        t("Try again"),
      );
      const words = faultWords(error);
      fill(this.#fault, h("span", {}, words), again);
      this.#fault.hidden = false;
    }
    this.#body.removeAttribute("aria-busy");
    this.#draw();
  }

  /** Follow what is told from now on; what happened before the first subscription comes with a fetch after it. */
  #take(found: BroadcastPage): void {
    this.#counts = found.counts;
    if (found.stream === "" || this.#stream !== "") return;
    this.#stream = found.stream;
    const again = () => void this.#fetch();
    this.realtime.follow(found.stream, null, { reset: again, subscribed: again });
  }

  async #count(): Promise<void> {
    this.#counts = (await fetchPage(this.#tab?.states).catch(() => null))?.counts ?? this.#counts;
    this.#drawTabs();
  }

  #changed(row: BroadcastRow): void {
    const before = this.#list.rows.find(({ id }) => id === row.id);
    this.#list = withRow(this.#list, row);
    this.#draw();
    if (before?.state !== row.state) void this.#count();
  }

  async #older(): Promise<void> {
    const last = this.#list.rows.at(-1)?.id;
    if (last === undefined) return;
    const found = await fetchPage(this.#tab?.states, last);
    const known = new Set(this.#list.rows.map(({ id }) => id));
    const rows = [...this.#list.rows, ...found.broadcasts.filter(({ id }) => !known.has(id))];
    this.#list = { ...this.#list, rows, more: found.more };
    this.#draw();
  }

  #draw(): void {
    this.#drawTabs();
    const rows = this.#list.rows.map((row) =>
      this.#kept.get(String(row.id), `${JSON.stringify(row)}${ago(momentOfRow(row))}`, () => rowView(row)),
    );
    this.#kept.sweep();
    fill(this.#body, ...rows);
    this.#more.hidden = !this.#list.more;
    const empty = rows.length === 0 && !this.#body.hasAttribute("aria-busy") && this.#fault.hidden;
    this.#empty.hidden = !empty;
    if (empty) fill(this.#empty, ...nothing(this.#tab?.key ?? ""));
  }

  #drawTabs(): void {
    const tab = ({ key, states }: (typeof TABS)[number]) => {
      const many = states.reduce((sum, state) => sum + (this.#counts[state] ?? 0), 0);
      return h(
        "a",
        { href: key ? `?state=${key}` : "?", "aria-current": key === this.#tab?.key ? "page" : null },
        tabWords(key),
        many ? h("span", { class: "tab-count" }, many) : null,
      );
    };
    fill(this.#tabs, ...TABS.map(tab));
  }
}

function nothing(tab: string): HTMLElement[] {
  const words = {
    draft: t("No drafts: what you begin to write is kept here."),
    scheduled: t("Nothing is planned."),
    recalled: t("Nothing was taken back."),
  }[tab];
  return [
    h("h2", {}, tab === "" ? t("Nothing announced yet") : t("Nothing here")),
    h("p", {}, words ?? t("What is sent to everyone, to rooms or to chosen people is listed here.")),
    h("a", { class: "button primary", href: "/broadcasts/new/" }, t("Write an announcement")),
  ];
}

function rowView(row: BroadcastRow): HTMLElement {
  const at = momentOfRow(row);
  const out = row.addressed > 0 && row.state !== "draft" && row.state !== "scheduled";
  return h(
    "li",
    { class: "broadcast-row", "data-id": row.id },
    h("span", { class: "row-icon" }, icon(row.level === "urgent" ? "warning" : "announce")),
    h(
      "div",
      { class: "row-words" },
      h("h2", {}, h("a", { href: `/broadcasts/${row.id}/` }, row.title || t("Without a title"))),
      h(
        "p",
        { class: "row-meta" },
        h("span", { class: stateStyle(row.state) }, stateWords(row.state)),
        row.level === "normal" ? null : h("span", { class: "tag" }, levelWords(row.level)),
        h("span", {}, t("To {whom}", { whom: audienceWords(row.audience) })),
        h("span", {}, t("from {name}", { name: `@${row.sender}` })),
      ),
      row.fault ? h("p", { class: "field-error" }, row.fault) : null,
    ),
    h(
      "div",
      { class: "row-side" },
      timeElement(at, row.state === "scheduled" ? timeElement(at, "").title : ago(at)),
      out
        ? h(
            "span",
            {},
            t("{n} of {all} reached ({percent} %)", {
              n: row.reached,
              all: row.addressed,
              percent: percent(row.reached, row.addressed),
            }),
          )
        : null,
    ),
  );
}
