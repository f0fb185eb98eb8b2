import { expect, test } from "vitest";
import * as Y from "yjs";
import { ApiError } from "../api.ts";
import { closeCode, hasMore } from "./http_link.ts";

test("a refusal over HTTP means what the socket's close code means", () => {
  expect(closeCode(new ApiError("forbidden", "", null, 403))).toBe(4403);
  expect(closeCode(new ApiError("not_found", "", null, 404))).toBe(4404);
  expect(closeCode(new ApiError("x", "", null, 401))).toBe(4401);
  expect(closeCode(new ApiError("invalid", "", null, 422))).toBe(4400);
});

test("what may pass by itself is a line that is down", () => {
  expect(closeCode(new ApiError("offline", ""))).toBe(1006);
  expect(closeCode(new ApiError("missing", "", null, 409))).toBe(1006);
  expect(closeCode(new ApiError("unavailable", "", null, 503))).toBe(1006);
  expect(closeCode(new TypeError("whatever"))).toBe(1006);
});

test("only what the server lacks has to be sent", () => {
  const server = new Y.Doc();
  server.getText("t").insert(0, "theirs");
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(server));
  expect(hasMore(doc, Y.encodeStateVector(server))).toBe(false);
  doc.getText("t").insert(0, "ours ");
  expect(hasMore(doc, Y.encodeStateVector(server))).toBe(true);
  server.getText("t").insert(0, "more ");
  expect(hasMore(new Y.Doc(), Y.encodeStateVector(server))).toBe(false);
});
