/** A day among the words, shown as the reader's language writes it. */
import { mergeAttributes, Node } from "@tiptap/core";
import { isDate } from "./attributes.ts";
import { unseen, type Viewed } from "./view.ts";

/** A day of the calendar as ISO writes it; the one of the person's own clock. */
export function isoDay(day: Date): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** `21 November 2026`; what is no day stays as it is. */
export function dayWords(value: string, locale?: string): string {
  if (!isDate(value)) return value;
  const [year = 0, month = 1, day = 1] = value.split("-").map(Number);
  return new Date(year, month - 1, day).toLocaleDateString(locale, {
    weekday: "short",
    day: "numeric",
    month: "long",
    year: "numeric",
  });
}

export const DateNode = Node.create<Viewed>({
  name: "date",
  group: "inline",
  inline: true,
  atom: true,
  addOptions: unseen,
  addAttributes: () => ({
    value: {
      default: isoDay(new Date(0)),
      parseHTML: (element: HTMLElement) => (element.getAttribute("datetime") ?? "").slice(0, 10),
      renderHTML: ({ value }: Record<string, unknown>) => ({ datetime: value }),
    },
  }),
  parseHTML: () => [
    {
      tag: "time[datetime]",
      getAttrs: (element) => (isDate((element.getAttribute("datetime") ?? "").slice(0, 10)) ? null : false),
    },
  ],
  renderHTML: ({ node, HTMLAttributes }) => [
    "time",
    mergeAttributes(HTMLAttributes, { class: "doc-day" }),
    dayWords(String(node.attrs.value)),
  ],
  renderText: ({ node }) => String(node.attrs.value),
  addNodeView() {
    return this.options.view;
  },
});
