/** Who they are: people per state, page by page. */
import { t } from "../i18n.ts";
import { avatar, displayName } from "../ui/avatar.ts";
import { fill, h } from "../ui/dom.ts";
import { faultWords } from "../ui/fault.ts";
import { selectField } from "../ui/form.ts";
import { ago } from "../ui/time.ts";
import type { RecipientPage } from "../wire.ts";
import { recipients } from "./api.ts";

type Recipient = RecipientPage["people"][number];

function states(acknowledges: boolean): (readonly [string, string])[] {
  return [
    ["addressed", t("Everybody addressed")],
    ["read", t("Have read it")],
    ["unread", t("Have not read it")],
    ["seen", t("Have seen it")],
    ["unseen", t("Have not seen it")],
    ...(acknowledges ? ([["acknowledged", t("Have acknowledged it")]] as const) : []),
    ["failed", t("Push or e-mail failed")],
  ];
}

export class Recipients {
  readonly element: HTMLElement;
  #select: HTMLSelectElement;
  #list = h("ul", { class: "recipients", "aria-label": t("People") });
  #note = h("p", { class: "hint", role: "status" });
  #more = h("button", { type: "button", class: "button more-button", hidden: true }, t("Show more"));
  #people: Recipient[] = [];
  #next: string | null = null;
  #asked = 0;

  constructor(
    private readonly broadcast: number,
    acknowledges: boolean,
    address: string,
  ) {
    const field = selectField({
      name: "state",
      label: t("Who"),
      value: "addressed",
      options: states(acknowledges),
    });
    this.#select = field.querySelector("select") as HTMLSelectElement;
    this.#select.addEventListener("change", () => void this.load());
    this.#more.addEventListener("click", () => void this.#fetch(this.#next));
    this.element = h(
      "section",
      { class: "recipients-part", "aria-labelledby": "recipients-heading" },
      h("h2", { id: "recipients-heading" }, t("People")),
      h(
        "div",
        { class: "recipients-bar" },
        field,
        h("a", { class: "button", href: address, download: true }, t("Save as CSV")),
      ),
      this.#note,
      this.#list,
      this.#more,
    );
  }

  load(): Promise<void> {
    return this.#fetch(null);
  }

  async #fetch(after: string | null): Promise<void> {
    const asked = ++this.#asked;
    this.#more.disabled = true;
    try {
      const page = await recipients(this.broadcast, this.#select.value, after);
      if (asked !== this.#asked) return;
      this.#people = after === null ? page.people : [...this.#people, ...page.people];
      this.#next = page.next;
      this.#draw();
    } catch (error) {
      if (asked !== this.#asked) return;
      const again = h(
        "button",
        { type: "button", class: "button", onclick: () => void this.#fetch(after) },
        t("Try again"),
      );
      fill(this.#note, faultWords(error), " ", again);
    } finally {
      this.#more.disabled = false;
    }
  }

  #draw(): void {
    this.#note.textContent = this.#people.length ? "" : t("Nobody.");
    this.#more.hidden = this.#next === null;
    fill(this.#list, ...this.#people.map(line));
  }
}

function line(one: Recipient): HTMLElement {
  const marks = [
    one.acknowledged_at ? t("acknowledged {when}", { when: ago(one.acknowledged_at) }) : "",
    one.read ? t("read") : one.seen ? t("seen") : t("not seen yet"),
    outcome(t("push"), one.push),
    outcome(t("e-mail"), one.email),
  ].filter(Boolean);
  return h(
    "li",
    {},
    avatar(one.person, "small"),
    h(
      "span",
      { class: "recipient-name" },
      displayName(one.person),
      h("span", { class: "muted" }, ` @${one.person.username}`),
    ),
    h("span", { class: "recipient-marks" }, marks.join(" · ")),
    one.fault ? h("span", { class: "field-error" }, one.fault) : null,
  );
}

function outcome(way: string, state: Recipient["push"]): string {
  if (state === "") return "";
  const words = {
    waiting: t("on its way"),
    sending: t("on its way"),
    sent: t("sent"),
    skipped: t("not needed"),
    failed: t("failed"),
  }[state as string];
  return `${way} ${words ?? state}`;
}
