/** Writing to one person or a few. The dialog is only loaded when it is wanted. */
import { openDirect } from "../rooms/api.ts";
import { toastError } from "../ui/toast.ts";

export function openNewMessage(): void {
  void import("./direct_dialog.ts").then((loaded) => loaded.openDirectDialog(), toastError);
}

/** To the conversation with exactly these people. */
export async function writeTo(usernames: string[]): Promise<void> {
  const room = await openDirect(usernames);
  location.href = `/rooms/${room.id}/`;
}
