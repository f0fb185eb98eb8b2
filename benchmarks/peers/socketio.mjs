// Peer: Socket.IO 4 with one room. No persistence, no accounts.
import http from "node:http";
import { Server } from "socket.io";

const web = http.createServer();
const io = new Server(web, { transports: ["websocket"] });
let count = 0;

io.on("connection", (socket) => {
  socket.join("room");
  socket.on("msg", ({ message }) => io.to("room").emit("msg", { id: ++count, message }));
});
web.listen(Number(process.argv[2]), "127.0.0.1");
