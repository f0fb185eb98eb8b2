/** How a replay goes on. Pure. */
import { t } from "../i18n.ts";

export interface Edit {
  readonly seq: number;
  /** milliseconds since 1970 */
  readonly at: number;
  readonly author: string;
}

/** Edits a second. */
export const SPEEDS = [
  { words: t("Slow"), perSecond: 10 },
  { words: t("Normal"), perSecond: 40 },
  { words: t("Fast"), perSecond: 200 },
  { words: t("Very fast"), perSecond: 1000 },
] as const;

/** How many edits further after `passed` milliseconds; `owed` is the rest of an edit, for the next time. */
export function stepFor(perSecond: number, passed: number, owed: number): { step: number; owed: number } {
  const due = (perSecond * passed) / 1000 + owed;
  const step = Math.floor(due);
  return { step, owed: due - step };
}

/** What a screen reader says of the slider. */
export function valueText(at: number, all: number, name: string, when: string): string {
  if (at === 0) return t("The beginning");
  return t("Edit {at} of {all}, {name}, {when}", { at, all, name, when });
}
