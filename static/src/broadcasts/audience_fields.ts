/** Whom it is for: everybody, or everybody who is in any of the chosen parts, once. Counted live. */
import { t } from "../i18n.ts";
import { peoplePage } from "../people/api.ts";
import { directoryPage } from "../rooms/api.ts";
import { displayName } from "../ui/avatar.ts";
import type { Option } from "../ui/combobox.ts";
import { h, readJson } from "../ui/dom.ts";
import type { Composer, RoomName, RoomSummary } from "../wire.ts";
import { AudienceCount } from "./audience_count.ts";
import { choice } from "./choice.ts";
import { NOBODY } from "./form.ts";
import { QueryFields } from "./query_fields.ts";
import { TokenField } from "./token_field.ts";
import type { Audience, RoleGroup } from "./types.ts";
import { UploadField } from "./upload_field.ts";

const SHOWN = 8;
const ROLES: readonly RoleGroup[] = ["staff", "admins", "members", "guests"];

export function roleWords(role: RoleGroup): string {
  return {
    staff: t("Staff"),
    admins: t("Owners and admins of rooms"),
    members: t("Everybody but guests"),
    guests: t("Guests"),
  }[role];
}

async function findPeople(typed: string): Promise<Option[]> {
  const { people } = await peoplePage(typed);
  return people
    .slice(0, SHOWN)
    .map((one) => ({ value: one.username, label: displayName(one), hint: `@${one.username}` }));
}

/** One's own rooms and those one may find; or only those that one may send to. */
async function findRooms(typed: string, only: readonly RoomName[] | null): Promise<Option[]> {
  const mine = readJson<{ rooms: RoomSummary[] }>("shell")?.rooms ?? [];
  const wanted = typed.replace(/^#\s*/, "").toLowerCase();
  const fits = ({ name }: RoomName) => name !== "" && name.toLowerCase().includes(wanted);
  const own = mine.filter((room) => room.kind === "room" && !room.archived);
  const found = only ?? [...own, ...(await directoryPage(wanted)).rooms];
  const once = [...new Map(found.filter(fits).map((room) => [room.id, room])).values()];
  return once.slice(0, SHOWN).map(({ id, name }) => ({ value: String(id), label: name }));
}

export class AudienceFields {
  readonly element: HTMLElement;
  readonly count: AudienceCount;
  #audience: Audience = NOBODY;
  #everyone = choice("audience", "everyone", t("Everyone"), t("Everybody who has an account"));
  #chosen = choice(
    "audience",
    "chosen",
    t("Chosen people"),
    t("Rooms, roles, people, a query, a list of names"),
  );
  #parts: HTMLElement;
  #rooms: TokenField;
  #people: TokenField;
  #roles: HTMLInputElement[];
  #query: QueryFields;
  #upload: UploadField;
  #more: HTMLDetailsElement;

  constructor(
    composer: Composer,
    private readonly changed: () => void,
  ) {
    const { abilities, languages, timezone } = composer;
    const read = () => this.#read();
    this.count = new AudienceCount(changed, () => this.#skip());
    this.#rooms = new TokenField({
      id: "audience-rooms",
      label: t("Rooms"),
      placeholder: t("Name of a room"),
      find: (typed) => findRooms(typed, abilities.rooms),
      changed: read,
    });
    this.#people = new TokenField({
      id: "audience-people",
      label: t("People"),
      placeholder: t("Names or usernames"),
      find: findPeople,
      changed: read,
      splits: true,
    });
    this.#roles = ROLES.map((role) =>
      h("input", { type: "checkbox", name: "role", value: role, id: `role-${role}` }),
    );
    this.#query = new QueryFields(languages, timezone, read);
    this.#upload = new UploadField(read);
    this.#more = h(
      "details",
      { class: "audience-more" },
      h("summary", {}, t("By what is known of them")),
      this.#query.element,
    );
    this.#parts = h(
      "div",
      { class: "audience-parts" },
      this.#rooms.element,
      abilities.roles ? this.#roleBoxes() : null,
      abilities.people ? this.#people.element : null,
      abilities.query ? this.#more : null,
      abilities.names ? this.#upload.element : null,
    );
    this.element = this.#whole(abilities.everyone);
  }

  #whole(mayAll: boolean): HTMLElement {
    const whole = h(
      "fieldset",
      { class: "composer-part" },
      h("legend", {}, t("Who gets it")),
      mayAll ? h("div", { class: "choice-cards" }, this.#everyone.element, this.#chosen.element) : null,
      this.#parts,
      this.count.element,
      h("p", { class: "field-error", "data-error-for": "audience", role: "alert" }),
    );
    whole.addEventListener("change", () => this.#read());
    return whole;
  }

  #roleBoxes(): HTMLElement {
    return h(
      "div",
      { class: "field", role: "group", "aria-label": t("Roles") },
      h("span", { class: "label", "aria-hidden": "true" }, t("Roles")),
      h(
        "div",
        { class: "role-boxes" },
        ...this.#roles.map((box) =>
          h("label", { class: "choice" }, box, h("span", {}, roleWords(box.value as RoleGroup))),
        ),
      ),
    );
  }

  get value(): Audience {
    return this.#audience;
  }

  /** `names`: of the rooms that are chosen. */
  set(audience: Audience, names: readonly RoomName[]): void {
    const mine = readJson<{ rooms: RoomSummary[] }>("shell")?.rooms ?? [];
    const named = new Map([...mine, ...names].map(({ id, name }) => [id, name]));
    this.#everyone.input.checked = audience.everyone;
    this.#chosen.input.checked = !audience.everyone;
    this.#rooms.set(audience.rooms.map((id) => [String(id), named.get(id) ?? `#${id}`]));
    this.#people.set(audience.people.map((name) => [name, name]));
    for (const box of this.#roles) box.checked = audience.roles.includes(box.value as RoleGroup);
    this.#query.set(audience.query);
    this.#more.open = audience.query !== null;
    this.#upload.set(audience.names);
    this.#audience = audience;
    this.#show();
  }

  #read(): void {
    this.#audience = {
      everyone: this.#everyone.input.checked,
      rooms: this.#rooms.values.map(Number),
      roles: this.#roles.filter((box) => box.checked).map((box) => box.value as RoleGroup),
      people: this.#people.values,
      query: this.#query.value,
      names: this.#upload.value,
      // Whoever lists other names is asked about them again.
      skip_unknown: this.#audience.skip_unknown && this.#audience.names === this.#upload.value,
    };
    this.#show();
    this.changed();
  }

  #skip(): void {
    this.#audience = { ...this.#audience, skip_unknown: true };
    this.#show();
    this.changed();
  }

  #show(): void {
    this.#parts.hidden = this.#audience.everyone;
    this.count.ask(this.#audience.everyone ? { ...NOBODY, everyone: true } : this.#audience);
  }
}
