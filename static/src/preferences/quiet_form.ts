/** Do not disturb: now, until a moment of one's own, and by the week. */
import { t } from "../i18n.ts";
import { timezones } from "../people/local_time.ts";
import { fill, h } from "../ui/dom.ts";
import type { Quiet } from "../wire.ts";
import type { PreferencesPageContext } from "./page.ts";
import { beQuiet, quietPart } from "./quiet_part.ts";
import { switchLine } from "./switch_line.ts";
import { NIGHTS, spansOf } from "./week.ts";
import { WeekForm } from "./week_form.ts";

export function quietForm({ preferences, save }: PreferencesPageContext): HTMLElement {
  const change = (quiet: Partial<Quiet>) =>
    save((wishes) => ({ ...wishes, quiet: { ...wishes.quiet, ...quiet } }));
  const week = new WeekForm((spans) => change({ spans }));
  const zone = zoneField(preferences.zone, (timezone) => change({ timezone }));
  const scheduled = switchLine({
    label: t("Every week"),
    hint: t(
      "No pop-up, sound or push in these hours; e-mail that goes out at once waits until they are over.",
    ),
    turned: (on) => change({ scheduled: on, ...firstHours(preferences.wishes.quiet ?? {}, on) }),
  });
  const urgent = switchLine({
    label: t("What is urgent breaks through"),
    hint: t("Only those who run this place or a room can mark something as urgent."),
    turned: (on) => save((wishes) => ({ ...wishes, urgent_breaks_through: on })),
  });
  const details = h("div", { class: "quiet-week" }, week.element, zone.element);
  preferences.watch(() => {
    const { quiet, urgent_breaks_through } = preferences.wishes;
    scheduled.box.checked = quiet?.scheduled ?? false;
    urgent.box.checked = urgent_breaks_through !== false;
    details.hidden = !quiet?.scheduled;
    zone.show(quiet?.timezone ?? "");
    week.show(quiet?.spans ?? []);
  });
  return h(
    "div",
    { class: "quiet-form" },
    h("div", { class: "quiet-now" }, quietPart(), untilField()),
    scheduled.element,
    details,
    urgent.element,
  );
}

/** Who turns the schedule on and has none gets the nights, to have something to change. */
function firstHours(quiet: Quiet, on: boolean): Partial<Quiet> {
  return on && !quiet.spans?.length ? { spans: spansOf([NIGHTS]) } : {};
}

/** Until a moment of one's own, by this device's clock. */
function untilField(): HTMLElement {
  const id = "quiet-until";
  const input = h("input", { type: "datetime-local", id, class: "input" });
  const fault = h("p", { class: "field-error", role: "alert" });
  const button = h("button", { type: "submit", class: "button" }, t("Be quiet until then"));
  const form = h(
    "form",
    { class: "until-form" },
    h("label", { for: id }, t("Or until")),
    input,
    button,
    fault,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const until = new Date(input.value);
    const future = until.getTime() > Date.now();
    fault.textContent = future ? "" : t("Choose a moment that is yet to come.");
    if (!future) return input.focus();
    void beQuiet(until).then((kept) => kept && form.reset());
  });
  return form;
}

function zoneField(own: string, chosen: (zone: string) => void) {
  const select = h("select", { id: "quiet-zone", class: "input" });
  let zones = timezones();
  const draw = (timezone: string) => {
    if (timezone && !zones.includes(timezone)) zones = [timezone, ...zones];
    fill(
      select,
      h("option", { value: "" }, t("Mine: {zone}", { zone: own.replaceAll("_", " ") })),
      ...zones.map((zone) => h("option", { value: zone }, zone.replaceAll("_", " "))),
    );
  };
  draw("");
  select.addEventListener("change", () => chosen(select.value));
  return {
    element: h(
      "div",
      { class: "field zone-field" },
      h("label", { for: "quiet-zone" }, t("By the clock of")),
      select,
    ),
    show: (timezone: string) => {
      if (timezone && !zones.includes(timezone)) draw(timezone);
      if (select.value !== timezone) select.value = timezone;
    },
  };
}
