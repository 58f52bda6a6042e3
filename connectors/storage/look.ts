/** A read for operators, who look before anything has run: a table that isn't there is told, and not made. */
import type { TableClient } from '@azure/data-tables';
import { refusalOf, storageError } from './faults';

export type Found = 'there' | 'no-table';

/** @throws CodedError where account or credentials don't work */
export async function lookAt(client: TableClient, timeoutMs: number): Promise<Found> {
  try {
    await client.getEntity('check', 'check', { abortSignal: AbortSignal.timeout(timeoutMs) });
    return 'there';
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === 'table-missing') return 'no-table';
    if (refusal === 'row-missing') return 'there';
    throw storageError(error);
  }
}
