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

const ADDRESS = /^(https?:\/\/|mailto:)\S+$/i;

/**
 * Make a link of what is selected. A selected address becomes the target and the cursor stands where the words go;
 * else the selected words are the words and `https://` is selected, to be typed over.
 */
export function linked(text: string, start: number, end: number): Edited {
  const inner = text.slice(start, end);
  const isAddress = ADDRESS.test(inner.trim());
  const words = isAddress ? "" : inner;
  const target = isAddress ? inner.trim() : "https://";
  const made = `[${words}](${target})`;
  const at = isAddress ? start + 1 : start + words.length + 3;
  return {
    text: text.slice(0, start) + made + text.slice(end),
    start: at,
    end: isAddress ? at : at + target.length,
  };
}

/** A block of code of what is selected, on lines of its own. */
export function fenced(text: string, start: number, end: number): Edited {
  const before = start > 0 && text[start - 1] !== "\n" ? "\n" : "";
  const after = end < text.length && text[end] !== "\n" ? "\n" : "";
  const opening = `${before}\`\`\`\n`;
  return {
    text: `${text.slice(0, start)}${opening}${text.slice(start, end)}\n\`\`\`${after}${text.slice(end)}`,
    start: start + opening.length,
    end: end + opening.length,
  };
}

/** The address pasted over selected words links them; null when it is no such case. */
export function pastedLink(text: string, start: number, end: number, pasted: string): Edited | null {
  const address = pasted.trim();
  const words = text.slice(start, end);
  if (
    start === end ||
    !/^https?:\/\/\S+$/i.test(address) ||
    ADDRESS.test(words.trim()) ||
    words.includes("\n")
  )
    return null;
  const made = `[${words}](${address})`;
  const at = start + made.length;
  return { text: text.slice(0, start) + made + text.slice(end), start: at, end: at };
}
