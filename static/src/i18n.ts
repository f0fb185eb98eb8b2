/**
 * The words of the page. The English text is the key; other languages come with the page as
 * `<script id="words">{"English": "theirs"}</script>`, so that nothing is shown in two languages while it loads.
 */
import { readJson } from "./ui/dom.ts";

type Values = Record<string, string | number>;

const words: Record<string, string> =
  typeof document === "undefined" ? {} : (readJson<Record<string, string>>("words") ?? {});

/** The text in the page's language; `{name}` stands for a value. */
export function t(text: string, values?: Values): string {
  const said = words[text] ?? text;
  return values ? said.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole)) : said;
}

/** One of two texts by number; `{n}` is the number. Languages with other plurals than one and many are not offered. */
export function plural(n: number, one: string, many: string, values?: Values): string {
  return t(n === 1 ? one : many, { n, ...values });
}
