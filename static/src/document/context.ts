/** What the parts of a document's page share: panels, acts, comments, history. */
import type { Editor } from "@tiptap/core";
import type { Awareness } from "y-protocols/awareness";
import type { WebsocketProvider } from "y-websocket";
import type * as Y from "yjs";
import type { Shell } from "../shell/start.ts";
import type { DocumentInfo, RoomSummary } from "../wire.ts";
import type { Following } from "./follow_view.ts";
import type { Modes } from "./modes.ts";
import type { Panels } from "./panels/panels.ts";
import type { Right } from "./right.ts";
import type { Saving } from "./saving.ts";

export interface DocumentContext {
  /** As it was when the page was made; `current()` has what changed since. */
  readonly info: DocumentInfo;
  current(): DocumentInfo;
  readonly room: RoomSummary;
  readonly shell: Shell;
  readonly saving: Saving;
  readonly provider: WebsocketProvider;
  readonly awareness: Awareness;
  readonly doc: Y.Doc;
  readonly editor: Editor;
  readonly panels: Panels;
  readonly modes: Modes;
  readonly following: Following;
  /** What this person may do now; it changes while the page is open. */
  right(): Right;
  /** Called at every change; returns the way to stop. */
  onRight(changed: (right: Right) => void): () => void;
  /** A line above the text that says what just happened; "" takes it away. One at a time. */
  tell(words: string): void;
}
