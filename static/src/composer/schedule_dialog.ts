/** Sending later: a usual moment or one of one's own. */
import { postScheduled } from "../desk/api.ts";
import { plural, t } from "../i18n.ts";
import { uuid } from "../realtime/uuid.ts";
import { openDialog } from "../ui/dialog.ts";
import { h } from "../ui/dom.ts";
import { onSubmit } from "../ui/form.ts";
import { icon } from "../ui/icons.ts";
import { clock, moment } from "../ui/time.ts";
import { toast } from "../ui/toast.ts";
import { fieldMoment, fieldValue, type Moment, moments } from "./schedule_times.ts";

export interface Later {
  room: number;
  thread: number | null;
  body: string;
}

function nameOf({ key, at }: Moment): string {
  switch (key) {
    case "soon":
      return plural(20, "In 1 minute", "In {n} minutes");
    case "hour":
      return t("In an hour");
    case "tomorrow":
      return t("Tomorrow at {time}", { time: clock(at.toISOString()) });
    case "monday":
      return t("Monday at {time}", { time: clock(at.toISOString()) });
  }
}

/** Ask when; `done` runs when the server has taken it. */
export function openSchedule(later: Later, done: () => void): void {
  const clientId = uuid(); // one for all attempts: it is planned once
  const schedule = async (at: Date) => {
    await postScheduled(later.room, later.body, at, later.thread, clientId);
    dialog.close();
    done();
    toast(t("It will be sent: {when}.", { when: moment(at.toISOString()) }), {
      kind: "good",
      lasts: 10_000,
      action: { label: t("Show"), run: () => location.assign("/scheduled/") },
    });
  };
  const fault = h("p", { class: "field-error", "data-error-for": "send_at", role: "alert" });
  const refuse = (error: unknown) => {
    fault.textContent = error instanceof Error ? error.message : t("Please try again.");
  };
  const presets = moments(new Date()).map((one) =>
    h(
      "button",
      { type: "button", class: "menu-item", onclick: () => void schedule(one.at).catch(refuse) },
      icon("clock"),
      nameOf(one),
    ),
  );
  const field = h("input", {
    class: "input",
    id: "send-at",
    name: "send_at",
    type: "datetime-local",
    required: true,
    min: fieldValue(new Date()),
    value: fieldValue(new Date(Date.now() + 2 * 3_600_000)),
  });
  const form = h(
    "form",
    { novalidate: true },
    h("div", { class: "field" }, h("label", { for: "send-at" }, t("At a time of your own")), field, fault),
    h(
      "div",
      { class: "actions end" },
      h("button", { type: "button", class: "button", onclick: () => dialog.close() }, t("Cancel")),
      h("button", { type: "submit", class: "button primary" }, t("Send later")),
    ),
  );
  const dialog = openDialog(t("Send later"), [h("div", { class: "presets" }, ...presets), form]);
  onSubmit(form, async () => {
    const at = fieldMoment(field.value, new Date());
    if (!at) throw new Error(t("Choose a moment that lies ahead."));
    await schedule(at);
  });
}
