/** Things that come due at an instant, earliest first: a binary heap, since tens of thousands may be waiting. */

export interface DueEntry {
  readonly dueMs: number;
  /** Cleared when the entry is cancelled, so that what it holds can be forgotten at once. */
  fire: (() => void) | undefined;
}

export interface DueQueue {
  push(entry: DueEntry): void;
  /** The earliest live entry, left in place. */
  peek(): DueEntry | undefined;
  pop(): DueEntry | undefined;
}

export function createDueQueue(): DueQueue {
  const heap: DueEntry[] = [];
  const dueAt = (index: number) => heap[index]?.dueMs ?? Number.POSITIVE_INFINITY;
  const swap = (one: number, other: number) => {
    const [a, b] = [heap[one], heap[other]];
    if (a !== undefined && b !== undefined) {
      heap[one] = b;
      heap[other] = a;
    }
  };
  const rise = (from: number) => {
    let index = from;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (dueAt(parent) <= dueAt(index)) {
        return;
      }
      swap(index, parent);
      index = parent;
    }
  };
  const sink = () => {
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const earlier = dueAt(left + 1) < dueAt(left) ? left + 1 : left;
      if (dueAt(earlier) >= dueAt(index)) {
        return;
      }
      swap(index, earlier);
      index = earlier;
    }
  };
  const take = (): DueEntry | undefined => {
    const first = heap[0];
    const last = heap.pop();
    if (last !== undefined && heap.length > 0) {
      heap[0] = last;
      sink();
    }
    return first;
  };
  const dropCancelled = () => {
    while (heap[0] !== undefined && heap[0].fire === undefined) {
      take();
    }
  };

  return {
    push: (entry) => {
      heap.push(entry);
      rise(heap.length - 1);
    },
    peek: () => {
      dropCancelled();
      return heap[0];
    },
    pop: () => {
      dropCancelled();
      return take();
    },
  };
}
