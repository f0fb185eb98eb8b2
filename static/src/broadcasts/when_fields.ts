/** When it goes out, by the clock of which place, and until when it stands. */
import { t } from "../i18n.ts";
import { isZone, ownZone, timezones } from "../people/local_time.ts";
import { h, must } from "../ui/dom.ts";
import { selectField } from "../ui/form.ts";
import { moment } from "../ui/time.ts";
import { choice } from "./choice.ts";
import type { Form } from "./form.ts";
import { momentOf, wallClock } from "./zoned.ts";

type When = Pick<Form, "sendAt" | "expiresAt" | "timezone">;

const HOUR = 3_600_000;

export class WhenFields {
  readonly element: HTMLElement;
  #now = choice("when", "now", t("Now"), t("As soon as you say so"));
  #later = choice("when", "later", t("Later"), t("At a moment you choose"));
  #sendAt = h("input", { class: "input", type: "datetime-local", id: "send-at", name: "send_at" });
  #ends = h("input", { type: "checkbox", id: "expires", name: "expires" });
  #expiresAt = h("input", { class: "input", type: "datetime-local", id: "expires-at", name: "expires_at" });
  #zone: HTMLSelectElement;
  #zoneField: HTMLElement;
  #sendField: HTMLElement;
  #expiryField: HTMLElement;

  /** `schedules` false: only the expiry is offered, for what was sent. */
  constructor(
    timezone: string,
    schedules: boolean,
    private readonly changed: () => void,
  ) {
    this.#zoneField = selectField({
      name: "timezone",
      label: t("Time zone"),
      value: timezone,
      options: timezones(timezone, ownZone(), "UTC").map(
        (zone) => [zone, zone.replaceAll("_", " ")] as const,
      ),
    });
    this.#zone = must<HTMLSelectElement>("select", this.#zoneField);
    this.#sendField = momentField(this.#sendAt, t("Goes out"));
    this.#expiryField = momentField(this.#expiresAt, t("Disappears"));
    this.element = h(
      "fieldset",
      { class: "composer-part" },
      h("legend", {}, schedules ? t("When") : t("Until when")),
      schedules ? h("div", { class: "choice-cards" }, this.#now.element, this.#later.element) : null,
      schedules ? this.#sendField : null,
      h("div", { class: "choice" }, this.#ends, h("label", { for: "expires" }, t("It disappears by itself"))),
      this.#expiryField,
      this.#zoneField,
    );
    this.element.addEventListener("change", () => this.#read());
    this.element.addEventListener("input", () => this.#read());
  }

  get value(): When {
    return {
      sendAt: this.#later.input.checked ? this.#sendAt.value : null,
      expiresAt: this.#ends.checked ? this.#expiresAt.value : null,
      timezone: this.#zone.value,
    };
  }

  set({ sendAt, expiresAt, timezone }: When): void {
    this.#zone.value = timezone;
    if (this.#zone.value === "") {
      // By another name than this browser lists it, which it knows all the same; or one it does not know.
      const zone = isZone(timezone) ? timezone : "UTC";
      this.#zone.append(h("option", { value: zone }, zone.replaceAll("_", " ")));
      this.#zone.value = zone;
    }
    this.#now.input.checked = sendAt === null;
    this.#later.input.checked = sendAt !== null;
    this.#sendAt.value = sendAt ?? "";
    this.#ends.checked = expiresAt !== null;
    this.#expiresAt.value = expiresAt ?? "";
    this.#show();
  }

  #read(): void {
    const from = Date.now();
    if (this.#later.input.checked && !this.#sendAt.value) this.#sendAt.value = this.#hours(from, 1);
    if (this.#ends.checked && !this.#expiresAt.value) this.#expiresAt.value = this.#hours(from, 24);
    this.#show();
    this.changed();
  }

  /** The full hour, that many hours on. */
  #hours(from: number, hours: number): string {
    return wallClock(new Date(Math.ceil((from + hours * HOUR) / HOUR) * HOUR), this.#zone.value);
  }

  #show(): void {
    const { sendAt, expiresAt, timezone } = this.value;
    this.#sendField.hidden = sendAt === null;
    this.#expiryField.hidden = expiresAt === null;
    this.#zoneField.hidden = sendAt === null && expiresAt === null;
    explain(this.#sendField, sendAt, timezone);
    explain(this.#expiryField, expiresAt, timezone);
  }
}

function momentField(input: HTMLInputElement, label: string): HTMLElement {
  input.setAttribute("aria-describedby", `${input.id}-note`);
  return h(
    "div",
    { class: "field" },
    h("label", { for: input.id }, label),
    input,
    h(
      "div",
      { id: `${input.id}-note` },
      h("p", { class: "hint" }),
      h("p", { class: "field-error", "data-error-for": input.name, role: "alert" }),
    ),
  );
}

/** The same moment by one's own clock, where that is another one. */
function explain(field: HTMLElement, wall: string | null, zone: string): void {
  const at = wall ? momentOf(wall, zone) : null;
  const words = at && zone !== ownZone() ? t("For you: {when}", { when: moment(at.toISOString()) }) : "";
  must(".hint", field).textContent = words;
}
