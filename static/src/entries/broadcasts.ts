/** The pages of those who send: the list, the composer, one that was sent, templates; and failed work for staff. */
import "../styles/administration.css";
import "../styles/inbox_row.css";
import "../styles/broadcast_compose.css";
import "../styles/broadcast_looks.css";
import "../styles/broadcast_list.css";
import "../styles/broadcast_sent.css";
import { boot, composerOf } from "../broadcasts/boot.ts";
import { ComposePage } from "../broadcasts/compose.ts";
import { BroadcastList } from "../broadcasts/list.ts";
import { sayWhatWasDone } from "../broadcasts/said.ts";
import { SentPage } from "../broadcasts/sent.ts";
import { TemplateListPage } from "../broadcasts/template_list.ts";
import { showFormatKeys } from "../composer/writing_keys.ts";
import { FailedPage } from "../jobs/failed.ts";
import { startShell } from "../shell/start.ts";
import { must } from "../ui/dom.ts";
import { toastError } from "../ui/toast.ts";

const shell = startShell();
const given = boot();

async function start(root: HTMLElement): Promise<void> {
  const { page } = root.dataset;
  if (page === "list") new BroadcastList(root, shell.realtime);
  else if (page === "failed") new FailedPage(root);
  else if (page === "compose")
    new ComposePage(root, await composerOf(given), shell.me, given.broadcast ?? null);
  else if (page === "templates")
    new TemplateListPage(root, given.templates?.templates ?? [], await composerOf(given));
  else if (page === "broadcast" && given.broadcast) {
    new SentPage(root, given.broadcast, await composerOf(given), shell.realtime);
  }
}

sayWhatWasDone();
showFormatKeys();
start(must("#broadcasts")).catch(toastError);
shell.go();
