/** "What would reach me?": the server's own rules, asked for one happening with the wishes as they are now. */
import { ApiError, api } from "../api.ts";
import { t } from "../i18n.ts";
import { fill, h } from "../ui/dom.ts";
import { type IconName, icon } from "../ui/icons.ts";
import type { Reaches } from "../wire.ts";
import { kindGroups, kindWords } from "./kind_words.ts";
import type { PreferencesPageContext } from "./page.ts";
import { placeName } from "./places_form.ts";

/** A burst of changes asks once, milliseconds. */
const SETTLE = 250;

const ICONS: Record<string, IconName> = {
  in_app: "inbox",
  toast: "chat",
  sound: "alarm",
  push: "bell",
  email: "unread",
};

function reachWords(way: string, email: Reaches["email"]): string {
  return (
    {
      in_app: t("In your inbox"),
      toast: t("As a pop-up"),
      sound: t("With a sound"),
      push: t("As a push message"),
      email: email === "digest" ? t("By e-mail, in the digest") : t("By e-mail, soon"),
    }[way] ?? way
  );
}

function silenceWords(why: string): string {
  return (
    {
      quiet: t("Do not disturb holds the rest back."),
      muted: t("You have turned this place down."),
      off: t("You have turned this kind off."),
      here: t("You are looking at it."),
    }[why] ?? ""
  );
}

export function previewForm(context: PreferencesPageContext): HTMLElement {
  const { preferences, rooms } = context;
  const kind = h(
    "select",
    { id: "preview-kind", class: "input" },
    ...kindGroups().map(([title, kinds]) =>
      h(
        "optgroup",
        { label: title },
        ...kinds.map((one) => h("option", { value: one }, kindWords(one).label)),
      ),
    ),
  );
  const place = h("select", { id: "preview-place", class: "input" });
  const when = h("input", { type: "datetime-local", id: "preview-at", class: "input" });
  const where = h(
    "select",
    { id: "preview-presence", class: "input" },
    h("option", { value: "active" }, t("at my screen")),
    h("option", { value: "idle" }, t("idle")),
    h("option", { value: "away" }, t("not there")),
  );
  const urgent = h("input", { type: "checkbox", id: "preview-urgent" });
  const result = h("div", {
    class: "preview-result",
    role: "status",
    "aria-label": t("What would reach you"),
  });
  const places = () => {
    const chosen = place.value;
    fill(
      place,
      h("option", { value: "" }, t("anywhere")),
      ...[...preferences.rules.keys()].map((one) =>
        h("option", { value: one }, placeName(one, context.names, rooms)),
      ),
    );
    place.value = [...place.options].some((one) => one.value === chosen) ? chosen : "";
  };
  /** An answer may be overtaken by a later one, which knows more. */
  let asked = 0;
  const ask = later(async () => {
    const turn = ++asked;
    const at = when.value ? new Date(when.value).toISOString() : null;
    try {
      const found = await api<Reaches>("POST", "/preferences/preview", {
        kind: kind.value,
        presence: where.value,
        level: urgent.checked ? "urgent" : "normal",
        ...(place.value ? { place: place.value } : {}),
        ...(at ? { at } : {}),
      });
      if (turn === asked) fill(result, ...shown(found));
    } catch (error) {
      const words = error instanceof ApiError ? error.message : t("Something went wrong here.");
      if (turn === asked) fill(result, h("p", { class: "field-error" }, words));
    }
  });
  for (const field of [kind, place, when, where, urgent]) field.addEventListener("change", ask);
  preferences.watch(() => {
    places();
    if (!preferences.saving) ask();
  });
  context.onNames(places);
  const field = (label: string, input: HTMLElement) =>
    h("div", { class: "field" }, h("label", { for: input.id }, label), input);
  return h(
    "div",
    { class: "preview" },
    h(
      "div",
      { class: "preview-fields" },
      field(t("If this happens"), kind),
      field(t("in"), place),
      field(t("at (empty: now)"), when),
      field(t("while I am"), where),
      h("div", { class: "choice" }, urgent, h("label", { for: "preview-urgent" }, t("and it is urgent"))),
    ),
    result,
  );
}

function shown({ ways, silenced_by, email }: Reaches): HTMLElement[] {
  const order = Object.keys(ICONS).filter((way) => ways.includes(way));
  const why = silenceWords(silenced_by);
  return [
    order.length
      ? h(
          "ul",
          {},
          ...order.map((way) =>
            h("li", {}, icon(ICONS[way] as IconName, "small"), h("span", {}, reachWords(way, email))),
          ),
        )
      : h("p", {}, h("strong", {}, t("Nothing would reach you."))),
    ...(why ? [h("p", { class: "hint" }, why)] : []),
  ];
}

function later(task: () => Promise<void>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(() => void task(), SETTLE);
  };
}
