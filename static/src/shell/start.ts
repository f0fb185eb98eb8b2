/** What every signed-in page starts with: the live line, the outbox, the rooms, and the frame's elements. */
import "../styles/app.css";
import "./connection_status.ts";
import "./room_list.ts";
import "./user_menu.ts";
import { startNotifications } from "../notifications/start.ts";
import { startPalette } from "../palette/palette.ts";
import { startCards } from "../people/cards.ts";
import { Realtime, socketUrl } from "../realtime/client.ts";
import { reportIdle } from "../realtime/idle.ts";
import { Sender } from "../realtime/sender.ts";
import { PendingStorage } from "../realtime/storage.ts";
import { RoomsStore } from "../rooms/store.ts";
import { startSearchField } from "../search/field.ts";
import { startServiceWorker } from "../sw/register.ts";
import { must, readJson } from "../ui/dom.ts";
import type { Me, RoomSummary } from "../wire.ts";
import type { ConnectionStatus, Line } from "./connection_status.ts";
import { startDrawer } from "./drawer.ts";
import { currentLanguage, rememberLanguage } from "./language.ts";
import { startRoomKeys } from "./room_keys.ts";
import type { RoomList } from "./room_list.ts";
import { startShortcuts } from "./shortcuts.ts";
import { clearOnSignOut } from "./sign_out.ts";
import { warnWhenSignedOut } from "./signed_out.ts";
import type { UserMenu } from "./user_menu.ts";

/** The page's `<script id="shell">`. */
export interface ShellData {
  me: Me;
  rooms: RoomSummary[];
  inbox: { unread: number; unseen: number; epoch: string; head: number };
  csrf: string;
}

export interface Shell {
  data: ShellData;
  me: Me;
  realtime: Realtime;
  rooms: RoomsStore;
  sender: Sender;
  /** Dial. Call it when the page's own parts follow their streams. */
  go: () => void;
}

export interface ShellOptions {
  /** the room the page belongs to */
  room?: number;
  /** a line of the page's own (a document's) whose state is shown instead of the general one */
  line?: Line;
}

/** Wire the frame. The page then adds what it follows and calls `go`. */
export function startShell(options: ShellOptions = {}): Shell {
  const data = readJson<ShellData>("shell");
  if (!data) throw new Error("This page has no shell.");
  const realtime = new Realtime(socketUrl("/ws/"));
  realtime.follow(`inbox:${data.me.id}`, { epoch: data.inbox.epoch, seq: data.inbox.head });
  const rooms = new RoomsStore(data.rooms, data.me, realtime);
  const sender = new Sender(realtime, new PendingStorage(data.me.id));

  const inbox = startNotifications();
  must<ConnectionStatus>("connection-status").start(options.line ?? realtime, inbox?.line ?? null);
  must<RoomList>("room-list").start(rooms, options.room ?? null);
  must<UserMenu>("user-menu").start(data.me, data.csrf, realtime);
  startCards(rooms);
  startDrawer();
  startShortcuts();
  startSearchField();
  startPalette({ rooms, me: data.me, room: options.room ?? null });
  startRoomKeys(rooms, options.room ?? null);
  // What was chosen on another device is this browser's language too, for pages before one is known.
  if (data.me.language === currentLanguage()) rememberLanguage(data.me.language);
  startServiceWorker();
  realtime.watch(({ kind }) => kind === "live" && inbox?.serverIsBack());
  warnWhenSignedOut(realtime);
  clearOnSignOut();
  reportIdle(realtime);
  for (const notice of document.querySelectorAll("[data-server-message]"))
    setTimeout(() => notice.remove(), 6_000);
  return { data, me: data.me, realtime, rooms, sender, go: () => void realtime.run() };
}
