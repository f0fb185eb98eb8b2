/** The weekly schedule of quiet: lines of days and hours, and a picture of the week they make. */
import { t } from "../i18n.ts";
import { fill, h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { pageLocale } from "../ui/time.ts";
import type { QuietSpan } from "../wire.ts";
import {
  AFTER_WORK,
  byDay,
  linesOf,
  MOST_SPANS,
  NIGHTS,
  sameSpans,
  spansOf,
  WEEKEND,
  type WeekLine,
} from "./week.ts";

const MINUTES = 24 * 60;
/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1);

export function dayName(day: number, length: "short" | "long"): string {
  const at = new Date(MONDAY + day * 86_400_000);
  return at.toLocaleDateString(pageLocale(), { weekday: length, timeZone: "UTC" });
}

/** Buttons for the days of a week, pressed for those in `days`. */
export function dayButtons(
  label: string,
  days: readonly number[],
  changed: (days: number[]) => void,
): HTMLElement {
  return h(
    "div",
    { class: "days", role: "group", "aria-label": label },
    ...[0, 1, 2, 3, 4, 5, 6].map((day) => {
      const pressed = days.includes(day);
      const turn = () =>
        changed(pressed ? days.filter((one) => one !== day) : [...days, day].sort((a, b) => a - b));
      return h(
        "button",
        {
          type: "button",
          class: "day-button",
          "aria-pressed": String(pressed),
          "aria-label": dayName(day, "long"),
          "data-day": day,
          onclick: turn,
        },
        dayName(day, "short"),
      );
    }),
  );
}

export class WeekForm {
  readonly element = h("div", { class: "week" });
  #lines: WeekLine[] = [];
  #picture = h("div", { class: "week-picture", "aria-hidden": "true" });
  #list = h("ul", { class: "week-lines", "aria-label": t("Quiet hours") });

  constructor(private readonly changed: (spans: QuietSpan[]) => void) {
    this.element.append(this.#list, this.#adders(), this.#picture);
  }

  /** What is kept. A line that is being edited and has no day yet stays. */
  show(spans: readonly QuietSpan[]): void {
    if (!this.#list.childElementCount || !sameSpans(spans, spansOf(this.#lines)))
      this.#lines = linesOf(spans);
    this.#draw();
  }

  #set(lines: WeekLine[]): void {
    if (spansOf(lines).length > MOST_SPANS) return;
    this.#lines = lines;
    this.#draw();
    this.changed(spansOf(lines));
  }

  #draw(): void {
    const focus = document.activeElement;
    const at = focus instanceof HTMLElement && this.#list.contains(focus) ? trail(this.#list, focus) : null;
    fill(
      this.#list,
      ...(this.#lines.length
        ? this.#lines.map((line, index) => this.#line(line, index))
        : [h("li", { class: "hint" }, t("No hours yet: add some."))]),
    );
    if (at) this.#list.querySelector<HTMLElement>(at)?.focus();
    this.#paint();
  }

  #line(line: WeekLine, index: number): HTMLElement {
    const put = (change: Partial<WeekLine>) => this.#set(this.#lines.with(index, { ...line, ...change }));
    const time = (name: "start" | "end", label: string) => {
      const input = h("input", {
        type: "time",
        class: "input time",
        value: line[name],
        required: true,
        "aria-label": label,
        "data-name": name,
      });
      input.addEventListener("change", () => input.value && put({ [name]: input.value.slice(0, 5) }));
      return input;
    };
    const gone = () => this.#set(this.#lines.filter((_, at) => at !== index));
    return h(
      "li",
      { class: "week-line", "data-line": index },
      dayButtons(t("Days"), line.days, (days) => put({ days })),
      h(
        "span",
        { class: "week-hours" },
        time("start", t("From")),
        h("span", { "aria-hidden": "true" }, "–"),
        time("end", t("To")),
        line.end <= line.start ? h("span", { class: "hint" }, t("next day")) : null,
      ),
      h(
        "button",
        { type: "button", class: "icon-button", "aria-label": t("Remove these hours"), onclick: gone },
        icon("close", "small"),
      ),
    );
  }

  #adders(): HTMLElement {
    const add = (line: WeekLine) => () => this.#set([...this.#lines, line]);
    const button = (words: string, line: WeekLine) =>
      h("button", { type: "button", class: "chip", onclick: add(line) }, icon("plus", "small"), words);
    return h(
      "div",
      { class: "chips", role: "group", "aria-label": t("Add quiet hours") },
      button(t("Nights"), NIGHTS),
      button(t("After work"), AFTER_WORK),
      button(t("Weekends"), WEEKEND),
    );
  }

  #paint(): void {
    const days = byDay(spansOf(this.#lines));
    fill(
      this.#picture,
      ...days.map((parts, day) =>
        h(
          "div",
          { class: "week-day" },
          h("span", { class: "hint" }, dayName(day, "short")),
          h(
            "span",
            { class: "week-bar" },
            ...parts.map(([from, to]) => {
              const part = h("span", { class: "week-part" });
              part.style.left = `${(100 * from) / MINUTES}%`;
              part.style.width = `${(100 * (to - from)) / MINUTES}%`;
              return part;
            }),
          ),
        ),
      ),
    );
  }
}

/** The way to a field again after its list was drawn anew. */
function trail(list: HTMLElement, field: HTMLElement): string | null {
  const line = field.closest<HTMLElement>("[data-line]")?.dataset.line;
  const { day, name } = field.dataset;
  if (line === undefined || !list.isConnected) return null;
  const what =
    day !== undefined ? `[data-day="${day}"]` : name !== undefined ? `[data-name="${name}"]` : "button";
  return `[data-line="${line}"] ${what}`;
}
