/** Signing out leaves no copies of documents on this device. Words that only this device has are asked about. */
import { forgetCopies, unsavedTitles } from "../document/copies.ts";
import { t } from "../i18n.ts";
import { openDialog } from "../ui/dialog.ts";
import { h } from "../ui/dom.ts";

const FORM = 'form[action^="/accounts/logout/"]';
/** Signing out does not wait longer than this (ms) for the browser's storage. */
const PATIENCE = 2000;

async function clearAndSubmit(form: HTMLFormElement, all: boolean): Promise<void> {
  const tooLong = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  await Promise.race([forgetCopies(all).catch(() => undefined), tooLong]);
  form.submit();
}

function ask(form: HTMLFormElement, titles: readonly string[]): void {
  const button = (label: string, style: string, run: () => void) =>
    h("button", { type: "button", class: style, onclick: run }, label);
  const go = (all: boolean) => {
    dialog.close();
    void clearAndSubmit(form, all);
  };
  const dialog = openDialog(t("Words that are only on this device"), [
    h("p", {}, t("The server does not have your last changes in: {titles}", { titles: titles.join(", ") })),
    h(
      "div",
      { class: "actions end" },
      button(t("Stay signed in"), "button primary", () => dialog.close()),
      button(t("Keep them here and sign out"), "button", () => go(false)),
      button(t("Delete them and sign out"), "button danger", () => go(true)),
    ),
  ]);
}

/** `asks`: whether unsaved words are asked about; without, they stay on this device until the person is back. */
export function clearOnSignOut(asks = true): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches(FORM)) return;
    event.preventDefault();
    const titles = unsavedTitles();
    if (asks && titles.length > 0) ask(form, titles);
    else void clearAndSubmit(form, false);
  });
}
