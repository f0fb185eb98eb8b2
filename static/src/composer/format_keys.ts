/** The keys of a composer, and links pasted over words, for every other field of markdown. */
import type { Field } from "./field.ts";
import { type FormatActs, formatActs, linkPasted } from "./field_acts.ts";
import { formatOf, keyOf } from "./keys.ts";

export function formatKeys(field: Field): FormatActs {
  const acts = formatActs(field);
  field.input.addEventListener("keydown", (event) => {
    const format = formatOf(keyOf(event));
    if (!format) return;
    event.preventDefault();
    acts[format]();
  });
  field.input.addEventListener("paste", (event) => linkPasted(field, event));
  return acts;
}
