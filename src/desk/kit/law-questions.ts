import { useQuery } from '@tanstack/react-query';
import type { LawCalendar, LawRules } from '#modules/complaints/law-contract.ts';
import { read } from './api.ts';

export const calendarKey = ['law', 'calendar'] as const;

export const useRules = () =>
  useQuery({ queryKey: ['law', 'rules'], queryFn: ({ signal }) => read<LawRules>('/law/rules', signal) });

export const useCalendar = () =>
  useQuery({ queryKey: calendarKey, queryFn: ({ signal }) => read<LawCalendar>('/law/calendar', signal) });
