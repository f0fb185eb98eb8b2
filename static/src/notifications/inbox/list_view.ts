/** The lines of the list that is looked at: an element is kept as long as its line is there, and its focus with it. */
import { arrange, h } from "../../ui/dom.ts";
import { ago } from "../../ui/time.ts";
import type { Shown } from "../inbox_shown.ts";
import { faceOf } from "../people.ts";
import { type MemberActs, memberList, membersKey } from "./members.ts";
import { type RowDoes, type RowState, rowContent, rowKey } from "./row.ts";

export interface ListActs {
  row: (row: Shown, element: HTMLElement) => RowDoes;
  members: (row: Shown) => MemberActs;
}

interface Drawn {
  readonly element: HTMLLIElement;
  key: string;
  membersKey: string;
}

export class ListView {
  #drawn = new Map<string, Drawn>();

  /** `again` draws everything once more: a face has become known. */
  constructor(
    private readonly list: HTMLElement,
    private readonly acts: ListActs,
    private readonly again: () => void,
  ) {}

  draw(rows: readonly Shown[], stateOf: (row: Shown) => Omit<RowState, "face">): void {
    const at = this.focused();
    const there = new Set(rows.map(({ listed }) => listed.group));
    for (const group of [...this.#drawn.keys()]) if (!there.has(group)) this.#drawn.delete(group);
    const elements = rows.map((row) => this.#element(row, stateOf(row)));
    arrange(this.list, elements);
    this.#rove(at);
  }

  /** The index of the line that has the focus; -1 when none has. */
  focused(): number {
    const item = document.activeElement?.closest<HTMLElement>("[data-group]");
    return item ? [...this.list.children].indexOf(item) : -1;
  }

  groupAt(index: number): string | null {
    return (this.list.children[index] as HTMLElement | undefined)?.dataset.group ?? null;
  }

  element(group: string): HTMLElement | null {
    return this.#drawn.get(group)?.element ?? null;
  }

  focus(index: number): void {
    const item = this.list.children[Math.max(0, Math.min(index, this.list.children.length - 1))];
    if (!(item instanceof HTMLElement)) return;
    for (const one of this.list.children) (one as HTMLElement).tabIndex = one === item ? 0 : -1;
    item.focus();
    item.scrollIntoView({ block: "nearest" });
  }

  /** What had the focus has left the list: the line in its place has it now. One line can be reached by Tab. */
  #rove(at: number): void {
    if (at >= 0 && document.activeElement === document.body) this.focus(at);
    const items = [...this.list.children] as HTMLElement[];
    if (items.length && !items.some((item) => item.tabIndex === 0)) (items[0] as HTMLElement).tabIndex = 0;
  }

  #element(row: Shown, rest: Omit<RowState, "face">): HTMLElement {
    const { group } = row.listed;
    const state = { ...rest, face: faceOf(row.newest.sender, this.again) };
    const drawn = this.#drawn.get(group) ?? this.#make(group);
    const key = rowKey(row, state);
    const members = membersKey(row);
    if (drawn.key === key && drawn.membersKey === members) {
      refreshTimes(drawn.element);
      return drawn.element;
    }
    drawn.key = key;
    drawn.membersKey = members;
    const { element } = drawn;
    element.classList.toggle("chosen", rest.chosen);
    const focus = heldFocus(element);
    const list = memberList(row, this.acts.members(row));
    element.replaceChildren(
      ...[rowContent(row, state, this.acts.row(row, element)), list].filter((one) => one !== null),
    );
    giveBack(element, focus);
    return element;
  }

  #make(group: string): Drawn {
    const element = h("li", { tabindex: -1, "data-group": group });
    const drawn = { element, key: "", membersKey: "" };
    this.#drawn.set(group, drawn);
    return drawn;
  }
}

/** Which of a line's controls has the focus; "" is the line itself, null none. */
function heldFocus(element: HTMLElement): string | null {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement) || !element.contains(active)) return null;
  return active === element ? "" : (active.dataset.act ?? "");
}

function giveBack(element: HTMLElement, act: string | null): void {
  if (act === null) return;
  (element.querySelector<HTMLElement>(`[data-act="${act}"]`) ?? element).focus();
}

function refreshTimes(element: HTMLElement): void {
  for (const time of element.querySelectorAll("time")) {
    const fresh = ago(time.dateTime);
    if (time.textContent !== fresh) time.textContent = fresh;
  }
}
