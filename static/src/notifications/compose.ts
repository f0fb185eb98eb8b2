/** The page on which staff write a notification: whom, what, a preview, and an answer that says where it went. */

import { ApiError, api } from "../api.ts";
import { plural, t } from "../i18n.ts";
import { Combobox, type Option } from "../ui/combobox.ts";
import { h, must, readJson } from "../ui/dom.ts";
import type { Notification, Person, RoomSummary } from "../wire.ts";
import { type Audience, type Draft, draftFaults, matchingRooms, toWish } from "./draft.ts";
import { itemContent } from "./item.ts";

const PREVIEW_ID = 0;

function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

async function findPeople(typed: string): Promise<Option[]> {
  const { people } = await api<{ people: Person[] }>("GET", `/people?q=${encodeURIComponent(typed)}`);
  return people
    .slice(0, 8)
    .map((one) => ({ value: one.username, label: one.name || one.username, hint: `@${one.username}` }));
}

/** Rooms are few and asked for once. */
function roomFinder(): (typed: string) => Promise<Option[]> {
  let all: Promise<RoomSummary[]> | null = null;
  const load = async (): Promise<RoomSummary[]> => {
    const lists = await Promise.all(
      ["mine", "directory"].map((scope) => api<{ rooms: RoomSummary[] }>("GET", `/rooms?scope=${scope}`)),
    );
    return lists.flatMap((list) => list.rooms);
  };
  return async (typed) => {
    all ??= load();
    all.catch(() => {
      all = null;
    });
    return matchingRooms(await all, typed).map((room) => ({
      value: String(room.id),
      label: room.name,
      hint: plural(room.members, "1 member", "{n} members"),
    }));
  };
}

export class ComposePage {
  readonly #form = must<HTMLFormElement>("#compose");
  readonly #submit = must<HTMLButtonElement>("#compose-send");
  readonly #room: Combobox;
  readonly #person: Combobox;
  /** The same for every attempt at one text, so that a repeat is not a second notification. */
  #clientId = randomId();

  constructor(private readonly me: Person) {
    const changed = () => this.#changed();
    this.#room = new Combobox(must<HTMLInputElement>("#compose-room"), roomFinder(), changed);
    this.#person = new Combobox(must<HTMLInputElement>("#compose-user"), findPeople, changed);
    this.#form.addEventListener("input", changed);
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#send();
    });
    this.#changed();
  }

  #draft(): Draft {
    const values = new FormData(this.#form);
    const text = (name: string) => String(values.get(name) ?? "");
    return {
      audience: text("audience") as Audience,
      room: this.#room.value,
      user: this.#person.value || text("user").trim().replace(/^@/, ""),
      title: text("title"),
      body: text("body"),
      url: text("url"),
    };
  }

  #changed(): void {
    const draft = this.#draft();
    must("#compose-room-field").hidden = draft.audience !== "room";
    must("#compose-user-field").hidden = draft.audience !== "user";
    const picture: Notification = {
      id: PREVIEW_ID,
      seq: 0,
      title: draft.title.trim(),
      body: draft.body.trim(),
      url: draft.url.trim(),
      audience: draft.audience,
      sender: this.me.username,
      created_at: new Date().toISOString(),
      read: false,
    };
    must("#compose-preview").replaceChildren(itemContent(picture, this.me, null));
  }

  async #send(): Promise<void> {
    const draft = this.#draft();
    const faults = draftFaults(draft);
    this.#showFaults(faults);
    if (faults.size) return;
    this.#submit.disabled = true;
    try {
      const sent = await api<Notification>("POST", "/notifications", {
        ...toWish(draft),
        client_id: this.#clientId,
      });
      this.#sent(sent);
    } catch (error) {
      this.#refused(error);
    } finally {
      this.#submit.disabled = false;
    }
  }

  #sent(notification: Notification): void {
    const whom = {
      everyone: t("everyone"),
      room: t("the members of {room}", { room: must<HTMLInputElement>("#compose-room").value }),
      user: must<HTMLInputElement>("#compose-user").value,
    }[notification.audience];
    this.#clientId = randomId();
    for (const name of ["title", "body", "url"])
      must<HTMLInputElement>(`#compose [name="${name}"]`).value = "";
    this.#changed();
    must("#compose-result").replaceChildren(
      h(
        "div",
        { class: "notice good" },
        h("span", {}, t("“{title}” was sent to {whom}.", { title: notification.title, whom })),
      ),
    );
    must<HTMLInputElement>('#compose [name="title"]').focus();
  }

  /** What was written stays; the refusal stands where it can be mended. */
  #refused(error: unknown): void {
    const message = error instanceof Error ? error.message : t("Something went wrong here.");
    const field = error instanceof ApiError ? error.field : null;
    this.#showFaults(new Map([[field ?? "", message]]));
  }

  #showFaults(faults: ReadonlyMap<string, string>): void {
    must("#compose-result").replaceChildren();
    const lines = [...this.#form.querySelectorAll<HTMLElement>("[data-error-for]")];
    for (const line of lines) {
      const fault = faults.get(line.dataset.errorFor ?? "") ?? "";
      line.textContent = fault;
      const control = this.#form.querySelector(`[name="${line.dataset.errorFor}"]:not([type=radio])`);
      if (fault) control?.setAttribute("aria-invalid", "true");
      else control?.removeAttribute("aria-invalid");
    }
    const named = new Set(lines.map((line) => line.dataset.errorFor));
    const rest = [...faults].filter(([field]) => !named.has(field)).map(([, message]) => message);
    must("#compose-fault").textContent = rest.join(" ");
    this.#form.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }
}

/** Wires the page; the shell knows who writes. */
export function startCompose(): void {
  const shell = readJson<{ me: Person }>("shell");
  if (shell) new ComposePage(shell.me);
}
