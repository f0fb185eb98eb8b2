/** How it goes, in figures: whom it is for, how it reached them, what they did; and why something did not. */
import { plural, t } from "../i18n.ts";
import { fill, h } from "../ui/dom.ts";
import { pageLocale } from "../ui/time.ts";
import type { Broadcast, Figures } from "../wire.ts";
import { percent } from "./words.ts";

type Reason = Figures["failed"][number];

const number = (value: number): string => value.toLocaleString(pageLocale());

export class FiguresView {
  readonly element = h("section", { class: "figures", "aria-label": t("Figures") });

  show(figures: Figures, broadcast: Broadcast): void {
    const whole = figures.addressed;
    const bars = [
      bar(t("Reached"), figures.reached, whole),
      bar(t("Seen"), figures.seen, whole),
      bar(t("Read"), figures.read, whole),
      broadcast.wants_ack ? bar(t("Acknowledged"), figures.acknowledged, whole) : null,
    ];
    fill(
      this.element,
      h("dl", { class: "figure-tiles" }, tile(t("Addressed"), whole), ...ways(figures)),
      h("div", { class: "figure-bars" }, ...bars),
      reasons(t("Failed"), figures.failed, "bad"),
      reasons(t("Not needed any more"), figures.skipped, ""),
    );
  }
}

function ways(figures: Figures): HTMLElement[] {
  const { in_app, push, email } = figures.delivered;
  return [
    tile(t("In the inbox"), in_app),
    tile(t("By push"), push),
    tile(t("By e-mail"), email),
    ...(figures.waiting ? [tile(t("On their way"), figures.waiting)] : []),
  ];
}

function tile(label: string, value: number): HTMLElement {
  return h("div", { class: "figure-tile" }, h("dt", {}, label), h("dd", {}, number(value)));
}

function bar(label: string, part: number, whole: number): HTMLElement {
  const id = `figure-${label.toLowerCase().replace(/\W/g, "")}`;
  return h(
    "div",
    { class: "figure-bar" },
    h("label", { for: id }, label),
    h("progress", { id, max: Math.max(1, whole), value: part }),
    h(
      "span",
      {},
      t("{n} of {all} · {percent} %", {
        n: number(part),
        all: number(whole),
        percent: percent(part, whole),
      }),
    ),
  );
}

function wayWords(way: Reason["way"]): string {
  return { push: t("Push"), email: t("E-mail") }[way];
}

function reasons(label: string, all: readonly Reason[], style: string): HTMLElement | null {
  if (all.length === 0) return null;
  const many = all.reduce((sum, { count }) => sum + count, 0);
  return h(
    "details",
    { class: "figure-reasons", open: style === "bad" },
    h("summary", { class: style }, `${label} · ${plural(many, "1 delivery", "{n} deliveries")}`),
    h(
      "ul",
      {},
      ...all.map(({ way, reason, count }) =>
        h("li", {}, `${wayWords(way)}: ${reason || t("no reason given")} · ${count}`),
      ),
    ),
  );
}
