/** The page of notification preferences: every change is kept at once, and says so. */
import { t } from "../i18n.ts";
import { playSound } from "../notifications/sound.ts";
import type { RoomsStore } from "../rooms/store.ts";
import type { Shell } from "../shell/start.ts";
import { h, must } from "../ui/dom.ts";
import { toastError } from "../ui/toast.ts";
import { digestForm } from "./digest_form.ts";
import { kindGrid } from "./grid.ts";
import { keywordsForm } from "./keywords_form.ts";
import { preferences as mine } from "./mine.ts";
import { placesForm } from "./places_form.ts";
import { previewForm } from "./preview.ts";
import { pushView } from "./push_view.ts";
import { quietForm } from "./quiet_form.ts";
import type { Preferences, WishesChange } from "./store.ts";

export interface PreferencesPageContext {
  readonly preferences: Preferences;
  readonly rooms: RoomsStore;
  /** where mail goes; "" for nowhere */
  readonly email: string;
  /** what places are called, as the server told */
  readonly names: Readonly<Record<string, string>>;
  /** Called when `names` has become more. */
  onNames(listener: () => void): void;
  /** Change something; what the server refuses is said and shown as it was. Resolves to whether it is kept. */
  save(change: WishesChange): Promise<boolean>;
}

class Context implements PreferencesPageContext {
  readonly preferences = mine();
  names: Record<string, string> = {};
  #listeners: (() => void)[] = [];
  #state = must("#save-state");
  #saved = false;

  constructor(
    readonly rooms: RoomsStore,
    readonly email: string,
  ) {
    this.preferences.watch(() => this.#show());
    let rules = new Set(this.preferences.rules.keys());
    this.preferences.watch(() => {
      const now = new Set(this.preferences.rules.keys());
      if ([...now].some((place) => !rules.has(place) && !this.names[place])) void this.ask();
      rules = now;
    });
  }

  onNames(listener: () => void): void {
    this.#listeners.push(listener);
  }

  readonly save = async (change: WishesChange): Promise<boolean> => {
    try {
      await this.preferences.change(change);
      this.#saved = true;
    } catch (error) {
      this.#saved = false;
      toastError(error);
    }
    this.#show();
    return this.#saved;
  };

  /** The names of places, and the truth about the rest. */
  async ask(): Promise<void> {
    try {
      const { names } = await this.preferences.refresh();
      this.names = { ...this.names, ...names };
      for (const listener of this.#listeners) listener();
    } catch (error) {
      toastError(error);
    }
  }

  #show(): void {
    const { saving } = this.preferences;
    this.#state.textContent = saving ? t("Saving…") : this.#saved ? t("Saved") : "";
  }
}

/** Fills the page's sections. */
export function startPreferences(shell: Shell, email: string): void {
  const context = new Context(shell.rooms, email);
  const parts: Record<string, (context: PreferencesPageContext) => HTMLElement> = {
    quiet: quietForm,
    kinds: kindGrid,
    push: pushView,
    email: digestForm,
    keywords: keywordsForm,
    places: placesForm,
    preview: previewForm,
  };
  for (const [name, part] of Object.entries(parts)) must(`#${name}-part`).replaceChildren(part(context));
  must("#sound-part").replaceChildren(soundTry());
  void context.ask().then(showAsked);
  if (location.hash) document.querySelector(location.hash)?.scrollIntoView();
}

function soundTry(): HTMLElement {
  const play = () => void playSound().catch(toastError);
  return h("button", { type: "button", class: "button", onclick: play }, t("Hear the sound"));
}

/** `?place=room:3`: that rule is what one came for. */
function showAsked(): void {
  const place = new URLSearchParams(location.search).get("place");
  const line = place && document.querySelector<HTMLElement>(`[data-place="${CSS.escape(place)}"]`);
  if (!line) return;
  line.scrollIntoView({ block: "center" });
  line.querySelector("select")?.focus();
}
