/** What went wrong, in words fit for a person. */
import { t } from "../i18n.ts";

/** Takes whatever was thrown; an ApiError has the server's own words. */
export function faultWords(error: unknown): string {
  return error instanceof Error ? error.message : t("Something went wrong here.");
}
