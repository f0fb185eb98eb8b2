/** The HTTP API of what a person keeps. Every function rejects with ApiError. */
import { api } from "../api.ts";
import { uuid } from "../realtime/uuid.ts";
import type {
  Desk,
  Draft,
  Reminder,
  SavedPage,
  Scheduled,
  SlashDone,
  SlashHelp,
  ThreadList,
} from "../wire.ts";

export const fetchDesk = () => api<Desk>("GET", "/desk");

export const putDraft = (room: number, body: string, thread: number | null) =>
  api<Draft>("PUT", `/rooms/${room}/draft`, { body, thread });

export const putSaved = (message: number, on: boolean) =>
  api<void>(on ? "PUT" : "DELETE", `/messages/${message}/saved`);

/** Saved messages, newest saved first; `before` is the number that the last page gave. */
export const savedPage = (before?: number) =>
  api<SavedPage>("GET", `/saved${before === undefined ? "" : `?before=${before}`}`);

/** Plan a message. Give the same `clientId` again when it is not certain that the first try arrived. */
export const postScheduled = (
  room: number,
  body: string,
  sendAt: Date,
  thread: number | null = null,
  clientId = uuid(),
) =>
  api<Scheduled>("POST", `/rooms/${room}/scheduled`, {
    body,
    send_at: sendAt.toISOString(),
    client_id: clientId,
    thread,
  });

export const patchScheduled = (id: number, change: { body?: string; sendAt?: Date }) =>
  api<Scheduled>("PATCH", `/scheduled/${id}`, {
    ...(change.body === undefined ? {} : { body: change.body }),
    ...(change.sendAt === undefined ? {} : { send_at: change.sendAt.toISOString() }),
  });

export const deleteScheduled = (id: number) => api<Scheduled>("DELETE", `/scheduled/${id}`);

export interface ReminderWish {
  dueAt: Date;
  text?: string;
  message?: number;
  room?: number;
}

export const postReminder = ({ dueAt, ...rest }: ReminderWish, clientId = uuid()) =>
  api<Reminder>("POST", "/reminders", { due_at: dueAt.toISOString(), client_id: clientId, ...rest });

export const deleteReminder = (id: number) => api<Reminder>("DELETE", `/reminders/${id}`);

/** The commands of the slash menu. */
export const slashMenu = async (): Promise<SlashHelp[]> =>
  (await api<{ commands: SlashHelp[] }>("GET", "/slash")).commands;

/** Carry a slash command out. On a refusal the text is still the caller's: nothing was done. */
export const slash = (room: number, text: string, thread: number | null = null, clientId = uuid()) =>
  api<SlashDone>("POST", `/rooms/${room}/slash`, { text, client_id: clientId, thread });

export const followedThreads = () => api<ThreadList>("GET", "/threads");
