/** `<people-directory>`: everybody, to find, look at and write to. */
import { t } from "../i18n.ts";
import { displayName } from "../ui/avatar.ts";
import { arrange, h, onceAFrame } from "../ui/dom.ts";
import { BaseElement, define } from "../ui/element.ts";
import { icon } from "../ui/icons.ts";
import { Kept } from "../ui/kept.ts";
import { Paged } from "../ui/paged.ts";
import { toastError } from "../ui/toast.ts";
import type { Person, PersonList } from "../wire.ts";
import { peoplePage } from "./api.ts";
import { writeTo } from "./new_message.ts";
import { personLine, personShows } from "./person_line.ts";
import type { Presence } from "./presence.ts";

export class PeopleDirectory extends BaseElement {
  #kept = new Kept<HTMLElement>();
  #list = h("ul", { class: "directory", "aria-label": t("People") });
  #me = "";
  #presence!: Presence;

  start(first: PersonList, me: string, presence: Presence): Paged<Person> {
    this.#me = me;
    this.#presence = presence;
    const paged = new Paged<Person>({
      label: t("Find somebody"),
      first: { items: first.people, next: first.next ?? null },
      load: (search, after) =>
        peoplePage(search, after).then(({ people, next }) => ({ items: people, next: next ?? null })),
      nothing: t("Nobody is called that."),
      show: (people) => this.#render(people),
    });
    this.replaceChildren(...paged.around(this.#list));
    this.onLeave(presence.watch(onceAFrame(() => paged.render())));
    paged.render();
    return paged;
  }

  #render(people: Person[]): void {
    arrange(
      this.#list,
      people.map((person) => {
        const here = this.#presence.of(person.username);
        return this.#kept.get(person.username, `${personShows(person)}|${here}`, () => this.#line(person));
      }),
    );
    this.#kept.sweep();
  }

  #line(person: Person): HTMLElement {
    const name = displayName(person);
    const you = person.username === this.#me;
    const here = this.#presence.of(person.username);
    const write = () => void writeTo([person.username]).catch(toastError);
    const label = { type: "button", class: "button", "aria-label": t("Message {name}", { name }) };
    return h(
      "li",
      { class: "directory-item" },
      // Of those with whom one shares no room nothing is known, so only who is here gets a mark.
      ...personLine(person, { here: here === "offline" ? undefined : here, you }),
      person.is_guest ? h("span", { class: "tag" }, t("Guest")) : null,
      person.active ? null : h("span", { class: "tag bad" }, t("Deactivated")),
      you || !person.active
        ? null
        : h(
            "button",
            { ...label, onclick: write },
            icon("chat", "small"),
            h("span", { class: "not-phone" }, t("Message")),
          ),
    );
  }
}
define("people-directory", PeopleDirectory);
