/** The acts of a document's page that concern the document as a whole; each is offered to those who may. */

import downloadSource from "lucide-static/icons/download.svg?raw";
import copySource from "lucide-static/icons/link.svg?raw";
import iconSource from "lucide-static/icons/smile.svg?raw";
import trashSource from "lucide-static/icons/trash-2.svg?raw";
import type { DocumentContext } from "../document/context.ts";
import { registerAct } from "../document/panels/panels.ts";
import { atLeast, type Right } from "../document/right.ts";
import { t } from "../i18n.ts";
import { must } from "../ui/dom.ts";
import { openEmojiPicker } from "../ui/emoji_picker.ts";
import { toastError } from "../ui/toast.ts";
import { copyAddress, duplicate, makeTemplate, toTrash } from "./acts.ts";
import { changeDocument } from "./api.ts";
import { openExport } from "./export_dialog.ts";
import { SOURCES } from "./icons.ts";
import { addressOf } from "./names.ts";
import { openMoveTo } from "./place_dialog.ts";
import { openShare } from "./share.ts";

const now = (context: DocumentContext) => context.current();
const may = (right: Right) => (context: DocumentContext) => atLeast(context.right(), right);
const lives = (context: DocumentContext) => !now(context).trashed_at;

async function chooseIcon(context: DocumentContext): Promise<void> {
  const icon = await openEmojiPicker(must("#document-acts button"));
  if (icon) await changeDocument(context.info.id, { icon });
}

export function registerDocumentActs(): void {
  registerAct({
    name: "share",
    label: (context) => (may("manage")(context) ? t("Share…") : t("Who may see it")),
    icon: SOURCES.share,
    order: 10,
    bar: true,
    run: (context) => void openShare(context.info.id, context.shell.rooms),
    shown: lives,
  });
  registerAct({
    name: "copy-link",
    label: t("Copy link"),
    icon: copySource,
    order: 12,
    run: (context) => void copyAddress(now(context)),
  });
  registerAct({
    name: "icon",
    label: t("Choose an icon"),
    icon: iconSource,
    order: 60,
    run: (context) => void chooseIcon(context).catch(toastError),
    shown: (context) => lives(context) && may("edit")(context),
  });
  registerPlaceActs();
  registerFileActs();
}

function registerPlaceActs(): void {
  registerAct({
    name: "move",
    label: t("Move to…"),
    icon: SOURCES.moveTo,
    order: 62,
    run: (context) =>
      openMoveTo(now(context), context.shell.rooms, may("manage")(context), (moved) => {
        // Its room is the frame of this page.
        if (moved.room !== context.room.id) location.assign(addressOf(moved));
      }),
    shown: (context) => lives(context) && may("edit")(context),
  });
  registerAct({
    name: "duplicate",
    label: t("Duplicate"),
    icon: SOURCES.duplicate,
    order: 64,
    run: (context) => void duplicate(now(context)),
    shown: (context) => lives(context) && context.room.abilities.create_document,
  });
  registerAct({
    name: "template",
    label: (context) => (now(context).template ? t("Make it a page again") : t("Make it a template")),
    icon: SOURCES.template,
    order: 66,
    run: (context) => void makeTemplate(now(context), !now(context).template),
    shown: (context) => lives(context) && may("edit")(context),
  });
}

function registerFileActs(): void {
  registerAct({
    name: "export",
    label: t("Export…"),
    icon: downloadSource,
    order: 70,
    run: (context) => openExport(now(context)),
  });
  registerAct({
    name: "trash",
    label: t("Move to the trash"),
    icon: trashSource,
    order: 99,
    run: (context) =>
      void toTrash(
        now(context),
        () => {},
        () => {},
      ),
    shown: (context) => lives(context) && may("manage")(context),
  });
}
