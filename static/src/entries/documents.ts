import "../styles/document.css";
import { startDocumentList } from "../document/list_page.ts";

startDocumentList();
