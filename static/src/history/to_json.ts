/** A Yjs fragment as ProseMirror's JSON. Runs in the worker too: no DOM, no editor. */
import * as Y from "yjs";
import type { Content } from "./marked.ts";

export function fragmentToJson(fragment: Y.XmlFragment): Content {
  return { type: "doc", content: children(fragment) };
}

function children(parent: Y.XmlFragment): Content[] {
  const out: Content[] = [];
  for (const child of parent.toArray()) {
    if (child instanceof Y.XmlText) out.push(...texts(child));
    else if (child instanceof Y.XmlElement) out.push(element(child));
  }
  return out;
}

function element(node: Y.XmlElement): Content {
  const attrs = node.getAttributes() as Record<string, unknown>;
  const inside = children(node);
  return {
    type: node.nodeName,
    ...(Object.keys(attrs).length > 0 ? { attrs } : {}),
    ...(inside.length > 0 ? { content: inside } : {}),
  };
}

function texts(text: Y.XmlText): Content[] {
  const parts = text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[];
  return parts.flatMap(({ insert, attributes = {} }) => {
    if (typeof insert !== "string" || insert === "") return [];
    const marks = Object.entries(attributes)
      .filter(([, value]) => value !== null)
      .map(([key, value]) => ({
        type: key.split("--")[0] as string, // marks that may overlap carry a hash behind their name
        ...(typeof value === "object" ? { attrs: value as Record<string, unknown> } : {}),
      }));
    return [{ type: "text", text: insert, ...(marks.length > 0 ? { marks } : {}) }];
  });
}
