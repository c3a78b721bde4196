/** Colleagues: invited by a link that is good once, signed in by passkey, in the role they were given. */
import type { RegistrationResponseJSON } from "@simplewebauthn/server";
import { Hono } from "hono/tiny";
import * as v from "valibot";
import type { Invitation, PeopleReply } from "../contract/owner-access.ts";
import { readJson } from "../http/body.ts";
import { Refusal } from "../http/problem.ts";
import { deskOf } from "../objects.ts";
import { addressOf, type App, shield } from "../services.ts";
import { creationOptions, newPasskey } from "./passkeys.ts";
import { note, openSession, requireOwnOrigin, requireProof } from "./session.ts";

const text = v.pipe(v.string(), v.maxLength(16_384));
const form = v.strictObject({
  name: v.pipe(v.string(), v.trim(), v.minLength(1, "must not be empty"), v.maxLength(60)),
  role: v.picklist(["owner", "manager", "viewer"], "must be owner, manager or viewer"),
});
const answer = v.object({
  device: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(80)), ""),
  response: v.optional(v.looseObject({ id: text, response: v.looseObject({ clientDataJSON: text }) })),
});

/** `/v1/owner/people` */
export const people = new Hono<App>()
  .get("/", async (c) => c.json<PeopleReply>({ people: await deskOf(c.env).people() }))
  .post("/", async (c) => {
    requireProof(c);
    const { name, role } = await readJson(c, form);
    const invited = await deskOf(c.env).invite(name, role);
    if (!invited) throw new Refusal("bad-request", { detail: "There are too many people: remove somebody first" });
    await note(c, "invited a colleague", name);
    const url = `${new URL(c.req.url).origin}/console/#/join/${invited.invitation}`;
    return c.json<Invitation>({ ...invited.person, url }, 201);
  })
  .delete("/:id", async (c) => {
    requireProof(c);
    const person = (await deskOf(c.env).people()).find(({ id }) => id === c.req.param("id"));
    if (!person || !(await deskOf(c.env).removePerson(person.id))) throw new Refusal("not-found");
    await note(c, "removed a colleague", person.name);
    return c.body(null, 204);
  });

/** `POST /v1/invitations/{token}`: first for the options of a passkey, then with it. */
export const invitations = new Hono<App>().post("/:token", async (c) => {
  requireOwnOrigin(c);
  await shield(c, addressOf(c), "post");
  c.header("cache-control", "no-store");
  const token = c.req.param("token");
  const { device, response } = await readJson(c, answer, 32_768);
  const person = /^[\w-]{43}$/.test(token) ? await deskOf(c.env).invited(token) : null;
  const detail = "This invitation was used or is too old: ask for another one";
  if (!person) throw new Refusal("not-found", { rule: "invitation.unknown", detail });
  const { name, role } = person;
  if (!response) return c.json({ name, role, options: await creationOptions(c, person.id, name) });
  const record = await newPasskey(c, response as unknown as RegistrationResponseJSON);
  const passkey = { record, person: person.id };
  if (!(await deskOf(c.env).accept(token, passkey, device || name)))
    throw new Refusal("not-found", { rule: "invitation.unknown", detail });
  await deskOf(c.env).note("joined", role, name);
  await openSession(c, person.id, record.id);
  return c.body(null, 204);
});
