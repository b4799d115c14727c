import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { blindDigest, type IndexPurpose } from './blind-index.ts';
import { randomBytesOf } from './random.ts';
import { secretKey } from './sealing.ts';

/** One secret of the key file. Versions count from 1; the highest is the one that writes. */
export type KeyRecord = { readonly version: number; readonly madeAt: string; readonly secret: string };

/** The whole key file. It holds everything that must never be in the database or in a backup. */
export type KeyFile = {
  readonly format: 'fangxin-keys-1';
  readonly id: string;
  readonly master: readonly KeyRecord[];
  readonly phone: readonly KeyRecord[];
  readonly idNumber: readonly KeyRecord[];
  readonly signing: readonly KeyRecord[];
};

export type IndexDigest = { readonly purpose: IndexPurpose; readonly version: number; readonly digest: Buffer };

type Versions = { readonly newest: number; readonly keys: ReadonlyMap<number, KeyObject> };

const symmetric = (records: readonly KeyRecord[], name: string): Versions =>
  versions(records, name, (secret) => {
    const bytes = Buffer.from(secret, 'base64');
    if (bytes.length !== 32) throw new Error(`key file: a ${name} key must have 32 bytes`);
    return secretKey(bytes);
  });

const versions = (records: readonly KeyRecord[], name: string, read: (secret: string) => KeyObject): Versions => {
  const keys = new Map(records.map((record) => [record.version, read(record.secret)]));
  if (keys.size === 0 || keys.size !== records.length) throw new Error(`key file: ${name} keys are missing or doubled`);
  return { newest: Math.max(...keys.keys()), keys };
};

const ofVersion = (all: Versions, version: number, name: string): KeyObject => {
  const key = all.keys.get(version);
  if (key === undefined) throw new Error(`the key file has no ${name} key of version ${version}`);
  return key;
};

/** The opened key file: master keys, blind-index keys and signing keys, each by version. */
export class Keyring {
  readonly id: string;
  readonly masterVersion: number;
  readonly signingVersion: number;
  readonly #master: Versions;
  readonly #index: Readonly<Record<IndexPurpose, Versions>>;
  readonly #signing: Versions;
  readonly #derived = new Map<string, KeyObject>();

  constructor(file: KeyFile) {
    this.id = file.id;
    this.#master = symmetric(file.master, 'master');
    this.#index = { phone: symmetric(file.phone, 'phone'), 'id-number': symmetric(file.idNumber, 'id-number') };
    this.#signing = versions(file.signing, 'signing', (secret) =>
      createPrivateKey({ key: Buffer.from(secret, 'base64'), format: 'der', type: 'pkcs8' }),
    );
    this.masterVersion = this.#master.newest;
    this.signingVersion = this.#signing.newest;
  }

  master(version: number): KeyObject {
    return ofVersion(this.#master, version, 'master');
  }

  /** A key for short-lived things (codes, tickets) that may fail after a rotation: newest master key, by label. */
  derived(label: string): KeyObject {
    let key = this.#derived.get(label);
    if (key === undefined) {
      key = secretKey(createHmac('sha256', this.master(this.masterVersion)).update(`derived:${label}`).digest());
      this.#derived.set(label, key);
    }
    return key;
  }

  /** The digest to store: newest version only. */
  digest(purpose: IndexPurpose, value: string): IndexDigest {
    const { newest } = this.#index[purpose];
    return {
      purpose,
      version: newest,
      digest: blindDigest(ofVersion(this.#index[purpose], newest, purpose), purpose, value),
    };
  }

  /** The digests to look for: every version still held, newest first, so a rotation under way misses nobody. */
  digests(purpose: IndexPurpose, value: string): IndexDigest[] {
    return [...this.#index[purpose].keys]
      .map(([version, key]) => ({ purpose, version, digest: blindDigest(key, purpose, value) }))
      .sort((a, b) => b.version - a.version);
  }

  /** Ed25519 over the bytes of the text. */
  sign(text: string): { version: number; signature: string } {
    const key = ofVersion(this.#signing, this.signingVersion, 'signing');
    return {
      version: this.signingVersion,
      signature: sign(null, Buffer.from(text, 'utf8'), key).toString('base64url'),
    };
  }

  verifies(text: string, version: number, signature: string): boolean {
    const key = this.#signing.keys.get(version);
    return (
      key !== undefined &&
      verify(null, Buffer.from(text, 'utf8'), createPublicKey(key), Buffer.from(signature, 'base64url'))
    );
  }

  /** PEM of the public signing keys by version, for publication beside receipts and signed heads. */
  publicKeys(): { version: number; pem: string }[] {
    return [...this.#signing.keys].map(([version, key]) => ({
      version,
      pem: createPublicKey(key).export({ format: 'pem', type: 'spki' }).toString(),
    }));
  }
}

export type KeyFamily = 'master' | 'phone' | 'idNumber' | 'signing';

const newSecret = (family: KeyFamily): string =>
  family === 'signing'
    ? generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')
    : randomBytesOf(32).toString('base64');

const newest = (records: readonly KeyRecord[]): number => Math.max(0, ...records.map((record) => record.version));

const withVersion = (records: readonly KeyRecord[], family: KeyFamily, madeAt: Date): KeyRecord[] => [
  ...records,
  { version: newest(records) + 1, madeAt: madeAt.toISOString(), secret: newSecret(family) },
];

/** The key file with one more version of one family; older versions stay for reading. */
export const withNewVersion = (file: KeyFile, family: KeyFamily, madeAt: Date): KeyFile => ({
  ...file,
  [family]: withVersion(file[family], family, madeAt),
});

export const newKeyFile = (madeAt: Date): KeyFile => ({
  format: 'fangxin-keys-1',
  id: randomBytesOf(8).toString('hex'),
  master: withVersion([], 'master', madeAt),
  phone: withVersion([], 'phone', madeAt),
  idNumber: withVersion([], 'idNumber', madeAt),
  signing: withVersion([], 'signing', madeAt),
});
