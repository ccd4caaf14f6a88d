import { cutInput } from './paste';

/** Characters of one message, and of all that main has not yet passed on to the engine. */
const pieceSize = 16 * 1024;
const windowSize = 32 * 1024;

/** Text on its way to the program, in pieces: a large paste goes no faster than the program reads. */
export interface InputQueue {
  add(text: string): void;
  /** The program takes input from now on; what was typed before goes first. */
  open(): void;
  /** So many characters have arrived. */
  taken(size: number): void;
  /** Drops what has not been sent. */
  clear(): void;
}

export function createInputQueue(send: (text: string) => void): InputQueue {
  let waiting = '';
  let underWay = 0;
  let isOpen = false;
  const pump = () => {
    while (isOpen && waiting !== '' && underWay < windowSize) {
      const [now, later] = cutInput(waiting, pieceSize);
      waiting = later;
      underWay += now.length;
      send(now);
    }
  };
  return {
    add(text) {
      waiting += text;
      pump();
    },
    open() {
      isOpen = true;
      pump();
    },
    taken(size) {
      underWay = Math.max(0, underWay - size);
      pump();
    },
    clear() {
      waiting = '';
      underWay = 0;
      isOpen = false;
    },
  };
}
