/** Copies of what must not be there twice: a mention tells a person once, a copied one is another one. */
import { Fragment, type Node, Slice } from "@tiptap/pm/model";
import { freshUid } from "./attributes.ts";

function mapped(fragment: Fragment, change: (node: Node) => Node): Fragment {
  const nodes: Node[] = [];
  fragment.forEach((node) => {
    const inner = node.content.size > 0 ? node.copy(mapped(node.content, change)) : node;
    nodes.push(change(inner));
  });
  return Fragment.fromArray(nodes);
}

const renewed = (taken: ReadonlySet<string> | null) => (node: Node) => {
  if (node.type.name !== "mention") return node;
  const uid = String(node.attrs.uid ?? "");
  const free = uid !== "" && taken !== null && !taken.has(uid);
  return free ? node : node.type.create({ ...node.attrs, uid: freshUid() }, null, node.marks);
};

/** The same with new names for its mentions. */
export function freshMentions(node: Node): Node {
  return node.copy(mapped(node.content, renewed(null)));
}

/** What is pasted: mentions that are cut and put elsewhere stay what they are, copies become new ones. */
export function freshSlice(slice: Slice, doc: Node): Slice {
  const taken = new Set<string>();
  doc.descendants((node) => {
    if (node.type.name === "mention") taken.add(String(node.attrs.uid));
  });
  return new Slice(mapped(slice.content, renewed(taken)), slice.openStart, slice.openEnd);
}
