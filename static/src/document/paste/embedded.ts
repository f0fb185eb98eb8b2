/** Pictures that come inside of pasted markup (`data:`) are uploaded; the document never holds their bytes. */
import { freshUid } from "../nodes/attributes.ts";
import type { Uploads } from "../uploads/uploads.ts";

const PICTURE = /^data:(image\/(?:png|jpeg|gif|webp));base64,([a-z0-9+/=\s]+)$/i;
/** Pictures of one paste. */
const MOST = 20;

export function fileOf(address: string, number: number): File | null {
  const found = PICTURE.exec(address);
  if (!found?.[1] || !found[2]) return null;
  const type = found[1].toLowerCase();
  const bytes = Uint8Array.from(atob(found[2].replace(/\s/g, "")), (char) => char.charCodeAt(0));
  return new File([bytes], `picture-${number}.${type.slice("image/".length)}`, { type });
}

export function embedded(html: string, uploads: Pick<Uploads, "start">): string {
  if (!/<img[^>]+src=["']?data:/i.test(html)) return html;
  const page = new DOMParser().parseFromString(html, "text/html");
  let number = 0;
  for (const image of [...page.body.querySelectorAll("img")]) {
    const src = image.getAttribute("src") ?? "";
    if (!src.startsWith("data:")) continue;
    const file = number < MOST ? fileOf(src, ++number) : null;
    if (!file) {
      image.remove();
      continue;
    }
    const key = freshUid();
    uploads.start(file, key);
    image.setAttribute("src", `#upload-${key}`);
  }
  return page.body.innerHTML;
}
