/** One's own name, status or settings were changed here: the rest of the page hears it. */
import type { Me, Person } from "../wire.ts";

/** Tells by a `me-changed` event on the document. */
export function told(me: Me): Me {
  document.dispatchEvent(new CustomEvent<Person>("me-changed", { detail: me }));
  return me;
}
