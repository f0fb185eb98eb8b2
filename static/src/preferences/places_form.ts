/** Rooms, documents and threads that are louder or quieter than the rest. */
import { t } from "../i18n.ts";
import { isDirect, roomTitle } from "../rooms/names.ts";
import type { RoomsStore } from "../rooms/store.ts";
import { Combobox } from "../ui/combobox.ts";
import { fill, h } from "../ui/dom.ts";
import { type IconName, icon } from "../ui/icons.ts";
import { toastError } from "../ui/toast.ts";
import type { PreferencesPageContext } from "./page.ts";
import type { Volume } from "./store.ts";
import { VOLUMES, volumeName } from "./volume.ts";

const ICONS: Record<string, IconName> = { room: "room", document: "document", thread: "reply" };
const MOST_PROPOSED = 8;

function kindOf(place: string): string {
  return place.split(":")[0] ?? "";
}

/** What a place is called where nobody has told: it may be gone, or not ours any more. */
export function placeName(place: string, names: Readonly<Record<string, string>>, rooms: RoomsStore): string {
  const [kind, id] = place.split(":");
  const room = kind === "room" ? rooms.get(Number(id)) : undefined;
  if (room) return roomTitle(room);
  return (
    names[place] ??
    { room: t("A room"), document: t("A document"), thread: t("A thread") }[kind ?? ""] ??
    place
  );
}

function addressOf(place: string): string | null {
  const [kind, id] = place.split(":");
  return kind === "room" ? `/rooms/${id}/` : kind === "document" ? `/documents/${id}/` : null;
}

export function placesForm(context: PreferencesPageContext): HTMLElement {
  const { preferences, rooms } = context;
  const list = h("ul", { class: "place-rules", "aria-label": t("Places with a rule of their own") });
  const none = h(
    "p",
    { class: "hint" },
    t("None yet. The bell of a room, and the menu of a document or a thread, make one."),
  );
  const draw = () => {
    const focused = document.activeElement?.closest<HTMLElement>("[data-place]")?.dataset.place;
    const places = [...preferences.rules].map(([place, volume]) => ({
      place,
      volume,
      name: placeName(place, context.names, rooms),
    }));
    places.sort((a, b) => a.name.localeCompare(b.name));
    fill(list, ...places.map(({ place, volume, name }) => ruleLine(context, place, name, volume)));
    if (focused) list.querySelector<HTMLElement>(`[data-place="${focused}"] select`)?.focus();
    list.hidden = places.length === 0;
    none.hidden = places.length > 0;
  };
  preferences.watch(draw);
  context.onNames(draw);
  return h("div", {}, none, list, roomAdder(context));
}

function ruleLine(
  { preferences }: PreferencesPageContext,
  place: string,
  name: string,
  volume: Volume,
): HTMLElement {
  const set = (next: Volume | null) => void preferences.setVolume(place, next).catch(toastError);
  const select = h(
    "select",
    { class: "input", "aria-label": t("Notifications from {place}", { place: name }) },
    ...VOLUMES.filter((one) => one !== null).map((one) =>
      h("option", { value: one, selected: one === volume }, volumeName(one)),
    ),
  );
  select.addEventListener("change", () => set(select.value as Volume));
  const address = addressOf(place);
  return h(
    "li",
    { class: "place-rule", "data-place": place },
    icon(ICONS[kindOf(place)] ?? "bell"),
    h("span", { class: "name" }, address ? h("a", { href: address }, name) : name),
    select,
    h(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": t("{place}: as everywhere again", { place: name }),
        title: t("As everywhere again"),
        onclick: () => set(null),
      },
      icon("close", "small"),
    ),
  );
}

/** A room of mine that has no rule yet gets one: mentions only, to begin with. */
function roomAdder({ preferences, rooms }: PreferencesPageContext): HTMLElement {
  const input = h("input", { id: "place-add", class: "input", placeholder: t("Add a room") });
  const label = h("label", { for: "place-add", class: "visually-hidden" }, t("Add a room"));
  const element = h("div", { class: "combobox place-adder" }, label, input);
  const box: Combobox = new Combobox(
    input,
    async (typed) =>
      rooms
        .list()
        .filter((room) => !room.archived && !preferences.volumeOf(`room:${room.id}`))
        .map((room) => ({
          value: `room:${room.id}`,
          label: roomTitle(room),
          hint: isDirect(room) ? t("direct") : "",
        }))
        .filter(({ label: name }) => name.toLowerCase().includes(typed.toLowerCase()))
        .slice(0, MOST_PROPOSED),
    (chosen) => {
      if (!chosen) return;
      const place = box.value;
      box.value = "";
      input.value = "";
      preferences.setVolume(place, "mentions").catch(toastError);
    },
  );
  return element;
}
