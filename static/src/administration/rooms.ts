/** `<admin-rooms>`: choosing rooms of the table and archiving them together. The table itself is the server's. */
import { plural, t } from "../i18n.ts";
import { confirm } from "../ui/dialog.ts";
import { must } from "../ui/dom.ts";
import { BaseElement, define } from "../ui/element.ts";
import { toastError } from "../ui/toast.ts";
import { archiveMany } from "./api.ts";
import { reloadSaying } from "./said.ts";

export class AdminRooms extends BaseElement {
  connectedCallback(): void {
    this.listen(this, "change", (event) => this.#changed(event.target as HTMLInputElement));
    this.listen(must("[data-archive]", this), "click", () => void this.#archive(true));
    this.listen(must("[data-restore]", this), "click", () => void this.#archive(false));
    this.#show();
  }

  #boxes(): HTMLInputElement[] {
    return [...this.querySelectorAll<HTMLInputElement>("input[name=room]")];
  }

  get #chosen(): number[] {
    return this.#boxes()
      .filter((box) => box.checked)
      .map((box) => Number(box.value));
  }

  #changed(target: HTMLInputElement): void {
    if (target.matches("[data-all]")) for (const box of this.#boxes()) box.checked = target.checked;
    this.#show();
  }

  #show(): void {
    const count = this.#chosen.length;
    must("[data-bulk]", this).hidden = count === 0;
    must("[data-chosen]", this).textContent = plural(count, "{n} room chosen", "{n} rooms chosen");
    const all = must<HTMLInputElement>("[data-all]", this);
    all.checked = count > 0 && count === this.#boxes().length;
    all.indeterminate = count > 0 && !all.checked;
  }

  async #archive(archived: boolean): Promise<void> {
    const rooms = this.#chosen;
    const title = archived
      ? plural(rooms.length, "Archive {n} room?", "Archive {n} rooms?")
      : plural(rooms.length, "Bring {n} room back?", "Bring {n} rooms back?");
    const text = archived
      ? t("Everybody can still read them, and nobody writes in them any more.")
      : t("Their members can write in them again.");
    if (!(await confirm({ title, text, yes: archived ? t("Archive") : t("Bring back") }))) return;
    try {
      const { changed, refused } = await archiveMany(rooms, archived);
      const [why] = Object.values(refused);
      const words = archived
        ? plural(changed.length, "{n} room archived.", "{n} rooms archived.")
        : plural(changed.length, "{n} room brought back.", "{n} rooms brought back.");
      reloadSaying(why ? `${words} ${why}` : words);
    } catch (error) {
      toastError(error);
    }
  }
}
define("admin-rooms", AdminRooms);
