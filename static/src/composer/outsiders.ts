/** Before sending: somebody mentioned cannot see the room, or very many would be called. */
import { api } from "../api.ts";
import { plural, t } from "../i18n.ts";
import { putMember } from "../rooms/api.ts";
import { openDialog } from "../ui/dialog.ts";
import { h } from "../ui/dom.ts";
import { toastError } from "../ui/toast.ts";
import type { MentionCheck, RoomSummary } from "../wire.ts";
import { mentionsIn } from "./mentions.ts";

/** @room and @here ask before they call more people than this. */
const MANY = 20;

/** A message does not wait longer for this question, milliseconds. */
const PATIENCE = 3_000;

/** Whether to send. Asks the writer when there is something to say; never stands in the way when it cannot ask. */
export async function mayGo(body: string, room: RoomSummary, members: ReadonlySet<string>): Promise<boolean> {
  const { names, everyone } = mentionsIn(body);
  if (!everyone && names.every((name) => members.has(name))) return true;
  let check: MentionCheck;
  try {
    const patience = AbortSignal.timeout(PATIENCE);
    check = await api<MentionCheck>("POST", `/rooms/${room.id}/mentions/check`, { body }, patience);
  } catch {
    return true; // it is a courtesy, not a gate
  }
  if (check.outside.length > 0) return askOutside(check.outside, room);
  if (everyone && check.everyone > MANY) return askMany(check.everyone);
  return true;
}

function askOutside(outside: string[], room: RoomSummary): Promise<boolean> {
  const names = outside.map((name) => `@${name}`).join(", ");
  const words = plural(
    outside.length,
    "{names} is not in this room and will not see the message.",
    "{names} are not in this room and will not see the message.",
    { names },
  );
  const invite = async () => {
    await Promise.all(outside.map((name) => putMember(room.id, name, "member")));
  };
  return ask(t("Not in this room"), words, room.abilities.invite ? invite : null);
}

function askMany(count: number): Promise<boolean> {
  return ask(t("Call everybody?"), t("This notifies {n} people.", { n: count }), null);
}

function ask(title: string, words: string, invite: (() => Promise<void>) | null): Promise<boolean> {
  return new Promise((resolve) => {
    let go = false;
    const button = (label: string, main: boolean, run: () => void) =>
      h("button", { type: "button", class: main ? "button primary" : "button", onclick: run }, label);
    const send = () => {
      go = true;
      dialog.close();
    };
    const inviteAndSend = () => void invite?.().then(send, toastError);
    const buttons = [
      button(t("Cancel"), false, () => dialog.close()),
      button(t("Send anyway"), invite === null, send),
      ...(invite ? [button(t("Invite and send"), true, inviteAndSend)] : []),
    ];
    const dialog = openDialog(
      title,
      [h("p", {}, words), h("div", { class: "actions end" }, ...buttons)],
      () => resolve(go),
    );
    dialog.element.querySelector<HTMLElement>(".primary")?.focus();
  });
}
