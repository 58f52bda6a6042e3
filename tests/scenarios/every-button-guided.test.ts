/** Every button of every card in three ways, typed in two languages (G3): where the organisation gives instructions instead. */
import { guidedPolicy, guidedStories } from './guided-stories';
import { tellInTests } from './telling';

tellInTests({
  place: 'guided',
  stories: guidedStories,
  policy: { lockouts: { checkEvery: '5s' }, ...guidedPolicy },
});
