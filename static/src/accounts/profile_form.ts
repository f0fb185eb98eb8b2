/** `<profile-form>`: one's name and colour. */
import { api } from "../api.ts";
import { avatar } from "../ui/avatar.ts";
import { h } from "../ui/dom.ts";
import { BaseElement, define } from "../ui/element.ts";
import { onSubmit, textField } from "../ui/form.ts";
import { toast } from "../ui/toast.ts";
import type { Person } from "../wire.ts";

const COLOURS = ["Blue", "Teal", "Ruby", "Olive", "Violet", "Orange", "Green", "Plum"];

export class ProfileForm extends BaseElement {
  /** `name` as it was entered, which may be empty; `saved` shows the changed person elsewhere. */
  start(me: Person, name: string, saved: (me: Person) => void): void {
    const preview = h("div", { class: "profile-preview" }, avatar(me));
    const form = h(
      "form",
      {},
      textField({
        name: "name",
        label: "Display name",
        value: name,
        maxlength: 60,
        autocomplete: "name",
        hint: `What others read. Left empty it is your username, ${me.username}.`,
      }),
      h(
        "fieldset",
        { class: "field plain" },
        h("legend", { class: "label" }, "Colour"),
        h("div", { class: "colours" }, ...COLOURS.map((label, index) => colour(label, index + 1, me.colour))),
        h("p", { class: "hint" }, "Of your avatar here and your cursor in documents."),
      ),
      h("p", { class: "field-error", "data-error-for": "", role: "alert" }),
      h("button", { type: "submit", class: "button primary" }, "Save"),
    );
    const draft = (): Person => {
      const values = new FormData(form);
      return { ...me, name: String(values.get("name")), colour: Number(values.get("colour")) };
    };
    this.listen(form, "input", () => preview.replaceChildren(avatar(draft())));
    onSubmit(form, async () => {
      const { name: typed, colour } = draft();
      saved(await api<Person>("PATCH", "/me", { name: typed.trim(), colour }));
      toast("Saved. Everybody sees it from now on.", { kind: "good" });
    });
    this.replaceChildren(preview, form);
  }
}

function colour(label: string, value: number, mine: number): HTMLElement {
  const id = `colour-${value}`;
  return h(
    "span",
    { class: "colour", "data-colour": value },
    h("input", {
      type: "radio",
      name: "colour",
      id,
      value,
      checked: value === mine,
    }),
    h("label", { for: id, title: label }, h("span", { class: "visually-hidden" }, label)),
  );
}
define("profile-form", ProfileForm);
