/** The console's entry: the language first, because every word is chosen by it, then the frame. */
import { chooseLanguage } from "./words.ts";
import { OwnerConsole } from "./owner-console.ts";
import "./look/index.css";

document.documentElement.lang = chooseLanguage(location.search, navigator.languages);
customElements.define("owner-console", OwnerConsole);
