// Peer: the plain `ws` broadcast of its documentation. No persistence, no rooms, no accounts.
import { WebSocket, WebSocketServer } from "ws";

const server = new WebSocketServer({ port: Number(process.argv[2]), host: "127.0.0.1", perMessageDeflate: false });
let count = 0;

server.on("connection", (client) => {
  client.on("message", (data) => {
    const text = JSON.stringify({ id: ++count, message: JSON.parse(data).message });
    for (const other of server.clients) {
      if (other.readyState === WebSocket.OPEN) other.send(text);
    }
  });
});
