/** The page of one that was sent: what it says, how it goes while it goes, who they are; changing and taking it back. */
import { t } from "../i18n.ts";
import { bannerView } from "../notifications/banner_view.ts";
import { markdown } from "../notifications/markdown.ts";
import { safeUrl } from "../notifications/texts.ts";
import type { Realtime } from "../realtime/client.ts";
import { confirm } from "../ui/dialog.ts";
import { fill, h } from "../ui/dom.ts";
import { faultWords } from "../ui/fault.ts";
import { icon } from "../ui/icons.ts";
import { moment } from "../ui/time.ts";
import { toast, toastError } from "../ui/toast.ts";
import type { Broadcast, Composer } from "../wire.ts";
import { act, exportAddress, fetchOne, figures } from "./api.ts";
import { openEdit } from "./edit_dialog.ts";
import { FiguresView } from "./figures_view.ts";
import { levelWords } from "./level_fields.ts";
import { Recipients } from "./recipients.ts";
import { audienceWords, stateStyle, stateWords } from "./words.ts";

/** Figures are asked for again so often (ms): while it goes out, and after. */
const SOON = 1_000;
const LATER = 3_000;

export class SentPage {
  #head = h("section", { class: "sent-head", "aria-labelledby": "sent-title" });
  #figures = new FiguresView();
  #people: Recipients;
  #fault = h("p", { class: "hint", role: "status" });
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking = false;

  constructor(
    root: HTMLElement,
    private broadcast: Broadcast,
    private readonly composer: Composer,
    realtime: Realtime,
  ) {
    this.#people = new Recipients(broadcast.id, broadcast.wants_ack, exportAddress(broadcast.id));
    fill(root, this.#head, this.#figures.element, this.#fault, this.#people.element);
    this.#draw();
    realtime.on("broadcast.changed", ({ broadcast: row }) => {
      if (row.id !== this.broadcast.id) return;
      const standing = JSON.stringify([row.state, row.edited_at, row.title, row.level]);
      const known = this.broadcast;
      if (standing !== JSON.stringify([known.state, known.edited_at, known.title, known.level]))
        void this.#fetch();
      void this.#count();
    });
    // Those who are not staff are not told of changes: their figures are asked for as well, every few seconds.
    if (composer.abilities.everyone) {
      realtime.follow("broadcasts:staff", null, { reset: () => void this.#fetch() });
    }
    document.addEventListener("visibilitychange", () => void this.#count());
    void this.#count();
    void this.#people.load();
  }

  async #fetch(): Promise<void> {
    try {
      this.broadcast = await fetchOne(this.broadcast.id);
      this.#draw();
    } catch {
      // The figures say when the line is down; the next change asks again.
    }
  }

  async #count(): Promise<void> {
    if (this.#asking || document.hidden) return;
    this.#asking = true;
    clearTimeout(this.#timer);
    try {
      const now = await figures(this.broadcast.id);
      this.#figures.show(now, this.broadcast);
      this.#fault.textContent = "";
      if (now.state !== this.broadcast.state) {
        await this.#fetch();
        void this.#people.load();
      }
    } catch (error) {
      this.#fault.textContent = faultWords(error);
    } finally {
      this.#asking = false;
      this.#timer = setTimeout(() => void this.#count(), this.broadcast.state === "sending" ? SOON : LATER);
    }
  }

  #draw(): void {
    const one = this.broadcast;
    const { edit, recall } = one.abilities;
    const button = (label: string, name: "edit" | "retry" | "copy", run: () => void, style = "button") =>
      h("button", { type: "button", class: style, onclick: run }, icon(name, "small"), label);
    fill(
      this.#head,
      h(
        "p",
        { class: "row-meta" },
        h("span", { class: stateStyle(one.state), role: "status" }, stateWords(one.state)),
        one.level === "normal" ? null : h("span", { class: "tag" }, levelWords(one.level)),
        h("span", {}, t("To {whom}", { whom: audienceWords(one.summary) })),
        h("span", {}, t("from {name}", { name: `@${one.sender}` })),
        ...this.#moments().map((words) => h("span", {}, words)),
      ),
      one.fault ? h("p", { class: "notice bad" }, one.fault) : null,
      this.#said(),
      h(
        "div",
        { class: "actions" },
        edit ? button(t("Change it"), "edit", () => this.#edit()) : null,
        recall ? button(t("Take it back"), "retry", () => void this.#recall(), "button bad") : null,
        h(
          "a",
          { class: "button", href: `/broadcasts/new/?copy=${one.id}` },
          icon("copy", "small"),
          t("Write another like it"),
        ),
      ),
    );
  }

  #moments(): string[] {
    const one = this.broadcast;
    const said = (words: string, iso: string | null) => (iso ? [`${words} ${moment(iso)}`] : []);
    return [
      ...said(t("sent"), one.sent_at),
      ...said(t("changed"), one.edited_at),
      ...said(t("taken back"), one.recalled_at),
      ...said(one.state === "expired" ? t("over since") : t("disappears"), one.expires_at),
    ];
  }

  /** As it was written; readers have their own language and name in it. */
  #said(): HTMLElement {
    const { title, body, url, level, wants_ack } = this.broadcast;
    const link = safeUrl(url);
    const words =
      level === "normal"
        ? h(
            "article",
            { class: "sent-words" },
            h("h2", { id: "sent-title" }, title),
            h("div", { class: "banner-body" }, ...markdown(body)),
            link ? h("p", {}, h("a", { href: link }, link)) : null,
          )
        : h(
            "div",
            {},
            h("h2", { id: "sent-title", class: "visually-hidden" }, title),
            bannerView({ title, body, url, level, wantsAck: wants_ack }, null),
          );
    return words;
  }

  #edit(): void {
    openEdit(this.broadcast, this.composer, (changed) => {
      this.broadcast = changed;
      this.#draw();
      toast(t("It is changed for everybody."), { kind: "good" });
    });
  }

  async #recall(): Promise<void> {
    const sure = await confirm({
      title: t("Take it back?"),
      text: t(
        "It disappears from every inbox and page at once. What went out by push or e-mail cannot be taken back.",
      ),
      yes: t("Take it back"),
      danger: true,
    });
    if (!sure) return;
    try {
      this.broadcast = await act(this.broadcast.id, "recall");
      this.#draw();
      toast(t("It is taken back."), { kind: "good" });
    } catch (error) {
      toastError(error);
    }
  }
}
