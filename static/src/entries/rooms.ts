/** The directory of rooms. */
import "../rooms/directory.ts";
import { openCreateRoom } from "../rooms/create_dialog.ts";
import type { RoomDirectory } from "../rooms/directory.ts";
import { startShell } from "../shell/start.ts";
import { must, readJson } from "../ui/dom.ts";
import type { RoomDirectory as Page } from "../wire.ts";

const shell = startShell();
const first = readJson<Page>("boot") ?? { rooms: [], next: null };
must<RoomDirectory>("room-directory").start(first, shell.rooms);
must("[data-create-room]").addEventListener("click", () => openCreateRoom());
shell.go();
