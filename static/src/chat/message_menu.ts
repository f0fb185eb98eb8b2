/** Everything one can do with a message, as a list: for the menu, the sheet on touch screens, and the keys. */
import { t } from "../i18n.ts";
import { confirm } from "../ui/dialog.ts";
import type { IconName } from "../ui/icons.ts";
import { toast, toastError } from "../ui/toast.ts";
import type { Message } from "../wire.ts";
import type { ChatPage } from "./context.ts";
import { type May, mayDo } from "./message_may.ts";
import { permalink } from "./rich_text.ts";

export interface Act {
  name: string;
  label: string;
  icon: IconName;
  run(): void;
  danger?: boolean;
  /** begins a new group */
  group?: boolean;
}

export interface Editing {
  edit(id: number): boolean;
}

export function mayOf(message: Message, page: ChatPage): May {
  const { room, me } = page.store;
  const where = { abilities: room.abilities, members: room.members, inside: room.role !== null };
  return mayDo(message, me.username, where);
}

/** What one may do with it, in the order of the menu. */
export function actsOf(message: Message, page: ChatPage, list: Editing): Act[] {
  const may = mayOf(message, page);
  const acts: (Act | false)[] = [
    may.reply && {
      name: "thread",
      label: message.replies?.count ? t("Open thread") : t("Reply in thread"),
      icon: "reply",
      run: () => page.openThread(message.id),
    },
    may.quote && {
      name: "quote",
      label: t("Quote"),
      icon: "quote",
      run: () => page.quote(message, message.thread !== null),
    },
    may.forward && {
      name: "forward",
      label: t("Forward…"),
      icon: "forward",
      run: () => openForward(message, page),
    },
    may.copy &&
      message.deleted_at === null && {
        name: "to-document",
        label: t("Quote in a document…"),
        icon: "document",
        run: () =>
          void import("./quote_in_document.ts").then(({ openQuoteInDocument }) =>
            openQuoteInDocument(message, page),
          ),
      },
    may.edit && { name: "edit", label: t("Edit"), icon: "edit", run: () => void list.edit(message.id) },
    ...keeping(message, page, may),
    ...copying(message, may),
    ...looking(message, page, may),
    may.report && {
      name: "report",
      label: t("Report…"),
      icon: "flag",
      group: true,
      run: () => void import("./report_dialog.ts").then(({ openReport }) => openReport(message, page)),
    },
    may.delete && {
      name: "delete",
      label: t("Delete…"),
      icon: "trash",
      danger: true,
      group: !may.report,
      run: () => void deleteMessage(message, page),
    },
  ];
  return acts.filter((act) => act !== false);
}

function keeping(message: Message, page: ChatPage, may: May): (Act | false)[] {
  const saved = page.desk.isSaved(message.id);
  const { acts } = page.store;
  return [
    may.save && {
      name: "save",
      label: saved ? t("Remove from saved") : t("Save for later"),
      icon: "bookmark",
      group: true,
      run: () => void page.desk.save(message.id, message.room, !saved).catch(toastError),
    },
    may.save && {
      name: "remind",
      label: t("Remind me…"),
      icon: "alarm",
      run: () => void import("./remind_dialog.ts").then(({ openRemind }) => openRemind(message, page)),
    },
    may.pin && {
      name: "pin",
      label: message.pinned ? t("Unpin") : t("Pin to the room"),
      icon: message.pinned ? "unpin" : "pin",
      run: () => acts.pin(message, message.pinned === null),
    },
    may.unread && {
      name: "unread",
      label: t("Mark unread from here"),
      icon: "unread",
      run: () => void page.store.unreadFrom(message).catch(toastError),
    },
  ];
}

function copying(message: Message, may: May): (Act | false)[] {
  const link = new URL(permalink(message.room, message.id), location.href).href;
  return [
    {
      name: "link",
      label: t("Copy link"),
      icon: "linkChain",
      group: true,
      run: () => void copyText(link, t("Link copied.")),
    },
    may.copy && {
      name: "copy",
      label: t("Copy text"),
      icon: "copy",
      run: () => void copyText(message.body, t("Copied.")),
    },
  ];
}

function looking(message: Message, page: ChatPage, may: May): (Act | false)[] {
  return [
    may.history && {
      name: "history",
      label: t("Edit history"),
      icon: "history",
      run: () => void import("./edits_dialog.ts").then(({ openEdits }) => openEdits(message, page)),
    },
    may.seen && {
      name: "seen",
      label: t("Seen by"),
      icon: "eye",
      run: () => void import("./who_dialog.ts").then(({ openSeen }) => openSeen(message, page)),
    },
  ];
}

function openForward(message: Message, page: ChatPage): void {
  void import("./forward_dialog.ts").then(({ openForward: open }) => open(message, page));
}

/** The text as it was written, markdown and all. */
export async function copyText(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast(done, { kind: "good", lasts: 2_500 });
  } catch {
    toast(t("The browser did not allow copying."), { kind: "bad" });
  }
}

export async function deleteMessage(message: Message, page: ChatPage): Promise<void> {
  const sure = await confirm({
    title: t("Delete this message?"),
    text: t("It goes for everybody in the room and cannot be brought back."),
    yes: t("Delete"),
    danger: true,
  });
  if (sure) await page.store.acts.delete(message.id).catch(toastError);
}
