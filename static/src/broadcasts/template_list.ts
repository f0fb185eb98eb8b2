/** Texts to begin with: looked at, changed, thrown away; made here or out of what is being written. */
import { t } from "../i18n.ts";
import { confirm, openDialog } from "../ui/dialog.ts";
import { fill, h, must } from "../ui/dom.ts";
import { textField } from "../ui/form.ts";
import { icon } from "../ui/icons.ts";
import { toast, toastError } from "../ui/toast.ts";
import type { Composer, Template } from "../wire.ts";
import { discardTemplate, saveTemplate } from "./api.ts";
import { faultOf, forgetFault, showFaults } from "./faults.ts";
import { emptyForm, type Form, wishOf, withTemplate } from "./form.ts";
import { LevelFields } from "./level_fields.ts";
import { WordsFields } from "./words_fields.ts";

export class TemplateListPage {
  #list = h("ul", { class: "broadcast-list", "aria-label": t("Templates") });
  #empty = h(
    "div",
    { class: "empty" },
    h("h2", {}, t("No templates yet")),
    h("p", {}, t("What you announce again and again is kept here, with variables for what changes.")),
  );

  constructor(
    root: HTMLElement,
    private all: Template[],
    private readonly composer: Composer,
  ) {
    const add = h(
      "button",
      { type: "button", class: "button primary" },
      icon("plus", "small"),
      t("New template"),
    );
    add.addEventListener("click", () => this.#edit(null));
    fill(root, h("div", { class: "actions list-acts" }, add), this.#list, this.#empty);
    this.#draw();
  }

  #draw(): void {
    this.all.sort((a, b) => a.name.localeCompare(b.name));
    this.#empty.hidden = this.all.length > 0;
    fill(this.#list, ...this.all.map((one) => this.#row(one)));
  }

  #row(one: Template): HTMLElement {
    const own = one.variables.map((name) => `{${name}}`).join(", ");
    return h(
      "li",
      { class: "broadcast-row" },
      h("span", { class: "row-icon" }, icon("copy")),
      h(
        "div",
        { class: "row-words" },
        h("h2", {}, h("a", { href: `/broadcasts/new/?template=${one.id}` }, one.name)),
        h("p", {}, one.title),
        own ? h("p", { class: "row-meta" }, t("Asks for {variables}", { variables: own })) : null,
      ),
      h(
        "div",
        { class: "row-acts" },
        iconButton(t("Change {name}", { name: one.name }), "edit", () => this.#edit(one)),
        iconButton(t("Throw {name} away", { name: one.name }), "trash", () => void this.#discard(one)),
      ),
    );
  }

  #edit(one: Template | null): void {
    const words = new WordsFields(this.composer, () => {}, false);
    const level = new LevelFields(this.composer.abilities.levels, () => {});
    const before = one ? withTemplate(emptyForm("UTC"), one) : emptyForm("UTC");
    words.set(before);
    level.set(before);
    const name = textField({
      name: "name",
      label: t("Its name"),
      value: one?.name ?? "",
      maxlength: 80,
      autofocus: true,
    });
    const url = textField({ name: "url", label: t("Link"), value: before.url, maxlength: 2000 });
    const keep = h("button", { type: "submit", class: "button primary" }, t("Keep"));
    const form = h(
      "form",
      { novalidate: true, class: "compose-form" },
      name,
      words.element,
      url,
      level.element,
      h("div", { class: "actions end" }, keep),
    );
    const dialog = openDialog(one ? t("Change the template") : t("New template"), [form]);
    dialog.element.classList.add("wide");
    const written = (field: HTMLElement) => must<HTMLInputElement>("input", field).value;
    form.addEventListener("input", (event) => forgetFault(form, (event.target as HTMLInputElement).name));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const now: Form = { ...before, ...words.value, ...level.value, url: written(url) };
      keep.disabled = true; // a second press would make a second template
      try {
        await this.#save(one, written(name).trim(), now);
        dialog.close();
      } catch (error) {
        showFaults(form, words.named(faultOf(error)));
      } finally {
        keep.disabled = false;
      }
    });
  }

  async #save(one: Template | null, name: string, form: Form): Promise<void> {
    const { title, body, url, level, wants_ack, translations } = wishOf(form);
    const kept = await saveTemplate(one?.id ?? null, {
      name,
      title,
      body,
      url,
      level,
      wants_ack,
      translations,
    });
    this.all = [...this.all.filter(({ id }) => id !== kept.id), kept];
    this.#draw();
    toast(t("The template is kept."), { kind: "good" });
  }

  async #discard(one: Template): Promise<void> {
    const title = t("Throw {name} away?", { name: one.name });
    const text = t("What was written with it stays.");
    if (!(await confirm({ title, text, yes: t("Throw away"), danger: true }))) return;
    try {
      await discardTemplate(one.id);
      this.all = this.all.filter(({ id }) => id !== one.id);
      this.#draw();
    } catch (error) {
      toastError(error);
    }
  }
}

function iconButton(label: string, name: "edit" | "trash", run: () => void): HTMLElement {
  return h(
    "button",
    { type: "button", class: "icon-button", "aria-label": label, title: label, onclick: run },
    icon(name),
  );
}
