/** The inbox page: tabs, kinds, the list, bulk acts and keys; live, and told in the address. */
import { t } from "../../i18n.ts";
import { fill, h, must, onceAFrame } from "../../ui/dom.ts";
import { toastError } from "../../ui/toast.ts";
import type { Notification } from "../../wire.ts";
import { type Filter, filterKey, filterOf, type Kind, queryOf } from "../filters.ts";
import type { Inbox } from "../inbox.ts";
import type { Target } from "../inbox_api.ts";
import { nextBefore, type Shown, shown } from "../inbox_shown.ts";
import { KIND_ICONS } from "../kind_icons.ts";
import { kindName, safeUrl } from "../texts.ts";
import { Acts } from "./acts.ts";
import { BulkBar } from "./bulk_bar.ts";
import { emptyContent, failedContent } from "./empty.ts";
import { inboxKeys } from "./keys.ts";
import { ListView } from "./list_view.ts";
import type { RowDoes } from "./row.ts";
import { all, NONE_CHOSEN, ranged, type Selection, still, toggled } from "./selection.ts";
import { openSnoozeMenu } from "./snooze_menu.ts";
import { Tabs } from "./tabs.ts";
import { openWhy } from "./why_dialog.ts";

const KINDS = Object.keys(KIND_ICONS) as Kind[];
/** On the screen this long (ms) is seen. */
const SEEN_AFTER = 800;
/** A line that is down for less (ms) is not worth a word. */
const DOWN_AFTER = 3_000;

export class InboxPageView {
  #filter: Filter = filterOf(location.search, KINDS);
  #stopLooking: () => void = () => {};
  #rows: readonly Shown[] = [];
  #selection: Selection = NONE_CHOSEN;
  /** What was new when it was drawn first; it stays so until one looks at another list. */
  #fresh = new Set<number>();
  #whole = new Set<number>();
  #loadingOlder = false;
  #seeing: ReturnType<typeof setTimeout> | undefined;
  #downSince = Date.now();
  readonly #acts: Acts;
  readonly #list: ListView;
  readonly #tabs = new Tabs((tab) => this.#look({ ...this.#filter, tab }));
  readonly #bar: BulkBar;
  readonly #panel = must("#inbox-panel");
  readonly #empty = must("#inbox-empty");
  readonly #ghosts = must("#inbox-ghosts");
  readonly #older = must<HTMLButtonElement>("#inbox-older");
  readonly #allRead = must<HTMLButtonElement>("#inbox-all-read");
  readonly #kind = must<HTMLSelectElement>("#inbox-kind");
  readonly #down = must("#inbox-down");
  readonly #soon = onceAFrame(() => this.#draw());

  constructor(private readonly inbox: Inbox) {
    this.#acts = new Acts(inbox);
    this.#list = new ListView(
      must("#inbox-list"),
      { row: (row, element) => this.#rowDoes(row, element), members: (row) => this.#memberActs(row) },
      this.#soon,
    );
    this.#bar = new BulkBar({
      chooseAll: () => this.#choose(all(this.#order())),
      clear: () => this.#choose(NONE_CHOSEN),
      done: () => this.#chosen((target) => this.#doneOrBack(target)),
      read: () => this.#chosen((target) => this.#acts.read(target, true)),
      unread: () => this.#chosen((target) => this.#acts.read(target, false)),
      save: () => this.#chosen((_target, newest) => this.#acts.save({ ids: newest }, true)),
      snooze: (anchor) => this.#chosen((target) => this.#askSnooze(anchor, target), false),
      allDone: () => void this.#acts.done({ filter: this.#filter }),
    });
    this.#listen();
    this.#keys();
    this.#look(this.#filter);
    inbox.watch(this.#soon);
  }

  #listen(): void {
    fill(
      this.#kind,
      h("option", { value: "" }, t("Every kind")),
      ...KINDS.map((kind) => h("option", { value: kind }, kindName(kind))),
    );
    this.#kind.addEventListener("change", () => {
      this.#look({ ...this.#filter, kind: this.#kind.value as Filter["kind"] });
    });
    this.#allRead.addEventListener("click", () => void this.#acts.allRead());
    this.#older.addEventListener("click", () => void this.#loadOlder());
    new IntersectionObserver(([entry]) => entry?.isIntersecting && void this.#loadOlder(), {
      rootMargin: "400px",
    }).observe(this.#older);
    must("#inbox-list").addEventListener("keydown", (event) => this.#listKey(event));
    document.addEventListener("visibilitychange", this.#soon);
    addEventListener("popstate", () => this.#look(filterOf(location.search, KINDS), false));
    setInterval(this.#soon, 60_000); // "5 min ago" goes on
  }

  #look(filter: Filter, told = true): void {
    const goes = filterKey(filter) !== filterKey(this.#filter);
    if (goes && told) history.pushState(null, "", `${location.pathname}${queryOf(filter)}`);
    if (goes) {
      this.#selection = NONE_CHOSEN;
      this.#fresh.clear();
      this.#panel.scrollTop = 0;
    }
    this.#filter = filter;
    const before = this.#stopLooking;
    this.#stopLooking = this.inbox.look(filter);
    before();
    this.#draw();
  }

  // -- drawing --------------------------------------------------------------------------------------------------

  #draw(): void {
    const { inbox } = this;
    const rows = shown(inbox.state, this.#filter);
    const failure = rows === null ? inbox.failure(this.#filter) : null;
    this.#rows = rows ?? [];
    this.#selection = still(this.#selection, this.#order());
    for (const { newest } of this.#rows) if (!newest.seen && !newest.read) this.#fresh.add(newest.id);
    this.#tabs.show(this.#filter.tab, inbox.state.unread);
    this.#panel.setAttribute("aria-labelledby", `tab-${this.#filter.tab}`);
    this.#panel.setAttribute("aria-busy", String(rows === null && failure === null));
    this.#kind.value = this.#filter.kind;
    this.#allRead.disabled = inbox.state.unread === 0;
    this.#list.draw(this.#rows, ({ listed, newest }) => ({
      chosen: this.#selection.chosen.has(listed.group),
      fresh: this.#fresh.has(newest.id) && listed.unread > 0,
      whole: this.#whole.has(newest.id),
    }));
    this.#bar.show({
      chosen: this.#selection.chosen.size,
      listed: this.#rows.length,
      isDone: this.#filter.tab === "done",
    });
    this.#drawAround(rows, failure);
    this.#seen();
  }

  #drawAround(rows: readonly Shown[] | null, failure: unknown): void {
    const more = nextBefore(this.inbox.state, this.#filter) !== null;
    this.#ghosts.hidden = rows !== null || failure !== null;
    this.#older.hidden = !more;
    const empty = rows !== null && rows.length === 0 && !more;
    this.#empty.hidden = !empty && failure === null;
    const wanted = failure ? `failed:${String(failure)}` : empty ? filterKey(this.#filter) : "";
    if (this.#empty.dataset.shows !== wanted) {
      this.#empty.dataset.shows = wanted;
      if (failure) fill(this.#empty, ...failedContent(failure, () => void this.inbox.retry(this.#filter)));
      else if (empty)
        fill(this.#empty, ...emptyContent(this.#filter, () => this.#look({ ...this.#filter, kind: "" })));
      else fill(this.#empty);
    }
    if (rows !== null && rows.length === 0 && more) void this.#loadOlder();
    this.#drawDown();
  }

  #drawDown(): void {
    if (this.inbox.live) this.#downSince = 0;
    else this.#downSince ||= Date.now();
    const passed = this.#downSince ? Date.now() - this.#downSince : 0;
    const down = this.#downSince > 0 && passed >= DOWN_AFTER;
    if (this.#downSince && !down) setTimeout(this.#soon, DOWN_AFTER - passed + 50);
    const words = down
      ? t("The line is down. What is new since then appears by itself when it is back.")
      : "";
    if (this.#down.textContent !== words) this.#down.textContent = words;
  }

  /** What is on the screen of somebody who looks is seen. */
  #seen(): void {
    const { inbox } = this;
    if (document.visibilityState !== "visible" || inbox.state.unseen === 0 || this.#rows.length === 0) {
      clearTimeout(this.#seeing);
      this.#seeing = undefined;
      return;
    }
    this.#seeing ??= setTimeout(() => {
      this.#seeing = undefined;
      if (document.visibilityState === "visible") inbox.seeAll();
    }, SEEN_AFTER);
  }

  // -- acts -----------------------------------------------------------------------------------------------------

  #order(): string[] {
    return this.#rows.map(({ listed }) => listed.group);
  }

  #choose(selection: Selection): void {
    this.#selection = selection;
    this.#draw();
  }

  /** `ends`: what was chosen is chosen no more. */
  #chosen(act: (target: Target, newest: number[]) => void, ends = true): void {
    const rows = this.#rows.filter(({ listed }) => this.#selection.chosen.has(listed.group));
    if (rows.length === 0) return;
    if (ends) this.#selection = NONE_CHOSEN;
    const groups = rows.map(({ listed }) => listed.group);
    act(
      { groups, filter: this.#filter },
      rows.map(({ newest }) => newest.id),
    );
    this.#draw();
  }

  #target({ listed }: Shown): Target {
    return { groups: [listed.group], filter: this.#filter };
  }

  #doneOrBack(target: Target): void {
    void (this.#filter.tab === "done" ? this.#acts.back(target) : this.#acts.done(target));
  }

  #askSnooze(anchor: HTMLElement, target: Target): void {
    openSnoozeMenu(anchor, (until) => {
      this.#selection = NONE_CHOSEN;
      void this.#acts.snooze(target, until);
    });
  }

  #rowDoes(row: Shown, element: HTMLElement): RowDoes {
    const { listed, newest } = row;
    const target = this.#target(row);
    const { inbox } = this;
    return {
      choose: (event) => this.#choose(this.#picked(listed.group, event.shiftKey)),
      open: () => this.#open(row),
      unfold: () => this.#unfold(row),
      acknowledge: () => void inbox.acknowledge(newest.id).catch(toastError),
      done: () => void (newest.done ? this.#acts.back(target) : this.#acts.done(target)),
      read: () => void this.#acts.read(listed.unread > 0 ? target : { ids: [newest.id] }, listed.unread > 0),
      save: () => void this.#acts.save({ ids: [newest.id] }, !newest.saved),
      snooze: (anchor) =>
        newest.snoozed_until
          ? void this.#acts.wake(target)
          : this.#askSnooze(element.contains(anchor) ? anchor : element, target),
      why: () => openWhy(newest),
    };
  }

  #picked(group: string, upTo: boolean): Selection {
    return upTo ? ranged(this.#selection, group, this.#order()) : toggled(this.#selection, group);
  }

  #open(row: Shown): void {
    const { newest, listed } = row;
    if (listed.unread > 0) {
      // A folded group is opened as a whole: what it stands for is read where the link leads.
      const target = listed.open === null ? this.#target(row) : { ids: [newest.id] };
      void this.inbox.act(target, { read: true }).catch(() => undefined);
    }
    if (safeUrl(newest.url)) return;
    if (!this.#whole.delete(newest.id)) this.#whole.add(newest.id);
    this.#draw();
  }

  #unfold({ listed }: Shown): void {
    if (listed.open) this.inbox.fold(this.#filter, listed.group);
    else void this.inbox.unfold(this.#filter, listed.group).catch(toastError);
  }

  #memberActs({ listed }: Shown) {
    return {
      open: (item: Notification) => {
        if (!item.read) this.inbox.markReadOnTheWay(item.id);
      },
      done: (item: Notification) => void this.#acts.done({ ids: [item.id] }),
      older: () => void this.inbox.olderMembers(this.#filter, listed.group).catch(toastError),
    };
  }

  async #loadOlder(): Promise<void> {
    if (this.#loadingOlder || nextBefore(this.inbox.state, this.#filter) === null) return;
    this.#loadingOlder = true;
    this.#older.disabled = true;
    try {
      await this.inbox.older(this.#filter);
    } catch (error) {
      toastError(error);
    } finally {
      this.#loadingOlder = false;
      this.#older.disabled = false;
    }
  }

  // -- keys -----------------------------------------------------------------------------------------------------

  #keys(): void {
    const step = (by: number) => () =>
      this.#list.focus(this.#list.focused() < 0 ? 0 : this.#list.focused() + by);
    const press = (act: string) => () => {
      const element = this.#current()?.element;
      element?.querySelector<HTMLElement>(`[data-act="${act}"]`)?.click();
    };
    inboxKeys({
      next: step(1),
      previous: step(-1),
      open: press("open"),
      done: () => this.#onChosenOr((target) => this.#doneOrBack(target), press("done")),
      read: () => {
        const unread = this.#chosenUnread();
        this.#onChosenOr((target) => this.#acts.read(target, unread), press("read"));
      },
      save: () =>
        this.#onChosenOr((_target, newest) => this.#acts.save({ ids: newest }, true), press("save")),
      snooze: () => {
        const current = this.#current();
        if (current)
          this.#onChosenOr((target) => this.#askSnooze(current.element, target), press("snooze"), false);
      },
      why: press("why"),
      choose: () => this.#pickCurrent(false),
      chooseTo: () => this.#pickCurrent(true),
      unfold: press("unfold"),
      clear: () => this.#choose(NONE_CHOSEN),
      undo: () => this.#acts.undo(),
    });
  }

  /** With lines chosen a key is for them, else for the line that has the focus. */
  #onChosenOr(act: (target: Target, newest: number[]) => void, else_: () => void, ends = true): void {
    if (this.#selection.chosen.size > 0) this.#chosen(act, ends);
    else else_();
  }

  #chosenUnread(): boolean {
    return this.#rows.some(({ listed }) => this.#selection.chosen.has(listed.group) && listed.unread > 0);
  }

  #pickCurrent(upTo: boolean): void {
    const current = this.#current();
    if (current) this.#choose(this.#picked(current.group, upTo));
  }

  #current(): { group: string; element: HTMLElement } | null {
    const group = this.#list.groupAt(this.#list.focused());
    const element = group === null ? null : this.#list.element(group);
    return group !== null && element ? { group, element } : null;
  }

  #listKey(event: KeyboardEvent): void {
    if (!(event.target instanceof HTMLLIElement)) return;
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step) this.#list.focus(this.#list.focused() + step);
    else if (event.key === "Enter")
      this.#current()?.element.querySelector<HTMLElement>(".item-title")?.click();
    else return;
    event.preventDefault();
  }
}
