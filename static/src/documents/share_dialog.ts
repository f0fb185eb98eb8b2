/** Who may do what with a document: the people of its room, persons, whoever has a link. */
import "../styles/sharing.css";
import { t } from "../i18n.ts";
import { roomTitle } from "../rooms/names.ts";
import type { RoomsStore } from "../rooms/store.ts";
import { openDialog } from "../ui/dialog.ts";
import { fill, h } from "../ui/dom.ts";
import { faultWords } from "../ui/fault.ts";
import { selectField } from "../ui/form.ts";
import { toastError } from "../ui/toast.ts";
import { documentDetail } from "./api.ts";
import { titleOf } from "./names.ts";
import { linkForm, linkLine } from "./share_links.ts";
import { grantForm, grantLine } from "./share_people.ts";
import { rightMeaning, rightName, roomMeaning } from "./share_words.ts";
import { type MadeLink, type RoomRight, type Sharing, setRoomRight, sharing } from "./sharing_api.ts";

const ROOM_RIGHTS: readonly RoomRight[] = ["", "edit", "comment", "read", "none"];

class ShareDialog {
  readonly #room = h("div", { class: "share-room" });
  readonly #people = h("ul", { class: "dialog-list", "aria-label": t("People with a right of their own") });
  readonly #links = h("ul", { class: "dialog-list", "aria-label": t("Links") });
  readonly #note = h(
    "p",
    { class: "hint share-note", role: "status", tabindex: -1, autofocus: true },
    t("Loading…"),
  );
  readonly #fresh = new Map<number, MadeLink>();
  #now: Sharing | null = null;
  #asked = 0;

  constructor(
    private readonly id: number,
    title: string,
    private readonly room: string,
    me: string,
  ) {
    const part = (heading: string, ...children: HTMLElement[]) =>
      h("section", { class: "share-part" }, h("h3", {}, heading), ...children);
    const has = (username: string) =>
      username === me || (this.#now?.grants.some(({ user }) => user.username === username) ?? false);
    const made = (link: MadeLink) => {
      this.#fresh.set(link.id, link);
      void this.load();
    };
    const wish = h(
      "details",
      { class: "share-new" },
      h("summary", { class: "button" }, t("Make a link…")),
      linkForm(id, made),
    );
    const dialog = openDialog(t("Share “{page}”", { page: title }), [
      this.#note,
      part(t("The room"), this.#room),
      part(
        t("People"),
        grantForm(id, has, () => void this.load()),
        this.#people,
      ),
      part(t("Links"), this.#links, wish),
      h(
        "div",
        { class: "actions end" },
        h("button", { type: "button", class: "button", onclick: () => dialog.close() }, t("Done")),
      ),
    ]);
    dialog.element.classList.add("broad", "share");
  }

  async load(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const now = await sharing(this.id);
      if (asked !== this.#asked) return;
      this.#now = now;
      this.#note.textContent = "";
      this.#draw(now);
    } catch (error) {
      this.#note.textContent = faultWords(error);
    }
  }

  readonly #act = (run: () => Promise<unknown>) =>
    void run()
      .catch(toastError)
      .then(() => this.load());

  #draw(now: Sharing): void {
    fill(this.#room, this.#roomChoice(now.room_right));
    fill(this.#people, ...now.grants.map((one) => grantLine(this.id, one, this.#act)));
    fill(this.#links, ...now.links.map((one) => linkLine(this.id, one, this.#fresh.get(one.id), this.#act)));
    this.#people.hidden = now.grants.length === 0;
    this.#links.hidden = now.links.length === 0;
  }

  #roomChoice(value: RoomRight): HTMLElement {
    const field = selectField({
      name: "room_right",
      label: t("Members of {room}", { room: this.room }),
      value,
      options: ROOM_RIGHTS.map(
        (right) => [right, right === "" ? t("As in the room") : rightName(right)] as const,
      ),
      hint: roomMeaning(value),
    });
    field.querySelector("select")?.addEventListener("change", (event) => {
      const right = (event.currentTarget as HTMLSelectElement).value as RoomRight;
      this.#act(() => setRoomRight(this.id, right));
    });
    return field;
  }
}

/** Those who may not decide are told what they may do themselves. */
function openOwnRight(title: string, right: Parameters<typeof rightName>[0]): void {
  const dialog = openDialog(t("Share “{page}”", { page: title }), [
    h("p", {}, h("strong", {}, t("You: {right}", { right: rightName(right) }))),
    h(
      "p",
      {},
      t(
        "Who made the page and who manages the room decide who may see it. The link to it opens for those who may.",
      ),
    ),
    h("p", { class: "hint" }, rightMeaning(right)),
    h(
      "div",
      { class: "actions end" },
      h("button", { type: "button", class: "button", onclick: () => dialog.close() }, t("Close")),
    ),
  ]);
}

export async function openShareDialog(id: number, rooms: RoomsStore): Promise<void> {
  try {
    const document = await documentDetail(id);
    const room = rooms.get(document.room);
    if (document.right !== "manage") return openOwnRight(titleOf(document), document.right);
    await new ShareDialog(
      id,
      titleOf(document),
      room ? roomTitle(room) : t("the room"),
      rooms.me.username,
    ).load();
  } catch (error) {
    toastError(error);
  }
}
