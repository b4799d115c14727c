import type { ActNameText } from '#modules/complaints/case-contract.ts';
import { actBodies } from '#modules/complaints/contract.ts';

type Shape = {
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly anyOf?: readonly Shape[];
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
};

export type FieldLimits = Pick<Shape, 'maxLength' | 'minimum' | 'maximum'>;

const within = (shape: Shape, name: string): Shape | undefined =>
  shape.properties?.[name] ?? shape.anyOf?.map((one) => within(one, name)).find((one) => one !== undefined);

/** What the interface takes in one field of an act, so that a form ends where it ends. Dots in the path nest. */
export const limitsOf = (act: ActNameText, path: string): FieldLimits => {
  let shape: Shape | undefined = actBodies[act] as Shape;
  for (const name of path.split('.')) shape = shape === undefined ? undefined : within(shape, name);
  return shape ?? {};
};
