/** The page that the service worker shows without a line: what waits to be sent, and back as soon as it can. */
import "../styles/app.css";
import { plural } from "../i18n.ts";
import { must } from "../ui/dom.ts";

const LOOK_EVERY = 5_000;
const OUTBOX = /^collab:outbox:\d+:/;

function waiting(): number {
  try {
    return Object.keys(localStorage).filter((key) => OUTBOX.test(key)).length;
  } catch {
    return 0;
  }
}

/** Reload when the server answers; the browser's own word for "online" proves nothing. */
async function look(): Promise<void> {
  const answer = await fetch("/healthz", { cache: "no-store" }).catch(() => null);
  if (answer?.ok) location.reload();
}

const count = waiting();
if (count)
  must("#waiting").textContent = plural(
    count,
    "1 message is kept here and goes when you are back.",
    "{n} messages are kept here and go when you are back.",
  );
must("#again").addEventListener("click", () => location.reload());
addEventListener("online", () => void look());
setInterval(() => void look(), LOOK_EVERY);
