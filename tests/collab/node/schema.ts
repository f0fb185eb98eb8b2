/** Prints the names of the editor's schema. Bundled and run by tests/collab/test_schema.py. */
import { getSchema } from "@tiptap/core";
import { SCHEMA_VERSION, schemaExtensions } from "../../../static/src/document/extensions.ts";

const { nodes, marks } = getSchema(schemaExtensions());
console.log(JSON.stringify({ version: SCHEMA_VERSION, nodes: Object.keys(nodes), marks: Object.keys(marks) }));
