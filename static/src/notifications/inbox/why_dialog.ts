/** "Why am I getting this?": what brought it here, and the rules that did, each changed with one click. */
import { api } from "../../api.ts";
import { t } from "../../i18n.ts";
import { preferences } from "../../preferences/mine.ts";
import { PREFERENCES_URL } from "../../preferences/quiet_part.ts";
import { VOLUMES, volumeHint, volumeName } from "../../preferences/volume.ts";
import { wishesOf, withKind } from "../../preferences/wishes.ts";
import { openDialog } from "../../ui/dialog.ts";
import { fill, h } from "../../ui/dom.ts";
import { faultWords } from "../../ui/fault.ts";
import { icon } from "../../ui/icons.ts";
import { toastError } from "../../ui/toast.ts";
import type { KindWishes, Notification, Why } from "../../wire.ts";
import { titleOf } from "../sentences.ts";
import { kindName, whyLine } from "../texts.ts";

type Way = "in_app" | "toast" | "sound" | "push" | "email";

export function openWhy(item: Notification): void {
  const part = h("div", { class: "why", "aria-busy": "true" }, h("p", { class: "muted" }, t("Loading…")));
  const dialog = openDialog(
    t("Why am I getting this?"),
    [
      h("p", { class: "lead" }, titleOf(item)),
      part,
      h(
        "div",
        { class: "actions end" },
        h("a", { class: "button quiet", href: PREFERENCES_URL }, t("All preferences")),
        h(
          "button",
          { type: "button", class: "button primary", autofocus: true, onclick: () => dialog.close() },
          t("Close"),
        ),
      ),
    ],
    () => stop(),
  );
  dialog.element.classList.add("broad");
  let stop = () => {};
  api<Why>("GET", `/notifications/${item.id}/why`).then(
    (why) => {
      part.removeAttribute("aria-busy");
      stop = preferences().watch(() => draw(part, item, why));
    },
    (error: unknown) => {
      part.removeAttribute("aria-busy");
      fill(part, h("p", { role: "alert" }, faultWords(error)));
    },
  );
}

function draw(part: HTMLElement, item: Notification, why: Why): void {
  const held = (document.activeElement as HTMLElement | null)?.dataset.rule;
  const places = why.places.filter((place) => why.names[place]);
  fill(
    part,
    h("p", { class: "why-reason" }, icon("info"), h("span", {}, why.sentence || whyLine(item))),
    ...places.map((place) => placeRule(place, why.names[place] as string)),
    kindRule(item),
  );
  if (held) part.querySelector<HTMLElement>(`[data-rule="${CSS.escape(held)}"]`)?.focus();
}

function placeRule(place: string, name: string): HTMLElement {
  const chosen = preferences().volumeOf(place);
  const choose = (volume: (typeof VOLUMES)[number]) =>
    void preferences().setVolume(place, volume).catch(toastError);
  return h(
    "fieldset",
    { class: "why-rule" },
    h("legend", {}, t("From {place}", { place: name })),
    h(
      "div",
      { class: "segments" },
      ...VOLUMES.map((volume) =>
        h(
          "button",
          {
            type: "button",
            class: "segment",
            "data-rule": `${place}=${volume ?? ""}`,
            "aria-pressed": String(volume === chosen),
            title: volumeHint(volume),
            onclick: () => choose(volume),
          },
          volumeName(volume),
        ),
      ),
    ),
    h("p", { class: "hint" }, volumeHint(chosen)),
  );
}

function kindRule({ kind }: Notification): HTMLElement {
  const wishes = wishesOf(preferences().wishes, kind);
  const change = (wanted: Partial<KindWishes>) =>
    void preferences()
      .change((now) => withKind(now, kind, wanted))
      .catch(toastError);
  const ways: [Way, string, boolean, Partial<KindWishes>][] = [
    ["in_app", t("In the inbox"), wishes.in_app !== false, { in_app: wishes.in_app === false }],
    ["toast", t("Pops up"), wishes.toast !== false, { toast: wishes.toast === false }],
    ["sound", t("Sound"), wishes.sound === true, { sound: wishes.sound !== true }],
    ["push", t("Browser push"), wishes.push !== false, { push: wishes.push === false }],
    [
      "email",
      t("E-mail"),
      (wishes.email ?? "off") !== "off",
      { email: wishes.email === "off" ? "now" : "off" },
    ],
  ];
  return h(
    "fieldset",
    { class: "why-rule" },
    h("legend", {}, kindName(kind)),
    h(
      "div",
      { class: "segments" },
      ...ways.map(([way, words, on, wanted]) =>
        h(
          "button",
          {
            type: "button",
            class: "segment",
            "data-rule": `${kind}.${way}`,
            "aria-pressed": String(on),
            disabled: way !== "in_app" && wishes.in_app === false,
            onclick: () => change(wanted),
          },
          on ? icon("check", "small") : null,
          words,
        ),
      ),
    ),
    wishes.in_app === false
      ? h("p", { class: "hint" }, t("Nothing of this kind is kept for you or sent to you."))
      : null,
  );
}
