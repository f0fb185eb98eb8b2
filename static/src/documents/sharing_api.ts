/** What is asked of a document's sharing. All reject with ApiError. */
import { api } from "../api.ts";
import type { Right } from "../document/right.ts";
import type { Person } from "../wire.ts";

export type RoomRight = "" | "none" | "read" | "comment" | "edit";
export type LinkRight = "read" | "comment" | "edit";
export type GrantedRight = LinkRight | "manage";

export interface GrantInfo {
  user: Person;
  right: GrantedRight;
  /** they came by a link, and lose it with the link */
  link: number | null;
}

export interface LinkInfo {
  id: number;
  /** the end of its token, to tell links apart */
  hint: string;
  right: LinkRight;
  has_password: boolean;
  expires_at: string | null;
  uses: number;
  created_by: string;
  created_at: string;
}

/** The only answer with the address: the server keeps no token. */
export interface MadeLink extends LinkInfo {
  token: string;
}

export interface Sharing {
  room_right: RoomRight;
  /** what the room alone gives its members */
  inherited: Right;
  grants: GrantInfo[];
  links: LinkInfo[];
}

export interface LinkWish {
  right: LinkRight;
  /** null: until it is revoked */
  days: number | null;
  /** "" for none */
  password: string;
}

export function sharing(document: number): Promise<Sharing> {
  return api("GET", `/documents/${document}/sharing`);
}

export function setRoomRight(document: number, room_right: RoomRight): Promise<unknown> {
  return api("PATCH", `/documents/${document}/sharing`, { room_right });
}

export function grant(document: number, username: string, right: GrantedRight): Promise<unknown> {
  return api("PUT", `/documents/${document}/grants/${encodeURIComponent(username)}`, { right });
}

export function takeBack(document: number, username: string): Promise<void> {
  return api("DELETE", `/documents/${document}/grants/${encodeURIComponent(username)}`);
}

export function makeLink(document: number, wish: LinkWish): Promise<MadeLink> {
  return api("POST", `/documents/${document}/links`, wish);
}

export function revokeLink(document: number, link: number): Promise<void> {
  return api("DELETE", `/documents/${document}/links/${link}`);
}
