/** Title and text in each language, and the values of the sender's own variables. */
import { Field } from "../composer/field.ts";
import { formatBar } from "../composer/format_tools.ts";
import { t } from "../i18n.ts";
import type { Words } from "../notifications/announced.ts";
import { arrange, h, must } from "../ui/dom.ts";
import { textField } from "../ui/form.ts";
import type { Composer, LanguageName, Variable } from "../wire.ts";
import { type Form, ownVariables } from "./form.ts";
import { drawLanguages } from "./language_buttons.ts";

type Worded = Pick<Form, "title" | "body" | "translations" | "values">;

function variableWords({ personal, example }: Variable): string {
  if (personal) return t("Everybody reads their own, you read “{example}”.", { example });
  return example ? t("For everybody “{example}”.", { example }) : t("Filled in when it is sent.");
}

export class WordsFields {
  readonly element: HTMLElement;
  /** The language that is being written; "" for the first text. */
  language = "";
  #words: Worded = { title: "", body: "", translations: {}, values: {} };
  #languages = h("div", { class: "segments", role: "group", "aria-label": t("Language of the text") });
  #values = h("div", { class: "two" });
  /** A box stays while it is written in: the variable may be typed anew meanwhile. */
  #boxes = new Map<string, HTMLElement>();
  #title: HTMLInputElement;
  #body: HTMLTextAreaElement;
  /** The one that was written in last: variables go there. */
  #last: Field<HTMLInputElement | HTMLTextAreaElement>;

  /** `withValues` false: values of own variables are given later, by whoever uses the template. */
  constructor(
    private readonly composer: Composer,
    private readonly changed: () => void,
    private readonly withValues = true,
  ) {
    const title = textField({ name: "title", label: t("Title"), maxlength: 200 });
    const body = textField({
      name: "body",
      label: t("Text"),
      multiline: true,
      maxlength: 10_000,
      hint: t("Markdown: **bold**, *italic*, [words](https://…), lists with - and quotes with >."),
    });
    this.#title = must<HTMLInputElement>("input", title);
    this.#body = must<HTMLTextAreaElement>("textarea", body);
    this.#body.rows = 7;
    this.#body.before(formatBar(this.#body));
    this.#last = new Field(this.#body);
    for (const input of [this.#title, this.#body]) {
      input.addEventListener("input", () => this.#typed());
      input.addEventListener("focus", () => {
        this.#last = new Field(input);
      });
    }
    this.element = h(
      "fieldset",
      { class: "composer-part" },
      h("legend", {}, t("What it says")),
      composer.languages.length > 1 ? this.#languages : null,
      title,
      body,
      this.#insertLine(),
      this.#values,
    );
  }

  get known(): string[] {
    return this.composer.variables.map(({ name }) => name);
  }

  get value(): Worded {
    return this.#words;
  }

  set(words: Worded): void {
    this.#words = words;
    this.#boxes.clear();
    this.#show();
  }

  /** Faults by the API's fields, named as the fields are here; the text with the first of them in it is shown. */
  named(faults: ReadonlyMap<string, string>): Map<string, string> {
    const named = new Map(faults);
    const first = [...faults.keys()].find((field) => /^(title|body|translations\.)/.test(field));
    if (first === undefined) return named;
    named.delete(first);
    return named.set(this.#reveal(first), faults.get(first) ?? "");
  }

  /** Show the text in which a field of the API is, and say which of the two fields that is. */
  #reveal(field: string): string {
    const [, code = "", part = field] = /^translations\.([\w-]+)\.(title|body)$/.exec(field) ?? [];
    if (part === "title" || part === "body") this.#choose(code);
    return part;
  }

  #insertLine(): HTMLElement {
    return h(
      "p",
      { class: "variables" },
      h("span", { class: "muted" }, t("Put in:")),
      ...this.composer.variables.map((variable) =>
        h(
          "button",
          {
            type: "button",
            class: "tag variable",
            title: variableWords(variable),
            onclick: () => this.#last.put(`{${variable.name}}`),
          },
          `{${variable.name}}`,
        ),
      ),
    );
  }

  #here(): Words {
    const { title, body, translations } = this.#words;
    return this.language === "" ? { title, body } : (translations[this.language] ?? { title: "", body: "" });
  }

  #typed(): void {
    const here = { title: this.#title.value, body: this.#body.value };
    const { translations } = this.#words;
    this.#words =
      this.language === ""
        ? { ...this.#words, ...here }
        : { ...this.#words, translations: { ...translations, [this.language]: here } };
    this.#drawLanguages();
    this.#drawValues();
    this.changed();
  }

  #choose(code: string): void {
    this.language = code;
    this.#show();
    this.changed();
  }

  #show(): void {
    const { title, body } = this.#here();
    this.#title.value = title;
    this.#body.value = body;
    // Where a translation says nothing, the first text is read.
    this.#title.placeholder = this.language === "" ? "" : this.#words.title;
    this.#body.placeholder = this.language === "" ? "" : this.#words.body;
    this.#drawLanguages();
    this.#drawValues();
  }

  #drawLanguages(): void {
    const others = this.composer.languages.filter(({ code }) => code !== this.composer.language);
    const first = this.composer.languages.find(({ code }) => code === this.composer.language);
    const translation = ({ code, name }: LanguageName) => {
      const words = this.#words.translations[code];
      const written = Boolean(words?.title.trim() || words?.body.trim());
      return { code, label: [name, written ? null : h("span", { class: "muted" }, t("(not yet)"))] };
    };
    drawLanguages(
      this.#languages,
      [{ code: "", label: [first?.name ?? t("First text")] }, ...others.map(translation)],
      this.language,
      (code) => this.#choose(code),
    );
  }

  #drawValues(): void {
    const own = this.withValues ? ownVariables(this.#words, this.known) : [];
    arrange(
      this.#values,
      own.map((name) => this.#valueBox(name)),
    );
  }

  #valueBox(name: string): HTMLElement {
    const known = this.#boxes.get(name);
    if (known) return known;
    const field = textField({
      name: `values.${name}`,
      label: t("What {name} stands for", { name: `{${name}}` }),
      value: this.#words.values[name] ?? "",
      maxlength: 200,
    });
    must("input", field).addEventListener("input", (event) => {
      const { value } = event.target as HTMLInputElement;
      this.#words = { ...this.#words, values: { ...this.#words.values, [name]: value } };
      this.changed();
    });
    this.#boxes.set(name, field);
    return field;
  }
}
