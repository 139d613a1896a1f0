import { type Parameter, parametersOf } from './parameters.ts';
import { nameWords } from './permission.ts';
import { foldSchema, propertiesOf } from './schema.ts';
import type { Tool } from './tool.ts';
import { compileSchema } from './validator.ts';

const ALWAYS_CODE =
  /^(?:sql|script|expression|expr|javascript|python|cypher|graphql|sparql|jsonata|jq|xpath|shell|bash|(?:sql|source|js|python)_?(?:query|code|script|statement|string)|(?:shell_?)?command|cmd)$/i;
const QUERY = /^(?:query|queries|statements?)$/i;
const QUERY_LANGUAGE =
  /\b(?:[Ss][Qq][Ll]|[Cc]ypher|[Gg]raph[Qq][Ll]|SPARQL|JSONata|XPath|SELECT|INSERT|UPDATE|DELETE|CREATE TABLE)\b/;
const PROGRAM = /^(?:code|source|snippet|program|formula)$/i;
const LANGUAGE =
  /\b(?:javascript|typescript|python|bash|shell|snippet|source code|program|expression)\b/i;

const ENVIRONMENT =
  /\b(?:returns?|prints?|lists?|shows?|dumps?|gets?|reads?|displays?)\b[^.]{0,40}\benvironment variables\b/i;
const SUCCESSOR =
  /\b(?:use|using|see|replaced by|superseded by|in favou?r of|switch to|prefer|migrate to)\s+(?:the\s+)?[`'"]?\w*[\w.-]*\w/i;

const firstSentence = (text: string): string => text.trim().split(/(?<=[.!?])\s|\n/, 1)[0] ?? '';

function takesCode(tool: Tool, parameter: Parameter): boolean {
  const text = parameter.type === 'string' || parameter.type === 'any';
  if (!text || parameter.enum !== undefined || parameter.const !== undefined) return false;
  if (ALWAYS_CODE.test(parameter.name)) return true;
  const told = `${parameter.description} ${firstSentence(tool.description)}`;
  return (
    (QUERY.test(parameter.name) && QUERY_LANGUAGE.test(told)) ||
    (PROGRAM.test(parameter.name) && LANGUAGE.test(told))
  );
}

/** rule 2.6: what a task's words cannot bind, the rules engine cannot use. */
function freeForm(tool: Tool): string | null {
  const parameters = parametersOf(tool);
  const required = parameters.filter((parameter) => parameter.required);
  // A schema that requires nothing, and takes code, usually forgot to say so.
  const asked = required.length > 0 ? required : parameters;
  const code = asked.find((parameter) => takesCode(tool, parameter));
  if (code === undefined) return null;
  return `not used: free-form: its parameter "${code.name}" takes code, which no words of a task can give; no setting of mcp.json changes that`;
}

function deprecated(tool: Tool): string | null {
  const at = tool.description.search(/\bdeprecated\b/i);
  if (at < 0 || !SUCCESSOR.test(tool.description.slice(at))) return null;
  return 'its description calls it deprecated and names a successor, which is used in its place; no setting of mcp.json changes that';
}

function environment(tool: Tool): string | null {
  const words = nameWords(tool.name);
  const named = words.some((word) => ['env', 'environ', 'printenv'].includes(word));
  if (!named && !ENVIRONMENT.test(firstSentence(tool.description))) return null;
  return 'it returns the environment of its process, which may hold secrets; no setting of mcp.json changes that';
}

function schema(tool: Tool): string | null {
  const root = tool.inputSchema;
  const isObjectSchema = root.type === 'object' || propertiesOf(foldSchema(root, root)).length > 0;
  if (!isObjectSchema) return 'its input schema does not describe an object: mend it in the server';
  const compiled = compileSchema(root);
  return compiled.ok ? null : `its input schema is not usable: ${compiled.reason}`;
}

const description = (tool: Tool): string | null =>
  tool.description.trim() === ''
    ? 'it has no description, so no task can say what it does: write one in the server'
    : null;

/** What keeps a tool out of tasks whatever is permitted, as plain sentences; empty if nothing does. */
export function hindrances(tool: Tool): string[] {
  const tests = [description, schema, freeForm, deprecated, environment];
  return tests.map((test) => test(tool)).filter((reason) => reason !== null);
}
