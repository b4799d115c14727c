import { useRef } from 'react';

/** One key for one request: sent again unchanged, because its answer was lost, it is the same request still. */
export const useRequestKey = (): ((request: unknown) => string) => {
  const last = useRef<{ readonly said: string; readonly key: string } | undefined>(undefined);
  return (request) => {
    const said = JSON.stringify(request);
    if (last.current?.said !== said) last.current = { said, key: crypto.randomUUID() };
    return last.current.key;
  };
};
