import "../styles/document.css";
import { startDocument } from "../document/page.ts";

startDocument();
