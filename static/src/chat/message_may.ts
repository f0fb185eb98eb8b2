/** What one may do with a message. The server decides; this only spares people vain buttons. Pure. */
import type { Abilities, Message } from "../wire.ts";

export interface May {
  react: boolean;
  reply: boolean;
  quote: boolean;
  forward: boolean;
  pin: boolean;
  save: boolean;
  copy: boolean;
  edit: boolean;
  delete: boolean;
  report: boolean;
  history: boolean;
  unread: boolean;
  seen: boolean;
}

/** In larger rooms nobody is told who has read what. */
export const MOST_SEEN_BY = 30;

export interface Where {
  abilities: Abilities;
  members: number;
  /** whether the person is in the room */
  inside: boolean;
}

export function mayDo(message: Message, me: string, { abilities, members, inside }: Where): May {
  const there = message.deleted_at === null;
  const mine = message.author === me;
  const reply = message.thread !== null;
  return {
    react: there && abilities.react,
    reply: !reply && (there ? abilities.send : (message.replies?.count ?? 0) > 0),
    quote: there && abilities.send,
    forward: there,
    pin: there && !reply && abilities.moderate,
    save: there,
    copy: there && message.body !== "",
    edit: there && mine && abilities.send && message.kind === "text",
    delete: there && ((mine && abilities.send) || abilities.moderate),
    report: there && !mine && inside,
    history: there && message.edited_at !== null,
    unread: inside && !reply,
    seen: there && inside && !reply && members <= MOST_SEEN_BY,
  };
}
