/** `<admin-people>`: what may be done about a person of the table. */
import { t } from "../i18n.ts";
import { confirm } from "../ui/dialog.ts";
import { BaseElement, define } from "../ui/element.ts";
import { menuItem, openMenu } from "../ui/menu.ts";
import { toastError } from "../ui/toast.ts";
import { changeStanding, type Standing } from "./api.ts";
import { reloadSaying } from "./said.ts";

interface Row {
  username: string;
  active: boolean;
  staff: boolean;
  guest: boolean;
  superuser: boolean;
}

export class AdminPeople extends BaseElement {
  connectedCallback(): void {
    this.listen(this, "click", (event) => {
      const button = (event.target as HTMLElement).closest<HTMLElement>("[data-acts]");
      if (button) this.#open(button);
    });
  }

  #open(button: HTMLElement): void {
    const data = button.closest<HTMLElement>("tr")?.dataset ?? {};
    const row: Row = {
      username: data.username ?? "",
      active: data.active === "true",
      staff: data.staff === "true",
      guest: data.guest === "true",
      superuser: data.superuser === "true",
    };
    openMenu(button, this.#acts(row), { label: row.username });
  }

  /** The server checks again; here only what it would do is offered. */
  #acts(row: Row): HTMLElement[] {
    const root = this.dataset.superuser === "true";
    const card = menuItem(t("Rooms of this person"), "person", () =>
      location.assign(`/administration/rooms/?kind=all&q=@${encodeURIComponent(row.username)}`),
    );
    if (row.username === this.dataset.me || (row.superuser && !root)) return [card];
    const change = (label: string, wish: Standing, said: string) =>
      menuItem(label, "person", () => this.#change(row.username, wish, said));
    return [
      card,
      row.active
        ? menuItem(t("Deactivate"), "trash", () => void this.#deactivate(row.username))
        : change(t("Let in again"), { active: true }, t("{name} may sign in again.", { name: row.username })),
      ...(root && !row.guest
        ? [
            row.staff
              ? change(
                  t("No longer staff"),
                  { staff: false },
                  t("{name} is no longer staff.", { name: row.username }),
                )
              : change(t("Make staff"), { staff: true }, t("{name} is staff now.", { name: row.username })),
          ]
        : []),
      ...(row.staff
        ? []
        : [
            row.guest
              ? change(
                  t("Make a full member"),
                  { guest: false },
                  t("{name} is a full member now.", { name: row.username }),
                )
              : change(
                  t("Make a guest"),
                  { guest: true },
                  t("{name} is a guest now.", { name: row.username }),
                ),
          ]),
    ];
  }

  async #deactivate(username: string): Promise<void> {
    const title = t("Deactivate {name}?", { name: username });
    const text = t("Every device of theirs is signed out at once. What they wrote stays.");
    if (!(await confirm({ title, text, yes: t("Deactivate"), danger: true }))) return;
    this.#change(username, { active: false }, t("{name} is deactivated.", { name: username }));
  }

  #change(username: string, wish: Standing, said: string): void {
    changeStanding(username, wish).then(() => reloadSaying(said), toastError);
  }
}
define("admin-people", AdminPeople);
