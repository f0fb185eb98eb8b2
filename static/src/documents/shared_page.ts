/** Reading a document by a link: the page looks now and then whether it has changed, and whether the link still works.
 * There is no line: whoever reads here has no account. */
import { ApiError, api } from "../api.ts";
import { t } from "../i18n.ts";
import { h, must } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { ago, moment } from "../ui/time.ts";
import type { SharedDocument } from "../wire.ts";

/** Between two looks of a page that is seen, milliseconds. */
const EVERY = 15_000;

class SharedPage {
  readonly #token = must("#shared").dataset.token ?? "";
  #changed = must<HTMLTimeElement>("#shared-changed").dateTime;
  #over = false;

  constructor() {
    this.#showTime();
    drawFormulas();
    setInterval(() => void this.#look(), EVERY);
    document.addEventListener("visibilitychange", () => void this.#look());
  }

  async #look(): Promise<void> {
    if (this.#over || document.visibilityState !== "visible") return;
    try {
      const now = await api<SharedDocument>("GET", `/shared/${this.#token}`);
      if (Date.parse(now.updated_at) !== Date.parse(this.#changed)) this.#show(now);
      else this.#showTime();
    } catch (error) {
      // Without a line, or with one that fails, what is shown stays as it is.
      if (error instanceof ApiError && (error.status === 404 || error.status === 403)) this.#end(error);
    }
  }

  #show(now: SharedDocument): void {
    this.#changed = now.updated_at;
    must("#shared-title").textContent = now.title;
    const text = new DOMParser().parseFromString(now.html, "text/html").body; // the server's own markup
    must("#shared-text").replaceChildren(...text.childNodes);
    drawFormulas();
    this.#showTime();
  }

  #showTime(): void {
    const time = must<HTMLTimeElement>("#shared-changed");
    time.dateTime = this.#changed;
    time.textContent = ago(this.#changed);
    time.title = moment(this.#changed);
  }

  /** What may not be read any more is not left on the screen. */
  #end(error: ApiError): void {
    this.#over = true;
    must("#shared").replaceChildren();
    const ending = must("#shared-ending");
    const again = { type: "button", class: "button", onclick: () => location.reload() };
    ending.replaceChildren(
      icon("warning"),
      h("span", { class: "ending-words" }, error.message),
      error.status === 403 ? h("button", again, t("Give the password")) : "",
    );
    ending.hidden = false;
  }
}

/** The server writes formulas as they were typed; what draws them is large, and only fetched where there are some. */
function drawFormulas(): void {
  const found = document.querySelectorAll<HTMLElement>("#shared-text [data-latex]");
  if (found.length === 0) return;
  void import("../document/views/katex.ts").then(
    ({ drawMath }) => {
      for (const one of found) drawMath(one.dataset.latex ?? "", one, one.dataset.type === "blockMath");
    },
    () => {}, // then they stand there as they were typed
  );
}

/** Wires the page; the question for a password has nothing to wire. */
export function startShared(): void {
  if (document.getElementById("shared")) new SharedPage();
}
