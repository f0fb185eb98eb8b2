/** Everybody. */
import "../people/directory.ts";
import type { PeopleDirectory } from "../people/directory.ts";
import { startShell } from "../shell/start.ts";
import { must, readJson } from "../ui/dom.ts";
import type { PersonList } from "../wire.ts";

const shell = startShell();
const first = readJson<PersonList>("boot") ?? { people: [], next: null };
const paged = must<PeopleDirectory>("people-directory").start(first, shell.me.username, shell.rooms.presence);
// Whoever shares a room with us is seen to change their name or status.
shell.realtime.on("member.updated", ({ member: { user } }) => {
  if (paged.update((person) => (person.id === user.id ? user : person))) paged.render();
});
shell.go();
