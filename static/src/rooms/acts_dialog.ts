/** What was done in the room by those who care for it: the newest acts of its audit log. */
import { t } from "../i18n.ts";
import { h } from "../ui/dom.ts";
import { ago, moment } from "../ui/time.ts";
import type { AuditLine, RoomSummary } from "../wire.ts";
import { acts } from "./api.ts";
import { openListDialog } from "./list_dialog.ts";
import type { MembersStore } from "./members_store.ts";

export function openActs(room: RoomSummary, members: MembersStore): void {
  openListDialog<AuditLine>({
    title: t("What was done"),
    load: () => acts(room.id),
    key: ({ id }) => String(id),
    empty: t("Nothing was done."),
    heard: (listener) => members.heard(listener),
    line: (act) => {
      const who = act.actor ? `@${act.actor}` : t("the system");
      const whom = act.target ? ` · ${act.target}` : "";
      return h(
        "li",
        { class: "dialog-line" },
        h(
          "div",
          { class: "member-name wrap" },
          h("strong", {}, `${who} ${act.words}${whom}`),
          act.more ? h("span", { class: "muted" }, act.more) : null,
          h("time", { class: "muted", datetime: act.at, title: moment(act.at) }, ago(act.at)),
        ),
      );
    },
  });
}
