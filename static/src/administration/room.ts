/** `<admin-room-form>` and `<admin-members>`: one room's settings and people. */
import { t } from "../i18n.ts";
import { confirm } from "../ui/dialog.ts";
import { must } from "../ui/dom.ts";
import { BaseElement, define } from "../ui/element.ts";
import { onSubmit } from "../ui/form.ts";
import { toast, toastError } from "../ui/toast.ts";
import { changeRoom, giveRole, putOut } from "./api.ts";
import { reloadSaying } from "./said.ts";

/** The number in a field; null for an empty one. */
function days(value: FormDataEntryValue | null): number | null {
  const text = String(value ?? "").trim();
  return text === "" ? null : Number(text);
}

export class AdminRoomForm extends BaseElement {
  connectedCallback(): void {
    const room = Number(this.dataset.room);
    const form = must<HTMLFormElement>("form", this);
    onSubmit(form, async (values) => {
      await changeRoom(room, {
        name: String(values.get("name")),
        topic: String(values.get("topic")),
        visibility: String(values.get("visibility")),
        posting: String(values.get("posting")),
        slow_mode: days(values.get("slow_mode")) ?? 0,
        retention_days: days(values.get("retention_days")),
      });
      reloadSaying(t("Saved."));
    });
    this.listen(must("[data-archived]", this), "click", (event) => {
      const archived = (event.currentTarget as HTMLElement).dataset.archived === "true";
      changeRoom(room, { archived }).then(
        () => reloadSaying(archived ? t("The room is archived.") : t("The room is back.")),
        toastError,
      );
    });
  }
}
define("admin-room-form", AdminRoomForm);

export class AdminMembers extends BaseElement {
  #room = 0;

  connectedCallback(): void {
    this.#room = Number(this.dataset.room);
    const add = this.querySelector<HTMLFormElement>("[data-add]");
    if (add)
      onSubmit(add, async (values) => {
        const username = String(values.get("username")).trim().replace(/^@/, "");
        await giveRole(this.#room, username, "member");
        reloadSaying(t("{name} is in the room now.", { name: username }));
      });
    this.listen(this, "change", (event) => this.#roleChosen(event.target as HTMLElement));
    this.listen(this, "click", (event) => {
      const button = (event.target as HTMLElement).closest<HTMLElement>("[data-remove]");
      if (button) void this.#remove(username(button));
    });
  }

  #roleChosen(select: HTMLElement): void {
    if (!(select instanceof HTMLSelectElement)) return;
    const before = [...select.options].find((option) => option.defaultSelected)?.value ?? "member";
    giveRole(this.#room, username(select), select.value).then(
      () => {
        for (const option of select.options) option.defaultSelected = option.selected;
        toast(t("The role is changed."), { kind: "good" });
      },
      (error: unknown) => {
        select.value = before;
        toastError(error);
      },
    );
  }

  async #remove(who: string): Promise<void> {
    const title = t("Remove {name} from the room?", { name: who });
    const text = t("They lose access at once. What they wrote stays.");
    if (!(await confirm({ title, text, yes: t("Remove"), danger: true }))) return;
    putOut(this.#room, who).then(
      () => reloadSaying(t("{name} is out of the room.", { name: who })),
      toastError,
    );
  }
}

function username(inside: HTMLElement): string {
  return inside.closest<HTMLElement>("[data-username]")?.dataset.username ?? "";
}
define("admin-members", AdminMembers);
