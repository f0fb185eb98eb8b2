/** One moment of the document, with what changed since another one: read only, and the way to restore it. */
import { api } from "../api.ts";
import type { DocumentContext } from "../document/context.ts";
import { atLeast } from "../document/right.ts";
import { plural, t } from "../i18n.ts";
import { avatar, displayName } from "../ui/avatar.ts";
import { confirm } from "../ui/dialog.ts";
import { fill, h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { clock, dayName } from "../ui/time.ts";
import { toast, toastError } from "../ui/toast.ts";
import {
  type Changes,
  type Comparison,
  type DocumentVersions,
  isNow,
  type Restored,
  treeOf,
} from "./kinds.ts";
import { before, titleOf } from "./listing.ts";
import { countChanges, onlyChanges, toContent } from "./marked.ts";
import { PreviewEditor } from "./preview_editor.ts";
import { Stage } from "./stage.ts";

export interface PreviewEvents {
  /** The preview is gone. */
  closed(): void;
  /** The document was changed by it. */
  restored(): void;
}

export class Preview {
  readonly #stage: Stage;
  readonly #editor: PreviewEditor;
  readonly #facts = h("div", { class: "past-facts", role: "status" });
  readonly #bar = h("div", { class: "past-bar", role: "group", "aria-label": t("Changes") });
  readonly #holder = h("div", { class: "past-content" });
  #answer: Comparison | null = null;
  #base: number;
  #only = false;
  #here = -1;
  #asked = 0;

  constructor(
    private readonly context: DocumentContext,
    private readonly list: DocumentVersions,
    private readonly seq: number,
    private readonly events: PreviewEvents,
  ) {
    const title = this.#title(seq);
    this.#base = before(seq, list.versions);
    this.#stage = new Stage(t("Version: {title}", { title }), () => {
      this.#editor.destroy();
      events.closed();
    });
    this.#editor = new PreviewEditor(this.#holder, t("Text of the version, read only"));
    const close = h(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": t("Back to the document"),
        onclick: () => this.close(),
      },
      icon("close"),
    );
    this.#stage.head.append(
      h("div", { class: "past-title" }, h("h2", {}, title), h("span", { class: "past-tag" }, t("Read only"))),
      this.#restoreButton() ?? "",
      close,
    );
    this.#stage.head.after(this.#bar, this.#facts);
    this.#drawBar();
    close.focus();
    void this.#load();
  }

  close(): void {
    this.#stage.close();
  }

  #title(seq: number): string {
    if (seq === 0) return t("The beginning");
    const version = this.list.versions.find((one) => one.seq === seq);
    if (version) return `${titleOf(version)}, ${dayName(version.at)}, ${clock(version.at)}`;
    return t("Now");
  }

  // -- what changed since which moment

  #drawBar(): void {
    const choices = [...new Set([0, ...this.list.versions.map((one) => one.seq).reverse(), this.list.head])];
    const select = h(
      "select",
      {
        id: "past-base",
        onchange: (event: Event) => {
          this.#base = Number((event.target as HTMLSelectElement).value);
          void this.#load();
        },
      },
      ...choices
        .filter((seq) => seq !== this.seq)
        .map((seq) => h("option", { value: seq, selected: seq === this.#base }, this.#title(seq))),
    );
    const only = h("input", {
      type: "checkbox",
      checked: this.#only,
      onchange: (event: Event) => {
        this.#only = (event.target as HTMLInputElement).checked;
        this.#show();
      },
    });
    const step = (by: 1 | -1, label: string, arrow: "arrowUp" | "arrowDown") =>
      h(
        "button",
        { type: "button", class: "icon-button", "aria-label": label, onclick: () => this.#step(by) },
        icon(arrow, "small"),
      );
    fill(
      this.#bar,
      h("label", { class: "past-field" }, t("Compared with"), " ", select),
      h("label", { class: "past-check" }, only, " ", t("Only changes")),
      step(-1, t("Previous change"), "arrowUp"),
      step(1, t("Next change"), "arrowDown"),
    );
  }

  #step(by: 1 | -1): void {
    this.#here = this.#editor.go(by, this.#here < 0 && by < 0 ? 0 : this.#here);
  }

  async #load(): Promise<void> {
    const asked = ++this.#asked;
    this.#stage.say(t("Loading…"));
    fill(this.#facts);
    try {
      const path = `/documents/${this.context.info.id}/compare?old=${this.#base}&new=${this.seq}`;
      const answer = await api<Comparison>("GET", path);
      if (asked !== this.#asked) return;
      this.#answer = answer;
      this.#stage.text.replaceChildren(this.#holder);
      this.#show();
    } catch (error) {
      if (asked !== this.#asked) return;
      this.#stage.say(error instanceof Error ? error.message : String(error), () => void this.#load());
    }
  }

  #show(): void {
    const answer = this.#answer;
    if (!answer) return;
    const tree = treeOf(answer);
    this.#here = -1;
    this.#editor.show(toContent(this.#only ? onlyChanges(tree) : tree, answer.people));
    const count = countChanges(tree);
    fill(
      this.#facts,
      this.seq < this.#base ? h("p", {}, t("What is marked as added came after this version.")) : "",
      count === 0 ? h("p", {}, t("Nothing differs.")) : "",
      ...answer.changes.map((each) => this.#fact(each, answer)),
    );
  }

  #fact(each: Changes, answer: Comparison): HTMLElement {
    const person = answer.people[each.author];
    const words = [
      each.words_added && plural(each.words_added, "{n} word added", "{n} words added"),
      each.words_removed && plural(each.words_removed, "{n} word removed", "{n} words removed"),
      each.blocks_added && plural(each.blocks_added, "{n} block added", "{n} blocks added"),
      each.blocks_removed && plural(each.blocks_removed, "{n} block removed", "{n} blocks removed"),
      each.changed && plural(each.changed, "{n} place changed", "{n} places changed"),
    ].filter((one): one is string => Boolean(one));
    const name = person ? displayName(person) : t("Somebody");
    return h(
      "span",
      { class: "past-fact", "data-colour": person?.colour ?? 0 },
      person ? avatar(person, "small") : "",
      `${name}: ${words.join(", ")}`,
    );
  }

  // -- bringing it back

  #restoreButton(): HTMLElement | null {
    if (isNow(this.list, this.seq) || !atLeast(this.context.right(), "edit")) return null;
    return h(
      "button",
      { type: "button", class: "button primary", onclick: () => void this.#restore() },
      icon("history", "small"),
      t("Restore"),
    );
  }

  async #restore(): Promise<void> {
    const sure = await confirm({
      title: t("Restore this version?"),
      text: t(
        "The document will say again what it said then, for everybody. What it says now stays in the history, and you can go back to it.",
      ),
      yes: t("Restore"),
    });
    if (!sure) return;
    try {
      const { before: past } = await restore(this.context.info.id, this.seq);
      this.close();
      this.events.restored();
      toast(t("The version is back."), {
        kind: "good",
        lasts: 20_000,
        action: { label: t("Undo"), run: () => void this.#undo(past.seq) },
      });
    } catch (error) {
      toastError(error);
    }
  }

  async #undo(seq: number): Promise<void> {
    try {
      await restore(this.context.info.id, seq);
      this.events.restored();
      toast(t("It is as it was before."), { kind: "good" });
    } catch (error) {
      toastError(error);
    }
  }
}

const restore = (document: number, seq: number): Promise<Restored> =>
  api<Restored>("POST", `/documents/${document}/history/${seq}/restore`);
