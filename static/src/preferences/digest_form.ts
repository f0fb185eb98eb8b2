/** When the mail that gathers goes out. */
import { t } from "../i18n.ts";
import { fill, h } from "../ui/dom.ts";
import type { Digest, Wishes } from "../wire.ts";
import type { PreferencesPageContext } from "./page.ts";
import { dayButtons } from "./week_form.ts";

export function digestForm({ preferences, save, email }: PreferencesPageContext): HTMLElement {
  const change = (digest: Partial<Digest>) =>
    save((wishes) => ({ ...wishes, digest: { ...wishes.digest, ...digest } as Wishes["digest"] & object }));
  const at = h("input", { type: "time", id: "digest-at", class: "input time", required: true });
  at.addEventListener("change", () => at.value && change({ at: at.value.slice(0, 5) }));
  const days = h("div");
  const note = h("p", { class: "hint" });
  preferences.watch(() => {
    const digest = preferences.wishes.digest ?? {};
    const chosen: readonly number[] = digest.days ?? [0, 1, 2, 3, 4];
    if (document.activeElement !== at) at.value = digest.at ?? "08:00";
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.day : null;
    const inside = days.contains(document.activeElement);
    fill(
      days,
      dayButtons(t("Days of the digest"), chosen, (next) =>
        change({ days: next as NonNullable<Digest["days"]> }),
      ),
    );
    if (inside) days.querySelector<HTMLElement>(`[data-day="${focused}"]`)?.focus();
    note.textContent = chosen.length
      ? t("One mail with everything you have not read by then, and none when there is nothing.")
      : t("On no day: nothing of the digest is sent.");
  });
  return h(
    "div",
    { class: "digest-form" },
    h(
      "p",
      { class: "hint" },
      email
        ? t("Mail goes to {address}.", { address: email })
        : t("We have no address of yours: no mail can be sent."),
      " ",
      h("a", { href: "/accounts/email/" }, t("Email addresses")),
    ),
    h(
      "div",
      { class: "digest-line" },
      h("label", { for: "digest-at" }, t("The digest goes out at")),
      at,
      days,
    ),
    note,
  );
}
