/**
 * The words of the page. The English text is the key; other languages come as a script before this one that sets
 * `window.words = {"English": "theirs"}`, so that nothing is shown in two languages while the page loads.
 */

type Values = Record<string, string | number>;

const words = (globalThis as { words?: Record<string, string> }).words ?? {};

/** The text in the page's language; `{name}` stands for a value. */
export function t(text: string, values?: Values): string {
  const said = words[text] ?? text;
  return values ? said.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole)) : said;
}

/** A sentence of the server, which may have answered without knowing the page's language. */
export function translated(sentence: string): string {
  return words[sentence] ?? sentence;
}

/** One of two texts by number; `{n}` is the number. Languages with other plurals than one and many are not offered. */
export function plural(n: number, one: string, many: string, values?: Values): string {
  return t(n === 1 ? one : many, { n, ...values });
}
