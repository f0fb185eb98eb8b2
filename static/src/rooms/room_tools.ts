/** What those who care for a room find above its members: requests, links, bans, reports. */
import { t } from "../i18n.ts";
import { h } from "../ui/dom.ts";
import { type IconName, icon } from "../ui/icons.ts";
import { toastError } from "../ui/toast.ts";
import type { RoomSummary } from "../wire.ts";
import type { MembersStore } from "./members_store.ts";

/** Everything the tools show, as one word. */
export function toolsShow({ abilities, requests, kind }: RoomSummary): string {
  return [abilities.invite, abilities.moderate, abilities.remove, abilities.manage, requests, kind].join("|");
}

/** null when there is nothing for this person. */
export function roomTools(room: RoomSummary, members: MembersStore): HTMLElement | null {
  const { invite, manage, moderate, remove } = room.abilities;
  if (room.kind !== "room") return null;
  const line = (name: IconName, words: string, run: () => Promise<void>, count = 0) =>
    h(
      "button",
      { type: "button", class: count ? "nav unread" : "nav", onclick: () => void run().catch(toastError) },
      icon(name),
      h("span", { class: "name" }, words),
      count
        ? h(
            "span",
            { class: "count hot" },
            count,
            h("span", { class: "visually-hidden" }, ` ${t("waiting")}`),
          )
        : null,
    );
  const lines = [
    invite && room.requests
      ? line(
          "addPerson",
          t("Join requests"),
          () => import("./requests_dialog.ts").then((it) => it.openRequests(room, members)),
          room.requests,
        )
      : null,
    invite
      ? line("linkChain", t("Invitation links"), () =>
          import("./invitations_dialog.ts").then((it) => it.openInvitations(room, members)),
        )
      : null,
    moderate
      ? line("flag", t("Reports"), () =>
          import("./reports_dialog.ts").then((it) => it.openReports(room, members)),
        )
      : null,
    remove && moderate
      ? line("ban", t("Bans"), () => import("./bans_dialog.ts").then((it) => it.openBans(room, members)))
      : null,
    manage
      ? h(
          "a",
          { class: "nav", href: `/broadcasts/new/?room=${room.id}` },
          icon("announce"),
          h("span", { class: "name" }, t("Announce to this room")),
        )
      : null,
    manage
      ? line("history", t("What was done"), () =>
          import("./acts_dialog.ts").then((it) => it.openActs(room, members)),
        )
      : null,
  ].filter((each) => each !== null);
  return lines.length ? h("div", { class: "room-tools" }, ...lines) : null;
}
