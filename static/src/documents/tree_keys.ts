/** The tree by keys: the arrows walk and open, with Alt they move the page. */

import type { DocumentInfo } from "../wire.ts";
import type { Step } from "./moves.ts";
import type { Row } from "./tree.ts";

export interface KeySite {
  rows(): readonly Row<DocumentInfo>[];
  focus(id: number): void;
  setOpen(id: number, open: boolean): void;
  step(id: number, which: Step): void;
  visit(id: number, newTab: boolean): void;
  rename(id: number): void;
}

const STEPS: Record<string, Step> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowRight: "into",
  ArrowLeft: "out",
};

/** True when the key was meant for the tree. `onRow`: the row itself has the keyboard, not a button in it. */
export function treeKey(event: KeyboardEvent, id: number, onRow: boolean, site: KeySite): boolean {
  if (event.isComposing || event.shiftKey) return false;
  if (event.altKey && !event.ctrlKey && !event.metaKey) {
    const which = STEPS[event.key];
    if (which) site.step(id, which);
    return Boolean(which);
  }
  const rows = site.rows();
  const at = rows.findIndex(({ page }) => page.id === id);
  const row = rows[at];
  if (!row || event.altKey) return false;
  if (event.key === "ArrowDown") return go(rows[at + 1], site);
  if (event.key === "ArrowUp") return go(rows[at - 1], site);
  if (!onRow) return false;
  if (event.key === "Enter") {
    site.visit(id, event.ctrlKey || event.metaKey);
    return true;
  }
  if (event.ctrlKey || event.metaKey) return false;
  return sideways(event.key, rows, at, row, site);
}

function sideways(
  key: string,
  rows: readonly Row<DocumentInfo>[],
  at: number,
  row: Row<DocumentInfo>,
  site: KeySite,
): boolean {
  const { id } = row.page;
  if (key === "Home") return go(rows[0], site);
  if (key === "End") return go(rows.at(-1), site);
  if (key === "F2") site.rename(id);
  else if (key === "ArrowRight" && row.open === false) site.setOpen(id, true);
  else if (key === "ArrowRight" && row.open) return go(rows[at + 1], site);
  else if (key === "ArrowLeft" && row.open) site.setOpen(id, false);
  else if (key === "ArrowLeft") return go(above(rows, at), site);
  else return false;
  return true;
}

function above(rows: readonly Row<DocumentInfo>[], at: number): Row<DocumentInfo> | undefined {
  const depth = rows[at]?.depth ?? 0;
  return rows.slice(0, at).findLast((row) => row.depth < depth);
}

/** At an end there is nowhere to go; the key is ours all the same, and must not scroll the page. */
function go(row: Row<DocumentInfo> | undefined, site: KeySite): boolean {
  if (row) site.focus(row.page.id);
  return true;
}
