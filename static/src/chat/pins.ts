/** The pinned messages of a room, as events change them. Pure. */
import type { Message } from "../wire.ts";

/** The list with `message` as it is now: pinned ones come first when they are new, others go. */
export function withPin(pins: readonly Message[], message: Message): Message[] {
  const pinned = message.pinned !== null && message.deleted_at === null;
  const known = pins.find((one) => one.id === message.id);
  if (known && known.seq > message.seq) return [...pins];
  if (!pinned) return pins.filter((one) => one.id !== message.id);
  if (known) return pins.map((one) => (one.id === message.id ? message : one));
  return [message, ...pins];
}
