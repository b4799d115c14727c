import Type from 'typebox';
import { sealedText, strict, uuid } from './parts-contract.ts';

/** A complaint goes into an event that many complaints are about, and out of it again. */
export const incidentBodies = {
  'join-incident': Type.Object(
    {
      incident: uuid(),
      reasons: Type.Optional({ ...sealedText(2000), description: 'needed where the event is about another operator' }),
    },
    strict,
  ),
  'leave-incident': Type.Object({ reasons: sealedText(4000) }, strict),
} as const;
