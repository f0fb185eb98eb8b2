/** What one may do with another member; the server decides, this only spares people vain buttons. Pure. */
import type { Abilities } from "../wire.ts";

type Role = "owner" | "admin" | "member";
const RANK: Record<Role, number> = { member: 0, admin: 1, owner: 2 };
const NAMES: Record<Role, string> = { owner: "Owner", admin: "Admin", member: "Member" };

export function roleName(role: Role): string {
  return NAMES[role];
}

/** The roles that `mine` may give to somebody who has `theirs`, without the one they have. */
export function rolesToGive(mine: Role | null, theirs: Role, abilities: Abilities): Role[] {
  if (!mine || !abilities.manage || RANK[theirs] > RANK[mine]) return [];
  return (["owner", "admin", "member"] as const).filter(
    (role) => role !== theirs && RANK[role] <= RANK[mine],
  );
}

/** Whether `mine` may put somebody with the role `theirs` out of the room. */
export function mayRemove(mine: Role | null, theirs: Role): boolean {
  return mine !== null && mine !== "member" && RANK[theirs] <= RANK[mine];
}
