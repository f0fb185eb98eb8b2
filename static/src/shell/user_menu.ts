/** `<user-menu>`: oneself, one's status, how the page looks, the way out. */
import { t } from "../i18n.ts";
import { standing, statusWords, untilWords } from "../people/status.ts";
import { PREFERENCES_URL, quietPart } from "../preferences/quiet_part.ts";
import type { Realtime } from "../realtime/client.ts";
import { avatar, displayName } from "../ui/avatar.ts";
import { h } from "../ui/dom.ts";
import { BaseElement, define } from "../ui/element.ts";
import { type IconName, icon } from "../ui/icons.ts";
import { menuItem, openMenu } from "../ui/menu.ts";
import { toastError } from "../ui/toast.ts";
import type { Me, Person } from "../wire.ts";
import { chooseDensity, type Density, densities } from "./density.ts";
import { currentTheme, setTheme, type Theme } from "./theme.ts";

function themes(): [Theme, string, IconName][] {
  return [
    ["auto", t("As the system"), "auto"],
    ["light", t("Light"), "light"],
    ["dark", t("Dark"), "dark"],
  ];
}

/** A row of buttons of which one is pressed. */
function segments<V extends string>(
  label: string,
  choices: readonly (readonly [V, string, IconName?])[],
  chosen: V,
  choose: (value: V) => void,
): HTMLElement {
  const group = h("div", { class: "segments", role: "group", "aria-label": label });
  for (const [value, words, iconName] of choices) {
    const pick = () => {
      choose(value);
      for (const one of group.children) one.setAttribute("aria-pressed", String(one === button));
    };
    const button = h(
      "button",
      { type: "button", class: "segment", "aria-pressed": String(value === chosen), onclick: pick },
      iconName ? icon(iconName, "small") : null,
      words,
    );
    group.append(button);
  }
  return group;
}

export class UserMenu extends BaseElement {
  #me!: Me;
  #csrf = "";

  start(me: Me, csrf: string, realtime: Realtime): void {
    this.#csrf = csrf;
    this.show(me);
    // Changed here (the profile, a dialog), or in another tab or by an admin, which the rooms tell.
    this.listen(document, "me-changed", (event: CustomEvent<Person>) => this.#changed(event.detail));
    this.onLeave(
      realtime.on("member.updated", ({ member }) => member.user.id === me.id && this.#changed(member.user)),
    );
  }

  /** Show a changed name, colour or status. */
  show(me: Me): void {
    this.#me = me;
    const status = standing(me.status);
    const label = t("Your menu: {name}", { name: displayName(me) });
    const button = h(
      "button",
      { type: "button", class: "avatar-button", "aria-label": label, "aria-haspopup": "dialog" },
      avatar(me, "small"),
      status
        ? h("span", { class: "status-emoji on-avatar", "aria-hidden": "true" }, status.emoji || "💬")
        : null,
      h("quiet-mark"),
    );
    button.addEventListener("click", () => this.#open(button));
    this.replaceChildren(button);
  }

  #changed(person: Person): void {
    const now = { ...this.#me, ...person };
    if (JSON.stringify(now) === JSON.stringify(this.#me)) return;
    const hadFocus = this.contains(document.activeElement);
    this.show(now);
    if (hadFocus) this.querySelector("button")?.focus();
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
        ...this.#status(),
        h("hr"),
        quietPart(),
        h("hr"),
        h("a", { class: "menu-item", href: "/profile/" }, icon("person"), t("Profile and tokens")),
        h("a", { class: "menu-item", href: PREFERENCES_URL }, icon("bell"), t("Notification preferences")),
        h("hr"),
        segments(t("Theme"), themes(), currentTheme(), setTheme),
        segments<Density>(t("Density"), densities(), this.#me.density, (density) => this.#dense(density)),
        h("hr"),
        this.#signOut(),
      ],
      { label: t("Your menu") },
    );
  }

  #status(): HTMLElement[] {
    const status = standing(this.#me.status);
    const dialog = () => import("../people/status_dialog.ts");
    const open = () => void dialog().then((it) => it.openStatusDialog(this.#me), toastError);
    const clear = () =>
      void dialog()
        .then((it) => it.clearStatus())
        .catch(toastError);
    if (!status) return [menuItem(t("Set a status"), "smile", open)];
    const until = status.until ? ` · ${untilWords(status.until)}` : "";
    return [
      menuItem(`${statusWords(status)}${until}`, "smile", open),
      menuItem(t("Clear status"), "close", clear),
    ];
  }

  #dense(density: Density): void {
    const before = this.#me.density;
    this.#me = { ...this.#me, density };
    chooseDensity(density).catch((error: unknown) => {
      this.#me = { ...this.#me, density: before };
      toastError(error);
    });
  }

  #signOut(): HTMLElement {
    return h(
      "form",
      { method: "post", action: "/accounts/logout/" },
      h("input", { type: "hidden", name: "csrfmiddlewaretoken", value: this.#csrf }),
      h("button", { type: "submit", class: "menu-item" }, icon("leave"), t("Sign out")),
    );
  }
}
define("user-menu", UserMenu);
