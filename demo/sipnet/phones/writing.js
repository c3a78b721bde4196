/** How the page writes numbers, times and money. */
import { language } from "./words.js";

/** @param {string} number */
export function writePhone(number) {
  const russian = /^7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(number);
  if (russian) return `+7 ${russian[1]} ${russian[2]}-${russian[3]}-${russian[4]}`;
  return /^\d{7,}$/.test(number) ? `+${number}` : number;
}

/** Minutes and seconds: `0:07`. @param {number} ms */
export function writeTime(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

const money = new Intl.NumberFormat(language, { style: "currency", currency: "RUB", currencyDisplay: "narrowSymbol" });

/** @param {number} roubles */
export const writeMoney = (roubles) => money.format(roubles);

/**
 * An element with its class and children.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} className
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, className, ...children) {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...children);
  return element;
}
