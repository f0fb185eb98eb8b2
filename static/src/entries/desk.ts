/** The pages of what one keeps: saved messages, scheduled ones, drafts, threads. Whichever list is there is started. */
import "../styles/rich.css";
import "../styles/code.css";
import "../styles/desk.css";
import "../desk/draft_list.ts";
import "../desk/saved_list.ts";
import "../desk/scheduled_list.ts";
import "../desk/thread_list.ts";
import type { DraftList } from "../desk/draft_list.ts";
import type { SavedList } from "../desk/saved_list.ts";
import type { ScheduledList } from "../desk/scheduled_list.ts";
import { DeskStore } from "../desk/store.ts";
import type { ThreadList } from "../desk/thread_list.ts";
import { startShell } from "../shell/start.ts";
import { readJson } from "../ui/dom.ts";
import type { Desk, SavedPage } from "../wire.ts";

const shell = startShell();
const boot = readJson<{ desk: Desk; saved?: SavedPage }>("boot");
const desk = new DeskStore(shell.me, shell.realtime, boot?.desk ?? null);
const find = <T extends Element>(name: string) => document.querySelector<T>(name);
if (boot?.saved) find<SavedList>("saved-list")?.start(desk, shell.rooms, boot.saved);
find<ScheduledList>("scheduled-list")?.start(desk, shell.rooms);
find<DraftList>("draft-list")?.start(desk, shell.rooms);
find<ThreadList>("thread-list")?.start(shell.me, shell.realtime, shell.rooms);
shell.go();
