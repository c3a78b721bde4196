import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from "@angular/core";
import type { CallStateEvent } from "sipnet-call-button";

@Component({
  selector: "shop-home",
  // Angular asks no more of a custom element than this.
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <h1>Shop</h1>
    <button id="open" (click)="ask()">Ask us</button>
    <button id="move" (click)="first.set(!first())">Move</button>
    <button id="toggle" (click)="shown.set(!shown())">{{ shown() ? "Hide" : "Show" }}</button>
    <sipnet-call-settings [attr.endpoint]="endpoint" lang="en">
      @for (part of first() ? ["phone", "hours"] : ["hours", "phone"]; track part) {
        <p>
          @if (part === "hours") {
            Open round the clock
          } @else if (shown()) {
            <sipnet-call-button id="call" [button]="button" (sipnet-call-state)="onState($event)">
              <a href="tel:+74951234567">+7 495 123-45-67</a>
            </sipnet-call-button>
          }
        </p>
      }
    </sipnet-call-settings>
    <output>{{ heard().join(" ") }}</output>
  `,
})
export class Home {
  readonly endpoint = import.meta.env.VITE_ENDPOINT;
  readonly button = import.meta.env.VITE_BUTTON;
  readonly first = signal(true);
  readonly shown = signal(true);
  readonly heard = signal<string[]>([]);

  ask() {
    document.querySelector("sipnet-call-button")?.show();
  }

  onState({ state }: CallStateEvent) {
    this.heard.update((before) => [...before, state]);
  }
}
