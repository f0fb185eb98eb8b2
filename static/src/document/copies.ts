/**
 * The copies of documents on this device, all of them: who signs out leaves none behind. Light on purpose, the frame of
 * every page imports it.
 */

/** `collab:<person>:document:<id>:<made at>`, see device_copy.ts. */
const NAME = /^collab:(\d+):document:/;
/** Which copies hold words that the server has not: {name: title}. */
const UNSAVED = "collab:unsaved-documents";
const CHANNEL = "collab:signing-out";
/** Tabs that are asked to let go of their copies do so within this time (ms). */
const PATIENCE = 1000;

type Titles = Record<string, string>;

function titles(): Titles {
  try {
    return JSON.parse(localStorage.getItem(UNSAVED) ?? "{}") as Titles;
  } catch {
    return {};
  }
}

/** Notes whether a copy holds words that the server has not; `title` null: it does not. */
export function rememberUnsaved(name: string, title: string | null): void {
  const known = titles();
  if ((known[name] ?? null) === title) return;
  if (title === null) delete known[name];
  else known[name] = title;
  try {
    localStorage.setItem(UNSAVED, JSON.stringify(known));
  } catch {
    // then signing out does not ask
  }
}

/** The titles of documents with words that only this device has. */
export function unsavedTitles(): string[] {
  return Object.values(titles());
}

async function names(): Promise<string[]> {
  if (typeof indexedDB === "undefined" || !indexedDB.databases) return Object.keys(titles());
  const found = await indexedDB.databases();
  return found.map(({ name }) => name ?? "").filter((name) => NAME.test(name));
}

function remove(name: string): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = request.onerror = () => resolve();
    setTimeout(resolve, PATIENCE); // another tab holds it: it is deleted when that lets go
  });
}

/**
 * Deletes the copies on this device; those with words that the server has not only when `all`. Resolves when that is
 * done, or will be as soon as the last tab lets go.
 */
export async function forgetCopies(all: boolean): Promise<void> {
  if (typeof indexedDB === "undefined") return;
  const kept = all ? {} : titles();
  const gone = (await names()).filter((name) => !(name in kept));
  tabs?.postMessage(gone);
  await close(gone);
  await Promise.all(gone.map(remove));
  if (all) localStorage.removeItem(UNSAVED);
}

const held = new Map<string, () => Promise<void>>();

async function close(gone: readonly string[]): Promise<void> {
  await Promise.all(
    gone.map((name) =>
      held
        .get(name)?.()
        .catch(() => undefined),
    ),
  );
}

const tabs = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(CHANNEL);
tabs?.addEventListener("message", ({ data }: MessageEvent<string[]>) => void close(data));

/** A page that holds a copy open says how to let go of it. */
export function holdCopy(name: string, letGo: () => Promise<void>): void {
  held.set(name, letGo);
}
