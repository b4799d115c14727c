import type { PhaseName } from '#modules/complaints/case-contract.ts';
import { useTexts } from './texts.ts';

type Shape = 'ring' | 'half' | 'full' | 'diamond' | 'pause' | 'check' | 'cross' | 'arrow' | 'back';
type Tone = 'quiet' | 'accent' | 'amber' | 'green' | 'red';
export type Look = { readonly shape: Shape; readonly tone: Tone };

/** Never colour alone: every state has a word and a shape of its own kind. */
export const phaseLooks: Readonly<Record<PhaseName, Look>> = {
  'awaiting-registration': { shape: 'ring', tone: 'amber' },
  received: { shape: 'ring', tone: 'accent' },
  'under-review': { shape: 'half', tone: 'accent' },
  'competence-dispute': { shape: 'diamond', tone: 'amber' },
  refused: { shape: 'cross', tone: 'quiet' },
  transferred: { shape: 'arrow', tone: 'quiet' },
  'directed-elsewhere': { shape: 'arrow', tone: 'quiet' },
  accepted: { shape: 'full', tone: 'accent' },
  mediating: { shape: 'full', tone: 'accent' },
  interrupted: { shape: 'pause', tone: 'amber' },
  appraisal: { shape: 'pause', tone: 'amber' },
  agreed: { shape: 'check', tone: 'green' },
  terminated: { shape: 'cross', tone: 'quiet' },
  withdrawn: { shape: 'back', tone: 'quiet' },
};

const strokes: Readonly<Record<Exclude<Shape, 'half' | 'full' | 'pause'>, string>> = {
  ring: 'M7 2.2a4.8 4.8 0 1 0 0 9.6a4.8 4.8 0 1 0 0-9.6',
  diamond: 'M7 1.8L12.2 7L7 12.2L1.8 7Z',
  check: 'M2.4 7.4l3.2 3.2l6-7',
  cross: 'M3 3l8 8M11 3l-8 8',
  arrow: 'M2 7h9M7.5 3.2L11.3 7l-3.8 3.8',
  back: 'M12 7H3M6.5 3.2L2.7 7l3.8 3.8',
};

const ShapeIcon = ({ shape }: { readonly shape: Shape }) => (
  <svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true" className="shape">
    {shape === 'full' && <circle cx="7" cy="7" r="5.4" fill="currentColor" />}
    {shape === 'half' && (
      <>
        <circle cx="7" cy="7" r="4.8" fill="none" stroke="currentColor" strokeWidth="1.6" />
        <path d="M7 2.2a4.8 4.8 0 0 1 0 9.6Z" fill="currentColor" />
      </>
    )}
    {shape === 'pause' && <path d="M3 2.5h3v9H3zM8 2.5h3v9H8z" fill="currentColor" />}
    {shape !== 'full' && shape !== 'half' && shape !== 'pause' && (
      <path d={strokes[shape]} fill="none" stroke="currentColor" strokeWidth="1.7" />
    )}
  </svg>
);

/** A state of anything but a complaint, marked in the same way. */
export const StateMark = ({ shape, tone, text }: Look & { readonly text: string }) => (
  <span className={`state state-${tone}`}>
    <ShapeIcon shape={shape} />
    {text}
  </span>
);

export const isPhase = (text: string): text is PhaseName => text in phaseLooks;

export const StateTag = ({ phase }: { readonly phase: string }) => {
  const t = useTexts();
  if (!isPhase(phase)) return <span>{phase}</span>;
  return <StateMark {...phaseLooks[phase]} text={t(`complaint:phase.${phase}`)} />;
};
