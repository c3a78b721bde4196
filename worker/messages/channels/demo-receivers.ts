/** Where the demo's own receivers are, by a binding of its build: no setting, route or request can say so. */

declare const DEMO_RECEIVERS: string | undefined;

/** `http://127.0.0.1:8788/receivers` in the demo; null everywhere else. */
export const demoReceivers: string | null = typeof DEMO_RECEIVERS === "string" ? DEMO_RECEIVERS : null;
