import type { Actor } from '#kernel/actor.ts';
import { unreadableEmail } from '#kernel/email.ts';
import { refuse } from '#kernel/refusal.ts';
import type { RespondentKnown } from '#modules/directory/facade.ts';
import type { AgentBody } from './agent-contract.ts';
import { agentFrom, type FiledAgent, mandateOf, powerText } from './agent-making.ts';
import { newAnswerCode } from './answer-code.ts';
import type { Command } from './commands.ts';
import type { EvidenceItem, Sealed } from './complaint.ts';
import { type ActBody, actBodies, type Person } from './contract.ts';
import { choosingAgent } from './decide/choose-telling.ts';
import type { CommandMaker } from './handle.ts';
import { particularsCommand } from './particulars-making.ts';
import type { FormAct } from './permits.ts';
import { sealedFieldsOf } from './sealing.ts';
import { togetherBodies } from './together-contract.ts';

/** Files handed in with an act, already bound to the case by the caller. */
export type BoundFiles = readonly EvidenceItem[];

/** Erasure and sight go by whose files they are, not by who typed them in; parties hand in their own only. */
const handedInBy = (side: EvidenceItem['by'], files: BoundFiles): BoundFiles =>
  files.map((file) => (file.by === 'staff' ? { ...file, by: side } : file));

/** Of an agent the act names: who signs in with its telephone, and whether an official asks, who alone can have seen an original. */
type NamedBy = {
  readonly account?: string;
  readonly byStaff: boolean;
  readonly filed?: FiledAgent;
  /** Who does the act. */
  readonly actor?: Actor;
};

const asSeen = ({ originalSeen, ...agent }: AgentBody, byStaff: boolean): AgentBody =>
  byStaff && originalSeen !== undefined ? { ...agent, originalSeen } : agent;

const sealedFields = new Map(Object.entries(actBodies).map(([act, schema]) => [act, sealedFieldsOf(schema)]));

/** A validated request body as a command: its texts sealed under the person they are about. */
export const commandFrom = <A extends FormAct>(
  act: A,
  body: ActBody<A>,
  files: BoundFiles = [],
  registered?: RespondentKnown,
  { account, byStaff, filed, actor }: NamedBy = { byStaff: false },
): CommandMaker => {
  return (loaded, sealing) => {
    const unreadable = unreadableEmail(body);
    if (unreadable !== undefined) return refuse('email-not-readable', { status: 422, field: unreadable });
    if (act === 'complete-particulars') {
      return particularsCommand(body as ActBody<'complete-particulars'>, loaded, sealing, registered);
    }
    const { state } = loaded;
    const { to } = body as { to?: unknown };
    const isTheirs = act === 'answer' || act === 'notify-respondent' || (act === 'deliver' && to === 'respondent');
    const about = state.parties.find((party) => party.kind === (isTheirs ? 'respondent' : 'complainant'));
    const named = act in togetherBodies ? (body as { person?: string }).person : undefined;
    const isNamed = state.parties.some((party) => party.person === named);
    // Who took a letter at another body is about neither party, and outlives the erasure of both.
    const person =
      act === 'deliver' && to === 'bureau' ? loaded.stream : ((isNamed ? named : about?.person) ?? loaded.stream);
    const fields: Record<string, unknown> = { ...(body as Record<string, unknown>) };
    for (const name of sealedFields.get(act) ?? []) {
      const text = fields[name];
      if (typeof text === 'string') fields[name] = sealing.text(person, name, text) satisfies Sealed;
      if (Array.isArray(text))
        fields[name] = text.map((one: string) => (one.trim() === '' ? null : sealing.text(person, name, one)));
    }
    if ('items' in actBodies[act].properties) fields['items'] = files;
    if (act === 'contact') delete fields['called'];
    if (act === 'add-evidence' && fields['from'] !== undefined) {
      const { from, ...rest } = fields;
      return { act, ...rest, items: handedInBy(from as EvidenceItem['by'], files) } as unknown as Command;
    }
    if (act === 'supply' && fields['identity'] !== undefined) {
      if (loaded.erased.has(person)) return refuse('values-erased-for-good', { status: 410, field: 'identity' });
      const { identity, ...rest } = fields;
      return { act, ...rest, ...sealing.person(identity as Person, person) } as unknown as Command;
    }
    if (act === 'choose-telling') {
      const { email, address, ...rest } = body as ActBody<'choose-telling'>;
      const given = { ...(email ? { email } : {}), ...(address ? { address } : {}) };
      if (Object.keys(given).length === 0) return { act: 'choose-telling', ...rest };
      const chooser = (actor === undefined ? undefined : choosingAgent(state, actor))?.person ?? person;
      if (loaded.erased.has(chooser)) return refuse('values-erased-for-good', { status: 410, field: 'email' });
      return { act: 'choose-telling', ...rest, ...sealing.person(given, chooser) };
    }
    if (act === 'record-platform-data') {
      const { outcome, note } = fields;
      const { name, address, contact, phone, licence } = body as ActBody<'record-platform-data'>;
      const gave = { ...(name === undefined ? {} : { name }), ...(phone === undefined ? {} : { phone }) };
      const rest = { ...(address === undefined ? {} : { address }), contact, licence };
      const seller = state.parties.find((party) => party.kind === 'respondent')?.person ?? loaded.stream;
      const told = sealing.person({ ...gave, ...rest }, seller);
      return { act, outcome, ...told, ...(note === undefined ? {} : { note }) } as unknown as Command;
    }
    if (act === 'name-agent') {
      const { side, ...agent } = body as ActBody<'name-agent'>;
      return { act, side, ...agentFrom(asSeen(agent, byStaff), files, sealing, account) };
    }
    if (act === 'confirm-agent') {
      if (filed === undefined) return { act, person: '', fields: {}, mandate: mandateOf({ powers: '' }), items: [] };
      if (loaded.erased.has(filed.person)) return refuse('values-erased-for-good', { status: 410 });
      const { powers, until, originalSeen } = body as ActBody<'confirm-agent'>;
      const power = powerText({
        matters: filed.matters,
        powers,
        until,
        originalSeen: byStaff && originalSeen === true,
      });
      return {
        act,
        person: filed.person,
        ...(account === undefined ? {} : { account }),
        fields: sealing.person({ power }, filed.person).fields,
        mandate: mandateOf({ powers, until }),
        items: files,
      };
    }
    if (act === 'answer' && fields['agent'] !== undefined) {
      const agent = fields['agent'] as AgentBody;
      const isPower = ({ file, purpose }: EvidenceItem) =>
        purpose === 'power-of-attorney' || agent.items?.includes(file) === true;
      fields['agent'] = agentFrom(asSeen(agent, byStaff), files.filter(isPower), sealing);
      fields['items'] = files.filter((item) => !isPower(item));
    }
    if (act === 'record-agreement') fields['waivedByBoth'] ??= false;
    if (act === 'notify-respondent') fields['code'] = sealing.text(person, 'answer-code', newAnswerCode());
    if (act === 'answer') fields['by'] ??= 'account';
    return { act, ...fields } as unknown as Command;
  };
};
