/** A dialog with a list of the server's that stays right while it is open: bans, links, requests, reports. */
import { t } from "../i18n.ts";
import { openDialog } from "../ui/dialog.ts";
import { arrange, type Child, fill, h } from "../ui/dom.ts";
import { faultWords } from "../ui/fault.ts";
import { Kept } from "../ui/kept.ts";
import { moment, pageLocale } from "../ui/time.ts";
import { toastError } from "../ui/toast.ts";

/** Many changes in a row are looked at once, milliseconds. */
const PAUSE = 300;

/** "until 28 Nov, 15:30", with the full moment as its title; `never` when there is no end. */
export function untilMark(end: string | null, never: string): HTMLElement {
  if (!end) return h("span", {}, never);
  const time = new Date(end).toLocaleString(pageLocale(), {
    day: "numeric",
    month: "short",
    hour: "numeric",
    minute: "2-digit",
  });
  return h("span", { title: moment(end) }, t("until {time}", { time }));
}

export interface ListView<T> {
  title: string;
  /** what is above the list, such as a form that adds to it */
  head?: Child[];
  load: () => Promise<T[]>;
  key: (item: T) => string;
  /** `act` runs a request, tells when it is refused, and loads the list again */
  line: (item: T, act: (run: () => Promise<unknown>) => void) => HTMLElement;
  /** what to say when there is nothing */
  empty: string;
  /** tells when something has changed; returns the way to stop */
  heard: (listener: () => void) => () => void;
}

/** Opens it; returns the way to load it again. */
export function openListDialog<T>(view: ListView<T>): () => Promise<void> {
  const kept = new Kept<HTMLElement>();
  const list = h("ul", { class: "dialog-list", "aria-label": view.title });
  const note = h("p", { class: "muted", role: "status" }, t("Loading…"));
  let asked = 0;
  const load = async () => {
    const mine = ++asked;
    try {
      const items = await view.load();
      if (mine === asked) show(items);
    } catch (error) {
      if (mine === asked) fail(error);
    }
  };
  const act = (run: () => Promise<unknown>) => void run().catch(toastError).then(load);
  const show = (items: T[]) => {
    note.textContent = items.length ? "" : view.empty;
    arrange(
      list,
      items.map((item) => kept.get(view.key(item), JSON.stringify(item), () => view.line(item, act))),
    );
    kept.sweep();
    list.hidden = items.length === 0;
  };
  const fail = (error: unknown) => {
    const again = h(
      "button",
      { type: "button", class: "button", onclick: () => void load() },
      t("Try again"),
    );
    fill(note, faultWords(error), " ", again);
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = view.heard(() => {
    clearTimeout(timer);
    timer = setTimeout(() => void load(), PAUSE);
  });
  const dialog = openDialog(
    view.title,
    [
      ...(view.head ?? []),
      note,
      list,
      h(
        "div",
        { class: "actions end" },
        h("button", { type: "button", class: "button", onclick: () => dialog.close() }, t("Close")),
      ),
    ],
    () => {
      clearTimeout(timer);
      stop();
    },
  );
  dialog.element.classList.add("broad");
  void load();
  return load;
}
