/** Links that let people in: make one with an end and a number of uses, copy it, see its uses, revoke it. */
import { plural, t } from "../i18n.ts";
import { h } from "../ui/dom.ts";
import { onSubmit, selectField } from "../ui/form.ts";
import { icon } from "../ui/icons.ts";
import { toast } from "../ui/toast.ts";
import type { InvitationInfo, RoomSummary } from "../wire.ts";
import { invitations, invite, type Role, revokeInvitation } from "./api.ts";
import { openListDialog, untilMark } from "./list_dialog.ts";
import { roleName } from "./may.ts";
import type { MembersStore } from "./members_store.ts";

/** The whole address, whatever the server calls itself. */
function address({ token }: InvitationInfo): string {
  return `${location.origin}/join/${token}/`;
}

async function copy(link: InvitationInfo): Promise<void> {
  await navigator.clipboard.writeText(address(link)).then(
    () => toast(t("The link is copied."), { kind: "good", lasts: 2_500 }),
    () => toast(address(link)),
  );
}

function makeForm(room: RoomSummary, made: (link: InvitationInfo) => void): HTMLElement {
  const form = h(
    "form",
    { class: "link-form" },
    selectField({
      name: "days",
      label: t("Valid for"),
      value: "7",
      options: [
        ["1", t("1 day")],
        ["7", t("1 week")],
        ["30", t("30 days")],
        ["", t("Until it is revoked")],
      ],
    }),
    selectField({
      name: "uses",
      label: t("How often"),
      value: "",
      options: [
        ["", t("No limit")],
        ["1", t("Once")],
        ["10", t("10 times")],
        ["100", t("100 times")],
      ],
    }),
    selectField({
      name: "role",
      label: t("They come as"),
      value: "member",
      options: [
        ["member", roleName("member")],
        ["guest", roleName("guest")],
      ],
    }),
    h("button", { type: "submit", class: "button primary" }, icon("linkChain", "small"), t("Make a link")),
    h("p", { class: "field-error", "data-error-for": "", role: "alert" }),
  );
  onSubmit(form, async (values) => {
    const number = (name: string) => (values.get(name) ? Number(values.get(name)) : null);
    const wish = { days: number("days"), uses: number("uses"), role: values.get("role") as Role };
    made(await invite(room.id, wish));
  });
  return form;
}

function usesWords(link: InvitationInfo): string {
  const used = plural(link.uses, "used once", "used {n} times");
  if (link.uses === 0)
    return link.uses_left === null
      ? t("not used yet")
      : plural(link.uses_left, "good for one use", "good for {n} uses");
  return link.uses_left === null ? used : `${used}, ${plural(link.uses_left, "one left", "{n} left")}`;
}

export function openInvitations(room: RoomSummary, members: MembersStore): void {
  const form = makeForm(room, (link) => {
    void copy(link);
    void load();
  });
  const load = openListDialog<InvitationInfo>({
    title: t("Invitation links"),
    head: [
      h(
        "p",
        { class: "lead" },
        t("Whoever has such a link can come into the room, after signing up if need be."),
      ),
      form,
    ],
    load: () => invitations(room.id),
    key: ({ id }) => String(id),
    empty: t("There is no link yet."),
    heard: (listener) => members.heard(listener),
    line: (link, act) => {
      const field = h("input", {
        class: "input mono",
        readonly: true,
        value: address(link),
        "aria-label": t("Link"),
      });
      field.addEventListener("focus", () => field.select());
      return h(
        "li",
        { class: "dialog-line link-line" },
        h("div", { class: "link-address" }, field),
        h(
          "button",
          { type: "button", class: "button", onclick: () => void copy(link) },
          icon("copy", "small"),
          t("Copy"),
        ),
        h(
          "button",
          { type: "button", class: "button quiet bad", onclick: () => act(() => revokeInvitation(link.id)) },
          t("Revoke"),
        ),
        h(
          "p",
          { class: "muted" },
          `${roleName(link.role)} · ${usesWords(link)} · `,
          untilMark(link.expires_at, t("until it is revoked")),
        ),
      );
    },
  });
}
