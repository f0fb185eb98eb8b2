/**
 * Whether something that came may pop up or sound on this screen. Pure; the server decides the other ways by the same
 * rules (`notifications/core/rules.py`), and both are held to one table.
 */
import { type Kind, wishesOf } from "../preferences/wishes.ts";
import type { Notification, PlaceVolume, Wishes } from "../wire.ts";
import { isQuiet } from "./quiet.ts";

/** What no longer comes from a place that is turned down to mentions. */
const CHATTER: ReadonlySet<Kind> = new Set<Kind>(["reply", "message", "reaction", "comment"]);

export interface Occasion {
  readonly kind: Kind;
  readonly level: Notification["level"];
  /** its place is in front of the person, in whichever tab */
  readonly onScreen: boolean;
}

export interface Circumstances {
  readonly wishes: Wishes;
  /** the rule of the nearest place that has one */
  readonly volume: PlaceVolume["volume"];
  readonly now: Date;
  /** the person's own time zone */
  readonly zone: string;
}

export type Silence = "" | "muted" | "off" | "quiet" | "here";

export interface Alert {
  readonly toast: boolean;
  readonly sound: boolean;
  readonly silencedBy: Silence;
}

/** Whether the place's rule keeps this kind away. Any message at all is only for those who want all. */
export function isMuted(kind: Kind, volume: PlaceVolume["volume"]): boolean {
  if (kind === "message") return volume !== "all";
  return volume === "nothing" || (volume === "mentions" && CHATTER.has(kind));
}

function silence(
  { kind, onScreen }: Occasion,
  through: boolean,
  { wishes, volume, now, zone }: Circumstances,
): Silence {
  if (!through) {
    if (isMuted(kind, volume)) return "muted";
    if (!wishesOf(wishes, kind).in_app) return "off";
    if (isQuiet(wishes.quiet ?? {}, now, zone)) return "quiet";
  }
  return onScreen ? "here" : "";
}

export function decide(occasion: Occasion, circumstances: Circumstances): Alert {
  const { wishes } = circumstances;
  const through = occasion.level === "urgent" && wishes.urgent_breaks_through !== false;
  const silencedBy = silence(occasion, through, circumstances);
  if (silencedBy) return { toast: false, sound: false, silencedBy };
  if (through) return { toast: true, sound: true, silencedBy };
  if (occasion.level === "banner") return { toast: false, sound: false, silencedBy }; // it is its own toast
  const { toast, sound } = wishesOf(wishes, occasion.kind);
  return { toast: toast !== false, sound: sound === true, silencedBy };
}
