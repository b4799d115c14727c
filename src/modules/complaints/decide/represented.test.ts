import { describe, test } from 'node:test';
import { accepted, answered, filed, happens, opened, refused, sealed } from '#test/decided.ts';
import type { Command } from '../commands.ts';
import type { EvidenceItem, Party } from '../complaint.ts';

const [complainant, respondent] = (() => {
  const event = filed();
  const parties = event.type === 'ComplaintFiled' ? event.payload.parties : [];
  return [parties[0], parties[1]].filter((party): party is Party => party !== undefined);
})();
const withParty = (...more: Party[]) =>
  filed({ parties: [complainant, respondent, ...more].filter((party): party is Party => party !== undefined) });

describe('a joint complaint (art. 12)', () => {
  const joint = withParty({ person: 'three', kind: 'joint', fields: {} });
  const withdraw: Command = { act: 'withdraw' };
  const agree: Command = {
    act: 'record-agreement',
    form: 'mediation-paper',
    performed: false,
    waivedByBoth: false,
    recoveredFen: 0,
    terms: sealed('terms'),
    outcome: [],
  };

  test('CMP-01 is taken on only when each agreed to complain together; that is recorded whenever it is learned', () => {
    const accept: Command = { act: 'accept' };
    refused({ events: [joint] }, accept, 'joint-consent-missing');
    refused({ events: [joint] }, { act: 'supply', items: [], jointAgreed: false }, 'nothing-supplied');
    const { events } = happens({ events: [joint] }, { act: 'supply', items: [], jointAgreed: true }, ['ProofSupplied']);
    happens({ events: [joint, ...events] }, accept, ['ComplaintAccepted'], ['form-5 → complainant']);
  });

  test('is withdrawn only with the consent of those represented', () => {
    refused({ events: [joint], by: 'consumer' }, withdraw, 'represented-consent-missing');
    refused({ events: [joint] }, { ...withdraw, representedConsent: false }, 'represented-consent-missing');
    happens({ events: [joint], by: 'consumer' }, { ...withdraw, representedConsent: true }, ['ComplaintWithdrawn']);
    happens({ events: [filed()], by: 'consumer' }, withdraw, ['ComplaintWithdrawn']);
  });

  test('is settled only with their consent', () => {
    const events = [joint, accepted(), answered(), opened()];
    refused({ events, by: 'mediator' }, agree, 'represented-consent-missing');
    happens(
      { events, by: 'mediator' },
      { ...agree, representedConsent: true },
      ['AgreementRecorded'],
      ['form-9 → complainant, respondent, file'],
    );
  });

  test('has its claims changed only with their consent; papers may be handed in without', () => {
    const claims: Command = { act: 'supply', items: [], claims: [{ kind: 'repair' }] };
    refused({ events: [joint], by: 'consumer' }, claims, 'represented-consent-missing');
    happens({ events: [joint], by: 'consumer' }, { ...claims, representedConsent: true }, ['ProofSupplied']);
    happens({ events: [joint], by: 'consumer' }, { act: 'supply', items: [], text: sealed('t') }, ['ProofSupplied']);
  });
});

describe('an agent (art. 11)', () => {
  const agent = withParty({ person: 'agent', kind: 'agent', fields: {} });
  const paper: EvidenceItem = {
    file: 'power',
    sha256: '',
    mediaType: 'application/pdf',
    bytes: 1,
    by: 'complainant',
    purpose: 'power-of-attorney',
  };

  test('is not accepted without a power of attorney, however it comes on file', () => {
    refused({ events: [agent] }, { act: 'accept' }, 'agent-without-power');
    const evidence = { type: 'EvidenceAdded', payload: { items: [{ ...paper, purpose: 'evidence' }] } } as const;
    refused({ events: [agent, evidence] }, { act: 'accept' }, 'agent-without-power');
    const power = { type: 'EvidenceAdded', payload: { items: [paper] } } as const;
    happens({ events: [agent, power] }, { act: 'accept' }, ['ComplaintAccepted'], ['form-5 → complainant']);
  });
});
