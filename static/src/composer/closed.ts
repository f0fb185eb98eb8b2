/** Why one may not write here, as a line in the composer's place. */
import { t } from "../i18n.ts";
import { h } from "../ui/dom.ts";
import { type IconName, icon } from "../ui/icons.ts";
import { clock, dayName, daysAgo } from "../ui/time.ts";
import type { RoomSummary } from "../wire.ts";

export type Standing =
  | "write"
  | "archived"
  | "join"
  | "silenced"
  | "announcements"
  | "locked"
  | "reader"
  | "none";

/** What this person may do in the composer. `locked`: the thread takes no more replies. Pure. */
export function standing(room: RoomSummary, locked: boolean, now: number): Standing {
  if (room.archived) return "archived";
  if (room.role === null) return room.abilities.join ? "join" : "none";
  if (room.silenced_until && Date.parse(room.silenced_until) > now) return "silenced";
  if (locked && !room.abilities.moderate) return "locked";
  if (room.abilities.send) return "write";
  if (room.kind === "margin") return "reader";
  return room.posting === "admins" ? "announcements" : "none";
}

/** The line; `join` puts one into the room. */
export function closedLine(
  state: Exclude<Standing, "write">,
  room: RoomSummary,
  join: () => void,
): HTMLElement {
  switch (state) {
    case "archived":
      return line("archive", t("This room is archived: it can be read, but nothing new can be written."));
    case "join":
      return line(
        "info",
        t("You are reading along. Join to write."),
        h("button", { type: "button", class: "button primary", onclick: join }, t("Join room")),
      );
    case "silenced":
      return line("lock", t("A moderator has silenced you here until {when}.", { when: until(room) }));
    case "announcements":
      return line("announce", t("Only owners and admins write here."));
    case "locked":
      return line("lock", t("This thread is locked: nobody can reply any more."));
    case "reader":
      return line("lock", t("You can read these comments, but not reply."));
    case "none":
      return line("lock", t("You are not in this room any more."));
  }
}

function until(room: RoomSummary): string {
  const iso = room.silenced_until ?? "";
  const today = daysAgo(new Date(iso), new Date()) === 0;
  return today ? clock(iso) : `${dayName(iso)}, ${clock(iso)}`;
}

function line(name: IconName, words: string, ...more: Node[]): HTMLElement {
  return h("div", { class: "notice closed" }, icon(name), h("span", {}, words), ...more);
}
