/** Stands in for the demo build's binding in tests in workerd: production has neither this module nor the binding. */
import { env } from "cloudflare:workers";

export const demoReceivers: string | null = (env as { TEST_RECEIVERS?: string }).TEST_RECEIVERS ?? null;
