/** What one does with a document as a whole, from the tree and from its own page. */
import { t } from "../i18n.ts";
import { confirm } from "../ui/dialog.ts";
import { toast, toastError } from "../ui/toast.ts";
import type { DocumentInfo } from "../wire.ts";
import * as calls from "./api.ts";
import { addressOf, titleOf } from "./names.ts";

type Titled = Pick<DocumentInfo, "id" | "title">;

export async function copyAddress(document: Titled): Promise<void> {
  const address = `${location.origin}${addressOf(document)}`;
  await navigator.clipboard.writeText(address).then(
    () => toast(t("The link is copied."), { kind: "good", lasts: 2_500 }),
    () => toast(address),
  );
}

/** At once, with the way back. `after` runs when it lies there, `back` when it was taken out again. */
export async function toTrash(document: Titled, after: () => void, back: () => void): Promise<void> {
  try {
    await calls.trashDocument(document.id);
  } catch (error) {
    return toastError(error);
  }
  after();
  const undo = async () => {
    await calls.restoreDocument(document.id);
    back();
  };
  toast(t("“{page}” is in the trash.", { page: titleOf(document) }), {
    lasts: 12_000,
    action: { label: t("Undo"), run: () => void undo().catch(toastError) },
  });
}

/** A copy beside it, opened. */
export async function duplicate(document: Titled): Promise<void> {
  try {
    const made = await calls.duplicateDocument(document.id);
    location.assign(addressOf(made));
  } catch (error) {
    toastError(error);
  }
}

/** Pages become templates and templates pages again. */
export async function makeTemplate(document: Titled, template: boolean): Promise<void> {
  try {
    await calls.changeDocument(document.id, { template });
    const words = template
      ? t("“{page}” is a template now: new pages can begin with a copy of it.", { page: titleOf(document) })
      : t("“{page}” is a page again.", { page: titleOf(document) });
    toast(words, { kind: "good" });
  } catch (error) {
    toastError(error);
  }
}

/** Ask, and delete for good what lies in the trash. True when it is gone. */
export async function deleteForGood(document: Titled): Promise<boolean> {
  const yes = await confirm({
    title: t("Delete “{page}” for good?", { page: titleOf(document) }),
    text: t("The page, all of its versions and comments are gone then. Nobody can bring them back."),
    yes: t("Delete for good"),
    danger: true,
  });
  if (!yes) return false;
  try {
    await calls.deleteDocument(document.id);
    return true;
  } catch (error) {
    toastError(error);
    return false;
  }
}
