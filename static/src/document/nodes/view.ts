/**
 * Nodes and how they are drawn are two things: the schema is also used where there is no page (tests, the server's
 * counterpart), so a node gets its view from the editor that shows it.
 */
import type { NodeViewRenderer } from "@tiptap/core";

export interface Viewed {
  /** How the editor draws it; null: as `renderHTML` says. */
  view: NodeViewRenderer | null;
}

export const unseen = (): Viewed => ({ view: null });
