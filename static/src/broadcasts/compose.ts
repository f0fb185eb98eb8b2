/** The composer: whom, what, how loud, when; how it will look; and nothing typed is ever lost. */
import { ApiError } from "../api.ts";
import { t } from "../i18n.ts";
import { fill, h, must } from "../ui/dom.ts";
import { textField } from "../ui/form.ts";
import { moment } from "../ui/time.ts";
import { toastError } from "../ui/toast.ts";
import type { Broadcast, Composer, Person, RoomName } from "../wire.ts";
import { act, discard, fetchOne, templates } from "./api.ts";
import { AudienceFields } from "./audience_fields.ts";
import { ComposeActs } from "./compose_acts.ts";
import { Drafting } from "./drafting.ts";
import { faultOf, forgetFault, showFaults } from "./faults.ts";
import { emptyForm, type Form, formOf, NOBODY, withTemplate } from "./form.ts";
import type { Kept } from "./keeper.ts";
import { LevelFields } from "./level_fields.ts";
import { PreviewPane } from "./preview.ts";
import { saying } from "./said.ts";
import { WhenFields } from "./when_fields.ts";
import { WordsFields } from "./words_fields.ts";

export class ComposePage {
  readonly #audience: AudienceFields;
  readonly #words: WordsFields;
  readonly #level: LevelFields;
  readonly #when: WhenFields;
  readonly #preview: PreviewPane;
  readonly #acts: ComposeActs;
  readonly #drafting: Drafting;
  readonly #url: HTMLElement;
  readonly #form: HTMLFormElement;
  readonly #state = h("span", { class: "save-state", role: "status", "aria-label": t("Save state") });
  readonly #notices = h("div", { class: "compose-notices" });
  #now: Form;

  constructor(
    root: HTMLElement,
    private readonly composer: Composer,
    me: Person,
    private broadcast: Broadcast | null,
  ) {
    const changed = () => this.#changed();
    this.#audience = new AudienceFields(composer, () => this.#audienceChanged());
    this.#words = new WordsFields(composer, changed);
    this.#level = new LevelFields(composer.abilities.levels, changed);
    this.#when = new WhenFields(composer.timezone, true, changed);
    this.#preview = new PreviewPane(composer, me);
    this.#url = textField({
      name: "url",
      label: t("Link"),
      maxlength: 2000,
      hint: t(
        "Where it leads: a path on this site, like /rooms/3/, or an https:// address. It may stay empty.",
      ),
    });
    this.#url.addEventListener("input", changed);
    this.#drafting = new Drafting({
      person: me.id,
      broadcast,
      told: (state, fault) => this.#told(state, fault),
      made: (made) => this.#made(made),
    });
    this.#acts = new ComposeActs({
      form: () => this.#now,
      variables: () => this.#words.known,
      refuse: (faults) => this.#refuse(faults),
      save: () => this.#saved(),
      done: () => this.#drafting.stop(),
      replace: (form) => this.#replace(form),
    });
    this.#form = this.#layout();
    this.#now = broadcast ? formOf(broadcast, composer.timezone) : emptyForm(composer.timezone);
    fill(root, this.#form, this.#preview.element);
    this.#begin();
    addEventListener("pagehide", () => void this.#drafting.flush().catch(() => undefined));
    addEventListener("online", () => void this.#drafting.flush().catch(() => undefined));
  }

  #layout(): HTMLFormElement {
    const form = h(
      "form",
      { class: "compose-form", novalidate: true },
      this.#notices,
      this.#acts.templates,
      this.#audience.element,
      this.#words.element,
      this.#url,
      this.#level.element,
      this.#when.element,
      h(
        "div",
        { class: "compose-acts" },
        this.#acts.send,
        this.#acts.test,
        this.#state,
        h(
          "button",
          { type: "button", class: "button quiet bad compose-discard", onclick: () => void this.#discard() },
          t("Throw away"),
        ),
      ),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#acts.sendNow();
    });
    form.addEventListener("input", (event) => {
      const { name } = event.target as HTMLInputElement;
      if (name) forgetFault(form, name);
    });
    return form;
  }

  /** The server's draft, or what this device has of it; a room, a template or a copy that the address names. */
  #begin(): void {
    const { found } = this.#drafting;
    this.#show(this.#now, this.broadcast?.summary.rooms ?? []);
    this.#drafting.known(this.#now);
    if (this.broadcast?.state === "failed") this.#notice(this.broadcast.fault);
    if (this.broadcast?.state === "scheduled") this.#lock(this.broadcast);
    else if (found && this.#drafting.foundIsNewer) {
      this.#replace(found.form);
      this.#notice(t("What you had written on this device is here again."));
    } else if (found) this.#offer(found.form);
    else if (!this.broadcast) void this.#fromAddress().catch(toastError);
  }

  async #fromAddress(): Promise<void> {
    const asked = new URLSearchParams(location.search);
    const [room, template, copy] = ["room", "template", "copy"].map(
      (name) => Number(asked.get(name)) || null,
    );
    if (room) {
      this.#show(
        { ...this.#now, audience: { ...NOBODY, rooms: [room] } },
        this.composer.abilities.rooms ?? [],
      );
    }
    if (template) {
      const found = (await templates()).templates.find(({ id }) => id === template);
      if (found) this.#replace(withTemplate(this.#now, found));
    }
    if (copy) {
      const one = await fetchOne(copy);
      const form = formOf(one, this.composer.timezone);
      this.#replace({ ...form, sendAt: null, expiresAt: null }, one.summary.rooms);
    }
  }

  #show(form: Form, rooms: readonly RoomName[]): void {
    this.#now = form;
    this.#audience.set(form.audience, rooms);
    this.#words.set(form);
    this.#level.set(form);
    this.#when.set(form);
    must<HTMLInputElement>("input", this.#url).value = form.url;
    this.#preview.show(form, "");
    this.#acts.show(form);
  }

  /** Show another form and keep it, as if it had been typed. */
  #replace(form: Form, rooms = this.broadcast?.summary.rooms ?? []): void {
    this.#show(form, rooms);
    this.#drafting.keep(form);
  }

  #changed(): void {
    this.#now = {
      ...this.#now,
      ...this.#words.value,
      ...this.#level.value,
      ...this.#when.value,
      audience: this.#audience.value,
      url: must<HTMLInputElement>("input", this.#url).value,
    };
    this.#preview.show(this.#now, this.#words.language);
    this.#acts.show(this.#now);
    this.#drafting.keep(this.#now);
  }

  /** Chosen anew, or counted: only the first is something to keep. */
  #audienceChanged(): void {
    const chosen = JSON.stringify(this.#audience.value) !== JSON.stringify(this.#now.audience);
    if (chosen) {
      forgetFault(this.#form, "audience");
      this.#changed();
    }
    this.#preview.readers(this.#audience.count.sample);
  }

  #refuse(faults: ReadonlyMap<string, string>): void {
    showFaults(this.#form, this.#words.named(faults));
  }

  #told(state: Kept, fault: unknown): void {
    const words = {
      saved: t("Draft saved"),
      saving: t("Saving…"),
      here: t("Kept on this device"),
    }[state];
    // Not only the line: the server will not have it. It says why at the field, without taking the cursor away from
    // what is being typed; or here, where it is about no field that is shown.
    const refused = fault instanceof ApiError && fault.code !== "offline" ? fault : null;
    const at = refused?.field && CSS.escape(refused.field);
    const line = at ? this.#form.querySelector(`[data-error-for="${at}"]`) : null;
    if (refused && line) line.textContent = refused.message;
    this.#state.className = `save-state ${state}`;
    this.#state.textContent = refused && !line ? `${words}: ${refused.message}` : words;
  }

  #made(made: Broadcast): void {
    this.broadcast = made;
    history.replaceState(null, "", `/broadcasts/${made.id}/`);
  }

  /** Everything that is written is the server's; its number. */
  async #saved(): Promise<number> {
    if (this.#drafting.id === null) this.#drafting.keep(this.#now);
    await this.#drafting.flush();
    return this.#drafting.id as number;
  }

  #notice(words: string, ...acts: HTMLElement[]): void {
    fill(this.#notices, h("div", { class: "notice", role: "status" }, h("span", {}, words), ...acts));
  }

  #offer(form: Form): void {
    const button = (label: string, run: () => void) => {
      const made = h("button", { type: "button", class: "button", onclick: run }, label);
      made.addEventListener("click", () => fill(this.#notices));
      return made;
    };
    this.#notice(
      t("This draft was changed elsewhere. On this device there is another state of it."),
      button(t("Use the one of this device"), () => this.#replace(form)),
      button(t("Forget it"), () => this.#drafting.forgetFound()),
    );
  }

  /** What goes out by itself is not changed half-way: it is taken back to the drafts first. */
  #lock(one: Broadcast): void {
    for (const part of this.#form.children) if (part !== this.#notices) (part as HTMLElement).inert = true;
    this.#form.classList.add("locked");
    const again = h("button", { type: "button", class: "button" }, t("Change it"));
    again.addEventListener("click", () => {
      act(one.id, "unschedule").then(() => location.reload(), toastError);
    });
    const when = one.send_at ? moment(one.send_at) : "";
    this.#notice(t("It goes out by itself: {when}.", { when }), ...(one.abilities.unschedule ? [again] : []));
  }

  async #discard(): Promise<void> {
    if (!(await this.#acts.sureToDiscard())) return;
    this.#drafting.stop();
    try {
      if (this.#drafting.id !== null) await discard(this.#drafting.id);
      saying(t("The draft is thrown away."));
      location.assign("/broadcasts/");
    } catch (error) {
      this.#refuse(faultOf(error));
    }
  }
}
