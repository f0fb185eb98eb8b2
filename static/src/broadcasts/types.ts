/** What the composer sends: the other half of broadcasts/events.py (only answers are in wire.ts). */
import type { Words } from "../notifications/announced.ts";
import type { AudienceQuery, Level } from "../wire.ts";

export type RoleGroup = "staff" | "admins" | "members" | "guests";

export interface Audience {
  readonly everyone: boolean;
  readonly rooms: readonly number[];
  readonly roles: readonly RoleGroup[];
  readonly people: readonly string[];
  readonly query: Query | null;
  readonly names: string;
  readonly skip_unknown: boolean;
}

export type Query = { readonly [Key in keyof AudienceQuery]-?: NonNullable<AudienceQuery[Key]> | null };

export interface BroadcastWish {
  title: string;
  body: string;
  url: string;
  level: Level;
  wants_ack: boolean;
  translations: Record<string, Words>;
  values: Record<string, string>;
  audience: Audience;
  send_at: string | null;
  timezone: string;
  expires_at: string | null;
  template: number | null;
}

export interface TemplateWish {
  name: string;
  title: string;
  body: string;
  url: string;
  level: Level;
  wants_ack: boolean;
  translations: Record<string, Words>;
}
