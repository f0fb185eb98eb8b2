/** Icons of documents alone. */
import chevron from "lucide-static/icons/chevron-right.svg?raw";
import duplicate from "lucide-static/icons/copy-plus.svg?raw";
import addPage from "lucide-static/icons/file-plus.svg?raw";
import moveTo from "lucide-static/icons/folder-input.svg?raw";
import template from "lucide-static/icons/layout-template.svg?raw";
import out from "lucide-static/icons/list-indent-decrease.svg?raw";
import into from "lucide-static/icons/list-indent-increase.svg?raw";
import tree from "lucide-static/icons/panel-left.svg?raw";
import share from "lucide-static/icons/share-2.svg?raw";
import star from "lucide-static/icons/star.svg?raw";
import unstar from "lucide-static/icons/star-off.svg?raw";
import upload from "lucide-static/icons/upload.svg?raw";
import { svg } from "../ui/icons.ts";

export const SOURCES = {
  chevron,
  duplicate,
  addPage,
  moveTo,
  into,
  out,
  template,
  tree,
  share,
  star,
  unstar,
  upload,
};
export type PageIconName = keyof typeof SOURCES;

export function pageIcon(name: PageIconName, size: "normal" | "small" = "normal"): SVGSVGElement {
  return svg(`page-${name}`, SOURCES[name], size);
}
