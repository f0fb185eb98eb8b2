/**
 * `<quiet-part>`: do not disturb, where one is: what holds now, the quick choices, the way to the schedule.
 * `<quiet-mark>`: a moon while it is quiet.
 */
import { t } from "../i18n.ts";
import { fill, h } from "../ui/dom.ts";
import { BaseElement, define } from "../ui/element.ts";
import { icon } from "../ui/icons.ts";
import { toastError } from "../ui/toast.ts";
import { preferences, type QuietNow, quietNow } from "./mine.ts";
import { QUIET_CHOICES, quietChoiceEnd, quietChoiceName, quietUntilWords } from "./quiet_times.ts";

export const PREFERENCES_URL = "/notifications/preferences/";
/** Quiet begins and ends by the clock; a look so often (ms) is soon enough. */
const LOOK_EVERY = 20_000;

/** Until a moment, or from now on not any more. Shown at once; what is refused is said. Resolves to whether it is kept. */
export async function beQuiet(until: Date | null): Promise<boolean> {
  const end = until?.toISOString() ?? null;
  try {
    await preferences().change((wishes) => ({ ...wishes, quiet: { ...wishes.quiet, until: end } }));
    return true;
  } catch (error) {
    toastError(error);
    return false;
  }
}

/** "Do not disturb until 15:00"; "" when it is not quiet. */
export function quietWords({ on, until }: QuietNow, now = new Date()): string {
  if (!on) return "";
  return until
    ? t("Do not disturb, {until}", { until: quietUntilWords(until, now) })
    : t("Do not disturb, by your schedule");
}

/** Redraws when the wishes change, and as time goes by. */
abstract class QuietElement extends BaseElement {
  connectedCallback(): void {
    this.onLeave(preferences().watch(() => this.show(quietNow())));
    const timer = setInterval(() => this.show(quietNow()), LOOK_EVERY);
    this.onLeave(() => clearInterval(timer));
  }

  protected abstract show(now: QuietNow): void;
}

export class QuietPart extends QuietElement {
  #shown = "";

  protected show(now: QuietNow): void {
    const pressed = Boolean(preferences().wishes.quiet?.until) && now.on;
    const words = quietWords(now);
    const shows = `${words}|${pressed}`;
    if (shows === this.#shown) return;
    this.#shown = shows;
    const hadFocus = this.contains(document.activeElement);
    fill(
      this,
      h(
        "div",
        { class: "quiet-head" },
        icon("dark"),
        h("span", { class: "quiet-words", role: "status" }, words || t("Do not disturb")),
        h("a", { class: "quiet-schedule", href: `${PREFERENCES_URL}#quiet` }, t("Schedule")),
      ),
      pressed ? this.#off() : this.#choices(),
    );
    if (hadFocus) this.querySelector<HTMLElement>("button")?.focus();
  }

  #off(): HTMLElement {
    const off = () => void beQuiet(null);
    return h("button", { type: "button", class: "button", onclick: off }, t("Turn it off"));
  }

  #choices(): HTMLElement {
    return h(
      "div",
      { class: "quiet-choices", role: "group", "aria-label": t("Do not disturb for") },
      ...QUIET_CHOICES.map((choice) => {
        const choose = () => void beQuiet(quietChoiceEnd(choice, new Date()));
        return h("button", { type: "button", class: "chip", onclick: choose }, quietChoiceName(choice));
      }),
    );
  }
}
define("quiet-part", QuietPart);

class QuietMark extends QuietElement {
  protected show(now: QuietNow): void {
    const words = quietWords(now);
    if (this.title === words) return;
    this.title = words;
    fill(this, words ? icon("dark", "small") : null, h("span", { class: "visually-hidden" }, words));
  }
}
define("quiet-mark", QuietMark);

export function quietPart(): HTMLElement {
  return h("quiet-part");
}
