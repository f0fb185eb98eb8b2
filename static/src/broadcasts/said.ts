/** What was done, said on the page that comes next. */
import { toast } from "../ui/toast.ts";

const KEY = "broadcasts.said";

/** A forbidden storage costs only these words: what was done is done, and the next page shows it. */
export function saying(words: string): void {
  try {
    sessionStorage.setItem(KEY, words);
  } catch {
    // see above
  }
}

/** Say what the page before wanted to have said. */
export function sayWhatWasDone(): void {
  try {
    const words = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    if (words) toast(words, { kind: "good" });
  } catch {
    // see above
  }
}
