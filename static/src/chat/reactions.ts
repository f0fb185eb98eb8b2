/** Reactions, votes: what a message will look like, and how many and who in words. Pure. */
import { t } from "../i18n.ts";
import type { Poll, Reaction } from "../wire.ts";

/** With `user`'s `emoji` put on or taken away; those that nobody has are gone. */
export function reacted(
  reactions: readonly Reaction[],
  emoji: string,
  user: string,
  on: boolean,
): Reaction[] {
  const known = reactions.some((one) => one.emoji === emoji);
  const all = known ? reactions : [...reactions, { emoji, users: [] }];
  return all
    .map((one) => {
      if (one.emoji !== emoji) return one;
      const others = one.users.filter((name) => name !== user);
      return { ...one, users: on ? [...others, user] : others };
    })
    .filter((one) => one.users.length > 0);
}

/** With `user`'s vote for these options and no others. */
export function voted(poll: Poll, user: string, options: readonly number[]): Poll {
  return {
    ...poll,
    options: poll.options.map((one) => {
      const others = one.users.filter((name) => name !== user);
      return { ...one, users: options.includes(one.id) ? [...others, user] : others };
    }),
  };
}

/** The options that are chosen after `option` was pressed. */
export function choice(poll: Poll, user: string, option: number): number[] {
  const mine = poll.options.filter((one) => one.users.includes(user)).map((one) => one.id);
  if (mine.includes(option)) return mine.filter((one) => one !== option);
  return poll.multiple ? [...mine, option] : [option];
}

/** How many people voted. */
export function voters(poll: Poll): number {
  return new Set(poll.options.flatMap((one) => one.users)).size;
}

const MOST_NAMES = 12;

/** "You, Bo and Chi"; "Bo, Chi and 20 others". `you` is among `users` or not. */
export function namesOf(users: readonly string[], you: string, name: (username: string) => string): string {
  const names = users.filter((one) => one !== you).map(name);
  if (users.includes(you)) names.unshift(t("You"));
  if (names.length > MOST_NAMES + 1) {
    const rest = names.length - MOST_NAMES;
    return t("{names} and {n} others", { names: names.slice(0, MOST_NAMES).join(", "), n: rest });
  }
  if (names.length < 2) return names[0] ?? "";
  return t("{names} and {last}", { names: names.slice(0, -1).join(", "), last: names.at(-1) ?? "" });
}
