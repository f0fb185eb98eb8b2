/** "Move to…": choosing a room and a page in it under which a page shall stand. */
import "../styles/page_dialogs.css";
import { t } from "../i18n.ts";
import { roomName, roomTitle } from "../rooms/names.ts";
import type { RoomsStore } from "../rooms/store.ts";
import { openDialog } from "../ui/dialog.ts";
import { fill, h } from "../ui/dom.ts";
import { faultWords } from "../ui/fault.ts";
import { onSubmit, selectField } from "../ui/form.ts";
import type { DocumentInfo, RoomSummary } from "../wire.ts";
import { listDocuments, moveDocument } from "./api.ts";
import { fitting, inTree, known } from "./listing.ts";
import { mayStand } from "./moves.ts";
import { markOf, titleOf } from "./names.ts";
import { type Row, Tree } from "./tree.ts";

const TOP = "top";

/** `everywhere`: into other rooms too, which only who manages it may. `done` gets it as it is after the move. */
export function openMoveTo(
  document: DocumentInfo,
  rooms: RoomsStore,
  everywhere: boolean,
  done: (moved: DocumentInfo) => void,
): void {
  const may = (room: RoomSummary) => everywhere && !room.archived && room.abilities.create_document;
  const open = rooms.list().filter((room) => room.id === document.room || may(room));
  const choice = selectField({
    name: "room",
    label: t("Room"),
    value: String(document.room),
    options: open.map((room) => [String(room.id), roomTitle(room)] as const),
  });
  const search = h("input", {
    class: "input",
    type: "search",
    "aria-label": t("Find a page"),
    placeholder: t("Find a page"),
  });
  const list = h("div", { class: "place-list", role: "radiogroup", "aria-label": t("Under which page") });
  const note = h("p", { class: "hint", role: "status" });
  const form = h(
    "form",
    {},
    choice,
    search,
    note,
    list,
    h("p", { class: "field-error", "data-error-for": "", role: "alert" }),
    h(
      "div",
      { class: "actions end" },
      h("button", { type: "button", class: "button", onclick: () => dialog.close() }, t("Cancel")),
      h("button", { type: "submit", class: "button primary" }, t("Move here")),
    ),
  );
  const select = choice.querySelector("select") as HTMLSelectElement;
  let tree = new Tree<DocumentInfo>([]);
  const name = () => roomName(rooms.get(Number(select.value)) ?? { name: "", kind: "room", people: [] });
  const draw = () => {
    const query = search.value.trim();
    const rows = query ? tree.found(fitting(query)) : tree.rows(() => true);
    fill(list, top(name()), ...rows.map((row) => line(row, document, tree)));
  };
  const load = async () => {
    const room = Number(select.value);
    note.textContent = t("Loading…");
    tree = new Tree<DocumentInfo>([]);
    draw();
    try {
      const found = await listDocuments(room);
      if (room !== Number(select.value)) return;
      tree = new Tree(inTree(known(found).documents));
      note.textContent = "";
      draw();
    } catch (error) {
      note.textContent = faultWords(error);
    }
  };
  search.addEventListener("input", draw);
  select.addEventListener("change", () => void load());
  onSubmit(form, async (values) => {
    const under = values.get("place");
    const room = Number(select.value);
    const parent = under === null || under === TOP ? null : Number(under);
    const move = { id: document.id, parent, after: null, before: null };
    const moved = await moveDocument(move, room === document.room ? undefined : room);
    dialog.close();
    done(moved);
  });
  const dialog = openDialog(t("Move “{page}” to…", { page: titleOf(document) }), [form]);
  dialog.element.classList.add("broad");
  void load();
}

function top(room: string): HTMLElement {
  return radio(TOP, 0, t("At the top of {room}", { room }), null, true, false);
}

function line(row: Row<DocumentInfo>, moving: DocumentInfo, tree: Tree<DocumentInfo>): HTMLElement {
  const { page, depth } = row;
  const barred = !mayStand(tree, moving.id, page.id);
  return radio(String(page.id), depth + 1, titleOf(page), markOf(page), false, barred);
}

function radio(
  value: string,
  depth: number,
  label: string,
  mark: Element | null,
  checked: boolean,
  disabled: boolean,
): HTMLElement {
  const element = h(
    "label",
    { class: disabled ? "place-line barred" : "place-line" },
    h("input", { type: "radio", name: "place", value, checked, disabled }),
    mark,
    h("span", { class: "name" }, label),
  );
  element.style.setProperty("--depth", String(depth));
  return element;
}
