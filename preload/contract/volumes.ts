/** A volume as lists show it; from `GET /volumes`. */
export interface VolumeRow {
  name: string;
  driver: string;
  /** ms since 1970, null where the engine does not tell. */
  createdAt: number | null;
}
