import { useQuery } from '@tanstack/react-query';
import type { LawCalendar, LawRules } from '#modules/complaints/law-contract.ts';
import { read } from './api.ts';

export const rulesKey = ['law', 'rules'] as const;
export const calendarKey = ['law', 'calendar'] as const;

export const useRules = () =>
  useQuery({ queryKey: rulesKey, queryFn: ({ signal }) => read<LawRules>('/law/rules', signal) });

export const useCalendar = () =>
  useQuery({ queryKey: calendarKey, queryFn: ({ signal }) => read<LawCalendar>('/law/calendar', signal) });
