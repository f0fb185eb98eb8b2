import { describe, expect, it, vi } from "vitest";
import {
  closeShown,
  openShown,
  type Page,
  type Push,
  type PushWorld,
  parsePush,
  renewSubscription,
  showPush,
} from "./push.ts";

const HOME = "https://chat.example";
let number = 100;

function told(wishes: Partial<Push> = {}): Push {
  number += 1;
  return {
    id: number,
    title: "Ann wrote to you",
    body: "hi",
    url: "/rooms/3/",
    tag: "room:3",
    unread: 2,
    ...wishes,
  };
}

class Screen {
  shown: { title: string; tag: string; data: unknown; options: Record<string, unknown>; close(): void }[] =
    [];
  pages: Page[] = [];
  opened: string[] = [];
  world: PushWorld = {
    location: { origin: HOME },
    registration: {
      showNotification: async (title, options) => {
        const tag = String(options.tag ?? "");
        this.shown = this.shown.filter((each) => !tag || each.tag !== tag);
        const one = { title, tag, data: options.data, options, close: () => void this.take(one) };
        this.shown.push(one);
      },
      getNotifications: async (filter) =>
        this.shown.filter((each) => !filter?.tag || each.tag === filter.tag),
    },
    clients: {
      matchAll: async () => this.pages,
      openWindow: async (url) => void this.opened.push(url),
    },
  };
  take(one: { title: string }): void {
    this.shown = this.shown.filter((each) => each !== one);
  }
  first(): { data: unknown; tag: string; close(): void } {
    const [one] = this.shown;
    if (!one) throw new Error("nothing is shown");
    return one;
  }
  titles(): string[] {
    return this.shown.map(({ title }) => title);
  }
}

function page(url: string, wishes: Partial<Page> = {}): Page {
  return {
    url: HOME + url,
    visibilityState: "hidden",
    focus: vi.fn(async () => {}),
    navigate: vi.fn(async () => {}),
    postMessage: vi.fn(),
    ...wishes,
  };
}

describe("a push", () => {
  it("is shown, and a later one of the same group takes its place", async () => {
    const screen = new Screen();
    await showPush(screen.world, told({ title: "one" }));
    await showPush(screen.world, told({ title: "two" }));
    await showPush(screen.world, told({ title: "other", tag: "room:4" }));
    expect(screen.titles()).toEqual(["two", "other"]);
    expect(screen.shown[0]?.options).toMatchObject({ body: "hi", renotify: true });
  });

  it("that comes twice is shown once, also when it was dismissed", async () => {
    const screen = new Screen();
    const one = told();
    await showPush(screen.world, one);
    await showPush(screen.world, one);
    expect(screen.shown).toHaveLength(1);
    screen.shown[0]?.close();
    await showPush(screen.world, one);
    expect(screen.shown).toHaveLength(0);
  });

  it("is left to the page that is in front; a test is always shown", async () => {
    const screen = new Screen();
    screen.pages = [page("/inbox/", { focused: true, visibilityState: "visible" })];
    await showPush(screen.world, told());
    expect(screen.shown).toHaveLength(0);
    await showPush(screen.world, told({ id: 0, tag: "test" }));
    expect(screen.shown).toHaveLength(1);
  });

  it("that cannot be read says at least that there is something", () => {
    for (const text of [undefined, "", "[]", "null", '"x"', "{"])
      expect(parsePush(text)).toMatchObject({ title: "Collab", url: "/inbox/" });
  });
});

describe("a click", () => {
  it("focuses the tab that is there already", async () => {
    const screen = new Screen();
    const [there, other] = [page("/rooms/3/"), page("/inbox/")];
    screen.pages = [other, there];
    await showPush(screen.world, told());
    await openShown(screen.world, screen.first());
    expect(there.focus).toHaveBeenCalled();
    expect(other.focus).not.toHaveBeenCalled();
    expect(screen.opened).toEqual([]);
    expect(screen.shown).toHaveLength(0);
  });

  it("asks another tab to go there, and leads it there if it does not answer", async () => {
    const screen = new Screen();
    const hears = page("/inbox/", {
      postMessage: vi.fn((_message, [port]) => (port as MessagePort).postMessage("going")),
    });
    screen.pages = [hears];
    await showPush(screen.world, told());
    await openShown(screen.world, screen.first());
    expect(hears.postMessage).toHaveBeenCalledWith(
      { type: "open", url: `${HOME}/rooms/3/` },
      expect.anything(),
    );
    expect(hears.navigate).not.toHaveBeenCalled();
    const deaf = page("/inbox/");
    screen.pages = [deaf];
    await showPush(screen.world, told());
    await openShown(screen.world, screen.first());
    expect(deaf.navigate).toHaveBeenCalledWith(`${HOME}/rooms/3/`);
  });

  it("opens a new tab where there is none, or for another site", async () => {
    const screen = new Screen();
    screen.pages = [page("/admin/"), page("/accounts/login/")];
    await showPush(screen.world, told());
    await openShown(screen.world, screen.first());
    screen.pages = [page("/inbox/")];
    await showPush(screen.world, told({ url: "https://elsewhere.example/x" }));
    await openShown(screen.world, screen.first());
    expect(screen.opened).toEqual([`${HOME}/rooms/3/`, "https://elsewhere.example/x"]);
  });
});

describe("what was read elsewhere", () => {
  it("is closed by id, by group, or all of it", async () => {
    const screen = new Screen();
    const [one, two, three] = [told({ tag: "a" }), told({ tag: "b" }), told({ tag: "c" })];
    for (const each of [one, two, three]) await showPush(screen.world, each);
    await closeShown(screen.world, { ids: [one.id] });
    expect(screen.shown.map(({ tag }) => tag)).toEqual(["b", "c"]);
    await closeShown(screen.world, { groups: ["b"] });
    expect(screen.shown.map(({ tag }) => tag)).toEqual(["c"]);
    await closeShown(screen.world, { all: true });
    expect(screen.shown).toEqual([]);
  });
});

describe("a subscription that the browser renewed", () => {
  it("is made known with the session's cookie, or left to the next page", async () => {
    const screen = new Screen();
    const sent = vi.fn(async () => {});
    const subscribe = vi.fn(async () => ({
      toJSON: () => ({ endpoint: "https://p.example/1", keys: { auth: "x" }, expirationTime: null }),
    }));
    screen.world.registration.pushManager = { subscribe };
    screen.world.fetch = sent;
    await renewSubscription(screen.world, { userVisibleOnly: true });
    expect(sent).not.toHaveBeenCalled();
    screen.world.cookieStore = { get: async () => ({ value: "token" }) };
    await renewSubscription(screen.world, { userVisibleOnly: true });
    expect(sent).toHaveBeenCalledWith(
      "/api/v1/push/subscriptions",
      expect.objectContaining({
        method: "POST",
        body: '{"endpoint":"https://p.example/1","keys":{"auth":"x"}}',
      }),
    );
  });
});
