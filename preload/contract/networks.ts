/** A network as lists show it; from `GET /networks`. */
export interface NetworkRow {
  id: string;
  name: string;
  driver: string;
  scope: string;
}
