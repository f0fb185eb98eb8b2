/** What the staff's pages ask of the server. All reject with ApiError. */
import { api } from "../api.ts";
import type { BulkResult, Person, RoomRow } from "../wire.ts";

const name = encodeURIComponent;

export function archiveMany(rooms: number[], archived: boolean): Promise<BulkResult> {
  return api("POST", "/administration/rooms/bulk", { rooms, archived });
}

export interface RoomChange {
  name?: string;
  topic?: string;
  visibility?: string;
  posting?: string;
  slow_mode?: number;
  retention_days?: number | null;
  archived?: boolean;
}

export function changeRoom(room: number, change: RoomChange): Promise<RoomRow> {
  return api("PATCH", `/administration/rooms/${room}`, change);
}

export function giveRole(room: number, username: string, role: string): Promise<RoomRow> {
  return api("PUT", `/administration/rooms/${room}/members/${name(username)}`, { role });
}

export function putOut(room: number, username: string): Promise<void> {
  return api("DELETE", `/administration/rooms/${room}/members/${name(username)}`);
}

export interface Standing {
  active?: boolean;
  staff?: boolean;
  guest?: boolean;
}

export function changeStanding(username: string, change: Standing): Promise<Person> {
  return api("PATCH", `/people/${name(username)}`, change);
}

export function settle(report: number): Promise<void> {
  return api("POST", `/administration/reports/${report}/resolve`, {});
}
