/**
 * In the deployed script this takes the place of every `@peculiar/*` package that the passkeys' library reads
 * certificates with. We ask for no attestation, so no authenticator has a chain of certificates to show, and what would
 * read one is a quarter of a megabyte to be compiled at each cold start. What is left is two numbers: an ECDSA
 * signature. Whoever shows a certificate all the same is refused.
 */
class CertificateUnread extends Error {
  override name = "CertificateUnread";
}

/** Stands for every kind of value but the one that is read. */
function Unread(): never {
  throw new CertificateUnread("Certificates of authenticators are not read");
}
const unread = "unread";

/** SEQUENCE of two INTEGERs. RFC 3279, section 2.2.3. */
export class ECDSASigValue {
  readonly r: Uint8Array;
  readonly s: Uint8Array;

  constructor(der: Uint8Array) {
    const [body, beyond] = take(der, 0x30);
    const [r, rest] = take(body, 0x02);
    const [s, more] = take(rest, 0x02);
    if (beyond.length > 0 || more.length > 0) throw new CertificateUnread("More than a signature");
    this.r = r;
    this.s = s;
  }
}

export const AsnParser = {
  parse(der: Uint8Array, kind: unknown): ECDSASigValue {
    if (kind !== ECDSASigValue) throw new CertificateUnread("Certificates of authenticators are not read");
    return new ECDSASigValue(der);
  },
};

/** The value that the bytes begin with, and what comes after it. X.690, section 8.1; none is longer than 255 bytes. */
function take(bytes: Uint8Array, tag: number): [value: Uint8Array, rest: Uint8Array] {
  const [first, short = 256, long = 256] = bytes;
  const [start, length] = short === 0x81 ? [3, long] : [2, short];
  const isShort = short === 0x81 ? length > 127 : length <= 127;
  if (first !== tag || !isShort || bytes.length < start + length) throw new CertificateUnread("No signature");
  return [bytes.subarray(start, start + length), bytes.subarray(start + length)];
}

export {
  Unread as AuthorityKeyIdentifierExtension,
  Unread as BasicConstraints,
  Unread as Certificate,
  Unread as CRLDistributionPointsExtension,
  Unread as ECParameters,
  Unread as ExtendedKeyUsage,
  Unread as KeyDescription,
  Unread as OctetString,
  Unread as RSAPublicKey,
  Unread as SubjectAlternativeName,
  Unread as SubjectKeyIdentifierExtension,
  Unread as X509Certificate,
  Unread as X509ChainBuilder,
  Unread as X509Crl,
  unread as id_ce_basicConstraints,
  unread as id_ce_extKeyUsage,
  unread as id_ce_keyDescription,
  unread as id_ce_subjectAltName,
  unread as id_ecdsaWithSHA256,
  unread as id_ecdsaWithSHA384,
  unread as id_ecdsaWithSHA512,
  unread as id_ecPublicKey,
  unread as id_ml_dsa_44,
  unread as id_ml_dsa_65,
  unread as id_ml_dsa_87,
  unread as id_rsaEncryption,
  unread as id_secp256r1,
  unread as id_secp384r1,
  unread as id_sha1WithRSAEncryption,
  unread as id_sha256WithRSAEncryption,
  unread as id_sha384WithRSAEncryption,
  unread as id_sha512WithRSAEncryption,
};
