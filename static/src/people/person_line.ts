/** Somebody in a list: face, name, status, and whether they are here. Pure elements. */
import { t } from "../i18n.ts";
import { avatar, displayName } from "../ui/avatar.ts";
import { h } from "../ui/dom.ts";
import type { Person } from "../wire.ts";
import type { Here } from "./presence.ts";
import { standing, statusWords } from "./status.ts";

export function hereWords(here: Here): string {
  return { online: t("here now"), idle: t("idle"), offline: t("away") }[here];
}

/** The emoji of a status, with its words for those who do not see it. */
export function statusMark(person: Pick<Person, "status">): HTMLElement | null {
  const status = standing(person.status);
  if (!status) return null;
  return h(
    "span",
    { class: "status-emoji", title: statusWords(status) },
    status.emoji || "💬",
    h("span", { class: "visually-hidden" }, ` ${status.text}`),
  );
}

/** The name as a button that opens the person's card. */
export function nameButton(person: Person, you = false): HTMLElement {
  const name = displayName(person);
  return h(
    "button",
    { type: "button", class: "person-name", "data-person": person.username, "aria-haspopup": "dialog" },
    h("strong", {}, name),
    you ? ` ${t("(you)")}` : null,
  );
}

/** Everything such a line shows, as one word. */
export function personShows(person: Person): string {
  const { name, colour, status, is_guest, active } = person;
  return [name, colour, status?.emoji, status?.text, status?.until, is_guest, active].join("|");
}

/** Face, name and username; `here` undefined shows no presence. */
export function personLine(
  person: Person,
  options: { here?: Here | undefined; you?: boolean } = {},
): HTMLElement[] {
  const { here, you } = options;
  const quiet = [`@${person.username}`, standing(person.status)?.text].filter(Boolean).join(" · ");
  return [
    avatar(person, "normal", here),
    h(
      "div",
      { class: "member-name" },
      h("span", {}, nameButton(person, you), statusMark(person)),
      h(
        "span",
        { class: "muted" },
        quiet,
        here ? h("span", { class: "visually-hidden" }, `, ${hereWords(here)}`) : null,
      ),
    ),
  ];
}
