/** Ctrl/⌘-K: to any room, document, page or action by a few letters. */
import { api } from "../api.ts";
import { directory } from "../rooms/api.ts";
import { openCreateRoom } from "../rooms/create_dialog.ts";
import type { RoomsStore } from "../rooms/store.ts";
import { openDialog } from "../ui/dialog.ts";
import { fill, h } from "../ui/dom.ts";
import { type IconName, icon } from "../ui/icons.ts";
import type { DocumentInfo, Person } from "../wire.ts";
import { best } from "./match.ts";
import { setTheme } from "./theme.ts";

interface Target {
  label: string;
  kind: string;
  icon: IconName;
  go: () => void;
}

const MOST_SHOWN = 12;
const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

function link(label: string, kind: string, iconName: IconName, href: string): Target {
  return {
    label,
    kind,
    icon: iconName,
    go: () => {
      location.href = href;
    },
  };
}

function pages(me: Person): Target[] {
  return [
    link("Inbox", "Page", "inbox", "/inbox/"),
    link("All rooms", "Page", "compass", "/rooms/"),
    link("Profile and tokens", "Page", "person", "/profile/"),
    ...(me.is_staff ? [link("Announce", "Page", "announce", "/notifications/compose/")] : []),
    { label: "Create a room", kind: "Action", icon: "plus", go: openCreateRoom },
    { label: "Light theme", kind: "Action", icon: "light", go: () => setTheme("light") },
    { label: "Dark theme", kind: "Action", icon: "dark", go: () => setTheme("dark") },
  ];
}

/** What has to be asked for: rooms one is not in, and the documents of the room at hand. Faults leave it out. */
async function asked(rooms: RoomsStore, room: number | null): Promise<Target[]> {
  const documents = room
    ? api<{ documents: DocumentInfo[] }>("GET", `/rooms/${room}/documents`).then((answer) => answer.documents)
    : Promise.resolve([]);
  const [all, docs] = await Promise.all([directory().catch(() => []), documents.catch(() => [])]);
  return [
    ...docs.map((doc) => link(doc.title || "Untitled", "Document", "document", `/documents/${doc.id}/`)),
    ...all
      .filter(({ id }) => !rooms.get(id))
      .map(({ id, name }) => link(name, "Join", "room", `/rooms/${id}/`)),
  ];
}

function mine(rooms: RoomsStore): Target[] {
  return rooms
    .list()
    .map((room) =>
      link(
        room.name,
        room.archived ? "Archived room" : "Room",
        room.archived ? "archive" : room.visibility === "private" ? "lock" : "room",
        `/rooms/${room.id}/`,
      ),
    );
}

class Switcher {
  #targets: Target[];
  #shown: Target[] = [];
  #at = 0;
  #input = h("input", {
    class: "input switcher-input",
    type: "text",
    role: "combobox",
    "aria-label": "Search or jump to",
    "aria-expanded": "true",
    "aria-controls": "switcher-list",
    "aria-autocomplete": "list",
    placeholder: "Room, document or action…",
    autocomplete: "off",
    autofocus: true,
  });
  #list = h("div", { id: "switcher-list", role: "listbox", "aria-label": "Results", class: "switcher-list" });
  #close: () => void;

  constructor(targets: Target[], later: Promise<Target[]>, onClose: () => void) {
    this.#targets = targets;
    const dialog = openDialog("Jump to", [this.#input, this.#list], onClose);
    dialog.element.classList.add("switcher");
    this.#close = dialog.close;
    this.#input.addEventListener("input", () => this.#find());
    this.#input.addEventListener("keydown", (event) => this.#key(event));
    this.#find();
    void later.then((more) => {
      this.#targets = [...this.#targets, ...more];
      this.#find(this.#at);
    });
  }

  #find(at = 0): void {
    this.#shown = best(this.#targets, this.#input.value, ({ label }) => label).slice(0, MOST_SHOWN);
    this.#at = Math.min(at, Math.max(0, this.#shown.length - 1));
    this.#render();
  }

  #render(): void {
    const options = this.#shown.map((target, index) =>
      h(
        "div",
        {
          id: `switcher-${index}`,
          class: "menu-item",
          role: "option",
          "aria-selected": String(index === this.#at),
          onclick: () => this.#go(target),
        },
        icon(target.icon),
        h("span", { class: "name" }, target.label),
        h("span", { class: "muted" }, target.kind),
      ),
    );
    fill(
      this.#list,
      ...options,
      options.length ? null : h("p", { class: "side-hint" }, "Nothing is called that."),
    );
    this.#input.setAttribute("aria-activedescendant", this.#shown.length ? `switcher-${this.#at}` : "");
    options[this.#at]?.scrollIntoView({ block: "nearest" });
  }

  #key(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const target = this.#shown[this.#at];
    if (step && this.#shown.length) {
      this.#at = (this.#at + step + this.#shown.length) % this.#shown.length;
      this.#render();
    } else if (event.key === "Enter" && target && !event.isComposing) this.#go(target);
    else return;
    event.preventDefault();
  }

  #go(target: Target): void {
    this.#close();
    target.go();
  }
}

/** `room` is the page's, whose documents are offered. */
export function startSwitcher(rooms: RoomsStore, me: Person, room: number | null): void {
  let isOpen = false;
  const open = () => {
    if (isOpen) return;
    isOpen = true;
    new Switcher([...mine(rooms), ...pages(me)], asked(rooms, room), () => {
      isOpen = false;
    });
  };
  for (const hint of document.querySelectorAll("[data-hotkey]")) hint.textContent = isMac ? "⌘ K" : "Ctrl K";
  for (const button of document.querySelectorAll("[data-open-switcher]"))
    button.addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.key.toLowerCase() !== "k") return;
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
}
