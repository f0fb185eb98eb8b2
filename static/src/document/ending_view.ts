/** The note above the text when the server ended the connection for good: why, and what helps. */
import { t } from "../i18n.ts";
import { signInAgain } from "../shell/signed_out.ts";
import { fill, h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { toast, toastError } from "../ui/toast.ts";
import type { SaveState } from "./save_state.ts";
import { type Ending, endingWords } from "./words.ts";

export interface EndingActions {
  /** The document's words, for the clipboard. */
  text: () => string;
  retry: () => void;
  reload: () => void;
  /** Throw this device's copy away and load the server's. */
  afresh: () => Promise<void>;
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyTheOldWay(text); // no clipboard on plain http
  }
  toast(t("The text is in the clipboard."), { kind: "good" });
}

function copyTheOldWay(text: string): void {
  const area = h("textarea", { class: "visually-hidden" });
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

function offered(offer: Ending["offers"][number], actions: EndingActions): HTMLElement {
  const [label, run, style] = {
    sign_in: [t("Sign in"), signInAgain, "button primary"],
    retry: [t("Try again"), actions.retry, "button"],
    reload: [t("Reload"), actions.reload, "button primary"],
    afresh: [t("Load the server’s text"), () => void actions.afresh().catch(toastError), "button quiet bad"],
  }[offer] as [string, () => void, string];
  return h("button", { type: "button", class: style, onclick: run }, label);
}

export class EndingView {
  #shown = "";

  constructor(
    private readonly place: HTMLElement,
    private readonly actions: EndingActions,
  ) {}

  /** Drawn only when it changes: an alert is read out each time its words are put there. */
  show({ ended, unsaved }: SaveState): void {
    const key = JSON.stringify([ended, unsaved !== "no"]);
    if (key === this.#shown) return;
    this.#shown = key;
    this.place.hidden = ended === null;
    if (ended === null) fill(this.place);
    else this.#draw(endingWords(ended, unsaved !== "no"));
  }

  #draw(ending: Ending): void {
    fill(
      this.place,
      icon("warning"),
      h("div", { class: "ending-words" }, h("strong", {}, ending.title), h("p", {}, ending.text)),
      h(
        "div",
        { class: "actions" },
        ...ending.offers.map((offer) => offered(offer, this.actions)),
        h(
          "button",
          { type: "button", class: "button", onclick: () => void copy(this.actions.text()) },
          icon("copy", "small"),
          t("Copy the text"),
        ),
      ),
    );
  }
}
