/** Which addresses a link in a document may have: the web, mail, phone, and pages of this site. Pure. */
const SAFE = /^(?:https?:\/\/|mailto:|tel:|\/(?!\/)|#)/i;
/** Browsers skip control characters and white space inside a scheme ("java\tscript:"), so an address with any is refused. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
const HIDDEN = /[\u0000-\u0020\u007f-\u00a0\u2028\u2029\ufeff\\]/;

export function allowedLink(address: string): boolean {
  return SAFE.test(address) && !HIDDEN.test(address);
}

/** What a person meant by what they typed: "example.org/a" is the web, "me@example.org" is mail; null when it cannot be. */
export function linkFromTyped(typed: string): string | null {
  const text = typed.trim();
  if (text === "") return null;
  if (allowedLink(text)) return text;
  if (/^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/.test(text)) return `mailto:${text}`;
  const guess = `https://${text}`;
  const looksLikeHost =
    /^[\w-]+(\.[\w-]+)+(:\d+)?([/?#].*)?$/.test(text) || /^localhost(:\d+)?([/?#].*)?$/.test(text);
  return looksLikeHost && allowedLink(guess) ? guess : null;
}
