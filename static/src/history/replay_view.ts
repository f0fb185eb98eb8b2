/** The whole life of the document at a slider: play and pause, how fast, when it was and who wrote. */
import pauseIcon from "lucide-static/icons/pause.svg?raw";
import playIcon from "lucide-static/icons/play.svg?raw";
import { api } from "../api.ts";
import type { DocumentContext } from "../document/context.ts";
import { t } from "../i18n.ts";
import { displayName } from "../ui/avatar.ts";
import { fill, h } from "../ui/dom.ts";
import { icon, svg } from "../ui/icons.ts";
import { moment } from "../ui/time.ts";
import type { HistoryPage } from "../wire.ts";
import type { People } from "./kinds.ts";
import { type Edit, SPEEDS, stepFor, valueText } from "./playing.ts";
import { PreviewEditor } from "./preview_editor.ts";
import { fromBase64 } from "./replay.ts";
import { Replayer } from "./replayer.ts";
import { Stage } from "./stage.ts";

type Row = [number, number, number, string];
/** Milliseconds between two pictures while it plays. */
const FRAME = 50;

export class ReplayView {
  readonly #stage: Stage;
  readonly #editor: PreviewEditor;
  readonly #replayer: Replayer;
  readonly #holder = h("div", { class: "past-content" });
  readonly #when = h("output", { class: "replay-when", for: "replay-at" });
  readonly #play: HTMLButtonElement;
  readonly #slider: HTMLInputElement;
  readonly #speed: HTMLSelectElement;
  readonly #edits: Edit[] = [];
  #people: People = {};
  #at = 0;
  #timer: ReturnType<typeof setInterval> | null = null;
  #owed = 0;
  #ended = false;

  constructor(private readonly context: DocumentContext) {
    this.#stage = new Stage(t("Replay"), () => this.#end());
    this.#editor = new PreviewEditor(this.#holder, t("Text at this moment, read only"));
    this.#replayer = new Replayer(
      (content, at) => {
        this.#editor.show(content, this.#colour(at));
        if (this.#timer) this.#editor.follow();
      },
      () => this.#stage.say(t("This browser cannot replay the document.")),
    );
    this.#play = h("button", {
      type: "button",
      class: "icon-button",
      onclick: () => (this.#timer ? this.#pause() : this.#start()),
    });
    this.#slider = h("input", {
      id: "replay-at",
      type: "range",
      min: 0,
      max: 0,
      value: 0,
      "aria-label": t("Moment"),
      oninput: () => {
        this.#pause();
        this.#go(Number(this.#slider.value));
      },
    });
    this.#speed = h(
      "select",
      { "aria-label": t("Speed") },
      ...SPEEDS.map(({ words, perSecond }, at) =>
        h("option", { value: perSecond, selected: at === 1 }, words),
      ),
    );
    this.#draw();
    void this.#load();
  }

  #draw(): void {
    const close = h(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": t("Back to the document"),
        onclick: () => this.#stage.close(),
      },
      icon("close"),
    );
    this.#stage.head.append(
      h(
        "div",
        { class: "past-title" },
        h("h2", {}, t("Replay")),
        h("span", { class: "past-tag" }, t("Read only")),
      ),
      close,
    );
    this.#stage.foot.append(
      h("div", { class: "replay-bar" }, this.#play, this.#slider, this.#speed),
      this.#when,
    );
    this.#drawPlay();
    close.focus();
  }

  async #load(): Promise<void> {
    this.#stage.say(t("Loading…"));
    this.#stage.foot.hidden = true;
    try {
      for (let after = 0, more = true; more && !this.#ended; ) {
        const path = `/documents/${this.context.info.id}/history?after=${after}`;
        const page = await api<HistoryPage>("GET", path);
        this.#take(page);
        after = this.#edits.at(-1)?.seq ?? after;
        more = page.more && page.rows.length > 0;
      }
    } catch (error) {
      if (!this.#ended)
        this.#stage.say(error instanceof Error ? error.message : String(error), () => void this.#again());
      return;
    }
    if (!this.#ended) this.#loaded();
  }

  #again(): Promise<void> {
    return this.#edits.length === 0 ? this.#load() : Promise.resolve(this.#loaded());
  }

  #take(page: HistoryPage): void {
    Object.assign(this.#people, page.people);
    const rows = page.rows as unknown as Row[];
    this.#replayer.add(rows.map(([, , , data]) => fromBase64(data)));
    for (const [seq, author, at] of rows) this.#edits.push({ seq, at, author: page.authors[author] ?? "" });
  }

  #loaded(): void {
    if (this.#edits.length === 0) {
      this.#stage.say(t("Nothing was written yet."));
      return;
    }
    this.#stage.text.replaceChildren(this.#holder);
    this.#stage.foot.hidden = false;
    this.#slider.max = String(this.#edits.length);
    this.#go(this.#edits.length);
    this.#slider.focus();
  }

  // -- where it is

  #go(at: number): void {
    this.#at = Math.max(0, Math.min(at, this.#edits.length));
    this.#slider.value = String(this.#at);
    const edit = this.#edits[this.#at - 1];
    const person = edit && this.#people[edit.author];
    const name = person ? displayName(person) : (edit?.author ?? "");
    const when = edit ? moment(new Date(edit.at).toISOString()) : "";
    const words = valueText(this.#at, this.#edits.length, name, when);
    this.#slider.setAttribute("aria-valuetext", words);
    fill(
      this.#when,
      person ? h("span", { class: "replay-who", "data-colour": person.colour }, name) : null,
      edit ? h("span", {}, when) : h("span", {}, t("The beginning")),
      h("span", { class: "replay-count" }, t("{at} of {all}", { at: this.#at, all: this.#edits.length })),
    );
    this.#replayer.seek(this.#at);
  }

  #colour(at: number): number {
    return this.#people[this.#edits[at - 1]?.author ?? ""]?.colour ?? 0;
  }

  // -- playing

  #start(): void {
    if (this.#at >= this.#edits.length) this.#go(0);
    this.#owed = 0;
    this.#timer = setInterval(() => this.#tick(), FRAME);
    this.#drawPlay();
  }

  #pause(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#drawPlay();
  }

  #tick(): void {
    if (!this.#replayer.ready) return; // it shows as much as it can, and leaves out none of the time
    const { step, owed } = stepFor(Number(this.#speed.value), FRAME, this.#owed);
    this.#owed = owed;
    if (step === 0) return;
    this.#go(this.#at + step);
    if (this.#at >= this.#edits.length) this.#pause();
  }

  #drawPlay(): void {
    const playing = this.#timer !== null;
    this.#play.setAttribute("aria-label", playing ? t("Pause") : t("Play"));
    fill(this.#play, svg(playing ? "pause" : "play", playing ? pauseIcon : playIcon));
  }

  #end(): void {
    this.#ended = true;
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#replayer.close();
    this.#editor.destroy();
  }
}
