/** What an operator may have tried of a ServiceNow instance: the token, and one read of each table in use. */
import { z } from 'zod';
import type { Inspection, Probe } from '../../../domain/ports/inspection';
import { startDeadline } from '../../http/deadline';
import type { TableApi } from './table-api';

const role =
  "The OAuth client's user needs the role itil, or one of yours that may create, read and write incidents and read sys_user (docs/servicenow.md).";

export function createInspection(api: TableApi): Inspection {
  const read = (table: string, field: string): Probe['run'] => {
    const shape = z.object({ [field]: z.string() });
    return async (options) => {
      const list = { fields: [field], shape, query: `ORDERBY${field}`, limit: 1 };
      const found = await api.list(table, list, startDeadline(options));
      return found.length > 0 ? 'seen' : 'nothing-there';
    };
  };
  return {
    probes: [
      {
        what: 'sign in, read incidents',
        run: read('incident', 'number'),
        advice: {
          refused: role,
          'not-found':
            'There is no Table API at SERVICENOW_URL: it must be the instance, https://NAME.service-now.com.',
        },
      },
      {
        what: 'read users',
        run: read('sys_user', 'email'),
        advice: { refused: `Without it tickets have no requester. ${role}` },
      },
    ],
    untried: [{ what: 'write incidents', needs: role }],
  };
}
