/** "Show authors": the text in the colours of those who wrote it, with a legend; hovering says who and when. */
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { api } from "../api.ts";
import type { DocumentContext } from "../document/context.ts";
import { FIELD } from "../document/extensions.ts";
import { t } from "../i18n.ts";
import { displayName } from "../ui/avatar.ts";
import { moment } from "../ui/time.ts";
import type { Authorship } from "../wire.ts";
import { authorRuns, type Run, type Span, Spans } from "./author_runs.ts";
import type { People } from "./kinds.ts";
import { type Share, shares } from "./shares.ts";

const key = new PluginKey<DecorationSet>("authors");
/** After an edit the colours are laid anew so much later (ms); meanwhile they move with the text. */
const PAUSE = 300;
/** And asked of the server anew so much later (ms), for what was moved or restored. */
const AGAIN = 5000;

export class AuthorsView {
  #answer: Authorship | null = null;
  #people: People = {};
  #timers: ReturnType<typeof setTimeout>[] = [];
  #only: string | null = null;
  #ended = false;
  readonly #changed = () => this.#later();

  constructor(
    private readonly context: DocumentContext,
    /** Hears of each one's share; whoever shows the legend now. */
    public told: (shares: Share[], people: People) => void,
  ) {}

  /** Rejects with ApiError where nothing can be shown. */
  async start(): Promise<void> {
    await this.#fetch();
    if (this.#ended) return;
    const plugin = new Plugin({
      key,
      state: {
        init: () => DecorationSet.empty,
        apply: (transaction, old) =>
          (transaction.getMeta(key) as DecorationSet | undefined) ??
          old.map(transaction.mapping, transaction.doc),
      },
      props: { decorations: (state) => key.getState(state) },
    });
    this.context.editor.registerPlugin(plugin);
    this.context.doc.on("update", this.#changed);
    this.#draw();
  }

  stop(): void {
    this.#ended = true;
    this.context.doc.off("update", this.#changed);
    for (const timer of this.#timers) clearTimeout(timer);
    if (!this.context.editor.isDestroyed) this.context.editor.unregisterPlugin(key);
  }

  /** Colour this person's words only; null for everybody's. */
  only(username: string | null): void {
    this.#only = username;
    this.#draw();
  }

  get chosen(): string | null {
    return this.#only;
  }

  /** Tell again, to somebody new. */
  again(): void {
    this.#draw();
  }

  async #fetch(): Promise<void> {
    this.#answer = await api<Authorship>("GET", `/documents/${this.context.info.id}/authorship`);
    this.#people = this.#answer.people;
  }

  #later(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers = [
      setTimeout(() => this.#draw(), PAUSE),
      setTimeout(
        () =>
          void this.#fetch().then(
            () => this.#draw(),
            () => undefined,
          ),
        AGAIN,
      ),
    ];
  }

  #live(client: number): string | null {
    if (client === this.context.doc.clientID) return this.context.shell.me.username;
    const state = this.context.awareness.getStates().get(client) as
      | { user?: { username?: string } }
      | undefined;
    return state?.user?.username ?? null;
  }

  #runs(): Run[] {
    const { doc, editor } = this.context;
    const answer = this.#answer;
    if (!answer) return [];
    const spans = new Spans(answer.spans as unknown as Span[], answer.authors, (client) =>
      this.#live(client),
    );
    return authorRuns(doc.getXmlFragment(FIELD), spans, (name) => editor.schema.nodes[name]?.isLeaf ?? false);
  }

  #draw(): void {
    const { editor } = this.context;
    if (this.#ended || editor.isDestroyed) return;
    const runs = this.#runs();
    const size = editor.state.doc.content.size;
    const shown = runs.filter(
      ({ author, to }) => author && to <= size && (!this.#only || this.#only === author),
    );
    const decorations = shown.map((run) => Decoration.inline(run.from, run.to, this.#attributes(run)));
    editor.view.dispatch(
      editor.state.tr
        .setMeta(key, DecorationSet.create(editor.state.doc, decorations))
        .setMeta("addToHistory", false),
    );
    this.told(shares(runs), this.#people);
  }

  #attributes({ author, at }: Run): Record<string, string> {
    const person =
      this.#people[author] ?? (author === this.context.shell.me.username ? this.context.shell.me : null);
    const name = person ? displayName(person) : author;
    return {
      class: "by-author",
      "data-colour": String(person?.colour ?? 0),
      title:
        at === null
          ? t("{name}, just now", { name })
          : `${name}, ${moment(new Date(at * 1000).toISOString())}`,
    };
  }
}
