/**
 * Tables whose columns can be made wider. TipTap looks at the moment it is made whether the editor may be written in;
 * ours may not yet be, so the plugins are always there (they look again at every move of the mouse).
 */
import { Table, TableView } from "@tiptap/extension-table";
import { columnResizing, tableEditing } from "@tiptap/pm/tables";

/** CSS pixels. */
const NARROWEST = 60;

export const ResizableTable = Table.extend({
  addNodeView: () => null, // the resizing brings its own
  addProseMirrorPlugins: () => [
    columnResizing({ handleWidth: 5, cellMinWidth: NARROWEST, View: TableView, lastColumnResizable: true }),
    tableEditing(),
  ],
}).configure({ resizable: true, renderWrapper: true, cellMinWidth: NARROWEST });
