/** What the pages ask of rooms. All reject with ApiError. */
import { api } from "../api.ts";
import type {
  AuditLine,
  AuditPage,
  BanInfo,
  InvitationInfo,
  JoinRequestInfo,
  Member,
  MemberList,
  Person,
  RoomDirectory,
  RoomSummary,
} from "../wire.ts";

export type Role = Member["role"];

/** What may be said of a room by those who manage it. */
export type RoomWish = Partial<
  Pick<
    RoomSummary,
    | "name"
    | "topic"
    | "description"
    | "emoji"
    | "visibility"
    | "findable"
    | "posting"
    | "slow_mode"
    | "retention_days"
    | "archived"
  >
>;

const name = encodeURIComponent;

// -- rooms
export function createRoom(wish: RoomWish): Promise<RoomSummary> {
  return api("POST", "/rooms", wish);
}

export function changeRoom(room: number, change: RoomWish): Promise<RoomSummary> {
  return api("PATCH", `/rooms/${room}`, change);
}

/** One page of the rooms one may find; `after` is the last page's `next`. */
export function directoryPage(search = "", after: string | null = null): Promise<RoomDirectory> {
  const more = after === null ? "" : `&after=${name(after)}`;
  return api("GET", `/rooms?scope=directory&q=${name(search)}${more}`);
}

/** The first of the rooms one may find. */
export function directory(): Promise<RoomSummary[]> {
  return directoryPage().then(({ rooms }) => rooms);
}

export function joinRoom(room: number): Promise<RoomSummary> {
  return api("POST", `/rooms/${room}/join`);
}

/** The conversation with these people, made if there is none yet. */
export function openDirect(usernames: string[]): Promise<RoomSummary> {
  return api("POST", "/direct", { usernames });
}

export function transferRoom(room: number, username: string): Promise<unknown> {
  return api("POST", `/rooms/${room}/transfer`, { username });
}

// -- one's own list
export function setFavourite(room: number, favourite: boolean): Promise<unknown> {
  return api(favourite ? "PUT" : "DELETE", `/rooms/${room}/favourite`);
}

export function setPosition(room: number, position: number): Promise<unknown> {
  return api("PUT", `/rooms/${room}/position`, { position });
}

// -- members
export function members(room: number): Promise<MemberList> {
  return api("GET", `/rooms/${room}/members`);
}

/** The newest acts, for those who manage the room. */
export function acts(room: number): Promise<AuditLine[]> {
  return api<AuditPage>("GET", `/rooms/${room}/audit?limit=200`).then((answer) => answer.entries);
}

/** Invite somebody, or change the role of a member. */
export function putMember(room: number, username: string, role: Role): Promise<Member> {
  return api("POST", `/rooms/${room}/members`, { username, role });
}

/** Remove somebody, or leave. */
export function removeMember(room: number, username: string): Promise<void> {
  return api("DELETE", `/rooms/${room}/members/${name(username)}`);
}

export function silence(room: number, username: string, minutes: number): Promise<unknown> {
  return api("PUT", `/rooms/${room}/members/${name(username)}/silence`, { minutes });
}

export function unsilence(room: number, username: string): Promise<unknown> {
  return api("DELETE", `/rooms/${room}/members/${name(username)}/silence`);
}

export function findPeople(text: string): Promise<Person[]> {
  return api<{ people: Person[] }>("GET", `/people?q=${name(text)}`).then(({ people }) => people);
}

// -- bans
export function bans(room: number): Promise<BanInfo[]> {
  return api<{ bans: BanInfo[] }>("GET", `/rooms/${room}/bans`).then((answer) => answer.bans);
}

/** `hours` null: until it is lifted. */
export function ban(room: number, wish: { username: string; hours: number | null; reason: string }) {
  return api<BanInfo>("POST", `/rooms/${room}/bans`, wish);
}

export function liftBan(room: number, username: string): Promise<void> {
  return api("DELETE", `/rooms/${room}/bans/${name(username)}`);
}

// -- ways in
export function invitations(room: number): Promise<InvitationInfo[]> {
  return api<{ invitations: InvitationInfo[] }>("GET", `/rooms/${room}/invitations`).then(
    (answer) => answer.invitations,
  );
}

/** `days` null: until it is revoked; `uses` null: as often as one likes. */
export function invite(room: number, wish: { days: number | null; uses: number | null; role: Role }) {
  return api<InvitationInfo>("POST", `/rooms/${room}/invitations`, wish);
}

export function revokeInvitation(invitation: number): Promise<void> {
  return api("DELETE", `/invitations/${invitation}`);
}

export function askToJoin(room: number, text: string): Promise<unknown> {
  return api("POST", `/rooms/${room}/requests`, { text });
}

export function joinRequests(room: number): Promise<JoinRequestInfo[]> {
  return api<{ requests: JoinRequestInfo[] }>("GET", `/rooms/${room}/requests`).then(
    (answer) => answer.requests,
  );
}

export function answerRequest(request: number, answer: "accept" | "decline"): Promise<unknown> {
  return api("POST", `/requests/${request}/${answer}`);
}
