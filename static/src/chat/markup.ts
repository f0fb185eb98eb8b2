/** Wrapping a selection in markdown marks. Pure. */

export interface Edited {
  text: string;
  start: number;
  end: number;
}

/** Put `mark` around what is selected, or take it away when it is there. */
export function toggleMark(text: string, start: number, end: number, mark: string): Edited {
  const size = mark.length;
  const inner = text.slice(start, end);
  if (text.slice(start - size, start) === mark && text.slice(end, end + size) === mark) {
    return {
      text: text.slice(0, start - size) + inner + text.slice(end + size),
      start: start - size,
      end: end - size,
    };
  }
  return {
    text: text.slice(0, start) + mark + inner + mark + text.slice(end),
    start: start + size,
    end: end + size,
  };
}
