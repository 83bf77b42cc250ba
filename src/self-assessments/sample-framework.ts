import type { Framework } from '../db/schema/index.ts';

/** The framework that is shipped: how a team learns before, during and after its work. Texts are our own. */
export const SAMPLE_FRAMEWORK: Framework = {
  id: '019a0000-0000-7000-8000-00000000f001',
  name: 'Learning before, during and after',
  practices: [
    {
      key: 'before',
      name: 'Learning before',
      levels: [
        'We start work without asking who has done it before.',
        'Some of us ask a friend when something is hard.',
        'We look for earlier work before anything large begins.',
        'A peer assist or an interview comes before every large decision.',
        'Asking first is how we begin, and others come to us for it.',
      ],
    },
    {
      key: 'during',
      name: 'Learning during',
      levels: [
        'We talk about how the work goes only when it goes wrong.',
        'We talk about it at the end of a stage, if there is time.',
        'We hold short reviews after each step and change one thing.',
        'Every step ends with a review; what we change is written where others see it.',
        'Teams elsewhere change how they work because of our reviews.',
      ],
    },
    {
      key: 'after',
      name: 'Learning after',
      levels: [
        'When the work is over, the team parts and what it knew goes with it.',
        'There is a report that nobody opens.',
        'We sit together at the end and write down what we would do again.',
        'What we learned is told to the next team in person.',
        'The next team asks us, uses it, and tells us what came of it.',
      ],
    },
    {
      key: 'networks',
      name: 'Networks',
      levels: [
        'We know the people we sit with.',
        'A few of us know people in other places.',
        'We belong to a community in our field and go when we can.',
        'Each of us has people in other units and places to ask.',
        'We bring people together who should know each other.',
      ],
    },
    {
      key: 'keeping',
      name: 'Keeping what is known',
      levels: [
        'What we know is in heads and inboxes.',
        'There are folders, and one person who can find things.',
        'What matters is written, dated, and has an owner.',
        'It is kept up to date, and newcomers find their way in it.',
        'Others work from what we keep and help to keep it.',
      ],
    },
  ],
};
