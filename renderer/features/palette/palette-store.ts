import type { ContainerRow } from '@contract/containers';
import { create } from 'zustand';
import type { ImageAsk } from '../images/action-table';
import type { ImageLine } from '../images/image-rows';

interface PaletteState {
  isOpen: boolean;
  /** What has been typed, from the first key on: also before its code is loaded and its field has the focus. */
  query: string;
  /** Containers chosen to be deleted, asked about once the palette has gone. */
  deleting: readonly ContainerRow[] | null;
  /** Images chosen to be deleted or saved, likewise. */
  images: { action: 'delete' | 'save'; lines: readonly ImageLine[] } | null;
}

/** Whether the palette is there; the sidebar's button and the keys open it. */
export const usePalette = create<PaletteState>(() => ({
  isOpen: false,
  query: '',
  deleting: null,
  images: null,
}));

export const openPalette = () => usePalette.setState({ isOpen: true, query: '' });
export const setQuery = (query: string) => usePalette.setState({ query });
export const closePalette = () => usePalette.setState({ isOpen: false });
export const askToDelete = (deleting: readonly ContainerRow[] | null) => usePalette.setState({ deleting });
export const askAboutImages: ImageAsk = {
  delete: (lines) => usePalette.setState({ images: { action: 'delete', lines } }),
  save: (lines) => usePalette.setState({ images: { action: 'save', lines } }),
};
export const closeImages = () => usePalette.setState({ images: null });

/** The platform's key: Cmd on a Mac, Ctrl elsewhere, where the other one belongs to text fields. */
export const isMac = navigator.userAgent.includes('Mac OS');
export const paletteKeys = isMac ? '⌘ K' : 'Ctrl K';
