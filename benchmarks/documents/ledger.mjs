// Who wrote what when, and when each other editor had it. An edit is known by its author's clock and by how much that
// author had deleted by then, so that it does not matter how a server cuts or joins updates.
import * as Y from "yjs";

export class Ledger {
  /** author's client id → [{ clock, deleted, at }] in the order of writing; `at` in ms */
  edits = new Map();
  latencies = [];
  written = 0;

  /** Makes one edit as one transaction of `editor` and notes it. */
  write(editor, change) {
    const { doc } = editor;
    const at = performance.now();
    doc.transact((transaction) => {
      change();
      editor.lastTransaction = transaction;
    });
    editor.deleted = (editor.deleted ?? 0) + lengthOf(editor.lastTransaction.deleteSet);
    const list = this.edits.get(doc.clientID) ?? [];
    list.push({ clock: Y.getState(doc.store, doc.clientID), deleted: editor.deleted, at });
    this.edits.set(doc.clientID, list);
    this.written += 1;
  }

  /** Counts the edits of others as they arrive at `editor`; calls `seen(howMany)` after each arrival. */
  watch(editor, seen = () => {}) {
    const next = new Map();
    let deleted = 0;
    editor.seen = 0;
    editor.doc.on("afterTransaction", (transaction) => {
      if (transaction.local) return;
      deleted += lengthOf(transaction.deleteSet);
      const before = editor.seen;
      for (const [author, list] of this.edits) {
        if (author !== editor.doc.clientID) {
          this.#advance(editor, next, author, list, transaction.afterState.get(author) ?? 0, deleted);
        }
      }
      if (editor.seen > before) seen(editor.seen);
    });
  }

  #advance(editor, next, author, list, clock, deleted) {
    const now = performance.now();
    let at = next.get(author) ?? 0;
    while (at < list.length && list[at].clock <= clock && list[at].deleted <= deleted) {
      this.latencies.push(now - list[at].at);
      editor.seen += 1;
      at += 1;
    }
    next.set(author, at);
  }
}

function lengthOf(deleteSet) {
  let length = 0;
  for (const items of deleteSet.clients.values()) for (const item of items) length += item.len;
  return length;
}

/** { p50_ms, p99_ms, max_ms } of times in ms. */
export function percentiles(times) {
  const ordered = Float64Array.from(times).sort();
  const at = (share) => round(ordered[Math.min(ordered.length - 1, Math.floor(ordered.length * share))]);
  return ordered.length ? { p50_ms: at(0.5), p99_ms: at(0.99), max_ms: at(1) } : {};
}

export const round = (value, digits = 2) => Number(value.toFixed(digits));
