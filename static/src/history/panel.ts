/** The panel of a document's history: its versions by day, saving and naming them, authors, replay. */
import historyIcon from "lucide-static/icons/history.svg?raw";
import { ApiError, api } from "../api.ts";
import type { DocumentContext } from "../document/context.ts";
import { registerPanel } from "../document/panels/registry.ts";
import { atLeast } from "../document/right.ts";
import { plural, t } from "../i18n.ts";
import { avatar } from "../ui/avatar.ts";
import { fill, h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { openMenu } from "../ui/menu.ts";
import { clock, dayName, moment } from "../ui/time.ts";
import { toast, toastError } from "../ui/toast.ts";
import { AuthorsPart } from "./authors_part.ts";
import type { DocumentVersions, Version } from "./kinds.ts";
import { byDay, distinct, namesOf, titleOf } from "./listing.ts";
import { askName } from "./name_dialog.ts";

/** While it is open the list is read again so often (ms), if this window is looked at. */
const AGAIN = 60_000;
/** And so long (ms) after the last edit that came. */
const PAUSE = 3000;
const NOW = "now";
const NARROW = matchMedia("(max-width: 1100px)");

interface Line {
  readonly key: string;
  readonly title: string;
  readonly detail: string;
  readonly authors: readonly string[];
}

class HistoryPanel {
  readonly #acts = h("div", { class: "history-acts" });
  readonly #authors: AuthorsPart;
  readonly #body = h("div", { class: "history-list" });
  #list: DocumentVersions | null = null;
  #shown: string | null = null;
  #named = false;
  #ended = false;
  #asked = 0;

  constructor(
    container: HTMLElement,
    private readonly context: DocumentContext,
  ) {
    this.#authors = new AuthorsPart(context);
    container.append(this.#acts, this.#authors.element, this.#body);
    this.drawActs();
    fill(this.#body, h("p", { class: "history-note", role: "status" }, t("Loading…")));
    void this.load();
  }

  end(): void {
    this.#ended = true;
    this.#authors.closed();
  }

  drawActs(): void {
    const mayEdit = atLeast(this.context.right(), "edit");
    const button = (label: string, run: () => void, primary = false) =>
      h("button", { type: "button", class: primary ? "button primary" : "button", onclick: run }, label);
    fill(
      this.#acts,
      mayEdit && button(t("Save a version"), () => void this.#save(), true),
      this.#authors.button,
      button(t("Replay"), () => void this.#replay()),
    );
  }

  readonly load = async (): Promise<void> => {
    const asked = ++this.#asked;
    try {
      const list = await api<DocumentVersions>("GET", `/documents/${this.context.info.id}/versions`);
      if (this.#ended || asked !== this.#asked) return;
      this.#list = list;
      this.#draw();
    } catch (error) {
      if (!this.#ended && asked === this.#asked) this.#failed(error);
    }
  };

  #failed(error: unknown): void {
    if (this.#list) return; // an old list is better than none; it is read again
    const offline = error instanceof ApiError && error.code === "offline";
    const words = offline
      ? t("The history is on the server. It is shown when you are back online.")
      : error instanceof Error
        ? error.message
        : String(error);
    fill(
      this.#body,
      h(
        "div",
        { class: "empty", role: "alert" },
        h("p", {}, words),
        h("button", { type: "button", class: "button", onclick: () => void this.load() }, t("Try again")),
      ),
    );
  }

  // -- the list

  #draw(): void {
    const list = this.#list;
    if (!list) return;
    const focused = (document.activeElement as HTMLElement | null)?.dataset.version;
    const versions = distinct(list.versions).filter((one) => !this.#named || one.name !== "");
    const some = list.versions.some((one) => one.name !== "");
    fill(
      this.#body,
      some || this.#named ? this.#filter() : null,
      this.#nowLine(list),
      ...byDay(versions).map((day) =>
        h(
          "section",
          { class: "history-day" },
          h("h3", {}, dayName(day.at)),
          h("ol", {}, ...day.versions.map((one) => this.#line(one, list))),
        ),
      ),
      versions.length === 0 && this.#empty(),
    );
    if (focused) this.#body.querySelector<HTMLElement>(`[data-version="${focused}"]`)?.focus();
  }

  #filter(): HTMLElement {
    const box = h("input", {
      type: "checkbox",
      checked: this.#named,
      onchange: (event: Event) => {
        this.#named = (event.target as HTMLInputElement).checked;
        this.#draw();
      },
    });
    return h("label", { class: "history-filter" }, box, " ", t("Only versions with a name"));
  }

  #empty(): HTMLElement {
    return h(
      "div",
      { class: "empty" },
      h("h3", {}, t("No versions yet")),
      h(
        "p",
        {},
        t(
          "One is made when nobody has written for ten minutes, and whenever you save one. Nothing that was written is ever lost.",
        ),
      ),
    );
  }

  #nowLine(list: DocumentVersions): HTMLElement {
    const words =
      list.edits > 0
        ? plural(list.edits, "{n} edit since the last version", "{n} edits since the last version")
        : t("As in the last version");
    return h(
      "div",
      { class: "history-now" },
      this.#open({ key: NOW, title: t("Now"), detail: words, authors: list.authors }, list),
    );
  }

  #line(version: Version, list: DocumentVersions): HTMLElement {
    const when = clock(version.at);
    const by = namesOf(version.authors, list.people);
    const detail = [version.name || version.kind !== "auto" ? when : "", by].filter(Boolean).join(" · ");
    const title = version.name || version.kind !== "auto" ? titleOf(version) : when;
    return h(
      "li",
      { class: version.name ? "history-line named" : "history-line" },
      this.#open({ key: String(version.seq), title, detail, authors: version.authors }, list),
      atLeast(this.context.right(), "edit") && this.#more(version),
    );
  }

  #open({ key, title, detail, authors }: Line, list: DocumentVersions): HTMLElement {
    const faces = authors.slice(0, 4).map((author) => list.people[author]);
    return h(
      "button",
      {
        type: "button",
        class: "history-open",
        "data-version": key,
        "aria-current": this.#shown === key ? "true" : null,
        onclick: () => void this.#preview(key),
      },
      h("span", { class: "history-title" }, title),
      h("span", { class: "history-detail" }, detail),
      h("span", { class: "history-faces" }, ...faces.map((face) => (face ? avatar(face, "small") : null))),
    );
  }

  #more(version: Version): HTMLElement {
    const label = t("More about the version {title}", {
      title: `${titleOf(version)}, ${moment(version.at)}`,
    });
    const button: HTMLElement = h(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": label,
        onclick: () => this.#menu(button, version),
      },
      icon("more", "small"),
    );
    return button;
  }

  #menu(anchor: HTMLElement, version: Version): void {
    const line = (words: string, run: () => void) => {
      const chosen = () => {
        close();
        run();
      };
      return h("button", { type: "button", class: "menu-item", onclick: chosen }, words);
    };
    const close = openMenu(
      anchor,
      [
        line(version.name ? t("Rename") : t("Name this version"), () => void this.#rename(version)),
        version.name !== "" && line(t("Remove the name"), () => void this.#nameIt(version, "")),
      ],
      { label: t("Version") },
    );
  }

  // -- what one does with it

  async #save(): Promise<void> {
    const made = await askName(t("Save a version"), t("Save"), "", (name) =>
      api("POST", `/documents/${this.context.info.id}/versions`, { name }),
    );
    if (made) toast(t("The version is saved."), { kind: "good" });
    if (made) void this.load();
  }

  async #rename(version: Version): Promise<void> {
    const path = `/documents/${this.context.info.id}/versions/${version.id}`;
    const title = version.name ? t("Rename the version") : t("Name this version");
    if (await askName(title, t("Save"), version.name, (name) => api("PATCH", path, { name })))
      void this.load();
  }

  async #nameIt(version: Version, name: string): Promise<void> {
    try {
      await api("PATCH", `/documents/${this.context.info.id}/versions/${version.id}`, { name });
      void this.load();
    } catch (error) {
      toastError(error);
    }
  }

  /** `key`: the sequence of a version, or NOW: then what was written meanwhile is asked for first. */
  async #preview(key: string): Promise<void> {
    const { Preview } = await import("./preview.ts");
    if (key === NOW) await this.load();
    const list = this.#list;
    if (!list || this.#ended) return;
    const seq = key === NOW ? list.head : Number(key);
    new Preview(this.context, list, seq, {
      closed: () => this.#mark(null),
      restored: () => void this.load(),
    });
    this.#mark(key);
    if (NARROW.matches) this.context.panels.close(); // it lies over the page
  }

  #mark(key: string | null): void {
    this.#shown = key;
    for (const one of this.#body.querySelectorAll<HTMLElement>("[data-version]")) {
      if (one.dataset.version === key) one.setAttribute("aria-current", "true");
      else one.removeAttribute("aria-current");
    }
  }

  async #replay(): Promise<void> {
    const { ReplayView } = await import("./replay_view.ts");
    if (this.#ended) return;
    new ReplayView(this.context);
    if (NARROW.matches) this.context.panels.close();
  }
}

function open(container: HTMLElement, context: DocumentContext): () => void {
  const panel = new HistoryPanel(container, context);
  const stop = context.onRight(() => {
    panel.drawActs();
    void panel.load();
  });
  const again = () => {
    if (document.visibilityState === "visible") void panel.load();
  };
  const timer = setInterval(again, AGAIN);
  let soon: ReturnType<typeof setTimeout> | undefined;
  const edited = () => {
    clearTimeout(soon);
    soon = setTimeout(again, PAUSE);
  };
  addEventListener("online", again);
  context.doc.on("update", edited);
  return () => {
    stop();
    clearInterval(timer);
    clearTimeout(soon);
    context.doc.off("update", edited);
    removeEventListener("online", again);
    panel.end();
  };
}

registerPanel({ name: "history", label: t("History"), icon: historyIcon, order: 30, open });
