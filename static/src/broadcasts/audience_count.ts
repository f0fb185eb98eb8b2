/** How many people that is just now, and who some of them are, asked again at every change of the audience. */
import { ApiError } from "../api.ts";
import { plural, t } from "../i18n.ts";
import { avatar, displayName } from "../ui/avatar.ts";
import { fill, h } from "../ui/dom.ts";
import { faultWords } from "../ui/fault.ts";
import { icon } from "../ui/icons.ts";
import type { AudiencePreview, Person } from "../wire.ts";
import { count } from "./api.ts";
import { isNobody } from "./form.ts";
import type { Audience } from "./types.ts";

/** Wait for a pause in the choosing (ms). */
const PAUSE = 250;
const FACES = 8;

export class AudienceCount {
  readonly element = h("div", {
    class: "audience-count",
    role: "status",
    "aria-label": t("How many people"),
  });
  /** The last answer; null while none is known. */
  preview: AudiencePreview | null = null;
  #asked = "";
  #timer: ReturnType<typeof setTimeout> | undefined;
  #under: AbortController | null = null;

  /** `counted` is called with every new answer. `skip` leaves unknown names out. */
  constructor(
    private readonly counted: () => void,
    private readonly skip: () => void,
  ) {}

  get sample(): readonly Person[] {
    return this.preview?.sample ?? [];
  }

  ask(audience: Audience): void {
    const key = JSON.stringify(audience);
    if (key === this.#asked) return;
    this.#asked = key;
    clearTimeout(this.#timer);
    this.#under?.abort();
    if (isNobody(audience)) {
      this.preview = null;
      this.element.removeAttribute("aria-busy");
      fill(this.element, h("p", { class: "hint" }, t("Nobody is chosen yet.")));
      this.counted();
      return;
    }
    this.element.setAttribute("aria-busy", "true");
    this.#timer = setTimeout(() => void this.#fetch(audience), PAUSE);
  }

  async #fetch(audience: Audience): Promise<void> {
    const under = new AbortController();
    this.#under = under;
    try {
      this.preview = await count(audience, under.signal);
      this.#draw(this.preview, audience);
    } catch (error) {
      if (under.signal.aborted) return;
      this.preview = null;
      this.#failed(error, audience);
    }
    this.element.removeAttribute("aria-busy");
    this.counted();
  }

  #draw(preview: AudiencePreview, audience: Audience): void {
    const more = preview.count - Math.min(preview.sample.length, FACES);
    fill(
      this.element,
      h("p", { class: "audience-number" }, icon("people"), plural(preview.count, "1 person", "{n} people")),
      preview.sample.length
        ? h(
            "ul",
            { class: "audience-faces", "aria-label": t("Some of them") },
            ...preview.sample
              .slice(0, FACES)
              .map((one) => h("li", {}, avatar(one, "small"), h("span", {}, displayName(one)))),
            more > 0 ? h("li", { class: "muted" }, t("and {n} more", { n: more })) : null,
          )
        : null,
      preview.unknown.length ? this.#unknown(preview, audience) : null,
    );
  }

  #unknown(preview: AudiencePreview, audience: Audience): HTMLElement {
    const words = plural(preview.unknown_count, "Nobody has this name:", "Nobody has these {n} names:");
    const rest = preview.unknown_count - preview.unknown.length;
    return h(
      "div",
      { class: "notice bad audience-unknown" },
      h(
        "div",
        {},
        h("p", {}, h("strong", {}, words)),
        h("p", { class: "audience-names" }, preview.unknown.join(", "), rest > 0 ? " …" : ""),
        audience.skip_unknown
          ? h("p", {}, t("They are left out."))
          : h("button", { type: "button", class: "button", onclick: this.skip }, t("Leave them out")),
      ),
    );
  }

  #failed(error: unknown, audience: Audience): void {
    const words = faultWords(error);
    const again = () => {
      this.#asked = "";
      this.ask(audience);
    };
    const field = error instanceof ApiError && error.field !== null;
    fill(
      this.element,
      h("p", { class: field ? "field-error" : "hint" }, words),
      field ? null : h("button", { type: "button", class: "button", onclick: again }, t("Try again")),
    );
  }
}
