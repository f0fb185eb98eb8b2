import { expect, test } from "vitest";
import { AT_THE_START, type SaveInput, type SaveState, saveStep } from "./save_state.ts";
import { type Sending, sendingStep } from "./sending_back.ts";

function told(inputs: SaveInput[]): Sending[] {
  let state: SaveState = AT_THE_START;
  let sending: Sending = "nothing";
  return inputs.map((input) => {
    state = saveStep(state, input);
    sending = sendingStep(sending, state);
    return sending;
  });
}

const JOINED: SaveInput[] = [
  { kind: "opened" },
  { kind: "sent", offer: true },
  { kind: "whole" },
  { kind: "acked", count: 1 },
];

test("what is typed online is no news", () => {
  const inputs: SaveInput[] = [
    ...JOINED,
    { kind: "edited" },
    { kind: "sent", offer: false },
    { kind: "acked", count: 2 },
  ];
  expect(new Set(told(inputs))).toEqual(new Set(["nothing"]));
});

test("written offline, it is on its way on return and then all of it is saved", () => {
  const away: SaveInput[] = [
    ...JOINED,
    { kind: "closed", code: 1006, reason: "" },
    { kind: "edited" },
    { kind: "opened" },
    { kind: "sent", offer: true },
    { kind: "acked", count: 1 },
  ];
  expect(told(away).slice(JOINED.length)).toEqual(["nothing", "waiting", "sending", "sending", "done"]);
});

test("typing on while it goes out does not end the news too early", () => {
  const typing: SaveInput[] = [
    ...JOINED,
    { kind: "closed", code: 1006, reason: "" },
    { kind: "edited" },
    { kind: "opened" },
    { kind: "sent", offer: true },
    { kind: "edited" },
    { kind: "sent", offer: false },
    { kind: "acked", count: 1 },
    { kind: "acked", count: 2 },
  ];
  expect(told(typing).slice(-2)).toEqual(["sending", "done"]);
});

test("a refusal ends it: the note above the text says what to do", () => {
  const refused: SaveInput[] = [
    ...JOINED,
    { kind: "closed", code: 1006, reason: "" },
    { kind: "edited" },
    { kind: "opened" },
    { kind: "closed", code: 4400, reason: "no" },
  ];
  expect(told(refused).at(-1)).toBe("nothing");
});
