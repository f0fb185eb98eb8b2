/** The emoji one uses and one's skin tone, kept in this browser. */
import { recently, type Tone } from "./emoji_search.ts";

const RECENT = "collab:emoji:recent";
const TONE = "collab:emoji:tone";
const MOST = 24;
const BEGIN = ["👍", "❤️", "😂", "🎉", "👀", "✅", "🙏", "🚀"];

function read<T>(key: string, otherwise: T): T {
  try {
    return (JSON.parse(localStorage.getItem(key) ?? "null") as T | null) ?? otherwise;
  } catch {
    return otherwise;
  }
}

function write(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // then it is not remembered
  }
}

/** What was used last, newest first; some that most people use, for a beginning. */
export function recentEmoji(): string[] {
  const kept = read<string[]>(RECENT, []);
  return [...kept, ...BEGIN.filter((one) => !kept.includes(one))].slice(0, MOST);
}

export function usedEmoji(char: string): void {
  write(RECENT, recently(read<string[]>(RECENT, []), char, MOST));
}

export function skinTone(): Tone {
  const tone = read<number>(TONE, 0);
  return tone >= 0 && tone <= 5 ? (tone as Tone) : 0;
}

export function setSkinTone(tone: Tone): void {
  write(TONE, tone);
}
