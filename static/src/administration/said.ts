/** What was done, said on the page that is loaded anew. */
import { toast } from "../ui/toast.ts";

const KEY = "administration.said";

/** Load the page anew, so that its table is the server's, and say there what was done. */
export function reloadSaying(words: string): void {
  sessionStorage.setItem(KEY, words);
  location.reload();
}

/** Say what the page before wanted to have said. */
export function sayWhatWasDone(): void {
  const words = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  if (words) toast(words, { kind: "good" });
}
