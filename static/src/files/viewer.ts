/** The viewer of pictures: one at a time over the page, arrows to the next, Escape closes. */
import left from "lucide-static/icons/chevron-left.svg?raw";
import right from "lucide-static/icons/chevron-right.svg?raw";
import { t } from "../i18n.ts";
import { h } from "../ui/dom.ts";
import { icon, svg } from "../ui/icons.ts";
import type { FileInfo } from "../wire.ts";
import { bytes } from "./sizes.ts";

/** Show `files[at]`; focus returns where it was when the viewer closes. */
export function openViewer(files: readonly FileInfo[], at: number): void {
  const several = files.length > 1;
  const image = h("img", { alt: "" });
  const title = h("h2", {});
  const place = h("span", { class: "quiet", "aria-live": "polite" });
  const save = h("a", { class: "icon-button", title: t("Download") }, icon("download"));
  const dialog = h("dialog", { class: "viewer" });

  const show = (index: number) => {
    at = (index + files.length) % files.length;
    const file = files[at];
    if (!file) return;
    image.removeAttribute("src"); // the picture before does not stand in for this one
    if (file.width && file.height) {
      image.width = file.width;
      image.height = file.height;
    }
    image.src = file.url;
    image.alt = file.name;
    title.textContent = file.name;
    place.textContent = several ? t("{n} of {all}", { n: at + 1, all: files.length }) : bytes(file.size);
    save.href = `${file.url}?download`;
    save.download = file.name;
    save.setAttribute("aria-label", t("Download {name}", { name: file.name }));
    dialog.setAttribute("aria-label", file.name);
  };
  const step = (label: string, source: string, by: number, name: string) =>
    h(
      "button",
      { type: "button", class: `icon-button ${name}`, "aria-label": label, onclick: () => show(at + by) },
      svg(name, source),
    );
  const close = h(
    "button",
    { type: "button", class: "icon-button", "aria-label": t("Close"), onclick: () => dialog.close() },
    icon("close"),
  );

  dialog.append(h("header", {}, title, place, save, close), h("div", { class: "stage" }, image));
  if (several) dialog.append(step(t("Previous"), left, -1, "back"), step(t("Next"), right, 1, "on"));
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") show(at - 1);
    else if (event.key === "ArrowRight") show(at + 1);
    else return;
    event.preventDefault();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.matches(".viewer, .stage")) dialog.close();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  show(at);
  dialog.showModal();
  close.focus();
}
