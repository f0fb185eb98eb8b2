/** Words, characters and reading time. Pure; what a block holds is counted once, blocks do not change. */
import type { Node } from "@tiptap/pm/model";

export interface Counts {
  readonly words: number;
  readonly characters: number;
  /** Without white space. */
  readonly letters: number;
}

/** Words a minute of somebody who reads silently. */
const PACE = 230;

const NOTHING: Counts = { words: 0, characters: 0, letters: 0 };
const known = new WeakMap<Node, Counts>();
const segmenter =
  typeof Intl.Segmenter === "undefined" ? null : new Intl.Segmenter(undefined, { granularity: "word" });

function plus(a: Counts, b: Counts): Counts {
  return {
    words: a.words + b.words,
    characters: a.characters + b.characters,
    letters: a.letters + b.letters,
  };
}

/** As people count: "don't" is one word, an emoji one character, Chinese text has words too. */
export function countText(text: string): Counts {
  let words = 0;
  if (segmenter) for (const { isWordLike } of segmenter.segment(text)) words += isWordLike ? 1 : 0;
  else words = text.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
  const characters = [...text].length;
  return { words, characters, letters: [...text.replace(/\s/gu, "")].length };
}

/** Of a document, or of a part of it. What is suggested to be deleted still counts: it is still there. */
export function countsOf(doc: Node, from = 0, to = doc.content.size): Counts {
  let sum = NOTHING;
  doc.nodesBetween(from, to, (node, pos) => {
    if (!node.isTextblock) return true;
    const whole = from <= pos && to >= pos + node.nodeSize;
    let counts = whole ? known.get(node) : undefined;
    if (!counts) {
      const inside = node.textBetween(
        Math.max(0, from - pos - 1),
        Math.min(node.content.size, to - pos - 1),
        " ",
        " ",
      );
      counts = countText(inside);
      if (whole) known.set(node, counts);
    }
    sum = plus(sum, counts);
    return false;
  });
  return sum;
}

/** Minutes to read it, at least one of any text. */
export function readingTime({ words }: Counts): number {
  return words === 0 ? 0 : Math.max(1, Math.round(words / PACE));
}
