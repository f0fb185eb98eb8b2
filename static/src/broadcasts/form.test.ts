import { describe, expect, test } from "vitest";
import { emptyForm, type Form, faultsOf, isNobody, NOBODY, ownVariables, shownTo, wishOf } from "./form.ts";

const NOW = new Date("2026-11-21T12:00:00Z");
const KNOWN = ["name", "first_name", "username"];
const ann = { username: "ann", name: "Ann Example" };
const form = (fields: Partial<Form> = {}): Form => ({
  ...emptyForm("Europe/Berlin"),
  title: "Tea",
  audience: { ...NOBODY, everyone: true },
  ...fields,
});
const faults = (fields: Partial<Form>) => [...faultsOf(form(fields), KNOWN, NOW).keys()];

describe("what is wrong stands at its field", () => {
  test("nothing, in one that can be sent", () => expect(faults({})).toEqual([]));
  test("nobody, no title, a link that leads nowhere", () => {
    expect(faults({ audience: NOBODY, title: " ", url: "javascript:x" })).toEqual([
      "audience",
      "title",
      "url",
    ]);
  });
  test("a variable that nobody knows needs a value", () => {
    expect(faults({ body: "Dear {name}, in {place}" })).toEqual(["values.place"]);
    expect(faults({ body: "in {place}", values: { place: "the kitchen" } })).toEqual([]);
    expect(faults({ translations: { de: { title: "{ort}", body: "" } } })).toEqual(["values.ort"]);
  });
  test("a moment that is over, by the clock of the zone", () => {
    expect(faults({ sendAt: "2026-11-21T12:59" })).toEqual(["send_at"]);
    expect(faults({ sendAt: "2026-11-21T13:01" })).toEqual([]);
    expect(faults({ sendAt: "" })).toEqual(["send_at"]);
  });
  test("an expiry before it begins", () => {
    expect(faults({ sendAt: "2026-12-01T09:00", expiresAt: "2026-12-01T09:00" })).toEqual(["expires_at"]);
    expect(faults({ expiresAt: "2026-11-21T12:30" })).toEqual(["expires_at"]);
    expect(faults({ expiresAt: "2026-11-21T13:30" })).toEqual([]);
  });
});

test("an empty query is nobody", () => {
  const query = {
    joined_before: null,
    joined_after: null,
    seen_before: null,
    seen_after: null,
    language: null,
    room: null,
    is_guest: null,
  };
  expect(isNobody({ ...NOBODY, query })).toBe(true);
  expect(isNobody({ ...NOBODY, query: { ...query, is_guest: false } })).toBe(false);
  expect(isNobody({ ...NOBODY, names: " \n" })).toBe(true);
});

test("the wish has moments, and neither empty translations nor values that nothing asks for", () => {
  const wish = wishOf(
    form({
      title: " Tea {when} ",
      sendAt: "2026-11-22T09:30",
      translations: { de: { title: "Tee", body: "" }, fr: { title: " ", body: "" } },
      values: { when: "at four", old: "x" },
    }),
  );
  expect(wish).toMatchObject({
    title: "Tea {when}",
    send_at: "2026-11-22T08:30:00.000Z",
    translations: { de: { title: "Tee", body: "" } },
    values: { when: "at four" },
  });
  expect(Object.keys(wish.translations ?? {})).toEqual(["de"]);
});

test("what a reader sees: their language, the sender's values, their own name over both", () => {
  const one = form({
    title: "{what} for {first_name}",
    translations: { de: { title: "{what} für {first_name}", body: "" } },
    values: { what: "Tea", first_name: "nobody" },
    body: "**{what}** {later}",
  });
  expect(shownTo(one, ann, "de")).toEqual({ title: "Tea für Ann", body: "**Tea** {later}" });
  expect(shownTo(one, ann, "en").title).toBe("Tea for Ann");
  expect(ownVariables(one, KNOWN)).toEqual(["what", "later"]);
});
