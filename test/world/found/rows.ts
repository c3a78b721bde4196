/** Histories in which a row of the provider's list was once taken for another call's, or for none. */
import { calm, type History } from "../history.ts";

export const rows: Record<string, History> = {
  "a call whose id no list of the provider knows is found by its parties, and its page is told the end": {
    ...calm,
    steps: [
      { do: "dial fault", id: 1581389157, waitMs: 0, fault: 15 },
      { do: "visit", id: 1751276830, waitMs: 0, phone: 0, from: 0, button: 0, laterMin: null },
    ],
  },
  "calls that the provider's list does not show are looked for ever more seldom": {
    ...calm,
    seed: 246741891,
    steps: [
      { do: "list", id: 52666491, waitMs: 0, mode: 2 },
      { do: "visit", id: 1598740197, waitMs: 0, phone: 2, from: 4, button: 1, laterMin: null },
      { do: "visit", id: 1328179944, waitMs: 0, phone: 7, from: 2, button: 1, laterMin: null },
    ],
  },
  "the look-ups of several calls, of which no list says anything, keep to thirty a minute together": {
    ...calm,
    seed: 486181045,
    steps: [
      { do: "visit", id: 607364300, waitMs: 0, phone: 7, from: 2, button: 0, laterMin: 60 },
      { do: "list", id: 453334454, waitMs: 759378, mode: 3 },
      { do: "visit", id: 1436352611, waitMs: 586948, phone: 0, from: 1, button: 0, laterMin: 30 },
      { do: "visit", id: 1435767547, waitMs: 3659182, phone: 4, from: 2, button: 0, laterMin: 5 },
      { do: "look", id: 231356448, waitMs: 771361 },
    ],
  },
  "a call whose id the provider gave for another call as well is told its end": {
    ...calm,
    seed: 1293152422,
    start: 2,
    steps: [
      { do: "dial fault", id: 1040596441, waitMs: 0, fault: 13 },
      { do: "dial fault", id: 1505549056, waitMs: 0, fault: 14 },
      { do: "list", id: 1740018387, waitMs: 232351, mode: 6 },
      { do: "hooks", id: 568804496, waitMs: 20061643, mode: 0 },
      { do: "visit", id: 176562758, waitMs: 163775, phone: 2, from: 3, button: 0, laterMin: null },
      { do: "visit", id: 962364538, waitMs: 0, phone: 3, from: 0, button: 1, laterMin: null },
    ],
  },
  "two calls that rang an owner who picked up neither both end, though the list has no word for it": {
    ...calm,
    seed: 663109955,
    limits: 2,
    shape: 21,
    steps: [
      { do: "phone", id: 674912773, waitMs: 0, phone: 10, mood: 2 },
      { do: "visit", id: 1190827148, waitMs: 41145, phone: 6, from: 7, button: 0, laterMin: null },
      { do: "visit", id: 589328105, waitMs: 48557, phone: 3, from: 7, button: 0, laterMin: null },
    ],
  },
  "the row of a call that was given another's id is no later call's to the same number": {
    ...calm,
    seed: 1314139945,
    limits: 2,
    steps: [
      { do: "visit", id: 1328415817, waitMs: 0, phone: 5, from: 8, button: 0, laterMin: null },
      { do: "dial fault", id: 457921656, waitMs: 0, fault: 13 },
      { do: "phone", id: 535114580, waitMs: 46251, phone: 5, mood: 1 },
      { do: "list", id: 1551508714, waitMs: 0, mode: 1 },
      { do: "visit", id: 2128897758, waitMs: 0, phone: 5, from: 2, button: 0, laterMin: null },
    ],
  },
  "a call that was never placed does not end as the talk of the one before it, whose id was a stranger's": {
    ...calm,
    seed: 304196794,
    limits: 2,
    ownServer: true,
    steps: [
      { do: "dial fault", id: 1830107137, waitMs: 0, fault: 13 },
      { do: "visit", id: 149335877, waitMs: 0, phone: 3, from: 6, button: 0, laterMin: null },
      { do: "dial fault", id: 178974307, waitMs: 44899, fault: 10 },
      { do: "visit", id: 948875673, waitMs: 0, phone: 3, from: 7, button: 0, laterMin: null },
    ],
  },
  "a call that never left does not end as an earlier talk to the same number that SIPNET placed twice": {
    ...calm,
    seed: 1325759644,
    ownServer: true,
    agents: true,
    steps: [
      { do: "visit", id: 1020775763, waitMs: 0, phone: 2, from: 2, button: 0, laterMin: null },
      { do: "dial fault", id: 2047781075, waitMs: 2026, fault: 16 },
      { do: "visit", id: 744260906, waitMs: 0, phone: 2, from: 1, button: 0, laterMin: 5 },
      { do: "dial fault", id: 1427990434, waitMs: 0, fault: 10 },
      { do: "list", id: 1289192122, waitMs: 15082952, mode: 5 },
    ],
  },
  "a busy line is told as busy, though SIPNET's list shows the call late, and an earlier talk without an id": {
    ...calm,
    seed: 998534425,
    limits: 2,
    shape: 7,
    steps: [
      { do: "visit", id: 1580202494, waitMs: 0, phone: 0, from: 8, button: 0, laterMin: null },
      { do: "phone", id: 758028553, waitMs: 899986, phone: 0, mood: 1 },
      { do: "list", id: 1344892729, waitMs: 0, mode: 1 },
      { do: "visit", id: 218277772, waitMs: 0, phone: 0, from: 0, button: 0, laterMin: null },
    ],
  },
  "a busy line is told as busy, though a promise was kept hours before in a row that has no id": {
    ...calm,
    seed: 267414867,
    limits: 3,
    shape: 9,
    steps: [
      { do: "visit", id: 1725891105, waitMs: 0, phone: 0, from: 2, button: 1, laterMin: 1 },
      { do: "phone", id: 786362564, waitMs: 16576308, phone: 0, mood: 1 },
      { do: "list", id: 307438939, waitMs: 0, mode: 1 },
      { do: "visit", id: 773842914, waitMs: 0, phone: 0, from: 7, button: 1, laterMin: null },
    ],
  },
};
