/** What the staff's pages of announcements ask of the server. All reject with ApiError. */
import { api } from "../api.ts";
import type {
  AudiencePreview,
  Broadcast,
  BroadcastPage,
  Figures,
  RecipientPage,
  Template,
  TemplateList,
} from "../wire.ts";
import type { Audience, BroadcastWish, TemplateWish } from "./types.ts";

const at = (id: number) => `/broadcasts/${id}`;

/** Those in one of these states, or all; the newest first. */
export const page = (states: readonly string[] = [], before: number | null = null) => {
  const wanted = states.map((state) => `&state=${state}`).join("");
  return api<BroadcastPage>(
    "GET",
    `/broadcasts?limit=30${wanted}${before === null ? "" : `&before=${before}`}`,
  );
};

export const fetchOne = (id: number) => api<Broadcast>("GET", at(id));

/** A new draft. The same `clientId` again gives the first result. */
export const create = (wish: BroadcastWish, clientId: string) =>
  api<Broadcast>("POST", "/broadcasts", { ...wish, client_id: clientId });

export const change = (id: number, wish: Partial<BroadcastWish>) => api<Broadcast>("PATCH", at(id), wish);

export const discard = (id: number) => api<void>("DELETE", at(id));

export const act = (id: number, what: "send" | "unschedule" | "recall") =>
  api<Broadcast>("POST", `${at(id)}/${what}`, {});

/** To the sender alone, without being saved. */
export const sendTest = (wish: BroadcastWish) => api<unknown>("POST", "/broadcasts/test", wish);

export const count = (audience: Audience, signal?: AbortSignal) =>
  api<AudiencePreview>("POST", "/broadcasts/audience", { audience }, signal);

export const figures = (id: number) => api<Figures>("GET", `${at(id)}/figures`);

export const recipients = (id: number, state: string, after: string | null) =>
  api<RecipientPage>(
    "GET",
    `${at(id)}/people?limit=50&state=${state}${after === null ? "" : `&after=${encodeURIComponent(after)}`}`,
  );

export const exportAddress = (id: number) => `/api/v1${at(id)}/export.csv`;

export const templates = () => api<TemplateList>("GET", "/broadcasts/templates");

export const saveTemplate = (id: number | null, wish: TemplateWish) =>
  id === null
    ? api<Template>("POST", "/broadcasts/templates", wish)
    : api<Template>("PATCH", `/broadcasts/templates/${id}`, wish);

export const discardTemplate = (id: number) => api<void>("DELETE", `/broadcasts/templates/${id}`);
