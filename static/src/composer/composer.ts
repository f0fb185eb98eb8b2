/** `<chat-composer>`: where one writes, in a room or in a thread. It wires the parts; each is in a file of its own. */
import "../files/tray.ts";
import "../styles/composer.css";
import type { ChatStore } from "../chat/store.ts";
import type { DeskStore } from "../desk/store.ts";
import { takeDrops, takePastes, uploadButton } from "../files/intake.ts";
import type { UploadTray } from "../files/tray.ts";
import { t } from "../i18n.ts";
import { OwnTyping } from "../realtime/typing.ts";
import { joinRoom } from "../rooms/api.ts";
import type { MembersStore } from "../rooms/members_store.ts";
import { messageWords } from "../rooms/names.ts";
import { Autocomplete } from "../ui/autocomplete.ts";
import { displayName } from "../ui/avatar.ts";
import { h, onceAFrame } from "../ui/dom.ts";
import { BaseElement, define } from "../ui/element.ts";
import { toast, toastError } from "../ui/toast.ts";
import type { Message, Person, Quote, SlashDone } from "../wire.ts";
import { closedLine, type Standing, standing } from "./closed.ts";
import { DraftBinding } from "./draft_binding.ts";
import { Field, messageInput } from "./field.ts";
import { begin, fieldActs, linkPasted } from "./field_acts.ts";
import { actOf, enterBreaks, keyOf } from "./keys.ts";
import { NoticeLine } from "./notice_line.ts";
import { mayGo } from "./outsiders.ts";
import { pollCommand } from "./poll_command.ts";
import { commandProvider, emojiProvider, type Place, peopleProvider, placesProvider } from "./providers.ts";
import { QuoteChip } from "./quote_chip.ts";
import { commandIn, SlashCommands } from "./slash.ts";
import { countdown, slowFor } from "./slow.ts";
import { Toolbar, type ToolbarActs } from "./toolbar.ts";
import { showWritingKeys } from "./writing_keys.ts";

const TICK = 1_000;

export interface ComposerActions {
  /** a text left */
  sent(): void;
  /** ↑ in an empty field: edit the last message of one's own */
  editLast(): boolean;
  /** Escape with nothing to close here */
  cancel?(): void;
}

export interface ComposerOptions {
  /** the root message's id: what is written here are replies to it */
  thread?: number;
  /** whether the thread takes no more replies */
  locked?: () => boolean;
  /** who is proposed after an @ */
  members?: MembersStore;
  /** where what was begun is kept, here and on the server */
  desk?: DeskStore;
}

export class ChatComposer extends BaseElement {
  #store!: ChatStore;
  #on!: ComposerActions;
  #options: ComposerOptions = {};
  #draft: DraftBinding | null = null;
  #commands!: SlashCommands;
  #autocomplete!: Autocomplete;
  #tray = h("upload-tray") as UploadTray;
  #attach = uploadButton(this.#tray);
  #typing = new OwnTyping();
  #field = new Field(messageInput());
  #toolbar = new Toolbar(() => this.#tools);
  #notice = new NoticeLine();
  #quote!: QuoteChip;
  #form!: HTMLFormElement;
  #state: Standing | null = null;
  /** when one's newest message here went, for slow mode */
  #sentAt: number | null = null;
  #asking = false;

  start(store: ChatStore, actions: ComposerActions, options: ComposerOptions = {}): void {
    this.#store = store;
    this.#on = actions;
    this.#options = options;
    this.#build();
    this.#listenAll();
    for (const message of store.timeline.messages) this.#heard(message);
    this.#followDraft();
    this.#show();
    if (matchMedia("(hover: hover)").matches && this.#state === "write") this.#field.focus();
  }

  /** Quote a message in the next one. */
  quote(quote: Quote): void {
    this.#quote.show(quote);
    this.#changedShape();
    this.#field.focus();
  }

  /** Put words where the cursor is. */
  insert(words: string): void {
    this.#field.insert(words);
  }

  /** Files that were dropped somewhere on the page. */
  addFiles(files: Iterable<File>): void {
    if (this.#mayUpload) void this.#tray.add(files);
  }

  get #mayUpload(): boolean {
    return this.#state === "write" && this.#store.room.abilities.upload;
  }

  override focus(): void {
    this.#field.focus();
  }

  get #thread(): number | null {
    return this.#options.thread ?? null;
  }

  #build(): void {
    const store = this.#store;
    this.#commands = new SlashCommands(store.room.id);
    this.#quote = new QuoteChip(
      (username) => displayName(store.person(username)),
      () => this.#changedShape(),
    );
    this.#tray.start(store.room.id);
    this.#toolbar.element.firstElementChild?.after(this.#attach);
    const box = h(
      "div",
      { class: "composer" },
      this.#quote.element,
      this.#field.input,
      this.#tray,
      this.#toolbar.element,
    );
    this.#form = h("form", { class: "composer-form" }, this.#notice.element, box);
    const place: Place = {
      get room() {
        return store.room;
      },
      members: () => this.#others(),
      rooms: () => store.roomsStore.list(),
    };
    this.#autocomplete = new Autocomplete(this.#field.input, this.#form, [
      commandProvider(this.#commands, place),
      peopleProvider(place),
      placesProvider(place),
      emojiProvider(),
    ]);
  }

  /** The members besides oneself, those who are here first. */
  #others(): Person[] {
    const people = this.#options.members?.list().map(({ user }) => user) ?? [];
    return people.filter(({ id }) => id !== this.#store.me.id);
  }

  #listenAll(): void {
    const { input } = this.#field;
    this.listen(this.#form, "submit", (event) => {
      event.preventDefault();
      void this.#submit();
    });
    this.listen(input, "keydown", (event: KeyboardEvent) => this.#key(event));
    this.listen(input, "input", () => this.#typed());
    this.listen(input, "blur", () => this.#tell(this.#typing.stop()));
    this.listen(input, "paste", (event: ClipboardEvent) => linkPasted(this.#field, event));
    this.listen(this.#tray, "change", () => this.#changedShape());
    takePastes(this, input, this.#tray);
    takeDrops(this, this.closest<HTMLElement>(".main, .panel") ?? this, this.#tray, () => this.#mayUpload);
    const ticking = setInterval(() => this.#tick(), TICK);
    this.onLeave(() => clearInterval(ticking));
    this.onLeave(this.#store.watch(onceAFrame(() => this.#show())));
    this.onLeave(this.#store.hear((message) => this.#heard(message)));
  }

  #followDraft(): void {
    const { desk } = this.#options;
    if (!desk) return;
    const show = (body: string) => {
      this.#field.set(body);
      this.#changedShape();
    };
    const view = { text: () => this.#field.text, show };
    this.#draft = new DraftBinding(desk, this.#store.room.id, this.#thread, view);
    this.onLeave(this.#draft.start());
  }

  #heard(message: Message): void {
    if (message.author !== this.#store.me.username) return;
    const at = Date.parse(message.created_at);
    if (at > (this.#sentAt ?? 0)) this.#sentAt = at;
  }

  #tick(): void {
    this.#tell(this.#typing.tick(Date.now()));
    if (this.#store.room.slow_mode || this.#state === "silenced") this.#show();
  }

  /** The field where one may write; else a line that says why not and what to do. */
  #show(): void {
    const { room } = this.#store;
    this.#field.name(this.#thread === null ? messageWords(room) : t("Reply in the thread"));
    this.#changedShape();
    const state = standing(room, this.#options.locked?.() ?? false, Date.now());
    const shows = `${state}|${room.silenced_until ?? ""}`;
    if (this.dataset.state === shows) return;
    this.dataset.state = shows;
    this.#state = state;
    if (state === "write") {
      this.replaceChildren(this.#form);
      this.#field.grow();
    } else
      this.replaceChildren(
        closedLine(state, room, () => this.#join()),
        ...this.#unsent(),
      );
  }

  #join(): void {
    void joinRoom(this.#store.room.id).then((room) => this.#store.joined(room), toastError);
  }

  /** What was being written when the room closed stays in sight. */
  #unsent(): Node[] {
    const text = this.#field.text.trim();
    if (!text) return [];
    return [h("div", { class: "unsent" }, h("strong", {}, t("You had begun to write:")), h("p", {}, text))];
  }

  get #empty(): boolean {
    return this.#field.text.trim() === "" && this.#tray.empty && this.#quote.quote === null;
  }

  get #wait(): number {
    return slowFor(this.#store.room, this.#sentAt, Date.now());
  }

  #changedShape(): void {
    this.#attach.hidden = !this.#store.room.abilities.upload;
    this.#toolbar.show(this.#field.text.trim() === "", this.#wait ? countdown(this.#wait) : "");
  }

  #typed(): void {
    this.#draft?.changed();
    this.#tell(this.#typing.key(this.#field.text, Date.now()));
    this.#field.grow();
    this.#changedShape();
    this.#autocomplete.look();
  }

  #tell(active: boolean | null): void {
    if (active !== null) this.#store.showTyping(active, this.#thread);
  }

  // -- sending

  async #submit(): Promise<void> {
    const body = this.#field.text.trim();
    if (this.#empty || this.#asking) return;
    if (this.#wait)
      return this.#notice.show(t("Slow mode: you may write again in {n} s.", { n: this.#wait }));
    if (this.#tray.busy) return this.#notice.show(t("A file is still on its way. Send when it has arrived."));
    if (this.#tray.failed)
      return this.#notice.show(t("A file could not be uploaded: try it again or remove it."));
    this.#notice.hide();
    this.#asking = true; // an answer may take a moment: nothing goes twice
    try {
      const command = commandIn(body);
      if (command && (await this.#command(command, body))) return;
      const said = commandIn(body.slice(1)) && body.startsWith("//") ? body.slice(1) : body; // "//me" is no command
      if (await mayGo(said, this.#store.room, this.#memberNames())) this.#go(said);
    } finally {
      this.#asking = false;
      this.#field.focus();
    }
  }

  #memberNames(): Set<string> {
    return new Set(this.#options.members?.list().map(({ user }) => user.username) ?? []);
  }

  #go(body: string): void {
    const files = this.#tray.infos;
    const quote = this.#quote.quote;
    if (body === "" && !files.length && !quote) return;
    this.#store.send(body, { thread: this.#thread, files, quote });
    this.#sentAt = Date.now();
    this.#quote.show(null);
    this.#tray.clear();
    this.#cleared();
    this.#on.sent();
  }

  #cleared(): void {
    this.#field.clear();
    this.#draft?.changed();
    this.#tell(this.#typing.stop());
    this.#autocomplete.close();
    this.#changedShape();
  }

  /** Run a slash command; false when it is none and goes as a text. */
  async #command(name: string, body: string): Promise<boolean> {
    if (await this.#commands.lacks(name)) {
      const choice = { label: t("Send as text"), run: () => this.#go(body) };
      this.#notice.show(t("There is no command /{name}.", { name }), [choice]);
      return true;
    }
    try {
      const answer = await this.#commands.run(body, this.#thread);
      this.#cleared();
      this.#answered(answer);
    } catch (error) {
      this.#notice.show(error instanceof Error ? error.message : t("Please try again."));
    }
    return true;
  }

  #answered({ did, text, html, url }: SlashDone): void {
    if (did === "sent") this.#on.sent();
    else if (did === "changed" && text) toast(text, { kind: "good" });
    else if (html) this.#notice.showHtml(html);
    else if (text) this.#notice.show(text);
    if (url) location.assign(url);
  }

  // -- keys, paste, drop

  #key(event: KeyboardEvent): void {
    if (this.#autocomplete.key(event)) return;
    const act = actOf(keyOf(event), this.#field.text === "", enterBreaks());
    if (act === null || act === "break") return; // the field breaks the line itself
    if (act === "edit-last" && !this.#on.editLast()) return;
    if (act === "cancel") this.#cancel(event);
    if (act === "cancel") return;
    event.preventDefault();
    if (act === "send") void this.#submit();
    else if (act !== "edit-last") this.#tools[act]();
  }

  /** Escape closes what is open, one thing at a time. */
  #cancel(event: KeyboardEvent): void {
    if (this.#notice.hide()) event.stopPropagation();
    else if (this.#quote.quote) {
      this.#quote.show(null);
      event.stopPropagation();
    } else this.#on.cancel?.();
  }

  // -- the bar

  readonly #tools: ToolbarActs = this.#makeTools();

  #makeTools(): ToolbarActs {
    return {
      ...fieldActs(this.#field, () => this.#autocomplete.look()),
      command: () => {
        if (this.#field.text === "") begin(this.#field, "/", () => this.#autocomplete.look());
        else this.#notice.show(t("A command stands alone, at the beginning of the message."));
      },
      poll: () => void this.#poll(),
      later: () => void this.#later(),
    };
  }

  async #poll(): Promise<void> {
    const { openPoll } = await import("./poll_dialog.ts");
    openPoll(async (poll) => {
      await this.#commands.run(pollCommand(poll), this.#thread);
      this.#on.sent();
    });
  }

  async #later(): Promise<void> {
    const body = this.#field.text.trim();
    if (body === "") return;
    if (!this.#tray.empty || this.#quote.quote) {
      this.#notice.show(t("Only words can be sent later, without files and quotes."));
      return;
    }
    const { openSchedule } = await import("./schedule_dialog.ts");
    openSchedule({ room: this.#store.room.id, thread: this.#thread, body }, () => this.#cleared());
  }
}
define("chat-composer", ChatComposer);
showWritingKeys();
