/** Following a person: the view goes where their cursor is, until one scrolls, types, or they leave. Pure. */

export type FollowInput =
  | { kind: "chosen"; username: string }
  /** One's own hand: wheel, touch, a key, a click in the text. */
  | { kind: "own_move" }
  | { kind: "here"; usernames: readonly string[] };

/** Who is followed after this; null for nobody. Choosing the one who is followed already ends it. */
export function followStep(following: string | null, input: FollowInput): string | null {
  switch (input.kind) {
    case "chosen":
      return input.username === following ? null : input.username;
    case "own_move":
      return null;
    case "here":
      return following !== null && input.usernames.includes(following) ? following : null;
  }
}

/** How far to scroll (px) so that a line at `top`..`bottom` is in the middle part of a view of `height`; 0: it is. */
export function scrollBy(top: number, bottom: number, height: number): number {
  const margin = height * 0.25;
  if (top >= margin && bottom <= height - margin) return 0;
  return (top + bottom) / 2 - height / 2;
}
