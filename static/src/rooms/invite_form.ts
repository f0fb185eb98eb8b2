/** Inviting somebody by name, with suggestions. */

import { t } from "../i18n.ts";
import { displayName } from "../ui/avatar.ts";
import { Combobox } from "../ui/combobox.ts";
import { h } from "../ui/dom.ts";
import { onSubmit } from "../ui/form.ts";
import { toast } from "../ui/toast.ts";
import { findPeople, putMember } from "./api.ts";

/** `isMember` leaves out of the suggestions who is in the room already. */
export function inviteForm(room: number, isMember: (username: string) => boolean): HTMLElement {
  const input = h("input", {
    id: "invite-name",
    class: "input",
    type: "text",
    placeholder: t("Name or username"),
  });
  const form = h(
    "form",
    { class: "invite" },
    h("label", { for: "invite-name", class: "visually-hidden" }, t("Invite somebody")),
    h("div", { class: "combobox" }, input),
    h("button", { type: "submit", class: "button" }, t("Invite")),
    h("p", { class: "field-error", "data-error-for": "username", role: "alert" }),
  );
  const choice = new Combobox(
    input,
    async (typed) =>
      (await findPeople(typed))
        .filter(({ username }) => !isMember(username))
        .slice(0, 8)
        .map((person) => ({
          value: person.username,
          label: displayName(person),
          hint: `@${person.username}`,
        })),
    () => {},
  );
  onSubmit(form, async () => {
    const sent = input.value;
    const username = (choice.value || sent).trim().replace(/^@/, "");
    if (!username) return input.focus();
    const member = await putMember(room, username, "member");
    toast(t("{name} is in the room now.", { name: displayName(member.user) }), { kind: "good" });
    choice.accepted(sent);
    input.focus();
  });
  return form;
}
