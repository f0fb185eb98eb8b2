/** One line of the tree of pages. */
import { t } from "../i18n.ts";
import { type Child, h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { ago, timeElement } from "../ui/time.ts";
import type { DocumentInfo } from "../wire.ts";
import { pageIcon } from "./icons.ts";
import { addressOf, markOf, titleOf } from "./names.ts";
import type { Row } from "./tree.ts";

export interface RowView {
  row: Row<DocumentInfo>;
  favourite: boolean;
  /** the page one is on */
  current: boolean;
  draggable: boolean;
  /** may have a page made under it */
  growing: boolean;
  /** who made it; null leaves the column out, and that of the last change */
  by: string | null;
}

export interface RowActs {
  toggle(id: number): void;
  add(id: number): void;
  menu(id: number, button: HTMLElement): void;
}

/** Everything the line shows, as one word: it is made anew only when this changes. */
export function rowShows({ row, favourite, current, draggable, growing, by }: RowView): string {
  const { id, title, icon: emoji, restricted, updated_at } = row.page;
  const place = [row.depth, row.open, row.at, row.size];
  const changed = by === null ? "" : ago(updated_at);
  return JSON.stringify([
    id,
    title,
    emoji,
    restricted,
    changed,
    place,
    favourite,
    current,
    draggable,
    growing,
    by,
  ]);
}

export function rowView(view: RowView, acts: RowActs): HTMLElement {
  const { row, current, draggable } = view;
  const { page } = row;
  const element = h(
    "div",
    {
      role: "row",
      class: current ? "page-row current" : "page-row",
      "data-page": page.id,
      "aria-level": row.depth + 1,
      "aria-posinset": row.at,
      "aria-setsize": row.size,
      "aria-expanded": row.open === null ? null : String(row.open),
      "aria-label": titleOf(page),
      "aria-keyshortcuts": draggable ? "Alt+ArrowUp Alt+ArrowDown Alt+ArrowLeft Alt+ArrowRight" : null,
      draggable: draggable ? "true" : null,
      tabindex: -1,
    },
    h("div", { role: "gridcell", class: "page-main" }, ...main(view, acts)),
    ...about(view),
    h("div", { role: "gridcell", class: "page-tools" }, ...tools(view, acts)),
  );
  element.style.setProperty("--depth", String(row.depth));
  return element;
}

function main({ row, favourite, current }: RowView, acts: RowActs): Child[] {
  const { page, open } = row;
  const title = titleOf(page);
  const toggle = {
    type: "button",
    class: "icon-button page-toggle",
    tabindex: -1,
    "aria-expanded": String(open),
    "aria-label": open
      ? t("Hide the pages under {page}", { page: title })
      : t("Show the pages under {page}", { page: title }),
    onclick: () => acts.toggle(page.id),
  };
  return [
    open === null ? h("span", { class: "page-toggle" }) : h("button", toggle, pageIcon("chevron", "small")),
    markOf(page),
    h(
      "a",
      {
        class: "page-name",
        href: addressOf(page),
        draggable: "false",
        tabindex: -1,
        "aria-current": current ? "page" : null,
      },
      title,
    ),
    page.restricted ? sign("lock", t("Not open to everybody in the room")) : null,
    favourite ? sign("star", t("Favourite")) : null,
  ];
}

function sign(name: "lock" | "star", words: string): HTMLElement {
  return h(
    "span",
    { class: `page-sign ${name}`, title: words },
    icon(name, "small"),
    h("span", { class: "visually-hidden" }, words),
  );
}

function about({ row, by }: RowView): Child[] {
  if (by === null) return [];
  const { updated_at } = row.page;
  return [
    h("div", { role: "gridcell", class: "page-by" }, by && t("by {name}", { name: by })),
    h("div", { role: "gridcell", class: "page-time" }, timeElement(updated_at, ago(updated_at))),
  ];
}

function tools({ row, growing }: RowView, acts: RowActs): Child[] {
  const { page } = row;
  const button = (label: string, shown: Element, run: (button: HTMLElement) => void, more = {}) =>
    h(
      "button",
      {
        type: "button",
        class: "icon-button",
        tabindex: -1,
        "aria-label": label,
        onclick: (event: Event) => run(event.currentTarget as HTMLElement),
        ...more,
      },
      shown,
    );
  const values = { page: titleOf(page) };
  return [
    growing
      ? button(t("New page under {page}", values), icon("plus", "small"), () => acts.add(page.id), {
          class: "icon-button page-add",
        })
      : null,
    button(t("More about {page}", values), icon("more", "small"), (at) => acts.menu(page.id, at), {
      "aria-haspopup": "dialog",
    }),
  ];
}
