/** The directory of rooms. */
import "../rooms/directory.ts";
import { openCreateRoom } from "../rooms/create_dialog.ts";
import type { RoomDirectory } from "../rooms/directory.ts";
import { startShell } from "../shell/start.ts";
import { must, readJson } from "../ui/dom.ts";
import type { RoomSummary } from "../wire.ts";

const shell = startShell();
must<RoomDirectory>("room-directory").start(readJson<{ rooms: RoomSummary[] }>("boot")?.rooms ?? []);
must("[data-create-room]").addEventListener("click", () => openCreateRoom());
shell.go();
