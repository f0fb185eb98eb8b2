import "../styles/document.css";
import "../styles/document_text.css";
import "../styles/document_list.css";
import { startDocument } from "../document/page.ts";

startDocument();
