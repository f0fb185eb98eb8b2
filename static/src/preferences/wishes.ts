/** A person's wishes as a value: reading and changing them. Pure. */
import defaults from "../notifications/defaults.json";
import type { Kind } from "../notifications/filters.ts";
import type { KindWishes, Wishes } from "../wire.ts";

export type { Kind };

/** What holds for a kind unless the person wishes otherwise; the server has the same table. */
export const DEFAULTS = defaults as Record<Kind, KindWishes>;

export const NO_WISHES: Wishes = {
  kinds: {},
  keywords: [],
  quiet: { until: null, scheduled: false, spans: [], timezone: "" },
  urgent_breaks_through: true,
  digest: { at: "08:00", days: [0, 1, 2, 3, 4] },
};

export function wishesOf(wishes: Wishes, kind: Kind): KindWishes {
  return { ...DEFAULTS[kind], ...wishes.kinds?.[kind] };
}

function sameWishes(one: KindWishes, other: KindWishes): boolean {
  return (["in_app", "toast", "sound", "push", "email"] as const).every((way) => one[way] === other[way]);
}

/** With a kind's wishes changed; what is as the default is not kept. */
export function withKind(wishes: Wishes, kind: Kind, change: Partial<KindWishes>): Wishes {
  const wanted = { ...wishesOf(wishes, kind), ...change };
  const { [kind]: _, ...others } = wishes.kinds ?? {};
  return { ...wishes, kinds: sameWishes(wanted, DEFAULTS[kind]) ? others : { ...others, [kind]: wanted } };
}

/** With a keyword more; the same object when there is nothing to add. */
export function withKeyword(wishes: Wishes, word: string): Wishes {
  const plain = word.trim().replace(/\s+/g, " ");
  const known = (wishes.keywords ?? []).some((one) => one.toLowerCase() === plain.toLowerCase());
  return plain === "" || known ? wishes : { ...wishes, keywords: [...(wishes.keywords ?? []), plain] };
}

export function withoutKeyword(wishes: Wishes, word: string): Wishes {
  return { ...wishes, keywords: (wishes.keywords ?? []).filter((one) => one !== word) };
}
