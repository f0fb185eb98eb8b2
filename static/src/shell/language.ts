/** The language of the page: kept with the person and in a cookie, then the page is made anew. */
import { changeMe } from "../people/api.ts";
import { languageChanged } from "../sw/register.ts";

const YEAR = 365 * 24 * 3600;

/** Code and own name of every language, as settings.LANGUAGES has them. */
export function languages(): [string, string][] {
  return [
    ["en", "English"],
    ["de", "Deutsch"],
  ];
}

export function currentLanguage(): string {
  return document.documentElement.lang.split("-")[0] ?? "en";
}

/** This browser's answer to "which language?" before anybody is known. */
export function rememberLanguage(code: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser, nor on plain http
  document.cookie = `language=${code}; path=/; max-age=${code ? YEAR : 0}; samesite=lax`;
}

/** Speak it from now on, everywhere. The page reloads; what is being written is kept. Rejects with ApiError. */
export async function setLanguage(code: string): Promise<void> {
  await changeMe({ language: code });
  rememberLanguage(code);
  languageChanged();
  location.reload();
}
