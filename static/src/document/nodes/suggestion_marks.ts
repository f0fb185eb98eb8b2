/**
 * Marks of suggestions: what somebody would add, take away or change. They are part of the schema of every editor,
 * or one that does not suggest would delete them. A text may carry both: what one suggests to add, another would take
 * away again.
 */
import { Mark, mergeAttributes } from "@tiptap/core";
import { LONGEST, words } from "./attributes.ts";

const who = { id: words("id", LONGEST.id), author: words("author", LONGEST.id), at: words("at", 40) };

function told(name: string) {
  return {
    default: null,
    parseHTML: (element: HTMLElement) => readJson(element.getAttribute(`data-${name}`)),
    renderHTML: (attributes: Record<string, unknown>) => ({
      [`data-${name}`]: JSON.stringify(attributes[name] ?? null),
    }),
  };
}

function readJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}

export const Insertion = Mark.create({
  name: "insertion",
  inclusive: false,
  addAttributes: () => who,
  parseHTML: () => [{ tag: "ins[data-id]" }],
  renderHTML: ({ HTMLAttributes }) => ["ins", mergeAttributes(HTMLAttributes, { class: "suggested" }), 0],
});

export const Deletion = Mark.create({
  name: "deletion",
  inclusive: false,
  addAttributes: () => who,
  parseHTML: () => [{ tag: "del[data-id]", priority: 60 }],
  renderHTML: ({ HTMLAttributes }) => ["del", mergeAttributes(HTMLAttributes, { class: "suggested" }), 0],
});

export const Modification = Mark.create({
  name: "modification",
  inclusive: false,
  addAttributes: () => ({
    ...who,
    type: words("type", 100),
    attrName: told("attrName"),
    previousValue: told("previousValue"),
    newValue: told("newValue"),
  }),
  parseHTML: () => [{ tag: 'span[data-mark="modification"]' }],
  renderHTML: ({ HTMLAttributes }) => [
    "span",
    mergeAttributes(HTMLAttributes, { class: "suggested", "data-mark": "modification" }),
    0,
  ],
});
