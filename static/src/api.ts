/** The HTTP API: JSON in, JSON out, and every failure an ApiError with words fit for a person. */
import { t } from "./i18n.ts";

/** `code` as in docs/protocol.md, or "offline" when no answer came. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly field: string | null = null,
    readonly status = 0,
  ) {
    super(message);
    this.name = "ApiError";
  }
}

const OFFLINE = t("The line is down. Please try again when you are back.");
const BROKEN = t("The server could not do that just now. Please try again in a moment.");

/** The token Django wants with every unsafe request; the page's shell holds one where the cookie cannot be read. */
export function csrfToken(): string {
  const cookie = /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie)?.[1];
  if (cookie) return cookie;
  const shell = document.getElementById("shell")?.textContent;
  return shell ? ((JSON.parse(shell) as { csrf?: string }).csrf ?? "") : "";
}

/** Characters of a body that is sent even if the page is left; browsers allow 64 KiB in flight together. */
const OUTLIVES_PAGE = 8_000;

/**
 * Call `/api/v1{path}`. What changes something is done even if the page is left meanwhile. Resolves to the parsed body
 * (undefined for 204). Rejects with ApiError.
 */
export async function api<T>(
  method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE",
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (method !== "GET") headers["X-CSRFToken"] = csrfToken();
  const sent = body === undefined ? "" : JSON.stringify(body);
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, {
      method,
      headers,
      credentials: "same-origin",
      keepalive: method !== "GET" && sent.length < OUTLIVES_PAGE,
      ...(sent ? { body: sent } : {}),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError("offline", OFFLINE);
  }
  if (response.ok) return response.status === 204 ? (undefined as T) : ((await response.json()) as T);
  throw await refusal(response);
}

async function refusal(response: Response): Promise<ApiError> {
  try {
    const { error } = (await response.json()) as { error: { code: string; message: string; field?: string } };
    return new ApiError(error.code, error.message, error.field ?? null, response.status);
  } catch {
    // Not our JSON: a proxy's page or a crash. Its text would help nobody.
    return new ApiError("unavailable", BROKEN, null, response.status);
  }
}
