/** What the pages ask of documents. All reject with ApiError. */
import { api } from "../api.ts";
import type { Right } from "../document/right.ts";
import type { DocumentInfo, DocumentList, ShelvedDocument, TrashedDocument } from "../wire.ts";
import type { Move } from "./tree.ts";

export function listDocuments(room: number): Promise<DocumentList> {
  return api("GET", `/rooms/${room}/documents`);
}

export function listTrash(room: number): Promise<TrashedDocument[]> {
  return api<{ documents: TrashedDocument[] }>("GET", `/rooms/${room}/documents/trash`).then(
    ({ documents }) => documents,
  );
}

export interface DocumentWish {
  title: string;
  parent?: number | null;
  /** the number of a document to begin with a copy of */
  template?: number;
}

export function createDocument(room: number, wish: DocumentWish): Promise<DocumentInfo> {
  return api("POST", `/rooms/${room}/documents`, wish);
}

export type DocumentChange = Partial<Pick<DocumentInfo, "title" | "icon" | "template">>;

export function changeDocument(id: number, change: DocumentChange): Promise<DocumentInfo> {
  return api("PATCH", `/documents/${id}`, change);
}

/** `room`: into another room, with everything under it. */
export function moveDocument({ id, ...to }: Move, room?: number): Promise<DocumentInfo> {
  return api("POST", `/documents/${id}/move`, { ...to, ...(room === undefined ? {} : { room }) });
}

export function duplicateDocument(id: number): Promise<DocumentInfo> {
  return api("POST", `/documents/${id}/duplicate`, {});
}

export function trashDocument(id: number): Promise<unknown> {
  return api("POST", `/documents/${id}/trash`);
}

export function restoreDocument(id: number): Promise<DocumentInfo> {
  return api("POST", `/documents/${id}/restore`);
}

/** For good: only what lies in the trash. */
export function deleteDocument(id: number): Promise<void> {
  return api("DELETE", `/documents/${id}`);
}

export function setFavourite(id: number, on: boolean): Promise<unknown> {
  return api(on ? "PUT" : "DELETE", `/documents/${id}/favourite`);
}

/** One's right in it, and whether it is a favourite. */
export function documentDetail(id: number): Promise<DocumentInfo & { right: Right; favourite: boolean }> {
  return api("GET", `/documents/${id}`);
}

export type Scope = "recent" | "favourites" | "shared";

/** Of all rooms, the last first. */
export function myDocuments(scope: Scope): Promise<ShelvedDocument[]> {
  return api<{ documents: ShelvedDocument[] }>("GET", `/documents?scope=${scope}`).then(
    ({ documents }) => documents,
  );
}
