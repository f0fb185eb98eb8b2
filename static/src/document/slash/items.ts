/** What the slash menu offers. Other parts of the page add theirs with `registerSlashItem`. */
import type { Editor } from "@tiptap/core";
import type { Uploads } from "../uploads/uploads.ts";
import { basicItems } from "./basic.ts";
import type { Findable } from "./filter.ts";
import { insertItems } from "./insert.ts";

export interface SlashItem extends Findable {
  /** a name of its own, and its SVG source */
  icon: readonly [string, string];
  /** what it does, in a few words; or how it is typed */
  help: string;
  shown?: (editor: Editor) => boolean;
  run: (editor: Editor) => void;
}

const more: SlashItem[] = [];

/** To be called before the editor is opened. */
export function registerSlashItem(item: SlashItem): void {
  more.push(item);
}

export function slashItems(uploads: Uploads): SlashItem[] {
  return [...basicItems(), ...insertItems(uploads), ...more];
}
