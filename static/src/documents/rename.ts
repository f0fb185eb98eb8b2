/** Giving a page another title where it stands in the tree. */
import { t } from "../i18n.ts";
import { h } from "../ui/dom.ts";
import { toastError } from "../ui/toast.ts";

export const TITLE_MAX = 200;

/** Puts a field in the place of `link`. Enter and leaving keep what is in it, Escape does not. `done` runs when the
 * field is gone; true when it was ended by a key, and the keyboard belongs to the row again. */
export function renameInline(
  link: HTMLElement,
  title: string,
  save: (title: string) => Promise<void>,
  done: (byKey: boolean) => void,
): void {
  const field = h("input", {
    class: "input page-rename",
    "aria-label": t("Title"),
    maxlength: TITLE_MAX,
    autocomplete: "off",
  });
  field.value = title;
  let ended = false;
  const end = (keep: boolean, byKey: boolean) => {
    if (ended) return;
    ended = true;
    const wanted = field.value.trim();
    field.replaceWith(link);
    if (keep && wanted && wanted !== title) {
      link.textContent = wanted;
      void save(wanted)
        .catch(toastError)
        .finally(() => done(byKey));
    } else done(byKey);
  };
  field.addEventListener("keydown", (event) => {
    event.stopPropagation(); // the tree's keys are letters here
    if (event.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
    event.preventDefault();
    end(event.key === "Enter", true);
  });
  field.addEventListener("blur", () => end(true, false));
  field.addEventListener("dragstart", (event) => event.stopPropagation());
  link.replaceWith(field);
  field.focus();
  field.select();
}
