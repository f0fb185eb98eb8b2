/** The part of the share dialog about persons: who has a right of their own, and giving one. */
import { t } from "../i18n.ts";
import { findPeople } from "../rooms/api.ts";
import { avatar, displayName } from "../ui/avatar.ts";
import { Combobox } from "../ui/combobox.ts";
import { type Child, h } from "../ui/dom.ts";
import { onSubmit } from "../ui/form.ts";
import { icon } from "../ui/icons.ts";
import { rightName } from "./share_words.ts";
import { type GrantedRight, type GrantInfo, grant, takeBack } from "./sharing_api.ts";

const GRANTED: readonly GrantedRight[] = ["read", "comment", "edit", "manage"];

export function rightSelect<R extends GrantedRight>(
  rights: readonly R[],
  value: R,
  label: string,
  changed: (right: R) => void,
): HTMLSelectElement {
  const select = h(
    "select",
    { class: "input right-select", "aria-label": label },
    ...rights.map((right) => h("option", { value: right, selected: right === value }, rightName(right))),
  );
  select.addEventListener("change", () => changed(select.value as R));
  return select;
}

/** Asking for a person and a right. `changed` runs when somebody was given one. */
export function grantForm(
  document: number,
  has: (username: string) => boolean,
  changed: () => void,
): HTMLElement {
  let right: GrantedRight = "edit";
  const input = h("input", {
    id: "share-person",
    class: "input",
    type: "text",
    placeholder: t("Name or username"),
  });
  const form = h(
    "form",
    { class: "share-form" },
    h("label", { for: "share-person", class: "visually-hidden" }, t("Give somebody a right")),
    h("div", { class: "combobox" }, input),
    rightSelect(GRANTED, right, t("What they may do"), (chosen) => {
      right = chosen;
    }),
    h("button", { type: "submit", class: "button primary" }, t("Add")),
    h("p", { class: "field-error", "data-error-for": "username", role: "alert" }),
  );
  const find = async (typed: string) =>
    (await findPeople(typed))
      .filter(({ username }) => !has(username))
      .slice(0, 8)
      .map((one) => ({ value: one.username, label: displayName(one), hint: `@${one.username}` }));
  const choice = new Combobox(input, find, () => {});
  onSubmit(form, async () => {
    const sent = input.value;
    const username = (choice.value || sent).trim().replace(/^@/, "");
    if (!username) return input.focus();
    await grant(document, username, right);
    choice.accepted(sent);
    changed();
    input.focus();
  });
  return form;
}

/** A person of the list. `act` runs a request, tells when it is refused, and loads the list again. */
export function grantLine(
  document: number,
  one: GrantInfo,
  act: (run: () => Promise<unknown>) => void,
): HTMLElement {
  const name = displayName(one.user);
  const { username } = one.user;
  const who: Child[] = [
    avatar(one.user, "small"),
    h("span", { class: "name" }, name, h("span", { class: "muted" }, ` @${username}`)),
  ];
  if (one.link !== null) {
    return h(
      "li",
      { class: "dialog-line share-line" },
      ...who,
      h("span", { class: "muted" }, t("{right}, by a link", { right: rightName(one.right) })),
    );
  }
  return h(
    "li",
    { class: "dialog-line share-line" },
    ...who,
    rightSelect(GRANTED, one.right, t("What {name} may do", { name }), (right) =>
      act(() => grant(document, username, right)),
    ),
    h(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": t("Take {name}’s right back", { name }),
        onclick: () => act(() => takeBack(document, username)),
      },
      icon("close", "small"),
    ),
  );
}
