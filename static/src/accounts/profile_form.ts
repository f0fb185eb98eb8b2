/** `<profile-form>`: name, colour and about; language, time zone and density. */
import { t } from "../i18n.ts";
import { changeMe } from "../people/api.ts";
import { timezones } from "../people/local_time.ts";
import { showDensity } from "../shell/density.ts";
import { rememberLanguage } from "../shell/language.ts";
import { languageChanged } from "../sw/register.ts";
import { avatar } from "../ui/avatar.ts";
import { h } from "../ui/dom.ts";
import { BaseElement, define } from "../ui/element.ts";
import { onSubmit, selectField, textField } from "../ui/form.ts";
import { toast } from "../ui/toast.ts";
import type { Me } from "../wire.ts";

export interface ProfileBoot {
  /** as it was entered, which may be empty */
  name: string;
  /** [code, its own name] of every language there is */
  languages: [string, string][];
}

function colourNames(): string[] {
  return [t("Blue"), t("Teal"), t("Ruby"), t("Olive"), t("Violet"), t("Orange"), t("Green"), t("Plum")];
}

export class ProfileForm extends BaseElement {
  /** `saved` shows the changed person elsewhere. */
  start(me: Me, boot: ProfileBoot, saved: (me: Me) => void): void {
    const preview = h("div", { class: "profile-preview" }, avatar(me));
    const form = h(
      "form",
      {},
      textField({
        name: "name",
        label: t("Display name"),
        value: boot.name,
        maxlength: 60,
        autocomplete: "name",
        hint: t("What others read. Left empty it is your username, {username}.", { username: me.username }),
      }),
      textField({
        name: "about",
        label: t("About you"),
        value: me.about,
        maxlength: 250,
        hint: t("What you do, how to reach you. Everybody can read it on your card."),
      }),
      colours(me),
      ...settings(me, boot),
      h("p", { class: "field-error", "data-error-for": "", role: "alert" }),
      h("button", { type: "submit", class: "button primary" }, t("Save")),
    );
    this.listen(form, "input", () => preview.replaceChildren(avatar({ ...me, ...draft(form) })));
    onSubmit(form, async () => {
      const wish = draft(form);
      saved(await changeMe(wish));
      showDensity(wish.density);
      if (wish.language !== me.language) {
        rememberLanguage(wish.language);
        languageChanged();
        return location.reload(); // every word of the page is another now
      }
      toast(t("Saved. Everybody sees it from now on."), { kind: "good" });
    });
    this.replaceChildren(preview, form);
  }
}

function draft(form: HTMLFormElement) {
  const values = new FormData(form);
  const text = (name: string) => String(values.get(name) ?? "").trim();
  const density: Me["density"] = text("density") === "compact" ? "compact" : "comfortable";
  const { name, about, timezone, language } = {
    name: text("name"),
    about: text("about"),
    timezone: text("timezone"),
    language: text("language"),
  };
  return { name, about, timezone, language, density, colour: Number(values.get("colour")) };
}

function settings(me: Me, { languages }: ProfileBoot): HTMLElement[] {
  const zones = timezones();
  if (me.timezone && !zones.includes(me.timezone)) zones.unshift(me.timezone);
  return [
    h(
      "div",
      { class: "two" },
      selectField({
        name: "language",
        label: t("Language"),
        value: me.language,
        options: [["", t("As the browser has it")], ...languages],
      }),
      selectField({
        name: "density",
        label: t("Density"),
        value: me.density,
        options: [
          ["comfortable", t("Comfortable")],
          ["compact", t("Compact")],
        ],
      }),
    ),
    selectField({
      name: "timezone",
      label: t("Time zone"),
      value: me.timezone,
      options: [["", t("Not told")], ...zones.map((zone) => [zone, zone.replaceAll("_", " ")] as const)],
      hint: t("Your card shows others what time it is where you are."),
    }),
  ];
}

function colours(me: Me): HTMLElement {
  return h(
    "fieldset",
    { class: "field plain" },
    h("legend", { class: "label" }, t("Colour")),
    h(
      "div",
      { class: "colours" },
      ...colourNames().map((label, index) => colour(label, index + 1, me.colour)),
    ),
    h("p", { class: "hint" }, t("Of your avatar here and your cursor in documents.")),
  );
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
