/** A certificate authority of our own, and one certificate of it, made by Debian's openssl. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Authority {
  /** The authority's certificate: what a client must trust. */
  ca: string;
  caFile: string;
  certificate: string;
  key: string;
  remove(): Promise<void>;
}

export async function makeAuthority(host: string): Promise<Authority> {
  const folder = await mkdtemp(join(tmpdir(), "own-authority-"));
  const at = (name: string) => join(folder, name);
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  openssl("req", "-x509", ...curve, "-keyout", at("ca.key"), "-out", at("ca.pem"), "-subj", "/CN=Our own authority");
  const signed = ["-CA", at("ca.pem"), "-CAkey", at("ca.key"), "-addext", `subjectAltName=DNS:${host},IP:127.0.0.1`];
  openssl(
    "req",
    "-x509",
    ...curve,
    ...signed,
    "-addext",
    "basicConstraints=critical,CA:FALSE",
    "-keyout",
    at("key.pem"),
    "-out",
    at("cert.pem"),
    "-subj",
    `/CN=${host}`,
  );
  return {
    ca: readFileSync(at("ca.pem"), "utf8"),
    caFile: at("ca.pem"),
    certificate: at("cert.pem"),
    key: at("key.pem"),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function openssl(...args: string[]): void {
  const { status, stderr } = spawnSync("openssl", args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`openssl ${args[0]}: ${stderr}`);
}
