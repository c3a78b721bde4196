/** An ordinary certificate chain, of the size that public authorities issue: an ECDSA leaf and one intermediate. */
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const start = promisify(execFile);

export interface Chain {
  key: string;
  /** Leaf and intermediate, as a server sends them. */
  cert: string;
}

/** What a leaf of today carries beside its names: where to ask for revocation, and two signed timestamps (RFC 6962). */
const extensions = (timestamps: string) => `
[authority]
basicConstraints = critical,CA:TRUE,pathlen:0
keyUsage = critical,keyCertSign,cRLSign,digitalSignature
extendedKeyUsage = serverAuth,clientAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
authorityInfoAccess = caIssuers;URI:http://x1.authority.example/
crlDistributionPoints = URI:http://x1.authority.example/
certificatePolicies = 2.23.140.1.2.1
[leaf]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
authorityInfoAccess = caIssuers;URI:http://e5.authority.example/
crlDistributionPoints = URI:http://e5.authority.example/71.crl
certificatePolicies = 2.23.140.1.2.1
subjectAltName = DNS:localhost,DNS:calls.example.com
1.3.6.1.4.1.11129.2.4.2 = ASN1:FORMAT:HEX,OCTETSTRING:${timestamps}
`;

/** Makes a chain in `directory`, with openssl. */
export async function makeChain(directory: string): Promise<Chain> {
  const path = (name: string) => join(directory, name);
  const openssl = (...args: string[]) => start("openssl", args, { cwd: directory, timeout: 20_000 });
  await writeFile(path("extensions"), extensions(randomBytes(242).toString("hex")));
  const ask = async (name: string, subject: string, curve: string) => {
    await openssl("ecparam", "-name", curve, "-genkey", "-noout", "-out", `${name}.key`);
    await openssl("req", "-new", "-key", `${name}.key`, "-subj", subject, "-out", `${name}.csr`);
  };
  const sign = (name: string, by: string, section: string) => {
    const signed = ["-in", `${name}.csr`, "-out", `${name}.pem`, "-days", "90", "-sha384"];
    const signer = ["-CA", `${by}.pem`, "-CAkey", `${by}.key`, "-CAcreateserial"];
    return openssl("x509", "-req", ...signed, ...signer, "-extfile", "extensions", "-extensions", section);
  };
  await openssl("ecparam", "-name", "secp384r1", "-genkey", "-noout", "-out", "root.key");
  const rootSubject = "/C=US/O=Internet Authority Research Group/CN=Authority Root X2";
  await openssl("req", "-new", "-x509", "-key", "root.key", "-days", "90", "-subj", rootSubject, "-out", "root.pem");
  await ask("middle", "/C=US/O=Internet Authority/CN=E5", "secp384r1");
  await sign("middle", "root", "authority");
  await ask("leaf", "/CN=calls.example.com", "prime256v1");
  await sign("leaf", "middle", "leaf");
  const [key, leaf, middle] = await Promise.all(
    ["leaf.key", "leaf.pem", "middle.pem"].map((n) => readFile(path(n), "utf8")),
  );
  return { key: key ?? "", cert: `${leaf}${middle}` };
}
