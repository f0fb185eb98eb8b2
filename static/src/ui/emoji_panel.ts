/** The panel of the emoji picker: search, recent ones, groups, skin tones; arrows move, Enter takes. */
import "../styles/emoji.css";
import { t } from "../i18n.ts";
import { fill, h } from "./dom.ts";
import { GROUPS, loadEmoji } from "./emoji_data.ts";
import { recentEmoji, setSkinTone, skinTone, usedEmoji } from "./emoji_kept.ts";
import { type Emoji, findEmoji, type Tone, toned } from "./emoji_search.ts";
import { place } from "./menu.ts";

const MOST_FOUND = 80;
const TONES = ["✋", "✋🏻", "✋🏼", "✋🏽", "✋🏾", "✋🏿"];

function groupNames(): Record<number, string> {
  return {
    0: t("Smileys and feelings"),
    1: t("People"),
    3: t("Animals and nature"),
    4: t("Food and drink"),
    5: t("Travel and places"),
    6: t("Activities"),
    7: t("Objects"),
    8: t("Symbols"),
    9: t("Flags"),
  };
}

function toneNames(): string[] {
  return [t("Yellow"), t("Light"), t("Medium-light"), t("Medium"), t("Medium-dark"), t("Dark")];
}

export async function choose(anchor: HTMLElement): Promise<string | null> {
  const all = await loadEmoji();
  return new Promise((resolve) => new Panel(anchor, all, resolve));
}

class Panel {
  #answer: string | null = null;
  #tone: Tone = skinTone();
  #search = h("input", {
    class: "input",
    type: "search",
    placeholder: t("Find an emoji"),
    "aria-label": t("Find an emoji"),
    autocomplete: "off",
    spellcheck: "false",
  });
  #said = h("p", { class: "visually-hidden", role: "status" });
  #grid = h("div", { class: "emoji-grid" });
  #groups = h("div", { class: "emoji-groups", role: "group", "aria-label": t("Groups") });
  #menu: HTMLElement;

  constructor(
    anchor: HTMLElement,
    private readonly all: Emoji[],
    done: (emoji: string | null) => void,
  ) {
    const top = h("div", { class: "emoji-top" }, this.#search, this.#tones());
    this.#menu = h(
      "div",
      { class: "menu emoji-picker", popover: "auto", role: "dialog", "aria-label": t("Emoji") },
      top,
      this.#groups,
      this.#grid,
      this.#said,
    );
    this.#menu.addEventListener("toggle", (event) => {
      if ((event as ToggleEvent).newState !== "closed") return;
      const within = this.#menu.contains(document.activeElement) || document.activeElement === document.body;
      this.#menu.remove();
      anchor.removeAttribute("aria-expanded");
      if (within) anchor.focus();
      done(this.#answer);
    });
    this.#search.addEventListener("input", () => this.#show());
    this.#menu.addEventListener("keydown", (event) => this.#key(event));
    this.#grid.addEventListener("click", (event) => this.#clicked(event));
    this.#show();
    (anchor.closest("dialog") ?? document.body).append(this.#menu);
    this.#menu.showPopover();
    anchor.setAttribute("aria-expanded", "true");
    place(this.#menu, anchor);
    this.#search.focus();
  }

  #show(): void {
    const query = this.#search.value.trim();
    const found = query ? findEmoji(this.all, query, MOST_FOUND) : null;
    this.#groups.hidden = found !== null;
    if (found) {
      fill(this.#grid, this.#section(t("Found"), found));
      if (!found.length) fill(this.#grid, h("p", { class: "side-hint" }, t("No emoji is called that.")));
      this.#said.textContent = t("{n} emoji", { n: found.length });
    } else this.#showAll();
    this.#grid.scrollTop = 0;
  }

  #showAll(): void {
    const names = groupNames();
    const known = new Map(this.all.flatMap((one) => [one.char, ...one.skins].map((char) => [char, one])));
    const recent = recentEmoji().flatMap((char) => {
      const emoji = known.get(char);
      return emoji ? [{ ...emoji, char, skins: [] }] : [];
    });
    const sections = [
      this.#section(t("Used last"), recent),
      ...GROUPS.map((group) =>
        this.#section(
          names[group] ?? "",
          this.all.filter((one) => one.group === group),
        ),
      ),
    ];
    fill(this.#grid, ...sections);
    fill(this.#groups, ...sections.map((section, index) => this.#jump(section, index)));
  }

  #section(name: string, emoji: Emoji[]): HTMLElement {
    const buttons = emoji.map((one, index) =>
      h(
        "button",
        {
          type: "button",
          class: "emoji",
          title: one.label,
          "aria-label": one.label,
          "data-emoji": toned(one, this.#tone),
          tabindex: index === 0 ? 0 : -1,
        },
        toned(one, this.#tone),
      ),
    );
    const label = h("h3", { class: "emoji-name" }, name);
    return h("section", { class: "emoji-section", "aria-label": name }, label, h("div", {}, ...buttons));
  }

  /** A button that scrolls to a group; its face is the group's first emoji. */
  #jump(section: HTMLElement, index: number): HTMLElement {
    const name = section.getAttribute("aria-label") ?? "";
    const face = index === 0 ? "🕘" : (section.querySelector("button")?.textContent ?? "");
    const go = () => {
      this.#grid.scrollTop = section.offsetTop - this.#grid.offsetTop;
      section.querySelector<HTMLElement>("button")?.focus({ preventScroll: true });
    };
    return h(
      "button",
      { type: "button", class: "emoji", title: name, "aria-label": name, onclick: go },
      face,
    );
  }

  #tones(): HTMLElement {
    const names = toneNames();
    const select = h(
      "select",
      { class: "input emoji-tone", "aria-label": t("Skin tone") },
      ...TONES.map((face, tone) =>
        h("option", { value: tone, selected: tone === this.#tone, "aria-label": names[tone] ?? "" }, face),
      ),
    );
    select.addEventListener("change", () => {
      this.#tone = Number(select.value) as Tone;
      setSkinTone(this.#tone);
      this.#show();
    });
    return select;
  }

  #clicked(event: Event): void {
    const char = (event.target as Element).closest<HTMLElement>("[data-emoji]")?.dataset.emoji;
    if (char) this.#take(char);
  }

  #take(char: string): void {
    usedEmoji(char);
    this.#answer = char;
    this.#menu.hidePopover();
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const buttons = [...this.#grid.querySelectorAll<HTMLElement>(".emoji")];
    const at = buttons.indexOf(document.activeElement as HTMLElement);
    const inSearch = document.activeElement === this.#search;
    if (inSearch && event.key === "Enter" && buttons[0]) this.#take(buttons[0].dataset.emoji ?? "");
    else if (inSearch && event.key === "ArrowDown") buttons[0]?.focus();
    else if (at >= 0 && this.#moves(event.key, buttons, at)) {
      // moved
    } else return;
    event.preventDefault();
  }

  /** Left and right by one, up and down to the nearest in the next line. */
  #moves(key: string, buttons: HTMLElement[], at: number): boolean {
    if (key === "ArrowRight") buttons[Math.min(at + 1, buttons.length - 1)]?.focus();
    else if (key === "ArrowLeft") buttons[Math.max(at - 1, 0)]?.focus();
    else if (key === "ArrowDown" || key === "ArrowUp") {
      const next = nearest(buttons, at, key === "ArrowDown" ? 1 : -1);
      (next ?? (key === "ArrowUp" ? this.#search : null))?.focus();
    } else return false;
    return true;
  }
}

/** The button of the next line (`step` 1 below, -1 above) that stands nearest; null at the end. */
function nearest(buttons: HTMLElement[], at: number, step: 1 | -1): HTMLElement | null {
  const from = buttons[at];
  if (!from) return null;
  let line: number | null = null;
  let best: HTMLElement | null = null;
  for (let index = at + step; buttons[index]; index += step) {
    const one = buttons[index] as HTMLElement;
    if (one.offsetTop === from.offsetTop) continue;
    line ??= one.offsetTop;
    if (one.offsetTop !== line) break;
    const distance = (other: HTMLElement) => Math.abs(other.offsetLeft - from.offsetLeft);
    if (!best || distance(one) < distance(best)) best = one;
  }
  return best;
}
