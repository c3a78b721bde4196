/** `/v1/owner/*`: who asks is checked first (401), then what is asked. */
import { Hono } from "hono";
import { readJson } from "./body.ts";
import { targetOf, type Button } from "./button.ts";
import { hookSecret } from "./hooks.ts";
import { extrasChange } from "./owner-forms.ts";
import { ownerSafety } from "./owner-safety.ts";
import { Refusal } from "./problem.ts";
import { type App, buttonsOf } from "./services.ts";
import { requireOwner, session } from "./session.ts";

export const owner = new Hono<App>()
  .route("/session", session)
  .use(requireOwner)
  .get("/buttons", async (c) => c.json({ buttons: (await buttonsOf(c).list()).map(shown) }))
  .get("/buttons/:cid", async (c) =>
    c.json(shown(found((await buttonsOf(c).list()).find(({ cid }) => cid === c.req.param("cid"))))),
  )
  .put("/buttons/:cid", async (c) => {
    const change = await readJson(c, extrasChange(c.get("services").settings), 65_536);
    const button = found(await buttonsOf(c).save(c.req.param("cid"), change));
    c.get("services").catalog.forget();
    return c.json(shown(button));
  })
  .route("/", ownerSafety)
  .post("/webhook", async (c) => {
    const { settings, keys, sipnet } = c.get("services");
    const hook = `${settings.publicUrl}/v1/hooks/sipnet/`;
    await sipnet.call("webhook", { action: "set", url: hook + (await hookSecret(keys)) });
    // The secret segment goes to the provider and to nobody else.
    return c.json({ url: `${hook}***` });
  });

function found(button: Button | null | undefined): Button {
  if (!button) throw new Refusal("not-found", { detail: "There is no button of this cid" });
  return button;
}

/** As the owner sees it: with who is really rung first. */
function shown(button: Button): Button {
  return { ...button, rings: targetOf(button).rings };
}
