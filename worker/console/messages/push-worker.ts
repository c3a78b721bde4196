/**
 * The service worker of the console: shows what is pushed, and opens the missed calls when that is pressed. It keeps
 * no page and answers no request, so the console is as new as the Worker at each load.
 */

/** As much of a service worker's world as is used; the pages' types know nothing of it. */
interface Lasting {
  waitUntil(work: Promise<unknown>): void;
}
interface Pushed extends Lasting {
  data: { text(): string } | null;
}
interface Pressed extends Lasting {
  notification: { close(): void };
}
interface Scope {
  addEventListener(name: "push", heard: (event: Pushed) => void): void;
  addEventListener(name: "notificationclick", heard: (event: Pressed) => void): void;
  registration: { showNotification(title: string, options: NotificationOptions): Promise<void> };
  clients: { openWindow(url: string): Promise<unknown> };
}

const scope = globalThis as unknown as Scope;

scope.addEventListener("push", (event) => {
  const { title, body, tag, lang } = noteIn(event.data?.text() ?? "");
  event.waitUntil(scope.registration.showNotification(title, { body, tag, lang, icon: "/console/icon.svg" }));
});

// A page of its own: one that is open may hold what somebody has typed.
scope.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(scope.clients.openWindow("/console/#/calls/missed"));
});

/** Something is always shown, for a browser takes the leave away from whoever pushes in silence. */
function noteIn(text: string): { title: string; body: string; tag: string; lang: string } {
  const unknown = { title: location.host, body: "", tag: "unknown", lang: "" };
  try {
    return { ...unknown, ...(JSON.parse(text) as object) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return unknown;
  }
}
