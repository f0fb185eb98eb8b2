/** Numbers about files, for people and for layout. Pure. */
import { t } from "../i18n.ts";

/** `1.4 MB`; decimal units, as file managers show them. */
export function bytes(size: number): string {
  if (size < 1000) return t("{n} bytes", { n: size });
  let value = size / 1000;
  for (const unit of ["kB", "MB", "GB"]) {
    if (value < 1000) return `${value < 10 && unit !== "kB" ? value.toFixed(1) : Math.round(value)} ${unit}`;
    value /= 1000;
  }
  return `${value.toFixed(1)} TB`;
}

export interface Box {
  width: number;
  height: number;
}

/** The size at which something is shown within a box: never larger than it is, its proportions kept. */
export function boxed(width: number, height: number, within: Box): Box {
  const scale = Math.min(1, within.width / width, within.height / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** What a file is to the page. Pictures without a known size would make the list jump, so they are cards. */
export function kindOf(file: { type: string; width: number | null }): "picture" | "sound" | "film" | "card" {
  if (file.width !== null && file.type.startsWith("image/")) return "picture";
  if (file.type.startsWith("audio/")) return "sound";
  if (["video/mp4", "video/webm", "video/ogg", "video/quicktime"].includes(file.type)) return "film";
  return "card";
}
