/** Attributes of our nodes: read from markup that may come from anywhere, bounded as the server wants them. Pure. */
import type { Attribute } from "@tiptap/core";
import { allowedLink } from "../safe_link.ts";

/** The server refuses longer ones (collab/core/schema.py: LENGTHS, LENGTH). In characters. */
export const LONGEST = { words: 2_000, address: 8_192, latex: 10_000, id: 100 } as const;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

export const isUuid = (text: string): boolean => UUID.test(text);
export const isDate = (text: string): boolean => DATE.test(text);

type Read = (element: HTMLElement) => unknown;

/** An attribute that travels as `data-<name>` in markup; `clean` makes what was read there fit. */
function kept(name: string, fallback: unknown, clean: (said: string) => unknown): Attribute {
  const data = `data-${name}`;
  const parseHTML: Read = (element) => {
    const said = element.getAttribute(data);
    return said === null ? fallback : clean(said);
  };
  return {
    default: fallback,
    parseHTML,
    renderHTML: (attributes: Record<string, unknown>) =>
      attributes[name] === null || attributes[name] === fallback ? {} : { [data]: String(attributes[name]) },
  } as Attribute;
}

export function words(name: string, most: number = LONGEST.words): Attribute {
  return kept(name, "", (said) => said.slice(0, most));
}

/** A whole number, or null. */
export function number(name: string, most = 1e12): Attribute {
  return kept(name, null, (said) => {
    const value = Math.round(Number(said));
    return said.trim() !== "" && value >= 0 && value <= most ? value : null;
  });
}

export function oneOf(name: string, options: readonly string[], fallback: string | null): Attribute {
  return kept(name, fallback, (said) => (options.includes(said) ? said : fallback));
}

export function uuid(name: string): Attribute {
  return kept(name, null, (said) => (isUuid(said.toLowerCase()) ? said.toLowerCase() : null));
}

/** An address that may be followed, else "". */
export function address(name: string): Attribute {
  return kept(name, "", safeAddress);
}

export function safeAddress(said: string): string {
  return said.length <= LONGEST.address && allowedLink(said) ? said : "";
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

/** Twelve random letters: enough to tell one mention from all others of a document. */
export function freshUid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => LETTERS[byte % LETTERS.length]).join("");
}
