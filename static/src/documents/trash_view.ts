/** The trash of a room: what lies there, until when, and the ways out of it. */
import { plural, t } from "../i18n.ts";
import { arrange, fill, h } from "../ui/dom.ts";
import { faultWords } from "../ui/fault.ts";
import { icon } from "../ui/icons.ts";
import { Kept } from "../ui/kept.ts";
import { ago, moment } from "../ui/time.ts";
import { toast, toastError } from "../ui/toast.ts";
import type { TrashedDocument } from "../wire.ts";
import { deleteForGood } from "./acts.ts";
import { listTrash, restoreDocument } from "./api.ts";
import { markOf, titleOf } from "./names.ts";

export class TrashView {
  readonly element: HTMLElement;
  readonly #note = h("p", { class: "hint", role: "status" });
  readonly #list = h("ul", { class: "trash-list", "aria-label": t("Trash") });
  readonly #kept = new Kept<HTMLElement>();
  #asked = 0;

  constructor(
    private readonly room: number,
    private readonly nameOf: (username: string) => string,
    /** a page came back */
    private readonly restored: () => void,
  ) {
    this.element = h("section", { class: "page-section" }, h("h2", {}, t("Trash")), this.#note, this.#list);
  }

  async load(): Promise<void> {
    const asked = ++this.#asked;
    if (this.#list.childElementCount === 0) this.#note.textContent = t("Loading…");
    try {
      const found = await listTrash(this.room);
      if (asked === this.#asked) this.#show(found);
    } catch (error) {
      if (asked === this.#asked) this.#fail(error);
    }
  }

  #show(documents: readonly TrashedDocument[]): void {
    const lines = documents.map((one) => {
      const shows = JSON.stringify([one.title, one.icon, ago(one.trashed_at ?? ""), one.pages, one.gone_at]);
      return this.#kept.get(String(one.id), shows, () => this.#line(one));
    });
    this.#kept.sweep();
    arrange(this.#list, lines);
    this.#list.hidden = lines.length === 0;
    this.#note.textContent = lines.length ? "" : t("The trash is empty.");
  }

  #line(page: TrashedDocument): HTMLElement {
    const title = titleOf(page);
    const day = new Date(page.gone_at).toLocaleDateString(document.documentElement.lang, {
      day: "numeric",
      month: "long",
    });
    return h(
      "li",
      { class: "trash-line" },
      markOf(page),
      h("div", { class: "name" }, h("strong", {}, title), h("div", { class: "muted" }, this.#facts(page))),
      h("span", { class: "muted", title: moment(page.gone_at) }, t("kept until {day}", { day })),
      h(
        "button",
        {
          type: "button",
          class: "button",
          "aria-label": t("Restore {page}", { page: title }),
          onclick: () => void this.#restore(page),
        },
        icon("retry", "small"),
        t("Restore"),
      ),
      h(
        "button",
        {
          type: "button",
          class: "button quiet bad",
          "aria-label": t("Delete for good: {page}", { page: title }),
          onclick: () => void this.#delete(page),
        },
        t("Delete for good"),
      ),
    );
  }

  #facts(page: TrashedDocument): string {
    const under = page.pages - 1;
    const facts = [
      under > 0 ? plural(under, "with 1 page under it", "with {n} pages under it") : "",
      page.trashed_by ? t("thrown away by {name}", { name: this.nameOf(page.trashed_by) }) : "",
      page.trashed_at ? ago(page.trashed_at) : "",
    ];
    return facts.filter(Boolean).join(" · ");
  }

  async #delete(page: TrashedDocument): Promise<void> {
    if (await deleteForGood(page)) await this.load();
  }

  async #restore(page: TrashedDocument): Promise<void> {
    try {
      await restoreDocument(page.id);
      toast(t("“{page}” is back.", { page: titleOf(page) }), { kind: "good", lasts: 2_500 });
      this.restored();
    } catch (error) {
      toastError(error);
    }
    await this.load();
  }

  #fail(error: unknown): void {
    const again = h(
      "button",
      { type: "button", class: "button", onclick: () => void this.load() },
      t("Try again"),
    );
    fill(this.#note, faultWords(error), " ", again);
  }
}
