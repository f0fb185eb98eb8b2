/** The number of unread notifications where a tab shows it: in its title, in its picture, on the installed app. */
import { badgeText, withCount } from "./texts.ts";

const SIZE = 64;

/** The page's picture with the number on it. Null where it cannot be drawn. */
async function pictureWith(count: string, address: string): Promise<string | null> {
  const picture = new Image(SIZE, SIZE);
  picture.src = address;
  await picture.decode();
  const canvas = document.createElement("canvas");
  canvas.width = SIZE;
  canvas.height = SIZE;
  const pen = canvas.getContext("2d");
  if (!pen) return null;
  pen.drawImage(picture, 0, 0, SIZE, SIZE);
  const radius = 19;
  const at = SIZE - radius - 1;
  pen.beginPath();
  pen.arc(at, radius + 1, radius, 0, 2 * Math.PI);
  pen.fillStyle = "#d6336c";
  pen.fill();
  pen.fillStyle = "#ffffff";
  pen.font = `700 ${count.length > 2 ? 19 : 27}px system-ui, sans-serif`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(count, at, radius + 3);
  return canvas.toDataURL("image/png");
}

export class TitleBadge {
  #unread = -1;
  readonly #plain: string;
  readonly #link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');

  constructor() {
    this.#plain = this.#link?.href ?? "";
    // Whoever names the page anew (a room that was renamed) need not know of the number.
    const title = document.querySelector("title");
    if (title) new MutationObserver(() => this.#title()).observe(title, { childList: true });
  }

  show(unread: number): void {
    if (unread === this.#unread) return;
    this.#unread = unread;
    this.#title();
    void this.#picture(unread).catch(() => undefined);
    const badge = unread ? navigator.setAppBadge?.(unread) : navigator.clearAppBadge?.();
    badge?.catch(() => undefined); // only the installed app has one
  }

  #title(): void {
    const wanted = withCount(document.title, Math.max(0, this.#unread));
    if (document.title !== wanted) document.title = wanted;
  }

  async #picture(unread: number): Promise<void> {
    if (!this.#link) return;
    const drawn = unread ? await pictureWith(badgeText(unread), this.#plain) : null;
    if (unread !== this.#unread) return; // another number meanwhile
    this.#link.type = drawn ? "image/png" : "image/svg+xml";
    this.#link.href = drawn ?? this.#plain;
  }
}
