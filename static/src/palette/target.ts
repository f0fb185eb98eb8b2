/** What the palette leads to. */
import type { Child } from "../ui/dom.ts";
import { type IconName, icon } from "../ui/icons.ts";

export interface Target {
  /** the same in every session, so that it can be found again among the recent ones */
  key: string;
  label: string;
  /** what it is, in a word or two */
  kind: string;
  /** more words that find it */
  also?: string;
  face: Child;
  go: () => void;
}

export function link(key: string, label: string, kind: string, face: Child, href: string): Target {
  return { key, label, kind, face, go: () => location.assign(href) };
}

export function action(key: string, label: string, kind: string, name: IconName, go: () => void): Target {
  return { key: `action:${key}`, label, kind, face: icon(name), go };
}
