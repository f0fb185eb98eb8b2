/** What was done, said on the page that comes next. */
import { toast } from "../ui/toast.ts";

const KEY = "broadcasts.said";

export function saying(words: string): void {
  sessionStorage.setItem(KEY, words);
}

/** Say what the page before wanted to have said. */
export function sayWhatWasDone(): void {
  const words = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  if (words) toast(words, { kind: "good" });
}
