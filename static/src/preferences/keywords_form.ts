/** Words one watches for. */
import { t } from "../i18n.ts";
import { fill, h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import type { PreferencesPageContext } from "./page.ts";
import { withKeyword, withoutKeyword } from "./wishes.ts";

const LONGEST = 60;
const MOST = 50;

export function keywordsForm({ preferences, save }: PreferencesPageContext): HTMLElement {
  const input = h("input", {
    id: "keyword",
    name: "keyword",
    class: "input",
    maxlength: LONGEST,
    autocomplete: "off",
  });
  const list = h("ul", { class: "chips", "aria-label": t("Your keywords") });
  const fault = h("p", { class: "field-error", role: "alert" });
  const form = h(
    "form",
    { class: "keyword-form" },
    h("label", { for: "keyword", class: "visually-hidden" }, t("A word or phrase")),
    input,
    h("button", { type: "submit", class: "button" }, icon("plus", "small"), t("Add")),
  );
  input.placeholder = t("A word or phrase");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = input.value;
    const next = withKeyword(preferences.wishes, typed);
    fault.textContent =
      next === preferences.wishes && typed.trim()
        ? t("You watch for that already.")
        : (next.keywords?.length ?? 0) > MOST
          ? t("That are enough words: {n} at most.", { n: MOST })
          : "";
    if (fault.textContent || !typed.trim()) return;
    input.value = "";
    void save((wishes) => withKeyword(wishes, typed)).then((kept) => {
      if (!kept && input.value === "") input.value = typed; // unless the next word is begun
    });
  });
  preferences.watch(() => {
    const words = preferences.wishes.keywords ?? [];
    fill(
      list,
      ...words.map((word) =>
        h(
          "li",
          { class: "keyword" },
          word,
          h(
            "button",
            {
              type: "button",
              "aria-label": t("Stop watching for “{word}”", { word }),
              onclick: () => {
                save((wishes) => withoutKeyword(wishes, word));
                input.focus();
              },
            },
            icon("close", "small"),
          ),
        ),
      ),
    );
    list.hidden = words.length === 0;
  });
  const hint = t(
    "You are told when a message in one of your rooms has one of these, as a whole word, in any case.",
  );
  return h("div", {}, h("p", { class: "hint" }, hint), list, form, fault);
}
