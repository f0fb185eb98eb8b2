/** What one may do with another member; the server decides, this only spares people vain buttons. Pure. */
import { t } from "../i18n.ts";
import type { Abilities, AbilitiesByRole, RoomSummary } from "../wire.ts";
import type { Role } from "./api.ts";

const RANK: Record<Role, number> = { guest: 0, member: 1, admin: 2, owner: 3 };

export function roleName(role: Role): string {
  return { owner: t("Owner"), admin: t("Admin"), member: t("Member"), guest: t("Guest") }[role];
}

/** The roles that `mine` may give to somebody who has `theirs`, without the one they have. */
export function rolesToGive(mine: Role | null, theirs: Role, abilities: Abilities): Role[] {
  if (!mine || !abilities.manage || RANK[theirs] > RANK[mine]) return [];
  return (["owner", "admin", "member", "guest"] as const).filter(
    (role) => role !== theirs && RANK[role] <= RANK[mine],
  );
}

/** Whether `mine` may put somebody with the role `theirs` out of the room. */
export function mayRemove(mine: Role | null, theirs: Role): boolean {
  return mine !== null && RANK[mine] >= RANK.admin && RANK[theirs] <= RANK[mine];
}

/** Whether there is anything in the settings for somebody who may do this. */
export function hasSettings({ abilities }: Pick<RoomSummary, "abilities">): boolean {
  return abilities.manage || abilities.archive || abilities.transfer || abilities.export;
}

/** What somebody may do in a room after it has changed, as the event tells it for everybody. */
export function mine(
  abilities: AbilitiesByRole,
  room: Pick<RoomSummary, "role" | "silenced_until">,
  now = new Date(),
): Abilities {
  if (room.role === null) return abilities.none;
  return room.silenced_until && new Date(room.silenced_until) > now
    ? abilities.silenced
    : abilities[room.role];
}
