/** The menu of a page in the tree: everything one may do with it, the moves of its row too. */
import { t } from "../i18n.ts";
import type { RoomsStore } from "../rooms/store.ts";
import { type Child, h } from "../ui/dom.ts";
import { openEmojiPicker } from "../ui/emoji_picker.ts";
import { menuItem, openMenu } from "../ui/menu.ts";
import { toast, toastError } from "../ui/toast.ts";
import type { DocumentInfo } from "../wire.ts";
import { copyAddress, duplicate, makeTemplate, toTrash } from "./acts.ts";
import { type PageIconName, pageIcon } from "./icons.ts";
import type { Step } from "./moves.ts";
import { titleOf } from "./names.ts";
import { openMoveTo } from "./place_dialog.ts";
import { openShare } from "./share.ts";
import type { DocumentsStore } from "./store.ts";
import type { TreeView } from "./tree_view.ts";

export interface MenuSite {
  store: DocumentsStore;
  rooms: RoomsStore;
  add(parent: number): void;
}

export function openRowMenu(site: MenuSite, id: number, button: HTMLElement, tree: TreeView): void {
  const page = site.store.get(id);
  if (!page) return;
  const groups = [
    writing(site, page, button, tree),
    moving(site, page, tree),
    keeping(site, page),
    removing(site, page),
  ].filter((group) => group.some(Boolean));
  const lines = groups.flatMap((group, index) => (index ? [h("hr"), ...group] : group));
  openMenu(button, lines, { label: titleOf(page) });
}

/** A line of the menu with one of our own icons. */
export function pageItem(label: string, name: PageIconName, run: () => void): HTMLElement {
  const item = menuItem(label, null, run);
  item.prepend(pageIcon(name));
  return item;
}

function writing({ store, add }: MenuSite, page: DocumentInfo, button: HTMLElement, tree: TreeView): Child[] {
  if (!store.may(page.id, "edit")) return [];
  const give = (icon: string) => void store.change(page.id, { icon }).catch(toastError);
  const choose = async () => {
    const emoji = await openEmojiPicker(button);
    if (emoji) give(emoji);
  };
  return [
    store.room.abilities.create_document && pageItem(t("New page under it"), "addPage", () => add(page.id)),
    menuItem(t("Rename"), "edit", () => tree.rename(page.id)),
    menuItem(t("Choose an icon"), "smile", () => void choose()),
    page.icon ? menuItem(t("Remove the icon"), "close", () => give("")) : null,
  ];
}

function moving({ store, rooms }: MenuSite, page: DocumentInfo, tree: TreeView): Child[] {
  const step = (which: Step, line: () => HTMLElement) => (tree.can(page.id, which) ? line() : null);
  const go = (which: Step) => () => tree.step(page.id, which);
  return [
    step("up", () => menuItem(t("Move up"), "arrowUp", go("up"))),
    step("down", () => menuItem(t("Move down"), "arrowDown", go("down"))),
    step("into", () => pageItem(t("Move under the page above"), "into", go("into"))),
    step("out", () => pageItem(t("Move out, beside its parent"), "out", go("out"))),
    store.may(page.id, "edit") &&
      pageItem(t("Move to…"), "moveTo", () =>
        openMoveTo(page, rooms, store.may(page.id, "manage"), () => void store.refetch()),
      ),
  ];
}

function keeping({ store, rooms }: MenuSite, page: DocumentInfo): Child[] {
  const favourite = store.isFavourite(page.id);
  const favour = () => void store.favour(page.id, !favourite).catch(toastError);
  const manages = store.may(page.id, "manage");
  return [
    favourite
      ? pageItem(t("Remove from favourites"), "unstar", favour)
      : menuItem(t("Add to favourites"), "star", favour),
    menuItem(t("Copy link"), "linkChain", () => void copyAddress(page)),
    pageItem(manages ? t("Share…") : t("Who may see it"), "share", () => void openShare(page.id, rooms)),
    store.room.abilities.create_document && pageItem(t("Duplicate"), "duplicate", () => void duplicate(page)),
    store.may(page.id, "edit") &&
      pageItem(
        page.template ? t("Make it a page again") : t("Make it a template"),
        "template",
        () => void makeTemplate(page, !page.template).then(() => store.refetch()),
      ),
  ];
}

function removing({ store }: MenuSite, page: DocumentInfo): Child[] {
  if (!store.may(page.id, "manage")) return [];
  const again = () => {
    toast(t("“{page}” is back.", { page: titleOf(page) }), { kind: "good", lasts: 2_500 });
    void store.refetch();
  };
  return [
    menuItem(t("Move to the trash"), "trash", () => void toTrash(page, () => void store.refetch(), again)),
  ];
}
