/** Until when something is out of the way: three usual moments, or one of one's own. */
import { fieldMoment, fieldValue } from "../../composer/schedule_times.ts";
import { t } from "../../i18n.ts";
import { openDialog } from "../../ui/dialog.ts";
import { h } from "../../ui/dom.ts";
import { onSubmit, textField } from "../../ui/form.ts";
import { icon } from "../../ui/icons.ts";
import { openMenu } from "../../ui/menu.ts";
import { clock, pageLocale } from "../../ui/time.ts";
import { type SnoozeTime, snoozeTimes } from "./snooze_times.ts";

function timeName({ key }: SnoozeTime): string {
  return { today: t("Later today"), tomorrow: t("Tomorrow"), week: t("Next week") }[key];
}

/** The day, where the name does not say it, and the time. */
function when({ key, at }: SnoozeTime): string {
  const day = key === "today" ? "" : `${at.toLocaleDateString(pageLocale(), { weekday: "short" })} `;
  return `${day}${clock(at.toISOString())}`;
}

/** Opens at `anchor`; `snooze` runs with the chosen moment. `closed`: the menu has gone. */
export function openSnoozeMenu(
  anchor: HTMLElement,
  snooze: (until: Date) => void,
  closed?: () => void,
): void {
  const items = snoozeTimes(new Date()).map((time) =>
    h(
      "button",
      {
        type: "button",
        class: "menu-item",
        onclick: () => {
          close();
          snooze(time.at);
        },
      },
      icon("clock"),
      timeName(time),
      h("span", { class: "menu-note" }, when(time)),
    ),
  );
  const own = h(
    "button",
    {
      type: "button",
      class: "menu-item",
      onclick: () => {
        close();
        askMoment(snooze);
      },
    },
    icon("alarm"),
    t("Pick a time…"),
  );
  const close = openMenu(anchor, [...items, own], {
    label: t("Snooze until"),
    ...(closed && { onClose: closed }),
  });
}

function askMoment(snooze: (until: Date) => void): void {
  const field = textField({ name: "until", label: t("Date and time"), required: true });
  const input = field.querySelector("input") as HTMLInputElement;
  input.type = "datetime-local";
  input.min = fieldValue(new Date());
  input.value = fieldValue(new Date(Date.now() + 24 * 3_600_000));
  const form = h(
    "form",
    { novalidate: true },
    field,
    h(
      "div",
      { class: "actions end" },
      h("button", { type: "button", class: "button", onclick: () => dialog.close() }, t("Cancel")),
      h("button", { type: "submit", class: "button primary" }, t("Snooze")),
    ),
  );
  const dialog = openDialog(t("Snooze until"), [form]);
  onSubmit(form, async () => {
    const at = fieldMoment(input.value, new Date());
    if (!at) throw new Error(t("Choose a moment that lies ahead."));
    dialog.close();
    snooze(at);
  });
}
