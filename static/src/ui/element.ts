/** Base of our custom elements: listeners and clean-ups end when the element leaves the page. */
export abstract class BaseElement extends HTMLElement {
  #leaving = new AbortController();

  /** Listen until the element leaves the page. */
  listen<E extends Event>(target: EventTarget, type: string, handler: (event: E) => void): void {
    target.addEventListener(type, handler as EventListener, { signal: this.#leaving.signal });
  }

  /** Run `clean` (for instance the function a store's `watch` returned) when the element leaves the page. */
  onLeave(clean: () => void): void {
    this.#leaving.signal.addEventListener("abort", clean);
  }

  disconnectedCallback(): void {
    this.#leaving.abort();
    this.#leaving = new AbortController();
  }
}

/** Define an element once; a second bundle on the page that brings the same one is no error. */
export function define(name: string, element: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, element);
}
