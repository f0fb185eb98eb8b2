/** A message as the quote that another one will carry. Pure. */
import type { Message, Quote, RoomSummary } from "../wire.ts";

/** `room`: the one the message is in. */
export function quoteOf(message: Message, room: Pick<RoomSummary, "id" | "kind" | "name">): Quote {
  return {
    message: message.id,
    room: room.id,
    room_name: room.kind === "room" ? room.name : "",
    author: message.author,
    body: message.body,
    html: message.html,
    created_at: message.created_at,
  };
}
