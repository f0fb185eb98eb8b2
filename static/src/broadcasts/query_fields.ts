/** Choosing people by what is known of them: every condition that is given must hold. */
import { t } from "../i18n.ts";
import { h } from "../ui/dom.ts";
import { selectField } from "../ui/form.ts";
import type { LanguageName } from "../wire.ts";
import type { Query } from "./types.ts";
import { momentOf, wallClock } from "./zoned.ts";

const DATES = ["joined_after", "joined_before", "seen_after", "seen_before"] as const;

function dateWords(name: (typeof DATES)[number]): string {
  return {
    joined_after: t("Joined on or after"),
    joined_before: t("Joined before"),
    seen_after: t("Was here on or after"),
    seen_before: t("Was not here since"),
  }[name];
}

export class QueryFields {
  readonly element: HTMLElement;
  #dates = new Map<string, HTMLInputElement>();
  #language: HTMLSelectElement;
  #guest: HTMLSelectElement;
  /** The room of a draft that was made elsewhere: kept, there is a field for rooms of its own. */
  #room: number | null = null;

  constructor(
    languages: readonly LanguageName[],
    private readonly zone: string,
    changed: () => void,
  ) {
    for (const name of DATES) {
      this.#dates.set(name, h("input", { class: "input", type: "date", id: `query-${name}`, name }));
    }
    const dates = DATES.map((name) =>
      h(
        "div",
        { class: "field" },
        h("label", { for: `query-${name}` }, dateWords(name)),
        this.#dates.get(name),
      ),
    );
    const language = selectField({
      name: "query-language",
      label: t("Their language"),
      value: "",
      options: [["", t("Any")], ...languages.map(({ code, name }) => [code, name] as const)],
    });
    const guest = selectField({
      name: "query-guest",
      label: t("Guests"),
      value: "",
      options: [
        ["", t("Guests and others")],
        ["true", t("Guests only")],
        ["false", t("No guests")],
      ],
    });
    this.#language = language.querySelector("select") as HTMLSelectElement;
    this.#guest = guest.querySelector("select") as HTMLSelectElement;
    this.element = h("div", { class: "two" }, ...dates, language, guest);
    this.element.addEventListener("input", changed);
  }

  /** Null when no condition is given. */
  get value(): Query | null {
    const day = (name: string) => {
      const wall = this.#dates.get(name)?.value;
      return wall ? (momentOf(`${wall}T00:00`, this.zone)?.toISOString() ?? null) : null;
    };
    const guest = this.#guest.value;
    const query: Query = {
      joined_before: day("joined_before"),
      joined_after: day("joined_after"),
      seen_before: day("seen_before"),
      seen_after: day("seen_after"),
      language: this.#language.value || null,
      room: this.#room,
      is_guest: guest === "" ? null : guest === "true",
    };
    return Object.values(query).some((value) => value !== null) ? query : null;
  }

  set(query: Query | null): void {
    for (const name of DATES) {
      const iso = query?.[name];
      const input = this.#dates.get(name);
      if (input) input.value = iso ? wallClock(new Date(iso), this.zone).slice(0, 10) : "";
    }
    this.#language.value = query?.language ?? "";
    this.#guest.value = query?.is_guest == null ? "" : String(query.is_guest);
    this.#room = query?.room ?? null;
  }
}
