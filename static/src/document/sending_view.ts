/** The line that shows words written offline on their way, and that they arrived. */
import { t } from "../i18n.ts";
import type { NoticeLine } from "./notice_line.ts";
import type { Saving } from "./saving.ts";
import { type Sending, sendingStep } from "./sending_back.ts";

/** How long the good news stays (ms). */
const STAYS = 6000;
/** "Sending" stays at least this long (ms): on a fast line nobody would see it. */
const SEEN = 700;

export function showSending(saving: Saving, notices: NoticeLine): void {
  let sending: Sending = "nothing";
  let since = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const done = () => {
    notices.show("sending", t("All of it is saved."), STAYS);
    sending = "nothing";
  };
  saving.watch((state) => {
    const next = sendingStep(sending, state);
    if (next === sending) return;
    sending = next;
    clearTimeout(timer);
    if (next === "sending") {
      since = Date.now();
      notices.show("sending", t("Sending what you wrote offline…"));
    } else if (next === "done") timer = setTimeout(done, Math.max(0, since + SEEN - Date.now()));
    else notices.hide("sending");
  });
}
