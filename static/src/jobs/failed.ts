/** Work in the background that was given up: looked at, begun again, thrown away. */
import { api } from "../api.ts";
import { plural, t } from "../i18n.ts";
import { confirm } from "../ui/dialog.ts";
import { fill, h } from "../ui/dom.ts";
import { faultWords } from "../ui/fault.ts";
import { icon } from "../ui/icons.ts";
import { ago, timeElement } from "../ui/time.ts";
import { toast, toastError } from "../ui/toast.ts";
import type { DeadLetterInfo, DeadLetterPage } from "../wire.ts";

/** Asked for again so often (ms) while somebody looks at it. */
const ASK = 15_000;

export class FailedPage {
  #letters: DeadLetterInfo[] = [];
  #page: DeadLetterPage | null = null;
  #task = "";
  #asked = 0;
  #bar = h("div", { class: "actions list-acts" });
  #fault = h("div", { class: "notice bad", role: "alert", hidden: true });
  #list = h("ul", { class: "broadcast-list", "aria-label": t("Failed work"), "aria-busy": "true" });
  #empty = h(
    "div",
    { class: "empty", hidden: true },
    icon("check"),
    h("h2", {}, t("Nothing failed")),
    h("p", {}, t("Mails, pushes and other work in the background that was given up is listed here.")),
  );
  #more = h("button", { type: "button", class: "button more-button", hidden: true }, t("Show more"));

  constructor(root: HTMLElement) {
    fill(root, this.#bar, this.#fault, this.#list, this.#empty, this.#more);
    this.#more.addEventListener("click", () => void this.#fetch(this.#letters.at(-1)?.id ?? null));
    // Only from the top: what one has scrolled to does not move.
    setInterval(() => !document.hidden && this.#letters.length <= 50 && void this.#fetch(null), ASK);
    void this.#fetch(null);
  }

  async #fetch(before: number | null): Promise<void> {
    const asked = ++this.#asked;
    const after = before === null ? "" : `&before=${before}`;
    try {
      const page = await api<DeadLetterPage>(
        "GET",
        `/dead-letters?limit=50&task=${encodeURIComponent(this.#task)}${after}`,
      );
      if (asked !== this.#asked) return;
      this.#page = page;
      this.#letters = before === null ? page.letters : [...this.#letters, ...page.letters];
      this.#fault.hidden = true;
    } catch (error) {
      if (asked !== this.#asked) return;
      const again = () => void this.#fetch(before);
      fill(
        this.#fault,
        h("span", {}, faultWords(error)),
        h("button", { type: "button", class: "button", onclick: again }, t("Try again")),
      );
      this.#fault.hidden = false;
    }
    this.#list.removeAttribute("aria-busy");
    this.#draw();
  }

  #draw(): void {
    const page = this.#page;
    this.#more.hidden = !page?.more;
    this.#empty.hidden = this.#letters.length > 0 || !this.#fault.hidden;
    fill(this.#list, ...this.#letters.map((one) => this.#row(one)));
    if (!this.#bar.contains(document.activeElement)) this.#drawBar(page);
  }

  #drawBar(page: DeadLetterPage | null): void {
    if (!page || page.total === 0) {
      fill(this.#bar);
      return;
    }
    const tasks = h(
      "select",
      { class: "input", id: "failed-task", "aria-label": t("Which work") },
      h("option", { value: "" }, `${t("Everything")} (${page.total})`),
      ...Object.entries(page.tasks).map(([task, n]) =>
        h("option", { value: task, selected: task === this.#task }, `${task} (${n})`),
      ),
    );
    tasks.addEventListener("change", () => {
      this.#task = tasks.value;
      void this.#fetch(null);
    });
    const all = h(
      "button",
      { type: "button", class: "button" },
      icon("retry", "small"),
      t("Begin all again"),
    );
    all.addEventListener("click", () => void this.#retryAll());
    fill(this.#bar, tasks, all);
  }

  #row(one: DeadLetterInfo): HTMLElement {
    const name = one.what || one.task;
    return h(
      "li",
      { class: "broadcast-row", "data-letter": one.id },
      h("span", { class: "row-icon bad" }, icon("warning")),
      h(
        "div",
        { class: "row-words" },
        h("h2", {}, name),
        h("p", { class: "failed-reason" }, one.reason || t("No reason was given.")),
        h(
          "p",
          { class: "row-meta" },
          h("code", {}, one.task),
          one.person ? h("span", {}, t("of {name}", { name: `@${one.person}` })) : null,
          h("span", {}, plural(one.attempts, "1 try", "{n} tries")),
          timeElement(one.failed_at, ago(one.failed_at)),
        ),
      ),
      h(
        "div",
        { class: "row-acts" },
        h(
          "button",
          { type: "button", class: "button", onclick: () => this.#act(one, "retry") },
          t("Begin again"),
          h("span", { class: "visually-hidden" }, ` ${name}`),
        ),
        h(
          "button",
          { type: "button", class: "button quiet bad", onclick: () => void this.#discard(one, name) },
          t("Discard"),
          h("span", { class: "visually-hidden" }, ` ${name}`),
        ),
      ),
    );
  }

  #act(one: DeadLetterInfo, what: "retry" | "discard"): void {
    const done =
      what === "retry"
        ? api("POST", `/dead-letters/${one.id}/retry`, {})
        : api("DELETE", `/dead-letters/${one.id}`);
    done.then(
      () => {
        this.#letters = this.#letters.filter(({ id }) => id !== one.id);
        this.#draw();
        toast(what === "retry" ? t("It is begun again.") : t("It is discarded."), { kind: "good" });
        void this.#fetch(null);
      },
      (error) => {
        toastError(error);
        void this.#fetch(null); // somebody else may have taken it up
      },
    );
  }

  async #discard(one: DeadLetterInfo, name: string): Promise<void> {
    const title = t("Discard “{name}”?", { name });
    const text = t("It is not tried again.");
    if (await confirm({ title, text, yes: t("Discard"), danger: true })) this.#act(one, "discard");
  }

  async #retryAll(): Promise<void> {
    try {
      const { retried, left } = await api<{ retried: number; left: number }>(
        "POST",
        "/dead-letters/retry_all",
        {
          task: this.#task,
        },
      );
      const words = plural(retried, "1 is begun again.", "{n} are begun again.");
      toast(left ? `${words} ${plural(left, "1 is left.", "{n} are left.")}` : words, { kind: "good" });
    } catch (error) {
      toastError(error);
    }
    (document.activeElement as HTMLElement | null)?.blur();
    void this.#fetch(null);
  }
}
