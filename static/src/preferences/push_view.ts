/** Push in this browser: what state it is in, turning it on, a test; and the person's other browsers. */
import { t } from "../i18n.ts";
import { type Child, fill, h } from "../ui/dom.ts";
import { faultWords } from "../ui/fault.ts";
import { icon } from "../ui/icons.ts";
import { ago, timeElement } from "../ui/time.ts";
import { toast, toastError } from "../ui/toast.ts";
import type { PushDevice } from "../wire.ts";
import { devices, forget, type PushState, pushState, test, turnOff, turnOn } from "./push.ts";

function stateWords(state: PushState): [string, string] {
  return {
    unsupported: [
      t("Not possible here"),
      t("This browser has no push messages. On iPhones they need the installed app."),
    ],
    insecure: [t("Not possible here"), t("Push needs a secure connection (https).")],
    denied: [
      t("Blocked in this browser"),
      t(
        "Notifications of this site are blocked. Allow them in the site's settings, at the lock beside the address.",
      ),
    ],
    off: [t("Off in this browser"), t("Turn it on to be told when no tab of yours is in front.")],
    on: [t("On in this browser"), t("You are told here when you are not at your screen.")],
  }[state] as [string, string];
}

export class PushView {
  readonly element = h("div", { class: "push" }, h("p", { class: "hint" }, t("Looking…")));
  #state: PushState = "off";
  #devices: PushDevice[] = [];
  #busy = false;
  #fault = "";
  /** why the list of browsers is not there */
  #missing = "";

  constructor() {
    void this.refresh();
    // What is allowed is changed in the browser's own dialogs.
    document.addEventListener(
      "visibilitychange",
      () => document.visibilityState === "visible" && this.refresh(),
    );
    void navigator.permissions
      ?.query({ name: "notifications" })
      .then((permission) => permission.addEventListener("change", () => void this.refresh()))
      .catch(() => undefined);
  }

  async refresh(): Promise<void> {
    this.#state = await pushState().catch(() => "unsupported" as const);
    try {
      this.#devices = await devices();
      this.#missing = "";
    } catch (error) {
      this.#missing = faultWords(error);
    }
    this.#draw();
  }

  /** The server's record of this browser. */
  get #here(): PushDevice | null {
    return this.#devices.find((one) => one.here && !one.gone) ?? null;
  }

  /** One thing at a time; what fails is said here, and not only in passing. */
  async #do(act: () => Promise<unknown>): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    this.#fault = "";
    this.#draw();
    try {
      await act();
    } catch (error) {
      this.#fault = refusedWords(error);
    }
    this.#busy = false;
    await this.refresh();
    this.element.querySelector<HTMLElement>("button:not(:disabled)")?.focus();
  }

  #draw(): void {
    const known = this.#state === "on" && this.#here !== null;
    // Allowed by the browser, but the server does not know it (any more): it is off, and can be turned on.
    const state = this.#state === "on" && !known ? "off" : this.#state;
    const [title, hint] = stateWords(state);
    fill(
      this.element,
      h(
        "div",
        { class: `push-state ${state}`, role: "status" },
        icon(state === "on" ? "bell" : "unfollow"),
        h("div", {}, h("strong", {}, title), h("p", { class: "hint" }, hint)),
      ),
      this.#buttons(state),
      h("p", { class: "field-error", role: "alert" }, this.#fault || this.#missing),
      this.#others(),
    );
  }

  #buttons(state: PushState): HTMLElement | null {
    const button = (words: string, run: () => Promise<unknown>, style = "button") =>
      h(
        "button",
        { type: "button", class: style, disabled: this.#busy, onclick: () => void this.#do(run) },
        words,
      );
    const device = this.#here;
    if (state === "off")
      return h("div", { class: "actions" }, button(t("Turn on push"), turnOn, "button primary"));
    if (state !== "on" || !device) return null;
    return h(
      "div",
      { class: "actions" },
      button(t("Send a test"), () => sendTest(device.id)),
      button(t("Turn off"), () => turnOff(device.id), "button quiet"),
    );
  }

  #others(): HTMLElement | null {
    const others = this.#devices.filter((one) => one !== this.#here);
    if (!others.length) return null;
    return h(
      "div",
      {},
      h("h3", {}, t("Your other browsers")),
      h("ul", { class: "push-devices" }, ...others.map((one) => this.#device(one))),
    );
  }

  #device(one: PushDevice): HTMLElement {
    const name = one.label || t("A browser");
    return h(
      "li",
      { class: "push-device" },
      h(
        "div",
        {},
        h("strong", {}, name),
        h("p", { class: one.gone ? "hint bad" : "hint" }, ...deviceWords(one)),
      ),
      h(
        "button",
        {
          type: "button",
          class: "button quiet",
          disabled: this.#busy,
          "aria-label": t("Remove {browser}", { browser: name }),
          onclick: () => void this.#do(() => forget(one.id)),
        },
        t("Remove"),
      ),
    );
  }
}

function deviceWords({ gone, fault, used_at }: PushDevice): Child[] {
  if (gone) return [fault || t("It does not take messages any more. Turn push on there again.")];
  if (!used_at) return [t("No message yet")];
  return [t("Last message:"), " ", timeElement(used_at, ago(used_at))];
}

async function sendTest(device: number): Promise<void> {
  const { sent, fault } = await test(device);
  if (!sent) throw new Error(fault || t("It could not be sent."));
  toast(t("Sent. It should appear in a moment."), { kind: "good" });
}

/** A push service that refuses speaks in the words of a browser. */
function refusedWords(error: unknown): string {
  if (error instanceof DOMException)
    return t("The browser's push service refused: {fault}", { fault: error.message });
  return faultWords(error);
}

export function pushView(): HTMLElement {
  try {
    return new PushView().element;
  } catch (error) {
    toastError(error);
    return h("p", { class: "hint" }, stateWords("unsupported")[1]);
  }
}
