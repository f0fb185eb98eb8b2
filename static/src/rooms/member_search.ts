/** Finding members by name. */
import { t } from "../i18n.ts";
import { h } from "../ui/dom.ts";
import type { Member } from "../wire.ts";

/** Those whose name or username has every word that was typed. Pure. */
export function matching(members: Member[], typed: string): Member[] {
  const words = typed.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return members;
  return members.filter(({ user }) => {
    const text = `${user.name} ${user.username}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

export function searchField(changed: (typed: string) => void): HTMLElement {
  const input = h("input", {
    class: "input",
    type: "search",
    placeholder: t("Find a member"),
    "aria-label": t("Find a member"),
    autocomplete: "off",
  });
  input.addEventListener("input", () => changed(input.value));
  return h("div", { class: "member-search" }, input);
}
