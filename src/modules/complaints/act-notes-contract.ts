import Type from 'typebox';
import { LocalFormOffered } from './local-forms/contract.ts';

/** What single acts say of themselves beside what all of them say. */
export const actNotes = {
  forms: Type.Optional(Type.Array(LocalFormOffered)),
  story: Type.Optional(
    Type.Enum(['left', 'written'], {
      description:
        'complete-particulars: the story was left to a recording or photo and is still to be written down, or an officer wrote it and may put it right',
    }),
  ),
  days: Type.Optional(
    Type.Record(Type.String(), Type.Integer(), {
      description:
        'notify-respondent, deliver: after how many days a public notice counts as served, how many more an answer has, and how many at most; as in force at this bureau',
    }),
  ),
};
