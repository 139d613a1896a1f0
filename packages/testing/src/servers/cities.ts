/** A tiny, fixed, invented data set: nothing in it is looked up anywhere. */
export interface City {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  readonly population: number;
  readonly elevation: number;
}

export const cities: readonly City[] = [
  { id: 'C-104', name: 'Alder Bay', country: 'NL', population: 48_210, elevation: 4 },
  { id: 'C-221', name: 'Brindle', country: 'CH', population: 131_877, elevation: 412 },
  { id: 'C-305', name: 'Corvane', country: 'FR', population: 87_645, elevation: 96 },
  { id: 'C-377', name: 'Brindle', country: 'GB', population: 9_312, elevation: 71 },
  { id: 'C-418', name: 'Dunmarrow', country: 'CH', population: 22_954, elevation: 803 },
];
