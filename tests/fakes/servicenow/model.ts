/** The tables that the product uses, with the fields that the real ones have: what isn't listed here doesn't exist. */

/** A record's fields by name, as the database has them; times in UTC. Journal fields are kept apart. */
export type SnRecord = Record<string, string>;

export type JournalEntry = { readonly field: string; readonly at: string; readonly text: string };

export type TableName = 'incident' | 'sys_user' | 'kb_knowledge';

type TableShape = {
  readonly fields: readonly string[];
  /** Fields that are written only, and shown as the history of what was written. */
  readonly journals: readonly string[];
  /** Reference fields, and the table that they lead to. */
  readonly references: Readonly<Record<string, string>>;
  /** Labels of choices by field and value. */
  readonly choices: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Whether clients may change it. */
  readonly writable: boolean;
};

const system = ['sys_id', 'sys_created_on', 'sys_created_by', 'sys_updated_on', 'active'];
const levels = { '1': '1 - High', '2': '2 - Medium', '3': '3 - Low' };

export const tables: Readonly<Record<TableName, TableShape>> = {
  incident: {
    fields: [
      ...system,
      ...['number', 'short_description', 'description', 'caller_id', 'assignment_group', 'assigned_to'],
      ...['category', 'subcategory', 'contact_type', 'impact', 'urgency', 'priority', 'state', 'hold_reason'],
      ...['close_code', 'close_notes', 'correlation_id', 'correlation_display', 'comments', 'work_notes'],
      ...['opened_at', 'resolved_at', 'closed_at', 'reopen_count'],
    ],
    journals: ['comments', 'work_notes'],
    references: { caller_id: 'sys_user', assigned_to: 'sys_user', assignment_group: 'sys_user_group' },
    choices: {
      state: {
        '1': 'New',
        '2': 'In Progress',
        '3': 'On Hold',
        '6': 'Resolved',
        '7': 'Closed',
        '8': 'Canceled',
      },
      impact: levels,
      urgency: levels,
    },
    writable: true,
  },
  sys_user: {
    fields: [...system, 'email', 'user_name', 'name'],
    journals: [],
    references: {},
    choices: {},
    writable: false,
  },
  kb_knowledge: {
    fields: [...system, 'number', 'short_description', 'text', 'workflow_state', 'kb_knowledge_base'],
    journals: [],
    references: { kb_knowledge_base: 'kb_knowledge_base' },
    choices: { workflow_state: { draft: 'Draft', published: 'Published', retired: 'Retired' } },
    writable: false,
  },
};

export function isTable(name: string): name is TableName {
  return Object.hasOwn(tables, name);
}

/** As the database writes an instant. */
export function instantOf(date: Date): string {
  return date.toISOString().slice(0, 19).replace('T', ' ');
}
