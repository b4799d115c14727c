import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { complaintProjection, incidentProjection, proofChecks } from '#modules/complaints/facade.ts';
import { formerLaws } from '#modules/directory/law-history.ts';
import { loadLaw } from '#modules/directory/law-store.ts';
import { consultationProjection } from '#modules/intake/facade.ts';
import { reportProjection } from '#modules/reports/facade.ts';
import { elapsed, now } from '#platform/clock.ts';
import type { Keyring } from '#platform/crypto/keyring.ts';
import { TenantKeys } from '#platform/crypto/tenant-keys.ts';
import { type Database, nobody, openDatabase } from '#platform/db.ts';
import { erasuresPath } from '#platform/erasure-list.ts';
import type { StreamKey } from '#platform/events.ts';
import { filesGone } from '#platform/files/files-here.ts';
import { type FilesChecked, verifyStoredFiles } from '#platform/files/verify-files.ts';
import { auditDaysIn, checkHeads, type HeadsFile, HeadsRefused, headsIn } from '#platform/heads.ts';
import { Vault } from '#platform/vault.ts';
import { type Verified, verifyStreams } from '#platform/verify.ts';
import { verifyAudit } from '#platform/verify-audit.ts';
import type { BesideFault } from '#platform/verify-beside.ts';
import { verifyErasures } from '#platform/verify-erasures.ts';
import type { Fault } from '#platform/verify-faults.ts';
import { readArgs } from '../read-args.ts';
import type { Out, Run } from '../say.ts';
import { withInstance } from '../with-instance.ts';

const TOLD_AT_MOST = 200;
const TOLD_EVERY = 10_000;

/** `fangxin verify [--against HEADS]... [--erasures LIST] [--files]`: folds every history again and says where the tables tell something else. */
export const run: Run = async (argv, out) => {
  const { values } = readArgs({
    args: [...argv],
    options: { against: { type: 'string', multiple: true }, files: { type: 'boolean' }, erasures: { type: 'string' } },
  });
  return await withInstance(async ({ config, keyring, ownerUrl }) => {
    const against = values.against ?? [];
    const heads = await checkedHeads(against, keyring, out);
    if (heads === undefined) return 1;
    const owner = openDatabase({ url: ownerUrl, connections: 2 });
    try {
      const law = await owner.transact(nobody, loadLaw);
      const { calendar, rulebook, settingsOf } = law;
      const lawOf = (tenant: string) => ({ calendar, rulebook, settings: settingsOf(tenant) });
      const formerOf = await owner.transact(nobody, formerLaws);
      const keys = new TenantKeys(keyring, owner);
      const tell = teller(out);
      const so = await owner.transact(nobody, (tx) =>
        verifyStreams(tx, {
          vault: new Vault(keyring, keys),
          projections: [
            complaintProjection(lawOf, formerOf),
            incidentProjection,
            reportProjection(lawOf, (phone) => keyring.digests('phone', phone), formerOf),
            consultationProjection,
          ],
          signed: against.map((path) => headsIn(path)),
          besides: proofChecks(keys, keyring),
          onFault: tell,
          onProgress: progress(out),
          onStreamsDone: () => out.note(out.say('verify:streamsDone')),
        }),
      );
      const fault: BesideFault = ({ tenant, stream, name = '' }, code, { version = null, detail = '' } = {}) => {
        so.faults += 1;
        tell({ tenant, stream, name, code, version, detail });
      };
      await verifySignedAudit(owner, heads, fault, out);
      const own = erasuresPath(join(config.varDirectory, 'heads'));
      await verifyErasureLists(owner, { named: values.erasures, own, heads, keyring }, fault, out);
      const directory = join(config.varDirectory, 'files');
      if (values.files !== true) {
        for (const one of await filesGone(ownerUrl, directory)) fault(one, 'file-missing', { detail: one.file });
      } else {
        const onFault = (where: StreamKey, { code, detail }: Pick<Fault, 'code' | 'detail'>) =>
          fault(where, code, { detail });
        const read = await verifyStoredFiles(owner, { directory, keys, onFault, onProgress: filesRead(out) });
        out.print(out.say('verify:files', { files: read.files, megabytes: Math.ceil(read.bytes / 1_000_000) }));
      }
      tellCounts(so, out);
      return so.faults === 0 ? 0 : 1;
    } finally {
      await owner.close();
    }
  });
};

/** Undefined where one of them is not what was signed. */
const checkedHeads = async (
  paths: readonly string[],
  keyring: Keyring,
  out: Out,
): Promise<readonly HeadsFile[] | undefined> => {
  const files: HeadsFile[] = [];
  for (const path of paths) {
    try {
      const heads = await checkHeads(path, keyring);
      files.push(heads);
      out.note(out.say('verify:heads.holds', { path, at: heads.madeAt, streams: heads.streams }));
      if (heads.audit === undefined) out.note(out.say('verify:heads.withoutAudit', { path }));
    } catch (error) {
      if (!(error instanceof HeadsRefused)) throw error;
      const why = out.say(`verify:heads.unreadable.${error.why}`);
      out.note(out.say(`verify:heads.refused.${error.reason}`, { path, why }));
    }
  }
  return files.length === paths.length ? files : undefined;
};

const verifySignedAudit = async (owner: Database, heads: readonly HeadsFile[], fault: BesideFault, out: Out) => {
  for (const { path, audit } of heads) {
    if (audit === undefined) continue;
    out.note(out.say('verify:audit.begun', { path }));
    const signed = { until: new Date(audit.until), days: auditDaysIn(path) };
    const { days, lines, past } = await owner.transact(nobody, (tx) => verifyAudit(tx, signed, now(), fault));
    out.print(out.say('verify:audit.counts', { lines, days, until: audit.until }));
    if (past.days > 0) out.print(out.say('verify:audit.past', { ...past, before: past.before ?? '' }));
  }
};

type Lists = {
  readonly named: string | undefined;
  readonly own: string;
  readonly heads: readonly HeadsFile[];
  readonly keyring: Keyring;
};

/** Heads tell how far the list beside them had come; where only they were copied, it is the instance's own. */
const verifyErasureLists = async (owner: Database, lists: Lists, fault: BesideFault, out: Out): Promise<void> => {
  const { named, own, heads, keyring } = lists;
  const spoken = heads.flatMap(({ path, erasures }) => (erasures === undefined ? [] : [{ path, erasures }]));
  const listOf = (path: string): string => {
    const beside = erasuresPath(dirname(path));
    return resolve(named ?? (existsSync(beside) ? beside : own));
  };
  for (const path of new Set([resolve(named ?? own), ...spoken.map((one) => listOf(one.path))])) {
    const extents = spoken.filter((one) => listOf(one.path) === path).map((one) => one.erasures);
    const so = await owner.transact(nobody, (tx) => verifyErasures(tx, { path, keyring, extents }, fault));
    if (so.lines > 0) out.print(out.say('verify:erasures.counts', { path, count: so.lines }));
    if (so.unsigned > 0) out.note(out.say('verify:erasures.old', { path, count: so.unsigned }));
    if (so.missing > 0) out.note(out.say('verify:erasures.missing', { path, count: so.missing }));
  }
};

const teller = (out: Out): ((fault: Fault) => void) => {
  let told = 0;
  return ({ tenant, stream, name, version, code, detail }) => {
    told += 1;
    if (told > TOLD_AT_MOST) return;
    const where = { tenant, case: name === '' ? stream : name, version: version ?? '-', detail };
    out.print(out.say(`verify:faults.${code}`, where));
  };
};

/** A line every so often: how far it is, and how long the rest will take at the pace since the first page. */
const progress = (out: Out): ((so: Readonly<Verified>, of: number) => void) => {
  let first: { readonly at: number; readonly streams: number } | undefined;
  let next = elapsed() + TOLD_EVERY;
  return ({ streams, events }, of) => {
    const at = elapsed();
    // The program and its dictionary are loaded with the first page.
    first ??= { at, streams };
    if (at < next || streams >= of || streams === first.streams) return;
    next = at + TOLD_EVERY;
    const pace = (at - first.at) / (streams - first.streams);
    const minutes = Math.ceil((pace * (of - streams)) / 60_000);
    const percent = Math.floor((100 * streams) / of);
    out.note(out.say('verify:progress', { streams, of, percent, events, minutes }));
  };
};

const filesRead = (out: Out): ((so: Readonly<FilesChecked>) => void) => {
  let next = 1000;
  return ({ files, bytes }) => {
    if (files < next) return;
    next += 1000;
    out.note(out.say('verify:filesProgress', { files, megabytes: Math.ceil(bytes / 1_000_000) }));
  };
};

const tellCounts = (so: Verified, out: Out): void => {
  const { streams, events, rows, values, faults, waiting } = so;
  out.print(out.say('verify:counts', { streams, events, rows, values }));
  const tables = [...so.byTable].sort(([a], [b]) => (a < b ? -1 : 1)).map(([table, count]) => `${table} ${count}`);
  out.print(out.say('verify:byTable', { tables: tables.join(', ') }));
  for (const [basis, count] of so.erased) out.print(out.say('verify:erased', { count, basis }));
  if (waiting > 0) out.print(out.say('verify:waiting', { count: waiting }));
  if (faults > TOLD_AT_MOST) out.print(out.say('verify:more', { count: faults - TOLD_AT_MOST }));
  out.print(faults === 0 ? out.say('verify:clean') : out.say('verify:broken', { count: faults }));
};
