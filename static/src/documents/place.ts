/** Order keys among siblings: strings between which there is always another one. Pure. */

const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";
const MIDDLE = DIGITS.length / 2;

const digitAt = (key: string, at: number, missing: number) =>
  at < key.length ? Math.max(0, DIGITS.indexOf(key[at] as string)) : missing;

/** A key after `low` and before `high`; null: no bound. It never ends in the lowest digit, so that there is always
 * place before it. Used to show a move at once; the server gives the key that stays. */
export function between(low: string | null, high: string | null): string {
  let made = "";
  let open = high === null; // nothing bounds what follows from above
  for (let at = 0; ; at++) {
    const from = digitAt(low ?? "", at, 0);
    const to = open ? DIGITS.length : digitAt(high ?? "", at, DIGITS.length);
    if (to - from > 1)
      return made + DIGITS[low === null && open ? MIDDLE : from + Math.ceil((to - from) / 2)];
    made += DIGITS[from];
    if (to > from) open = true;
  }
}
