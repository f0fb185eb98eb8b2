import "../styles/document.css";
import "../styles/document_text.css";
import "../styles/document_list.css";
import { startDocumentList } from "../document/list_page.ts";

startDocumentList();
