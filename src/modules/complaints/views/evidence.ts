import type { Actor } from '#kernel/actor.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { caseFiles } from '#platform/files/list-files.ts';
import type { CaseEvidence } from '../case-contract.ts';
import type { Complaint } from '../complaint.ts';
import { type EvidenceSight, sightOf } from '../evidence-audience.ts';
import type { DatedEvent } from './timeline.ts';

type Place = { readonly tenant: string; readonly stream: string };

/** The files this person may open; a file's name, which may say anything, only to its own side and the bureau. */
export const evidenceView = async (
  context: Context,
  tx: Tx,
  at: Place & { readonly state: Complaint },
  events: readonly DatedEvent[],
  actor: Actor,
): Promise<CaseEvidence[]> => {
  const { state, tenant } = at;
  const seen = state.evidence.flatMap((item) => {
    const sight = sightOf(item, actor, state, tenant);
    return sight === undefined ? [] : [{ item, sight }];
  });
  const names = await namesOf(context, tx, at, seen);
  const addedAt = addedAtOf(events);
  return seen.map(({ item, sight }) => {
    const url = `/api/v1/complaints/${state.number}/evidence/${item.file}`;
    return {
      file: item.file,
      name: sight === 'original' ? (names.get(item.file) ?? null) : null,
      mediaType: item.mediaType,
      bytes: item.bytes,
      sha256: item.sha256,
      by: item.by,
      person: (actor.kind === 'staff' ? item.person : undefined) ?? null,
      purpose: item.purpose ?? 'evidence',
      addedAt: addedAt.get(item.file) ?? '',
      url,
      thumbnailUrl: item.mediaType.startsWith('image/') ? `${url}?variant=thumbnail` : null,
    };
  });
};

const namesOf = async (
  context: Context,
  tx: Tx,
  at: Place,
  seen: readonly { readonly sight: EvidenceSight }[],
): Promise<ReadonlyMap<string, string>> => {
  if (!seen.some(({ sight }) => sight === 'original')) return new Map();
  const files = await caseFiles(context.files, tx, at);
  return new Map(files.flatMap((file) => (file.state === 'kept' ? [[file.file, file.name] as const] : [])));
};

const addedAtOf = (events: readonly DatedEvent[]): ReadonlyMap<string, string> => {
  const addedAt = new Map<string, string>();
  for (const { event, at } of events) {
    const items =
      event.type === 'ComplaintFiled' ? event.payload.evidence : 'items' in event.payload ? event.payload.items : [];
    for (const item of items) addedAt.set(item.file, at.toISOString());
  }
  return addedAt;
};
