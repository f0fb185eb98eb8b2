/** What was written offline goes out on return, and the person sees it happen. Pure. */
import type { SaveState } from "./save_state.ts";

export type Sending = "nothing" | "waiting" | "sending" | "done";

/** `before` is what was shown last; "done" is shown for a moment and then put back to "nothing" by the view. */
export function sendingStep(before: Sending, state: SaveState): Sending {
  if (state.readOnly || state.link === "ended") return "nothing";
  const away = state.link !== "open";
  if (state.unsaved === "no") return before === "sending" ? "done" : before === "done" ? "done" : "nothing";
  if (away) return state.unsaved === "yes" || state.whole ? "waiting" : before;
  return before === "waiting" || before === "sending" ? "sending" : "nothing";
}
