/** Changing the text of a query: adding and taking out filters. Pure. */

export interface Filter {
  /** "from:", "has:file", … */
  text: string;
  /** whether something has to be typed behind it */
  open: boolean;
}

/** The filters that the server knows, in the order in which they are offered. */
export const FILTERS: readonly Filter[] = [
  { text: "from:", open: true },
  { text: "in:", open: true },
  { text: "before:", open: true },
  { text: "after:", open: true },
  { text: "has:file", open: false },
  { text: "has:image", open: false },
  { text: "has:link", open: false },
  { text: "has:poll", open: false },
  { text: "has:reaction", open: false },
  { text: "is:mine", open: false },
  { text: "is:saved", open: false },
  { text: "is:pinned", open: false },
  { text: "is:thread", open: false },
];

const PIECE = /\w+:"[^"]*"|"[^"]*"|\S+/g;

function pieces(query: string): string[] {
  return query.match(PIECE) ?? [];
}

/** Whether a whole filter is part of the query. */
export function hasFilter(query: string, filter: string): boolean {
  return pieces(query).some((piece) => piece.toLowerCase() === filter);
}

/** The query with the filter if it was without it, and the other way round. One that stays open comes last. */
export function toggleFilter(query: string, filter: Filter): string {
  const kept = pieces(query);
  if (filter.open) return [...kept, filter.text].join(" ");
  if (!hasFilter(query, filter.text)) return `${[...kept, filter.text].join(" ")} `;
  return kept.filter((piece) => piece.toLowerCase() !== filter.text).join(" ");
}

/** Whether the last filter still waits for its value: nothing is asked then. */
export function isOpen(query: string): boolean {
  return /(?:^|\s)(?:from|in|has|is|before|after|on):"?$/i.test(query);
}
