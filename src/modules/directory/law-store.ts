import type { Actor } from '#kernel/actor.ts';
import { type Day, isDay } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { type RuleSetting, ruleSwitchOf } from '#kernel/rule.ts';
import { audit } from '#platform/audit.ts';
import type { Law } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { loadCalendar } from './calendar-store.ts';
import { rulebook } from './rulebook/rulebook.ts';

type SettingRow = { tenant: string; rule: string; name: string; effective_from: Day; value: string };

const NEWEST_SETTINGS = `
  select distinct on (tenant, rule, name, effective_from) tenant, rule, name, effective_from, value
  from rule_setting order by tenant, rule, name, effective_from, revision desc`;

const settingOf = ({ rule, name, value, effective_from }: SettingRow): RuleSetting => ({
  rule,
  name,
  value,
  effectiveFrom: effective_from,
  effectiveTo: null,
});

/** The whole law as a value: the rulebook, the calendar with entered notices, and each tenant's decisions. */
export const loadLaw = async (tx: Tx): Promise<Law> => {
  const calendar = await loadCalendar(tx);
  const byTenant = Map.groupBy(await tx.rows<SettingRow>(NEWEST_SETTINGS), (row) => row.tenant);
  const settings = new Map([...byTenant].map(([tenant, rows]) => [tenant, rows.map(settingOf)]));
  return { calendar, rulebook, settingsOf: (tenant) => settings.get(tenant) ?? [] };
};

/** Every decision that was ever entered and when, oldest first. */
export const everyDecision = async (
  tx: Tx,
): Promise<{ readonly tenant: string; readonly at: Date; readonly value: RuleSetting }[]> =>
  (
    await tx.rows<SettingRow & { entered_at: Date }>(
      `select tenant, rule, name, effective_from, value, entered_at from rule_setting
        order by entered_at, tenant, rule, name, effective_from, revision`,
    )
  ).map((row) => ({ tenant: row.tenant, at: row.entered_at, value: settingOf(row) }));

export type SettingInput = {
  readonly tenant: string;
  readonly rule: string;
  readonly name: string;
  readonly value: string;
  readonly effectiveFrom: string;
  readonly reason: string;
};

/** Why this decision cannot be entered by this person, if so. */
export const settingFault = (actor: Actor, input: SettingInput): Refusal | undefined => {
  if (!actor.roles.includes('system-administrator')) return refuse('only-system-administrator', { status: 403 });
  if (!actor.tenants.includes(input.tenant)) return refuse('tenant-not-yours', { status: 403 });
  const known = ruleSwitchOf(rulebook, input.rule, input.name);
  const params = { rule: input.rule, name: input.name };
  if (known === undefined) return refuse('no-such-switch', { status: 422, field: 'name', params });
  if (!known.choices.includes(input.value))
    return refuse('no-such-choice', { status: 422, field: 'value', params: { ...params, value: input.value } });
  if (!isDay(input.effectiveFrom)) return refuse('setting-day-is-no-day', { status: 422, field: 'effectiveFrom' });
  if (input.reason.trim() === '' || input.reason.includes('\0'))
    return refuse('setting-without-reason', { status: 422, field: 'reason' });
  return undefined;
};

/** Records a tenant's decision on an open question from a day on; a second one for the same day replaces the first. */
export const decideSwitch = async (
  tx: Tx,
  actor: Actor,
  input: SettingInput,
  at: Date,
): Promise<{ revision: number } | Refusal> => {
  const fault = settingFault(actor, input);
  if (fault) return fault;
  const written = await tx.maybe<{ revision: number }>(
    `insert into rule_setting (tenant, rule, name, effective_from, revision, value, reason, entered_by, entered_at)
     select $1, $2, $3, $4::date, coalesce(max(revision), 0) + 1, $5, $6, $7, $8
     from rule_setting where tenant = $1 and rule = $2 and name = $3 and effective_from = $4::date
     on conflict do nothing returning revision`,
    [input.tenant, input.rule, input.name, input.effectiveFrom, input.value, input.reason.trim(), actor.account, at],
  );
  if (written === undefined) return refuse('setting-entered-meanwhile', { status: 409 });
  const { revision } = written;
  await audit(tx, {
    tenant: input.tenant,
    account: actor.account,
    act: 'decide-switch',
    subject: `rule:${input.rule}`,
    reason: input.reason.trim(),
    detail: { name: input.name, value: input.value, effectiveFrom: input.effectiveFrom, revision },
  });
  return { revision };
};
