/**
 * What plugs into the document's page: panels at its right and acts in its menu. A part registers itself when its file
 * is imported (entries/document.ts); the page reads the lists when it opens.
 */
import type { DocumentContext } from "../context.ts";

export interface PanelSpec {
  /** Also the end of the ids of its button and its column: `panel-outline`. */
  readonly name: string;
  readonly label: string;
  /** SVG source (`import … from "lucide-static/icons/….svg?raw"`). */
  readonly icon: string;
  /** Smaller stands further left. */
  readonly order: number;
  /** Fills `container` each time that it is opened; what it returns runs when it is closed. */
  open(container: HTMLElement, context: DocumentContext): () => void;
  /** Not offered when this is false; asked when the page opens and when the right changes. */
  shown?(context: DocumentContext): boolean;
}

export interface ActSpec {
  readonly name: string;
  readonly label: string | ((context: DocumentContext) => string);
  readonly icon: string;
  readonly order: number;
  run(context: DocumentContext): void;
  /** Asked each time that the menu opens. */
  shown?(context: DocumentContext): boolean;
  /** As a person presses it, shown beside the label: "Ctrl+F". */
  readonly keys?: string;
  /** Also a button of its own in the top bar, where there is room. */
  readonly bar?: boolean;
}

const panels = new Map<string, PanelSpec>();
const acts = new Map<string, ActSpec>();

export function registerPanel(spec: PanelSpec): void {
  panels.set(spec.name, spec);
}

export function registerAct(spec: ActSpec): void {
  acts.set(spec.name, spec);
}

const openers: ((context: DocumentContext) => void)[] = [];

/** Runs once when the page is wired, before it connects: for parts that are neither a panel nor an act. */
export function onDocument(open: (context: DocumentContext) => void): void {
  openers.push(open);
}

export function documentOpened(context: DocumentContext): void {
  for (const open of openers) open(context);
}

function inOrder<T extends { order: number }>(specs: Iterable<T>): T[] {
  return [...specs].sort((a, b) => a.order - b.order);
}

export const registeredPanels = (): PanelSpec[] => inOrder(panels.values());
export const registeredActs = (): ActSpec[] => inOrder(acts.values());
