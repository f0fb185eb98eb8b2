// One editor of one document: the stock provider of the server's own project, over `ws`, with a Y.Doc of its own.
import { HocuspocusProvider } from "@hocuspocus/provider";
import WebSocket from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";

const MESSAGE_ACK = 100; // Collab's durable acknowledgement, sent because of ack=1 (docs/protocol.md)
const SYNC_MS = 30_000;

function yWebsocket({ url, params = {} }, name, doc) {
  return new WebsocketProvider(url, name, doc, { params, WebSocketPolyfill: WebSocket, disableBc: true });
}

let people = 0;

/** Each editor is another person, as long as there are tokens. */
function collab({ url, tokens }, name, doc) {
  const params = { token: tokens[people++ % tokens.length], ack: "1" };
  const provider = yWebsocket({ url: `${url.replace("http", "ws")}/ws/documents`, params }, name, doc);
  provider.acks = 0;
  provider.messageHandlers[MESSAGE_ACK] = () => {
    provider.acks += 1;
  };
  return provider;
}

function hocuspocus({ url }, name, doc) {
  return new HocuspocusProvider({ url, name, document: doc, token: "none", WebSocketPolyfill: WebSocket });
}

const DIALECTS = { "y-websocket": yWebsocket, hocuspocus, collab };

/** Opens document `name` and resolves when it is in sync. Rejects after 30 s. */
export function open(server, name) {
  const doc = new Y.Doc();
  const provider = DIALECTS[server.dialect](server, name, doc);
  const editor = { doc, provider, content: doc.getXmlFragment("content"), close: () => close(provider, doc) };
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`document ${name} is not in sync after ${SYNC_MS} ms`)), SYNC_MS);
    const done = () => {
      clearTimeout(late);
      resolve(editor);
    };
    if (provider.synced) done();
    else provider.on("synced", done);
  });
}

function close(provider, doc) {
  provider.destroy();
  provider.configuration?.websocketProvider?.destroy();
  doc.destroy();
}

/** Writes `count` empty paragraphs into a new document, as TipTap's schema has them. */
export function addParagraphs(editor, count) {
  editor.doc.transact(() => {
    const paragraphs = Array.from({ length: count }, () => {
      const paragraph = new Y.XmlElement("paragraph");
      paragraph.insert(0, [new Y.XmlText()]);
      return paragraph;
    });
    editor.content.insert(0, paragraphs);
  });
}

/** The text of paragraph `index`, a Y.XmlText. */
export function paragraph(editor, index = 0) {
  return editor.content.get(index).get(0);
}

/** What the document says, for comparing. */
export function textOf(editor) {
  return editor.content.toString();
}
