/** A message by its id: one that is here, else the server's. */
import { api } from "../api.ts";
import type { Message } from "../wire.ts";
import type { ChatStore } from "./store.ts";

/** Null when there is none in this room (any more). */
export async function findMessage(id: number, store: ChatStore): Promise<Message | null> {
  const known = store.find(id);
  if (known) return known;
  const found = await api<Message>("GET", `/messages/${id}`).catch(() => null);
  return found && found.room === store.room.id && !found.expired ? found : null;
}
