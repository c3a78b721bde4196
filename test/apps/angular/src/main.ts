/** An Angular shop: two routes, and a button that moves and goes. */
import "@angular/compiler";
import "sipnet-call-button";
import { provideZonelessChangeDetection } from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";
import { provideRouter } from "@angular/router";
import { About } from "./about";
import { App } from "./app";
import { Home } from "./home";

await bootstrapApplication(App, {
  providers: [
    provideZonelessChangeDetection(),
    provideRouter([
      { path: "", pathMatch: "full", component: Home },
      { path: "about", component: About },
    ]),
  ],
});
