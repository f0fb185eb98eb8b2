/** What the server's history sends, as far as the wire's types leave it open. */
import type { Comparison, DocumentVersions, Person, VersionInfo } from "../wire.ts";

export type {
  Changes,
  Comparison,
  DocumentVersions,
  Moment,
  Person,
  Restored,
  VersionInfo,
} from "../wire.ts";

export type People = Record<string, Person>;

export interface Change {
  kind: "added" | "removed" | "changed";
  by: string;
  at: string | null;
}

/** A node of ProseMirror's JSON, with what a comparison says about it. */
export interface TreeNode {
  type: string;
  text?: string;
  attrs?: Record<string, unknown>;
  marks?: { type: string; attrs?: Record<string, unknown> }[];
  content?: TreeNode[];
  change?: Change;
  was?: unknown;
}

/** A moment that can be looked at: a version, or what is there now. */
export interface Shown {
  readonly seq: number;
  readonly at: string | null;
  readonly title: string;
}

export const isNow = (list: DocumentVersions, seq: number): boolean => seq >= list.head;

export const treeOf = (answer: Comparison): TreeNode => answer.tree as unknown as TreeNode;

export type { VersionInfo as Version };
