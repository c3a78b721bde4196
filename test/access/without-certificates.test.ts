/** What the deployed script reads of a passkey's answer in the place of the library's own reader. */
import assert from "node:assert/strict";
import { generateKeyPairSync, sign, verify } from "node:crypto";
import test from "node:test";
import { AsnParser, ECDSASigValue, X509Certificate } from "../../worker/access/without-certificates.ts";

const curves = [
  ["P-256", 32],
  ["P-384", 48],
  ["P-521", 66],
] as const;

for (const [namedCurve, size] of curves) {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve });
  const signed = Array.from({ length: 200 }, (_, n) => {
    const text = Buffer.from(`challenge ${n}`);
    return { text, der: sign("sha256", text, privateKey) };
  });

  test(`signatures by a key on ${namedCurve} are read as its owner made them`, () => {
    for (const { text, der } of signed) {
      const { r, s } = AsnParser.parse(der, ECDSASigValue);
      const signature = Buffer.concat([r, s].map((number) => fitted(number, size)));
      assert.ok(verify("sha256", text, { key: publicKey, dsaEncoding: "ieee-p1363" }, signature));
    }
  });

  test(`no signature on ${namedCurve} is read that lacks its end or has more than one`, () => {
    for (const { der } of signed.slice(0, 20)) {
      for (let length = 0; length < der.length; length++)
        assert.throws(() => AsnParser.parse(der.subarray(0, length), ECDSASigValue), { name: "CertificateUnread" });
      const longer = Buffer.concat([der, Buffer.of(0)]);
      assert.throws(() => AsnParser.parse(longer, ECDSASigValue), { name: "CertificateUnread" });
      const other = Buffer.concat([Buffer.of(0x31), der.subarray(1)]);
      assert.throws(() => AsnParser.parse(other, ECDSASigValue), { name: "CertificateUnread" });
    }
  });
}

test("whoever shows a certificate is refused", () => {
  assert.throws(() => AsnParser.parse(new Uint8Array([0x30, 0]), X509Certificate), { name: "CertificateUnread" });
  assert.throws(() => Reflect.construct(X509Certificate, []), { name: "CertificateUnread" });
});

/** In so many bytes, as WebCrypto has it. */
function fitted(number: Uint8Array, size: number): Buffer {
  const digits = Buffer.from(number).subarray(-size);
  return Buffer.concat([Buffer.alloc(size - digits.length), digits]);
}
