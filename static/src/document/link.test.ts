import * as encoding from "lib0/encoding";
import { describe, expect, test } from "vitest";
import { writeSyncStep1, writeSyncStep2, writeUpdate } from "y-protocols/sync";
import * as Y from "yjs";
import { contentOf } from "./link.ts";

function message(type: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, type);
  write(encoder);
  return encoding.toUint8Array(encoder);
}

describe("which messages the server has to commit", () => {
  const doc = new Y.Doc();
  doc.getText("t").insert(0, "words");

  test("step 2 answers and updates", () => {
    expect(contentOf(message(0, (e) => writeSyncStep2(e, doc)))).toBe("offer");
    expect(contentOf(message(0, (e) => writeUpdate(e, Y.encodeStateAsUpdate(doc))))).toBe("update");
  });

  test("neither questions nor awareness", () => {
    expect(contentOf(message(0, (e) => writeSyncStep1(e, doc)))).toBeNull();
    expect(contentOf(message(1, (e) => encoding.writeVarUint8Array(e, new Uint8Array([1, 2]))))).toBeNull();
    expect(contentOf(new Uint8Array())).toBeNull();
  });
});
