/** The dialog of who may do what with a document. Only loaded when it is wanted. */
import type { RoomsStore } from "../rooms/store.ts";
import { toastError } from "../ui/toast.ts";

export function openShare(document: number, rooms: RoomsStore): Promise<void> {
  return import("./share_dialog.ts").then((loaded) => loaded.openShareDialog(document, rooms), toastError);
}
