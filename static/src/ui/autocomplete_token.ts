/** The word at the cursor that asks for proposals, and its replacement. Pure. */

export interface Token {
  /** where it begins, with its sign (`@`, `#`, `:`, `/`) */
  start: number;
  /** what follows the sign up to the cursor */
  query: string;
}

/**
 * The token that ends at the cursor. `sign` begins it, at the start of the text or after a blank or bracket;
 * `chars` may stand in it; `least` letters must be there.
 */
export function tokenAt(
  text: string,
  cursor: number,
  sign: string,
  { least = 0, onlyFirst = false, chars = /[\p{L}\p{N}._+-]/u } = {},
): Token | null {
  let at = cursor;
  while (at > 0 && chars.test(text[at - 1] as string)) at--;
  const start = at - sign.length;
  if (start < 0 || text.slice(start, at) !== sign || cursor - at < least) return null;
  if (onlyFirst ? start !== 0 : start > 0 && !/[\s([{>"'*_~|]/.test(text[start - 1] as string)) return null;
  return { start, query: text.slice(at, cursor) };
}

/** The text with the token replaced, a blank behind it, and where the cursor then stands. */
export function completed(text: string, token: Token, cursor: number, insert: string) {
  const after = text.slice(cursor);
  const blank = /^\s/.test(after) ? "" : " ";
  return {
    text: text.slice(0, token.start) + insert + blank + after,
    cursor: token.start + insert.length + 1,
  };
}
