/** Prints the names of the editor's schema. Bundled and run by tests/collab/test_schema.py. */
import { getSchema } from "@tiptap/core";
import { schemaExtensions } from "../../../static/src/document/extensions.ts";

const { nodes, marks } = getSchema(schemaExtensions());
console.log(JSON.stringify({ nodes: Object.keys(nodes), marks: Object.keys(marks) }));
