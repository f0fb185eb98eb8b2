/** The choice of how much one hears of a room, a document or a thread: in a menu, and on a button that shows it. */
import { t } from "../i18n.ts";
import { fill, h } from "../ui/dom.ts";
import { BaseElement, define } from "../ui/element.ts";
import { icon } from "../ui/icons.ts";
import { openMenu } from "../ui/menu.ts";
import { toastError } from "../ui/toast.ts";
import { preferences } from "./mine.ts";
import { PREFERENCES_URL } from "./quiet_part.ts";
import type { Volume } from "./store.ts";
import { VOLUMES, volumeHint, volumeName } from "./volume.ts";

/** `name`: what the place is called, for the head of the menu. */
export function openVolumeMenu(anchor: HTMLElement, place: string, name: string): void {
  const chosen = preferences().volumeOf(place);
  const title = t("Notifications from {place}", { place: name });
  const close = openMenu(
    anchor,
    [
      h("div", { class: "menu-head" }, h("strong", {}, title)),
      h(
        "div",
        { class: "volume-choices", role: "radiogroup", "aria-label": title },
        ...VOLUMES.map((volume) => choice(volume, volume === chosen, () => choose(place, volume, close))),
      ),
      h("hr"),
      h("a", { class: "menu-item", href: PREFERENCES_URL }, icon("settings"), t("All preferences")),
    ],
    { label: title },
  );
}

function choice(volume: Volume | null, chosen: boolean, run: () => void): HTMLElement {
  return h(
    "button",
    {
      type: "button",
      class: "menu-item volume-choice",
      role: "radio",
      "aria-checked": String(chosen),
      onclick: run,
    },
    h("span", { class: "volume-check" }, chosen ? icon("check", "small") : null),
    h("span", {}, volumeName(volume), h("span", { class: "volume-hint" }, volumeHint(volume))),
  );
}

function choose(place: string, volume: Volume | null, close: () => void): void {
  close();
  preferences().setVolume(place, volume).catch(toastError);
}

/** `<volume-button>`: a bell that shows how loud a place is, and opens the choice. */
export class VolumeButton extends BaseElement {
  #place = "";
  #button = h("button", { type: "button", class: "icon-button", "aria-haspopup": "dialog" });

  /** `name` is asked when the menu opens. */
  start(place: string, name: () => string): void {
    this.#place = place;
    this.replaceChildren(this.#button);
    this.listen(this.#button, "click", () => openVolumeMenu(this.#button, place, name()));
    this.onLeave(preferences().watch(() => this.#show()));
  }

  #show(): void {
    const volume = preferences().volumeOf(this.#place);
    const label = t("Notifications from here: {volume}", { volume: volumeName(volume) });
    if (this.#button.title === label) return;
    this.#button.title = label;
    this.#button.setAttribute("aria-label", label);
    fill(this.#button, icon(volume === "nothing" ? "unfollow" : "bell", "small"));
    this.#button.classList.toggle("is-set", volume !== null);
  }
}
define("volume-button", VolumeButton);

export function volumeButton(place: string, name: () => string): HTMLElement {
  const button = h("volume-button") as VolumeButton;
  button.start(place, name);
  return button;
}
