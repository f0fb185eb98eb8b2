import { describe, expect, it } from "vitest";
import type { Abilities, Message } from "../wire.ts";
import { mayDo } from "./message_may.ts";
import { testMessage } from "./samples.ts";

const NOTHING = new Proxy({} as Abilities, { get: () => false });
const able = (...names: (keyof Abilities)[]) =>
  new Proxy({} as Abilities, { get: (_, name) => names.includes(name as keyof Abilities) });
const member = { abilities: able("read", "send", "react"), members: 5, inside: true };
const may = (changes: Partial<Message>, where = member) =>
  Object.entries(mayDo(testMessage(1, "ann", 0, changes), "ann", where))
    .filter(([, yes]) => yes)
    .map(([name]) => name);

describe("mayDo", () => {
  it("lets authors change what they said, and nobody report themself", () => {
    expect(may({})).toEqual(
      expect.arrayContaining(["edit", "delete", "reply", "react", "save", "copy", "unread", "seen"]),
    );
    expect(may({})).not.toContain("report");
    expect(may({ author: "bo" })).not.toContain("edit");
    expect(may({ author: "bo" })).not.toContain("delete");
    expect(may({ author: "bo" })).toContain("report");
  });

  it("lets moderators pin and delete", () => {
    const where = { ...member, abilities: able("send", "moderate") };
    expect(may({ author: "bo" }, where)).toEqual(expect.arrayContaining(["pin", "delete"]));
    expect(may({ author: "bo" }, where)).not.toContain("edit");
  });

  it("leaves readers to look, keep and pass on", () => {
    expect(may({ author: "bo" }, { abilities: NOTHING, members: 5, inside: false })).toEqual([
      "forward",
      "save",
      "copy",
    ]);
  });

  it("leaves of a deleted message only its thread", () => {
    const replies = { count: 1, last_at: null, last_seq: 4, people: [], locked: false };
    expect(may({ deleted_at: "2026-01-01T00:00:00Z", replies })).toEqual(["reply", "unread"]);
  });

  it("knows no thread in a thread, and no readers in a crowd", () => {
    expect(may({ thread: 7 })).not.toContain("reply");
    expect(may({}, { ...member, members: 31 })).not.toContain("seen");
  });
});
