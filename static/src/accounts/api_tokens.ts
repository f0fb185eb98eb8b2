/** `<api-tokens>`: make a token (shown once), see which there are, delete one. */
import { api } from "../api.ts";
import { t } from "../i18n.ts";
import { confirm, openDialog } from "../ui/dialog.ts";
import { fill, h } from "../ui/dom.ts";
import { BaseElement, define } from "../ui/element.ts";
import { onSubmit, textField } from "../ui/form.ts";
import { icon } from "../ui/icons.ts";
import { ago, pageLocale } from "../ui/time.ts";
import { toast, toastError } from "../ui/toast.ts";
import type { TokenInfo } from "../wire.ts";

type NewToken = TokenInfo & { token: string };

export class ApiTokens extends BaseElement {
  #tokens: TokenInfo[] = [];
  #list = h("ul", { class: "tokens", "aria-label": t("Your tokens") });

  start(tokens: TokenInfo[]): void {
    this.#tokens = tokens;
    const form = h(
      "form",
      { class: "token-form" },
      textField({
        name: "name",
        label: t("What is it for?"),
        placeholder: t("backup script"),
        required: true,
        maxlength: 60,
      }),
      h("button", { type: "submit", class: "button" }, icon("key", "small"), t("Make a token")),
    );
    onSubmit(form, async (values) => {
      const made = await api<NewToken>("POST", "/tokens", { name: String(values.get("name")) });
      form.reset();
      const { token, ...info } = made;
      this.#tokens = [info, ...this.#tokens];
      this.#render();
      showOnce(token);
    });
    this.replaceChildren(form, this.#list);
    this.#render();
  }

  #render(): void {
    fill(this.#list, ...this.#tokens.map((token) => this.#line(token)));
    this.#list.hidden = this.#tokens.length === 0;
  }

  #line(token: TokenInfo): HTMLElement {
    const used = token.last_used_at
      ? t("last used {when}", { when: ago(token.last_used_at).toLowerCase() })
      : t("never used");
    const until = token.expires_at
      ? ` · ${t("until {time}", { time: new Date(token.expires_at).toLocaleDateString(pageLocale()) })}`
      : "";
    const attributes = {
      type: "button",
      class: "button quiet bad",
      "aria-label": t("Delete token {name}", { name: token.name }),
    };
    return h(
      "li",
      { class: "token" },
      icon("key"),
      h(
        "div",
        { class: "directory-text" },
        h("strong", {}, token.name),
        h(
          "p",
          { class: "muted" },
          `${t("made {when}", { when: ago(token.created_at).toLowerCase() })} · ${used}${until}`,
        ),
      ),
      h("button", { ...attributes, onclick: () => void this.#delete(token) }, t("Delete")),
    );
  }

  async #delete(token: TokenInfo): Promise<void> {
    const text = t("Scripts that use it are shut out at once.");
    if (
      !(await confirm({
        title: t("Delete the token “{name}”?", { name: token.name }),
        text,
        yes: t("Delete"),
        danger: true,
      }))
    )
      return;
    try {
      await api("DELETE", `/tokens/${token.id}`);
      this.#tokens = this.#tokens.filter(({ id }) => id !== token.id);
      this.#render();
    } catch (error) {
      toastError(error);
    }
  }
}

function showOnce(token: string): void {
  const field = h("input", { class: "input mono", readonly: true, "aria-label": t("Token") });
  field.value = token;
  const copy = () =>
    navigator.clipboard.writeText(token).then(
      () => toast(t("Copied."), { kind: "good", lasts: 2_500 }),
      () => field.select(),
    );
  const dialog = openDialog(t("Your new token"), [
    h("p", {}, t("Copy it now and keep it safe: it is not shown again.")),
    h("p", {}, field),
    h(
      "div",
      { class: "actions end" },
      h(
        "button",
        { type: "button", class: "button", onclick: () => void copy() },
        icon("copy", "small"),
        t("Copy"),
      ),
      h("button", { type: "button", class: "button primary", onclick: () => dialog.close() }, t("I have it")),
    ),
  ]);
  field.select();
}
define("api-tokens", ApiTokens);
