/** A passage of a document as the markdown of a message. Pure. */

export interface Quoted {
  title: string;
  /** where the passage is, a path of this site */
  address: string;
  passage: string;
  words: string;
}

/** The passage as a quote, below it the link to it, then one's own words. Signs of markdown in it stay signs. */
export function quoted({ title, address, passage, words }: Quoted): string {
  const lines = passage.split("\n").map((line) => `> ${literal(line)}`);
  return [...lines, ">", `> — [${literal(title)}](${address})`, ...(words ? ["", words] : [])].join("\n");
}

/** As it stands: no marks, links, mentions or headings. */
function literal(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-!|<>~@:]/g, "\\$&");
}
