import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { Tx } from '#platform/db.ts';
import type { MediationRooms } from '../upkeep-contract.ts';
import { ownUnit } from './unit-facts.ts';
import { type Keeper, noteChange } from './who.ts';

/** Where and at what hours a unit usually mediates: what stood there before is replaced whole. */
export const setMediationRooms = async (
  tx: Tx,
  keeper: Keeper,
  id: string,
  wish: MediationRooms,
): Promise<{ id: string } | Refusal> => {
  const unit = await ownUnit(tx, keeper, id);
  if ('refusal' in unit) return unit;
  if (unit.kind === 'intake-centre') return refuse('rooms-are-for-mediation', { status: 422, field: 'rooms' });
  const rooms = [...new Set(wish.rooms.map((room) => room.trim()))];
  if (rooms.some((room) => room === '' || room.includes('\0')))
    return refuse('text-says-nothing', { status: 422, field: 'rooms' });
  const hours = [...new Set(wish.hours)].sort();
  await enterMediationRooms(tx, id, { rooms, hours }, { account: keeper.actor.account, at: keeper.at });
  await noteChange(tx, keeper, { act: 'set-mediation-rooms', subject: `unit:${id}`, detail: { rooms, hours } });
  return { id };
};

export const enterMediationRooms = async (
  tx: Tx,
  bureau: string,
  { rooms, hours }: MediationRooms,
  by?: { readonly account: string; readonly at: Date },
): Promise<void> => {
  await tx.run(
    `insert into mediation_room (bureau, rooms, hours, entered_by, entered_at) values ($1, $2, $3, $4, $5)
     on conflict on constraint mediation_room_pk
       do update set rooms = $2, hours = $3, entered_by = $4, entered_at = $5`,
    [bureau, rooms, hours, by?.account ?? null, by?.at ?? null],
  );
};
