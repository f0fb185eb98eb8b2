/** The rows of a list, kept true by events. Pure. */
import type { BroadcastRow } from "../wire.ts";
import type { State } from "./words.ts";

/** What a tab of the list shows: the API's filter, and the states that are in it. */
export const TABS: readonly { key: string; states: readonly State[] }[] = [
  { key: "", states: [] },
  { key: "draft", states: ["draft", "failed"] },
  { key: "scheduled", states: ["scheduled"] },
  { key: "sent", states: ["sending", "sent", "expired"] },
  { key: "recalled", states: ["recalled"] },
];

export interface Rows {
  readonly rows: readonly BroadcastRow[];
  readonly more: boolean;
  readonly states: readonly State[];
}

export function inTab(states: readonly State[], row: BroadcastRow): boolean {
  return states.length === 0 || states.includes(row.state);
}

/** With a changed row: in its place, gone from a tab that it left, or new at its place by number. */
export function withRow(list: Rows, row: BroadcastRow): Rows {
  const others = list.rows.filter(({ id }) => id !== row.id);
  const known = others.length < list.rows.length;
  const floor = list.rows.at(-1)?.id ?? 0;
  // What is older than the last page that was asked for comes with its own page.
  const belongs = inTab(list.states, row) && (known || !list.more || row.id > floor);
  const rows = belongs ? [...others, row].sort((a, b) => b.id - a.id) : others;
  return { ...list, rows };
}

export function withoutRow(list: Rows, id: number): Rows {
  return { ...list, rows: list.rows.filter((row) => row.id !== id) };
}
