/** What the pages ask of rooms and people. All reject with ApiError. */
import { api } from "../api.ts";
import type { Member, Person, RoomSummary } from "../wire.ts";

export type Role = Member["role"];

export function createRoom(wish: { name: string; topic: string; visibility: "public" | "private" }) {
  return api<RoomSummary>("POST", "/rooms", wish);
}

export function directory(): Promise<RoomSummary[]> {
  return api<{ rooms: RoomSummary[] }>("GET", "/rooms?scope=directory").then(({ rooms }) => rooms);
}

export function changeRoom(
  room: number,
  change: Partial<Pick<RoomSummary, "name" | "topic" | "archived" | "visibility">>,
): Promise<RoomSummary> {
  return api("PATCH", `/rooms/${room}`, change);
}

export function joinRoom(room: number): Promise<RoomSummary> {
  return api("POST", `/rooms/${room}/join`);
}

export function members(room: number): Promise<{ members: Member[]; online: string[] }> {
  return api("GET", `/rooms/${room}/members`);
}

/** Invite somebody, or change the role of a member. */
export function putMember(room: number, username: string, role: Role): Promise<Member> {
  return api("POST", `/rooms/${room}/members`, { username, role });
}

/** Remove somebody, or leave. */
export function removeMember(room: number, username: string): Promise<void> {
  return api("DELETE", `/rooms/${room}/members/${encodeURIComponent(username)}`);
}

export function findPeople(text: string): Promise<Person[]> {
  return api<{ people: Person[] }>("GET", `/people?q=${encodeURIComponent(text)}`).then(
    ({ people }) => people,
  );
}
