/** Where a comment hangs: places in the text that move with it, as they are kept (base64), and back to positions. */

import type { EditorState } from "@tiptap/pm/state";
import {
  absolutePositionToRelativePosition,
  type ProsemirrorBinding,
  relativePositionToAbsolutePosition,
  ySyncPluginKey,
} from "@tiptap/y-tiptap";
import * as Y from "yjs";

export interface Anchor {
  start: string;
  end: string;
}

/** Positions of the editor's document. */
export interface Range {
  from: number;
  to: number;
}

interface Synced {
  doc: Y.Doc;
  type: Y.XmlFragment;
  binding: ProsemirrorBinding;
}

function synced(state: EditorState): Synced | null {
  const found = ySyncPluginKey.getState(state) as Partial<Synced> | undefined;
  return found?.binding && found.doc && found.type ? (found as Synced) : null;
}

/** Whether the text of the editor is there. */
export function isSynced(state: EditorState): boolean {
  return synced(state) !== null;
}

/** The place of a passage; null while the text is not there. */
export function anchorOf(state: EditorState, { from, to }: Range): Anchor | null {
  const text = synced(state);
  if (!text) return null;
  const { type, binding } = text;
  const start = absolutePositionToRelativePosition(from, type, binding.mapping) as Y.RelativePosition;
  return { start: encode(start), end: encode(endOf(text, to)) };
}

/** The end clings to the last character, so that what is written right after it does not become part of it. */
function endOf({ doc, type, binding }: Synced, to: number): Y.RelativePosition {
  const last = absolutePositionToRelativePosition(to - 1, type, binding.mapping) as Y.RelativePosition;
  const place = Y.createAbsolutePositionFromRelativePosition(last, doc);
  if (place && place.type instanceof Y.XmlText && place.index < place.type.length)
    return Y.createRelativePositionFromTypeIndex(place.type, place.index + 1, -1);
  return absolutePositionToRelativePosition(to, type, binding.mapping) as Y.RelativePosition;
}

/** Where a passage is now; null when it is gone. */
export function rangeOf(state: EditorState, { start, end }: Anchor): Range | null {
  const text = synced(state);
  const first = decode(start);
  const last = decode(end);
  if (!text || !first || !last) return null;
  const from = absolute(text, first);
  const to = absolute(text, last);
  if (from === null || to === null || from >= to || to > state.doc.content.size) return null;
  return { from, to };
}

function absolute({ doc, type, binding }: Synced, position: Y.RelativePosition): number | null {
  try {
    return relativePositionToAbsolutePosition(doc, type, position, binding.mapping);
  } catch {
    return null; // a place in a document that was started afresh
  }
}

function encode(position: Y.RelativePosition): string {
  return btoa(String.fromCharCode(...Y.encodeRelativePosition(position)));
}

function decode(text: string): Y.RelativePosition | null {
  if (text === "") return null;
  try {
    return Y.decodeRelativePosition(Uint8Array.from(atob(text), (char) => char.charCodeAt(0)));
  } catch {
    return null;
  }
}

/** An anchor as part of an address: `?at=…`. */
export function toAddress({ start, end }: Anchor): string {
  return [start, end].map((one) => one.replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "")).join(".");
}

export function fromAddress(at: string): Anchor | null {
  const [start, end] = at.split(".").map((one) => one.replace(/-/g, "+").replace(/_/g, "/"));
  return start && end ? { start, end } : null;
}
