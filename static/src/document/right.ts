/** What a person may do with one document, and what the page offers for it. Pure. */

/** Ordered: each holds those before it. The server decides and checks; the page only follows. */
export const RIGHTS = ["none", "read", "comment", "edit", "manage"] as const;
export type Right = (typeof RIGHTS)[number];

/** How the person works in it now. Only who may edit can choose; all others look on. */
export type Mode = "editing" | "suggesting" | "viewing";

export function atLeast(right: Right, needed: Right): boolean {
  return RIGHTS.indexOf(right) >= RIGHTS.indexOf(needed);
}

/** The mode that is in force: what was wished, as far as the right goes. */
export function modeFor(right: Right, wished: Mode): Mode {
  return atLeast(right, "edit") ? wished : "viewing";
}

/** What a change of right means for who has the page open: null when nothing that they notice. */
export type RightChange = "may_write" | "may_comment" | "only_read" | "lost";

export function rightChange(before: Right, after: Right): RightChange | null {
  const level = (right: Right) => (right === "manage" ? "edit" : right);
  if (level(before) === level(after)) return null;
  const changes: Record<Right, RightChange> = {
    none: "lost",
    read: "only_read",
    comment: "may_comment",
    edit: "may_write",
    manage: "may_write",
  };
  return changes[after];
}
