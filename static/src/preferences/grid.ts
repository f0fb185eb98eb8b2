/** The grid: each kind by each way. What is not kept in the inbox reaches one by no other way either. */
import { t } from "../i18n.ts";
import { h } from "../ui/dom.ts";
import type { KindWishes } from "../wire.ts";
import { kindGroups, kindWords } from "./kind_words.ts";
import type { PreferencesPageContext } from "./page.ts";
import { DEFAULTS, type Kind, wishesOf, withKind } from "./wishes.ts";

type Toggle = "in_app" | "toast" | "sound" | "push";
const TOGGLES: readonly Toggle[] = ["in_app", "toast", "sound", "push"];
type Email = NonNullable<KindWishes["email"]>;

function wayWords(way: Toggle | "email"): string {
  return {
    in_app: t("Inbox"),
    toast: t("Pop-up"),
    sound: t("Sound"),
    push: t("Push"),
    email: t("E-mail"),
  }[way];
}

function emailWords(): [Email, string][] {
  return [
    ["off", t("Off")],
    ["now", t("At once")],
    ["digest", t("In the digest")],
  ];
}

interface Row {
  readonly kind: Kind;
  readonly element: HTMLElement;
  readonly toggles: ReadonlyMap<Toggle, HTMLInputElement>;
  readonly email: HTMLSelectElement;
}

export function kindGrid(context: PreferencesPageContext): HTMLElement {
  const { preferences, save } = context;
  const change = (kind: Kind, wish: Partial<KindWishes>) => save((wishes) => withKind(wishes, kind, wish));
  const rows: Row[] = [];
  const bodies = kindGroups().map(([title, kinds]) => {
    const own = kinds.map((kind) => gridRow(kind, change));
    rows.push(...own);
    return h(
      "tbody",
      {},
      h("tr", {}, h("th", { class: "grid-group", colspan: 6, scope: "rowgroup" }, title)),
      ...own.map((row) => row.element),
    );
  });
  preferences.watch(() => {
    for (const row of rows) showRow(row, wishesOf(preferences.wishes, row.kind));
  });
  return h(
    "table",
    { class: "kind-grid", "aria-labelledby": "kinds-heading" },
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        h("td"),
        ...[...TOGGLES, "email" as const].map((way) => h("th", { scope: "col" }, wayWords(way))),
      ),
    ),
    ...bodies,
  );
}

function gridRow(kind: Kind, change: (kind: Kind, wish: Partial<KindWishes>) => void): Row {
  const { label, hint } = kindWords(kind);
  const toggles = new Map(
    TOGGLES.map((way) => [way, toggle(label, way, (on) => change(kind, { [way]: on }))] as const),
  );
  const email = h(
    "select",
    { class: "input", "aria-label": t("{kind}: {way}", { kind: label, way: wayWords("email") }) },
    ...emailWords().map(([value, words]) => h("option", { value }, words)),
  );
  email.addEventListener("change", () => change(kind, { email: email.value as Email }));
  const cell = (way: Toggle | "email", field: HTMLElement) => h("td", { "data-way": wayWords(way) }, field);
  const element = h(
    "tr",
    { "data-kind": kind },
    h("th", { scope: "row" }, h("span", { class: "grid-kind" }, label), h("span", { class: "hint" }, hint)),
    ...TOGGLES.map((way) => cell(way, toggles.get(way) as HTMLInputElement)),
    cell("email", email),
  );
  return { kind, element, toggles, email };
}

function toggle(label: string, way: Toggle, turned: (on: boolean) => void): HTMLInputElement {
  const box = h("input", {
    type: "checkbox",
    class: "switch",
    role: "switch",
    "aria-label": t("{kind}: {way}", { kind: label, way: wayWords(way) }),
  });
  box.addEventListener("change", () => turned(box.checked));
  return box;
}

function showRow({ kind, element, toggles, email }: Row, wish: KindWishes): void {
  // An announcement is one row for everybody: it is in every inbox.
  const always = kind === "announcement";
  const kept = always || wish.in_app !== false;
  for (const [way, box] of toggles) {
    box.checked = way === "in_app" ? kept : Boolean(wish[way]);
    box.disabled = way === "in_app" ? always : !kept;
  }
  email.value = wish.email ?? "off";
  email.disabled = !kept;
  element.classList.toggle("is-off", !kept);
  const usual = DEFAULTS[kind];
  element.classList.toggle(
    "is-changed",
    (Object.keys(usual) as (keyof KindWishes)[]).some((way) => usual[way] !== wish[way]),
  );
}
