// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from "vitest";
import type { Shell } from "../shell/start.ts";
import type { PreferencesPage, Wishes } from "../wire.ts";
import { NO_WISHES } from "./wishes.ts";

vi.setConfig({ testTimeout: 30_000 }); // the page's modules are read anew for each test

const SECTIONS = ["quiet", "kinds", "push", "email", "keywords", "places", "preview", "sound"];
let kept: Wishes;
let asked: { method: string; path: string; body: unknown }[];
/** The server takes no change. */
let refuses: boolean;

function answer(method: string, path: string, body: { wishes?: Wishes }): unknown {
  if (path === "/preferences" && method === "PUT") kept = body.wishes as Wishes;
  const page: PreferencesPage = {
    wishes: kept,
    rules: [{ place: "document:5", volume: "nothing" }],
    names: { "document:5": "Plan" },
    defaults: [],
  };
  if (path === "/preferences") return page;
  if (path === "/preferences/preview") return { ways: ["in_app", "push"], silenced_by: "", email: "off" };
  if (path === "/push/subscriptions") return { devices: [] };
  return body;
}

beforeEach(() => {
  vi.resetModules();
  kept = NO_WISHES;
  asked = [];
  refuses = false;
  const shell = { me: null, zone: "Europe/Berlin", wishes: NO_WISHES, rules: [] };
  document.body.innerHTML = `<script id="shell" type="application/json">${JSON.stringify(shell)}</script>
    <span id="save-state"></span><h2 id="kinds-heading">Kinds</h2>
    ${SECTIONS.map((name) => `<div id="${name}-part"></div>`).join("")}`;
  vi.stubGlobal("fetch", async (url: string, { method, body }: RequestInit) => {
    const path = url.replace("/api/v1", "");
    const told = body ? JSON.parse(String(body)) : {};
    asked.push({ method: method ?? "GET", path, body: told });
    if (refuses && method === "PUT")
      return new Response(JSON.stringify({ error: { code: "invalid", message: "Too much." } }), {
        status: 422,
      });
    return new Response(JSON.stringify(answer(method ?? "GET", path, told)));
  });
});

async function start(): Promise<void> {
  const { startPreferences } = await import("./page.ts");
  const rooms = { list: () => [], get: () => undefined };
  startPreferences({ rooms } as unknown as Shell, "ann@example.org");
  await vi.waitFor(() => expect(asked.some(({ path }) => path === "/preferences")).toBe(true));
}

function byLabel<E extends HTMLElement>(label: string): E {
  return document.querySelector(`[aria-label="${label}"]`) as E;
}

test("every part is there, and a switch is kept", async () => {
  await start();
  for (const name of SECTIONS)
    expect(document.querySelector(`#${name}-part`)?.childElementCount, name).toBeGreaterThan(0);
  expect(document.querySelectorAll("tr[data-kind]").length).toBe(15);
  const sound = byLabel<HTMLInputElement>("Mentions: Sound");
  expect(sound.checked).toBe(true);
  sound.checked = false;
  sound.dispatchEvent(new Event("change"));
  await vi.waitFor(() => expect(kept.kinds?.mention?.sound).toBe(false));
  await vi.waitFor(() => expect(document.querySelector("#save-state")?.textContent).toBe("Saved"));
  expect(byLabel<HTMLInputElement>("Announcements: Inbox").disabled).toBe(true);
});

test("turning the schedule on gives it hours, and a line of hours can go", async () => {
  await start();
  const scheduled = document.querySelector<HTMLInputElement>("#quiet-part .switch-line .switch");
  if (!scheduled) throw new Error("no switch");
  scheduled.checked = true;
  scheduled.dispatchEvent(new Event("change"));
  await vi.waitFor(() => expect(kept.quiet?.spans).toHaveLength(7));
  const lines = () => byLabel("Quiet hours").querySelectorAll(".week-line");
  expect(lines().length).toBe(1);
  byLabel("Remove these hours").click();
  await vi.waitFor(() => expect(kept.quiet?.spans).toHaveLength(0));
  expect(lines().length).toBe(0);
});

test("places have the names that the server tells, and the preview is asked for", async () => {
  await start();
  await vi.waitFor(() => expect(byLabel("Notifications from Plan")).toBeTruthy());
  await vi.waitFor(() =>
    expect(document.querySelector(".preview-result")?.textContent).toContain("As a push message"),
  );
  const form = document.querySelector<HTMLFormElement>(".keyword-form");
  const word = document.querySelector<HTMLInputElement>("#keyword");
  if (!form || !word) throw new Error("no form");
  word.value = "boat";
  form.dispatchEvent(new Event("submit", { cancelable: true }));
  await vi.waitFor(() => expect(kept.keywords).toEqual(["boat"]));
});

test("a word that the server refuses is still in its field", async () => {
  await start();
  refuses = true;
  const form = document.querySelector<HTMLFormElement>(".keyword-form");
  const word = document.querySelector<HTMLInputElement>("#keyword");
  if (!form || !word) throw new Error("no form");
  word.value = "boat";
  form.dispatchEvent(new Event("submit", { cancelable: true }));
  await vi.waitFor(() => expect(document.querySelector(".toast")?.textContent).toContain("Too much."));
  expect(word.value).toBe("boat");
  expect(document.querySelectorAll(".keyword").length).toBe(0);
});
