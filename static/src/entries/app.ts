/** Pages that are the frame and nothing else (the empty workspace). */
import { openCreateRoom } from "../rooms/create_dialog.ts";
import { startShell } from "../shell/start.ts";

startShell().go();
for (const button of document.querySelectorAll("[data-create-room]")) {
  button.addEventListener("click", () => openCreateRoom());
}
