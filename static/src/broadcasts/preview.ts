/** How it will look: as a toast, in the inbox, at the top of the page, as a push and as a mail; to whom one chooses. */
import { t } from "../i18n.ts";
import { bannerView } from "../notifications/banner_view.ts";
import { itemPicture } from "../notifications/item.ts";
import { markdown, markdownLine } from "../notifications/markdown.ts";
import { safeUrl } from "../notifications/texts.ts";
import { displayName } from "../ui/avatar.ts";
import { fill, h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import type { Composer, Notification, Person } from "../wire.ts";
import { type Form, shownTo } from "./form.ts";
import { drawLanguages } from "./language_buttons.ts";

interface Picture {
  title: string;
  body: string;
  form: Form;
}

export class PreviewPane {
  readonly element: HTMLElement;
  #form: Form | null = null;
  #language: string;
  #people: Person[];
  #reader = h("select", { class: "input", id: "preview-reader", onchange: () => this.#draw() });
  #languages = h("div", { class: "segments", role: "group", "aria-label": t("Language of the reader") });
  #pictures = h("div", { class: "pictures" });

  constructor(
    private readonly composer: Composer,
    private readonly me: Person,
  ) {
    this.#language = composer.language;
    this.#people = [me];
    this.element = h(
      "section",
      { class: "looks", "aria-labelledby": "preview-heading" },
      h("h2", { id: "preview-heading" }, t("How it will look")),
      h(
        "div",
        { class: "looks-as" },
        h("label", { for: "preview-reader" }, t("To")),
        this.#reader,
        composer.languages.length > 1 ? this.#languages : null,
      ),
      this.#pictures,
    );
    this.readers([]);
  }

  /** Some of those who get it, to look through their eyes. */
  readers(sample: readonly Person[]): void {
    const chosen = this.#reader.value || this.me.username;
    const others = sample.filter(({ username }) => username !== this.me.username);
    this.#people = [this.me, ...others];
    const option = (one: Person) =>
      h("option", { value: one.username }, one.id === this.me.id ? t("You") : displayName(one));
    fill(this.#reader, ...this.#people.map(option));
    this.#reader.value = this.#people.some(({ username }) => username === chosen) ? chosen : this.me.username;
    this.#draw();
  }

  /** `language`: the one that is being written, so that one sees what one types; "" for the first. */
  show(form: Form, language: string | null = null): void {
    if (language !== null) this.#language = language || this.composer.language;
    this.#form = form;
    this.#draw();
  }

  #draw(): void {
    const form = this.#form;
    if (!form) return;
    const reader = this.#people.find(({ username }) => username === this.#reader.value) ?? this.me;
    const common = this.composer.variables.filter(({ personal }) => !personal);
    const examples = Object.fromEntries(common.map(({ name, example }) => [name, example]));
    const full = { ...form, values: { ...examples, ...form.values } };
    const picture = { ...shownTo(full, reader, this.#language), form };
    this.#drawLanguages();
    fill(
      this.#pictures,
      ...(form.level === "normal" ? [] : [framed(t("At the top of every page"), bannerOf(picture))]),
      framed(t("Toast"), toastOf(picture)),
      framed(t("Inbox"), itemPicture(notificationOf(picture, this.me), this.me)),
      framed(t("Push to a browser or phone"), pushOf(picture)),
      framed(t("E-mail"), mailOf(picture)),
    );
    this.#pictures.lang = this.#language;
  }

  #drawLanguages(): void {
    const languages = this.composer.languages.map(({ code, name }) => ({ code, label: [name] }));
    drawLanguages(this.#languages, languages, this.#language, (code) => {
      this.#language = code;
      this.#draw();
    });
  }
}

function framed(label: string, picture: HTMLElement): HTMLElement {
  // A picture: nothing in it can be reached or pressed, and it is read as one thing.
  picture.inert = true;
  return h("figure", { class: "picture" }, h("figcaption", {}, label), picture);
}

function bannerOf({ title, body, form }: Picture): HTMLElement {
  return bannerView({ title, body, level: form.level, url: form.url, wantsAck: form.wantsAck }, null);
}

function toastOf({ title, body, form }: Picture): HTMLElement {
  return h(
    "div",
    { class: form.level === "urgent" ? "toast bad" : "toast" },
    h(
      "div",
      { class: "toast-body arrival" },
      icon(form.level === "urgent" ? "warning" : "announce"),
      h(
        "div",
        {},
        h("strong", {}, title || t("Title")),
        body ? h("p", {}, markdownLine(body)) : null,
        h(
          "p",
          { class: "arrival-foot" },
          h("a", {}, safeUrl(form.url.trim()) ? t("Open") : t("Open the inbox")),
        ),
      ),
    ),
  );
}

function pushOf({ title, body }: Picture): HTMLElement {
  return h(
    "div",
    { class: "push-picture" },
    h("img", { src: "/static/icons/icon.svg", alt: "", width: 32, height: 32 }),
    h(
      "div",
      {},
      h("strong", {}, title || t("Title")),
      body ? h("p", {}, markdownLine(body, 180)) : null,
      h("p", { class: "muted" }, location.host),
    ),
  );
}

function mailOf({ title, body, form }: Picture): HTMLElement {
  const url = safeUrl(form.url.trim());
  return h(
    "div",
    { class: "mail-picture" },
    h("p", { class: "mail-subject" }, h("strong", {}, title || t("Title"))),
    h("div", { class: "mail-body banner-body" }, ...markdown(body)),
    url ? h("p", {}, h("span", { class: "button primary" }, t("Open"))) : null,
  );
}

/** What the inbox would hold. */
function notificationOf({ title, body, form }: Picture, me: Person): Notification {
  return {
    id: 0,
    seq: 0,
    kind: "announcement",
    group: "announcement:0",
    places: [],
    title,
    body,
    url: form.url.trim(),
    data: {},
    translations: {},
    audience: form.audience.everyone ? "everyone" : "people",
    level: form.level,
    sender: me.username,
    created_at: new Date().toISOString(),
    edited_at: null,
    expires_at: null,
    wants_ack: form.wantsAck,
    count: 1,
    read: false,
    seen: false,
    done: false,
    saved: false,
    snoozed_until: null,
    rank: 0,
    acknowledged: false,
  };
}
