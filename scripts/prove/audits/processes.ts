import type { Audit } from './audit.js';

export const processesWell: Audit = {
  name: 'processes that ended by themselves, or errors that nobody caught',
  looked: () => 'all that the processes said',
  findings: ({ processTrouble }) => [...processTrouble],
};

export const answersExpected: Audit = {
  name: 'answers that people could not have caused',
  looked: ({ acknowledged }) => `answers to ${acknowledged} changes and to those that were refused`,
  findings: ({ odd }) => [...odd],
};

export const faultsOver: Audit = {
  name: 'faults after which something was not well again in time',
  looked: () => 'every fault',
  findings: ({ faultsFailed }) => [...faultsFailed],
};
