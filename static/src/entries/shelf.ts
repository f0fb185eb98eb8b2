import "../styles/documents.css";
import { startShelf } from "../documents/shelf_page.ts";

startShelf();
