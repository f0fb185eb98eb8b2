/** The words for each state of a document: short, who does what, no blame. Pure. */
import { t } from "../i18n.ts";
import type { Status } from "../realtime/status.ts";
import type { RightChange } from "./right.ts";
import type { SaveState, SaveWord } from "./save_state.ts";

const SIGNED_OUT = 4401;
const NO_ACCESS = 4403;
const GONE = 4404;
const LOCKED = 4423;
const OUTDATED = 4426;
const TOO_FAST = 4429;

export interface Words {
  /** Always visible, beside the icon. */
  readonly short: string;
  /** Shown on a click. */
  readonly detail: string;
}

export const SAVE_WORDS: Record<SaveWord, Words> = {
  opening: { short: t("Opening…"), detail: t("The document is on its way.") },
  saved: { short: t("Saved"), detail: t("The server has stored every change.") },
  saving: { short: t("Saving…"), detail: t("Your last changes are on their way to the server.") },
  kept: {
    short: t("Kept on this device"),
    detail: t("The line is down. Your changes are kept in this browser and are sent when you are back."),
  },
  unsaved: {
    short: t("Not saved yet"),
    detail: t("The line is down and this browser keeps nothing. Leave this page open, or copy the text."),
  },
  reconnecting: {
    short: t("Reconnecting…"),
    detail: t("The line is down. Everything you wrote is saved; you can go on writing."),
  },
  read_only: { short: t("Read only"), detail: t("You can read this document and see it change.") },
  stopped: {
    short: t("Stopped"),
    detail: t("The server ended the connection. See the note above the text."),
  },
};

/** What happened to one's right while the page was open. */
export const RIGHT_WORDS: Record<RightChange, string> = {
  may_write: t("You can write here now."),
  may_comment: t("You can comment here now, but not write."),
  only_read: t("You can only read this document now."),
  lost: t("You have no access to this document any more."),
};

const OVER_HTTP = t(
  "A WebSocket could not be opened from here, so this document goes over plain HTTP: a little slower, and without " +
    "other people’s cursors. The socket is tried again by itself.",
);

/** The same for the frame's connection status. */
export function lineStatus({ link, http, whole, ended }: SaveState): Status {
  if (link === "open" && whole && http) return { kind: "polling", detail: OVER_HTTP };
  if (link === "open") return whole ? { kind: "live" } : { kind: "catching-up", count: 0 };
  if (link === "connecting") return { kind: "connecting" };
  if (link === "down") return { kind: "offline", retryAt: null };
  if (ended?.code === SIGNED_OUT) return { kind: "signed-out" };
  return { kind: "stopped", why: ended ? endingWords(ended).title : "" };
}

export interface Ending {
  readonly title: string;
  readonly text: string;
  /** What helps: sign in again, connect again, or give up this device's copy and load the server's. */
  readonly offers: readonly ("sign_in" | "retry" | "reload" | "afresh")[];
}

/** Close reasons of the protocol are short and bare; people read sentences. */
function sentence(reason: string): string {
  const begun = reason.charAt(0).toUpperCase() + reason.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}

/**
 * Why the connection was ended for good, and what to do. The text on the page stays whatever the reason.
 * `refused`: there are words that the server has not taken.
 */
export function endingWords(ended: NonNullable<SaveState["ended"]>, refused = false): Ending {
  const because = ended.reason ? `${sentence(ended.reason)} ` : "";
  switch (ended.code) {
    case SIGNED_OUT:
      return {
        title: t("You are signed out"),
        text: t("Sign in again to go on. What you wrote is kept here."),
        offers: ["sign_in"],
      };
    case NO_ACCESS:
      if (refused) {
        return {
          title: t("You cannot write here any more"),
          text: because + t("Your last changes were not taken. Copy them before you go on."),
          offers: ["afresh"],
        };
      }
      return {
        title: t("You have no access to this document any more"),
        text: because + t("The text stays on this page, so that you can copy what is yours."),
        offers: ["retry"],
      };
    case GONE:
      return {
        title: t("This document is gone"),
        text: because + t("The text stays on this page, so that you can copy it."),
        offers: [],
      };
    case LOCKED:
      return {
        title: t("This document cannot be read just now"),
        text: t(
          "Its content is kept. Ask an administrator to look at it; what you wrote is kept on this device.",
        ),
        offers: ["retry"],
      };
    case OUTDATED:
      return {
        title: t("A newer version of Collab is here"),
        text: t("Reload the page to go on. What you wrote is kept on this device."),
        offers: ["reload"],
      };
    case TOO_FAST:
      return {
        title: t("That was too much at once"),
        text: because + t("Wait a moment and connect again; nothing is lost."),
        offers: ["retry"],
      };
    default:
      return {
        title: t("The server refused the last change"),
        text: because + t("Copy your text before you go on."),
        offers: ["retry", "afresh"],
      };
  }
}
