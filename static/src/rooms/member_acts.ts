/** What one may do about a member, as the lines of a menu. */
import { t } from "../i18n.ts";
import { writeTo } from "../people/new_message.ts";
import { displayName } from "../ui/avatar.ts";
import { confirm, openDialog } from "../ui/dialog.ts";
import { h } from "../ui/dom.ts";
import { onSubmit, selectField } from "../ui/form.ts";
import { menuItem } from "../ui/menu.ts";
import { clock } from "../ui/time.ts";
import { toast, toastError } from "../ui/toast.ts";
import type { Member, Person, RoomSummary } from "../wire.ts";
import { putMember, type Role, removeMember, silence, unsilence } from "./api.ts";
import { mayRemove, roleName, rolesToGive } from "./may.ts";
import { isDirect, roomTitle } from "./names.ts";

/** Until when they can only read; null when they may write. */
export function silencedUntil(
  { silenced_until }: Pick<Member, "silenced_until">,
  now = new Date(),
): string | null {
  return silenced_until && new Date(silenced_until) > now ? silenced_until : null;
}

type Act = () => HTMLElement;

/** The lines are made when they are called for: how many there are is asked far more often. */
export function memberActs(room: RoomSummary, me: Person, member: Member): Act[] {
  const { user, role } = member;
  if (user.username === me.username) return [];
  const over = mayRemove(room.role, role);
  const moderates = room.abilities.moderate && over;
  const removes = room.abilities.remove && over;
  const silent = silencedUntil(member) !== null;
  const acts: Act[] = [];
  if (!isDirect(room) && user.active)
    acts.push(() => menuItem(t("Message"), "chat", () => void writeTo([user.username]).catch(toastError)));
  for (const each of isDirect(room) ? [] : rolesToGive(room.role, role, room.abilities))
    acts.push(() => menuItem(makeWords(each), "person", () => give(room, user, each)));
  if (moderates && silent)
    acts.push(() =>
      menuItem(
        t("Let them write again"),
        "quiet",
        () => void unsilence(room.id, user.username).catch(toastError),
      ),
    );
  if (moderates && !silent)
    acts.push(() => menuItem(t("Silence for a while"), "quiet", () => openSilence(room, user)));
  if (removes) acts.push(() => menuItem(t("Remove from room"), "trash", () => void remove(room, user)));
  if (removes && room.abilities.moderate)
    acts.push(() =>
      menuItem(
        t("Ban"),
        "ban",
        () => void import("./bans_dialog.ts").then((bans) => bans.openBan(room, user), toastError),
      ),
    );
  return acts;
}

function makeWords(role: Role): string {
  return {
    owner: t("Make owner"),
    admin: t("Make admin"),
    member: t("Make member"),
    guest: t("Make guest"),
  }[role];
}

function give(room: RoomSummary, user: Person, role: Role): void {
  const words = { name: displayName(user), role: roleName(role).toLowerCase() };
  putMember(room.id, user.username, role).then(
    () => toast(t("{name} is {role} now.", words), { kind: "good" }),
    toastError,
  );
}

async function remove(room: RoomSummary, user: Person): Promise<void> {
  const title = t("Remove {name} from {room}?", { name: displayName(user), room: roomTitle(room) });
  const text = t("They lose access at once. What they wrote stays.");
  if (!(await confirm({ title, text, yes: t("Remove"), danger: true }))) return;
  await removeMember(room.id, user.username).catch(toastError);
}

function openSilence(room: RoomSummary, user: Person): void {
  const name = displayName(user);
  const form = h(
    "form",
    {},
    h("p", {}, t("They can read, and see that they cannot write for a while.")),
    selectField({
      name: "minutes",
      label: t("For how long?"),
      value: "60",
      options: [
        ["10", t("{n} minutes", { n: 10 })],
        ["60", t("1 hour")],
        ["1440", t("1 day")],
        ["10080", t("1 week")],
      ],
    }),
    h("p", { class: "field-error", "data-error-for": "", role: "alert" }),
    h(
      "div",
      { class: "actions end" },
      h("button", { type: "button", class: "button", onclick: () => dialog.close() }, t("Cancel")),
      h("button", { type: "submit", class: "button primary" }, t("Silence")),
    ),
  );
  const dialog = openDialog(t("Silence {name}?", { name }), [form]);
  onSubmit(form, async (values) => {
    const minutes = Number(values.get("minutes"));
    await silence(room.id, user.username, minutes);
    dialog.close();
    const until = clock(new Date(Date.now() + minutes * 60_000).toISOString());
    toast(t("{name} can write again at {time}.", { name, time: until }), { kind: "good" });
  });
}
