/** The document's page: the Yjs document, its copy on this device, its link, the editor, and what is said about them. */
import type { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { api } from "../api.ts";
import { inbox } from "../notifications/page_inbox.ts";
import { withCount } from "../notifications/texts.ts";
import { socketUrl } from "../realtime/client.ts";
import { type Shell, startShell } from "../shell/start.ts";
import { must, onceAFrame, readJson } from "../ui/dom.ts";
import { toastError } from "../ui/toast.ts";
import type { DocumentInfo, RoomSummary } from "../wire.ts";
import { copyName, forgetCopy, keepCopy } from "./device_copy.ts";
import { openEditor } from "./editor.ts";
import { type EndingActions, EndingView } from "./ending_view.ts";
import { followNetwork, openLink } from "./link.ts";
import { followPeople } from "./people_view.ts";
import { losesWords, type SaveState, saveWord } from "./save_state.ts";
import { SaveView } from "./save_view.ts";
import { Saving } from "./saving.ts";
import { TitleField } from "./title.ts";
import { fillToolbar } from "./toolbar.ts";
import { lineStatus } from "./words.ts";

/** The page's `<script id="boot">`. */
interface Boot {
  document: DocumentInfo;
  room: RoomSummary;
  may_edit: boolean;
}

const SIGNED_OUT = 4401;

/** Editable as soon as there is something true to edit, and for as long as the words have somewhere to go. */
function mayType({ readOnly, whole, unsaved, ended }: SaveState): boolean {
  const refused = ended !== null && ended.code !== SIGNED_OUT; // signed out: this device keeps the words
  return !readOnly && !refused && (whole || unsaved !== "no");
}

function showTitle(title: string): void {
  must("#document-heading").textContent = title;
  document.title = withCount(`${title} · Collab`, inbox()?.state.unread ?? 0);
}

/** Somebody else gives it another title: told on the room's stream, which readers from outside the room follow too. */
function followTitle({ realtime }: Shell, { document: info, room }: Boot, title: TitleField): void {
  const refetch = async () => title.changed((await api<DocumentInfo>("GET", `/documents/${info.id}`)).title);
  realtime.follow(
    `room:${room.id}`,
    { epoch: room.epoch, seq: room.head },
    { reset: () => void refetch().catch(toastError) },
  );
  realtime.on("document.updated", ({ document: changed }) => {
    if (changed.id === info.id) title.changed(changed.title);
  });
}

/** Whether one may write here can change while the page is open: one joins or leaves, the room is archived. */
function followRights(shell: Shell, room: number, saving: Saving, provider: WebsocketProvider): void {
  shell.rooms.watch(() => {
    const may = shell.rooms.get(room)?.abilities.send ?? false;
    if (may === !saving.state.readOnly) return;
    saving.feed({ kind: "read_only", on: !may });
    if (may) reconnect(saving, provider); // the connection was made by somebody who could only read
  });
}

function reconnect(saving: Saving, provider: WebsocketProvider): void {
  provider.disconnect();
  saving.feed({ kind: "retrying" });
  provider.connect();
}

/** The word is written at once, not with the next frame: it must never claim more than is true. */
function showSaveState(saving: Saving): void {
  const view = new SaveView(must("#save-state"));
  saving.watch((state) => view.show(saveWord(state)));
}

async function openDocument(boot: Boot): Promise<void> {
  const { document: info, room } = boot;
  const saving = new Saving();
  saving.feed({ kind: "read_only", on: !boot.may_edit });
  showSaveState(saving);
  const shell = startShell({
    room: room.id,
    line: { watch: (watcher) => saving.watch((state) => watcher(lineStatus(state))) },
  });

  const doc = new Y.Doc();
  const name = copyName(shell.me.id, info);
  const copy = await keepCopy(name, doc, () => saving.feed({ kind: "not_kept" }));
  if (copy) saving.keptBy(copy, doc.store.clients.size > 0);

  const provider = openLink(socketUrl("/ws/documents"), info.id, doc, saving.feed);
  followNetwork(provider);
  followRights(shell, room.id, saving, provider);
  const { username, name: shown, colour } = shell.me;
  provider.awareness.setLocalStateField("user", { username, name: shown || username, colour });
  followPeople(must("#people-here"), provider.awareness, username);

  const editor = openEditor(must("#document-text"), doc, provider.awareness);
  fillToolbar(must("#toolbar"), editor);
  must("#document-scroll").addEventListener("click", (event) => {
    if (editor.isEditable && event.target === event.currentTarget) editor.commands.focus("end");
  });
  const title = new TitleField(info, showTitle, () => editor.commands.focus("start"));
  followTitle(shell, boot, title);

  let leaving = false;
  const actions: EndingActions = {
    text: () => editor.getText({ blockSeparator: "\n\n" }),
    retry: () => reconnect(saving, provider),
    afresh: async () => {
      leaving = true;
      await forgetCopy(name);
      location.reload();
    },
  };
  const ending = new EndingView(must("#document-ending"), actions);
  const draw = onceAFrame(() => {
    const { state } = saving;
    if (editor.isEditable !== mayType(state)) editor.setEditable(mayType(state));
    title.readOnly = state.readOnly;
    must("#toolbar").hidden = state.readOnly;
    must("#document-page").dataset.state = state.whole || state.unsaved !== "no" ? "ready" : "opening";
    ending.show(state);
  });
  saving.watch(draw);
  addEventListener("beforeunload", (event) => {
    if (!leaving && (losesWords(saving.state) || title.unsent)) event.preventDefault();
  });
  shell.go();
}

/** Wires the page. */
export function startDocument(): void {
  const boot = readJson<Boot>("boot");
  if (!boot) throw new Error("The page has no document.");
  void openDocument(boot);
}
