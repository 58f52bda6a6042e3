/** Every button of the administrator's desk in three ways, typed in two languages (G3). */
import { carrierStory, manyCarriers } from './desk-carriers-story';
import { askForPasswords, deskStories, lookedAfter } from './desk-stories';
import { tellInTests } from './telling';

const rights = ['unlock', 'resetSecretKey', 'editUser'];
const administrators = Array.from({ length: 60 }, (_, n) => ({
  objectId: `ad000000-5eed-4000-8000-${(n + 1).toString(16).padStart(12, '0')}`,
  rights,
}));

tellInTests({
  place: 'desk',
  stories: [...deskStories, carrierStory],
  others: lookedAfter,
  policy: { administrators },
  meanwhile: async (run) => {
    await Promise.all([askForPasswords(run), manyCarriers(run)]);
  },
});
