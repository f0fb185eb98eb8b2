import "../styles/documents.css";
import "../styles/page_tree.css";
import { startDocuments } from "../documents/list_page.ts";

startDocuments();
