/** A button is found wherever a card can hide it, and nothing else is taken for one. */
import { findButton, inputDefaults } from '../../../local/teams/card-buttons';
import { lockoutCard } from './demo-cards';

describe('buttons of a card', () => {
  test.each(['Yes', 'yes ', "This wasn't me", 'Send to IT', 'Sign in'])('%p is found', (title) => {
    expect(findButton(lockoutCard(), title)).toBeDefined();
  });

  test('a fallback, or data that looks like a button, is none', () => {
    const hidden = { type: 'Action.Submit', title: 'Hidden' };
    const card = {
      type: 'AdaptiveCard',
      actions: [{ type: 'Action.Execute', title: 'Shown', data: hidden, fallback: hidden }],
    };
    expect(findButton(card, 'Hidden')).toBeUndefined();
    expect(findButton(card, 'Shown')?.action).toMatchObject({ type: 'Action.Execute' });
  });

  test('the button of a container, a column and a table cell are found', () => {
    const button = (title: string) => ({ type: 'Action.Submit', title });
    const card = {
      type: 'AdaptiveCard',
      body: [
        { type: 'Container', items: [{ type: 'ActionSet', actions: [button('In container')] }] },
        { type: 'ColumnSet', columns: [{ type: 'Column', selectAction: button('On column') }] },
        {
          type: 'Table',
          rows: [
            { type: 'TableRow', cells: [{ items: [{ type: 'ActionSet', actions: [button('In cell')] }] }] },
          ],
        },
      ],
    };
    for (const title of ['In container', 'On column', 'In cell'])
      expect(findButton(card, title)).toBeDefined();
  });

  test('of several with one title, what they carry tells which was pressed', () => {
    const open = (id: string) => ({ type: 'Action.Execute', title: 'Open', verb: 'open', data: { id } });
    const card = { type: 'AdaptiveCard', actions: [open('one'), open('two')] };
    expect(findButton(card, 'open')?.action).toMatchObject({ data: { id: 'one' } });
    expect(findButton(card, 'open', { verb: 'open', data: { id: 'two' } })?.action).toMatchObject({
      data: { id: 'two' },
    });
  });

  test('untouched inputs are sent as Teams sends them', () => {
    expect(inputDefaults(lockoutCard())).toEqual({ note: '', callMe: 'false', why: '' });
    const inputs = [
      { type: 'Input.ChoiceSet', id: 'chosen', value: 'a' },
      { type: 'Input.ChoiceSet', id: 'open' },
      { type: 'Input.Toggle', id: 'on', value: 'true' },
    ];
    expect(inputDefaults({ type: 'AdaptiveCard', body: inputs })).toEqual({ chosen: 'a', on: 'true' });
  });
});
