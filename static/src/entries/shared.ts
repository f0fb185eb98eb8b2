/** A document as whoever has a link reads it. */
import "../styles/app.css";
import "../styles/document.css";
import "../styles/document_text.css";
import "../styles/document_table.css";
import "../styles/shared.css";
import { startShared } from "../documents/shared_page.ts";

startShared();
