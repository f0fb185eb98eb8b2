/** A text field that is edited by more than its keys, so that Ctrl-Z takes it back; a composer's also grows with its text. */
import { h } from "../ui/dom.ts";
import type { Edited } from "./markup.ts";

type Input = HTMLInputElement | HTMLTextAreaElement;

/** The field of a composer. */
export function messageInput(): HTMLTextAreaElement {
  return h("textarea", { rows: 1, enterkeyhint: "send", autocapitalize: "sentences" });
}

export class Field<I extends Input = HTMLTextAreaElement> {
  constructor(readonly input: I) {}

  get text(): string {
    return this.input.value;
  }

  /** Replace everything, as when a draft is shown. */
  set(text: string): void {
    this.input.value = text;
    this.grow();
  }

  clear(): void {
    this.set("");
  }

  focus(): void {
    this.input.focus();
  }

  name(words: string): void {
    if (this.input.placeholder === words) return;
    this.input.placeholder = words;
    this.input.setAttribute("aria-label", words);
  }

  /** As high as its text; the style sheet has the limit. */
  grow(): void {
    this.input.style.height = "auto";
    this.input.style.height = `${this.input.scrollHeight}px`;
  }

  /** Change text and selection as `edit` says, as if it had been typed. */
  edit(edit: (text: string, start: number, end: number) => Edited): void {
    const { value, selectionStart, selectionEnd } = this.input;
    const { text, start, end } = edit(value, selectionStart ?? value.length, selectionEnd ?? value.length);
    this.focus();
    const same = common(value, text);
    this.input.setSelectionRange(same.start, value.length - same.end);
    const typed = text.slice(same.start, text.length - same.end);
    // Deprecated, but the only way that keeps the browser's own undo.
    const done = document.execCommand(typed === "" ? "delete" : "insertText", false, typed);
    if (!done || this.input.value !== text) {
      this.input.value = text;
      this.input.dispatchEvent(new Event("input", { bubbles: true }));
    }
    this.input.setSelectionRange(start, end);
  }

  /** Put words where the cursor is, blanks around them where it needs them. */
  insert(words: string): void {
    const before = this.input.value[(this.input.selectionStart ?? 0) - 1] ?? " ";
    this.put(`${/\s/.test(before) ? "" : " "}${words} `);
  }

  /** Put words where the cursor is, as they are. */
  put(words: string): void {
    this.edit((text, start, end) => {
      const at = start + words.length;
      return { text: text.slice(0, start) + words + text.slice(end), start: at, end: at };
    });
  }
}

/** How many characters two texts share at the beginning and at the end. Pure. */
export function common(a: string, b: string): { start: number; end: number } {
  const most = Math.min(a.length, b.length);
  let start = 0;
  while (start < most && a[start] === b[start]) start++;
  let end = 0;
  while (end < most - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return { start, end };
}
