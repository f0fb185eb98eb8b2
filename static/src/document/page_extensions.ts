/** What the page adds to the editor beside its schema. */
import type { Extensions } from "@tiptap/core";
import { Search } from "./find/extension.ts";
import type { Modes } from "./modes.ts";
import { suggesting } from "./suggestions/extension.ts";

export function pageExtensions(modes: Modes, username: string): Extensions {
  return [suggesting(modes, username), Search];
}
