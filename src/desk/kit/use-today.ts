import { type Day, dayOf } from '#kernel/day.ts';
import { useSession } from './questions.ts';
import { asDay } from './when.ts';

/** The day as the server has it. */
export const useToday = (): Day => {
  const session = useSession();
  return asDay(session.data?.today) ?? dayOf(new Date(session.dataUpdatedAt));
};
