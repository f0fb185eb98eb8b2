/** The document's page: the Yjs document, its copy on this device, its line, the editor, and what is said about them. */
import * as Y from "yjs";
import { inbox } from "../notifications/page_inbox.ts";
import { withCount } from "../notifications/texts.ts";
import { socketUrl } from "../realtime/client.ts";
import { type Shell, startShell } from "../shell/start.ts";
import { must, onceAFrame, readJson } from "../ui/dom.ts";
import { toastError } from "../ui/toast.ts";
import type { DocumentInfo, RoomSummary } from "../wire.ts";
import { focusEnd } from "./blocks/end.ts";
import type { DocumentContext } from "./context.ts";
import { holdCopy, rememberUnsaved } from "./copies.ts";
import { copyName, forgetCopy, keepCopy } from "./device_copy.ts";
import { openEditor } from "./editor.ts";
import { type EndingActions, EndingView } from "./ending_view.ts";
import { RightFollower } from "./follow_right.ts";
import { Following } from "./follow_view.ts";
import { DocumentLine } from "./line.ts";
import { startModeSwitch } from "./mode_switch.ts";
import { Modes } from "./modes.ts";
import { NoticeLine } from "./notice_line.ts";
import { pageExtensions } from "./page_extensions.ts";
import { startActsMenu } from "./panels/acts_menu.ts";
import { Panels } from "./panels/panels.ts";
import { documentOpened } from "./panels/registry.ts";
import { showPeople } from "./people_view.ts";
import { type Right, rightChange } from "./right.ts";
import { losesWords, type SaveState, saveWord } from "./save_state.ts";
import { SaveView } from "./save_view.ts";
import { Saving } from "./saving.ts";
import { showSending } from "./sending_view.ts";
import { surroundingsOf } from "./surroundings.ts";
import { TitleField } from "./title.ts";
import { fillToolbar } from "./toolbar.ts";
import { lineStatus, RIGHT_WORDS } from "./words.ts";

/** The page's `<script id="boot">`. */
interface Boot {
  document: DocumentInfo;
  room: RoomSummary;
  right: Right;
}

const SIGNED_OUT = 4401;
const NO_ACCESS = 4403;

/** Editable as soon as there is something true to edit, and for as long as the words have somewhere to go. */
function mayType({ readOnly, whole, unsaved, ended }: SaveState): boolean {
  const refused = ended !== null && ended.code !== SIGNED_OUT; // signed out: this device keeps the words
  return !readOnly && !refused && (whole || unsaved !== "no");
}

function showTitle(title: string): void {
  must("#document-heading").textContent = title;
  document.title = withCount(`${title} · Collab`, inbox()?.state.unread ?? 0);
}

/** The word is written at once, not with the next frame: it must never claim more than is true. */
function showSaveState(saving: Saving): void {
  const view = new SaveView(must("#save-state"));
  saving.watch((state) => view.show(saveWord(state)));
}

class DocumentPage {
  readonly #saving = new Saving();
  readonly #doc = new Y.Doc();
  readonly #modes: Modes;
  readonly #notices = new NoticeLine(must("#document-notice"));
  readonly #shell: Shell;
  readonly #name: string;
  readonly #right: RightFollower;
  #info: DocumentInfo;
  #line!: DocumentLine;
  #title!: TitleField;
  #leaving = false;

  constructor(private readonly boot: Boot) {
    this.#info = boot.document;
    this.#modes = new Modes(boot.right);
    this.#saving.feed({ kind: "read_only", on: !this.#modes.mayEdit });
    showSaveState(this.#saving);
    this.#shell = startShell({
      room: boot.room.id,
      line: { watch: (watcher) => this.#saving.watch((state) => watcher(lineStatus(state))) },
    });
    this.#name = copyName(this.#shell.me.id, boot.document);
    this.#right = new RightFollower(boot.document.id, this.#modes, (detail) => this.#learned(detail));
  }

  async open(): Promise<void> {
    const { document: info, room } = this.boot;
    const copy = await keepCopy(this.#name, this.#doc, () => this.#saving.feed({ kind: "not_kept" }));
    if (copy) this.#saving.keptBy(copy, this.#doc.store.clients.size > 0);
    this.#line = new DocumentLine(socketUrl("/ws/documents"), info.id, this.#doc, this.#saving);
    const { awareness } = this.#line.provider;
    const { username, name, colour } = this.#shell.me;
    awareness.setLocalStateField("user", { username, name: name || username, colour });

    const extensions = pageExtensions(this.#modes, username);
    const place = surroundingsOf(info.id, room, this.#shell);
    const editor = openEditor(must("#document-text"), this.#doc, awareness, place, extensions);
    const context = this.#context(editor);
    fillToolbar(must("#toolbar"), editor);
    showPeople(must("#people-here"), context, context.following);
    startModeSwitch(must("#mode-switch"), this.#modes, () => editor.commands.focus());
    must("#document-scroll").addEventListener("click", (event) => {
      if (editor.isEditable && event.target === event.currentTarget) focusEnd(editor);
    });
    this.#title = new TitleField(info, showTitle, () => editor.commands.focus("start"));
    this.#follow(room);
    this.#guard(copy, context);
    this.#draw(context);
    startActsMenu(must("#document-acts"), context);
    context.panels.start(context);
    documentOpened(context);
    showSending(this.#saving, this.#notices);
    this.#line.connect();
    this.#shell.go();
  }

  #context(editor: DocumentContext["editor"]): DocumentContext {
    const { provider } = this.#line;
    let following: Following | undefined;
    const context: DocumentContext = {
      get following() {
        following ??= new Following(context);
        return following;
      },
      info: this.boot.document,
      current: () => this.#info,
      room: this.boot.room,
      shell: this.#shell,
      saving: this.#saving,
      provider,
      awareness: provider.awareness,
      doc: this.#doc,
      editor,
      panels: new Panels(),
      modes: this.#modes,
      right: () => this.#modes.right,
      onRight: (changed) => {
        let last = this.#modes.right;
        return this.#modes.watch(() => {
          if (this.#modes.right === last) return;
          last = this.#modes.right;
          changed(last);
        });
      },
      tell: (words) => (words ? this.#notices.show("part", words) : this.#notices.hide("part")),
    };
    return context;
  }

  /** What the server says of the document, from whichever call or event. */
  #learned(info: DocumentInfo): void {
    this.#info = info;
    this.#title.changed(info.title);
    const icon = must("#document-icon");
    icon.textContent = info.icon;
    icon.hidden = info.icon === "";
  }

  /** Told on the room's stream, which readers from outside the room follow too; and by the document's own socket. */
  #follow(room: RoomSummary): void {
    const { realtime } = this.#shell;
    const cursor = { epoch: room.epoch, seq: room.head };
    realtime.follow(`room:${room.id}`, cursor, { reset: this.#right.hint, dropped: this.#right.hint });
    this.#right.follow(this.#shell, room.id, () => this.#info);
    realtime.on("document.updated", ({ document: changed }) => {
      if (changed.id === this.#info.id) this.#learned(changed);
    });
    let right = this.#modes.right;
    this.#modes.watch(() => {
      const change = rightChange(right, this.#modes.right);
      right = this.#modes.right;
      if (change) this.#rightChanged(change);
    });
    let ended = false;
    this.#saving.watch((state) => {
      if (!this.#modes.mayEdit && !state.readOnly && state.unsaved === "no")
        this.#saving.feed({ kind: "read_only", on: true });
      const closed = state.ended?.code === NO_ACCESS;
      if (closed && !ended) void this.#closed();
      ended = closed;
    });
  }

  /** The socket was closed because something is not allowed any more; a lower right may be left. */
  async #closed(): Promise<void> {
    const refused = this.#saving.state.unsaved !== "no";
    const right = await this.#right.ask();
    if (right === null || right === "none" || refused) return; // the note above the text says what to do
    if (this.#saving.state.ended?.code === NO_ACCESS) this.#line.retry();
  }

  /** A connection that was made with another right is made anew: the server looks at the right when it opens one. */
  #rightChanged(change: NonNullable<ReturnType<typeof rightChange>>): void {
    const mayEdit = this.#modes.mayEdit;
    const regained = mayEdit && this.#saving.state.readOnly;
    const refused = !mayEdit && this.#saving.state.unsaved === "yes";
    if (!refused) this.#saving.feed({ kind: "read_only", on: !mayEdit });
    this.#notices.show("right", RIGHT_WORDS[change]);
    if (regained || (this.#saving.state.ended?.code === NO_ACCESS && !refused && change !== "lost"))
      this.#line.retry();
  }

  #draw({ editor }: DocumentContext): void {
    const actions: EndingActions = {
      text: () => editor.getText({ blockSeparator: "\n\n" }),
      retry: () => this.#line.retry(),
      reload: () => location.reload(),
      afresh: async () => {
        this.#leaving = true;
        await forgetCopy(this.#name);
        location.reload();
      },
    };
    const ending = new EndingView(must("#document-ending"), actions);
    const draw = onceAFrame(() => {
      const { state } = this.#saving;
      const viewing = this.#modes.mode === "viewing";
      const editable = mayType(state) && !viewing;
      if (editor.isEditable !== editable) editor.setEditable(editable);
      this.#title.readOnly = state.readOnly || viewing;
      must("#toolbar").hidden = state.readOnly || viewing;
      const page = must("#document-page");
      page.dataset.state = state.whole || state.unsaved !== "no" ? "ready" : "opening";
      page.dataset.mode = this.#modes.mode;
      ending.show(state);
    });
    this.#saving.watch(draw);
    this.#modes.watch(draw);
  }

  /** Nothing is left behind without a question: neither on leaving nor on signing out. */
  #guard(copy: Awaited<ReturnType<typeof keepCopy>>, { info }: DocumentContext): void {
    this.#saving.watch((state) => rememberUnsaved(this.#name, state.unsaved === "yes" ? info.title : null));
    if (copy) holdCopy(this.#name, () => copy.close());
    addEventListener("beforeunload", (event) => {
      if (!this.#leaving && (losesWords(this.#saving.state) || this.#title.unsent)) event.preventDefault();
    });
  }
}

/** Wires the page. */
export function startDocument(): void {
  const boot = readJson<Boot & { may_edit?: boolean }>("boot");
  if (!boot) throw new Error("The page has no document.");
  boot.right ??= boot.may_edit ? "edit" : "read";
  new DocumentPage(boot).open().catch(toastError);
}
