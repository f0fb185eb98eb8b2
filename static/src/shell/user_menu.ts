/** `<user-menu>`: oneself, the theme, the way out. */
import { avatar, displayName } from "../ui/avatar.ts";
import { h } from "../ui/dom.ts";
import { BaseElement, define } from "../ui/element.ts";
import { icon } from "../ui/icons.ts";
import { openMenu } from "../ui/menu.ts";
import type { Person } from "../wire.ts";
import { currentTheme, setTheme, type Theme } from "./theme.ts";

const THEMES: { theme: Theme; label: string; icon: "auto" | "light" | "dark" }[] = [
  { theme: "auto", label: "As the system", icon: "auto" },
  { theme: "light", label: "Light", icon: "light" },
  { theme: "dark", label: "Dark", icon: "dark" },
];

export class UserMenu extends BaseElement {
  #me!: Person;
  #csrf = "";

  start(me: Person, csrf: string): void {
    this.#csrf = csrf;
    this.show(me);
  }

  /** Show a changed name or colour. */
  show(me: Person): void {
    this.#me = me;
    const label = `Your menu: ${displayName(me)}`;
    const button = h(
      "button",
      { type: "button", class: "avatar-button", "aria-label": label },
      avatar(me, "small"),
    );
    this.listen(button, "click", () => this.#open(button));
    this.replaceChildren(button);
  }

  #open(button: HTMLElement): void {
    openMenu(
      button,
      [
        h(
          "div",
          { class: "menu-head" },
          h("strong", {}, displayName(this.#me)),
          h("div", { class: "muted" }, `@${this.#me.username}`),
        ),
        h("a", { class: "menu-item", href: "/profile/" }, icon("person"), "Profile and tokens"),
        h("hr"),
        this.#themes(),
        h("hr"),
        h(
          "form",
          { method: "post", action: "/accounts/logout/" },
          h("input", { type: "hidden", name: "csrfmiddlewaretoken", value: this.#csrf }),
          h("button", { type: "submit", class: "menu-item" }, icon("leave"), "Sign out"),
        ),
      ],
      { label: "Your menu" },
    );
  }

  #themes(): HTMLElement {
    const group = h("div", { class: "segments", role: "group", "aria-label": "Theme" });
    for (const { theme, label, icon: name } of THEMES) {
      const choose = () => {
        setTheme(theme);
        for (const one of group.children) one.setAttribute("aria-pressed", String(one === choice));
      };
      const choice = h(
        "button",
        {
          type: "button",
          class: "segment",
          "aria-pressed": String(currentTheme() === theme),
          onclick: choose,
        },
        icon(name, "small"),
        label,
      );
      group.append(choice);
    }
    return group;
  }
}
define("user-menu", UserMenu);
