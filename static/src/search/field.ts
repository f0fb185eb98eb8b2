/** The search field beside every page: `/` goes there, Enter opens the page of search (also without scripts). */
import { t } from "../i18n.ts";
import { shortcut } from "../shell/shortcuts.ts";

/** Listen for `/`. On the page of search the key goes to its own, larger field. */
export function startSearchField(): void {
  const focus = () => {
    const field =
      document.querySelector<HTMLInputElement>("search-page input") ??
      document.querySelector<HTMLInputElement>("[data-search] input");
    if (!field) return;
    if (field.offsetParent === null) {
      location.assign("/search/"); // hidden with its column: on a phone
      return;
    }
    field.focus();
    field.select();
  };
  shortcut({ keys: "/", label: () => t("Search messages and documents"), group: "general", run: focus });
}
