/** The save state in its fixed place in the top bar: an icon and a word, the detail on a click. */

import unsavedIcon from "lucide-static/icons/cloud-off.svg?raw";
import savingIcon from "lucide-static/icons/cloud-upload.svg?raw";
import readOnlyIcon from "lucide-static/icons/eye.svg?raw";
import keptIcon from "lucide-static/icons/hard-drive.svg?raw";
import stoppedIcon from "lucide-static/icons/octagon-alert.svg?raw";
import { t } from "../i18n.ts";
import { h } from "../ui/dom.ts";
import { icon, svg } from "../ui/icons.ts";
import { openMenu } from "../ui/menu.ts";
import type { SaveWord } from "./save_state.ts";
import { SAVE_WORDS } from "./words.ts";

/** "Saving…" stays for a moment (ms) after the last change, so that it does not blink at every key. */
const CALM = 300;

function picture(word: SaveWord): SVGSVGElement {
  switch (word) {
    case "saved":
      return icon("check", "small");
    case "read_only":
      return svg("eye", readOnlyIcon, "small");
    case "kept":
      return svg("hard-drive", keptIcon, "small");
    case "unsaved":
    case "reconnecting":
      return svg("cloud-off", unsavedIcon, "small");
    case "stopped":
      return svg("octagon-alert", stoppedIcon, "small");
    default:
      return svg("cloud-upload", savingIcon, "small");
  }
}

export class SaveView {
  #shown: SaveWord | null = null;
  #wanted: SaveWord | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #button = h("button", { type: "button", class: "live", "aria-haspopup": "dialog" });

  /** `region` is the live region that the word stands in. */
  constructor(private readonly region: HTMLElement) {
    this.#button.addEventListener("click", () => this.#explain());
    region.replaceChildren(this.#button);
  }

  show(word: SaveWord): void {
    if (word === this.#wanted) return;
    this.#wanted = word;
    clearTimeout(this.#timer);
    // Only the good news may wait: nothing must be called saved for even a moment while it is not.
    if (word === "saved" && this.#shown === "saving") this.#timer = setTimeout(() => this.#draw(word), CALM);
    else this.#draw(word);
  }

  #draw(word: SaveWord): void {
    if (word === this.#shown) return;
    // Read out what is out of the ordinary, not every key.
    const ordinary = (one: SaveWord | null) => one === "saved" || one === "saving" || one === "opening";
    this.region.setAttribute(
      "aria-live",
      ordinary(word) && ordinary(this.#shown ?? "opening") ? "off" : "polite",
    );
    this.#shown = word;
    this.region.dataset.state = word;
    this.#button.replaceChildren(picture(word), h("span", {}, SAVE_WORDS[word].short));
  }

  #explain(): void {
    const { short, detail } = SAVE_WORDS[this.#shown ?? "opening"];
    openMenu(this.#button, [h("p", { class: "menu-head" }, h("strong", {}, `${short}. `), detail)], {
      label: t("Save state"),
    });
  }
}
