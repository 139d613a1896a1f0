/** A well-behaved server with a paged list, and a few tools that each make one kind of trouble. */
import { cities } from './cities.ts';
import type { FixtureTool } from './fixture-server.ts';
import { object, serve, structured, text } from './serve.ts';

const string = { type: 'string' };
const number = { type: 'number' };
const citySchema = object({
  id: string,
  name: string,
  country: string,
  population: { type: 'integer' },
  elevation: { ...number, description: 'Height above sea level in metres' },
});
const byId = object({ id: { ...string, description: 'City id' } });
const readOnly = { readOnlyHint: true };
let calls = 0;

const tools: readonly FixtureTool[] = [
  {
    listed: {
      name: 'find_city',
      description: 'Find a city by its name and country.',
      inputSchema: object({ name: string, country: { ...string, description: 'ISO code' } }),
      outputSchema: object({ city: citySchema }),
      annotations: readOnly,
    },
    run: ({ name, country }) => {
      const city = cities.find((one) => one.name === name && one.country === country);
      return city === undefined
        ? { ...text(`No city "${name}" in ${country}`), isError: true }
        : structured({ city });
    },
  },
  {
    listed: {
      name: 'list_cities',
      description: 'List all cities, or those of one country.',
      inputSchema: { type: 'object', properties: { country: string } },
      outputSchema: object({ cities: { type: 'array', items: citySchema }, total: number }),
      annotations: readOnly,
    },
    run: ({ country }) => {
      const found = cities.filter((one) => country === undefined || one.country === country);
      return structured({ cities: found, total: found.length });
    },
  },
  {
    listed: {
      name: 'describe_city',
      description: 'Describe a city in a sentence.',
      inputSchema: byId,
      annotations: readOnly,
    },
    run: ({ id }) => {
      const city = cities.find((one) => one.id === id);
      return text(
        city === undefined
          ? 'not found'
          : `${city.name} lies ${city.elevation} m above the sea and has ${city.population} inhabitants.`,
      );
    },
  },
  {
    listed: {
      name: 'get_weather',
      description: 'Get the weather of a city.',
      inputSchema: byId,
      annotations: readOnly,
    },
    run: () => text('{"status":"error","message":"the station does not answer"}'),
  },
  {
    listed: {
      name: 'get_area',
      description: 'Get the area of a city in square kilometres.',
      inputSchema: byId,
      outputSchema: object({ area: number }),
      annotations: readOnly,
    },
    run: ({ id }) => structured({ area: 'about 12', id }),
  },
  {
    listed: {
      name: 'get_visits',
      description: 'Get how often a city was asked for.',
      inputSchema: byId,
      outputSchema: object({ id: string, visits: number, ticket: string }),
      annotations: readOnly,
    },
    run: ({ id }) => {
      calls += 1;
      return structured({ id, visits: calls, ticket: `${process.hrtime.bigint()}` });
    },
  },
  {
    listed: {
      name: 'get_environment',
      description: 'Get the environment of the server.',
      inputSchema: { type: 'object' },
      annotations: readOnly,
    },
    run: () => structured({ environment: process.env, pid: process.pid, folder: process.cwd() }),
  },
];

serve({ name: 'tidy', tools, pageSize: 3 });
