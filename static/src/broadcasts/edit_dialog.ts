/** Changing what was sent already: its words, link, loudness and end. Whom it went to stays. */
import { t } from "../i18n.ts";
import { openDialog } from "../ui/dialog.ts";
import { h, must } from "../ui/dom.ts";
import { textField } from "../ui/form.ts";
import type { Broadcast, Composer } from "../wire.ts";
import { change } from "./api.ts";
import { faultOf, forgetFault, showFaults } from "./faults.ts";
import { type Form, faultsOf, formOf, wishOf } from "./form.ts";
import { LevelFields } from "./level_fields.ts";
import { WhenFields } from "./when_fields.ts";
import { WordsFields } from "./words_fields.ts";

export function openEdit(one: Broadcast, composer: Composer, done: (changed: Broadcast) => void): void {
  const before = formOf(one, composer.timezone);
  const words = new WordsFields(composer, () => {});
  const level = new LevelFields(composer.abilities.levels, () => {});
  const when = new WhenFields(composer.timezone, false, () => {});
  words.set(before);
  level.set(before);
  when.set({ ...before, sendAt: null });
  const url = textField({ name: "url", label: t("Link"), value: before.url, maxlength: 2000 });
  const save = h("button", { type: "submit", class: "button primary" }, t("Save for everybody"));
  const form = h(
    "form",
    { novalidate: true, class: "compose-form" },
    words.element,
    url,
    level.element,
    when.element,
    h(
      "div",
      { class: "actions end" },
      h("button", { type: "button", class: "button", onclick: () => dialog.close() }, t("Cancel")),
      save,
    ),
  );
  const dialog = openDialog(t("Change it for everybody"), [form]);
  dialog.element.classList.add("wide");
  const refuse = (faults: ReadonlyMap<string, string>) => showFaults(form, words.named(faults));
  form.addEventListener("input", (event) => forgetFault(form, (event.target as HTMLInputElement).name));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const now: Form = {
      ...before,
      ...words.value,
      ...level.value,
      ...when.value,
      sendAt: null,
      url: must<HTMLInputElement>("input", url).value,
    };
    const faults = faultsOf(now, words.known, new Date());
    faults.delete("audience");
    if (!refuse(faults)) return;
    save.disabled = true;
    try {
      const { audience: _, send_at: __, template: ___, timezone: ____, ...wish } = wishOf(now);
      done(await change(one.id, wish));
      dialog.close();
    } catch (error) {
      refuse(faultOf(error));
    } finally {
      save.disabled = false;
    }
  });
}
