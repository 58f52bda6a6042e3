import { Template } from 'adaptivecards-templating';
import { expand } from '../../cards/expand';
import { languages } from '../../cards/locale';
import { dataOf } from '../../cards/render';
import { templates } from '../../cards/templates';
import { allSamples } from './sample-messages';

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: it is the template language
describe('a card from its template', () => {
  test.each(allSamples.map((message, index) => [`${index} ${message.kind}`, message] as const))(
    'is what Microsoft’s templating library makes of it: %s',
    (_, message) => {
      for (const locale of languages) {
        const data = dataOf(message, { locale, timeZone: 'America/Los_Angeles' });
        const template = templates[message.kind];
        expect(expand(template, data)).toEqual(new Template(template).expand({ $root: data }));
      }
    },
  );

  it('repeats an element for each item of its $data, and drops it where there is none', () => {
    const template = {
      body: [
        { $data: '${words}', text: '${$data}' },
        { $data: '${none}', text: '${$data}' },
      ],
    };
    expect(expand(template, { words: ['one', 'two'], none: [] })).toEqual({
      body: [{ text: 'one' }, { text: 'two' }],
    });
  });

  it('takes what a person wrote as it is, even where it looks like the template language', () => {
    expect(expand({ text: '${words}' }, { words: '${title} ${$data}', title: 'secret' })).toEqual({
      text: '${title} ${$data}',
    });
  });

  it('is refused where a name stands for nothing', () => {
    expect(() => expand({ text: '${title}' }, {})).toThrow(TypeError);
    expect(() => expand({ text: '${toString}' }, { title: 'x' })).toThrow(TypeError);
  });

  it('leaves the template as it was', () => {
    const template = { body: [{ $data: '${words}', text: '${$data}' }] };
    const before = JSON.stringify(template);
    expand(template, { words: ['one'] });
    expect(JSON.stringify(template)).toBe(before);
  });
});
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: it is the template language
