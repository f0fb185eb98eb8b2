/** The life of a document on its own page: its acts, the room's pages beside it, its place, its star. */
import "../styles/page_tree.css";
import "../styles/page_navigator.css";
import type { DocumentContext } from "../document/context.ts";
import { onDocument, registerAct } from "../document/panels/registry.ts";
import { t } from "../i18n.ts";
import { h, must, onceAFrame, readJson } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { toastError } from "../ui/toast.ts";
import { listDocuments, setFavourite } from "./api.ts";
import { registerDocumentActs } from "./document_acts.ts";
import { SOURCES } from "./icons.ts";
import { Navigator } from "./navigator.ts";
import { DocumentsStore } from "./store.ts";
import { Surroundings } from "./surroundings.ts";
import { watchTrash } from "./trash_notice.ts";

let column: Navigator | null = null;

registerDocumentActs();
registerAct({
  name: "pages",
  label: t("Pages of the room"),
  icon: SOURCES.tree,
  order: 5,
  run: () => column?.toggle(),
  shown: () => column !== null,
});

/** The star beside the title. */
function star(context: DocumentContext): (on: boolean) => void {
  let on = readJson<{ favourite?: boolean }>("boot")?.favourite ?? false;
  const button = h("button", { type: "button", class: "icon-button favourite-star not-phone" }, icon("star"));
  const show = (now: boolean) => {
    on = now;
    const words = on ? t("Remove from favourites") : t("Add to favourites");
    button.setAttribute("aria-label", words);
    button.title = words;
    button.setAttribute("aria-pressed", String(on));
  };
  const turn = () => {
    show(!on);
    setFavourite(context.info.id, on).catch((error: unknown) => {
      show(!on);
      toastError(error);
    });
  };
  button.addEventListener("click", turn);
  registerAct({
    name: "favourite",
    label: () => (on ? t("Remove from favourites") : t("Add to favourites")),
    icon: SOURCES.star,
    order: 11,
    run: turn,
  });
  must("#document-heading").after(button);
  show(on);
  return show;
}

/** The room's pages are not waited for: the text comes first. */
async function surround(context: DocumentContext, showStar: (on: boolean) => void): Promise<void> {
  const { info, room, shell } = context;
  if (!room.abilities.read) return; // given the document alone
  const listing = await listDocuments(room.id).catch(() => null);
  if (!listing) return; // the line is down; a reload brings it
  const store = new DocumentsStore(room, listing, shell.realtime);
  column = new Navigator(store, shell.rooms, info.id);
  must("#document-crumbs").before(column.button);
  const surroundings = new Surroundings(store, info.id);
  const follow = () => {
    surroundings.show();
    showStar(store.isFavourite(info.id));
  };
  store.watch(onceAFrame(follow));
  follow();
}

onDocument((context) => {
  watchTrash(context);
  void surround(context, star(context)).catch(toastError);
});
