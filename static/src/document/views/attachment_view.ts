/** A file as a card: its name, its size, a click fetches it. */
import type { NodeViewRenderer } from "@tiptap/core";
import fileIcon from "lucide-static/icons/file.svg?raw";
import { bytes } from "../../files/sizes.ts";
import { t } from "../../i18n.ts";
import { h } from "../../ui/dom.ts";
import { icon, svg } from "../../ui/icons.ts";
import { fileAddress } from "../nodes/attachment.ts";
import { isUuid } from "../nodes/attributes.ts";
import { type Uploads, waitsFor } from "../uploads/uploads.ts";
import { atomView, inControl } from "./atom.ts";
import { uploadState } from "./upload_state.ts";

interface Attributes {
  file: string | null;
  name: string;
  size: number | null;
  type: string;
}

export const attachmentView = (uploads: Uploads): NodeViewRenderer =>
  atomView((place) => {
    const dom = h("div", { class: "attachment-card", contenteditable: "false" });
    let now: Attributes = { file: null, name: "", size: null, type: "" };
    const draw = () => {
      const key = waitsFor({ type: now.type });
      if (key !== null) {
        const cancel = () => {
          uploads.drop(key);
          place.remove();
        };
        dom.replaceChildren(uploadState(uploads, key, now.name, cancel));
        return;
      }
      const words = h(
        "span",
        { class: "attachment-words" },
        h("strong", {}, now.name || t("File")),
        now.size ? h("span", { class: "muted" }, bytes(now.size)) : null,
      );
      if (now.file === null || !isUuid(now.file)) {
        dom.replaceChildren(svg("file", fileIcon), words);
        return;
      }
      const address = fileAddress(now.file, now.name);
      dom.replaceChildren(
        svg("file", fileIcon),
        h("a", { href: address, target: "_blank", rel: "noopener" }, words),
        h(
          "a",
          {
            href: `${address}?download`,
            download: now.name,
            class: "icon-button",
            "aria-label": t("Download {name}", { name: now.name }),
            title: t("Download"),
          },
          icon("download", "small"),
        ),
      );
    };
    const stop = uploads.watch(() => waitsFor({ type: now.type }) !== null && draw());
    return {
      dom,
      show(node) {
        now = node.attrs as unknown as Attributes;
        draw();
      },
      own: inControl,
      leave: () => stop(),
    };
  });
