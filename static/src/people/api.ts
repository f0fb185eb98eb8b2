/** What the pages ask of people. All reject with ApiError. */
import { api } from "../api.ts";
import type { Me, Person, PersonList, PersonStatus, Profile } from "../wire.ts";

const name = encodeURIComponent;

/** One page of everybody; `after` is the last page's `next`. */
export function peoplePage(search = "", after: string | null = null): Promise<PersonList> {
  const more = after === null ? "" : `&after=${name(after)}`;
  return api("GET", `/people?q=${name(search)}${more}`);
}

export function profile(username: string): Promise<Profile> {
  return api("GET", `/people/${name(username)}`);
}

export type MyChange = Partial<
  Pick<Me, "name" | "colour" | "about" | "timezone" | "language" | "density"> & { status: PersonStatus }
>;

export function changeMe(change: MyChange): Promise<Me> {
  return api("PATCH", "/me", change);
}

/** Staff only: shut somebody out at once, everywhere; or let them in again. */
export function setActive(username: string, active: boolean): Promise<Person> {
  return api("POST", `/people/${name(username)}/${active ? "reactivate" : "deactivate"}`);
}
