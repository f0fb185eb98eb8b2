/** A sleep that can be cut short. */
export class Wakeable {
  #wake: (() => void) | null = null;

  /** Resolves after `ms` to false, or to true when woken before. */
  sleep(ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (woken: boolean) => {
        clearTimeout(timer);
        this.#wake = null;
        resolve(woken);
      };
      const timer = setTimeout(() => end(false), ms);
      this.#wake = () => end(true);
    });
  }

  wake(): void {
    this.#wake?.();
  }
}
