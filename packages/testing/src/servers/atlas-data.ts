/** A small invented coast: nothing in it is looked up anywhere. */
const harbour = (
  name: string,
  county: string,
  depth_m: number,
  berths: number,
  opened: string,
  keeper: string,
) => ({ name, county, depth_m, berths, opened, keeper });

const keeper = (name: string, joined: string, apprentices: number, vessel: string) => ({
  name,
  joined,
  apprentices,
  vessel,
});

const vessel = (
  name: string,
  builder: string,
  launched: string,
  cargo_tonnes: number,
  length_m: number,
) => ({ name, builder, launched, cargo_tonnes, length_m });

export const harbours = [
  harbour('Ansgar Cove', 'Northmark', 7.4, 48, '1871-05-02', 'Ottilie Brandt'),
  harbour('Bellweather', 'Southmark', 12.1, 131, '1904-09-17', 'Casimir Holm'),
  harbour('Cormorant Quay', 'Northmark', 5.2, 26, '1866-03-30', 'Ilse Vandermeer'),
  harbour('Dunlin Point', 'Eastfold', 9.8, 77, '1923-06-11', 'Tobias Lindqvist'),
  harbour('Eiderholm', 'Southmark', 15.6, 164, '1938-04-21', 'Marit Solheim'),
  harbour('Fennick Sound', 'Eastfold', 6.7, 39, '1889-10-08', 'Rufus Adeyemi'),
  harbour('Gannet Bight', 'Northmark', 10.3, 92, '1911-07-25', 'Wanda Kessler'),
  harbour('Heronsgate', 'Southmark', 8.9, 58, '1897-08-14', 'Emeric Dufour'),
] as const;

export const keepers = [
  keeper('Ottilie Brandt', '1998-02-16', 14, 'Silver Petrel'),
  keeper('Casimir Holm', '2003-11-04', 23, 'Morning Tern'),
  keeper('Ilse Vandermeer', '2011-05-19', 17, 'Wide Horizon'),
  keeper('Tobias Lindqvist', '1994-08-27', 31, 'Amber Skua'),
  keeper('Marit Solheim', '2007-01-09', 19, 'Patient Auk'),
  keeper('Rufus Adeyemi', '2015-10-22', 12, 'Grey Lantern'),
  keeper('Wanda Kessler', '2001-06-13', 28, 'Far Kittiwake'),
  keeper('Emeric Dufour', '2018-03-05', 21, 'Blue Meridian'),
] as const;

export const vessels = [
  vessel('Silver Petrel', 'Tarn Works', '1962-04-12', 412, 38.5),
  vessel('Morning Tern', 'Kestrel Yard', '1987-09-30', 967, 54.2),
  vessel('Wide Horizon', 'Tarn Works', '1974-06-18', 588, 43.7),
  vessel('Amber Skua', 'Osprey Slip', '1991-11-06', 1240, 61.3),
  vessel('Patient Auk', 'Kestrel Yard', '2004-02-27', 1533, 72.8),
  vessel('Grey Lantern', 'Osprey Slip', '1969-08-09', 346, 33.9),
  vessel('Far Kittiwake', 'Tarn Works', '1998-05-24', 1105, 58.6),
  vessel('Blue Meridian', 'Kestrel Yard', '1983-12-01', 829, 49.4),
] as const;
