import { createContext, useContext } from 'react';

export const RowTabIndex = createContext<0 | -1>(-1);

/**
 * For links and buttons inside a cell: only those of the row that has the focus are reached by Tab, so that
 * a long list is one stop and not thousands.
 */
export const useRowTabIndex = () => useContext(RowTabIndex);
