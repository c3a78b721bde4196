/** webbuttons: the records that a website's buttons are made from. */
import type { WebButton } from "../account.ts";
import { choose, need, needPhone, type Params, readCount } from "./params.ts";
import { Refusal } from "./refusal.ts";
import type { Operation, Visit } from "./visit.ts";

export const webbuttons: Operation = (visit) => {
  const { account, params } = visit;
  switch (choose(params, "action", ["list", "add", "update", "delete"], "list")) {
    case "list":
      return show(visit, account.buttons);
    case "add": {
      const button = readButton(visit, makeCid(visit.provider.random));
      account.buttons = [...account.buttons, button];
      return visit.provider.assumed.tellsAdded ? { ...show(visit, [button]), cid: button.cid } : {};
    }
    case "update": {
      // A field that is not sent falls back to its default: the document lists defaults for update, too.
      const button = readButton(visit, find(visit).cid);
      account.buttons = account.buttons.map((one) => (one.cid === button.cid ? button : one));
      return { ...show(visit, [button]), cid: button.cid };
    }
    case "delete": {
      const { cid } = find(visit);
      account.buttons = account.buttons.filter((one) => one.cid !== cid);
      return { cid };
    }
  }
};

function show({ provider }: Visit, buttons: readonly WebButton[]) {
  return { buttons: buttons.map((button) => provider.assumed.rows.button(button)) };
}

function find({ account, params }: Visit): WebButton {
  const cid = need(params, "cid").toUpperCase();
  const found = account.buttons.find((one) => one.cid === cid);
  if (found === undefined) throw new Refusal("unknown", "cid");
  return found;
}

function readButton({ provider, params }: Visit, cid: string): WebButton {
  const { stored } = provider.assumed;
  const color = params.get("color")?.trim() || "#008735";
  if (!/^#[0-9a-f]{6}$/i.test(color)) throw new Refusal("wrong", "color");
  return {
    cid,
    phone: needPhone(params, "phone"),
    color,
    btntype: readDesign(params),
    text: stored(params.get("text") ?? ""),
    descr: stored(params.get("descr") || "Кнопка через API"),
    dtmf: readKeypad(params),
  };
}

/** A number, or a word that the list itself gave out. */
function readDesign(params: Params): number {
  const word = /^design-btn-(\d{1,3})$/.exec(params.get("btntype")?.trim() ?? "")?.[1];
  return word === undefined ? readCount(params, "btntype", 2) : Number(word);
}

function readKeypad(params: Params): "Y" | "N" {
  const given = choose(params, "dtmf", ["Y", "N", "Да", "Нет"], "N");
  return given === "Y" || given === "Да" ? "Y" : "N";
}

/** 32 upper-case letters and digits: the token of SIPNET's own embed code. */
function makeCid(random: () => number): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  return Array.from({ length: 32 }, () => letters.charAt(Math.floor(random() * letters.length))).join("");
}
