/** The record of a button, in writings that must go back as they came. */
import { changing, ofAnswers, ofRows } from "./reshape.ts";

export const buttonShapes = {
  "design-in-words": ofRows("a button's design is a word", ({ button }) => ({
    button: (record) => changing(button(record), ["btntype"], (design) => `design-btn-${String(design)}`),
  })),
  "keypad-in-words": ofRows("whether a button has a keypad is said in Russian", ({ button }) => ({
    button: (record) => changing(button(record), ["dtmf"], (is) => (is === "Y" || is === "Да" ? "Да" : "Нет")),
  })),
  "texts-stored-otherwise": ofAnswers("a text is stored with other quotes and dashes than it came with", {
    stored: (text) =>
      text
        .replace(/[«»„“”]/g, '"')
        .replaceAll("—", "-")
        .replaceAll("ё", "е"),
  }),
  "add-says-nothing": ofAnswers("what adds a button answers no more than that it did", { tellsAdded: false }),
};
