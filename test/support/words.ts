/** What a visitor reads, all of it: the tables that the script has and those that load after a click. */
import { closerWords } from "../../widget/words/closer.ts";
import { en as english, ru as russian } from "../../widget/words/messages.ts";

export const en = { ...closerWords("en"), ...english };
export const ru = { ...closerWords("ru"), ...russian };
