/** Who asks to come into the room. */
import { t } from "../i18n.ts";
import { avatar, displayName } from "../ui/avatar.ts";
import { h } from "../ui/dom.ts";
import { ago } from "../ui/time.ts";
import type { JoinRequestInfo, RoomSummary } from "../wire.ts";
import { answerRequest, joinRequests } from "./api.ts";
import { openListDialog } from "./list_dialog.ts";
import type { MembersStore } from "./members_store.ts";

export function openRequests(room: RoomSummary, members: MembersStore): void {
  openListDialog<JoinRequestInfo>({
    title: t("Join requests"),
    load: () => joinRequests(room.id),
    key: ({ id }) => String(id),
    empty: t("Nobody is waiting."),
    heard: (listener) => members.heard(listener),
    line: (one, act) => {
      const name = displayName(one.user);
      const answer = (kind: "accept" | "decline") => () => act(() => answerRequest(one.id, kind));
      const button = (words: string, label: string, style: string, run: () => void) =>
        h("button", { type: "button", class: `button ${style}`, "aria-label": label, onclick: run }, words);
      return h(
        "li",
        { class: "dialog-line" },
        avatar(one.user),
        h(
          "div",
          { class: "member-name wrap" },
          h("strong", {}, name),
          h("span", { class: "muted" }, `@${one.user.username} · ${ago(one.created_at)}`),
          one.text ? h("span", {}, one.text) : null,
        ),
        h(
          "div",
          { class: "actions" },
          button(t("Accept"), t("Accept {name}", { name }), "primary", answer("accept")),
          button(t("Decline"), t("Decline {name}", { name }), "", answer("decline")),
        ),
      );
    },
  });
}
