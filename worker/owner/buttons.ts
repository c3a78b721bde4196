/** `/v1/owner/buttons`: the owner's buttons, in sync with SIPNET's. */
import { note, requireProof } from "../access/session.ts";
import { Hono } from "hono/tiny";
import * as v from "valibot";
import { check, readJson } from "../http/body.ts";
import { defaultExtras, ringsFirst } from "../buttons/button.ts";
import { readingsOf } from "../buttons/reach.ts";
import type { ButtonExtras } from "../contract/button.ts";
import type { NotSaved, SaveOutcome } from "../buttons/outcome.ts";
import { now } from "../time/clock.ts";
import { exportFile, importFile } from "./buttons-file.ts";
import { buttonChange, changesIn, type FormRules, withoutUnchanged } from "./button-form.ts";
import type { AdditionAnswer, ImportReply, OwnerButton } from "../contract/owner-buttons.ts";
import { Refusal } from "../http/problem.ts";
import { refusalOf } from "../http/provider-problem.ts";
import { type App, type Ctx, languageOf } from "../services.ts";
import { buttonsOf } from "../objects.ts";

const mostBytes = 65_536;
const mostFileBytes = 1_048_576;
const versionNumber = v.optional(v.pipe(v.number("version: must be a number"), v.integer(), v.minValue(0)));
const anything = v.record(v.string(), v.unknown(), "must be an object");
const importRequest = v.strictObject({ file: v.unknown(), apply: v.optional(v.boolean(), false) });

/** Whose phones ring, and which sites may make them ring. */
const provedFields = ["phone", "agents", "origins", "account"] as const;

const additionAnswer: v.GenericSchema<unknown, AdditionAnswer> = v.strictObject({
  resolve: v.pipe(v.string('must be "again", "drop" or a cid'), v.minLength(1), v.maxLength(64)),
});

export const ownerButtons = new Hono<App>()
  .get("/buttons", async (c) => {
    const { buttons, ...rest } = await buttonsOf(c.env).list();
    return c.json({ ...rest, buttons: buttons.map((button) => shown(c, button)) });
  })
  .get("/buttons.json", async (c) => {
    requireProof(c);
    c.header("content-disposition", 'attachment; filename="buttons.json"');
    return c.json(exportFile(await buttonsOf(c.env).list(), new Date(now()).toISOString()));
  })
  .post("/buttons", async (c) => {
    requireProof(c);
    const change = await readJson(c, buttonChange(await formRules(c)), mostBytes);
    if (change.phone === undefined) throw new Refusal("bad-request", { detail: "phone: is missing" });
    refuseContrary(change.rings, { ...defaultExtras, ...change });
    const saved = await buttonsOf(c.env).add(change, null);
    return added(c, saved, "added a button");
  })
  .post("/buttons/import", async (c) => {
    const { file, apply } = await readJson(c, importRequest, mostFileBytes);
    if (apply) requireProof(c);
    const changes = await importFile(c, file, apply);
    if (apply) await changed(c, "imported buttons", `${changes.length}`);
    return c.json<ImportReply>({ applied: apply, changes });
  })
  .post("/buttons/adding/:id", async (c) => {
    const { resolve } = await readJson(c, additionAnswer, mostBytes);
    if (!(await buttonsOf(c.env).resolveAddition(c.req.param("id"), resolve))) throw unknownButton();
    await changed(c, "settled an addition", resolve);
    return c.body(null, 204);
  })
  .post("/buttons/:cid/restore", async (c) => {
    const cid = c.req.param("cid");
    return added(c, await buttonsOf(c.env).add({}, cid), `restored the button ${cid}`);
  })
  .get("/buttons/:cid", async (c) => c.json(shown(c, await find(c))))
  .put("/buttons/:cid", async (c) => {
    const cid = c.req.param("cid");
    const { version: given, ...sent } = await readJson(c, anything, mostBytes);
    const version = check(versionNumber, given);
    const before = await find(c);
    const base = version === undefined ? null : await buttonsOf(c.env).seenAt(cid, version);
    const change = check(
      buttonChange(await formRules(c)),
      base ? changesIn(sent, base) : withoutUnchanged(sent, before),
    );
    if (provedFields.some((field) => change[field] !== undefined)) requireProof(c);
    refuseContrary(change.ring === undefined ? change.rings : sent.rings, { ...before, ...change });
    const saved = await buttonsOf(c.env).save(cid, change, version ?? null);
    if (!isSaved(saved)) throw notSaved(cid, saved);
    await changed(c, "changed a button", cid);
    return c.json(saved.button && shown(c, saved.button), saved.kind === "done" ? 200 : 202);
  })
  .delete("/buttons/:cid", async (c) => {
    const cid = c.req.param("cid");
    const saved = await buttonsOf(c.env).remove(cid);
    if (!isSaved(saved)) throw notSaved(cid, saved);
    await changed(c, "deleted a button", cid);
    return saved.kind === "done" ? c.body(null, 204) : c.json(saved.button, 202);
  })
  .post("/sync", async (c) => {
    const reply = await buttonsOf(c.env).sync();
    if ("kind" in reply) throw refusalOf(reply);
    await changed(c, "synchronized the buttons");
    return c.json(reply);
  });

/** What a button's fields are held against. */
async function formRules(c: Ctx): Promise<FormRules> {
  const { settings, sites } = c.get("services");
  return { countries: settings.countries, sites: await sites.all(), lang: languageOf(c) };
}

/** Several agents settle who is rung first: whoever says otherwise would be surprised. @throws Refusal */
function refuseContrary(rings: unknown, button: Pick<ButtonExtras, "agents" | "ring" | "rings">): void {
  if (rings === undefined || rings === ringsFirst(button)) return;
  const first = ringsFirst(button);
  const detail = `rings: with several agents and ring "${button.ring}" the ${first} is rung first`;
  throw new Refusal("bad-request", { status: 422, rule: "button.rings", detail });
}

/** With what was understood of its phones. */
function shown(c: Ctx, button: OwnerButton): OwnerButton {
  return { ...button, phones: readingsOf(button, c.get("services").settings.countries) };
}

async function find(c: Ctx): Promise<OwnerButton> {
  const { buttons } = await buttonsOf(c.env).list();
  const button = buttons.find(({ cid }) => cid === c.req.param("cid"));
  if (!button) throw unknownButton();
  return button;
}

async function added(c: Ctx, saved: SaveOutcome, act: string): Promise<Response> {
  if (!isSaved(saved)) throw notSaved("", saved);
  await changed(c, act, saved.button?.cid);
  if (!saved.button) return c.json({ adding: true }, 202);
  return c.json(shown(c, saved.button), 201, { location: `/v1/owner/buttons/${saved.button.cid}` });
}

/** After every change: it is on record, and the next visitor sees it. */
async function changed(c: Ctx, act: string, subject?: string): Promise<void> {
  c.get("services").buttonCache.forget();
  await note(c, act, subject);
}

function isSaved(saved: SaveOutcome): saved is Exclude<SaveOutcome, NotSaved> {
  return saved.kind === "done" || saved.kind === "pending";
}

function notSaved(cid: string, saved: NotSaved): Refusal {
  if (saved.kind === "failed") return refusalOf(saved.fault);
  if (saved.kind === "gone") return unknownButton();
  const { kind: _, ...conflict } = saved;
  const who =
    conflict.source === "sipnet" ? "SIPNET has another record by now" : "Somebody has changed it at a console";
  const detail = `${who}. Send it again with resolve: "mine" or "theirs", or with theirs as seen`;
  return new Refusal("conflict", { detail, extra: { cid, ...conflict, resolve: ["mine", "theirs"] } });
}

function unknownButton(): Refusal {
  return new Refusal("not-found", { rule: "button.unknown", detail: "There is no button of this cid" });
}
