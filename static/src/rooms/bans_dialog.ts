/** Who is banned from the room, by whom and until when; and banning somebody. */
import { t } from "../i18n.ts";
import { avatar, displayName } from "../ui/avatar.ts";
import { openDialog } from "../ui/dialog.ts";
import { h } from "../ui/dom.ts";
import { onSubmit, selectField, textField } from "../ui/form.ts";
import { toast } from "../ui/toast.ts";
import type { BanInfo, Person, RoomSummary } from "../wire.ts";
import { ban, bans, liftBan } from "./api.ts";
import { openListDialog, untilMark } from "./list_dialog.ts";
import type { MembersStore } from "./members_store.ts";
import { roomTitle } from "./names.ts";

const HOURS = ["1", "24", "168", "720", ""] as const;

function hoursName(hours: string): string {
  const names: Record<string, string> = {
    "1": t("1 hour"),
    "24": t("1 day"),
    "168": t("1 week"),
    "720": t("30 days"),
    "": t("Until it is lifted"),
  };
  return names[hours] ?? hours;
}

export function openBan(room: RoomSummary, person: Person): void {
  const name = displayName(person);
  const form = h(
    "form",
    {},
    h("p", {}, t("They are out at once and cannot come back before the ban ends. What they wrote stays.")),
    selectField({
      name: "hours",
      label: t("For how long?"),
      value: "24",
      options: HOURS.map((hours) => [hours, hoursName(hours)]),
    }),
    textField({
      name: "reason",
      label: t("Why?"),
      maxlength: 250,
      hint: t("Admins of the room read it, and they."),
    }),
    h("p", { class: "field-error", "data-error-for": "", role: "alert" }),
    h(
      "div",
      { class: "actions end" },
      h("button", { type: "button", class: "button", onclick: () => dialog.close() }, t("Cancel")),
      h("button", { type: "submit", class: "button danger" }, t("Ban")),
    ),
  );
  const dialog = openDialog(t("Ban {name} from {room}?", { name, room: roomTitle(room) }), [form]);
  onSubmit(form, async (values) => {
    const hours = String(values.get("hours"));
    const reason = String(values.get("reason"));
    await ban(room.id, { username: person.username, hours: hours ? Number(hours) : null, reason });
    dialog.close();
    toast(t("{name} is banned.", { name }), { kind: "good" });
  });
}

export function openBans(room: RoomSummary, members: MembersStore): void {
  openListDialog<BanInfo>({
    title: t("Bans"),
    load: () => bans(room.id),
    key: ({ user }) => user.username,
    empty: t("Nobody is banned from this room."),
    heard: (listener) => members.heard(listener),
    line: (one, act) => {
      const name = displayName(one.user);
      const lift = () => act(() => liftBan(room.id, one.user.username));
      return h(
        "li",
        { class: "dialog-line" },
        avatar(one.user),
        h(
          "div",
          { class: "member-name wrap" },
          h("strong", {}, name),
          h(
            "span",
            { class: "muted" },
            untilMark(one.until, t("until it is lifted")),
            ` · ${t("by {name}", { name: one.by })}`,
          ),
          one.reason ? h("span", {}, one.reason) : null,
        ),
        h(
          "button",
          {
            type: "button",
            class: "button",
            "aria-label": t("Lift the ban of {name}", { name }),
            onclick: lift,
          },
          t("Lift"),
        ),
      );
    },
  });
}
