/** The card of a person: who they are, whether they are here, what time it is there, and what one can do. */
import { plural, t } from "../i18n.ts";
import type { RoomsStore } from "../rooms/store.ts";
import { avatar, displayName } from "../ui/avatar.ts";
import { confirm } from "../ui/dialog.ts";
import { type Child, fill, h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { openMenu, place } from "../ui/menu.ts";
import { ago } from "../ui/time.ts";
import { toast, toastError } from "../ui/toast.ts";
import type { Profile } from "../wire.ts";
import { profile, setActive } from "./api.ts";
import { localTime } from "./local_time.ts";
import { writeTo } from "./new_message.ts";
import { hereWords } from "./person_line.ts";
import type { Here } from "./presence.ts";
import { standing, statusWords, untilWords } from "./status.ts";
import { openStatusDialog } from "./status_dialog.ts";

const ROOMS_SHOWN = 5;

/** Open at `anchor`, at once, and fill it when the answer is there. */
export function openCard(anchor: HTMLElement, username: string, rooms: RoomsStore): void {
  const body = h("div", { class: "card-body" }, h("p", { class: "muted", role: "status" }, t("Loading…")));
  const close = openMenu(anchor, [body], { label: t("About {name}", { name: username }) });
  const card = body.parentElement as HTMLElement;
  card.classList.add("person-card");
  const show = (found: Profile) => {
    if (!body.isConnected) return;
    fill(body, ...parts(found, rooms, close, show));
    place(card, anchor);
    card.querySelector<HTMLElement>("button, a")?.focus();
  };
  profile(username).then(show, (error: unknown) => {
    fill(body, h("p", { role: "alert" }, error instanceof Error ? error.message : String(error)));
  });
}

function parts(
  found: Profile,
  rooms: RoomsStore,
  close: () => void,
  show: (found: Profile) => void,
): Child[] {
  const { person } = found;
  const live = rooms.presence.of(person.username);
  const here: Here = live === "offline" ? found.presence : live;
  return [
    h(
      "div",
      { class: "card-head" },
      avatar(person, "normal", here),
      h(
        "div",
        { class: "member-name" },
        h("strong", {}, displayName(person)),
        h("span", { class: "muted" }, `@${person.username}`),
      ),
      person.is_guest ? h("span", { class: "tag" }, t("Guest")) : null,
      person.active ? null : h("span", { class: "tag bad" }, t("Deactivated")),
    ),
    statusLine(found),
    found.about ? h("p", { class: "card-about" }, found.about) : null,
    h("dl", { class: "facts" }, ...facts(found, here)),
    sharedRooms(found),
    actions(found, rooms, close, show),
  ];
}

function statusLine({ person }: Profile): HTMLElement | null {
  const status = standing(person.status);
  if (!status) return null;
  const until = status.until ? h("span", { class: "muted" }, ` · ${untilWords(status.until)}`) : null;
  return h("p", { class: "card-status" }, statusWords(status), until);
}

function facts(found: Profile, here: Here): Child[] {
  const fact = (name: string, value: Child) => [h("dt", {}, name), h("dd", {}, value)];
  const seen = found.last_seen ? t("{time}", { time: ago(found.last_seen) }) : null;
  const time = localTime(found.timezone);
  return [
    ...fact(t("Now"), hereWords(here)),
    ...(here === "offline" && seen ? fact(t("Last seen"), seen) : []),
    ...(time ? fact(t("Local time"), time) : []),
    ...(found.email ? fact(t("Email"), found.email) : []),
  ];
}

function sharedRooms({ rooms }: Profile): HTMLElement | null {
  const named = rooms.filter(({ name }) => name);
  if (named.length === 0) return null;
  const more = named.length - ROOMS_SHOWN;
  return h(
    "p",
    { class: "card-rooms" },
    h("span", { class: "muted" }, t("Rooms you share")),
    ...named.slice(0, ROOMS_SHOWN).map(({ id, name }) => h("a", { href: `/rooms/${id}/` }, `# ${name}`)),
    more > 0 ? h("span", { class: "muted" }, plural(more, "and {n} more", "and {n} more")) : null,
  );
}

function actions(
  found: Profile,
  rooms: RoomsStore,
  close: () => void,
  show: (found: Profile) => void,
): HTMLElement {
  const { person } = found;
  const mine = person.username === rooms.me.username;
  const button = (words: string, kind: string, run: () => void, mark?: Element) =>
    h("button", { type: "button", class: `button ${kind}`, onclick: run }, mark, words);
  const later = (run: () => void) => () => {
    close();
    run();
  };
  if (mine) {
    return h(
      "div",
      { class: "actions" },
      button(
        t("Set a status"),
        "",
        later(() => openStatusDialog(person)),
        icon("smile", "small"),
      ),
      h("a", { class: "button", href: "/profile/" }, t("Edit profile")),
    );
  }
  const write = () => void writeTo([person.username]).catch(toastError);
  const staff = rooms.me.is_staff;
  return h(
    "div",
    { class: "actions" },
    person.active ? button(t("Message"), "primary", write, icon("chat", "small")) : null,
    staff && person.active
      ? button(t("Deactivate"), "quiet bad", () => void switchActive(found, false, show))
      : null,
    staff && !person.active ? button(t("Reactivate"), "", () => void switchActive(found, true, show)) : null,
  );
}

async function switchActive(found: Profile, active: boolean, show: (found: Profile) => void): Promise<void> {
  const name = displayName(found.person);
  const title = active ? t("Let {name} in again?", { name }) : t("Deactivate {name}?", { name });
  const text = active
    ? t("They can sign in again, and are in the rooms they were in.")
    : t("They are signed out everywhere at once and cannot sign in. What they wrote stays.");
  const yes = active ? t("Reactivate") : t("Deactivate");
  if (!(await confirm({ title, text, yes, danger: !active }))) return;
  try {
    await setActive(found.person.username, active);
    show({ ...found, person: { ...found.person, active } });
    toast(active ? t("{name} can sign in again.", { name }) : t("{name} is deactivated.", { name }), {
      kind: "good",
    });
  } catch (error) {
    toastError(error);
  }
}
