/**
 * Loaded into wrangler, which would go on for ever when whoever started it is killed outright.
 * It ends itself, and with it workerd, as soon as the channel to its parent is gone.
 */
process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
