/** A person's mark: a rounded square with their initials in their own hue. */
import { h } from "./dom.ts";

export interface Face {
  username: string;
  name: string;
  colour: number;
}

/** At most two letters: of the first and the last word of the name, or of the username. */
export function initials(face: Pick<Face, "name" | "username">): string {
  const words = (face.name.trim() || face.username).split(/\s+/);
  const first = [...(words[0] ?? "")][0] ?? "?";
  const last = words.length > 1 ? ([...(words.at(-1) ?? "")][0] ?? "") : "";
  return (first + last).toUpperCase();
}

/** What is shown as their name. */
export function displayName(face: Pick<Face, "name" | "username">): string {
  return face.name.trim() || face.username;
}

/**
 * `here` undefined shows no presence dot. The avatar is decoration: the name always stands beside it. A click on one
 * that lies in no link or button opens the person's card (people/cards.ts).
 */
export function avatar(
  face: Face,
  size: "normal" | "small" = "normal",
  here?: "online" | "idle" | "offline" | boolean,
): HTMLElement {
  const mark = h(
    "span",
    {
      class: size === "small" ? "avatar small" : "avatar",
      "data-colour": face.colour,
      "data-person": face.username,
      "aria-hidden": "true",
    },
    size === "small" ? initials(face).slice(0, 1) : initials(face),
  );
  const dots: Record<string, string> = { true: "dot", online: "dot", idle: "dot idle" };
  if (here !== undefined) mark.append(h("span", { class: dots[String(here)] ?? "dot off" }));
  return mark;
}
